"""Words the engine's analysis of a catalogue in French: findings, classes, differences."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterator
from datetime import date
from hashlib import sha256
from typing import TypeAlias

from procedures.engine.answers import answers_to_data, read_answers
from procedures.engine.conditions.words import Wording, day_words
from procedures.engine.errors import InvalidAnswers, Problem
from procedures.engine.proofs.analysis import Tried, analyse
from procedures.engine.proofs.behaviour import differences
from procedures.engine.proofs.findings import Report
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.payloads import TABLES, ClassRow, decision, number_of_classes
from procedures.engine.proofs.payloads import table as rows_of
from procedures.engine.proofs.rules_of import Place
from procedures.engine.proofs.space import Space, Stores, days_ahead, frames
from procedures.engine.proofs.text_rules import matcher_for
from procedures.engine.proofs.words import ReportWording
from procedures.engine.schema.builder import CHANNEL_FACT
from procedures.engine.values.facts import Missing, State, parse_date
from procedures.engine.values.plain import Plain, PlainDict
from procedures.engine.values.rules import RuleSet
from procedures.exchange.plain import with_texts_read
from procedures.models import Channel

from .. import communes
from ..countries import country_name
from ..editions.kept import Kept
from ..progress import WorkStage, say
from .protective import missing_statements, statements_in


class NamedWording(ReportWording):
    """Wording of a rule set's findings, in which countries, communes and channels have names."""

    def __init__(self, rule_set: RuleSet) -> None:
        super().__init__(rule_set)
        self._kinds = {key: info.kind for key, info in rule_set.facts.items()}

    def value(self, fact: str, state: State | object) -> str:
        """Return the words for a value, or the value itself if it has no words.

        >>> from procedures.engine.schema.serialization import rule_set_from_plain
        >>> question = {"key": "nationality", "kind": "country", "text": "Nationalité ?"}
        >>> wording = NamedWording(rule_set_from_plain({"questions": [question]}))
        >>> wording.value("nationality", "MA")
        'Maroc'
        >>> wording.value("channel", "anef")
        'téléservice ANEF'
        """
        words = super().value(fact, state)
        if words != state:
            return words
        if fact == CHANNEL_FACT.key:
            return str(dict(Channel.Kind.choices).get(str(words), words))
        kind = self._kinds.get(fact)
        if kind == "country":
            return country_name(words)
        place = communes.commune(words) if kind == "commune" else None
        return f"{place.name} ({words})" if place else words


# Facts without a value yet and rules that are over: no faults of the rules.
TO_KNOW = ("gap_no_channel", "ended")
# (the analysis, the requests that do not tell everybody what protects them)
Proved: TypeAlias = tuple[Report, tuple[Problem, ...]]

# What could not be proved: it says something of the proof, and nothing that somebody may mend.
UNPROVED = "unproved"

_CHECKS = {
    "invariants": "garanties",
    "cards": "cartes et étapes",
    "gaps": "réponses sans résultat",
    "dead": "règles mortes",
    "cases": "cas impossibles",
    "redundant": "conditions inutiles",
    "overlaps": "contradictions",
}
# As many as the days and the versions that agents study side by side.
_kept: Kept[Proved] = Kept(6)
_stores = Stores()


def findings(plain: Plain, rule_set: RuleSet, today: date) -> Iterator[Problem]:
    """Yield a problem for each missing statement and each finding: a warning or a remark.

    The rules are analysed today, and on each later day on which they may change.

    A broken invariant blocks. A check that the analysis could not finish is a problem too.
    """
    report, unprotected = _proved(plain, rule_set, today)
    yield from unprotected
    wording = NamedWording(rule_set)
    dead = {one.place for one in report.findings if one.kind.startswith("dead_")}
    for one in report.findings:
        if one.kind == "never" and _is_reported(one.place, dead):
            continue  # Reported already, of the whole line: it is never reached.
        fault, blocking = one.kind not in TO_KNOW, one.kind == "invariant"
        message = wording.finding(one)
        if one.day:
            message = f"à partir du {day_words(one.day)} : {message}"
        given = answers_to_data(one.witness) if one.witness else {}
        yield Problem(
            one.place.file,
            one.place.path,
            message,
            blocking=blocking,
            fault=fault,
            witness=json.dumps(given, ensure_ascii=False) if given else "",
            day=one.day.isoformat() if one.day else "",
            kind=one.kind,
            names=(one.subject, *one.others),
        )
    yield from _unfinished(report)


def _unfinished(report: Report) -> Iterator[Problem]:
    """Yield a problem for each check that the analysis could not finish."""
    for name in report.unfinished:
        # A promise that is not proved is not kept.
        blocking, checked = name == "invariants", _CHECKS.get(name, name)
        message = f"l'analyse n'est pas finie ({checked}) : on ne sait pas"
        yield Problem(
            "questions.yaml",
            "",
            message,
            blocking=blocking,
            fault=True,
            kind="" if blocking else UNPROVED,
            names=() if blocking else (checked,),
        )


def _is_reported(place: Place, dead: Collection[Place]) -> bool:
    return place in dead or Place(place.file, place.path.removesuffix(".when")) in dead


