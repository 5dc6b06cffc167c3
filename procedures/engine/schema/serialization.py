"""From plain data to a rule set: everything is checked, and all problems are found at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from procedures.engine.values.content import Source, Text
from procedures.engine.values.department import Department, Helper, Prefecture, Site
from procedures.engine.values.facts import parse_partial_date

from ..errors import InvalidCatalogue, Problem
from ..files import entries
from ..values.facts import BUILT_ON
from ..values.plain import Plain, PlainDict
from ..values.rules import RuleSet, Withdrawn
from . import references
from .builder import RuleSetBuilder
from .shapes import check_shape
from .texts import Translations


def rule_set_from_plain(
    plain: Mapping[str, Any], arrondissements: Mapping[str, str] | None = None
) -> RuleSet:
    """Compile plain data into a rule set.

    ``arrondissements`` maps the INSEE codes of communes to the codes of arrondissements. Raises
    ``InvalidCatalogue`` with every blocking problem.

    >>> question = {"key": "age", "kind": "integer", "text": "Âge ?"}
    >>> list(rule_set_from_plain({"questions": [question]}).questions)
    ['age']
    """
    rule_set, problems = compile_plain(plain, arrondissements or {})
    blocking = [problem for problem in problems if problem.blocking]
    if rule_set is None or blocking:
        raise InvalidCatalogue(blocking)
    return rule_set


def check_plain(plain: Mapping[str, Any]) -> list[Problem]:
    """Return every problem of plain data: format, conditions, references, circles, translations."""
    return _read(plain, {})[1]


def compile_plain(
    plain: Mapping[str, Any], arrondissements: Mapping[str, str]
) -> tuple[RuleSet | None, list[Problem]]:
    """Return (rule set, every problem) of plain data.

    The rule set is ``None`` if an entry does not have the shape of the format, and must not be
    evaluated if a problem blocks. Withdrawn entries are checked, and are not in it; nor are local
    facts that a newer one of the same place contradicts.
    """
    whole, problems = _read(plain, arrondissements)
    if whole is None:
        return None, problems
    return _without_outdated(_without_withdrawn(plain, whole)), problems


def _read(
    plain: Mapping[str, Any], arrondissements: Mapping[str, str]
) -> tuple[RuleSet | None, list[Problem]]:
    """Return (rule set with all that is written, every problem): what is withdrawn is in it."""
    problems: list[Problem] = []
    if not check_shapes(plain, problems):
        return None, problems
    translations = Translations(plain.get("translations") or {})
    rule_set = RuleSetBuilder(plain, translations, problems).build(arrondissements)
    problems.extend(references.check(plain, rule_set))
    problems.extend(translations.problems())
    return rule_set, problems


def _without_outdated(whole: RuleSet) -> RuleSet:
    departments = {code: without_outdated(one) for code, one in whole.departments.items()}
    return replace(whole, departments=departments)


def _without_withdrawn(plain: Mapping[str, Any], whole: RuleSet) -> RuleSet:
    """Return what is left of a rule set, read a second time without what it withdraws."""
    withdrawn = withdrawn_of(plain)
    inquiries = [one for questions in whole.inquiries.values() for one in questions]
    if not withdrawn and all(one.enabled for one in inquiries):
        return whole
    left = without_withdrawn(plain, withdrawn)
    translations = Translations(plain.get("translations") or {})
    absent = {key: whole.facts[key] for key in sorted(lacking(withdrawn))}
    found = RuleSetBuilder(left, translations, [], absent).build(whole.arrondissements)
    return replace(found, renamed=whole.renamed, withdrawn=withdrawn)


def check_shapes(plain: Mapping[str, Any], problems: list[Problem]) -> bool:
    """Report every entry that does not have the shape of the format; return whether all do."""
    fits = True
    if not plain.get("questions"):
        problems.append(Problem("questions.yaml", "", "il n'y a aucune question"))
        fits = False
    for file, path, entry, shape in entries(plain):

        def report(where: str, message: str, near: Iterable[str], file: str = file) -> None:
            problems.append(Problem(file, where, message, tuple(near)))

        fits = check_shape(entry, shape, path, report) and fits
    return fits


def withdrawn_of(plain: Plain) -> Withdrawn:
    """Return what plain data withdraws from the questionnaire.

    >>> withdrawn_of({"questions": [{"key": "student", "enabled": False}]}).questions
    frozenset({'student'})
    """
    return Withdrawn(
        questions=frozenset(_disabled(plain.get("questions"), "key")),
        procedures=frozenset(_disabled(plain.get("procedures"), "id")),
    )


def lacking(withdrawn: Withdrawn) -> frozenset[str]:
    """Return the facts without a value: the withdrawn questions and what is computed from them."""
    keys = withdrawn.questions
    return keys | {fact for fact, base in BUILT_ON.items() if base in keys}


def without_withdrawn(plain: Plain, withdrawn: Withdrawn) -> PlainDict:
    """Return plain data without the withdrawn entries, and without what is about them alone.

    Lists of names of which none means « all » keep the names, which match nothing.
    """
    gone = withdrawn.procedures
    return {
        **plain,
        "questions": _enabled(plain.get("questions")),
        "inquiries": {
            name: _enabled(questions) for name, questions in (plain.get("inquiries") or {}).items()
        },
        "procedures": [
            {**one, "exclusive_with": [o for o in one.get("exclusive_with") or () if o not in gone]}
            for one in _enabled(plain.get("procedures"))
        ],
        "departments": {
            code: {**one, "overrides": _left(one.get("overrides"), withdrawn)}
            for code, one in (plain.get("departments") or {}).items()
        },
    }


def _disabled(entries: Any, identity: str) -> Iterator[str]:
    return (one[identity] for one in entries or () if one.get("enabled") is False)


def _enabled(entries: Any) -> list[Mapping[str, Any]]:
    return [one for one in entries or () if one.get("enabled") is not False]


def _left(overrides: Any, withdrawn: Withdrawn) -> list[Mapping[str, Any]]:
    return [one for one in overrides or () if one["procedure"] not in withdrawn.procedures]


# A préfecture also stands among its places: « Préfecture de l'Hérault, à Montpellier ».
OWN_COUNTER = (",", " :")
Place = TypeVar("Place", Site, Helper)


def without_outdated(department: Department) -> Department:
    """Return a département without the facts that a newer one of the same place contradicts.

    Two entries with the same name are one place: the newer is left. The préfecture and its own
    counter have one telephone: the newer number stands on both. A fact is newer if its document
    is, or if the préfecture confirmed it later. Of two of which it is unknown which is the
    newer, both are left.
    """
    sites, helpers = _newest(department.sites), _newest(department.helpers)
    prefecture = department.prefecture
    for index, site in enumerate(sites):
        if site.phone and prefecture.phone and _is_own_counter(site, prefecture):
            if _is_newer(site.source, prefecture.source):
                prefecture = replace(prefecture, phone=site.phone)
            elif _is_newer(prefecture.source, site.source):
                sites[index] = replace(site, phone=prefecture.phone)
    return replace(department, prefecture=prefecture, sites=tuple(sites), helpers=tuple(helpers))


def _newest(places: Iterable[Place]) -> list[Place]:
    """Return the places of which no other with the same name is newer."""
    listed = list(places)
    return [
        one
        for one in listed
        if not any(
            _named(other.name) == _named(one.name) and _is_newer(other.source, one.source)
            for other in listed
        )
    ]


def _is_own_counter(site: Site, prefecture: Prefecture) -> bool:
    name, own = _named(site.name), _named(prefecture.name)
    return bool(own) and (name == own or name.startswith(tuple(own + one for one in OWN_COUNTER)))


def _named(name: Text) -> str:
    return " ".join(name.get("fr", "").replace("’", "'").casefold().split())


def _is_newer(source: Source, than: Source) -> bool:
    """Tell whether the facts of a source are newer, as far as both days say it."""
    ours, theirs = _day(source), _day(than)
    known = min(len(ours), len(theirs))
    return ours[:known] > theirs[:known]


def _day(source: Source) -> tuple[int, ...]:
    """Return the last day on which the facts are known to be true: a year, a month or a day."""
    verified = source.verified_on.timetuple()[:3] if source.verified_on else ()
    return max(verified, parse_partial_date(source.dated))
