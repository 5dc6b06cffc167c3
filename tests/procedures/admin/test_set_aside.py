"""Nobody invents an inner name or counts places: they stand folded, made by the desk."""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth import get_user_model

from procedures import models
from procedures.admin.link_field import SearchedSelect

from .addresses import adding, page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")


def fieldsets(response):
    return [(one.name, [*one.fields]) for one in response.context["adminform"]]


def test_the_inner_name_and_the_place_stand_last_and_folded(client_of):
    client = client_of("national")
    opened = client.get(adding(models.Document))
    (first, fields), *_ = fieldsets(opened)
    assert first is None
    assert "title_fr" in fields
    assert ("Son nom interne", ["key"]) in fieldsets(opened)
    folded = ("Son nom interne, et sa place dans les listes", ["key", "position"])
    assert folded in fieldsets(client.get(adding(models.Procedure)))


def test_a_place_is_a_number_on_no_page(rf):
    request = rf.get("/")
    request.user = get_user_model()(email="a@example.org", is_superuser=True)
    shown = {
        model: page_of.get_form(request)().fields["position"]
        for model, page_of in admin.site._registry.items()
        if "position" in flatten_fieldsets(page_of.get_fieldsets(request))
    }
    assert set(shown) == {models.Question, models.Procedure, models.ExamplePerson}
    assert {type(one.widget) for one in shown.values()} == {SearchedSelect}


def test_who_reads_the_lines_of_an_entry_reads_no_number_of_their_places(client_of):
    models.Step.objects.update(position=320)
    text = client_of("national", role="consultation").get(page(models.Procedure.objects.get())).text
    assert "Ouvrir sa page" in text
    assert "320" not in text
    assert "osition</" not in text


def test_a_line_has_no_number_for_its_place_on_its_own_page(client_of):
    """The page of its parent moves it; what is new comes last."""
    client = client_of("82")
    models.Notice.objects.filter(department__code="82").update(position=4)
    opened = client.get(adding(models.Notice))
    assert "position" not in opened.context["adminform"].form.fields
    assert "Sa place dans la liste" not in dict(fieldsets(opened))
    assert client.post(adding(models.Notice), form_data(opened) | {"text_fr": "Fermé."}).url
    added = models.Notice.objects.get(text_fr="Fermé.")
    assert added.position == 5
    # Saved again from its own page, it stays where its parent's page put it.
    client.post(page(added), form_data(client.get(page(added))) | {"text_fr": "Fermé lundi."})
    added.refresh_from_db()
    assert (added.text_fr, added.position) == ("Fermé lundi.", 5)


@pytest.mark.parametrize(
    ("model", "part", "fields", "key"),
    [
        (models.Document, "national", {"title_fr": "Acte de naissance"}, "acte_de_naissance"),
        (models.Fee, "national", {"label_fr": "Timbre"}, "timbre"),
        (models.Site, "82", {"name_fr": "Guichet de l'été"}, "guichet_ete"),
    ],
)
def test_the_inner_name_is_made_from_the_title(client_of, model, part, fields, key):
    client = client_of(part)
    for name in (key, f"{key}_2"):
        response = client.post(adding(model), form_data(client.get(adding(model))) | fields)
        assert response.status_code == 302, response.context["errors"]
        assert model.objects.order_by("pk").last().key == name


def test_the_value_of_an_answer_is_made_from_its_text(client_of):
    """« Valeur » was asked first of whoever adds an answer: a code that rules name."""
    question = models.Question.objects.get(key="situation")
    client = client_of("national")
    opened = client.get(adding(models.Choice))
    assert ("Son nom interne", ["value"]) in fieldsets(opened)
    sent = form_data(opened) | {"question": question.pk, "text_fr": "Je cherche un emploi"}
    for value in ("je_cherche_un_emploi", "je_cherche_un_emploi_2"):
        response = client.post(adding(models.Choice), sent)
        assert response.status_code == 302, response.context["errors"]
        assert models.Choice.objects.order_by("pk").last().value == value
    # The same words answer another question too.
    other = models.Question.objects.create(key="autre", kind="choice", text_fr="Autre ?")
    client.post(adding(models.Choice), sent | {"question": other.pk})
    assert models.Choice.objects.get(question=other).value == "je_cherche_un_emploi"


def test_the_value_of_an_answer_is_made_inside_its_question_too(client_of):
    question = models.Question.objects.get(key="situation")
    client = client_of("national")
    opened = client.get(page(question))
    (lines,) = opened.context["inline_admin_formsets"]
    assert lines.fieldsets[-1][0] == "Son nom interne"
    assert lines.fieldsets[-1][1]["fields"] == ("value",)
    number = len(lines.formset.forms)
    sent = form_data(opened) | {
        "choices-TOTAL_FORMS": number + 1,
        f"choices-{number}-text_fr": "Je cherche un emploi",
    }
    response = client.post(page(question), sent)
    assert response.status_code == 302, response.context["errors"]
    assert question.choices.order_by("pk").last().value == "je_cherche_un_emploi"


def test_the_value_of_a_rule_is_no_inner_name(client_of):
    fact = models.DerivedFact.objects.create(key="f", kind="boolean", title="F")
    rule = models.DerivedRule.objects.create(derived_fact=fact, value=True)
    opened = client_of("national").get(page(rule))
    assert ("value", "label") in fieldsets(opened)[0][1]


def test_a_name_that_somebody_wrote_stays(client_of):
    client = client_of("national")
    sent = form_data(client.get(adding(models.Document)))
    client.post(adding(models.Document), sent | {"title_fr": "Acte", "key": "acte_civil"})
    assert models.Document.objects.filter(key="acte_civil").exists()


def test_the_family_and_the_track_are_chosen_in_words(client_of):
    procedure = models.Procedure.objects.get()
    form = client_of("national").get(page(procedure)).context["adminform"].form
    assert dict(form.fields["family"].choices)["etudes"].startswith("Études")
    assert procedure.track in dict(form.fields["track"].choices)
    assert form.fields["family"].widget.input_type == "select"


def test_lines_have_what_moves_them(client_of):
    text = client_of("82").get(page(models.Department.objects.get(code="82"))).text
    assert "admin-desk/order.js" in text
