"""Where texts name an amount that ends, in each language, or the parts that make it together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Model

from procedures import models
from procedures.engine.conditions.words import day_in_full
from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import Plain
from procedures.models import TranslationStatus
from procedures.publishing.parts.changes import EntryDiff
from procedures.translating.catalogue_texts import LANGUAGES, CatalogueText, language_name

from ..words.formats import amount_words
from .texts import Finder, Found, found_in, saying, texts_now

_NUMBER = r"\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?!\d)(?:\.\d\d?)?|\d+(?:[.,]\d\d?(?!\d))?"
# A number with its currency, as each language writes it; « de 20 à 150 € » is no price.
_PRICE = re.compile(
    rf"(?<![\d.,])(?<!\d à )(?:({_NUMBER})\s?(?:€|euros?\b|EUR\b|يورو)|€\s?({_NUMBER}))"
)
_ADDITION = re.compile(rf"(?<![\d.,])(?:{_NUMBER})(?:\s?€)?(?:\s?\+\s?(?:{_NUMBER})(?:\s?€)?)+")
# What stands between two parts of one price: « 200 € et timbre de 50 € ».
_AND = re.compile(r"[^.;:!?\d]*(?:\bet\b(?! non)|\bplus\b|\band\b|\bو)[^.;:!?\d]*")
_LONGEST_AND = 25
_UNSHOWN = (TranslationStatus.MISSING, TranslationStatus.STALE)
# What has a number, and the column that holds it.
NUMBERED: dict[type[Model], str] = {
    models.Department: "prefecture_phone",
    models.Site: "phone",
    models.Helper: "phone",
}
KIND = "Dans les numéros de téléphone"
FEWEST_DIGITS = 4
# Words that are looked for as a telephone number.
_PHONE = re.compile(r"\+?[\d\s().-]+")


def former_amounts(
    change: EntryDiff, national: Plain, today: date, may_view: Callable[[str], bool]
) -> Iterator[tuple[str, list[Found]]]:
    """Yield (an amount of a fee that ends, where the working copy still says it)."""
    before, after = (one or {} for one in (change.before, change.after))
    if change.section != "fees" or before.get("amounts") == after.get("amounts"):
        return
    ending = _standing(before, today) - _standing(after, date.max)
    for amount in sorted(ending if after else ()):
        speaks = _Speaking(change.name, amount, national, today)
        found = [one for text in texts_now() if may_view(text.part) for one in speaks.of(text)]
        words = amount_words(amount, after.get("currency") or "EUR")
        days = [day for day in _days(after) if day > today]
        until = f", jusqu'au {day_in_full(min(days))}" if amount in _standing(after, today) else ""
        yield f"L'ancien montant de « {after.get('label')} » ({words}{until})", found


def prices_making(amount: Decimal, text: str, *, parts: bool) -> list[tuple[int, int]]:
    """Return [(start, end)] of a price; with ``parts``, of those that make it together, too.

    >>> prices_making(Decimal(250), "Taxe de 200 € et timbre de 50 €", parts=True)
    [(8, 31)]
    >>> prices_making(Decimal(250), "200 € ou 50 €, en 250 jours", parts=True)
    []
    """
    prices = [(_decimal(one[1] or one[2]), *one.span()) for one in _PRICE.finditer(text)]
    found = [(start, end) for price, start, end in prices if price == amount]
    if not parts or found:
        return found
    for one in _ADDITION.finditer(text):
        if sum(map(_decimal, re.findall(_NUMBER, one[0]))) == amount:
            found.append(one.span())
    for first, (total, start, end) in enumerate(prices):
        for price, begins, ends in prices[first + 1 :]:
            between = text[end:begins]
            if len(between) > _LONGEST_AND or not _AND.fullmatch(between):
                break
            total, end = total + price, ends
            if total == amount:
                found.append((start, end))
    return found


class _Speaking:
    """The texts that may speak of a fee: those that speak of another with its amount do not."""

    def __init__(self, fee: str, amount: Decimal, national: Plain, today: date) -> None:
        self._fee, self._amount = fee, amount
        self._fees = {one["id"]: _own(one, today) for one in national.get("fees") or ()}
        self._asked = {
            one["id"]: [(cost.get("fee"), cost.get("amount")) for cost in one.get("costs") or ()]
            for one in national.get("procedures") or ()
        }

    def of(self, text: CatalogueText) -> Iterator[Found]:
        """Yield the place of a text, or its first translation, that says the amount."""
        if (parts := self._parts(text)) is None:
            return
        if ranges := prices_making(self._amount, text.french, parts=parts):
            yield found_in(text, ranges)
            return
        # A number that the French says too is what the French says of it.
        number = amount_words(self._amount).rpartition(" ")[0]
        for language in () if re.search(rf"(?<!\d){number}(?!\d)", text.french) else LANGUAGES:
            words = text.translation(language)
            ranges = prices_making(self._amount, words, parts=parts) if words else []
            if ranges and text.status(language) not in _UNSHOWN:
                yield found_in(text, ranges, words, f" ({language_name(language)})")
                return

    def _parts(self, text: CatalogueText) -> bool | None:
        """Tell whether a text may say the parts of the amount; ``None`` if it speaks of another."""
        name, *inside = text.path.split(".")
        if text.file == "fees.yaml":
            return name == self._fee or (None if self._is_asked(name, None) else False)
        if text.file.startswith("departements/"):
            name = inside[0] if name == "overrides" and inside else ""
        elif not text.file.startswith("procedures/"):
            name = ""
        asked = self._asked.get(name, ())
        if any(fee == self._fee for fee, _ in asked):
            return True
        return None if any(self._is_asked(*one) for one in asked) else False

    def _is_asked(self, fee: str | None, amount: object) -> bool:
        own = self._fees.get(fee, set()) if fee else {_decimal(amount)}
        return self._amount in own


def _own(fee: Plain, today: date) -> set[Decimal]:
    """Return the amounts of a fee, and their parts that its label names."""
    standing = _standing(fee, today)
    named = {_decimal(one[1] or one[2]) for one in _PRICE.finditer(fee.get("label") or "")}
    return standing | {one for one in named if one < max(standing)}


def _standing(fee: Plain, day: date) -> set[Decimal]:
    """Return the amount of a fee on a day, and the one to which it goes."""
    dated = sorted(
        zip(_days(fee), (one["amount"] for one in fee.get("amounts") or ()), strict=True)
    )
    begun = [amount for start, amount in dated if start <= day]
    return {_decimal(one) for one in (*begun[-1:], *(amount for _, amount in dated[-1:]))}


def _days(fee: Plain) -> list[date]:
    return [parse_date(one["from"]) or date.min for one in fee.get("amounts") or ()]


def _decimal(number: object) -> Decimal:
    return Decimal(re.sub(r"[ \u00a0\u202f]|,(?=\d{3})", "", str(number)).replace(",", "."))


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
    if not _PHONE.fullmatch(query.strip()):
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
