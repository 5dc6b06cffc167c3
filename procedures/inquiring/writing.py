"""Makes the content of a kit from what an agent writes: names of keys and values are made here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from procedures.engine.codes import free_key
from procedures.engine.values.plain import PlainDict

from .content import SCALE, as_sent, shown_of

LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)
# A condition that the form cannot say stays as it is.
KEPT = "="
WITH_CHOICES = ("choice", "choices", SCALE)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenQuestion:
    """A question as the form of a kit holds it. ``choices`` are lines of text, by language.

    ``when`` is empty, « key=value », or ``KEPT``.
    """

    key: str
    kind: str
    text: dict[str, str]
    help: dict[str, str]
    choices: dict[str, list[str]] = field(default_factory=dict)
    when: str = ""
    allow_unknown: bool = False


def written_of(question: PlainDict) -> WrittenQuestion:
    """Return a question of a content as the form holds it."""
    choices = question.get("choices") or []
    return WrittenQuestion(
        key=question["key"],
        kind=question["kind"],
        text=question["text"],
        help=question.get("help") or {},
        choices={
            language: [(one["text"].get(language) or "") for one in choices]
            for language in LANGUAGES
        },
        when=when_written(question.get("when")),
        allow_unknown=bool(question.get("allow_unknown")),
    )


def when_written(when: Any) -> str:
    """Return a condition as the form holds it.

    >>> [when_written(one) for one in ({"trouve": "non"}, {"trouve": ["non", "oui"]}, None)]
    ['trouve=non', '=', '']
    """
    if not when:
        return ""
    shown = shown_of(when)
    if shown is None or shown.unless or len(shown.values) != 1:
        return KEPT
    return f"{shown.of}={shown.values[0]}"


def whens_of(questions: Iterable[PlainDict]) -> list[tuple[str, str]]:
    """Return (value, words) of the conditions that a form offers: each answer of each question."""
    found = []
    for one in questions:
        answers = [(choice["value"], choice["text"]["fr"]) for choice in one.get("choices") or []]
        if one["kind"] == "yes_no":
            answers = [("oui", "Oui"), ("non", "Non")]
        if one["kind"] in ("choice", "choices", "yes_no"):
            question = one["text"]["fr"]
            found += [(f"{one['key']}={value}", f"{question} : {text}") for value, text in answers]
    return found


def content_of(
    title: dict[str, str],
    intro: dict[str, str],
    questions: Sequence[WrittenQuestion],
    before: PlainDict,
) -> PlainDict:
    """Return the content of a kit. ``before`` is what it was: what stays keeps its names."""
    former = {one["key"]: one for one in before.get("questions") or []}
    taken = {one.key for one in questions if one.key in former}
    content = []
    for written in questions:
        key = written.key
        if key not in former:
            key = free_key(written.text["fr"], taken, otherwise="q")
            taken.add(key)
        content.append(_question(key, written, former.get(key, {}), former))
    return {"title": _filled(title), "intro": _filled(intro), "questions": content}


def _question(
    key: str, written: WrittenQuestion, old: PlainDict, former: dict[str, PlainDict]
) -> PlainDict:
    made = {**old, "key": key, "kind": written.kind, "text": _filled(written.text)}
    for name in ("help", "choices", "when", "allow_unknown"):
        made.pop(name, None)
    if written.kind != "integer":
        made.pop("bounds", None)
    if _filled(written.help):
        made["help"] = _filled(written.help)
    if written.allow_unknown:
        made["allow_unknown"] = True
    if written.kind in WITH_CHOICES:
        made["choices"] = _choices(written, old.get("choices") or [])
    if written.when == KEPT and old.get("when"):
        made["when"] = old["when"]
    elif "=" in written.when[1:]:
        made["when"] = _when(written.when, former)
    return made


def _when(written: str, former: dict[str, PlainDict]) -> PlainDict:
    of, _, value = written.partition("=")
    is_yes_no = former.get(of, {}).get("kind") == "yes_no"
    return {of: value == as_sent(True) if is_yes_no else value}


def _choices(written: WrittenQuestion, old: list[PlainDict]) -> list[PlainDict]:
    """Return the choices of a question. One whose words stay keeps its value.

    If as many lines are there as before, a line that changed is the same answer in better words.
    """
    lines = written.choices["fr"]
    by_text = {one["text"]["fr"]: one for one in old}
    taken = {by_text[line]["value"] for line in lines if line in by_text}
    made = []
    for index, line in enumerate(lines):
        former: PlainDict = by_text.get(line, {})
        if not former and len(lines) == len(old) and old[index]["value"] not in taken:
            former = old[index]
        value = former.get("value") or free_key(line, taken, otherwise="q")
        if written.kind == SCALE:
            value = ("1", "5")[min(index, 1)]
        taken.add(value)
        text = {"fr": line}
        for language in LANGUAGES[1:]:
            others = written.choices.get(language) or []
            if index < len(others):
                text[language] = others[index]
        made.append({**former, "value": value, "text": _filled(text)})
    return made


def _filled(text: dict[str, str]) -> dict[str, str]:
    return {language: text[language] for language in LANGUAGES if text.get(language)}
