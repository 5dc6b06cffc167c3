"""Test cases on the desk: who may change them, and the list with their outcomes."""

import re
from html import unescape

import pytest

from procedures import models
from procedures.admin.tryout.saving import key_of
from procedures.drafting.cases import outcomes
from procedures.publishing.editions import publisher
from procedures.publishing.editions.kept import Kept
from tests import factories

from .addresses import adding, listing, page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")


def make_case(key="awa", code="82", **fields):
    department = None if code == "national" else models.Department.objects.get(code=code)
    fields = {"answers": {"situation": "etudes"}, "expect": {"procedures": ["renouvellement"]}} | (
        fields
    )
    fields = {"file": "essais", "persona": f"Awa, cas {key}."} | fields
    return models.Case.objects.create(key=key, department=department, **fields)


@pytest.mark.parametrize("code", ["82", "34", "national"])
@pytest.mark.parametrize("role", ["consultation", "redaction"])
def test_everybody_with_a_part_reads_all_cases(client_of, code, role):
    case, client = make_case(code=code), client_of("82", role=role)
    response = client.get(page(case))
    assert response.status_code == 200
    assert response.context["has_change_permission"] == (code == "82" and role == "redaction")
    assert case.persona in client.get(listing(models.Case)).content.decode()


def test_account_without_a_part_reads_none(client_of):
    assert client_of().get(page(make_case())).status_code in (302, 403)


@pytest.mark.parametrize(("code", "allowed"), [("82", True), ("34", False), ("national", False)])
def test_agent_changes_and_deletes_the_cases_of_their_departement_only(client_of, code, allowed):
    case, client = make_case(code=code), client_of("82", role="redaction")
    form = case if allowed else make_case("modele")
    data = form_data(client.get(page(form))) | {"persona": "Une autre personne."}
    assert client.post(page(case), data).status_code == (302 if allowed else 403)
    case.refresh_from_db()
    assert (case.persona == "Une autre personne.") == allowed
    assert client.post(page(case, "delete"), {"post": "yes"}).status_code == (
        302 if allowed else 403
    )
    assert models.Case.objects.filter(pk=case.pk).exists() != allowed


@pytest.mark.parametrize("code", ["34", "national"])
def test_agent_does_not_delete_cases_of_others_by_selecting(client_of, code):
    case = make_case(code=code)
    data = {"action": "delete_selected", "_selected_action": [case.pk], "post": "yes"}
    client_of("82", role="redaction").post(listing(models.Case), data)
    assert models.Case.objects.filter(pk=case.pk).exists()


@pytest.mark.parametrize(("code", "allowed"), [("82", False), ("national", True)])
def test_national_editor_changes_national_cases_only(client_of, code, allowed):
    case, client = make_case(code=code), client_of("national", role="redaction")
    form = case if allowed else make_case("modele", "national")
    data = form_data(client.get(page(form))) | {"persona": "Une autre personne."}
    assert client.post(page(case), data).status_code == (302 if allowed else 403)


@pytest.mark.parametrize(("code", "other"), [("national", "82"), ("82", ""), ("82", "34")])
def test_case_never_moves_to_another_part(client_of, code, other):
    case, client = make_case(code=code), client_of("82", "34", "national", role="redaction")
    data = form_data(client.get(page(case)))
    department = models.Department.objects.filter(code=other).first()
    data |= {"department": department.pk if department else "", "persona": "Une autre."}
    assert client.post(page(case), data).status_code == 302
    case.refresh_from_db()
    assert (case.part, case.persona) == (code, "Une autre.")


@pytest.mark.parametrize("code", ["34", "", "national"])
def test_agent_adds_no_case_elsewhere(client_of, code):
    client = client_of("82", role="redaction")
    department = models.Department.objects.filter(code=code).first()
    data = form_data(client.get(adding(models.Case))) | {"persona": "Awa."}
    data |= {"department": department.pk if department else ""}
    assert client.post(adding(models.Case), data).status_code == 200
    assert not models.Case.objects.exists()


def test_agent_adds_a_case_to_their_departement_and_names_nothing(client_of):
    client = client_of("82", role="redaction")
    data = form_data(client.get(adding(models.Case)))
    data |= {"persona": "Awa, 20 ans.", "q-situation": "etudes", "x-none": "on"}
    assert client.post(adding(models.Case), data).status_code == 302
    case = models.Case.objects.get()
    assert (case.key, case.file, case.part) == ("awa_20_ans", "essais_82", "82")
    assert case.answers == {"situation": "etudes"}


