"""The costs to pay, and the total of the certain ones."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from procedures.engine.evaluation import CostResult, ProcedureResult

from . import formats
from .reading import Reading, Shown


@dataclass(frozen=True, slots=True)
class CostLine:
    """A line of components/cost_table.html."""

    label: Shown
    amount: str
    possible: bool


@dataclass(frozen=True, slots=True)
class Costs:
    """The costs of a procedure. ``total`` is empty where no sum would be true: see ``costs``."""

    lines: list[CostLine]
    total: str
    note: str


def costs(reading: Reading, result: ProcedureResult) -> Costs:
    """Return the costs of a procedure.

    They have a total only if all certain costs have an amount in the same currency.
    """
    certain = [one for one in result.costs if one.certain]
    lines = [_line(reading, one) for one in result.costs]
    return Costs(lines, _total(reading, result, certain), _note(result, certain))


def _line(reading: Reading, cost: CostResult) -> CostLine:
    amount = _("montant à vérifier")
    if cost.amount is not None:
        amount = _amount(reading, cost.amount, cost.currency)
    return CostLine(reading.shown(cost.label), amount, not cost.certain)


def _amount(reading: Reading, amount: Decimal, currency: str) -> str:
    return formats.money(amount, currency, reading.language) if amount else _("gratuit")


def _total(reading: Reading, result: ProcedureResult, certain: list[CostResult]) -> str:
    currencies = {one.currency for one in certain}
    if len(currencies) != 1 or any(one.amount is None for one in certain):
        return ""
    return _amount(reading, result.total_cost, currencies.pop())


def _note(result: ProcedureResult, certain: list[CostResult]) -> str:
    if not result.costs:
        return _(
            "Nous n’avons pas de montant sûr pour cette démarche. "
            "Ne payez rien avant que l’administration vous le demande."
        )
    if len(certain) < len(result.costs):
        return _("Le total compte seulement ce qui est sûr.")
    return ""
