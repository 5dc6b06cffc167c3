"""The changes that a problem comes from, where the entry that shows it did not change."""

from __future__ import annotations

import json
from collections.abc import Iterable

from procedures.engine.errors import Problem
from procedures.engine.proofs.behaviour import new_answers
from procedures.engine.values.plain import PlainDict
from procedures.engine.values.rules import RuleSet
from procedures.publishing.parts.changes import words_of
from procedures.publishing.parts.items import entries_of, owner_of
from procedures.publishing.parts.preparing import Contents

from ..places import part_of, untranslated
from ..versions import Version
from .grouping import ChangeInWords

# Of one problem: more would be the list of the changes, which stands on the same page.
MOST = 3
QUESTIONS = "questions"


class Causes:
    """Finds the changes from which a problem of what would be published comes.

    A person whom the problem concerns may choose an answer that was not offered: the question is
    what changed. If not, it is what the entry names, and in the end whatever changes.
    """

    def __init__(
        self,
        before: Version | None,
        after: Version,
        contents: Contents,
        changes: Iterable[ChangeInWords],
    ) -> None:
        self._changes = [one for one in changes if one.url]
        self._keys = {one.diff.key for one in self._changes}
        self._contents = contents
        self._new = _new_answers(before.rule_set if before else None, after.rule_set)

    def of(self, problem: Problem) -> tuple[tuple[str, str], ...]:
        """Return (name, page) of each change that a problem comes from; none if it is its own."""
        section, name, _ = owner_of(untranslated(problem.file)[0], problem.path)
        if f"{section}:{name}" in self._keys:
            return ()
        chosen = _chosen(problem, self._new)
        found = [
            (f"{one.label}, réponse {' ou '.join(chosen[one.diff.name])}", one.url)
            for one in self._changes
            if one.diff.section == QUESTIONS and one.diff.name in chosen
        ]
        if not found and problem.blocking:
            items = entries_of(self._contents.get(part_of(problem)) or {}).get(section, {})
            named = set(words_of(items[name].content)) if name in items else set()
            listed = [one for one in self._changes if one.diff.name in named] or self._changes
            found = [(one.label, one.url) for one in listed]
        return tuple(found[:MOST])


def _new_answers(before: RuleSet | None, after: RuleSet | None) -> dict[str, dict[str, str]]:
    """Return {question: {answer: its words}} of the answers that were not offered."""
    found = {}
    for key, question in (after.questions if before and after else {}).items():
        was = before.questions.get(key) if before else None
        if was is not None and (values := new_answers(was, question)):
            texts = {one.value: f"« {one.text['fr']} »" for one in question.choices}
            found[key] = {value: texts[value] for value in values}
    return found


def _chosen(problem: Problem, new: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    """Return {question: words of the new answers} that the person of a problem gives."""
    answers: PlainDict = json.loads(problem.witness) if problem.witness else {}
    found = {}
    for key, texts in new.items():
        given = answers.get(key)
        values = given if isinstance(given, list) else [given]
        if words := [texts[one] for one in values if one in texts]:
            found[key] = words
    return found
