"""Procedures as diagrams: who gets each, through which channel, with which documents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ..values.department import Channel, in_order
from ..values.facts import Missing, State
from ..values.procedure import Cost, DocumentEntry, Procedure
from ..values.rules import RuleSet
from .diagrams import FALSE, IS_TRUE, IS_UNKNOWN, NOT_TRUE, TRUE, UNKNOWN, Diagram
from .fact_meaning import FactMeaning, is_missing
from .space import Space, Stop


class Meaning(FactMeaning):
    """What one rule set gives to every person of a space, each function computed once."""

    def __init__(self, space: Space, rule_set: RuleSet) -> None:
        super().__init__(space, rule_set)
        self._channels: dict[str, Diagram] = {}
        self._documents: dict[str, list[tuple[DocumentEntry, str, Diagram]]] = {}
        self._certain: dict[str, Diagram] = {}
        self._recommended: dict[str, Diagram] = {}
        self._listed: dict[str, Diagram] = {}
        self._left: dict[str, list[Diagram]] = {}
        self._starts: dict[date, Stop] = {}
        self._places = {
            one.id: place
            for members in rule_set.tracks.values()
            for place, one in enumerate(members)
        }

    @property
    def start(self) -> Stop:
        """The start of the questionnaire on the first day, without any answer."""
        return self.start_on(self.space.today)

    def start_on(self, day: date) -> Stop:
        """Return the start of the questionnaire on one of the days, without any answer."""
        if day not in self._starts:
            self._starts[day] = Stop(self.rule_set, self.space, {}, day)
        return self._starts[day]

    # --- procedures

    def when(self, procedure: Procedure) -> Diagram:
        """Return the three-valued truth of a procedure's condition."""
        return self.truth(self.rule_set.conditions[procedure.id])

    def certain(self, procedure: Procedure) -> Diagram:
        """Return the set where a procedure is certain."""
        if procedure.id not in self._certain:
            held = self.store.restrict(self.valid, self.when(procedure), IS_TRUE)
            self._certain[procedure.id] = held
        return self._certain[procedure.id]

    def recommended(self, procedure: Procedure) -> Diagram:
        """Return the set where a procedure is the best ranked certain one of its track."""
        if procedure.id not in self._recommended:
            held = self.store.restrict(self._unbeaten(procedure), self.when(procedure), IS_TRUE)
            self._recommended[procedure.id] = held
        return self._recommended[procedure.id]

    def listed(self, procedure: Procedure) -> Diagram:
        """Return whether a procedure is listed: true (certain), unknown (possible) or false."""
        if procedure.id not in self._listed:
            store = self.store
            possible = store.restrict(self._unbeaten(procedure), self.when(procedure), IS_UNKNOWN)
            shown = store.both(possible, UNKNOWN)
            self._listed[procedure.id] = store.either(self.certain(procedure), shown)
        return self._listed[procedure.id]

    def _unbeaten(self, procedure: Procedure) -> Diagram:
        """Return the set where no better ranked procedure of the track is certain."""
        left = self._left.setdefault(procedure.track, [self.valid])
        members = self.rule_set.tracks[procedure.track]
        while len(left) <= self._places[procedure.id]:
            better = self.when(members[len(left) - 1])
            left.append(self.store.restrict(left[-1], better, NOT_TRUE))
        return left[self._places[procedure.id]]

    # --- channels

    def channel(self, procedure: Procedure) -> Diagram:
        """Return the diagram of the channel: ``Held``, ABSENT (there is none) or PENDING."""
        if procedure.id not in self._channels:
            self._channels[procedure.id] = self._find_channel(procedure)
        return self._channels[procedure.id]

    def channel_kind(self, procedure: Procedure) -> Diagram:
        """Return the diagram of the kind of the channel, as states of the fact ``channel``."""
        return self.store.map(self.channel(procedure), _kind, "kind of channel")

    def _find_channel(self, procedure: Procedure) -> Diagram:
        store = self.store
        national = self._tried(self.rule_set.national.channels, procedure, FALSE)
        place = self.state("departement")
        result = national
        for code, department in self.rule_set.departments.items():
            if code == "national":
                continue
            found = self._tried(department.channels, procedure, national)
            if found != national:
                result = store.choose(self.place_is(code), found, result, result)
        if procedure.id in self.rule_set.local_procedures:
            pending = store.terminal(Missing.PENDING)
            missing = store.map(place, is_missing, "missing")
            result = store.choose(missing, pending, result, result)
        return result

    def _tried(
        self, channels: tuple[Channel, ...], procedure: Procedure, otherwise: Diagram
    ) -> Diagram:
        store = self.store
        result = otherwise if otherwise != FALSE else store.terminal(Missing.ABSENT)
        pending = store.terminal(Missing.PENDING)
        for channel in reversed(in_order(channels, procedure)):
            truth = self.truth(channel.when)
            result = store.choose(truth, store.terminal(Held(channel)), result, pending)
        return result

    # --- costs

    def costs(self, procedure: Procedure) -> list[tuple[Cost, Diagram]]:
        """Return (cost, truth) for each cost: a possible one is never certain."""
        kind = self.channel_kind(procedure)
        return [(one, self._paid(one, self.truth(one.when, kind))) for one in procedure.costs]

    def _paid(self, cost: Cost, truth: Diagram) -> Diagram:
        return self.store.both(truth, UNKNOWN) if cost.possible else truth

    # --- documents

    def documents(self, procedure: Procedure) -> list[tuple[DocumentEntry, str, Diagram]]:
        """Return (line, code, truth) for each line of a procedure, départements included.

        ``code`` is the département that adds the line, or an empty string for the procedure's own
        lines.
        """
        if procedure.id not in self._documents:
            self._documents[procedure.id] = self._find_documents(procedure)
        return self._documents[procedure.id]

    def _find_documents(self, procedure: Procedure) -> list[tuple[DocumentEntry, str, Diagram]]:
        store = self.store
        kind = self.channel_kind(procedure)
        place = self.state("departement")
        overrides = {
            code: department.overrides[procedure.id]
            for code, department in self.rule_set.departments.items()
            if procedure.id in department.overrides
        }
        lines = []
        for entry in procedure.documents:
            codes = frozenset(
                code
                for code, override in overrides.items()
                if not entry.one_of and entry.documents[0] in override.drop_documents
            )
            local = store.map(place, _unless(codes), ("unless", codes)) if codes else TRUE
            lines.append((entry, "", store.both(local, self.truth(entry.when, kind))))
        for code, override in overrides.items():
            local = store.map(place, _only(code), ("only", code))
            lines += [
                (entry, code, store.both(local, self.truth(entry.when, kind)))
                for entry in override.add_documents
            ]
        return lines


class Held:
    """A channel as the value of a diagram: equal only to the same entry of the catalogue."""

    __slots__ = ("channel",)

    def __init__(self, channel: Channel) -> None:
        self.channel = channel

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and other.channel is self.channel

    def __hash__(self) -> int:
        return id(self.channel)


def _kind(found: Held | State) -> State:
    return found.channel.kind if isinstance(found, Held) else found


def _unless(codes: frozenset[str]) -> Callable[[object], bool | None]:
    def truth(state: object) -> bool | None:
        return None if is_missing(state) else state not in codes

    return truth


def _only(code: str) -> Callable[[object], bool | None]:
    def truth(state: object) -> bool | None:
        return None if is_missing(state) else state == code

    return truth
