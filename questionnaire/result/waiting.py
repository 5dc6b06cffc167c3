"""The wait after a request: the answer to come, its time, and the rights until then."""

from dataclasses import dataclass, replace

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


def waiting(reading: Reading, procedure: Procedure, *, late: bool = False) -> Waiting:
    """Return what the person holds until the answer. ``late``: a day to act by has passed."""
    lines = (
        (
            reading.addressed(
                _("Ce que vous recevez à la fin"), _("Ce que la personne reçoit à la fin")
            ),
            procedure.result,
        ),
        (_("Temps d’attente"), procedure.processing_time),
        (_("Durée de ce document"), procedure.validity),
    )
    meanwhile = _of_the_late(procedure.meanwhile) if late else procedure.meanwhile
    lead, text = first_sentence(reading.shown(meanwhile.text))
    return Waiting(
        outcome=[WaitingLine(label, reading.shown(text)) for label, text in lines if text],
        lead=lead,
        text=text,
        rights=_rights(reading, meanwhile),
    )


def _of_the_late(meanwhile: Meanwhile) -> Meanwhile:
    """Return what is left when it is too late: what it allows is for those who acted in time."""
    return replace(
        meanwhile, may_work=meanwhile.may_work and None, may_travel=meanwhile.may_travel and None
    )


def _rights(reading: Reading, meanwhile: Meanwhile) -> list[Right]:
    rights = (
        (
            meanwhile.may_work,
            reading.addressed(_("Vous pouvez travailler."), _("La personne peut travailler.")),
            reading.addressed(
                _("Vous ne pouvez pas travailler."), _("La personne ne peut pas travailler.")
            ),
        ),
        (
            meanwhile.may_travel,
            reading.addressed(
                _("Vous pouvez sortir de France et revenir."),
                _("La personne peut sortir de France et revenir."),
            ),
            reading.addressed(
                _("Ne sortez pas de France : vous ne pourriez pas revenir."),
                _("La personne ne doit pas sortir de France : elle ne pourrait pas revenir."),
            ),
        ),
    )
    return [Right(yes if may else no, may) for may, yes, no in rights if may is not None]
