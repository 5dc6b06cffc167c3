"""The working copy, compiled, with what is computed from it, cached until it changes."""

from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from threading import RLock
from typing import NamedTuple

from django.utils import timezone

from procedures.drafting.words.conditions import DraftWording
from procedures.drafting.words.names import Names
from procedures.engine.conditions.tree import FactTest
from procedures.engine.errors import InvalidAnswers
from procedures.engine.proofs.domains import tests_by_fact
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.space import Space
from procedures.engine.schema.dependencies import find_circle
from procedures.engine.situation import Situation
from procedures.engine.values.facts import department_of
from procedures.engine.values.plain import Plain, PlainDict
from procedures.engine.values.rules import RuleSet
from procedures.permissions import User
from procedures.publishing.cases import situation_of
from procedures.publishing.content import content_now
from procedures.publishing.local_cases import held
from procedures.publishing.parts.preparing import Contents

from .versions import Version, own_drafts, version_of

# The most nodes of diagrams that one question may visit.
STEPS = 400_000
# The most spaces kept for conditions that compare facts with new values.
MOST_KEPT = 6
# Beyond this number of nodes, the diagrams are made again.
MOST_NODES = 200_000


class State(NamedTuple):
    """What a working copy is of: the digest of its rules, the day, and the drafts that it holds."""

    rules: str
    today: date
    drafts: tuple[tuple[str, ...], ...]


class WorkingCopy:
    """Everything computed from one state of the working copy, each thing when first asked for."""

    def __init__(self, state: State, contents: Contents) -> None:
        self.state = state
        self._contents = contents
        self.today = timezone.localdate()
        self.names = Names()
        self.words = DraftWording(self.names)
        self.spaces: dict[Hashable, Meaning] = {}
        # {(id of a case, "outcome" or "faults"): what it gives or misses before the edit}
        self.before: dict[tuple[str, str], object] = {}

    @cached_property
    def version(self) -> Version:
        """The catalogue, compiled. Words, which most pages ask for, need none of it."""
        return version_of(self._contents)

    @property
    def plain(self) -> PlainDict:
        return self.version.plain

    @cached_property
    def rule_set(self) -> RuleSet | None:
        """The rule set, or ``None`` while faults keep the catalogue from compiling."""
        rule_set = self.version.rule_set
        return None if rule_set is None or find_circle(rule_set.dependencies) else rule_set

    @property
    def compiled(self) -> RuleSet:
        """The rule set, where there must be one."""
        if self.rule_set is None:
            raise LookupError("The working copy does not compile.")
        return self.rule_set

    @cached_property
    def proved(self) -> RuleSet:
        """The rule set for proofs, with only the communes of its own départements.

        Its rules do not tell the other communes apart, and a space takes long to look at 35,000.
        """
        known = self.compiled.departments
        table = self.compiled.arrondissements
        near = {code: one for code, one in table.items() if department_of(code) in known}
        return replace(self.compiled, arrondissements=near)

    @cached_property
    def tests(self) -> dict[str, set[FactTest]]:
        """{fact: every test that a rule makes on it}."""
        return {fact: set(tests) for fact, tests in tests_by_fact([self.compiled]).items()}

    @cached_property
    def cases(self) -> list[tuple[Plain, Situation]]:
        """The cases whose answers can be read, each with the situation of its person."""
        found = []
        for case in held(self.plain, self.compiled, self.today):
            with suppress(InvalidAnswers):
                found.append((case, situation_of(self.compiled, case, self.today)))
        return found

    def meaning(self, key: Hashable, make: Callable[[], RuleSet]) -> Meaning:
        """Return the meaning kept under a key, or made from the rule set that ``make`` returns.

        The empty key is that of the whole working copy, which is never dropped for another.
        """
        found = self.spaces.pop(key, None)
        if found is None or len(found.store) > MOST_NODES:
            rule_set = make()
            found = Meaning(Space([rule_set], self.today, limit=STEPS), rule_set)
        while len(self.spaces) >= MOST_KEPT:
            del self.spaces[next(one for one in self.spaces if one)]
        self.spaces[key] = found
        found.store.allow()
        return found


class _Kept:
    """The latest working copy of this process. One request at a time reads or makes it."""

    lock = RLock()
    copy: WorkingCopy | None = None


def lock() -> AbstractContextManager[bool]:
    """Return the lock to hold while a working copy is used: diagrams grow as they are read."""
    return _Kept.lock


def working_copy(user: User | None = None) -> WorkingCopy:
    """Return the working copy as it is now, with the drafts of one account only."""
    now = content_now()
    own = own_drafts(user, now) if user else {}
    mark = sorted((code, *one) for code, names in own.items() for one in names)
    state = State(now.rules, timezone.localdate(), tuple(mark))
    if _Kept.copy is None or _Kept.copy.state != state:
        _Kept.copy = WorkingCopy(state, now.with_drafts(own))
    return _Kept.copy


def copy_for_words() -> WorkingCopy:
    """Return the working copy as it is now, with the drafts of any account: its words are the same.

    A page shows dozens of conditions: to make a copy for each that has other drafts would be slow.
    """
    held, now = _Kept.copy, content_now()
    if held and (held.state.rules, held.state.today) == (now.rules, timezone.localdate()):
        return held
    return working_copy()
