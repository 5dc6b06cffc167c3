"""Adds a word of people to a question, an answer or a group: conditions are then found by it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import takewhile

from procedures.models import Choice, Group, Question
from procedures.models.accounts import Account
from procedures.models.base import is_key
from procedures.publishing.journal import recording
from procedures.publishing.spelling import bare

HOW = "mot des gens"
# Words that share fewer letters have nothing to do with each other.
LIKE_FROM = 5
KINDS: dict[str, type[Question | Choice | Group]] = {
    "question": Question,
    "reponse": Choice,
    "groupe": Group,
}


@dataclass(frozen=True, slots=True)
class WordPlace:
    """A meaning that a word may have: ``value`` names it in a form."""

    value: str
    title: str


def word_places(word: str) -> list[tuple[str, list[WordPlace]]]:
    """Return [(question, the question itself and its answers)], then the groups.

    The questions that have a word which begins like this one come first, the likest before.
    """
    answers: dict[int, list[WordPlace]] = defaultdict(list)
    for choice in Choice.objects.filter(question__inquiry=None).order_by("position", "pk"):
        title = f"la réponse « {choice.text_fr or choice.value} »"
        answers[choice.question_id].append(WordPlace(f"reponse:{choice.pk}", title))
    asked = Question.objects.filter(inquiry=None).order_by("position", "pk")
    found = [
        (str(one), [WordPlace(f"question:{one.pk}", f"la question « {one} »"), *answers[one.pk]])
        for one in asked
    ]
    begun = bare(word).split()
    found.sort(key=lambda one: -_likeness(begun, one))
    groups = [WordPlace(f"groupe:{one.pk}", f"le groupe « {one} »") for one in Group.objects.all()]
    return [*found, *([("Les groupes de réponses", groups)] if groups else [])]


def _likeness(words: list[str], listed: tuple[str, list[WordPlace]]) -> int:
    """Return how many letters the likest beginnings of two words share, or none if too few do."""
    title, places = listed
    known = set(bare(" ".join([title, *(one.title for one in places)])).split())
    shared = max((_shared(one, other) for one in words for other in known), default=0)
    return shared if shared >= LIKE_FROM else 0


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def add_word(word: str, value: str, author: Account) -> tuple[str, bool]:
    """Add a word of people where ``value`` says; return (title of that place, whether it is new).

    Raises ``LookupError`` if there is no word, or no such place any more.
    """
    kind, _, pk = value.partition(":")
    model = KINDS.get(kind)
    if not word or model is None or not is_key(model, pk):
        raise LookupError(value)
    with recording(author, how=HOW):
        row = model._default_manager.filter(pk=pk).first()
        if row is None:
            raise LookupError(value)
        known = {bare(one) for one in row.synonyms}
        if bare(word) in known:
            return str(row), False
        row.synonyms = [*row.synonyms, word]
        row.save()
    return str(row), True
