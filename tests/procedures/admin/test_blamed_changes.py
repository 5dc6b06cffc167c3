"""« Publier » names the changes because of which a person of trial fails, and links them."""

from html import unescape

import pytest

from procedures import models
from procedures.drafting.comparing import failing
from procedures.publishing.editions import publisher
from tests import factories

from .addresses import page
from .test_cases import make_case

pytestmark = pytest.mark.usefixtures("catalogue")
URL = "/admin/publier/"


@pytest.fixture
def persons():
    """Two persons who pass, in force: one of 20 who studies, one of 70 who works."""
    for number in range(6):
        factories.make_procedure(
            key=f"p{number}", track=f"t{number}", title_fr=f"Carte {number}", when={"age": 120}
        )
    answers = {"situation": "etudes", "age": 20}
    make_case("awa", "national", persona="Awa, 20 ans", answers=answers)
    answers = {"situation": "travail", "age": 70}
    make_case("leo", "national", persona="Léo, 70 ans", answers=answers, expect={"procedures": []})
    publisher.publish()


def change(key, **columns):
    models.Procedure.objects.filter(key=key).update(**columns)


def shown(client):
    response = client.get(URL, {"part": "national"})
    text = " ".join(unescape(response.text).replace("\xa0", " ").split())
    return response.context["blamed"], text


def told(blamed):
    return [(one.people, [each.label for each in one.changes]) for one in blamed]


def test_the_change_that_makes_a_person_fail_is_named_and_linked(client_of, persons):
    for number in (0, 1, 2, 4, 5):
        change(f"p{number}", summary_fr="Un autre résumé.")
    change("p3", when={"age": {"gte": 60}})
    blamed, text = shown(client_of("national"))
    assert told(blamed) == [(("Léo, 70 ans",), ["démarche : « Carte 3 »"])]
    address = page(models.Procedure.objects.get(key="p3"))
    assert f'« Léo, 70 ans » échoue à cause de : <a class="desk-link" href="{address}">' in text
    assert 'laissez-le dans <a class="desk-link" href="#prendre">' in text
    # What is left out of the publication makes nobody fail.
    sent = {"part": "national", "montre": "procedures:p3", "action": "publier"}
    assert client_of("national").post(URL, sent).status_code == 302


def test_each_person_has_the_changes_that_make_her_fail(client_of, persons):
    change("p1", when={"age": {"gte": 60}})
    change("p2", when={"age": {"gte": 60}})
    change("p4", when={"age": 20})
    change("p5", when={"age": {"gte": 18}})
    blamed, text = shown(client_of("national"))
    assert sorted(told(blamed)) == [
        (("Awa, 20 ans",), ["démarche : « Carte 4 »", "démarche : « Carte 5 »"]),
        (
            ("Léo, 70 ans",),
            ["démarche : « Carte 1 »", "démarche : « Carte 2 »", "démarche : « Carte 5 »"],
        ),
    ]
    assert "à cause de chacun de ces changements : " in text


def test_changes_that_make_somebody_fail_only_together_are_named_together(client_of, persons):
    fact = models.DerivedFact.objects.create(key="ancien", kind="yes_no")
    rule = fact.rules.create(when={"age": {"gte": 90}}, value=True)
    publisher.publish()
    rule.when = {"age": {"gte": 60}}
    rule.save()
    change("p1", when={"ancien": True})
    blamed, text = shown(client_of("national"))
    ((people, changes),) = told(blamed)
    assert (people, len(changes)) == (("Léo, 70 ans",), 2)
    assert "à cause de ces changements, ensemble : " in text


def test_a_person_who_is_what_changed_is_told_apart(client_of, persons):
    change("p0", summary_fr="Un autre résumé.")
    models.Case.objects.filter(key="leo").update(expect={"procedures": ["p3"]})
    blamed, text = shown(client_of("national"))
    assert told(blamed) == [(("Léo, 70 ans",), [])]
    assert "échoue aussi sans vos autres changements" in text


def test_where_there_are_too_many_changes_it_says_so(client_of, persons, monkeypatch):
    monkeypatch.setattr(failing, "MOST_TRIED", 1)
    for number in (0, 1, 2, 4, 5):
        change(f"p{number}", summary_fr="Un autre résumé.")
    change("p3", when={"age": {"gte": 60}})
    (one,), text = shown(client_of("national"))
    assert one.unsure
    assert "à cause de l'un de ces changements" in text
    assert "Il y en a trop pour les essayer tous." in text


def test_where_nobody_fails_no_catalogue_is_compiled_for_it(client_of, persons, monkeypatch):
    monkeypatch.setattr(failing, "compile_now", None)
    change("p0", summary_fr="Un autre résumé.")
    assert shown(client_of("national"))[0] == []
