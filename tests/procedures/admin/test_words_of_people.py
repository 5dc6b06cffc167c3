"""A word that no question knows is added by who may change them; the others are told who may."""

from html import unescape

import pytest
from django.urls import reverse

from procedures import models
from procedures.admin.conditions.endpoint import CHOOSE
from procedures.drafting.conditions.meanings import meanings
from procedures.drafting.words.conditions import DraftWording
from procedures.drafting.words.names import Names
from procedures.models import Role
from tests import factories

pytestmark = pytest.mark.usefixtures("catalogue")
FACTS = "/admin/informations/"
MISSING = "Ce mot manque ?"


def read(response):
    return " ".join(unescape(response.text).replace("\xa0", " ").split())


def place(row, kind):
    return {"word": "apprenti", "place": f"{kind}:{row.pk}"}


def meant(word):
    names = Names()
    return [one.title for one in meanings(word, names, DraftWording(names)).found]


@pytest.mark.parametrize("kind", ["question", "reponse"])
def test_a_missing_word_is_added_in_one_press_and_conditions_find_it(client_of, kind):
    rows = {
        "question": models.Question.objects.get(key="situation"),
        "reponse": models.Choice.objects.get(value="travail"),
    }
    client, row = client_of("national", role=Role.NATIONAL_EDITOR), rows[kind]
    assert meant("apprenti") == []
    text = read(client.get(FACTS, {"word": "apprenti"}))
    assert MISSING in text
    assert f'value="{kind}:{row.pk}"' in text
    said = read(client.post(FACTS, place(row, kind), follow=True))
    assert "« apprenti » est ajouté aux mots des gens de" in said
    assert len(meant("apprenti")) == 1
    row.refresh_from_db()
    assert row.synonyms == ["apprenti"]
    change = models.EntryChange.objects.latest("pk")
    assert (change.section, change.name, change.how) == ("questions", "situation", "mot des gens")
    # Sent twice, it stands once.
    assert "est déjà un mot de" in read(client.post(FACTS, place(row, kind), follow=True))
    row.refresh_from_db()
    assert row.synonyms == ["apprenti"]


def test_a_group_knows_words_too(client_of):
    group = models.Group.objects.create(
        key="actifs", fact="situation", title_fr="Qui travaille", values=["travail"]
    )
    client = client_of("national", role=Role.NATIONAL_EDITOR)
    client.post(FACTS, place(group, "groupe"))
    assert meant("apprenti") == ["Qui travaille"]


def test_who_may_not_add_it_is_told_who_may(client_of):
    factories.make_membership(
        models.NATIONAL,
        role=Role.NATIONAL_EDITOR,
        user=factories.make_user(email="claire@example.org", full_name="Claire N."),
    )
    client = client_of("82")
    text = read(client.get(FACTS, {"word": "apprenti"}))
    assert "L'équipe nationale peut l'ajouter à une question" in text
    assert "mailto:claire@example.org" in text
    assert "Ajouter ce mot" not in text
    row = models.Question.objects.get(key="situation")
    assert client.post(FACTS, place(row, "question")).status_code == 403
    row.refresh_from_db()
    assert row.synonyms == []


@pytest.mark.parametrize("chosen", ["", "question:0", "procedure:1", "reponse:x"])
def test_a_word_without_a_place_changes_nothing(client_of, chosen):
    client = client_of("national", role=Role.NATIONAL_EDITOR)
    sent = {"word": "apprenti", "place": chosen}
    assert "Rien n'est changé" in read(client.post(FACTS, sent, follow=True))
    assert meant("apprenti") == []


@pytest.mark.parametrize("query", ["synonyme", "synonymes", "mots des gens"])
def test_the_search_leads_to_where_synonyms_are_written(client_of, query):
    found = client_of("national", role=Role.NATIONAL_EDITOR).get("/admin/chercher/", {"q": query})
    urls = {one.url for _, _, listed in found.context["groups"] for one in listed}
    assert {reverse("admin:desk_facts"), reverse("admin:procedures_question_changelist")} <= urls


def test_no_word_at_all_changes_nothing(client_of):
    row = models.Question.objects.get(key="situation")
    sent = place(row, "question") | {"word": "  "}
    client = client_of("national", role=Role.NATIONAL_EDITOR)
    assert "Rien n'est changé" in read(client.post(FACTS, sent, follow=True))
    row.refresh_from_db()
    assert row.synonyms == []


@pytest.mark.parametrize("where", ["question:" + "9" * 5000, "question:", "rien"])
def test_a_place_that_is_none_is_asked_for_again(client_of, where):
    client = client_of("national", role=Role.NATIONAL_EDITOR)
    answer = client.post(FACTS, {"word": "coloc", "place": where}, follow=True)
    assert CHOOSE in read(answer)


def test_the_places_of_a_word_are_searched_and_the_likest_questions_come_first(client_of):
    factories.make_question(key="logement", text_fr="Vivez-vous en colocation ?", position=99)
    client = client_of("national", role=Role.NATIONAL_EDITOR)
    shown = client.get(FACTS, {"word": "Colocataire"})
    select = shown.text.partition("<select")[2].partition("</select>")[0]
    assert 'class="desk-searched"' in select
    assert select.index("Vivez-vous en colocation") < select.index("Quel âge avez-vous")
    for file in ("select2.full", "admin-desk/searched"):
        assert file in shown.text
        assert file not in client.get(FACTS).text
    titles = [title for title, _ in client.get(FACTS, {"word": "apprenti"}).context["word_places"]]
    assert titles[0] == "Quel âge avez-vous ?"
