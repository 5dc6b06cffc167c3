"""Reads a condition from data, and checks every fact, operator, value and group."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..errors import nearest
from ..schema.shapes import Report, join, show
from ..values.facts import (
    COUNTRY_CODES,
    DURATION_UNITS,
    Duration,
    FactInfo,
    Scalar,
    is_commune_code,
    parse_date,
)
from ..values.rules import Group
from .operands import Read, Where
from .operators import OPERATORS, bare_operator, operators_of
from .tree import ALWAYS, All, AnyOf, Condition, FactTest, Not

# Stands for a condition that could not be read and whose problem is reported.
_NOTHING = All(())


class ConditionReader:
    """Reads conditions against known facts and groups, and reports every problem.

    ``facts`` are the facts that may be tested. ``report`` takes a path, a message and the nearest
    valid names.
    """

    def __init__(
        self, facts: Mapping[str, FactInfo], groups: Mapping[str, Group], report: Report
    ) -> None:
        self._facts = facts
        self._groups = groups
        self._report = report

    def read(self, data: object, path: str = "when") -> Condition:
        """Return the condition that ``data`` writes. Absent or empty data always holds."""
        if data is None:
            return ALWAYS
        if not isinstance(data, Mapping):
            self.refuse(path, f"une condition est un bloc de lignes, pas {show(data)}")
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
                self.refuse(path, f"« not » contient un bloc de lignes, pas {show(value)}")
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
            self.refuse(path, f"« {key} » contient une liste d'au moins une condition")
            return ()
        parts = tuple(self.read(one, join(path, str(index))) for index, one in enumerate(value))
        if key == "any":
            return (AnyOf(parts),)
        return parts if len(parts) == 1 else (All(parts),)

    def _tests(self, info: FactInfo, value: object, path: str) -> tuple[FactTest, ...]:
        if not isinstance(value, Mapping):
            shape = "list" if isinstance(value, list) else "value"
            test = self._test(info, bare_operator(info.kind, shape), value, path)
            return (test,) if test else ()
        if not value:
            self.refuse(path, "il manque un opérateur")
        tests = (
            self._test(info, str(operator), operand, join(path, str(operator)))
            for operator, operand in value.items()
        )
        return tuple(test for test in tests if test)

    def _test(self, info: FactInfo, name: str, operand: object, path: str) -> FactTest | None:
        operator = OPERATORS.get(name)
        if operator is None or info.kind not in operator.kinds:
            valid = operators_of(info.kind)
            self._report(
                path,
                f"opérateur inconnu pour « {info.key} » : « {name} » "
                f"(opérateurs possibles : {', '.join(valid)})",
                nearest(name, valid),
            )
            return None
        read = operator.shape.read(self, Where(info, name, path), operand)
        return FactTest(info.key, name, *read) if read else None

    def read_group(self, info: FactInfo, name: object, path: str) -> Read | None:
        """Return a group, its values converted to the kind of the fact; report an unknown one."""
        group = self._groups.get(name) if isinstance(name, str) else None
        if group is None:
            self._report(path, f"groupe inconnu : {show(name)}", nearest(name, self._groups))
            return None
        own = self._facts.get(group.fact)
        if group.fact != info.key and not (own and own.kind == info.kind == "country"):
            self.refuse(path, f"le groupe « {group.key} » porte sur « {group.fact} »")
            return None
        return Read(group.key, _typed(info, group.values))

    def read_duration(self, data: object, path: str) -> Duration | None:
        """Return a duration with at least one unit and no negative number, or report the fault."""
        if not isinstance(data, Mapping) or not data:
            self.refuse(path, "une durée est attendue, par exemple {months: 4}")
            return None
        for unit, count in data.items():
            if unit not in DURATION_UNITS:
                self._report(
                    join(path, str(unit)),
                    f"unité inconnue : {show(unit)}",
                    nearest(unit, DURATION_UNITS),
                )
                return None
            if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= 40000:
                self.refuse(join(path, unit), f"un nombre entier est attendu, pas {show(count)}")
                return None
        return Duration(**data)

    def read_value(self, info: FactInfo, value: object, path: str) -> str | int | date | None:
        """Return a value converted to the kind of its fact, or report the fault."""
        read, message, near = typed_value(info, value)
        if message:
            self._report(path, message, near)
        return read

    def refuse(self, path: str, message: str) -> None:
        """Report a fault for which no valid name is near."""
        self._report(path, message, ())


def typed_value(
    info: FactInfo, value: object
) -> tuple[str | int | date | None, str, tuple[str, ...]]:
    """Convert a single value to the kind of a fact.

    Returns (value, "", ()) or (``None``, message in French, nearest valid values).

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


def _typed(info: FactInfo, values: frozenset[str]) -> frozenset[Scalar]:
    if info.kind == "integer":
        return frozenset(int(one) for one in values if one.lstrip("-").isdigit())
    return frozenset(values)
