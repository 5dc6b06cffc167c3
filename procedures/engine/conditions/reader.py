"""Reading a condition from data: every fact, operator, value and group is checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from operator import gt

from ..errors import nearest
from ..schema.shapes import Report, join, show
from ..values.facts import COUNTRY_CODES, Duration, FactInfo, is_commune_code, parse_date
from ..values.rules import Group
from .tree import ALWAYS, All, AnyOf, Condition, FactTest, Not

_EQUALITY = ("eq", "in", "in_group")
_ORDER = ("lt", "lte", "gt", "gte", "between")
_CALENDAR = ("within", "beyond", "since_at_least", "since_less_than")
OPERATORS: Mapping[str, tuple[str, ...]] = {
    "choice": (*_EQUALITY, "known"),
    "country": (*_EQUALITY, "known"),
    "commune": (*_EQUALITY, "known"),
    "yes_no": ("eq", "in", "known"),
    "integer": (*_EQUALITY, *_ORDER, "known"),
    "date": ("eq", "in", *_ORDER, *_CALENDAR, "past", "known"),
    "choices": ("includes", "includes_any", "includes_all", "in_group", "known"),
}
_UNITS = ("years", "months", "days")
_NOTHING = All(())  # stands for what could not be read; its problem is reported


class ConditionReader:
    """Reads conditions against known facts and groups, reporting what is wrong.

    ``facts`` are the facts that may be tested here; ``report`` takes a path, a message and
    the nearest valid names.
    """

    def __init__(
        self, facts: Mapping[str, FactInfo], groups: Mapping[str, Group], report: Report
    ) -> None:
        self._facts = facts
        self._groups = groups
        self._report = report

    def read(self, data: object, path: str = "when") -> Condition:
        """Return the condition that ``data`` writes; absent or empty, it always holds."""
        if data is None:
            return ALWAYS
        if not isinstance(data, Mapping):
            self._refuse(path, f"une condition est un bloc de lignes, pas {show(data)}")
            return _NOTHING
        parts = tuple(
            part
            for key, value in data.items()
            for part in self._line(key, value, join(path, str(key)))
        )
        return parts[0] if len(parts) == 1 else All(parts)

    def _line(self, key: object, value: object, path: str) -> tuple[Condition, ...]:
        if key == "not":
            if not isinstance(value, Mapping):
                self._refuse(path, f"« not » contient un bloc de lignes, pas {show(value)}")
                return ()
            return (Not(self.read(value, path)),)
        if key in ("any", "all"):
            return self._joined(str(key), value, path)
        info = self._facts.get(str(key))
        if info is None or not isinstance(key, str):
            names = (*self._facts, "any", "all", "not")
            self._report(path, f"fait inconnu : {show(key)}", nearest(key, names))
            return ()
        return self._tests(info, value, path)

    def _joined(self, key: str, value: object, path: str) -> tuple[Condition, ...]:
        if not isinstance(value, list) or not value:
            self._refuse(path, f"« {key} » contient une liste d'au moins une condition")
            return ()
        parts = tuple(self.read(one, join(path, str(index))) for index, one in enumerate(value))
        if key == "any":
            return (AnyOf(parts),)
        return parts if len(parts) == 1 else (All(parts),)

    def _tests(self, info: FactInfo, value: object, path: str) -> tuple[FactTest, ...]:
        multiple = info.kind == "choices"
        if isinstance(value, list):
            test = self._test(info, "includes_any" if multiple else "in", value, path)
            return (test,) if test else ()
        if not isinstance(value, Mapping):
            test = self._test(info, "includes" if multiple else "eq", value, path)
            return (test,) if test else ()
        if not value:
            self._refuse(path, "il manque un opérateur")
        tests = (
            self._test(info, str(operator), operand, join(path, str(operator)))
            for operator, operand in value.items()
        )
        return tuple(test for test in tests if test)

    def _test(self, info: FactInfo, operator: str, operand: object, path: str) -> FactTest | None:
        valid = OPERATORS[info.kind]
        if operator not in valid:
            self._report(
                path,
                f"opérateur inconnu pour « {info.key} » : « {operator} » "
                f"(opérateurs possibles : {', '.join(valid)})",
                nearest(operator, valid),
            )
            return None
        readers: dict[str, Callable[[FactInfo, object, str], FactTest | None]] = {
            "in_group": self._in_group,
            "between": self._between,
        }
        if operator in readers:
            return readers[operator](info, operand, path)
        if operator in ("known", "past"):
            return self._flag(info, operator, operand, path)
        if operator in _CALENDAR:
            duration = self.read_duration(operand, path)
            return FactTest(info.key, operator, duration) if duration else None
        if operator in ("in", "includes_any", "includes_all"):
            return self._listed(info, operator, operand, path)
        single = self.read_value(info, operand, path)
        if single is None:
            return None
        accepted = frozenset({single}) if operator in ("eq", "includes") else frozenset()
        return FactTest(info.key, operator, single, accepted)

    def _listed(self, info: FactInfo, operator: str, operand: object, path: str) -> FactTest | None:
        if not isinstance(operand, list) or not operand:
            self._refuse(path, "une liste d'au moins une valeur est attendue")
            return None
        values = [
            self.read_value(info, one, join(path, str(index))) for index, one in enumerate(operand)
        ]
        if None in values:
            return None
        return FactTest(info.key, operator, tuple(values), frozenset(values))

    def _between(self, info: FactInfo, operand: object, path: str) -> FactTest | None:
        if not isinstance(operand, list) or len(operand) != 2:
            self._refuse(
                path, "« between » contient deux bornes : [la plus petite, la plus grande]"
            )
            return None
        low, high = (self.read_value(info, one, path) for one in operand)
        if low is None or high is None:
            return None
        if gt(low, high):
            self._refuse(path, "la première borne dépasse la seconde")
            return None
        return FactTest(info.key, "between", (low, high))

    def _in_group(self, info: FactInfo, operand: object, path: str) -> FactTest | None:
        group = self._groups.get(operand) if isinstance(operand, str) else None
        if group is None:
            self._report(path, f"groupe inconnu : {show(operand)}", nearest(operand, self._groups))
            return None
        own = self._facts.get(group.fact)
        if group.fact != info.key and not (own and own.kind == info.kind == "country"):
            self._refuse(path, f"le groupe « {group.key} » porte sur « {group.fact} »")
            return None
        return FactTest(info.key, "in_group", group.key, _typed(info, group.values))

    def _flag(self, info: FactInfo, operator: str, operand: object, path: str) -> FactTest | None:
        if not isinstance(operand, bool):
            self._refuse(path, f"« {operator} » vaut true ou false, pas {show(operand)}")
            return None
        return FactTest(info.key, operator, operand)

    def read_duration(self, data: object, path: str) -> Duration | None:
        """Return a duration of at least one unit, not negative; report anything else."""
        if not isinstance(data, Mapping) or not data:
            self._refuse(path, "une durée est attendue, par exemple {months: 4}")
            return None
        for unit, count in data.items():
            if unit not in _UNITS:
                self._report(
                    join(path, str(unit)), f"unité inconnue : {show(unit)}", nearest(unit, _UNITS)
                )
                return None
            if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= 40000:
                self._refuse(join(path, unit), f"un nombre entier est attendu, pas {show(count)}")
                return None
        return Duration(**data)

    def read_value(self, info: FactInfo, value: object, path: str) -> str | int | date | None:
        """Return a value as its fact's kind holds it, or report why it cannot."""
        read, message, near = typed_value(info, value)
        if message:
            self._report(path, message, near)
        return read

    def _refuse(self, path: str, message: str) -> None:
        self._report(path, message, ())


