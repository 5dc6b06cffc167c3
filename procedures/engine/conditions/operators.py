"""The operators, one record each: all that the house knows of an operator is in its record.

What reads, evaluates, proves, says, renames, publishes or offers a test asks the record. To add an
operator, add a record here: docs/recipes.md walks through it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ..values.facts import Duration, Missing
from ..values.translatable import gettext_noop
from .operands import ANSWERS, Bound, Flag, Group, Listed, Named, Operator, Range, Span, Words

CODES = ("choice", "country", "commune")
MEASURED = ("integer", "date")


def _start(duration: Duration, today: date) -> date:
    """Return the day that lies a duration before today, or the first of the calendar."""
    try:
        return duration.before(today)
    except OverflowError:
        return date.min


def _end(duration: Duration, today: date) -> date:
    """Return the day that lies a duration after today, or the last of the calendar."""
    try:
        return duration.after(today)
    except OverflowError:
        return date.max


def _meets(value: Any, accepted: frozenset[Any], today: date) -> bool:
    """Tell whether a value is among those that pass, or one of several values is."""
    if isinstance(value, tuple):
        return not accepted.isdisjoint(value)
    return value in accepted


IS = Words("est {}", "n'est pas {}")
CONTAINS = Words("contient {}", "ne contient pas {}")

_RECORDS = (
    Operator(
        "eq",
        (*CODES, "yes_no", *MEASURED),
        Named(),
        _meets,
        words=IS,
        public=Words(ANSWERS),
        offered=None,  # the builder offers a list, of one value too
        bare=True,
    ),
    Operator(
        "in",
        (*CODES, "yes_no", *MEASURED),
        Listed(),
        _meets,
        words=IS,
        public=Words(ANSWERS),
        offered=3,
        bare=True,
    ),
    Operator(
        "includes",
        ("choices",),
        Named(),
        _meets,
        words=CONTAINS,
        public=Words(ANSWERS),
        offered=None,
        bare=True,
    ),
    Operator(
        "includes_any",
        ("choices",),
        Listed(),
        _meets,
        words=CONTAINS,
        public=Words(ANSWERS),
        offered=3,
        bare=True,
    ),
    Operator(
        "includes_all",
        ("choices",),
        Listed(),
        lambda values, accepted, today: accepted.issubset(values),
        words=Words("contient à la fois {}", joining=" et "),
        public=Words(ANSWERS),
        offered=3,
    ),
    Operator(
        "in_group",
        (*CODES, "integer", "choices"),
        Group(),
        _meets,
        words=Words("est dans le groupe {}", "n'est pas dans le groupe {}"),
        words_of_kind={
            "choices": Words(
                "contient une réponse du groupe {}", "ne contient aucune réponse du groupe {}"
            )
        },
        public=Words(ANSWERS),
        offered=4,
    ),
    Operator(
        "lt",
        MEASURED,
        Bound(),
        lambda value, bound, today: value < bound,
        words=Words("est moins de {}"),
        words_of_kind={"date": Words("est avant le {}")},
        public=Words(gettext_noop("moins de %(number)s")),
        offered=2,
    ),
    Operator(
        "lte",
        MEASURED,
        Bound(),
        lambda value, bound, today: value <= bound,
        words=Words("est au plus {}"),
        words_of_kind={"date": Words("est au plus tard le {}")},
        public=Words(gettext_noop("%(number)s au plus")),
        offered=2,
    ),
    Operator(
        "gt",
        MEASURED,
        Bound(),
        lambda value, bound, today: value > bound,
        words=Words("est plus de {}"),
        words_of_kind={"date": Words("est après le {}")},
        public=Words(gettext_noop("plus de %(number)s")),
        offered=2,
        at_least=True,
    ),
    Operator(
        "gte",
        MEASURED,
        Bound(),
        lambda value, bound, today: value >= bound,
        words=Words("est au moins {}"),
        words_of_kind={"date": Words("est au plus tôt le {}")},
        public=Words(gettext_noop("%(number)s ou plus")),
        offered=2,
        at_least=True,
    ),
    Operator(
        "between",
        MEASURED,
        Range(),
        lambda value, bounds, today: bounds[0] <= value <= bounds[1],
        words=Words("est entre {} et {}"),
        words_of_kind={"date": Words("est entre le {} et le {}")},
        public=Words(gettext_noop("de %(first)s à %(last)s")),
        offered=2,
    ),
    Operator(
        "within",
        ("date",),
        Span(),
        lambda day, span, today: today <= day <= _end(span, today),
        words=Words("est entre aujourd'hui et dans {}"),
        public=Words(gettext_noop("une date dans les %(duration)s qui viennent")),
        offered=1,
        edges=lambda span, today: (_end(span, today), today),
    ),
    Operator(
        "beyond",
        ("date",),
        Span(),
        lambda day, span, today: day > _end(span, today),
        words=Words("est dans plus de {}"),
        public=Words(gettext_noop("une date dans plus de %(duration)s")),
        offered=1,
        edges=lambda span, today: (_end(span, today),),
    ),
    Operator(
        "since_at_least",
        ("date",),
        Span(),
        lambda day, span, today: day <= _start(span, today),
        words=Words("est il y a au moins {}"),
        public=Words(gettext_noop("une date d’il y a %(duration)s ou plus")),
        offered=1,
        edges=lambda span, today: (_start(span, today),),
    ),
    Operator(
        "since_less_than",
        ("date",),
        Span(),
        lambda day, span, today: _start(span, today) < day <= today,
        words=Words("est il y a moins de {}"),
        public=Words(gettext_noop("une date d’il y a moins de %(duration)s")),
        offered=1,
        edges=lambda span, today: (_start(span, today), today),
    ),
    Operator(
        "past",
        ("date",),
        Flag(),
        lambda day, wanted, today: (day < today) is wanted,
        words=Words("est passé", "n’est pas passé"),
        public=Words(
            gettext_noop("une date passée"), gettext_noop("une date qui n’est pas passée")
        ),
        offered=1,
        edges=lambda wanted, today: (today,),
    ),
    Operator(
        "empty",
        ("choices",),
        Flag(),
        lambda values, wanted, today: (not values) is wanted,
        words=Words("n’a aucune réponse cochée", "a au moins une réponse cochée"),
        public=Words(
            gettext_noop("aucune de ces réponses"), gettext_noop("au moins une de ces réponses")
        ),
        offered=4,
    ),
    Operator(
        "known",
        (*CODES, "yes_no", *MEASURED, "choices"),
        Flag(),
        lambda value, wanted, today: wanted is True,
        words=Words("a une réponse", "n’a pas de réponse"),
        public=None,
        offered=5,
        without_value=lambda state, wanted: None if state is Missing.PENDING else not wanted,
        looks_at_value=False,
    ),
)
OPERATORS: dict[str, Operator] = {one.name: one for one in _RECORDS}


def operators_of(kind: str) -> tuple[str, ...]:
    """Return the names of the operators of a kind of facts.

    >>> operators_of("yes_no")
    ('eq', 'in', 'known')
    """
    return tuple(one.name for one in OPERATORS.values() if kind in one.kinds)


def bare_operator(kind: str, shape: str) -> str:
    """Return the operator of an operand that stands without one, of some shape."""
    fitting = (one for one in OPERATORS.values() if one.bare and kind in one.kinds)
    return next(one.name for one in fitting if one.shape.name == shape)