def _proved(plain: Plain, rule_set: RuleSet, today: date) -> Proved:
    """Return what is proved of a catalogue, proved again only when it may differ.

    It takes seconds. Of a text the proofs read nothing but the words of the promises and those that
    protect, which make part of the key: most of what agents write changes no rule.
    """
    ahead = days_ahead(rule_set, today)
    # Of the days ahead, the analysis sees those only that differ for some rule.
    seen = [[day.isoformat() for day in days] for days in frames(rule_set, today, ahead)]
    # Neither the order of the parts nor that of JSON objects matters; a folder's days are dates.
    text = json.dumps([_read(plain, rule_set), seen], sort_keys=True, default=str)
    key = (sha256(text.encode()).digest(), today)

    def compute() -> Proved:
        tried = tried_cases(plain, rule_set, today)
        with _stores.lent() as store_of:
            report = analyse(
                rule_set,
                today,
                tried,
                ahead=ahead,
                store_of=store_of,
                progress=lambda *far: say(WorkStage.RULES, *far),
            )
            return report, tuple(missing_statements(rule_set, today, store_of))

    return _kept.get(key, compute)


def _read(plain: Plain, rule_set: RuleSet) -> PlainDict:
    """Return what the proofs read of a catalogue beside the days ahead."""
    matcher = matcher_for(tuple(rule_set.invariants.values()))
    read = with_texts_read(plain, lambda text: (matcher.match(text), statements_in(text)))
    for department in read.get("departments", {}).values():
        # An announcement is no rule: only a word that a promise forbids is looked for in it.
        department["notices"] = [
            (notice.get("id") or place, notice["text"])
            for place, notice in enumerate(department.get("notices") or [])
            # The sentence of a closure is written by no agent.
            if "text" in notice and any(one.word is not None for one in notice["text"][0])
        ]
    return read


def tried_cases(plain: Plain, rule_set: RuleSet, today: date) -> list[tuple[str, str, Tried]]:
    """Return (id, file, answers and day) for each case whose answers can be read."""
    found = []
    for case in plain.get("cases") or []:
        try:
            answers = read_answers(rule_set, case["answers"])
        except InvalidAnswers:
            # ``run_case`` already reports these answers.
            continue
        day = parse_date(case.get("today")) or today
        file = f"cases/{case.get('file', 'cases')}.yaml"
        found.append((case["id"], file, Tried(answers, day)))
    return found


def table(rule_set: RuleSet, name: str, today: date) -> str:
    """Return the classes of answers of a procedure as CSV, one row per class and decision.

    An empty cell means any answer; several answers in a cell mean any of them. Raises
    ``OutOfSteps``.
    """
    meaning = Meaning(Space([rule_set], today), rule_set)
    procedure = rule_set.procedures[name]
    tables: list[tuple[str, list[ClassRow]]] = []
    for one in TABLES:
        meaning.store.allow()
        tables.append((one, list(rows_of(meaning, decision(meaning, procedure, one)))))
    read = {key for _, rows in tables for row in rows for key in row.answers}
    keys = [key for key in rule_set.questions if key in read]
    wording = NamedWording(rule_set)
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(
        ["décision", "classe", *(rule_set.questions[key].text["fr"] for key in keys), "résultat"]
    )
    for one, rows in tables:
        for row in rows:
            cells = [_cell(meaning, wording, key, row) for key in keys]
            writer.writerow([_DECISIONS[one], row.number, *cells, _result(row)])
    return output.getvalue()


_DECISIONS = {"documents": "pièces", "steps": "étapes", "costs": "coûts", "channel": "canal"}


def _cell(meaning: Meaning, wording: Wording, key: str, row: ClassRow) -> str:
    if key not in row.answers:
        return ""
    words = []
    for index in row.answers[key]:
        one = meaning.space.domains[key].classes[index]
        values = one.values or (one.example,)
        if meaning.rule_set.questions[key].kind in ("integer", "date") and len(values) > 1:
            words.append(" à ".join(wording.value(key, value) for value in values))
        elif isinstance(one.example, Missing):
            words.append(wording.value(key, one.example))
        else:
            words += [wording.value(key, value) for value in values]
    return " | ".join(words)


def _result(row: ClassRow) -> str:
    return " + ".join(name if certain else f"{name} (peut-être)" for name, certain in row.outcome)


def counts(rule_set: RuleSet, today: date) -> str:
    """Return a report: the classes of each decision of each procedure."""
    meaning = Meaning(Space([rule_set], today, limit=20_000_000), rule_set)
    lines = []
    for procedure in rule_set.procedures.values():
        meaning.store.allow()
        numbers = [
            f"{_DECISIONS[one]} {number_of_classes(meaning, decision(meaning, procedure, one))}"
            for one in TABLES
        ]
        lines.append(f"{procedure.id} : {', '.join(numbers)}")
    return "\n".join(lines) + "\n"


def report(before: RuleSet, after: RuleSet, today: date) -> str:
    """Return, in French, what changes for people between two rule sets."""
    comparison = differences(before, after, today)
    wording = NamedWording(after)
    lines: list[str] = []
    for one in comparison.changes:
        lines.append(wording.change(one))
        if one.witness:
            lines.append(f"  par exemple : {wording.answers(one.witness)}")
    lines += [f"non comparé jusqu'au bout : {name}" for name in comparison.unfinished]
    if not lines:
        lines.append("Rien ne change pour personne.")
    return "\n".join(lines) + "\n"
