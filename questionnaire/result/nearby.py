"""The France services near a commune, of the national table."""

from __future__ import annotations

from django.conf import settings

from procedures.engine.authorities import competent
from procedures.engine.values.authorities import FRANCE_SERVICES, Authority
from procedures.engine.values.content import Source
from procedures.engine.values.department import Helper
from procedures.engine.values.rules import RuleSet
from procedures.publishing.communes import Commune, commune

from .postal import FARTHER, distance_between, home_of
from .reading import Reading, original

# How many an answer takes for the commune of a person.
TAKEN = 2


def nearest(rule_set: RuleSet, home: Commune) -> tuple[list[Authority], list[Authority]]:
    """Return (the France services around a commune, the others of its département), by distance."""
    listed = competent(rule_set, FRANCE_SERVICES, home.department)
    far = {one.id: distance_between(home, commune(one.commune)) for one in listed}
    near = sorted((one for one in listed if far[one.id] < FARTHER), key=lambda one: far[one.id])
    return near, [one for one in listed if far[one.id] == FARTHER]


def local_helpers(reading: Reading) -> list[Helper]:
    """Return the helpers of the person's département, and the nearest France services."""
    own = list(reading.department.helpers)
    home = home_of(reading.situation)
    if home is None:
        return own
    # What the département writes of a place itself goes before the national table.
    named = {original(one.name) for one in own}
    near = [one for one in nearest(reading.rule_set, home)[0] if one.name not in named]
    return [*own, *(_as_helper(reading, one) for one in near[:TAKEN])]


def _as_helper(reading: Reading, one: Authority) -> Helper:
    """Return a place as a helper: always the same one, since what is drawn of it is kept."""
    held: dict[str, Helper] = reading.rule_set.held.setdefault("france_services", {})
    if one.id not in held:
        held[one.id] = Helper(
            # An official name is not translated.
            name={code: one.name for code, _ in settings.LANGUAGES},
            kind=FRANCE_SERVICES,
            address={code: one.address for code, _ in settings.LANGUAGES},
            phone=one.phone,
            source=Source(one.source.reference, dated=one.contact_dated),
        )
    return held[one.id]