def test_national_editor_adds_national_cases(client_of):
    client = client_of("national", role="redaction")
    data = form_data(client.get(adding(models.Case))) | {"persona": "Awa, 20 ans."}
    data |= {"q-situation": "etudes", "x-none": "on"}
    assert client.post(adding(models.Case), data).status_code == 302
    assert models.Case.objects.get().part == "national"


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"x-none": "on"}, "n'a répondu à rien"),
        ({"q-situation": "etudes"}, "Rien n'est attendu pour cette personne"),
        ({"q-situation": "etudes", "draft": "on"}, "Rien n'est attendu pour cette personne"),
    ],
)
def test_a_person_who_tries_nothing_is_refused_and_kept_on_the_page(client_of, own, said):
    client = client_of("82", role="redaction")
    data = form_data(client.get(adding(models.Case))) | {"persona": "Awa, 20 ans."} | own
    response = client.post(adding(models.Case), data)
    assert response.status_code == 200
    assert said in unescape(response.text)
    kept = form_data(response)
    assert {name: kept.get(name) for name in own} | {"persona": "Awa, 20 ans."} == (
        own | {"persona": kept["persona"]}
    )
    assert not models.Case.objects.exists()
    # What is only tried again is not told it yet.
    assert said not in unescape(client.post(adding(models.Case), data | {"_update": "1"}).text)


def test_all_that_an_empty_person_lacks_is_said_at_once_with_the_way_to_it(client_of):
    client = client_of("82", role="redaction")
    data = form_data(client.get(adding(models.Case)))
    text = unescape(client.post(adding(models.Case), data).text)
    for place, words in (
        ("id_persona", "Décrivez cette personne"),
        ("reponses", "Cette personne n'a répondu à rien"),
        ("attendu", "Rien n'est attendu pour cette personne"),
    ):
        assert re.search(f'<a href="#{place}">{words}', text), place
        assert f'id="{place}"' in text
    assert not models.Case.objects.exists()
    # What is only tried again is not told it yet.
    assert "Décrivez cette" not in unescape(
        client.post(adding(models.Case), data | {"_update": "1"}).text
    )
    # An answer that cannot be read is the lack of answers: it is told once.
    text = unescape(client.post(adding(models.Case), data | {"q-age": "vingt"}).text)
    assert '<a href="#reponses">Une réponse est à corriger.' in text
    assert "n'a répondu à rien" not in text


def test_a_person_of_a_file_keeps_having_no_words(client_of):
    case = make_case(persona="")
    client = client_of("82", role="redaction")
    data = form_data(client.get(page(case))) | {"q-age": "30"}
    assert client.post(page(case), data).status_code == 302
    named = make_case("ben", persona="Ben")
    data = form_data(client.get(page(named))) | {"persona": " "}
    assert client.post(page(named), data).status_code == 200


def test_a_person_who_is_there_is_not_emptied(client_of):
    case, client = make_case(), client_of("82", role="redaction")
    data = form_data(client.get(page(case))) | {"expect": "{}"}
    assert client.post(page(case), data).status_code == 200
    case.refresh_from_db()
    assert case.expect == {"procedures": ["renouvellement"]}


def test_a_person_who_answered_nothing_is_not_kept_by_a_trial(client_of):
    data = {"action": "enregistrer", "jour": "2026-11-24", "persona": "Awa.", "part": "national"}
    response = client_of("national").post("/admin/essayer/", data)
    assert "Cette personne n'a répondu à rien" in unescape(response.text)
    assert not models.Case.objects.exists()


def test_name_made_of_a_person_is_free():
    make_case("awa", persona="Awa")
    assert key_of("Awa") == "awa_2"
    assert key_of("20 ans, à Montauban") == "cas_20_ans_a_montauban"
    assert key_of("!") == "cas"


