"""Forms lose nothing, change only what was changed, and keep the order."""

import re
import time
from copy import copy
from html import unescape

import pytest
from django.conf import settings
from django.contrib import admin
from django.urls import reverse

from procedures import models
from procedures.publishing.editions import publisher
from tests import factories

from .addresses import adding, page
from .everything import make_everything, url
from .forms import form_data
from .reading import said

MOST_FIELDS = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def save(client, obj, **changes):
    return client.post(page(obj), form_data(client.get(page(obj))) | changes)


def test_wrong_condition_is_refused_kept_and_explained(catalogue, superuser, procedure):
    typed = "situation: etude"
    response = save(superuser, procedure, when=typed)
    assert response.status_code == 200
    errors = " ".join(response.context["adminform"].form.errors["when"])
    assert "etudes" in errors
    assert typed in response.content.decode()
    procedure.refresh_from_db()
    assert procedure.when == {"situation": "etudes"}


def test_without_scripts_the_field_leads_to_what_is_written_as_text(catalogue, local, channel):
    shown = local.get(page(channel)).text
    (told, *_) = re.findall(r"<noscript><p class=.help.>.*?</noscript>", shown)
    assert "un test par ligne" in told
    (address,) = re.findall(r'href="([^"]+)"', told)
    # An account that never writes text where there are scripts reads the keys here.
    assert "<code>situation</code>" in local.get(address).text
    assert "<code>situation</code>" not in local.get(address.partition("?")[0]).text
    found = local.get(address, {"texte": "oui", "word": "etudes"}).text
    assert 'name="texte"' in found


def test_words_of_people_are_saved_one_a_line(catalogue, superuser):
    question = models.Question.objects.get(key="situation")
    typed = {"synonyms": "boulot\r\n travail au noir \r\n\r\n"}
    assert save(superuser, question, **typed).status_code == 302
    question.refresh_from_db()
    assert question.synonyms == ["boulot", "travail au noir"]
    assert form_data(superuser.get(page(question)))["synonyms"].splitlines() == question.synonyms


def test_condition_is_stored_as_in_the_files(catalogue, superuser, procedure):
    save(superuser, procedure, when="situation: [etudes, travail]\r\nage: {gte: 18}")
    procedure.refresh_from_db()
    assert procedure.when == {"situation": ["etudes", "travail"], "age": {"gte": 18}}


def end(name, **parts):
    """Return the parts of an end of a window as its lists send them."""
    empty = {"count": "", "unit": "days", "side": "-1", "fact": ""}
    return {f"{name}_{part}": value for part, value in (empty | parts).items()}


def test_window_names_a_date(catalogue, superuser, step):
    wrong = end("window_from", count="3", fact="age")
    assert save(superuser, step, **wrong).status_code == 200
    right = end("window_from", count="120", fact="expiry_date")
    assert save(superuser, step, **right).status_code == 302
    step.refresh_from_db()
    assert step.window_from == {"fact": "expiry_date", "days": -120}


def test_a_window_that_ends_before_it_begins_is_refused_then_swapped(catalogue, superuser, step):
    ends = end("window_from", count="2", unit="months", fact="expiry_date")
    ends |= end("window_to", count="4", unit="months", fact="expiry_date")
    refused = save(superuser, step, **ends)
    assert "Le délai finit avant de commencer." in refused.content.decode()
    assert save(superuser, step, **ends, _echanger="1").status_code == 302
    step.refresh_from_db()
    assert step.window_from == {"fact": "expiry_date", "months": -4}
    assert step.window_to == {"fact": "expiry_date", "months": -2}


@pytest.mark.parametrize("number", ["9" * 5000, "99999999", "251", "-1", "many", ""])
def test_number_of_lines_that_nobody_typed_is_refused(catalogue, superuser, number, procedure):
    """Two thousand lines of each kind took a minute, and the page then failed."""
    data = form_data(superuser.get(page(procedure)))
    data |= {name: number for name in data if name.endswith("-TOTAL_FORMS")}
    started = time.process_time()
    assert superuser.post(page(procedure), data).status_code == 400
    assert time.process_time() - started < 0.5
    assert models.Step.objects.count() == 1


def test_new_line_comes_last(catalogue, superuser, procedure):
    data = form_data(superuser.get(page(procedure)))
    data |= {"steps-TOTAL_FORMS": 3, "steps-1-id": "", "steps-2-id": ""}
    for index, key in ((1, "suivre"), (2, "retirer")):
        data |= {f"steps-{index}-key": key, f"steps-{index}-text_fr": key}
    assert superuser.post(page(procedure), data).status_code == 302
    assert [step.key for step in procedure.steps.all()] == ["deposer", "suivre", "retirer"]


