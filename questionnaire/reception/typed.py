"""The code of a ticket, for a telephone without a camera: a département and four letters.

Nothing is stored for it: the letters are computed from the wish, and looked for among the wishes of
the edition. They are typed into a form, so that no address tells a wish (decision 41).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from procedures.engine.values.procedure import Procedure
from questionnaire.entrance.prefilled import department_named
from questionnaire.keeping.code_words import LETTERS, MISREAD, bare
from questionnaire.result.reading import Reading

from .choices import goal_question, procedures_of

LENGTH = 4


@dataclass(frozen=True, slots=True)
class Wish:
    """What was tapped: a goal, and perhaps one of its procedures."""

    goal: str
    procedure: Procedure | None = None


def typed_code(department: str, wish: Wish) -> str:
    """Return what a ticket prints: « 82 7K3M ». A wish has the same code in every edition."""
    return f"{department}\N{NO-BREAK SPACE}{_letters(wish)}"


def wish_typed(reading: Reading, text: str) -> tuple[str, Wish] | None:
    """Return (département, wish) of a code as people type it, or ``None`` if it is none."""
    code = bare(text)
    department = department_named(code[:-LENGTH]) if len(code) > LENGTH else None
    if department is None:
        return None
    letters = code[-LENGTH:].translate(MISREAD)
    wish = next((one for one in _wishes(reading) if _letters(one) == letters), None)
    return (department, wish) if wish else None


def _wishes(reading: Reading) -> Iterator[Wish]:
    """Yield every wish that a ticket may carry."""
    question = goal_question(reading.rule_set)
    for choice in question.choices if question else ():
        if not choice.sensitive:
            yield Wish(str(choice.value))
            for procedure in procedures_of(reading, str(choice.value)):
                yield Wish(str(choice.value), procedure)


def _letters(wish: Wish) -> str:
    named = f"{wish.goal}:{wish.procedure.id if wish.procedure else ''}"
    number = int.from_bytes(blake2b(named.encode(), digest_size=8).digest())
    return "".join(
        LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(LENGTH)
    )
