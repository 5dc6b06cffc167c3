"""Words what a case expects: one line per kind of expectation."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from procedures.engine.conditions.words import day_words
from procedures.engine.values.facts import parse_date

from ..cases.expected import ROLES
from ..cases.words import CHANNELS
from .conditions import in_words
from .titles import EntryTitles

NONE = "aucune"


def expectation_words(titles: EntryTitles, expect: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a case expects, one sentence at a time."""
    for _, key, label in ROLES:
        if key in expect:
            yield f"{label} : {_titles(titles, expect[key])}"
    for names in expect.get("procedures_any_of") or ():
        yield f"l'une de : {_titles(titles, names)}"
    if "of" in expect:
        yield f"pour la démarche : {titles.procedure(expect['of'])}"
    yield from _details(titles, expect)


def _details(titles: EntryTitles, expect: Mapping[str, Any]) -> Iterator[str]:
    documents = expect.get("documents") or {}
    for key, label in (("include", "pièces demandées"), ("exclude", "pièces non demandées")):
        if key in documents:
            yield f"{label} : {_papers(titles, documents[key])}"
    if "channel" in expect:
        kinds = expect["channel"] if isinstance(expect["channel"], list) else [expect["channel"]]
        yield f"façon de déposer : {' ou '.join(dict(CHANNELS).get(k, in_words(k)) for k in kinds)}"
    yield from _window_and_price(expect)


def _window_and_price(expect: Mapping[str, Any]) -> Iterator[str]:
    for key, label in (("from", "délai à partir du"), ("to", "délai jusqu'au")):
        day = parse_date((expect.get("window") or {}).get(key))
        if day:
            yield f"{label} {day_words(day)}"
    for key, label in (("total", "prix total"), ("possible", "prix possible en plus")):
        if key in (expect.get("costs") or {}):
            yield f"{label} : {expect['costs'][key]} €"
    if "questions_at_most" in expect:
        yield f"questions posées : {expect['questions_at_most']} au plus"


def _titles(titles: EntryTitles, keys: Iterable[str]) -> str:
    return ", ".join(map(titles.procedure, keys)) or NONE


def _papers(titles: EntryTitles, names: Iterable[str | list[str]]) -> str:
    papers = []
    for one in names:
        keys = one if isinstance(one, list) else one.partition("#")[0].split("+")
        papers.append(" ou ".join(map(titles.document, keys)))
    return ", ".join(papers) or NONE
