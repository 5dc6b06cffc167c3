"""The expectations of a case as form fields: only what somebody changed is changed.

``normal`` gives the same form to the stored expectations and to the fields, so that expectations
that were not touched stay as they were written.
"""

from decimal import Decimal, InvalidOperation
from typing import TypeVar

from procedures.drafting.cases.words import CHANNELS, NONE, CaseWords, Titles
from procedures.engine.results import number
from procedures.engine.schema.shapes import check_shape
from procedures.engine.values.cases import EXPECTATION
from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import Plain, PlainDict

from ..sent import Sent

_T = TypeVar("_T")
# (value of the checkbox, key of ``expect``, label)
ROLES = (
    ("wanted", "procedures", "doit être recommandée"),
    ("also", "also", "peut être recommandée en plus"),
    ("possible", "possible", "doit être possible"),
    ("shown", "shown", "doit être montrée"),
    ("not", "not_procedures", "ne doit pas être recommandée"),
)
BOTH = (
    "Une démarche « doit être recommandée » : décochez « Aucune démarche », ou ne l'attendez plus."
)
# {name of a field: key of ``costs``}
COSTS = {"total": "total", "possible-cost": "possible"}
KEY_OF = {role: key for role, key, _ in ROLES}
MOST_QUESTIONS = 200
# The rank of what has none.
LAST = 999
# The empty lines that add a procedure or a document: one, and one more each time it is added.
ADDED = range(1)


def fits(expect: Plain) -> bool:
    """Tell whether the fields can show an expectation: it must be valid and without doubles."""
    if not check_shape(expect, EXPECTATION, "", lambda *_: None):
        return False
    documents, channel = expect.get("documents") or {}, expect.get("channel") or "?"
    include = documents.get("include") or []
    single = {one if isinstance(one, str) else "+".join(one) for one in include if _is_named(one)}
    return (
        all(map(_is_named, include))
        and _is_named(channel)
        and single.isdisjoint(documents.get("exclude") or [])
    )


def normal(expect: Plain) -> PlainDict:
    """Return everything that an expectation can say, in one normal form."""
    documents = expect.get("documents") or {}
    channel = expect.get("channel")
    costs = expect.get("costs") or {}
    lists = (*KEY_OF.values(), "procedures_any_of")
    return {
        **{key: expect.get(key) or None for key in lists},
        # An empty list expects no procedure at all; ``None`` expects nothing in particular.
        "procedures": expect.get("procedures"),
        "include": [
            one if isinstance(one, list) else [one] for one in documents.get("include", ())
        ],
        "exclude": list(documents.get("exclude", ())),
        "channel": sorted([channel] if isinstance(channel, str) else channel or []),
        "window": {end: day for end, day in (expect.get("window") or {}).items() if day},
        **{field: _decimal(costs.get(key)) for field, key in COSTS.items()},
        "questions_at_most": expect.get("questions_at_most"),
        "of": expect.get("of"),
    }


def named(expect: Plain) -> list[str]:
    """Return the procedures that a case expects, certain or possible."""
    if not fits(expect):
        return []
    sure, maybe = expect.get("procedures", ()), expect.get("possible", ())
    either = (one for keys in expect.get("procedures_any_of", ()) for one in keys)
    return list(dict.fromkeys([*sure, *maybe, *either]))


