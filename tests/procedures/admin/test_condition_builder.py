"""The condition builder's server side reads a condition back, tries it, and stores nothing."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from procedures import models
from procedures.drafting.conditions.entries import NAMES, find_row
from tests import factories

from .addresses import adding, page

pytestmark = pytest.mark.usefixtures("catalogue")

CHECK = "/admin/conditions/"
WRONG = ["[", "- a", "a: [", "{", "situation: etude", "not: 3", "any: []", "5", "'x'"]


def ask(client, row, text, **more):
    """Ask about the condition of a row, saved or not."""
    fields = {"model": row._meta.model_name, "pk": row.pk or "", "text": text, **more}
    return client.post(CHECK, fields)


def found(client, row, text, **more):
    """Return the kinds of the findings, and the cases with what would become of them."""
    answer = ask(client, row, text, findings="1", **more).json()
    assert not answer["errors"]
    return [one["kind"] for one in answer["findings"]], {
        one["name"]: one["status"] for one in answer["cases"]
    }


def make_case(name, expected, **answers):
    return models.Case.objects.create(
        key=name, file="etudes", answers=answers, expect={"procedures": expected}
    )


def test_condition_is_read_back_in_words(client_of, procedure):
    factories.make_question(key="nationality", kind="country", text_fr="Quelle nationalité ?")
    answer = ask(client_of("82"), procedure, "{nationality: [MA, DZ], age: {lt: 18}}").json()
    assert answer["sentence"] == (
        "« Quelle nationalité ? » est « Maroc » ou « Algérie » et "
        "« Quel âge avez-vous ? » est moins de 18"
    )
    assert answer["condition"] == {"nationality": ["MA", "DZ"], "age": {"lt": 18}}
    assert answer["text"] == "nationality: [MA, DZ]\nage: {lt: 18}"


def test_empty_text_is_no_condition(client_of, procedure):
    answer = ask(client_of("82"), procedure, "").json()
    assert (answer["condition"], answer["text"], answer["errors"]) == ({}, "", [])


def test_unknown_value_is_said_with_the_nearest(client_of, procedure):
    errors = ask(client_of("82"), procedure, "situation: etude").json()["errors"]
    assert len(errors) == 1
    assert "etudes" in errors[0]


@pytest.mark.parametrize("text", [*WRONG, "{not: " * 100 + "{}" + "}" * 100, "a" * 30_000])
def test_what_is_no_condition_is_said(client_of, procedure, text):
    response = ask(client_of("82"), procedure, text, findings="1")
    assert response.status_code == 200
    assert response.json()["errors"]


@pytest.mark.parametrize("kind", NAMES)
def test_new_line_of_any_kind_is_answered(client_of, kind):
    response = client_of("82").post(CHECK, {"model": kind, "text": "age: 3", "findings": "1"})
    assert response.status_code == 200


def test_unknown_rows_are_refused(local, procedure):
    wrongs = ({"model": "user", "pk": "1"}, {"model": "procedure", "pk": "x"}, {})
    for wrong in (*wrongs, {"model": "procedure", "pk": "9" * 40}):
        assert local.post(CHECK, {"text": "", **wrong}).status_code == 400
    gone = {"model": "step", "parent": "procedure", "parent_pk": procedure.pk + 99}
    assert local.post(CHECK, gone).status_code == 400


def test_only_members_ask_and_only_of_what_they_see(client_of, procedure):
    assert ask(Client(), procedure, "").status_code == 302
    assert ask(client_of(is_staff=True), procedure, "").status_code in (302, 403)
    channel = models.Channel.objects.get(department__code="34")
    assert ask(client_of("82"), channel, "").status_code == 403
    override = models.Override.objects.get(department__code="34")
    inside = {"parent": "override", "parent_pk": override.pk}
    assert ask(client_of("82"), models.DocumentEntry(), "", **inside).status_code == 403
    assert ask(client_of("34"), channel, "").status_code == 200


def test_reading_without_token_or_by_get_is_refused(local, procedure):
    assert local.get(CHECK).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = local.cookies
    assert ask(strict, procedure, "").status_code == 403


def test_nothing_is_written(local, procedure):
    local.get("/admin/")  # Once a minute, the session notes that its account is there.
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found(local, procedure, "situation: travail")
    assert not [one for one in queries if not one["sql"].lstrip().upper().startswith("SELECT")]
    procedure.refresh_from_db()
    assert procedure.when == {"situation": "etudes"}


def test_never_and_always_are_found(local, procedure):
    contrary = "all: [{age: {lt: 18}}, {age: {gt: 30}}]"
    assert found(local, procedure, contrary)[0] == ["never"]
    part = "situation: etudes\nany: [{age: {gte: 18}}, {age: {lt: 18}}]"
    assert found(local, procedure, part)[0] == ["always"]
    step = models.Step.objects.get()
    assert found(local, step, "situation: etudes")[0] == ["always"]
    assert found(local, step, "situation: travail")[0] == ["never"]


def test_value_that_no_rule_names_yet_is_told_apart(client_of, procedure):
    assert found(client_of("82"), procedure, "situation: etudes\nage: {between: [41, 42]}")[0] == []


def test_question_that_asks_for_itself_is_a_circle(client_of):
    question = models.Question.objects.get(key="age")
    assert found(client_of("82"), question, "age: {gt: 3}")[0] == ["circle"]


def test_better_ranked_procedure_already_covers(client_of, procedure):
    other = factories.make_procedure(key="travailleur", when={"situation": "travail"})
    assert found(client_of("82"), other, "situation: travail")[0] == []
    assert found(client_of("82"), other, "situation: etudes\nage: 20")[0] == ["covered"]


def test_earlier_rule_already_covers(client_of):
    fact = models.DerivedFact.objects.create(key="parcours", kind="choice")
    make = models.DerivedRule.objects.create
    make(derived_fact=fact, value="jeune", when={"age": {"lt": 30}}, position=0)
    late = make(derived_fact=fact, value="enfant", when={"age": {"gte": 30}}, position=1)
    assert found(client_of("82"), late, "age: {gte: 40}")[0] == []
    assert found(client_of("82"), late, "age: {lt: 18}")[0] == ["covered"]


def test_document_of_another_line_already_covers(client_of, procedure, document):
    make = models.DocumentEntry.objects.create
    make(procedure=procedure, document=document, when={"age": {"lt": 30}}, position=0)
    again = make(procedure=procedure, document=document, when={"age": 40}, position=1)
    assert found(client_of("82"), again, "age: 40")[0] == []
    assert found(client_of("82"), again, "age: 20")[0] == ["covered"]


def test_cases_that_would_change_are_listed(local, procedure):
    make_case("etudiant", ["renouvellement"], situation="etudes", age=20)
    make_case("travailleur", [], situation="travail", age=20)
    assert found(local, procedure, "situation: etudes")[1] == {}
    text = "situation: travail"
    assert found(local, procedure, text)[1] == {"etudiant": "breaks", "travailleur": "breaks"}
    answer = ask(local, procedure, text, findings="1").json()
    assert answer["cases"][0]["url"] == page(models.Case.objects.get(key="etudiant"))


def test_cases_that_would_change_are_told_in_words(client_of, procedure):
    make_case("etudiant", ["renouvellement"], situation="etudes", age=20)
    models.Case.objects.update(persona="Ana, 20 ans, étudie.")
    (told,) = ask(client_of("82"), procedure, "situation: travail", findings="1").json()["cases"]
    assert told["name"] == "Ana, 20 ans, étudie."
    assert "[" not in told["text"]
    assert f"« {procedure.title_fr} »" in told["text"]


def test_saved_change_is_seen_at_once(local, procedure):
    make_case("etudiant", ["renouvellement"], situation="etudes", age=20)
    assert found(local, procedure, "situation: travail")[1] == {"etudiant": "breaks"}
    models.Procedure.objects.update(when={"situation": "travail"})
    assert found(local, procedure, "situation: travail")[1] == {}
    assert found(local, procedure, "situation: etudes")[1] == {"etudiant": "mends"}


def test_new_line_says_whom_it_would_concern(client_of, procedure):
    make_case("etudiant", ["renouvellement"], situation="etudes", age=20)
    make_case("travailleur", [], situation="travail", age=20)
    row = models.DocumentEntry()
    parent = {"parent": "procedure", "parent_pk": procedure.pk}
    kinds, cases = found(client_of("82"), row, "age: {gte: 18}", **parent)
    assert (kinds, cases) == ([], {"etudiant": "concerns"})


def test_local_line_concerns_its_own_people_only(client_of, procedure):
    place = factories.make_question(key="commune", kind="commune")
    for name, code in (("montalbanais", "82121"), ("montpellierain", "34172")):
        make_case(name, ["renouvellement"], situation="etudes", age=20, commune=code)
    override = models.Override.objects.get(department__code="82")
    document = models.Document.objects.get()
    row = models.DocumentEntry.objects.create(override=override, document=document)
    client = client_of("82")
    assert found(client, row, "age: {gte: 18}") == ([], {})
    assert found(client, row, "age: {lt: 18}") == ([], {"montalbanais": "changes"})
    assert found(client, row, "departement: '34'")[0] == ["never"]
    assert found(client, row, "commune: '34172'")[0] == ["never"]
    new = {"parent": "override", "parent_pk": override.pk}
    assert found(client, models.DocumentEntry(), "age: 20", **new)[1] == {
        "montalbanais": "concerns"
    }
    assert ask(client, row, "commune: '82121'").json()["communes"] == {"82121": "Montauban (82)"}
    assert place.text_fr in ask(client, row, "commune: '82121'").json()["sentence"]


def test_channel_is_known_inside_a_procedure_only(local, procedure):
    assert ask(local, procedure, "channel: anef").json()["errors"]
    step = models.Step.objects.get()
    assert ask(local, step, "channel: anef").json()["sentence"].endswith("« téléservice ANEF »")


def test_catalogue_that_does_not_compile_is_said(client_of, procedure):
    factories.make_procedure(key="fausse", when={"inconnu": 3})
    assert found(client_of("82"), procedure, "situation: etudes") == (["unfinished"], {})


def test_lists_are_in_words(client_of):
    facts = client_of("82").get(f"{CHECK}vocabulaire/").json()["facts"]
    by_key = {fact["key"]: fact for fact in facts}
    assert by_key["age"]["label"] == "Quel âge avez-vous ? (age)"  # Two are asked so here.
    assert ["etudes", "Oui"] in by_key["situation"]["values"]
    assert ["82", "82 Tarn-et-Garonne"] in by_key["departement"]["values"]
    assert Client().get(f"{CHECK}vocabulaire/").status_code == 302
    suggested = client_of("82").get(f"{CHECK}vocabulaire/", {"commune": "montauban"}).json()
    assert ["82121", "Montauban (82)"] in suggested["communes"]


def test_every_condition_in_a_form_is_edited_with_the_builder(superuser, procedure):
    for row in (procedure, models.Step.objects.get(), models.Channel.objects.first()):
        content = superuser.get(page(row)).content.decode()
        assert f'data-model="{row._meta.model_name}" data-pk="{row.pk}"' in content
        assert "admin-conditions/builder.js" in content
    inside = f'data-model="step" data-pk="" data-parent="procedure" data-parent-pk="{procedure.pk}"'
    assert inside in superuser.get(page(procedure)).content.decode()
    assert (
        'data-model="orientation" data-pk=""'
        in superuser.get(adding(models.Orientation)).content.decode()
    )


def test_condition_is_given_to_the_builder_as_data(superuser, procedure):
    content = superuser.get(page(procedure)).content.decode()
    shown = json.dumps({"situation": "etudes"}).replace('"', "&quot;")
    assert f'data-condition="{shown}"' in content


def test_line_not_saved_yet_is_in_its_parent(procedure):
    row = find_row("cost", parent="procedure", parent_pk=str(procedure.pk))
    assert row.procedure == procedure
    assert find_row("cost", parent="fee", parent_pk="1").procedure_id is None


def test_addresses_are_those_of_the_field():
    assert reverse("admin:desk_condition") == CHECK


def test_who_may_only_read_reads_a_sentence(client_of, procedure):
    content = client_of("82", role="consultation").get(page(procedure)).content.decode()
    assert "« Quel âge avez-vous ? » est « Oui »" in content
    assert "situation: etudes" not in content


def test_folded_line_is_summed_up_as_a_sentence(superuser, procedure):
    models.Step.objects.update(when={"age": {"gte": 18}})
    assert (
        "« Quel âge avez-vous ? » est au moins 18"
        in superuser.get(page(procedure)).content.decode()
    )
    models.Step.objects.update(when={"gone": True})
    assert "gone: true" in superuser.get(page(procedure)).content.decode()
