"""What a kit asks: its content as files and rows hold it, read by the engine.

A content is ``{title, intro, questions}``. Its questions are those of the catalogue's format, with
one more kind: a ``scale`` from 1 to 5, whose two choices are the words of its ends.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from procedures.engine.answers import read_answer
from procedures.engine.errors import InvalidAnswers, InvalidCatalogue, Problem
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Missing, to_plain
from procedures.engine.values.plain import PlainDict
from procedures.engine.values.rules import RuleSet
from procedures.exchange.reading import read_yaml
from procedures.models import NATIONAL, Kit

SCALE = "scale"
SCALE_VALUES = ("1", "2", "3", "4", "5")
KINDS = ("choice", "choices", "yes_no", "integer", SCALE)
MOST_QUESTIONS = 30
# Waves are few at a time, and each kit compiles in a few milliseconds.
KITS_HELD = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownIf:
    """When a question is shown: ``of`` was answered by one of ``values``, or by none of them."""

    of: str
    values: tuple[str, ...]
    unless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledKit:
    """A kit that can be filled. ``shown`` are the conditions that a page can tell in words."""

    title: Mapping[str, str]
    intro: Mapping[str, str]
    rule_set: RuleSet
    kinds: Mapping[str, str]
    shown: Mapping[str, ShownIf]

    def valid_answers(self, answers: Mapping[str, Any], today: date) -> dict[str, Any]:
        """Return the answers that count, as JSON holds them.

        An answer to a question that does not apply, and one that is none, are left out.
        """
        typed = {}
        for key, value in answers.items():
            question = self.rule_set.questions.get(key)
            if question is not None:
                try:
                    typed[key] = read_answer(self.rule_set.facts[key], question, value)
                except InvalidAnswers:
                    continue
        situation = Situation(self.rule_set, typed, today)
        return {
            key: to_plain(value)
            for key, value in typed.items()
            if situation.state(key) is not Missing.ABSENT
        }


def compiled(content: PlainDict) -> CompiledKit:
    """Return the kit of a content. Raises ``InvalidCatalogue`` with all that is wrong in it."""
    return _compiled(json.dumps(content, sort_keys=True))


@lru_cache(KITS_HELD)
def _compiled(written: str) -> CompiledKit:
    content = json.loads(written)
    problems = list(_problems(content))
    if problems:
        raise InvalidCatalogue(problems)
    # The order of the keys was lost, that of the questions was not.
    questions = content["questions"]
    rule_set = rule_set_from_plain({"questions": [_of_the_engine(one) for one in questions]})
    return CompiledKit(
        title=content["title"],
        intro=content.get("intro") or {},
        rule_set=rule_set,
        kinds={one["key"]: one["kind"] for one in questions},
        shown={one["key"]: shown for one in questions if (shown := shown_of(one.get("when")))},
    )


def shown_of(when: Any) -> ShownIf | None:
    """Return a condition on one other question, or ``None`` if there is none, or it says more.

    >>> shown_of({"not": {"cherche": "nulle_part"}})
    ShownIf(of='cherche', values=('nulle_part',), unless=True)
    """
    if not isinstance(when, dict) or len(when) != 1:
        return None
    ((name, asked),) = when.items()
    if name == "not":
        inner = shown_of(asked)
        return inner and ShownIf(of=inner.of, values=inner.values, unless=not inner.unless)
    values = asked if isinstance(asked, list) else [asked]
    if not all(isinstance(one, (str, bool)) for one in values):
        return None
    return ShownIf(of=name, values=tuple(map(as_sent, values)))


def as_sent(value: Any) -> str:
    """Return the value that a form sends for an answer."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value)


def _problems(content: Any) -> Iterator[Problem]:
    """Yield what the engine's reader would not say of a kit."""
    questions = content.get("questions") if isinstance(content, dict) else None
    if not isinstance(questions, list) or not questions:
        yield Problem("questionnaire", "", "il faut au moins une question")
        return
    if not (content.get("title") or {}).get("fr"):
        yield Problem("questionnaire", "title", "il faut un titre")
    if len(questions) > MOST_QUESTIONS:
        yield Problem("questionnaire", "", f"{MOST_QUESTIONS} questions au plus")
    for one in questions:
        kind = one.get("kind") if isinstance(one, dict) else None
        if kind not in KINDS:
            yield Problem("questionnaire", str(kind), "ce type de question n'existe pas")
        elif kind == SCALE and len(one.get("choices") or []) != 2:
            yield Problem("questionnaire", str(one.get("key")), "une échelle a deux bouts")


def _of_the_engine(question: PlainDict) -> PlainDict:
    if any(one.get("exclusive") for one in question.get("choices") or []):
        # Its own answer says « none »: a page offers no second one.
        question = {"at_least": 1, **question}
    if question["kind"] != SCALE:
        return question
    least, most = (one["text"] for one in question["choices"])
    ends = {SCALE_VALUES[0]: least, SCALE_VALUES[-1]: most}
    choices = []
    for value in SCALE_VALUES:
        words = ends.get(value) or dict.fromkeys(least, "")
        words_of_value = {
            language: f"{value} : {one}" if one else value for language, one in words.items()
        }
        choices.append({"value": value, "text": words_of_value})
    return {**question, "kind": "choice", "choices": choices}


def read_kits(folder: Path) -> dict[str, PlainDict]:
    """Return {key: content} of the files of a folder. Raises ``InvalidCatalogue``."""
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        content, problems = read_yaml(path.read_bytes(), f"kits/{path.name}")
        if problems:
            raise InvalidCatalogue(problems)
        compiled(content)
        found[path.stem] = content
    return found


def load_kits(folder: Path) -> int:
    """Store the kits of a folder that are not there yet; return how many that is."""
    known = set(Kit.objects.filter(part=NATIONAL).values_list("key", flat=True))
    new = [
        Kit(part=NATIONAL, key=key, title=content["title"]["fr"], content=content)
        for key, content in read_kits(folder).items()
        if key not in known
    ]
    Kit.objects.bulk_create(new)
    return len(new)
