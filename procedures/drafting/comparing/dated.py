"""« Rien à prévoir »: what changes by itself on its day, and can be published now."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from procedures.engine.conditions.words import day_in_full
from procedures.engine.values.facts import parse_date
from procedures.publishing.parts.changes import ContentChange


def dated_amounts(changes: Iterable[ContentChange], today: date) -> list[str]:
    """Return a sentence for each fee of which only amounts to come differ.

    Such an amount is published now: until its day, the public reads the one of today.
    """
    found = []
    for change in changes:
        if change.section != "fees" or change.kind != "modified":
            continue
        before, after = change.before, change.after
        if not (isinstance(before, dict) and isinstance(after, dict)):
            continue
        was, now = ({k: v for k, v in one.items() if k != "source"} for one in (before, after))
        old, new = was.pop("amounts", []), now.pop("amounts", [])
        days = [_day(one) for one in (*old, *new) if (one in old) != (one in new)]
        if was == now and days and all(day is not None and day > today for day in days):
            label, first = after.get("label", change.name), min(day for day in days if day)
            found.append(
                f"« {label} » : le montant change de lui-même le {day_in_full(first)}. "
                "Publiez maintenant : rien à prévoir."
            )
    return found


def _day(amount: Any) -> date | None:
    return parse_date(amount.get("from")) if isinstance(amount, dict) else None