class ExpectationReader:
    """Reads the fields. ``errors`` is {name of a field: what cannot be read in it}."""

    def __init__(self, data: Sent, words: CaseWords) -> None:
        self.data = data
        self.words = words
        self.errors: dict[str, str] = {}
        # The words of an alternative that names something unknown, as typed.
        self.unread: list[str] = []

    def read(self, base: Plain) -> PlainDict:
        """Return the expectation that the fields give, keeping ``base`` where they say the same."""
        was = normal(base)
        typed = self._typed(was)
        return _merged(base, typed, {key for key in typed if typed[key] != was[key]})

    def _typed(self, was: Plain) -> PlainDict:
        lists = self._procedures(was)
        include, exclude = self._documents(was)
        return {
            **lists,
            "procedures_any_of": self._alternatives(),
            "include": include,
            "exclude": exclude,
            "channel": sorted(
                {one for one in self.data.getlist("x-channel") if one in dict(CHANNELS)}
            ),
            "window": self._window(),
            **{field: self._amount(f"x-{field}") for field in COSTS},
            "questions_at_most": self._questions(),
            "of": self.data.get("x-of") or None,
        }

    def _procedures(self, was: Plain) -> PlainDict:
        found: dict[str, list[str]] = {key: [] for key in KEY_OF.values()}
        ranked: list[tuple[tuple[int, int], str]] = []
        former = was["procedures"] or []
        for key in dict.fromkeys(self.data.getlist("x-row")):
            for role in self.data.getlist(f"x-p-{key}"):
                if role == "wanted":
                    ranked.append((self._rank(key, former), key))
                elif role in KEY_OF:
                    found[KEY_OF[role]].append(key)
        found["procedures"] = [key for _, key in sorted(ranked, key=lambda pair: pair[0])]
        for index in ADDED:
            picked = self._picked(f"x-add-{index}", self.words.procedure)
            role = self.data.get(f"x-add-{index}-as", "wanted")
            if picked and role in KEY_OF and picked not in found[KEY_OF[role]]:
                found[KEY_OF[role]].append(picked)
        none = "x-none" in self.data
        if none and found["procedures"]:
            self.errors["x-none"] = BOTH
        lists = {
            key: _in_former_order(found[key], was[key]) or None
            for key in found
            if key != "procedures"
        }
        return {**lists, "procedures": found["procedures"] or ([] if none else None)}

    def _rank(self, key: str, former: list[str]) -> tuple[int, int]:
        """Return the rank chosen, and which of two with one rank is first: the one that moved up.

        The one that moved down comes after those that did not move.
        """
        typed = self.data.get(f"x-rank-{key}", "")
        if not (typed.isascii() and typed.isdigit() and len(typed) < 4):
            return LAST, 0
        rank = int(typed)
        before = former.index(key) + 1 if key in former else rank
        return rank, (rank > before) - (rank < before)

    def _alternatives(self) -> list[list[str]] | None:
        found: list[list[str]] = []
        for index in range(len(self.data.getlist("x-any"))):
            typed = [one.strip() for one in self.data.getlist(f"x-any-{index}") if one.strip()]
            if [one.casefold() for one in typed] == [NONE]:
                found.append([])
                continue
            keys = [self._key(f"x-any-{index}", one, self.words.procedure) for one in typed]
            known = [one for one in keys if one]
            if len(known) == len(keys):
                found += [known] if known else []
            else:
                self.unread = typed
        return found or None

    def _documents(self, was: Plain) -> tuple[list[list[str]], list[str]]:
        include: list[list[str]] = []
        exclude: list[str] = []
        for row in dict.fromkeys(self.data.getlist("x-document")):
            names = row.split("+")
            expected = self.data.get(f"x-d-{row}")
            if expected == "include":
                include.append(names)
            elif expected == "exclude":
                exclude += names
        for index in ADDED:
            name = f"x-dadd-{index}"
            picked = [self._picked(one, self.words.document) for one in (name, f"{name}-or")]
            names = [one for one in picked if one]
            if names and self.data.get(f"{name}-as") == "exclude":
                exclude += names
            elif names:
                include.append(names)
        return _in_former_order(include, was["include"]), _in_former_order(exclude, was["exclude"])

    def _window(self) -> dict[str, str]:
        found = {}
        for end in ("from", "to"):
            typed = self.data.get(f"x-window-{end}", "").strip()
            if typed and parse_date(typed):
                found[end] = typed
            elif typed:
                self.errors[f"x-window-{end}"] = f"« {typed} » n'est pas un jour."
        return found

    def _amount(self, name: str) -> Decimal | None:
        typed = self.data.get(name, "").strip().replace(",", ".").replace(" ", "")
        if not typed:
            return None
        try:
            amount = Decimal(typed)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or not 0 <= amount < 100_000 or amount != round(amount, 2):
            self.errors[name] = f"« {typed} » n'est pas un montant en euros."
            return None
        return amount

    def _questions(self) -> int | None:
        typed = self.data.get("x-questions", "").strip()
        if not typed:
            return None
        if not (typed.isascii() and typed.isdigit() and int(typed[:9]) <= MOST_QUESTIONS):
            self.errors["x-questions"] = f"« {typed} » n'est pas un nombre de questions."
            return None
        return int(typed)

    def _picked(self, name: str, titles: Titles) -> str | None:
        typed = self.data.get(name, "").strip()
        return self._key(name, typed, titles) if typed else None

    def _key(self, name: str, typed: str, titles: Titles) -> str | None:
        key = titles.key(typed)
        if key is None:
            self.errors[name] = titles.unknown(typed)
        return key


def _merged(base: Plain, typed: Plain, changed: set[str]) -> PlainDict:
    """Return ``base`` with the changed keys of ``typed``."""
    expect = {key: value for key, value in base.items() if key not in changed}
    for key in (*KEY_OF.values(), "procedures_any_of", "window", "questions_at_most", "of"):
        if key in changed and typed[key] not in (None, {}):
            expect[key] = typed[key]
    if changed & {"include", "exclude"}:
        include = [one[0] if len(one) == 1 else one for one in typed["include"]]
        documents = {"include": include, "exclude": typed["exclude"]}
        expect["documents"] = {key: value for key, value in documents.items() if value}
        if not expect["documents"]:
            del expect["documents"]
    if "channel" in changed and typed["channel"]:
        one = len(typed["channel"]) == 1
        expect["channel"] = typed["channel"][0] if one else typed["channel"]
    if changed & set(COSTS):
        expect.pop("costs", None)
        amounts = {key: typed[field] for field, key in COSTS.items() if typed[field] is not None}
        if amounts:
            expect["costs"] = {key: number(amount) for key, amount in amounts.items()}
    return expect


def _decimal(amount: int | float | None) -> Decimal | None:
    return None if amount is None else Decimal(str(amount))


def _in_former_order(found: list[_T], former: list[_T] | None) -> list[_T]:
    """Return a list in its former order, with the new items at the end."""
    former = [one for one in former or () if one in found]
    return former + [one for one in found if one not in former]


def _is_named(value: object) -> bool:
    """Tell whether a value is a name or a non-empty list of names."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, str) for one in value)
    return isinstance(value, str)
