"""A result in record: what of it is worth telling when it changes, and the difference in words.

A record is plain data, so that it can be kept. What an edition changes in a result is the
difference between two records; what only time changes (a window that opens) is in none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypedDict

from procedures.engine.evaluation import Evaluation, ProcedureResult
from procedures.engine.schema.texts import in_language
from procedures.engine.stances import StepResult
from procedures.engine.values.content import Text
from procedures.engine.values.procedure import DocumentEntry
from procedures.engine.values.rules import RuleSet

from . import costs, filing, formats, papers
from .reading import Reading, first_sentence

LANGUAGE = "fr"


class ProcedureRecord(TypedDict):
    """A recommended procedure. ``papers`` and ``possible`` are {what identifies a line: words}."""

    title: str
    channel: list[str]
    price: str
    papers: dict[str, str]
    possible: dict[str, str]
    dates: dict[str, list[str]]


class ResultRecord(TypedDict):
    """A result: its recommended procedures, what is only possible, and other advice, by id."""

    procedures: dict[str, ProcedureRecord]
    possible: dict[str, str]
    advice: dict[str, str]


def record_of(reading: Reading, evaluation: Evaluation) -> ResultRecord:
    """Return the record of a result, in French."""
    recommended = [one for one in evaluation.procedures if one.recommended]
    # Beside a certain answer, what else is possible is folded: it is no change to act on.
    open_ones = () if recommended else evaluation.procedures
    return {
        "procedures": {one.procedure.id: _procedure(reading, one) for one in recommended},
        "possible": {one.procedure.id: _words(one.procedure.title) for one in open_ones},
        "advice": {
            one.orientation.id: _words(one.orientation.title)
            for one in evaluation.orientations
            if one.certain and one.orientation.urgent
        },
    }


def differences(before: ResultRecord, after: ResultRecord) -> list[str]:
    """Return what changed between two records, as French sentences; none if nothing did."""
    return list(_differences(before, after))


def _procedure(reading: Reading, result: ProcedureResult) -> ProcedureRecord:
    rules = reading.rule_set
    channel = result.channel.channel
    certain = papers.in_order(reading, [one for one in result.documents if one.certain])
    return {
        "title": _words(result.procedure.title),
        "channel": [filing.title(channel), channel.kind, channel.url] if channel else ["", "", ""],
        "price": costs.costs(reading, result).brief,
        "papers": dict(_paper(rules, one.entry) for one in certain),
        "possible": dict(_paper(rules, one.entry) for one in result.documents if not one.certain),
        "dates": {one.step.id: _dates(one) for one in result.steps if one.opens or one.closes},
    }


def _paper(rules: RuleSet, entry: DocumentEntry) -> tuple[str, str]:
    words = [_words(rules.documents[key].title) for key in entry.documents]
    return paper_key(entry), _words(entry.group) or " ou ".join(words)


def paper_key(entry: DocumentEntry) -> str:
    """Return what identifies a line of papers in a record."""
    return "|".join(entry.documents)


def _dates(result: StepResult) -> list[str]:
    title, _rest = first_sentence(_words(result.step.text))
    days = (one.isoformat() if one else "" for one in (result.opens, result.closes))
    return [str(title), *days]


def _words(text: Text) -> str:
    return in_language(text, LANGUAGE)


def _differences(before: ResultRecord, after: ResultRecord) -> Iterator[str]:
    old, new = before["procedures"], after["procedures"]
    come = [new[key] for key in new if key not in old]
    gone = [old[key] for key in old if key not in new]
    yield from (f"Nouvelle démarche proposée : {one['title']}." for one in come)
    yield from (f"Cette démarche n’est plus proposée : {one['title']}." for one in gone)
    # A procedure that takes the place of another is compared with it.
    pairs = [(old[key], new[key]) for key in old if key in new]
    pairs += [(_under_keys_of(now, was), now) for was, now in zip(gone, come, strict=False)]
    for was, now in pairs:
        several = f"{now['title']} : " if len(pairs) > 1 else ""
        for sentence in _changes(was, now):
            yield several + sentence
    if not (old or new):
        yield from _added_and_dropped(
            before["possible"], after["possible"], "Démarche possible, en plus", "Plus possible"
        )
    yield from _added_and_dropped(before["advice"], after["advice"], "Urgent", "N’est plus urgent")


def _under_keys_of(new: ProcedureRecord, old: ProcedureRecord) -> ProcedureRecord:
    """Return a record whose steps that have the words of another's have their keys too."""
    keys = {words: key for key, (words, *_days) in new["dates"].items()}
    return old | {"dates": {keys.get(one[0], key): one for key, one in old["dates"].items()}}


def _changes(old: ProcedureRecord, new: ProcedureRecord) -> Iterator[str]:
    was, now = old["papers"], new["papers"]
    yield from _added_and_dropped(was, now, "Papier ajouté", "Papier retiré")
    yield from _added_and_dropped(
        {key: words for key, words in old["possible"].items() if key not in now},
        {key: words for key, words in new["possible"].items() if key not in was},
        "Papier peut-être demandé",
        "Ce papier n’est plus peut-être demandé",
    )
    if old["channel"] != new["channel"]:
        yield _channel(old["channel"], new["channel"])
    if old["price"] != new["price"]:
        yield f"Prix : {new['price'] or 'inconnu'} (avant : {old['price'] or 'inconnu'})."
    yield from _changed_dates(old["dates"], new["dates"])


def _added_and_dropped(
    old: Mapping[str, str], new: Mapping[str, str], added: str, dropped: str
) -> Iterator[str]:
    yield from (f"{added} : {words}." for key, words in new.items() if key not in old)
    yield from (f"{dropped} : {words}." for key, words in old.items() if key not in new)


def _channel(old: list[str], new: list[str]) -> str:
    was, now = old[0] or "à vérifier", new[0] or "à vérifier"
    if was != now:
        return f"Où : {now} (avant : {was})."
    return f"L’adresse du site a changé : {new[2] or 'à vérifier'}."


def _changed_dates(old: Mapping[str, list[str]], new: Mapping[str, list[str]]) -> Iterator[str]:
    several = len({*old, *new}) > 1
    for key, (title, *days) in new.items():
        before = old.get(key, ["", "", ""])[1:]
        about = f" pour « {title.removesuffix('.')} »" if several else ""
        for name, now, was in zip(("Premier jour", "Dernier jour"), days, before, strict=True):
            if now != was:
                yield f"{name}{about} : {_day(now)} (avant : {_day(was)})."
    for key, (title, *_days) in old.items():
        if key not in new:
            yield f"Plus de date pour : {title}"


def _day(day: str) -> str:
    return formats.day(date.fromisoformat(day), LANGUAGE) if day else "aucun"


def as_record(data: Any) -> ResultRecord:
    """Return kept data as a record; one written before a key existed lacks it."""
    empty: ResultRecord = {"procedures": {}, "possible": {}, "advice": {}}
    return {**empty, **data} if isinstance(data, dict) else empty
