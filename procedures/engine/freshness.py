"""How old a local fact may be before it is to be checked: the same for all of them."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from .values.content import Source
from .values.department import Channel, Helper, Notice, Override, Prefecture, Site
from .values.facts import Duration, latest, parse_partial_date
from .values.rules import RuleSet

LocalFact: TypeAlias = Prefecture | Site | Channel | Override | Notice | Helper

FACTS_AGE_AFTER = Duration(years=2)


def is_old(dated: str, today: date, confirmed_on: date | None = None) -> bool:
    """Tell whether a fact has more than 24 months, or no date.

    Its age is that of the document, or of the day on which a service confirmed it. The day on
    which the document was read tells nothing: a copy of 2019 may be read today.
    """
    parts = parse_partial_date(dated)
    written = date(*(*parts, 1, 1)[:3]) if parts else None
    known = latest(written, confirmed_on)
    return known is None or FACTS_AGE_AFTER.after(known) < today


def is_old_source(source: Source, today: date) -> bool:
    """Tell whether what a source says of a place is old; words without a source have no age."""
    return bool(source.reference) and is_old(source.dated, today, source.verified_on)


def is_old_here(rule_set: RuleSet, fact: LocalFact, today: date) -> bool:
    """Tell whether a fact of a département is old.

    What holds everywhere is the law's, which is watched, and announced days are those of the
    announcement: neither has an age.
    """
    if isinstance(fact, Notice) and (fact.first_shown or fact.last_shown):
        return False
    return is_old_source(fact.source, today) and id(fact) not in _held_everywhere(rule_set)


def _held_everywhere(rule_set: RuleSet) -> frozenset[int]:
    """Return the identities of the facts of the whole country, which the rule set holds."""
    held: frozenset[int] | None = rule_set.held.get("everywhere")
    if held is None:
        national = rule_set.national
        facts = (*national.channels, *national.helpers, *national.notices, *national.sites)
        held = rule_set.held["everywhere"] = frozenset(map(id, facts))
    return held
