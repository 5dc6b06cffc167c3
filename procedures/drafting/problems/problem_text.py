"""Tells problems: each by the title of its thing, those of logic first, what lacks counted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from procedures.drafting.addresses import Addresses
from procedures.drafting.places import Places, folder_of, part_of, untranslated
from procedures.engine.errors import Problem
from procedures.engine.schema.texts import UNTRANSLATED
from procedures.engine.shortening import ended
from procedures.engine.values.plain import PlainDict
from procedures.exchange.limits import part_of_file
from procedures.models import NATIONAL, Department, Procedure
from procedures.publishing.checks.proofs import UNPROVED
from procedures.publishing.departments import department_names
from procedures.publishing.parts.channel_words import family_title
from procedures.publishing.parts.items import items_of
from procedures.publishing.parts.preparing import Contents, title_of
from procedures.translating.catalogue_texts import SECTIONS, language_name

from .sentences import COUNTED, SENTENCES
from .titles import WHOLE, MendingAct, ProblemTitles, act_for

# The sections whose entries others name by their key.
TITLED = ("questions", "documents", "fees", "procedures")
EXAMPLE = ". Par exemple : "
# (name of the entry, its page or nothing)
EntryName = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemText:
    """A problem in words.

    ``whose`` says who may mend it, if the reader may not; ``act`` mends it, where one act is safe.
    ``causes`` are the changes that it comes from, where its own entry did not change.
    """

    problem: Problem
    people: str
    why: str
    example: str = ""
    near: tuple[str, ...] = ()
    whose: str = ""
    act: MendingAct | None = None
    causes: tuple[EntryName, ...] = ()

    @property
    def message(self) -> str:
        return self.problem.message

    @property
    def sentence(self) -> str:
        """What is so, and why, in one line."""
        return f"{self.people} {self.why}".strip()

    @property
    def witness(self) -> str:
        return self.problem.witness

    @property
    def day(self) -> str:
        return self.problem.day


def describe(problem: Problem, titles: ProblemTitles, whose: str = "") -> ProblemText:
    """Return a problem as agents read it."""
    message, _, example = problem.message.partition(EXAMPLE)
    since, kind = "", SENTENCES.get(problem.kind)
    if kind is not None:
        people, why = kind(titles, list(problem.names))
        if problem.day:
            since = f"À partir du {'/'.join(reversed(problem.day.split('-')))} : "
            people = f"{since}{people[0].lower()}{people[1:]}"
    else:
        people, why = "", _as_sentence(titles.sentence(message))
    return ProblemText(
        problem=problem,
        people=people,
        why=why,
        example=titles.sentence(example),
        near=tuple(map(titles.of, problem.near)),
        whose=whose,
    )


def sentences(problems: Iterable[Problem], gone: Mapping[str, str] | None = None) -> list[str]:
    """Return each problem in one line, with its département, where a page has no room for more.

    ``gone`` is that of ``ProblemTitles``.
    """
    titles = ProblemTitles(gone)
    found = []
    for one in (describe(problem, titles) for problem in problems):
        where = department_names().get(part_of(one.problem))
        near = f" Vouliez-vous dire « {one.near[0]} » ?" if one.near else ""
        sentence = f"{one.sentence}{near}"
        found.append(f"{where} : {sentence}" if where else sentence)
    return found


def never_read(problems: Iterable[Problem], addresses: Addresses) -> dict[str, str]:
    """Return {page of an entry: why the public never reads it}, of the ways to apply.

    One of procedures that no person has in a département stands on the page of its préfecture.
    """
    places, titles = Places(addresses), ProblemTitles()
    dead = [one for one in problems if one.kind == "dead_channel" and one.names[2:3] != ("unused",)]
    return {places.of(one)[1]: describe(one, titles).sentence for one in dead}


def titles_in(contents: Contents) -> dict[str, str]:
    """Return {key: title} of the national entries of an edition."""
    found: dict[str, str] = {}
    for section, listed in items_of(contents.get(NATIONAL) or {}).items():
        if section in TITLED:
            found.update((name, title_of(item.content)) for name, item in listed)
    return found


def problem_context(
    problems: Iterable[Problem],
    addresses: Addresses,
    editable: Collection[str] | None = None,
    causes: Callable[[Problem], tuple[EntryName, ...]] | None = None,
) -> PlainDict:
    """Return problems for a template: by gravity, then by entry, with the page that mends them.

    What lacks is counted: ``lacking`` and ``known_lacking`` hold (« 63 démarches sans étape », its
    entries). ``editable`` are the parts that the reader may change; without it, all are.
    ``causes`` finds the changes that a problem comes from.
    """
    places, titles = Places(addresses), ProblemTitles()
    kinds: dict[str, dict[EntryName, list[ProblemText]]] = {
        "blocking": {},
        "warnings": {},
        "known": {},
    }
    lacks: dict[str, dict[str, dict[EntryName, list[ProblemText]]]] = {"warnings": {}, "known": {}}
    counts = dict.fromkeys(kinds, 0)
    seen = set()
    for problem in problems:
        gravity = "blocking" if problem.blocking else "warnings" if problem.fault else "known"
        whose = _whose(problem, editable)
        one = describe(problem, titles, whose)
        if editable is not None and not whose:
            one = replace(one, act=act_for(problem))
        if causes is not None:
            one = replace(one, causes=causes(problem))
        place = _named(places.of(problem), problem, addresses)
        if (place, one.people, one.why, problem.day) in seen:
            continue
        seen.add((place, one.people, one.why, problem.day))
        counts[gravity] += 1
        if problem.kind in COUNTED and not problem.blocking:
            into = lacks[gravity].setdefault(problem.kind, {})
        else:
            into = kinds[gravity]
        into.setdefault(place, []).append(one)
    return {
        **{gravity: list(groups.items()) for gravity, groups in kinds.items()},
        "lacking": _counted(lacks["warnings"]),
        "known_lacking": _counted(lacks["known"]),
        "blocking_count": counts["blocking"],
        "warning_count": counts["warnings"],
        "known_count": counts["known"],
    }


def _counted(
    lacks: dict[str, dict[EntryName, list[ProblemText]]],
) -> list[tuple[str, list[tuple[EntryName, list[ProblemText]]]]]:
    found = []
    for kind, (one, several) in COUNTED.items():
        groups = lacks.get(kind)
        if groups:
            count = sum(map(len, groups.values()))
            found.append((f"{count} {one if count == 1 else several}", list(groups.items())))
    return found


def _named(place: EntryName, problem: Problem, addresses: Addresses) -> EntryName:
    """Return the name of an entry, never that of a file or of a key, and a page to mend it.

    Where it is of no single entry, that is the list of its entries; what cannot be mended has no
    page.
    """
    file, language = untranslated(problem.file)
    if problem.kind == UNPROVED:
        return "Tout le questionnaire", ""
    if problem.kind == UNTRANSLATED:
        return _to_translate(file, language, addresses)
    name, address = place
    if address:
        return f"{name[0].upper()}{name[1:]}", address
    if part_of_file(file) in department_names():
        return department_names()[part_of_file(file)], addresses.entries(Department)
    title, model = WHOLE.get(folder_of(file), ("Tout le catalogue", Procedure))
    return title, addresses.entries(model)


def _to_translate(file: str, language: str, addresses: Addresses) -> EntryName:
    """Return the name of a file that lacks translations, and the list of the texts that do."""
    folder, _, inside = file.removesuffix(".yaml").partition("/")
    part = part_of_file(file)
    section = folder_of(file) if folder_of(file) in SECTIONS else ""
    title = department_names().get(part) or SECTIONS.get(section, "Le contenu national")
    if folder == "procedures":
        title = f"{title} : {family_title(inside)}"
    where = addresses.to_translate(language, part, section)
    return f"{title}, en {language_name(language)}", where


def _whose(problem: Problem, editable: Collection[str] | None) -> str:
    part = part_of(problem)
    if editable is None or part in editable:
        return ""
    name = department_names().get(part)
    who = f"La préfecture du département « {name} »" if name else "L'équipe nationale"
    return f"{who} peut le corriger."


def _as_sentence(words: str) -> str:
    return ended(f"{words[:1].upper()}{words[1:]}")
