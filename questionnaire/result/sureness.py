"""What stands before a local fact that is not confirmed, or not for 24 months."""

from django.utils.translation import gettext as _

from procedures.engine.freshness import LocalFact, is_old_here
from procedures.engine.values.content import Source
from procedures.engine.values.department import Helper, Prefecture, Site

from . import postal
from .reading import Reading


def sureness(reading: Reading, fact: LocalFact | None) -> str:
    """Return the sentence that stands before an unsure text, or an empty string."""
    return _to_ask() if _is_unsure(reading, fact) else ""


def unconfirmed(source: Source) -> str:
    """Return the sentence beside a source that is not confirmed: its age is written there."""
    return _to_ask() if source.confidence == "low" else ""


def _to_ask() -> str:
    return _("À vérifier auprès de la préfecture.")


def check_first(reading: Reading, place: Helper | Site | Prefecture) -> str:
    """Return the words that stand before an unsure address and telephone, or an empty string."""
    unsure = _is_unsure(reading, place) or postal.is_doubtful(place.address)
    return _("Vérifiez d’abord :") if unsure else ""


def _is_unsure(reading: Reading, fact: LocalFact | None) -> bool:
    if fact is None:
        return False
    low = fact.source.confidence == "low"
    return low or is_old_here(reading.rule_set, fact, reading.today)
