"""The numbers of presses and fields that the guide says are those to which tasks are held."""

import re

from procedures.admin.help.guide import FOLDER
from tests.e2e.numbers import TASKS

SAID = re.compile(r"(\d+) appuis? et (\d+|aucun) champs?")
# A table of them: the act, the presses, the fields.
ROW = re.compile(r"\| (\d+) \| (\d+) \|$", re.MULTILINE)


def said_of(text):
    """Return [(presses, fields)] that a page of the guide says, in its order."""
    found = [*ROW.finditer(text), *SAID.finditer(text)]
    found.sort(key=lambda one: one.start())
    return [(int(one[1]), 0 if one[2] == "aucun" else int(one[2])) for one in found]


def held():
    """Return {page: [(presses, fields)]} of the tasks, those of a page in their order."""
    pages = {}
    for cost in TASKS.values():
        for name in cost.pages:
            pages.setdefault(name, []).append((cost.presses, cost.fields))
    return pages


def test_the_guide_says_the_numbers_to_which_the_tasks_are_held():
    said = {file.stem: said_of(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.md"))}
    assert {name: numbers for name, numbers in said.items() if numbers} == held()


def test_the_guide_counts_in_no_other_words():
    counted = re.compile(r"\b(?:appuis?|gestes?)\b")
    for file in FOLDER.glob("*.md"):
        text = ROW.sub("", SAID.sub("", file.read_text("utf-8")))
        text = text.replace("| appuis | champs |", "").replace("derniers gestes", "")
        assert not counted.search(text), file.name


def test_the_minutes_that_the_guide_gives_are_those_that_a_test_allows():
    for cost in TASKS.values():
        if cost.minutes:
            page, words = cost.minutes
            assert words in (FOLDER / f"{page}.md").read_text("utf-8")
