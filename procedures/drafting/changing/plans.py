"""Plans a copy to other départements, one choice for each entry, with what may be wrong then."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from django.utils import timezone

from procedures.drafting.words.conditions import value_words
from procedures.engine.values.facts import department_of
from procedures.engine.values.plain import PlainDict
from procedures.models import Channel, Confidence, Department, DocumentEntry, Override
from procedures.publishing.links import EMAIL, lacks_email
from procedures.publishing.parts.channel_words import family_title
from procedures.translation import TEXTS

from ..conditions.vocabulary import sentence_of
from ..problems.sentences import NO_EMAIL
from ..words.formats import some_of
from .copying import copy_of, overwrite
from .moving import in_words

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


PLACES = {"commune": "de la commune", "arrondissement": "de l'arrondissement"}
PLACES["departement"] = "du département"
PHONE = re.compile(r"(?<!\d)(?:\+33|0)\s?[1-9](?:[\s.]?\d\d){4}(?!\d)")


def doubts(row: Channel | Override, target: Department) -> list[str]:
    """Return sentences on what to check in a copy of an entry for the département ``target``."""
    found = [*_place_tests(row.when, target)] if hasattr(row, "when") else []
    for child in row.add_documents.all() if hasattr(row, "add_documents") else ():
        found += _place_tests(child.when, target)
    if url := getattr(row, "url", ""):
        found.append(f"Le lien mène à {url} : est-ce aussi celui du {target} ?")
    if address := getattr(row, "address_fr", ""):
        found.append(f"L'adresse est celle d'ici : « {' '.join(address.split())} ».")
    texts = " ".join(getattr(row, f"{name}_fr") or "" for name in TEXTS[type(row)])
    found += [f"Le texte a une adresse électronique : {one}." for one in _each(EMAIL, texts)]
    found += [f"Le texte a un numéro de téléphone : {one}." for one in _each(PHONE, texts)]
    name = row.department.name_fr
    if name and name in texts:
        found.append(f"Le texte parle de « {name} ».")
    return found


def no_email(row: Channel) -> str:
    """Return what people would read of a channel by e-mail without an address, or nothing."""
    if lacks_email(row.kind, row.url, row.instructions_fr, row.address_fr):
        return " ".join(NO_EMAIL)
    return ""


def _place_tests(when: object, target: Department) -> Iterator[str]:
    """Yield at most one sentence, for a condition that names a place outside the département."""
    for fact, value in _tests(when):
        home = value if fact == "departement" else department_of(value)
        if home != target.code:
            words = value_words("commune" if fact == "commune" else "", fact, value)
            yield (
                f"La condition « {sentence_of(when) or words} » parle {PLACES[fact]} {words}, "
                f"qui n'est pas dans le {target}."
            )
            return


def _tests(condition: object, fact: str = "") -> Iterator[tuple[str, str]]:
    """Yield (fact, value) for each test of a place in a stored condition."""
    if isinstance(condition, dict):
        for key, inner in condition.items():
            yield from _tests(inner, key if key in PLACES else fact)
    elif isinstance(condition, list):
        for inner in condition:
            yield from _tests(inner, fact)
    elif fact and isinstance(condition, str):
        yield fact, condition


def _each(pattern: re.Pattern[str], texts: str) -> Iterable[str]:
    return dict.fromkeys(pattern.findall(texts))
