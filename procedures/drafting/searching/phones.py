"""The telephone numbers of the working copy: columns of their own, which no text says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db.models import Model

from procedures import models

from .texts import Finder, Found, saying

# What has a number, and the column that holds it.
NUMBERED: dict[type[Model], str] = {
    models.Department: "prefecture_phone",
    models.Site: "phone",
    models.Helper: "phone",
}
KIND = "Dans les numéros de téléphone"
FEWEST_DIGITS = 4
# Words that are looked for as a telephone number.
_NUMBER = re.compile(r"\+?[\d\s().-]+")


def digits_of(number: str) -> str:
    """Return a number without what groups its digits.

    >>> digits_of("04.67 61-61 61")
    '0467616161'
    """
    return re.sub(r"\D", "", number)


def phone_finders(before: str, after: str) -> list[Finder]:
    """Return what finds a telephone number that has changed, however its digits are grouped."""
    digits = digits_of(before)
    if len(digits) < FEWEST_DIGITS or digits == digits_of(after):
        return []
    pattern = re.compile(r"(?<!\d)" + r"[\s. -]?".join(digits) + r"(?!\d)")
    return [partial(matches, pattern)]


def matches(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Return [(start, end)] of what a pattern finds."""
    return [found.span() for found in pattern.finditer(text)]


def having(number: str, row: Model | None, may_view: Callable[[str], bool]) -> list[Found]:
    """Return the entries that have a number, however they group its digits, but ``row``."""
    sought = digits_of(number)
    if len(sought) < FEWEST_DIGITS:
        return []
    return [
        Found(KIND, one.part, one, phone, [(0, len(phone))], partial(_where, one))
        for one, phone in _numbered()
        if digits_of(phone) == sought
        and (row is None or (type(one), one.pk) != (type(row), row.pk))
        and may_view(one.part)
    ]


def saying_number(query: str, may_view: Callable[[str], bool]) -> list[Found]:
    """Return what says a telephone number, whatever groups its digits; nothing of other words."""
    if not _NUMBER.fullmatch(query.strip()):
        return []
    return having(query, None, may_view) + saying(phone_finders(query, ""), None, may_view)


def beside(row: Any) -> list[tuple[Any, str]]:
    """Return [(entry, its number or "")] that the public reads on the same page as ``row``'s.

    They are the préfecture and its places: a change of one may mean a change of another.
    """
    if not isinstance(row, models.Department | models.Site):
        return []
    department = row if isinstance(row, models.Department) else row.department
    if department.code == models.NATIONAL:
        return []
    around: list[tuple[Any, str]] = [(department, department.prefecture_phone)]
    around += [(one, one.phone) for one in department.sites.all() if not one.draft]
    return [one for one in around if one[0] != row]


def _numbered() -> Iterable[tuple[Any, str]]:
    for model, column in NUMBERED.items():
        rows: Iterable[Any] = model._default_manager.exclude(**{column: ""})
        for row in rows:
            yield row, getattr(row, column)


def _where(row: Any) -> str:
    named = isinstance(row, models.Department) and row.prefecture_name_fr
    return f"{named or row} : téléphone"
