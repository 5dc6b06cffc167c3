"""The papers to bring, grouped as people keep them, the certain ones first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from procedures.engine.conditions.tree import truth_of
from procedures.engine.evaluation import DocumentResult, ProcedureResult
from procedures.engine.schema.declared import texts_of
from procedures.engine.values.procedure import DocumentEntry, Procedure
from procedures.engine.values.rules import Document
from questionnaire.reports.addresses import PAPER, tell_url

from . import unknowns
from .formats import validity_text
from .reading import Identity, Reading, Shown, cached_line
from .unknowns import ToFindOut

# {group, in the order of the page: icons of its papers}
GROUPS = {
    "identity": ("passport", "card", "visa", "person", "photo"),
    "home": ("home", "key", "place", "mail"),
    "family": ("baby", "people", "family", "ring"),
    "studies": ("school",),
    "work": ("briefcase",),
    "money": ("euro", "tax"),
    "others": (),
    "forms": ("pencil", "form"),
    "later": ("stamp",),
}
# What is bought or brought once the administration asks for it: no paper to prepare for the file.
LATER = "later"
GROUP_OF_ICON = {icon: group for group, icons in GROUPS.items() for icon in icons}


@dataclass(frozen=True, slots=True)
class About:
    """Of which procedure a list of papers is, and in which département if the page is of one."""

    procedure: Procedure
    part: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The values of components/document_item.html.

    ``possible`` is true if the paper depends on a missing answer. ``conditional`` is true if some
    of those who read the line do not need the paper: on public sheets, or because the line is for
    those that its note names, which is then ``audience``. ``texts`` holds every text that the
    document declares. ``tell_url`` is where to tell what is wrong with it. ``identity`` is set if
    the line is cached.
    """

    id: str
    title: Shown
    french_title: str
    note: Shown
    notes: list[Shown]
    icon: str
    form: str
    translation: bool
    possible: bool
    conditional: bool
    validity: str
    texts: Mapping[str, Shown]
    audience: Shown = ""
    tell_url: str = ""
    identity: Identity | None = field(default=None, compare=False, repr=False)


# What only the public page of the procedure says of a paper: an answer keeps to what to do.
ON_THE_SHEET = frozenset(("looks_like", "delay"))


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """The values of components/document_choice.html: papers of which one is enough."""

    group: Shown
    note: Shown
    documents: list[Paper]
    conditional: bool = False
    audience: Shown = ""
    identity: Identity | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PaperGroup:
    title: str
    documents: list[Paper | PaperChoice]


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of a procedure. ``possible`` ones depend on what the person must find out.

    Those ``for_some`` are for the persons of their note: they are not counted for the others.
    ``later`` are those that are given only once the administration asks for them.
    """

    groups: list[PaperGroup]
    for_some: list[Paper | PaperChoice]
    possible: list[Paper | PaperChoice]
    to_find_out: list[ToFindOut]
    later: list[Paper | PaperChoice] = field(default_factory=list)

    @property
    def lines(self) -> list[Paper | PaperChoice]:
        """The papers that are certain, in the order of the groups, one line each."""
        return [one for group in self.groups for one in group.documents]

    @property
    def count(self) -> int:
        return len(self.lines)

    @property
    def left(self) -> list[str]:
        """The sentences on how many papers are left to get: none first, then one.

        The last sentence is that of the numbers after it too, but for the number.
        """
        return _all_left(self.count, get_language())


@lru_cache(300)
def _all_left(count: int, _language: str | None) -> list[str]:
    sentences = [_left(number) for number in range(1, count + 1)]
    while len(sentences) > 1 and _left(len(sentences) - 1, "") == _left(len(sentences), ""):
        sentences.pop()
    return [_("Vous avez tous les papiers de la liste."), *sentences]


def _left(count: int, number: str | None = None) -> str:
    words = ngettext("Il vous reste %(count)s papier.", "Il vous reste %(count)s papiers.", count)
    return words % {"count": count if number is None else number}


def papers(reading: Reading, result: ProcedureResult) -> Papers:
    about = About(result.procedure)
    later = [one for one in result.documents if is_later(reading, one.entry)]
    now = [one for one in result.documents if one not in later] if later else result.documents
    certain = [one for one in now if one.certain]
    possible = [one for one in now if not one.certain]
    everybody = [one.entry for one in certain if not one.entry.for_some]
    some = in_order(reading, [one for one in certain if one.entry.for_some])
    return Papers(
        groups=grouped(reading, [(one, line(reading, one, about)) for one in everybody]),
        for_some=[line(reading, one.entry, about) for one in some],
        possible=[line(reading, one.entry, about, possible=True) for one in possible],
        to_find_out=unknowns.behind_conditions(
            reading, result.channel, [one.entry.when for one in possible]
        )
        if possible
        else [],
        later=[line(reading, one.entry, about, possible=not one.certain) for one in later],
    )


def is_later(reading: Reading, entry: DocumentEntry) -> bool:
    """Tell whether a paper is given only once the administration asks for it."""
    return _group_of(reading, entry) == LATER


def _group_of(reading: Reading, entry: DocumentEntry) -> str:
    return GROUP_OF_ICON.get(reading.rule_set.documents[entry.documents[0]].icon, "others")


def names(reading: Reading, result: ProcedureResult) -> list[Shown]:
    """Return the names of the papers of a procedure, as a short list."""
    found = []
    for one in result.documents:
        entry = one.entry
        found.append(
            reading.shown(entry.group)
            if entry.group
            else reading.shown(reading.rule_set.documents[entry.documents[0]].title)
        )
    return found


GROUP_TITLES = {
    "identity": gettext_noop("Votre identité et votre séjour"),
    "home": gettext_noop("Votre logement"),
    "family": gettext_noop("Votre famille"),
    "studies": gettext_noop("Vos études"),
    "work": gettext_noop("Votre travail"),
    "money": gettext_noop("Votre argent et ce que vous payez"),
    "others": gettext_noop("Votre situation"),
    "forms": gettext_noop("À remplir et à signer"),
    LATER: gettext_noop("Plus tard, quand on le demande"),
}


def grouped(
    reading: Reading, lines: Sequence[tuple[DocumentEntry, Paper | PaperChoice]]
) -> list[PaperGroup]:
    """Return lines in the groups of the page, chosen by the icon of each line's first paper."""
    found: dict[str, list[Paper | PaperChoice]] = {name: [] for name in GROUPS}
    for entry, shown in lines:
        found[_group_of(reading, entry)].append(shown)
    return [PaperGroup(_(GROUP_TITLES[name]), inside) for name, inside in found.items() if inside]


