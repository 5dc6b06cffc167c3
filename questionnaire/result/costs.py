"""The costs to pay: the total of the certain ones, and what may be asked on top of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from procedures.engine.evaluation import CostResult, ProcedureResult
from procedures.engine.values.channel_kinds import FiledAt

from . import filing, formats, places
from .reading import Reading, Shown


@dataclass(frozen=True, slots=True)
class CostLine:
    """A line of components/cost_table.html.

    ``possible`` is true if an answer is missing, ``may_be_asked`` if the administration decides.
    """

    label: Shown
    amount: str
    possible: bool
    may_be_asked: bool


@dataclass(frozen=True, slots=True)
class Costs:
    """The costs of a procedure.

    ``total`` is empty where no sum would be true: see ``costs``. ``brief`` is the whole price in a
    few words. ``confirm`` says where a price that is not sure can be confirmed, and is empty
    for a sure one; ``confirm_url`` leads there, if it has a site.
    """

    lines: list[CostLine]
    total: str
    note: str
    brief: str
    confirm: str
    confirm_url: str


def costs(reading: Reading, result: ProcedureResult) -> Costs:
    """Return the costs of a procedure.

    They have a total only if all certain costs have an amount in the same currency, and if no
    unanswered question may add one. It is a range if something may be asked on top of it. An appeal
    or a call of which the catalogue names no cost has no price at all.
    """
    if filing.answers_or_calls(result) and not result.procedure.costs:
        return Costs([], "", "", "", "", "")
    certain = [one for one in result.costs if one.certain]
    total = _total(reading, result, certain)
    confirm, url = ("", "") if total else _where_to_confirm(reading, result)
    return Costs(
        lines=[_line(reading, one) for one in result.costs],
        total=total,
        note="" if certain else _not_known(),
        brief=total or _unsure(reading, result, certain),
        confirm=confirm,
        confirm_url=url,
    )


def to_confirm(result: ProcedureResult) -> str:
    """Return that a price is to be confirmed, by the office that takes the request."""
    channel = result.channel.channel
    filed = any(one.step.place == "canal" for one in result.steps)
    if result.place == "consulat_france" or (channel is None and not filed):
        # A court or a consulate, for example: it is no préfecture that takes it.
        place = _("auprès du service qui reçoit la demande")
    elif channel is not None and channel.at is FiledAt.ELSEWHERE:
        place = filing.where(channel)
    else:
        place = _("auprès de la préfecture")
    return _("prix à confirmer %(place)s") % {"place": place}


def _where_to_confirm(reading: Reading, result: ProcedureResult) -> tuple[str, str]:
    channel = result.channel.channel
    if channel is not None and channel.at is FiledAt.ELSEWHERE:
        return filing.where(channel), channel.url
    if filing.is_elsewhere(result):
        return _("auprès du service qui reçoit la demande"), ""
    return _("le site de la préfecture"), places.site_of(reading)


def _line(reading: Reading, cost: CostResult) -> CostLine:
    amount = _("montant à vérifier")
    if cost.amount is not None:
        amount = _amount(reading, cost.amount, cost.currency)
    unanswered = not cost.certain and not cost.possible
    return CostLine(reading.shown(cost.label), amount, unanswered, cost.possible)


def _amount(reading: Reading, amount: Decimal, currency: str) -> str:
    return formats.money(amount, currency, reading.language) if amount else _("gratuit")


def _total(reading: Reading, result: ProcedureResult, certain: list[CostResult]) -> str:
    """Return the total, or an empty string: one that is unsure is no price."""
    currency, total = _one_currency(certain), result.total_cost
    unsure = any(one.amount is None for one in certain) or _waits(result)
    if not currency or total is None or unsure:
        return ""
    usual = _amount(reading, total, currency)
    asked = [one for one in result.costs if one.possible and one.amount]
    if not asked or _one_currency((*certain, *asked)) != currency:
        return usual
    more = sum((one.amount for one in asked if one.amount), Decimal(0))
    most = _amount(reading, total + more, currency)
    return _("%(usual)s, parfois %(most)s") % {"usual": usual, "most": most}


def _unsure(reading: Reading, result: ProcedureResult, certain: list[CostResult]) -> str:
    """Return what is sure to be paid while the total is not known.

    It is empty for a procedure of which the catalogue names no cost, such as an appeal.
    """
    known = [one for one in certain if one.amount]
    currency = _one_currency(known)
    if not currency:
        return to_confirm(result) if result.procedure.costs else ""
    paid = sum((one.amount for one in known if one.amount), Decimal(0))
    return _("au moins %(amount)s") % {"amount": _amount(reading, paid, currency)}


def _waits(result: ProcedureResult) -> bool:
    """Tell whether an unanswered question may add a cost."""
    return any(not one.certain and not one.possible for one in result.costs)


def _one_currency(lines: Iterable[CostResult]) -> str:
    """Return the currency that all lines share, or an empty string."""
    currencies = {one.currency for one in lines}
    return currencies.pop() if len(currencies) == 1 else ""


def _not_known() -> str:
    return _(
        "Nous n’avons pas de montant sûr pour cette démarche. "
        "Ne payez rien avant que l’administration le demande."
    )