def test_new_question_comes_last(catalogue, superuser):
    data = form_data(superuser.get(adding(models.Question)))
    data |= {"key": "children", "kind": "yes_no", "text_fr": "Avez-vous des enfants ?"}
    assert superuser.post(adding(models.Question), data).status_code == 302
    assert models.Question.objects.last().key == "children"


def test_documents_to_choose_from_keep_their_order(catalogue, superuser, procedure):
    first, second, third = (factories.make_document() for _ in range(3))
    entry = models.DocumentEntry.objects.create(procedure=procedure, group_fr="Un justificatif")
    save(superuser, entry, one_of=[second.pk, first.pk])
    assert [row.document for row in entry.alternatives.all()] == [second, first]
    save(superuser, entry)
    assert [row.document for row in entry.alternatives.all()] == [second, first]
    save(superuser, entry, one_of=[third.pk, second.pk])
    assert {row.document for row in entry.alternatives.all()} == {third, second}
    assert entry.alternatives.count() == 2


def test_references_are_lines(catalogue, superuser, procedure):
    save(superuser, procedure, references="CESEDA L. 422-1\r\n\r\nCESEDA R. 431-5 ")
    found = [row.reference for row in procedure.legal_references.all()]
    assert found == ["CESEDA L. 422-1", "CESEDA R. 431-5"]


def test_groups_values_are_checked(catalogue, superuser):
    data = form_data(superuser.get(adding(models.Group)))
    data |= {"title_fr": "Des actifs", "fact": "situation", "values": "etude, travail"}
    response = superuser.post(adding(models.Group), data)
    assert "etudes" in " ".join(response.context["adminform"].form.errors["values"])
    data["values"] = "etudes, travail"
    assert superuser.post(adding(models.Group), data).status_code == 302
    group = models.Group.objects.get()
    assert (group.key, group.values) == ("des_actifs", ["etudes", "travail"])


def test_groups_are_written_without_a_code(catalogue, superuser):
    question = models.Question.objects.get(key="situation")
    question.choices.filter(value="etudes").update(text_fr="J'étudie, ou je cherche")
    texts = list(question.choices.values_list("text_fr", flat=True))
    group = models.Group.objects.create(key="actifs", fact="situation", values=["etudes"])
    response = superuser.get(page(group))
    assert f'<option value="situation" selected>{question.text_fr}</option>' in (
        response.content.decode()
    )
    data = form_data(response)
    assert data["values"] == "J'étudie, ou je cherche"
    data["values"] = "\n".join(texts).upper()
    superuser.post(page(group), data)
    group.refresh_from_db()
    assert group.values == list(question.choices.values_list("value", flat=True))


def test_a_group_of_countries_is_written_with_their_names(catalogue, superuser):
    models.Question.objects.create(key="pays", kind="country", text_fr="Quel pays ?")
    data = form_data(superuser.get(adding(models.Group)))
    data |= {"title_fr": "Voisins", "fact": "pays", "values": "Algérie, tunisie\nCôte d'Ivoire\nMA"}
    assert superuser.post(adding(models.Group), data).status_code == 302
    group = models.Group.objects.get()
    assert group.values == ["DZ", "TN", "CI", "MA"]
    assert "Algérie\nTunisie\nCôte d’Ivoire\nMaroc" in superuser.get(page(group)).content.decode()


def test_saving_a_broken_entry_warns(catalogue, superuser):
    question = models.Question.objects.get(key="situation")
    models.Choice.objects.filter(value="travail").delete()
    choice = question.choices.get()
    data = form_data(superuser.get(page(question))) | {"choices-0-DELETE": "on"}
    response = superuser.post(page(question), data)
    assert response.status_code == 302
    assert "Aucune réponse n'est proposée" in unescape(said(response))
    assert "choices" not in said(response)
    assert reverse("admin:desk_check") in said(response)
    assert not models.Choice.objects.filter(pk=choice.pk).exists()


def test_published_name_is_fixed(catalogue, superuser):
    question = models.Question.objects.get(key="age")
    assert "key" in form_data(superuser.get(page(question)))
    publisher.publish()
    assert "key" not in form_data(superuser.get(page(question)))


def test_form_of_three_times_the_largest_procedure_stays_below_djangos_limit(catalogue, superuser):
    procedure, document = models.Procedure.objects.get(), models.Document.objects.get()
    entry = models.DocumentEntry(procedure=procedure, document=document, note_fr="Récent.")
    models.DocumentEntry.objects.bulk_create(copy(entry) for _ in range(135))
    for number in range(36):
        factories.make_step(procedure=procedure)
        models.ProcedureWarning.objects.create(procedure=procedure, text_fr=f"Attention {number}.")
    assert count_fields(superuser.get(page(procedure))) < MOST_FIELDS


