"""What carries people between two cards: papers, who asks for them, letters, words, sites."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import Annotated, ClassVar

from ..conditions.tree import ALWAYS
from ..schema.shapes import Mark, one_of
from .content import NO_SOURCE, Id, Identifier, Source, Text, When

# What a paper allows. The last one is for what no text that was read decides.
VERDICTS = ("oui", "si", "principe", "non", "inconnu")
# The sites, and the letters, whose words people read.
SERVICES = (
    *("anef_sejour", "anef_naturalisation", "demarche_numerique", "natali", "france_visas"),
    "courrier",
)
URGENCIES = ("aujourdhui", "bientot", "attendre", "bien")
FIELD_KINDS = ("ligne", "lignes", "jour", "phrase", "choix")
CHOICE = "choix"

# A blank of a letter, or a sentence of it to keep or to leave out: « [nom] », « [nom: …] ».
BLANK = re.compile(r"\[([a-z][a-z0-9_]*)(?=[\]:])")
# What a sentence holds: text, and blanks of other fields.
INSIDE = r"(?:[^\[\]]|\[[a-z0-9_]+\])*"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofAskerRule:
    """What one who asks for a paper may do, or must do."""

    text: Text
    source: Source = NO_SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofAsker:
    """Who asks for a paper: an employer, a bank, the CAF. ``text`` speaks to the person."""

    id: Id
    draft: ClassVar[bool]
    title: Text
    text: Text
    icon: str = ""
    rules: tuple[ProofAskerRule, ...] = ()
    source: Source = NO_SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperUse:
    """What a paper is worth to one who asks for it."""

    asker: Identifier
    verdict: Annotated[str, one_of(*VERDICTS)]
    text: Text
    source: Source = NO_SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionalPaper:
    """A paper of the time between two cards: what it allows, until when, what it does not do.

    ``when`` tells whose answer leads to it: who holds it, or waits for it. Without one, no answer
    does. ``given`` says who gives it and when, ``shown_with`` what to show beside it. Each right
    has a verdict, a note and the article that decides. ``letter`` is the letter to write if it is
    missing, or ends without another one.
    """

    id: Id
    draft: ClassVar[bool]
    title: Text
    when: When = ALWAYS
    given: Text
    shown_with: Text = field(default_factory=dict)
    proves: Text
    stay: Annotated[str, one_of(*VERDICTS)]
    stay_note: Text
    stay_article: str = ""
    work: Annotated[str, one_of(*VERDICTS)]
    work_note: Text
    work_article: str = ""
    travel: Annotated[str, one_of(*VERDICTS)]
    travel_note: Text
    lasts: Text
    limits: Text
    ending: Text = field(default_factory=dict)
    letter: Identifier = ""
    uses: tuple[PaperUse, ...] = ()
    source: Source = NO_SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterField:
    """A blank of a letter. A ``phrase`` is a sentence of the letter, to keep or to leave out.

    Fields of kind ``choix`` that follow one another are sentences of which one is kept.
    """

    id: Id
    kind: Annotated[str, one_of(*FIELD_KINDS)]
    label: Text
    hint: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter to fill, print and sign. ``body`` is in French in every language.

    In ``body``, ``[nom]`` is the blank of that field, and ``[nom: …]`` a sentence to keep or not.
    """

    id: Id
    draft: ClassVar[bool]
    title: Text
    addressee: Text
    way: Text
    timing: Text
    starts: Text
    enclosures: Text = field(default_factory=dict)
    meaning: Text
    warning: Text = field(default_factory=dict)
    body: str
    fields: Annotated[tuple[LetterField, ...], Mark.NOT_EMPTY]
    source: Source = NO_SOURCE

    @property
    def choices(self) -> list[list[LetterField]]:
        """The sentences of which one is kept, choice by choice."""
        runs = groupby(self.fields, key=lambda one: one.kind == CHOICE)
        return [list(run) for is_choice, run in runs if is_choice]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteWording:
    """Words that a site or a letter shows: what they mean, what to do, by when, what not to do.

    ``words`` are as the site writes them; ``typed`` are other ways in which people write them.
    """

    id: Id
    draft: ClassVar[bool]
    service: Annotated[str, one_of(*SERVICES)]
    words: str
    typed: tuple[str, ...] = ()
    urgency: Annotated[str, one_of(*URGENCIES)]
    common: bool = False
    meaning: Text
    acts: Text
    delay: Text = field(default_factory=dict)
    avoid: Text = field(default_factory=dict)
    letter: Identifier = ""
    source: Source = NO_SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceNeed:
    """What a site asks for at its door; ``without`` says what to do for who lacks it.

    ``question`` is what such a person says: « Pas de numéro de sécurité sociale ? ».
    """

    title: Text
    text: Text = field(default_factory=dict)
    question: Text = field(default_factory=dict)
    without: Text
    icon: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceWay:
    """What to do, in order, for who cannot enter a site at all."""

    title: Text
    text: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineService:
    """A site on which people file: what is needed to enter it, and the other way.

    It is that of the channels of its ``kinds``, and of those that name it. ``files`` are the
    formats and the size that it takes, if they are published.
    """

    id: Id
    draft: ClassVar[bool]
    title: Text
    kinds: Annotated[frozenset[Identifier], Mark.NOT_EMPTY] = frozenset()
    url: str = ""
    files: Text = field(default_factory=dict)
    needs: Annotated[tuple[ServiceNeed, ...], Mark.NOT_EMPTY]
    ways: Annotated[tuple[ServiceWay, ...], Mark.NOT_EMPTY]
    letter: Identifier = ""
    source: Source = NO_SOURCE
