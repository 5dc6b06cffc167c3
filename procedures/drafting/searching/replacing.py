"""Replaces words in every text of the working copy that an account may change, in one act."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Model

from procedures.engine.shortening import shortened
from procedures.exchange.columns import french
from procedures.exchange.putting_back import refuse_new_faults
from procedures.exchange.snapshots import take_snapshot
from procedures.models import EntryChange, TranslationStatus
from procedures.models.accounts import Account
from procedures.publishing.journal import recording
from procedures.translating.catalogue_texts import LANGUAGES, CatalogueText, language_name

from ..history.history_text import marked
from .matching import excerpt
from .texts import texts_now

# Shown and replaced at once: a text of two letters stands in thousands of places.
MOST = 500
LONGEST_NAMED = 30
# Whether an account may change the rows of a model in a part.
MayEdit: TypeAlias = Callable[[str, type[Model]], bool]
MOVED = "quelqu'un l'a changé ou retiré depuis cet aperçu"
UNTRANSLATED = (TranslationStatus.MISSING, TranslationStatus.STALE)


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a text is replaced with. Both are taken literally, as one line."""

    sought: str
    put: str

    @property
    def how(self) -> str:
        """The words of the act in the journal."""
        sides = (shortened(one, LONGEST_NAMED) for one in (self.sought, self.put))
        return "remplacement de « {} » par « {} »".format(*sides)

    def ranges(self, text: str) -> list[tuple[int, int]]:
        """Return [(start, end)] of whole words, in capitals or not, and before a plural's « s ».

        >>> Replacement("récépissé", "").ranges("Vos récépissés.")
        [(4, 13)]
        """
        return [one.span() for one in self._pattern.finditer(text)]

    def apply(self, text: str) -> str:
        """Return a text with its words replaced; a capital stays one.

        >>> Replacement("récépissé", "attestation").apply("Récépissés : 2")
        'Attestations : 2'
        """
        after = self._pattern.sub(self._one, text)
        return after if self.put else re.sub(r"[^\S\n]{2,}", " ", after).strip()

    def _one(self, found: re.Match[str]) -> str:
        words = found[0]
        if words.isupper() and not self.sought.isupper() and len(words) > 1:
            return self.put.upper()
        if words[0].isupper() and not self.sought[0].isupper():
            return self.put[:1].upper() + self.put[1:]
        return self.put

    @property
    def _pattern(self) -> re.Pattern[str]:
        # One types a straight apostrophe and a plain space where a text has others.
        words = self.sought.replace("’", "'").split()
        pattern = r"\s+".join(re.escape(one).replace("'", "['’]") for one in words)
        start = r"(?<!\w)" if self.sought[0].isalnum() else ""
        end = r"(?=[sx]?(?!\w))" if self.sought[-1].isalpha() else r"(?!\w)"
        end = end if self.sought[-1].isalnum() else ""
        return re.compile(start + pattern + end, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Replaceable:
    """A text in which something is replaced, with what it would say."""

    text: CatalogueText
    after: str
    ranges: list[tuple[int, int]]

    @property
    def mark(self) -> str:
        """What a form sends for a place: it is of the very text that was shown."""
        return f"{self.name}:{self.text.mark}"

    @property
    def name(self) -> str:
        row = self.text.row
        return f"{row._meta.model_name}:{row.pk}:{self.text.column}"

    @property
    def row(self) -> Any:
        return self.text.row

    @property
    def where(self) -> str:
        return self.text.where

    @property
    def words(self) -> list[tuple[str, bool]]:
        """[(words, whether they are replaced)] around the first range."""
        return excerpt(self.text.french, self.ranges)

    @property
    def put(self) -> list[tuple[str, bool]]:
        """The whole text as it would be, [(words, whether they are new)]."""
        return marked(self.after, self.text.french)

    @property
    def outdated(self) -> list[str]:
        """The languages whose translation is shown no more: its French text changes."""
        return [
            language_name(language)
            for language in LANGUAGES
            if self.text.status(language) not in UNTRANSLATED
        ]

    def fault(self) -> str:
        """Return why the text cannot be stored, or nothing."""
        field = type(self.row)._meta.get_field(french(self.text.column))
        if not self.after.strip():
            return "le texte serait vide"
        try:
            field.clean(self.after, self.row)
        except ValidationError as error:
            return " ".join(error.messages)
        return ""


class NotReplaced(Exception):
    """Nothing is replaced: [(place, why)] of what keeps from it."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(faults)
        self.faults = faults


def places(replacement: Replacement, may_edit: MayEdit) -> list[Replaceable]:
    """Return the texts of the working copy in which something would be replaced."""
    return [
        Replaceable(one, replacement.apply(one.french), ranges)
        for one in texts_now()
        if (ranges := replacement.ranges(one.french)) and may_edit(one.part, type(one.row))
    ]


def replace_all(
    replacement: Replacement,
    marks: Collection[str],
    author: Account | AnonymousUser | None,
    may_edit: MayEdit,
) -> list[Replaceable]:
    """Replace at the places of some marks, as one act, and return them.

    ``may_edit`` is asked under the lock. Raises ``NotReplaced`` or ``InvalidCatalogue``, with
    nothing changed: somebody changed one of the texts, or one would not do.
    """
    with recording(author, how=replacement.how):
        before = take_snapshot()
        standing = {one.mark: one for one in places(replacement, may_edit)}
        chosen = [standing[mark] for mark in dict.fromkeys(marks) if mark in standing]
        faults = [(one.where, one.fault()) for one in chosen if one.fault()]
        if len(chosen) < len(set(marks)):
            faults += list(_moved(marks, standing))
        if faults:
            raise NotReplaced(faults)
        for (model, _), listed in _by_row(chosen).items():
            columns = {french(one.text.column): one.after for one in listed}
            model._default_manager.filter(pk=listed[0].row.pk).update(**columns)
        refuse_new_faults(before, take_snapshot())
    return chosen


def last_replacement(author: Account) -> EntryChange:
    """Return a row of the last act of an account."""
    return EntryChange.objects.filter(author=author).latest("at", "pk")


def _by_row(
    chosen: Iterable[Replaceable],
) -> dict[tuple[type[Model], int], list[Replaceable]]:
    found: dict[tuple[type[Model], int], list[Replaceable]] = {}
    for one in chosen:
        found.setdefault((type(one.row), one.row.pk), []).append(one)
    return found


def _moved(marks: Iterable[str], standing: dict[str, Replaceable]) -> Iterable[tuple[str, str]]:
    """Yield the places whose text is not the one that was shown."""
    names = {one.name: one.where for one in standing.values()}
    for mark in marks:
        if mark not in standing:
            yield names.get(mark.rpartition(":")[0], "Un texte"), MOVED
