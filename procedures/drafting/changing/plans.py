"""Plans a copy to other départements: one choice for each entry and each département."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from django.utils import timezone

from procedures.engine.values.plain import PlainDict
from procedures.models import Channel, Confidence, Department, DocumentEntry, Override
from procedures.publishing.parts.families import family_title

from ..words.formats import some_of
from .copying import copy_of, overwrite
from .doubts import doubts
from .filing import in_words

MOST_NAMED = 8
COPY, REPLACE, SKIP = "copier", "remplacer", "ignorer"
Source: TypeAlias = Channel | Override
# The content of an entry, as (label, words).
Words: TypeAlias = list[tuple[str, str]]


@dataclass
class CopyPlan:
    """The copy of an entry to a département.

    ``there`` are the entries that the département already has for the same purpose.
    """

    source: Source
    target: Department
    there: Sequence[Source]
    choices: list[tuple[str, str]]
    chosen: str
    doubts: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the form field that holds the choice."""
        return f"choix-{self.target.code}-{self.source.pk}"

    @property
    def words(self) -> Words:
        return shown(self.source)

    @property
    def existing(self) -> list[Words]:
        return [shown(row) for row in self.there]


def plans_of(
    sources: Iterable[Source], targets: Iterable[Department], data: Mapping[str, str] | None = None
) -> list[CopyPlan]:
    """Return a plan for each source and target. ``data`` holds the choices made so far."""
    found = []
    for target in targets:
        for source in sources:
            plan = _plan(source, target)
            given = (data or {}).get(plan.name, "")
            if given in dict(plan.choices):
                plan.chosen = given
            found.append(plan)
    return found


def carry_out(plans: Iterable[CopyPlan], *, checked: bool) -> dict[str, int]:
    """Carry out the choices and return {choice: number of entries}.

    ``checked`` says that an agent has checked the copied facts for the new département.
    """
    counts = {COPY: 0, REPLACE: 0, SKIP: 0}
    for plan in plans:
        changed = _source(plan, checked)
        if plan.chosen == COPY:
            copy_of(plan.source, plan.target, **changed)
        elif plan.chosen == REPLACE:
            overwrite(plan.there[0], plan.source, **changed)
        counts[plan.chosen] += 1
    return counts


def shown(row: Source) -> Words:
    """Return the content of an entry as [(label, words)]."""
    if isinstance(row, Channel):
        named = [f"famille « {family_title(name)} »" for name in row.families]
        named += [str(one.procedure.title) for one in row.procedures.all()]
        pairs = (
            ("façon de déposer", in_words(row)),
            ("pour", some_of(named, MOST_NAMED) or "toutes les démarches"),
        )
        return [*pairs, ("consignes", row.instructions_fr or "-")]
    documents = [_line(one) for one in row.add_documents.all()]
    dropped = [str(one.document.title) for one in row.drop_documents.all()]
    return [
        ("démarche", str(row.procedure.title)),
        ("précisions", row.notes_fr or "-"),
        ("pièces ajoutées", ", ".join(documents) or "-"),
        ("pièces retirées", ", ".join(dropped) or "-"),
    ]


def _alike(row: Channel) -> tuple[object, ...]:
    return row.kind, row.url, row.address_fr, row.instructions_fr, row.when, _purpose(row)


def _line(entry: DocumentEntry) -> str:
    """Return the words for a line of documents: its document, or the documents to choose from."""
    if entry.document:
        return str(entry.document.title)
    return " ou ".join(str(one.document.title) for one in entry.alternatives.all())


def _plan(source: Source, target: Department) -> CopyPlan:
    if isinstance(source, Override):
        there = list(Override.objects.filter(department=target, procedure=source.procedure))
        write = (REPLACE, "remplacer la sienne") if there else (COPY, "copier")
        return _made(source, target, there, write, SKIP if there else COPY)
    channels = [
        row for row in Channel.objects.filter(department=target) if _is_for_same(row, source)
    ]
    same = any(_alike(row) == _alike(source) for row in channels)
    return _made(
        source, target, channels, (COPY, "ajouter cette façon de déposer"), SKIP if same else COPY
    )


def _made(
    source: Source, target: Department, there: Sequence[Source], write: tuple[str, str], chosen: str
) -> CopyPlan:
    choices = [write, (SKIP, "ne rien faire")]
    return CopyPlan(source, target, there, choices, chosen, doubts(source, target))


def _is_for_same(row: Channel, source: Channel) -> bool:
    """Tell whether two channels are for some of the same procedures."""
    mine, theirs = (_purpose(one) for one in (row, source))
    return bool(mine & theirs) or (not mine and not theirs)


def _purpose(row: Channel) -> set[str]:
    return {one.procedure.key for one in row.procedures.all()} | {
        f"/{name}" for name in row.families
    }


def _source(plan: CopyPlan, checked: bool) -> PlainDict:
    """Return the columns about the source of a copy.

    A copied fact counts as unchecked in the new département, unless an agent says that it was.
    """
    owner = plan.source.owner
    changed: PlainDict = {"owner": plan.target.code if owner == plan.source.part else ""}
    if owner == "national":
        changed["owner"] = owner
    # The préfecture of one département never spoke for another.
    changed |= {"source_verified_on": None, "source_verified_by": ""}
    if checked:
        return {**changed, "source_checked_on": timezone.localdate()}
    return {**changed, "source_checked_on": None, "confidence": Confidence.LOW}