def in_order(reading: Reading, documents: Sequence[DocumentResult]) -> list[DocumentResult]:
    """Return the papers of a result in the order of the groups of its page."""
    order = {name: place for place, name in enumerate(GROUPS)}
    return sorted(documents, key=lambda one: order[_group_of(reading, one.entry)])


def line(
    reading: Reading,
    entry: DocumentEntry,
    about: About | None = None,
    *,
    possible: bool = False,
    conditional: bool = False,
) -> Paper | PaperChoice:
    """Return a line of the list: a paper, or several papers of which one is enough.

    On an answer it is kept, unless a remark on it is only for some persons.
    """

    def build() -> Paper | PaperChoice:
        return _line(reading, entry, about, possible=possible, conditional=conditional)

    documents = reading.rule_set.documents
    if reading.urls is None or any(documents[key].notes for key in entry.documents):
        return build()
    return cached_line(
        reading,
        "paper",
        entry,
        lambda: replace(build(), identity=Identity()),
        possible,
        conditional,
    )


def _line(
    reading: Reading,
    entry: DocumentEntry,
    about: About | None,
    *,
    possible: bool,
    conditional: bool,
) -> Paper | PaperChoice:
    found = [reading.rule_set.documents[key] for key in entry.documents]
    text = reading.shown(entry.note)
    note, audience = ("", text) if entry.for_some else (text, "")
    conditional = conditional or entry.for_some
    if not entry.one_of:
        paper = _paper(reading, found[0], entry, about, possible=possible, conditional=conditional)
        return replace(paper, note=note, audience=audience)
    return PaperChoice(
        group=reading.shown(entry.group) or _("Un de ces papiers"),
        note=note,
        documents=[_paper(reading, one, entry, about, possible=possible) for one in found],
        conditional=conditional,
        audience=audience,
    )


def _paper(
    reading: Reading,
    document: Document,
    entry: DocumentEntry,
    about: About | None,
    *,
    possible: bool,
    conditional: bool = False,
) -> Paper:
    return Paper(
        id=document.id,
        title=reading.above_french(document.title),
        french_title=reading.french(document.title),
        note="",
        notes=_notes(reading, document),
        icon=document.icon or "document",
        form=entry.form or ("original" if document.original else ""),
        translation=document.translation,
        possible=possible,
        conditional=conditional,
        validity=validity_text(document.validity),
        texts={
            name: reading.shown(getattr(document, name))
            for name in texts_of(type(document))
            if reading.urls is None or name not in ON_THE_SHEET
        },
        tell_url=tell_url(reading, PAPER, document.id, about.procedure, about.part)
        if about
        else "",
    )


def _notes(reading: Reading, document: Document) -> list[Shown]:
    """Return the remarks on a paper that certainly concern this person; none is asked about."""
    notes = (one for one in document.notes if truth_of(one.when, reading.situation))
    return [reading.shown(one.text) for one in notes]
