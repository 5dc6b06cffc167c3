"""The working copy, compiled, with what is computed from it, cached until it changes."""

from dataclasses import replace
from functools import cached_property
from math import inf
from threading import RLock
from time import monotonic

from django.utils import timezone

from procedures.drafting.words.conditions import DraftWording
from procedures.drafting.words.names import Names
from procedures.engine.answers import read_answers
from procedures.engine.errors import InvalidAnswers, InvalidCatalogue
from procedures.engine.proofs.domains import tests_by_fact
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.space import Space
from procedures.engine.schema.dependencies import find_circle
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from procedures.engine.values.facts import department_of, parse_date
from procedures.publishing import communes
from procedures.publishing.content import content_now

# The most nodes of diagrams that one question may visit.
STEPS = 400_000
# In seconds.
A_MOMENT = 2
# The most spaces kept for conditions that compare facts with new values.
MOST_KEPT = 6
# Beyond this number of nodes, the diagrams are made again.
MOST_NODES = 200_000


class WorkingCopy:
    """Everything computed from one state of the working copy, each thing when first asked for."""

    def __init__(self, state, plain):
        self.state = state
        self.plain = plain
        self.today = timezone.localdate()
        self.names = Names()
        self.words = DraftWording(self.names)
        self.spaces = {}
        # {(id of a case, "outcome" or "faults"): what it gives or misses before the edit}
        self.before = {}

    @cached_property
    def rule_set(self):
        """The rule set, or ``None`` while faults keep the catalogue from compiling."""
        try:
            rule_set = rule_set_from_plain(self.plain, communes.arrondissements())
        except InvalidCatalogue:
            return None
        return None if find_circle(rule_set.dependencies) else rule_set

    @cached_property
    def proved(self):
        """The rule set for proofs, with only the communes of its own départements.

        Its rules do not tell the other communes apart, and a space takes long to look at 35,000.
        """
        known = self.rule_set.departments
        table = self.rule_set.arrondissements
        near = {code: one for code, one in table.items() if department_of(code) in known}
        return replace(self.rule_set, arrondissements=near)

    @cached_property
    def tests(self):
        """{fact: every test that a rule makes on it}."""
        return {fact: set(tests) for fact, tests in tests_by_fact([self.rule_set]).items()}

    @cached_property
    def cases(self):
        """The cases whose answers can be read, each with the situation of its person."""
        found = []
        for case in self.plain.get("cases") or []:
            try:
                answers = read_answers(self.rule_set, case["answers"])
            except InvalidAnswers:
                continue
            day = parse_date(case.get("today")) or self.today
            found.append((case, Situation(self.rule_set, answers, day)))
        return found

    def meaning(self, key, make):
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
    copy = None
    checked = -inf


def lock():
    """Return the lock to hold while a working copy is used: diagrams grow as they are read."""
    return _Kept.lock


def working_copy():
    """Return the working copy as it is now."""
    now = content_now()
    state = (now.rules, timezone.localdate())
    if _Kept.copy is None or _Kept.copy.state != state:
        _Kept.copy = WorkingCopy(state, now.plain)
    _Kept.checked = monotonic()
    return _Kept.copy


def recent_copy():
    """Return a working copy that is at most ``A_MOMENT`` old.

    A page shows dozens of conditions: looking for changes before each would be slow.
    """
    fresh = monotonic() - _Kept.checked < A_MOMENT
    return _Kept.copy if fresh else working_copy()
