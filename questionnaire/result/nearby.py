"""The France services near a commune, of the national table."""

from __future__ import annotations

from django.conf import settings

from procedures.engine.authorities import competent
from procedures.engine.values.authorities import FRANCE_SERVICES, Authority
from procedures.engine.values.content import Source
from procedures.engine.values.department import Helper
from procedures.engine.values.rules import RuleSet
from procedures.publishing import communes
from procedures.publishing.communes import Commune

from .reading import Reading, original

# How many an answer takes for the commune of a person.
TAKEN = 2
FAR = 3


def nearest(rule_set: RuleSet, home: Commune) -> list[Authority]:
    """Return every France services of the département of a commune, the nearest first.

    No commune has coordinates here: first those of the commune, then of its postal code, of its
    arrondissement, of the rest of the département.
    """
    listed = competent(rule_set, FRANCE_SERVICES, home.department)
    return sorted(listed, key=lambda one: distance(home, one))


def distance(home: Commune, one: Authority) -> int:
    """Return how far a place is from a commune: 0 inside it, ``FAR`` beyond its arrondissement."""
    place = communes.commune(one.commune)
    if place is None:
        return FAR
    if place.code == home.code:
        return 0
    if set(place.postal_codes) & set(home.postal_codes):
        return 1
    return 2 if place.arrondissement and place.arrondissement == home.arrondissement else FAR


def local_helpers(reading: Reading) -> list[Helper]:
    """Return the helpers of the person's département, and the nearest France services."""
    own = list(reading.department.helpers)
    code = reading.situation.answers.get("commune")
    home = communes.commune(code) if isinstance(code, str) else None
    if home is None:
        return own
    # What the département tells of a place itself goes before the national table.
    named = {original(one.name) for one in own}
    near = [one for one in nearest(reading.rule_set, home) if one.name not in named][:TAKEN]
    return [*own, *(_as_helper(reading, one) for one in near if distance(home, one) < FAR)]


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
