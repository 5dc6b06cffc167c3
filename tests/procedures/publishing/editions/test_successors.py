"""Whatever the order of acts: nothing published is lost, and what is planned takes effect."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from procedures.publishing.editions import in_force, successors
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

    def publish(self, changes, day=None, cancels=None, keep=()):
        base = self.on(day)
        values = values_of(self.contents[base]) | changes
        number = len(self.rows) + 1
        self.rows.append(EditionDates(number, self.now, day, base, None, cancels))
        self.contents[number] = contents_of(values)
        read = self.contents.get
        for step in successors.successors(self.rows, read, self.now, keep=keep, check=False):
            self.rows.append(step.row)
            self.contents[step.row.number] = step.contents

    def planned(self):
        """Return the plans that wait for their day, as they were made again last."""
        states = in_force.states(self.rows, self.now)
        return [one for one in self.rows if states[one.number] == in_force.PLANNED]

    def public(self):
        return values_of(self.contents[in_force.number_in_force(self.rows, self.now)])


class Oracle:
    """The same acts on values alone, written without editions: a plan is a day and its values."""

    def __init__(self):
        self.today = START.date()
        self.values = dict.fromkeys(ENTRIES, "0")
        self.plans = []

    def due(self, day):
        """Return the values at the start of a day, as things are planned now."""
        values = dict(self.values)
        for planned_for, changes in sorted(self.plans, key=lambda one: one[0]):
            if planned_for <= day:
                values |= changes
        return values

    def plan(self, changes, day):
        before = self.due(day)
        changes = {entry: value for entry, value in changes.items() if before[entry] != value}
        if changes:
            self.plans.append((day, changes))

    def publish(self, changes, keep):
        changes = {entry: new for entry, new in changes.items() if self.values[entry] != new}
        self.values |= changes
        # What a plan changes otherwise is kept on its day, after what is planned for that day.
        for day in sorted({day for day, _ in self.plans}) if keep else ():
            due = self.due(day)
            self.plans.append((day, {one: new for one, new in changes.items() if due[one] != new}))

    def pass_days(self, days):
        self.today += timedelta(days=days)
        self.values = self.due(self.today)
        self.plans = [one for one in self.plans if one[0] > self.today]


changes = st.dictionaries(st.sampled_from(ENTRIES), st.sampled_from("0123"), min_size=1, max_size=2)
acts = st.lists(
    st.one_of(
        st.tuples(st.just("publish"), changes, st.booleans()),
        st.tuples(st.just("plan"), changes, st.integers(1, 9)),
        st.tuples(st.just("wait"), st.integers(1, 4)),
    ),
    max_size=9,
)


@examples(100)
@given(acts)
def test_nothing_is_lost_and_who_comes_last_has_the_last_word(listed):
    desk, oracle = Desk(), Oracle()
    for act in [*listed, ("wait", 10)]:
        if act[0] == "publish":
            held = values_of(desk.contents[desk.on(None)])
            if held | act[1] != held:
                desk.publish(act[1], keep=[one.number for one in desk.planned()] if act[2] else ())
            oracle.publish(act[1], keep=act[2])
        elif act[0] == "plan":
            day = oracle.today + timedelta(days=act[2])
            due = values_of(desk.contents[desk.on(day)])
            if due | act[1] != due:
                desk.publish(act[1], day)
            oracle.plan(act[1], day)
        else:
            desk.now += timedelta(days=act[1])
            oracle.pass_days(act[1])
        assert desk.public() == oracle.values, act


def test_of_two_plans_of_one_day_the_second_has_the_last_word_whatever_comes_between():
    entry, other = ("national", "documents", "c"), ("82", "sites", "d")
    desk, day = Desk(), START.date() + timedelta(days=1)
    desk.publish({entry: "1"}, day)
    desk.publish({entry: "0"}, day)
    desk.publish({other: "2", entry: "3"})
    desk.now += timedelta(days=2)
    assert (desk.public()[entry], desk.public()[other]) == ("0", "2")


def test_a_cancelled_plan_leaves_what_was_planned_on_it():
    """What was planned for Wednesday is the same, whatever becomes of Monday."""
    monday, wednesday = ("national", "documents", "c"), ("national", "procedures", "a")
    desk = Desk()
    desk.publish({monday: "1"}, START.date() + timedelta(days=1))
    desk.publish({wednesday: "2"}, START.date() + timedelta(days=3))
    desk.publish({}, cancels=2)
    desk.now += timedelta(days=4)
    assert (desk.public()[monday], desk.public()[wednesday]) == ("0", "2")
