"""What the person gets, when, and what they hold and may do until then."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from procedures.engine.values.procedure import Meanwhile, Procedure

from .reading import Reading, Shown
from .sentences import first_sentence


@dataclass(frozen=True, slots=True)
class Right:
    """A line of components/meanwhile.html."""

    text: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class WaitingLine:
    label: str
    text: Shown


@dataclass(frozen=True, slots=True)
class Waiting:
    outcome: list[WaitingLine]
    lead: Shown
    text: Shown
    rights: list[Right]
    unknown: str


def waiting(reading: Reading, procedure: Procedure) -> Waiting:
    lines = (
        (_("Ce que vous recevez à la fin"), procedure.result),
        (_("Temps d’attente"), procedure.processing_time),
        (_("Durée de ce document"), procedure.validity),
    )
    meanwhile = procedure.meanwhile
    lead, text = first_sentence(reading.shown(meanwhile.text))
    return Waiting(
        outcome=[WaitingLine(label, reading.shown(text)) for label, text in lines if text],
        lead=lead,
        text=text,
        rights=_rights(meanwhile),
        unknown=_unknown(meanwhile) if meanwhile.text else "",
    )


def _rights(meanwhile: Meanwhile) -> list[Right]:
    said = (
        (meanwhile.may_work, _("Vous pouvez travailler."), _("Vous ne pouvez pas travailler.")),
        (
            meanwhile.may_travel,
            _("Vous pouvez sortir de France et revenir."),
            _("Ne sortez pas de France : vous ne pourriez pas revenir."),
        ),
    )
    return [Right(yes if may else no, may) for may, yes, no in said if may is not None]


def _unknown(meanwhile: Meanwhile) -> str:
    """Return a warning about the rights that are not known; nothing is promised about them."""
    if meanwhile.may_work is None and meanwhile.may_travel is None:
        return _(
            "Travailler, sortir de France et revenir : cela dépend de votre situation. "
            "Demandez à la préfecture avant."
        )
    if meanwhile.may_work is None:
        return _("Travailler : cela dépend de votre situation. Demandez à la préfecture avant.")
    if meanwhile.may_travel is None:
        return _(
            "Sortir de France et revenir : cela dépend de votre situation. "
            "Demandez à la préfecture avant."
        )
    return ""
