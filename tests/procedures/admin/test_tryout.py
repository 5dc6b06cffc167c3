"""« Essayer »: a result beside the published one, with its reasons; nothing of it is kept."""

import json
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from procedures import models
from procedures.publishing.editions import publisher
from procedures.publishing.parts.channel_words import family_title
from tests import factories

from .addresses import page

pytestmark = pytest.mark.usefixtures("catalogue")
URL = "/admin/essayer/"


def answered(**answers):
    return {"action": "essayer", "jour": "2026-11-24"} | {
        f"q-{key}": value for key, value in answers.items()
    }


def rows_of(table, section):
    return dict(table.sections)[section]


def test_first_page_asks_and_shows_no_result(client_of):
    context = client_of("82").get(URL).context
    assert {field.key for field in context["fields"]} == {"age", "situation", "expiry_date"}
    assert [field.key for field in context["fields"] if field.asked] == ["situation"]
    assert "tried" not in context


def test_result_says_why_and_leads_to_the_rules(client_of, renewal):
    response = client_of("82").post(URL, answered(situation="etudes", age="20"))
    (table,) = response.context["tables"]
    assert (table.head.after, table.head.url) == ("recommandée", page(renewal))
    question = models.Question.objects.get(key="situation")
    assert [reason.url for reason in table.head.reasons] == [page(question)]
    passport, contract = rows_of(table, "Pièces")
    assert passport.url == page(models.DocumentEntry.objects.get(position=0))
    assert contract.url == page(models.DocumentEntry.objects.get(position=1))
    assert "18" in contract.reasons[0].text


def test_the_card_is_shown_and_leads_to_its_stance(client_of, renewal):
    stance = models.ProcedureStance.objects.create(
        procedure=renewal, stance="faire_relire", lead_fr="N'y allez pas seul.", when={"age": 20}
    )
    models.ProcedureStance.objects.create(procedure=renewal, stance="deposer", position=1)
    factories.make_step(procedure=renewal, place="aide", position=0)
    (table,) = client_of("82").post(URL, answered(situation="etudes", age="20")).context["tables"]
    card = rows_of(table, "Carte")
    told = [str(getattr(row.after, "text", row.after)) for row in card]
    assert told == ["se faire relire d'abord", "N'y allez pas seul.", "une aide proche"]
    assert card[0].url == page(stance)
    (table,) = client_of("82").post(URL, answered(situation="etudes", age="21")).context["tables"]
    assert rows_of(table, "Carte")[0].after == "déposer"


def test_result_says_why_not(client_of, renewal):
    response = client_of("82").post(URL, answered(situation="travail"))
    assert response.context["tables"] == []
    ((family, (other,)),) = response.context["others"]
    assert family == family_title(renewal.family)
    assert other["url"] == page(renewal)
    assert "etudes" in other["nearest"] or "Oui" in other["nearest"]
    assert other["reasons"]


def test_document_that_is_not_asked_says_why(client_of, renewal):
    response = client_of("82").post(URL, answered(situation="etudes", age="17"))
    (table,) = response.context["tables"]
    (left_out,) = table.left_out
    assert left_out.label.text == "Contrat"
    assert "17" in left_out.reasons[0].text


def test_what_is_not_known_yet_is_possible(client_of, renewal):
    response = client_of("82").post(URL, answered(situation="etudes"))
    contract = rows_of(response.context["tables"][0], "Pièces")[1]
    assert contract.after == "peut-être"
    age = models.Question.objects.get(key="age")
    assert [reason.url for reason in contract.reasons] == [page(age)]


def test_difference_with_the_edition_in_force_is_marked(client_of, renewal):
    publisher.publish()
    models.DocumentEntry.objects.filter(position=1).update(when={"age": {"gte": 21}})
    client = client_of("82", "national")
    context = client.post(URL, answered(situation="etudes", age="20")).context
    (table,) = context["tables"]
    differing = [(row.before, row.after) for row in rows_of(table, "Pièces") if row.differs]
    assert (context["changes"], differing) == (1, [("oui", "non")])
    assert [label.text for label in context["differing"]] == ["Contrat"]
    context = client.post(URL, answered(situation="etudes", age="30")).context
    assert context["changes"] == 0


def test_draft_of_a_part_that_may_not_be_seen_is_not_shown(client_of, renewal):
    publisher.publish()
    models.Notice.objects.filter(department__code="34").update(text_fr="En projet.")
    factories.make_question(key="commune", kind="commune")
    response = client_of("82").post(URL, answered(situation="etudes", commune="34172"))
    told = [row.label.text for row in response.context["notices"]]
    assert "Fermé au 34." in told
    assert "En projet." not in told


def test_case_is_opened_on_its_own_day(client_of):
    factories_case(answers={"situation": "etudes"}, today=date(2027, 2, 1))
    response = client_of("82").post(URL, {"action": "charger", "cas": "essai"})
    assert response.context["trial"].today == date(2027, 2, 1)
    assert page(models.Case.objects.get()) in response.text
    assert response.context["tables"][0].head.after == "recommandée"


