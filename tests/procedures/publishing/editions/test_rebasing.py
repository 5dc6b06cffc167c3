"""Whatever the order of acts: nothing published is lost, and what is planned takes effect."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from procedures.publishing.editions import in_force, rebasing
from procedures.publishing.editions.in_force import PARIS, EditionDates
from tests.procedures.engine.examples import examples

START = datetime(2026, 12, 1, 12, tzinfo=PARIS)
# (part, section, name): three of the national content, two places of two départements.
ENTRIES = (
    ("national", "procedures", "a"),
    ("national", "procedures", "b"),
    ("national", "documents", "c"),
    ("82", "sites", "d"),
    ("34", "sites", "e"),
)


def contents_of(values):
    """Return the contents of parts in which each entry says its value."""
    contents = {
        "national": {"procedures": [], "documents": [], "translations": {}},
        "82": {"department": {"code": "82"}, "translations": {}},
        "34": {"department": {"code": "34"}, "translations": {}},
    }
    for (part, section, name), value in values.items():
        holder = contents[part]
        holder = holder if part == "national" else holder["department"]
        holder.setdefault(section, []).append({"id": name, "title": value})
    return contents


def values_of(contents):
    found = {}
    for part, section, name in ENTRIES:
        holder = contents[part] if part == "national" else contents[part]["department"]
        (one,) = [one for one in holder[section] if one["id"] == name]
        found[part, section, name] = one["title"]
    return found


class Desk:
    """Editions in memory, stored as ``freezing`` stores them."""

    def __init__(self):
        self.now = START
        self.contents = {1: contents_of(dict.fromkeys(ENTRIES, "0"))}
        self.rows = [EditionDates(1, START)]

    def on(self, day):
        moment = self.now if day is None else max(in_force.start_of(day), self.now)
        return in_force.number_in_force(self.rows, moment)

    def publish(self, changes, day=None, cancels=None):
        base = self.on(day)
        values = values_of(self.contents[base]) | changes
        self._save(EditionDates(len(self.rows) + 1, self.now, day, base, None, cancels), values)

    def _save(self, row, values):
        self.rows.append(row)
        self.contents[row.number] = contents_of(values)
        for step in rebasing.steps(self.rows, self.contents.get, self.now, check=False):
            if step.row is not None:
                self.rows.append(step.row)
                self.contents[step.row.number] = step.contents

    def public(self):
        return values_of(self.contents[in_force.number_in_force(self.rows, self.now)])


@dataclass
class Plan:
    """What somebody planned: for each entry, the value that it replaces and the new one."""

    day: date
    claims: dict = field(default_factory=dict)


class Oracle:
    """The same acts on values alone, written without editions."""

    def __init__(self):
        self.today = START.date()
        self.values = dict.fromkeys(ENTRIES, "0")
        self.plans = []

    def expected_on(self, day):
        """Return the values at the start of a day, as things are planned now."""
        values = dict(self.values)
        for plan in sorted(self.plans, key=lambda one: one.day):
            if plan.day <= day and self._holds(plan, values):
                values |= {entry: new for entry, (_, new) in plan.claims.items()}
        return values

    @staticmethod
    def _holds(plan, values):
        return all(values[entry] in pair for entry, pair in plan.claims.items())

    def publish(self, changes):
        self.values |= changes
        self._follow()

    def plan(self, changes, day):
        before = self.expected_on(day)
        claims = {e: (before[e], new) for e, new in changes.items() if before[e] != new}
        if claims:
            self.plans.append(Plan(day, claims))
            self._follow()

    def _follow(self):
        """Let each plan that holds stand on the values that are then before it."""
        values = dict(self.values)
        for plan in sorted(self.plans, key=lambda one: one.day):
            if self._holds(plan, values):
                new = {e: pair[1] for e, pair in plan.claims.items()}
                plan.claims = {e: (values[e], v) for e, v in new.items() if values[e] != v}
                values |= new

    def pass_days(self, days):
        self.today += timedelta(days=days)
        self.values = self.expected_on(self.today)
        self.plans = [one for one in self.plans if one.day > self.today]
        self._follow()


changes = st.dictionaries(st.sampled_from(ENTRIES), st.sampled_from("0123"), min_size=1, max_size=2)
acts = st.lists(
    st.one_of(
        st.tuples(st.just("publish"), changes),
        st.tuples(st.just("plan"), changes, st.integers(1, 9)),
        st.tuples(st.just("wait"), st.integers(1, 4)),
    ),
    max_size=9,
)


@examples(100)
@given(acts)
def test_nothing_is_lost_and_what_does_not_clash_takes_effect(listed):
    desk, oracle = Desk(), Oracle()
    for act in [*listed, ("wait", 10)]:
        if act[0] == "publish":
            desk.publish(act[1])
            oracle.publish(act[1])
        elif act[0] == "plan":
            day = oracle.today + timedelta(days=act[2])
            if values_of(desk.contents[desk.on(day)]) | act[1] != values_of(
                desk.contents[desk.on(day)]
            ):
                desk.publish(act[1], day)
            oracle.plan(act[1], day)
        else:
            desk.now += timedelta(days=act[1])
            oracle.pass_days(act[1])
        assert desk.public() == oracle.values, act


def test_a_suspended_plan_does_not_come_back_over_a_later_plan_of_its_day():
    """The second plan puts back what the first one replaces: its author had the last word."""
    entry = ("national", "documents", "c")
    desk, day = Desk(), START.date() + timedelta(days=1)
    desk.publish({entry: "1"}, day)
    desk.publish({entry: "2"})
    desk.publish({entry: "0"}, day)
    desk.now += timedelta(days=2)
    assert desk.public()[entry] == "0"