def typed_value(
    info: FactInfo, value: object
) -> tuple[str | int | date | None, str, tuple[str, ...]]:
    """Convert a single value to what a fact of this kind holds.

    Returns (value, "", ()) or (None, message in French, nearest valid values).

    >>> typed_value(FactInfo("goal", "choice", frozenset({"asile"})), "asil")[2]
    ('asile',)
    """
    if info.kind == "yes_no":
        fits: object = isinstance(value, bool)
        expected = "true ou false est attendu"
    elif info.kind == "integer":
        fits = isinstance(value, int) and not isinstance(value, bool)
        expected = "un nombre entier est attendu"
    elif info.kind == "date":
        parsed = parse_date(value)
        return (
            (parsed, "", ())
            if parsed
            else (None, f"une date AAAA-MM-JJ est attendue, pas {show(value)}", ())
        )
    else:
        return _typed_code(info, value)
    if fits and isinstance(value, int):
        return value, "", ()
    return None, f"{expected} pour « {info.key} », pas {show(value)}", ()


def _typed_code(info: FactInfo, value: object) -> tuple[str | None, str, tuple[str, ...]]:
    if not isinstance(value, str):
        hint = " (écrivez-le entre guillemets)" if isinstance(value, (int, float)) else ""
        return None, f"un code est attendu pour « {info.key} », pas {show(value)}{hint}", ()
    if info.kind == "commune":
        if is_commune_code(value):
            return value, "", ()
        return None, f"{show(value)} n'est pas un code INSEE de commune (« 34172 »)", ()
    valid = info.values or frozenset()
    if info.kind == "country":
        valid = valid | COUNTRY_CODES
    if value in valid or (info.values is None and info.kind != "country"):
        return value, "", ()
    return (
        None,
        f"valeur inconnue pour « {info.key} » : {show(value)}",
        nearest(value, sorted(valid)),
    )


def _typed(info: FactInfo, values: frozenset[str]) -> frozenset[object]:
    if info.kind == "integer":
        return frozenset(int(one) for one in values if one.lstrip("-").isdigit())
    return frozenset(values)