@pytest.fixture
def cases():
    """One that passes, one that fails, one that comes out otherwise than published."""
    make_case("reussit")
    models.Question.objects.filter(key="age").update(allow_unknown=True)
    publisher.publish()
    make_case("echoue", "34", expect={"procedures": []}, confidence="low")
    other = factories.make_procedure(key="autre", title_fr="Une autre", when={"age": {"gte": 60}})
    answers, expect = {"age": 70, "situation": "travail"}, {"procedures": ["autre"]}
    make_case("change", "national", answers=answers, expect=expect)
    return other


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"resultat": "réussit"}, {"reussit", "change"}),
        ({"resultat": "échoue"}, {"echoue"}),
        ({"resultat": "change"}, {"change"}),
        ({"resultat": "?"}, {"reussit", "echoue", "change"}),
        ({"partie": "82"}, {"reussit"}),
        ({"partie": "national"}, {"change"}),
        ({"demarche": "renouvellement"}, {"reussit"}),
        ({"demarche": "inconnue"}, set()),
        ({"confidence__exact": "low"}, {"echoue"}),
    ],
)
def test_list_is_filtered(client_of, cases, query, names):
    # The working copies of 34 and of the national content are read too.
    response = client_of("82", "34", "national").get(listing(models.Case), query)
    assert {case.key for case in response.context["cl"].queryset} == names


def test_list_says_what_becomes_of_each_case_in_words(client_of, cases):
    content = client_of("82", "34", "national").get(listing(models.Case)).content.decode()
    assert content.count(">réussit</span>") == 2
    assert content.count(">diffère du publié</span>") == 1
    assert "démarches recommandées : « Une carte », attendues : aucune" in content


def test_a_person_of_whom_nothing_is_expected_does_not_pass_in_the_list(client_of, cases):
    make_case("vide", expect={"of": "renouvellement"})
    client = client_of("82", "34", "national")
    content = client.get(listing(models.Case)).text
    assert content.count(">réussit</span>") == 2
    assert '<span class="desk-kind desk-kind--modified">rien n&#x27;est attendu</span>' in content
    found = client.get(listing(models.Case), {"resultat": "rien n'est attendu"}).context["cl"]
    assert [case.key for case in found.queryset] == ["vide"]


def test_list_evaluates_once(client_of, cases, monkeypatch):
    client = client_of("82", "34", "national")
    client.get(listing(models.Case))
    monkeypatch.setattr("procedures.drafting.cases.outcomes.result_of", None)
    assert ">réussit</span>" in client.get(listing(models.Case)).content.decode()


def test_list_of_a_broken_working_copy_says_nothing_of_outcomes(client_of, cases):
    models.Procedure.objects.filter(key="autre").update(when={"age": "vingt"})
    response = client_of("82", "34", "national").get(listing(models.Case))
    assert response.status_code == 200
    assert ">réussit</span>" not in response.content.decode()


def test_what_the_edition_in_force_gives_is_found_once(superuser, monkeypatch):
    """While an agent edits, each look at the list runs the cases on the working copy only."""
    rule_sets = []

    def tried(rule_set, *rest):
        rule_sets.append(rule_set)
        return real(rule_set, *rest)

    real = outcomes._tried
    monkeypatch.setattr(outcomes, "_tried", tried)
    monkeypatch.setattr(outcomes, "_given", Kept(2))
    make_case()
    publisher.publish()
    for title in ("Premier titre", "Deuxième titre"):
        models.Procedure.objects.update(title_fr=title)
        assert "Awa, cas awa." in superuser.get(listing(models.Case)).content.decode()
    in_force, first, second = rule_sets
    assert [next(iter(one.procedures.values())).title["fr"] for one in (first, second)] == [
        "Premier titre",
        "Deuxième titre",
    ]
    assert in_force not in (first, second)


def test_what_was_tried_before_it_was_published_is_not_tried_again(superuser, monkeypatch):
    """The first edit after a publication is compared with what the list has found before it."""
    monkeypatch.setattr(outcomes, "_given", Kept(2))
    make_case(answers={"situation": "etudes", "age": 30})
    superuser.get(listing(models.Case))
    publisher.publish()
    monkeypatch.setattr(outcomes, "_seen_by", None)
    factories.make_procedure(key="autre", title_fr="Une autre", when={"age": {"gte": 18}})
    assert ">diffère du publié</span>" in superuser.get(listing(models.Case)).content.decode()


def test_a_case_changed_since_is_tried_again_on_what_is_published(superuser, monkeypatch):
    monkeypatch.setattr(outcomes, "_given", Kept(2))
    case = make_case()
    superuser.get(listing(models.Case))
    publisher.publish()
    models.Procedure.objects.update(title_fr="Autre titre")
    models.Case.objects.filter(pk=case.pk).update(answers={"situation": "travail"})
    assert ">diffère du publié</span>" not in superuser.get(listing(models.Case)).content.decode()
