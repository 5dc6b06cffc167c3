"""A delay that a letter says: which tickets put it first, and who is named to help on this day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from procedures.engine.values.department import Helper
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.stances import ANSWER, CALL, FOLLOW
from questionnaire.result import nearby, places, postal
from questionnaire.result.places import Contact
from questionnaire.result.reading import Reading, original

from .choices import procedures_of
from .typed import Wish

# Beside the answer to a letter, the stances whose day is this one: see ``UNDATED`` of
# result/stances.py.
TODAY = (ANSWER, CALL)


def does_not_wait(reading: Reading, wish: Wish) -> bool:
    """Tell whether a wish may be about a letter that says a delay.

    A goal is if it leads to an answer to a decision: a person who does not know which procedure is
    theirs may have the shortest delay. Its procedures that are filed at leisure are not.
    """
    if not any(map(_answers_a_letter, procedures_of(reading, wish.goal))):
        return False
    return wish.procedure is None or wish.procedure.may_say(*TODAY)


def who_helps(reading: Reading) -> list[Contact]:
    """Return who helps with a decision: the first of the département, then one for everywhere."""
    both = (reading.department, reading.rule_set.national)
    found = (_fittest(reading, one.helpers) for one in both)
    return [_carried(places.helper_contact(reading, one)) for one in found if one]


def _answers_a_letter(procedure: Procedure) -> bool:
    """Tell whether somebody answers a letter; a person who waits for an answer has none yet."""
    return procedure.may_say(ANSWER) and not procedure.may_say(FOLLOW)


def _fittest(reading: Reading, helpers: Iterable[Helper]) -> Helper | None:
    """Return the first helper that fits and can be reached, those with a telephone first."""
    kinds = places.FITTEST[ANSWER]
    fitting = (one for one in helpers if one.kind in kinds and _can_be_reached(one))
    return min(
        fitting,
        key=lambda one: (
            not one.phone,
            kinds.index(one.kind),
            nearby.distance(reading.situation, original(one.address)),
        ),
        default=None,
    )


def _can_be_reached(helper: Helper) -> bool:
    return bool(helper.phone or postal.first_on_the_web(original(helper.address)))


def _carried(contact: Contact) -> Contact:
    """Return a helper as a ticket says it: one without a telephone is found by its site."""
    site = "" if contact.phone else contact.site.removeprefix("https://").rstrip("/")
    return replace(contact, address=postal.alone(contact.address), site=site, identity=None)
