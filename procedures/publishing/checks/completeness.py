"""Finds what a catalogue lacks, and what a procedure needs before it is first published.

The first only warns. What the edition in force has already is not held to the second."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from procedures.engine.conditions.words import day_words
from procedures.engine.errors import Problem
from procedures.engine.files import entries
from procedures.engine.schema.shapes import item_name, join
from procedures.engine.values.facts import Duration, latest, parse_date
from procedures.engine.values.plain import Plain
from procedures.engine.values.rules import RuleSet
from procedures.models import NATIONAL

from ..links import FoundByEntry, lacks_email
from ..parts.channel_words import BOOKING, ONLINE
from ..parts.preparing import Contents

LOCAL_FILES = "departements/"
# It holds more law than facts of a place: a code has no date, it is in force.
NATIONAL_FILE = "departements/national.yaml"
WITHOUT_EMAIL = "no_email"


def missing_content(plain: Plain, rule_set: RuleSet, today: date) -> Iterator[Problem]:
    """Yield a warning for each missing text, step, source or case, and each source to complete."""
    yield from _procedures(plain, rule_set)
    yield from _documents(plain, rule_set)
    yield from _sources(plain, today)
    yield from _orientations(rule_set)
    yield from _consulates(rule_set)
    yield from _emails(rule_set)
    yield from _dead_ends(rule_set)


def _warning(file: str, path: str, message: str, kind: str) -> Problem:
    return Problem(file, path, message, blocking=False, kind=kind)


def _procedures(plain: Plain, rule_set: RuleSet) -> Iterator[Problem]:
    tested = Counter(
        name for case in plain.get("cases") or [] for name in expected_procedures(case["expect"])
    )
    for procedure in rule_set.procedures.values():
        file = f"procedures/{procedure.family}.yaml"
        if not procedure.steps:
            yield _warning(file, procedure.id, "la démarche n'a aucune étape", "no_step")
        if not procedure.summary:
            yield _warning(file, procedure.id, "la démarche n'a pas de résumé", "no_summary")
        if not procedure.source.reference or not procedure.source.checked_on:
            yield _warning(file, procedure.id, "la démarche n'a pas de source lue", "no_source")
        if not tested[procedure.id]:
            yield _warning(
                file, procedure.id, "aucune personne d'essai n'attend cette démarche", "no_case"
            )


def expected_procedures(expect: Plain) -> set[str]:
    """Return the ids of the procedures that a case expects for its person, certain or possible."""
    names = set(expect.get("procedures", ())) | set(expect.get("possible", ()))
    return names.union(*expect.get("procedures_any_of", ()))


def _documents(plain: Plain, rule_set: RuleSet) -> Iterator[Problem]:
    entries_in_use = [
        *(one for procedure in rule_set.procedures.values() for one in procedure.documents),
        *(
            one
            for department in rule_set.departments.values()
            for override in department.overrides.values()
            for one in override.add_documents
        ),
    ]
    used = {name for entry in entries_in_use for name in entry.documents}
    # What is withdrawn for a season comes back with its papers.
    gone = [one for one in plain.get("procedures") or () if one.get("enabled") is False]
    used |= {name for one in gone for line in one.get("documents") or () for name in _named(line)}
    for document in rule_set.documents.values():
        if document.id not in used:
            yield _warning(
                "documents.yaml", document.id, "aucune démarche ne demande cette pièce", "unasked"
            )
        if not document.explanation:
            yield _warning(
                "documents.yaml", document.id, "la pièce n'est pas expliquée", "unexplained"
            )
        if not document.how_to_get:
            yield _warning(
                "documents.yaml", document.id, "il n'est pas dit comment l'obtenir", "no_way_to_get"
            )


def _named(line: str | Mapping[str, Any]) -> list[str]:
    if isinstance(line, str):
        return [line]
    return [*line.get("one_of", ()), *filter(None, [line.get("document")])]


def _sources(plain: Plain, today: date) -> Iterator[Problem]:
    for file, name, entry, shape in entries(plain):
        for path, one in _found.of(file, name, entry, shape):
            yield from _source(file, path, one["source"])
        if isinstance(entry, Mapping) and isinstance(entry.get("source"), Mapping):
            seen, after = _seen_on(entry["source"]), entry.get("recheck_after")
            if seen and after and Duration(**after).after(seen) < today:
                message = f"à revérifier : la source a été lue le {day_words(seen)}"
                yield _warning(file, name, message, "recheck")


def _sourced(value: object, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield (path, entry) for an entry and each line inside it that has a source of its own."""
    if isinstance(value, Mapping):
        if isinstance(value.get("source"), Mapping):
            yield path, value
        for key, inner in value.items():
            yield from _sourced(inner, join(path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _sourced(inner, join(path, item_name(inner, index)))


_found = FoundByEntry(lambda _file, path, entry, _shape: _sourced(entry, path))


def _source(file: str, path: str, source: Mapping[str, Any]) -> Iterator[Problem]:
    if bool(source.get("verified_on")) != bool(source.get("verified_by")):
        yield _warning(
            file,
            path,
            "une vérification a un jour et un service : il en manque un",
            "half_verified",
        )
    is_local = file.startswith(LOCAL_FILES) and file != NATIONAL_FILE
    if is_local and source.get("reference") and not source.get("dated"):
        message = "il n'est pas dit de quand date le document que cite la source"
        yield Problem(file, path, message, blocking=False, fault=False, kind="undated")


def _seen_on(source: Mapping[str, Any]) -> date | None:
    return latest(*(parse_date(source.get(name)) for name in ("checked_on", "verified_on")))


def _orientations(rule_set: RuleSet) -> Iterator[Problem]:
    if not any(not _tests(one.when) for one in rule_set.advice):
        message = "aucune orientation ne vaut pour tous : un parcours peut finir sans réponse"
        yield _warning("orientations.yaml", "", message, "gap_nothing")


def _consulates(rule_set: RuleSet) -> Iterator[Problem]:
    for code, department in rule_set.departments.items():
        for index, channel in enumerate(department.channels):
            if channel.kind == "consulate" and not channel.consulate:
                file, where = f"{LOCAL_FILES}{code}.yaml", f"channels.{channel.id or index}"
                message = "il n'est pas dit de quel pays est ce consulat"
                yield _warning(file, where, message, "no_country")


def _emails(rule_set: RuleSet) -> Iterator[Problem]:
    for code, department in rule_set.departments.items():
        for index, one in enumerate(department.channels):
            texts = one.instructions.get("fr"), one.address.get("fr")
            if lacks_email(one.kind, one.url, *texts):
                file = f"{LOCAL_FILES}{code}.yaml"
                message = "il manque l'adresse électronique de ce courriel"
                yield _warning(file, f"channels.{one.id or index}", message, WITHOUT_EMAIL)


def _dead_ends(rule_set: RuleSet) -> Iterator[Problem]:
    """Yield the online channels of whose site nothing is known: neither its door nor another way.

    Each site has its other way, and each thing that it asks for what to do without: both are
    required of it.
    """
    for code, department in rule_set.departments.items():
        for index, one in enumerate(department.channels):
            if one.kind in (*ONLINE, BOOKING) and not rule_set.service_of(one):
                message = "ce site n'est pas décrit : qui ne peut pas entrer n'a pas d'autre voie"
                file = f"{LOCAL_FILES}{code}.yaml"
                yield _warning(file, f"channels.{one.id or index}", message, "no_other_way")


def _tests(condition: Any) -> bool:
    return bool(getattr(condition, "parts", True))


# One person may share a mistake with the rule; one who must not get it shows a rule too wide.
POSITIVE, NEGATIVE = 2, 1
UNSOURCED, UNTRIED = "unsourced", "untried"


def unfounded(plain: Plain, before: Contents) -> list[Problem]:
    """Return what keeps the procedures of a catalogue from being published for the first time.

    ``before`` are the contents in force: without national content in force, a whole catalogue is
    being installed, and nothing is new.
    """
    if NATIONAL not in before:
        return []
    known = {one["id"] for one in before[NATIONAL].get("procedures") or ()}
    listed = plain.get("procedures") or ()
    new = [one for one in listed if known.isdisjoint([one["id"], *(one.get("formerly") or ())])]
    return [problem for one in new for problem in _problems(one, plain)]


def people_of(plain: Plain, procedure: str) -> tuple[int, int]:
    """Return (cases that expect a procedure, cases that expect that it is not advised)."""
    found = Counter[bool]()
    for case in plain.get("cases") or ():
        expect = case.get("expect") or {}
        if procedure in expected_procedures(expect):
            found[True] += 1
        elif procedure in (expect.get("not_procedures") or ()):
            found[False] += 1
    return found[True], found[False]


def lack_of_source(reference: object, checked_on: object, verified_on: object) -> str:
    """Return what a source lacks to be one that somebody read or verified, or an empty string."""
    if not reference:
        return "il manque la source"
    return "" if checked_on or verified_on else "personne ne l'a lue"


def is_sourced(entry: Plain) -> bool:
    """Tell whether an entry names a source that somebody read, or that a service verified."""
    source = entry.get("source") or {}
    return not lack_of_source(*map(source.get, ("reference", "checked_on", "verified_on")))


def _problems(entry: Plain, plain: Plain) -> Iterator[Problem]:
    file, name = f"procedures/{entry.get('family', '')}.yaml", entry["id"]
    if not is_sourced(entry):
        message = "la démarche n'a pas de source lue : elle ne peut pas être publiée"
        yield Problem(file, name, message, kind=UNSOURCED)
    positive, negative = people_of(plain, name)
    if positive < POSITIVE or negative < NEGATIVE:
        message = (
            f"{positive} personnes d'essai attendent cette démarche, {negative} attendent qu'elle "
            f"n'y soit pas : il en faut {POSITIVE} et {NEGATIVE}"
        )
        yield Problem(file, name, message, kind=UNTRIED, names=(str(positive), str(negative)))
