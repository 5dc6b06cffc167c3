"""The figures that may be shown of the anonymous counts. Only this module reads them (decision 15).

For one subject in one month, the places (or languages) are divided into groups of different people:
each place with at least 5, and all the others together. Every number shown is that of a group,
rounded down to a multiple of 5, or a sum of such numbers. No difference between two of them is
therefore a number under 5.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from procedures.counting.months import month_of, months_before
from procedures.engine.former_names import FormerNames, former
from procedures.models import Count, Procedure, Question

# Decision 15: a number under 5 is not shown, and zero looks the same.
LEAST = 5
MONTHS_SHOWN = 12
# The group of the places that are too small to be shown.
REST = "*"


def closed_months(today: date) -> list[str]:
    """Return the months that may be shown, the latest first.

    A month is shown from the second day of the next one: until then a process may still write its
    counts.
    """
    running = month_of(today - timedelta(days=1))
    return [months_before(running, number) for number in range(1, MONTHS_SHOWN + 1)]


def rounded(number: int) -> int:
    """Return a number rounded down to a multiple of 5: what may be shown of it.

    >>> rounded(4), rounded(5), rounded(14)
    (0, 5, 10)
    """
    return number - number % LEAST


def groups_of(numbers: Mapping[str, int]) -> dict[str, int]:
    """Return {place or ``REST``: number to show} for {place: number}, without zeros.

    >>> groups_of({"34": 12, "82": 4, "09": 3})
    {'34': 10, '*': 5}
    """
    shown = {place: rounded(number) for place, number in numbers.items() if number >= LEAST}
    rest = rounded(sum(number for number in numbers.values() if number < LEAST))
    return shown | ({REST: rest} if rest else {})


def _former_names() -> FormerNames:
    """Return the former names in the working copy, which has those of every later edition."""
    questions = Question.objects.of_the_questionnaire().values("key", "formerly")
    procedures = Procedure.objects.order_by("pk").values("key", "formerly")
    return FormerNames(former(questions, "key"), procedures=former(procedures, "key"))


def _called_today(names: FormerNames, kind: str, subject: str) -> str:
    if kind in Count.OF_A_PROCEDURE:
        return names.procedure(subject)
    return names.question(subject) if kind in Count.OF_A_QUESTION else subject


class CountFigures:
    """The numbers to show for some months: {kind: {subject: {place or ``REST``: number}}}."""

    def __init__(self, months: Iterable[str]) -> None:
        # Counts under two names of one subject are added before anything is hidden.
        names = _former_names()
        stored: dict[tuple[str, str], dict[str, Counter[str]]]
        stored = defaultdict(lambda: defaultdict(Counter))
        rows = Count.objects.filter(month__in=months)
        for row in rows.values_list("month", "kind", "subject", "place", "number"):
            month, kind, subject, place, number = row
            stored[kind, _called_today(names, kind, subject)][month][place] += number
        self._shown: dict[str, dict[str, dict[str, int]]] = defaultdict(dict)
        for (kind, subject), by_month in stored.items():
            total: dict[str, int] = defaultdict(int)
            for numbers in by_month.values():
                for place, number in groups_of(numbers).items():
                    total[place] += number
            if total:
                self._shown[kind][subject] = dict(total)

    def everywhere(self, kind: str) -> dict[str, int]:
        """Return {subject: number} over all places; each number is a minimum."""
        return {name: sum(places.values()) for name, places in self._shown[kind].items()}

    def at(self, kind: str, place: str) -> dict[str, int]:
        """Return {subject: number} for one place, without the numbers that may not be shown."""
        return {
            name: places[place] for name, places in self._shown[kind].items() if place in places
        }

    def places(self, kind: str) -> list[str]:
        """Return the places for which a number of this kind may be shown."""
        found = {place for places in self._shown[kind].values() for place in places}
        return sorted(found - {REST})
