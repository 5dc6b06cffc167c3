"""« À confirmer »: the persons whose answer a département changes, today and after, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from procedures.drafting.cases.words import CaseWords
from procedures.engine.values.plain import Plain
from procedures.publishing.confirming import CaseQuestion

from ..versions import Version


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A question to the publisher, in words. ``said`` is the answer given so far."""

    key: str
    cases: tuple[str, ...]
    names: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    needed: bool
    said: str
    missing: bool

    @property
    def field(self) -> str:
        return f"voulu-{self.key}"


def told_questions(
    questions: list[CaseQuestion], version: Version, said: dict[str, str], missing: set[str]
) -> list[ToConfirm]:
    """Return the questions in words; ``missing`` are the keys of those left without an answer."""
    if version.rule_set is None:
        return []
    words = CaseWords(version.rule_set)
    return [
        ToConfirm(
            one.key,
            tuple(case["id"] for case in one.cases),
            tuple(one.names),
            tuple(_sentences(one.was, words)),
            tuple(_sentences(one.proposed, words)),
            one.needed,
            said.get(one.key, ""),
            one.key in missing,
        )
        for one in questions
    ]


def _sentences(expected: Plain, words: CaseWords) -> Iterator[str]:
    """Yield what an expectation says, one sentence a value."""
    for key, value in expected.items():
        if value is None:
            yield "Rien de cela."
        elif key == "channel":
            kinds = value if isinstance(value, list) else [value]
            yield f"Façon de déposer : {' ou '.join(map(words.channel, kinds))}."
        elif key == "documents":
            yield from _papers(value, words)
        elif key == "window":
            yield f"Une étape {words.window(value)}."
        elif key == "costs":
            labels = {"total": "À payer", "possible": "Peut-être en plus"}
            yield from (f"{labels[name]} : {amount} €." for name, amount in value.items())
        elif key == "procedures":
            yield f"Démarches : {words.procedures(value)}."
        elif key == "procedures_any_of":
            yield f"Démarches : {' ou bien '.join(map(words.procedures, value))}."
        elif key == "questions_at_most":
            yield f"Au plus {value} questions."
        else:
            labels = {"possible": "Possible", "shown": "Montrée", "not_procedures": "Pas"}
            yield f"{labels.get(key, 'Aussi')} : {words.procedures(value)}."


def _papers(expected: Plain, words: CaseWords) -> Iterator[str]:
    for one in expected.get("include", ()):
        names = one if isinstance(one, list) else [one]
        yield f"Avec : {' ou '.join(map(words.document, names))}."
    for one in expected.get("exclude", ()):
        names = one if isinstance(one, list) else [one]
        yield f"Sans : {' ni '.join(map(words.document, names))}."