def test_a_person_is_sought_by_what_is_said_of_them(client_of):
    for key, persona in (
        ("awa", "Awa, étudiante à Béziers"),
        ("minh", "Minh, étudiant, hébergé à Béziers"),
        ("sans_persona", ""),
    ):
        models.Case.objects.create(
            key=key, file="etudes", persona=persona, answers={"situation": "etudes"}, expect={}
        )
    client = client_of("82")
    several = client.post(URL, {"action": "charger", "personne": "etudiants BEZIERS"})
    assert [one.words for one in several.context["found"]] == [
        "Awa, étudiante à Béziers",
        "Minh, étudiant, hébergé à Béziers",
    ]
    assert several.context["trial"].answers.given == {}
    (one,) = several.context["found"][1:]
    opened = client.post(URL, {"action": "charger", "cas": one.key, "personne": "etudiants"})
    assert opened.context["trial"].case == "minh"
    alone = client.post(URL, {"action": "charger", "personne": "heberge"})
    assert (alone.context["trial"].case, alone.context["sought"]) == (
        "minh",
        "Minh, étudiant, hébergé à Béziers",
    )
    assert "Sans persona" in alone.content.decode()
    assert "sans_persona" not in alone.content.decode()
    nobody = client.post(URL, {"action": "charger", "personne": "caution"})
    assert "Aucune personne d'essai" in unescape(nobody.content.decode())


def test_witness_is_opened(client_of):
    sent = {"situation": "etudes", "disparue": True}
    response = client_of("82").post(URL, {"action": "ouvrir", "reponses": json.dumps(sent)})
    assert response.context["trial"].answers.given == {"situation": "etudes"}
    assert [one.text for one in response.context["mistakes"]] == [
        "la question « disparue » n'est plus dans le questionnaire"
    ]


@pytest.mark.parametrize("sent", ["", "[1]", "{", "[" * 20_000, r'{"\ud800": 1}'])
def test_answers_that_are_none_are_refused(client_of, sent):
    response = client_of("82").post(URL, {"action": "ouvrir", "reponses": sent})
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("age", "vingt"),
        ("expiry_date", "demain"),
        ("expiry_date", "0001-01-01"),
        ("situation", "inconnue"),
    ],
)
def test_wrong_answer_is_shown_and_does_not_count(client_of, key, sent):
    response = client_of("82").post(URL, answered(**{key: sent}))
    assert response.status_code == 200
    assert list(response.context["trial"].answers.errors) == [key]
    assert response.context["trial"].answers.given == {}


@pytest.mark.parametrize(
    ("typed", "code"), [("Montauban", "82121"), ("82121", "82121"), ("Montauban (82121)", "82121")]
)
def test_commune_is_named_or_coded(client_of, typed, code):
    factories.make_question(key="commune", kind="commune")
    response = client_of("82").post(URL, answered(commune=typed))
    assert response.context["trial"].answers.given == {"commune": code}


def test_result_is_shown_in_the_language_of_the_person(client_of, renewal):
    renewal.set_translation("title", "ar", "بطاقة", "reviewed")
    renewal.save()
    data = answered(situation="etudes", age="20") | {"langue": "ar"}
    (table,) = client_of("82").post(URL, data).context["tables"]
    assert (table.head.label.text, table.head.label.direction) == ("بطاقة", "rtl")
    passport = rows_of(table, "Pièces")[0].label
    assert (passport.language, passport.missing) == ("fr", True)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "demain", ""])
def test_day_that_is_none_is_today(client_of, renewal, day):
    response = client_of("82").post(URL, answered(situation="etudes") | {"jour": day})
    assert response.context["trial"].today == timezone.localdate()


def test_answer_that_does_not_count_says_so(client_of):
    models.Question.objects.filter(key="age").update(when={"situation": "travail"})
    context = client_of("82").post(URL, answered(situation="etudes", age="20")).context
    assert [field.key for field in context["fields"] if field.ignored] == ["age"]


def test_nothing_is_stored(client_of, renewal):
    client = client_of("82")
    client.get(URL)  # Once a minute, the session notes that its account is there.
    with CaptureQueriesContext(connection) as queries:
        client.post(URL, answered(situation="etudes", age="20"))
    assert {query["sql"].split()[0] for query in queries} <= {"SELECT", "SAVEPOINT", "RELEASE"}
    assert len(queries) < 110, "the plain data is one query a table, and the links one a table"


def test_broken_working_copy_says_what_to_mend(client_of, renewal):
    models.Procedure.objects.update(when={"situation": "etude"})
    response = client_of("82").get(URL)
    ((place, _),) = response.context["broken"]
    assert place[1] == page(renewal)


def test_page_takes_a_membership(client_of):
    assert client_of().get(URL).status_code == 403


def factories_case(**fields):
    fields = {"key": "essai", "file": "essais", "persona": "Awa"} | fields
    return models.Case.objects.create(**fields)


def test_address_is_the_one_of_the_menu():
    assert reverse("admin:desk_tryout") == URL
