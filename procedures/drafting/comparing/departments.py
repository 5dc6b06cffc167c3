"""Compares what each département writes of the procedures with the national content."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from procedures.drafting.words.conditions import DeskWording
from procedures.engine.conditions.tree import ALWAYS, NEVER, Condition, on_day
from procedures.engine.conditions.words import day_words
from procedures.engine.values.content import Source, Text
from procedures.engine.values.department import Channel, in_order
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import RuleSet
from procedures.models import NATIONAL
from procedures.models import Channel as ChannelRow

from ..addresses import Addresses
from ..links import Links

KINDS = dict(ChannelRow.Kind.choices)
SOMETIMES = " (selon les réponses)"


@dataclass(frozen=True, slots=True)
class LocalDifference:
    """What a département says otherwise of a procedure: in words, with its source and its page."""

    words: str
    reason: str
    url: str


class ComparedDepartments:
    """What each département says otherwise on a day: {procedure: {code: its differences}}."""

    def __init__(self, rule_set: RuleSet, today: date, addresses: Addresses) -> None:
        self._rule_set, self._today = rule_set, today
        self._wording, self.links = DeskWording(rule_set), Links(rule_set, addresses)
        self.codes = [code for code in rule_set.departments if code != NATIONAL]
        self.found: dict[str, dict[str, list[LocalDifference]]] = {}
        for procedure in rule_set.procedures.values():
            found = {code: list(self._differences(procedure, code)) for code in self.codes}
            if any(found.values()):
                self.found[procedure.id] = found

    def filing(self, procedure: Procedure, code: str = NATIONAL) -> dict[str, Channel]:
        """Return the ways to file that a part of the content names: {words: the first of them}."""
        found: dict[str, Channel] = {}
        department = self._rule_set.departments.get(code)
        for channel in in_order(department.channels, procedure) if department else ():
            if (held := self._held(channel.when)) is not None:
                words = " ".join(filter(None, (KINDS[channel.kind], channel.url)))
                found.setdefault(f"{words}{held}", channel)
        return found

    def _differences(self, procedure: Procedure, code: str) -> Iterator[LocalDifference]:
        national = self.filing(procedure)
        for words, channel in self.filing(procedure, code).items():
            if words not in national or _texts(channel) != _texts(national[words]):
                yield LocalDifference(words, _reason(channel.source), self.links.channel(channel))
        override = self._rule_set.departments[code].overrides.get(procedure.id)
        if override is None:
            return
        lines = [
            f"− pièce {self._wording.document(one)}" for one in sorted(override.drop_documents)
        ]
        for entry in override.add_documents:
            names = " ou ".join(map(self._wording.document, entry.documents))
            if (held := self._held(entry.when)) is not None:
                lines.append(f"+ pièce {names}{held}")
        lines += filter(None, [override.notes.get("fr")])
        url = self.links.override(procedure.id, code)
        yield from (LocalDifference(words, _reason(override.source), url) for words in lines)

    def _held(self, when: Condition) -> str | None:
        """Return the words of a condition on this day, or ``None`` if it never holds."""
        condition = on_day(when, self._today)
        return None if condition == NEVER else "" if condition == ALWAYS else SOMETIMES


def _texts(channel: Channel) -> tuple[Text, ...]:
    return channel.address, channel.instructions, channel.no_slot_help


def _reason(source: Source) -> str:
    day = f", lu le {day_words(source.checked_on)}" if source.checked_on else ""
    return f"{source.reference}{day}" if source.reference else "aucune source n'est donnée"
