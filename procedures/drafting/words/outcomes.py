"""Words what becomes of a person between two versions: what it gains, loses, and what passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from procedures.drafting.cases.words import CHANNELS
from procedures.drafting.words.conditions import DeskWording
from procedures.engine.conditions.words import day_words
from procedures.engine.proofs.behaviour import Change
from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import PlainDict
from procedures.engine.values.rules import RuleSet

from ..cases.expected import ROLES
from .conditions import in_words
from .ranks import Orders, moved, passes_words
from .titles import EntryTitles

RECOMMENDED, NOT_LISTED = "recommended", "non"
# The place of a procedure in the answer of some people; an orientation is shown or not.
PLACES = {
    RECOMMENDED: "conseillée",
    "certain": "dans la liste, sans être conseillée",
    "possible": "dans la liste, possible seulement",
    NOT_LISTED: "pas dans la liste",
}
# What a procedure asks of a person, by its key in a result.
ASKED = {
    "channel": "la façon de déposer change",
    "steps": "les étapes ou leurs dates changent",
    "costs": "le prix change",
    "card": "ce que dit la carte change",
}
OTHER = "le détail de la réponse change"
NONE = "aucune"


def change_words(change: Change, wording: DeskWording, was: Orders, now: Orders) -> str:
    """Return a change in words. ``was`` and ``now`` are the orders of its section."""
    if change.decision == "status" and {change.before, change.after} <= PLACES.keys():
        before, after = PLACES[change.before], PLACES[change.after]
        return f"{wording.procedure(change.subject)} : avant, {before} ; désormais, {after}"
    one, other = was.named(change.subject), now.named(change.subject)
    if change.decision == "order" and one and other:
        passes = was.passes(one, now, other) or f"a une autre place : {now.place(other)}"
        return f"{other.title} {passes}"
    return wording.change(change)


def status_in(result: PlainDict | None, procedure: str) -> str:
    """Return the place of a procedure in the result of a person, a key of ``PLACES``."""
    found = _by_id((result or {}).get("procedures") or ()).get(procedure)
    if found is None:
        return NOT_LISTED
    return RECOMMENDED if found["recommended"] else str(found["certainty"])


def result_words(
    was: PlainDict | None, will: PlainDict | None, before: RuleSet, after: RuleSet
) -> list[str]:
    """Return what differs between two results of one person, in words, or nothing.

    No result means that the answers cannot be given.
    """
    if was == will:
        return []
    if was is None or will is None:
        return ["ces réponses n'existent pas " + ("encore" if was is None else "ensuite")]
    titles = {
        key: f"« {title.get('fr', key)} »"
        for rules in (before, after)
        for key, title in (
            *((key, one.title) for key, one in rules.procedures.items()),
            *((key, one.title) for key, one in rules.orientations.items()),
        )
    }
    papers = {
        key: f"« {one.title.get('fr', key)} »"
        for rules in (before, after)
        for key, one in rules.documents.items()
    }
    sides = [_by_id(one["procedures"]) for one in (was, will)]
    sentences = [
        *_listed(sides[0], sides[1], titles),
        *_shown(_by_id(was["orientations"]), _by_id(will["orientations"]), titles),
        *_asked(sides[0], sides[1], titles, papers),
    ]
    if was["notices"] != will["notices"]:
        sentences.append("les annonces changent")
    return sentences or [OTHER]


def _listed(was: PlainDict, will: PlainDict, titles: Mapping[str, str]) -> list[str]:
    sentences = [f"démarche perdue : {titles[one]}" for one in was if one not in will]
    sentences += [
        f"démarche gagnée : {titles[one]}{' (conseillée)' if will[one]['recommended'] else ''}"
        for one in will
        if one not in was
    ]
    both = [one for one in will if one in was]
    for one in both:
        if was[one]["recommended"] != will[one]["recommended"]:
            how = "conseillée désormais" if will[one]["recommended"] else "plus conseillée"
            sentences.append(f"{how} : {titles[one]}")
        elif was[one]["certainty"] != will[one]["certainty"]:
            sure = will[one]["certainty"] == "certain"
            sentences.append(
                f"{'certaine' if sure else 'possible seulement'} désormais : {titles[one]}"
            )
    for one in moved([one for one in was if one in will], both):
        sentences.append(f"{titles[one]} {passes_words(list(was), list(will), one, titles)}")
    return sentences


def _shown(was: PlainDict, will: PlainDict, titles: Mapping[str, str]) -> list[str]:
    return [
        *(f"orientation perdue : {titles[one]}" for one in was if one not in will),
        *(f"orientation gagnée : {titles[one]}" for one in will if one not in was),
        *(
            f"orientation dite autrement : {titles[one]}"
            for one in will
            if one in was and was[one] != will[one]
        ),
    ]


def _asked(
    was: PlainDict, will: PlainDict, titles: Mapping[str, str], papers: Mapping[str, str]
) -> list[str]:
    sentences = []
    for one in (key for key in will if key in was):
        before, after = (
            [_paper(each, papers) for each in side[one]["documents"]] for side in (was, will)
        )
        parts = [f"pièce en moins : {each}" for each in before if each not in after]
        parts += [f"pièce en plus : {each}" for each in after if each not in before]
        parts += [words for key, words in ASKED.items() if was[one][key] != will[one][key]]
        sentences += [f"{titles[one]} : {', '.join(parts)}"] if parts else []
    return sentences


def _paper(line: PlainDict, papers: Mapping[str, str]) -> str:
    names = " ou ".join(papers[one] for one in line["one_of"] or [line["id"]])
    return names if line["certainty"] == "certain" else f"{names} (peut-être)"


def _by_id(entries: Iterable[Any]) -> dict[str, Any]:
    return {str(one["id"]): one for one in entries}


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