def test_form_of_a_big_departement_stays_below_djangos_limit(catalogue, superuser, department):
    for number in range(10):
        models.Site.objects.create(department=department, key=f"site_{number}")
        models.Channel.objects.create(department=department, kind="postal", families=["etudes"])
        models.Notice.objects.create(department=department, text_fr="Fermé.")
    models.Helper.objects.bulk_create(
        models.Helper(department=department, name_fr="Association") for _ in range(25)
    )
    assert count_fields(superuser.get(page(department))) < MOST_FIELDS


def count_fields(response):
    sent = form_data(response).values()
    return sum(len(value) if isinstance(value, list) else 1 for value in sent)


@pytest.mark.parametrize("model", [models.Helper, models.Site])
def test_who_helps_and_where_one_is_received_have_a_name(catalogue, client_of, model):
    client, number = client_of("82"), model.objects.count()
    data = form_data(client.get(adding(model))) | {"phone": "05 63 00 00 00"}
    refused = client.post(adding(model), data)
    assert list(refused.context["adminform"].form.errors) == ["name_fr"]
    assert form_data(refused)["phone"] == "05 63 00 00 00"
    assert client.post(adding(model), data | {"name_fr": "La Maison"}).status_code == 302
    assert model.objects.count() == number + 1


def test_the_kinds_of_help_of_an_answer_are_ticked_in_words(catalogue, nation):
    answer = models.Orientation.objects.create(
        key="aide", title_fr="Aide", text_fr="Ici.", rank=99, when={}, places=["old_one", "cidff"]
    )
    shown = nation.get(page(answer))
    assert "Old one" in shown.text
    assert save(nation, answer).status_code == 302
    answer.refresh_from_db()
    assert answer.places == ["old_one", "cidff"]
    assert save(nation, answer, places=["association", "cidff"]).status_code == 302
    answer.refresh_from_db()
    assert answer.places == ["cidff", "association"]
    refused = save(nation, answer, places=["avocat"])
    assert "places" in refused.context["adminform"].form.errors


def test_what_is_saved_in_preparation_says_who_sees_it(catalogue, local):
    data = form_data(local.get(adding(models.Helper))) | {"name_fr": "La Maison"}
    assert "en préparation" not in said(local.post(adding(models.Helper), data))
    data |= {"name_fr": "La Cour", "draft": "on"}
    assert "C'est en préparation : vous seul le voyez" in said(
        local.post(adding(models.Helper), data)
    )
    helper = models.Helper.objects.get(name_fr="La Cour")
    data = form_data(local.get(page(helper)))
    data.pop("draft")
    assert "en préparation" not in said(local.post(page(helper), data))


def test_who_checks_again_is_chosen_in_words(catalogue, client_of):
    client, channel = client_of("82"), models.Channel.objects.get(department__code="82")
    shown = client.get(page(channel)).text
    assert '<option value="national">l&#x27;équipe nationale</option>' in shown
    assert '<option value="34">34 Hérault</option>' in shown
    assert save(client, channel, owner="34").status_code == 302
    channel.refresh_from_db()
    assert channel.owner == "34"
    assert "owner" in save(client, channel, owner="99").context["adminform"].form.errors


def buttons(html):
    """Return the names of the buttons that are seen below the form of an entry."""
    row = html.partition('<div class="submit-row">')[2].partition("<noscript>")[0]
    seen = re.sub(r'<details class="desk-more">.*?</details>', "", row, flags=re.DOTALL)
    found = re.findall(r"<(?:input|button) type=\"submit\"[^>]*>", seen)
    return [re.search(r'name="(\w+)"', one)[1] for one in found if "aria-hidden" not in one]


def test_one_button_saves_each_entry_and_the_others_are_folded(catalogue, superuser):
    rows, found = make_everything(), {}
    for model in admin.site._registry:
        for address in (url(model, "add"), url(next(iter(rows[model].values())), "change")):
            response = superuser.get(address)
            if response.status_code == 200 and 'class="submit-row"' in response.text:
                assert response.text.count('class="submit-row"') == 1, address
                found[address] = buttons(response.text)
    publishes = {url(models.Notice, "add"), *(one for one in found if "/notice/" in one)}
    assert {one for one, names in found.items() if len(names) > 1} <= publishes
    saved = [names for one, names in found.items() if one not in publishes and names]
    assert saved
    assert {tuple(names) for names in saved} == {("_save",)}
    page_of = superuser.get(url(models.Site, "add")).text
    folded = page_of.partition('<details class="desk-more">')[2].partition("</details>")[0]
    assert re.findall(r'name="(\w+)"', folded) == ["_continue", "_addanother"]


def test_enter_in_a_field_saves_whatever_button_a_field_has(catalogue, superuser):
    site = models.Site.objects.first()
    refused = save(superuser, site, name_fr="").text
    for shown in (superuser.get(page(site)).text, refused):
        form = shown.partition('id="site_form"')[2]
        first = re.search(r"<(?:button|input)[^>]*type=\"submit\"[^>]*>", form)[0]
        assert 'aria-hidden="true"' in first
        assert "name=" not in first
