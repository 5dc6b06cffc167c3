"""The ticket of who may have a letter: its delay, and who helps today, before the square."""

import re
from dataclasses import replace

import pytest
from django.utils import timezone

from procedures.engine.situation import Situation
from procedures.engine.values.department import Helper
from procedures.publishing.editions import in_memory
from questionnaire.reception.choices import procedures_of
from questionnaire.result.reading import Reading
from questionnaire.runs.places import somewhere_in
from tests.languages import LANGUAGES

from .tapping import HERE, tap

DELAY = {
    "fr": "Le délai est écrit dessus. Il peut être très court.",
    "en": "The deadline is written on it. It can be very short.",
    "ar": "المهلة مكتوبة فيها. وقد تكون قصيرة جدًا.",
}


def told_first(page):
    """Return what a ticket says before its square."""
    return page.partition("<article")[2].partition("ticket__square")[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sent", ["but:refus", "demarche:refus:refus_titre_oqtf"])
def test_delay_and_who_helps_today_are_said_before_the_square(client, language, sent):
    page = tap(client, sent, address=HERE.replace("/fr/", f"/{language}/"))
    told = told_first(page)
    assert DELAY[language] in told
    assert {"fr": "aujourd’hui", "en": "today", "ar": "اليوم"}[language] in told
    # The first of the 82 who fits, with a telephone; then one of everywhere.
    assert re.findall(r'class="ticket__reach"[^>]*>([^<]+)', told) == [
        "05 63 66 11 61",
        "30 39",
    ]
    assert "vérifier" not in told
    assert "papiers, prix, lieu et dates" not in page
    assert "Lisez ce que vous devez faire, et avant quelle date." in page


def test_everybody_who_comes_with_a_decision_is_told_so(client, shipped):
    reading = Reading(Situation(shipped, {}, timezone.localdate()), "fr")
    urgent = [one for one in shipped.questions["goal"].choices if one.urgent]
    assert urgent
    for goal in urgent:
        for one in procedures_of(reading, goal.value):
            assert "ticket__delay" in tap(client, f"demarche:{goal.value}:{one.id}"), one.id


def test_no_other_ticket_speaks_of_a_delay(client, shipped):
    for goal in shipped.questions["goal"].choices:
        page = tap(client, f"but:{goal.value}")
        assert ("ticket__delay" in page) is bool(goal.urgent), goal.value
    assert "papiers, prix, lieu et dates" in page


def test_the_stances_of_the_catalogue_tell_which_tickets_speak_of_it(client, shipped):
    changed = dict(shipped.procedures)
    answer = next(
        one for one in shipped.procedures["refus_titre_oqtf"].stances if one.stance == "repondre"
    )
    for key, one in changed.items():
        kept = tuple(line for line in one.stances if line.stance != "repondre")
        changed[key] = replace(one, stances=kept)
    changed["duplicata_vol"] = replace(changed["duplicata_vol"], stances=(answer,))
    with in_memory.using(replace(shipped, procedures=changed), number=8):
        assert "ticket__delay" not in tap(client, "but:refus")
        for sent in ("but:duplicata", "demarche:duplicata:duplicata_vol"):
            assert "ticket__delay" in tap(client, sent)
        # It is filed when its papers are ready.
        assert "ticket__delay" not in tap(client, "demarche:duplicata:duplicata_perte")


def reached(client, code="82"):
    told = told_first(tap(client, "but:refus", address=f"/fr/accueil/{code}/"))
    return re.findall(r'class="ticket__reach"[^>]*>([^<]+)', told)


def test_nobody_who_does_not_fit_or_cannot_be_reached_is_named(client, shipped):
    unfit = Helper({"fr": "OFII"}, "ofii", phone="01 00 00 00 01")
    silent = Helper({"fr": "Une association"}, "association")
    rings = Helper({"fr": "Une autre association"}, "association", phone="01 00 00 00 02")
    national = "30 39"
    for helpers, said in (
        ((unfit, silent), [national]),
        ((unfit, silent, rings), [rings.phone, national]),
    ):
        own = replace(shipped.departments["82"], helpers=helpers)
        departments = {**shipped.departments, "82": own}
        with in_memory.using(replace(shipped, departments=departments), number=9):
            assert reached(client) == said
            assert silent.name["fr"] not in told_first(tap(client, "but:refus"))
    # Where the catalogue knows nobody, there is still the one of everywhere.
    assert "75" not in shipped.departments
    assert somewhere_in("75")
    assert reached(client, "75") == [national]
