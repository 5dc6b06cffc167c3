"""The names of procedures and documents in cases: agents pick titles, files hold ids."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone

from procedures.drafting.problems.titles import ProblemTitles
from procedures.engine.conditions.words import day_words
from procedures.engine.errors import nearest
from procedures.engine.values.facts import parse_date
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import Document, RuleSet
from procedures.models import Channel
from procedures.publishing.cases import CaseNames

NO_CHANNEL = "unknown"
CHANNELS = (*Channel.Kind.choices, (NO_CHANNEL, "aucune façon connue"))
NONE = "aucune"


class Titles:
    """The titles of the procedures or documents of a rule set.

    Two equal titles are each followed by their id.
    """

    def __init__(self, entries: Mapping[str, Document] | Mapping[str, Procedure]) -> None:
        titles = {key: one.title.get("fr", key) for key, one in entries.items()}
        count = Counter(titles.values())
        self._titles = {
            key: title if count[title] == 1 else f"{title} ({key})" for key, title in titles.items()
        }
        self._keys = {title.casefold(): key for key, title in self._titles.items()}

    def __call__(self, key: str) -> str:
        return self._titles.get(key, f"{key} (n'existe plus)")

    def __contains__(self, key: str) -> bool:
        return key in self._titles

    def listed(self) -> list[str]:
        """Return the titles that a field offers, in alphabetical order."""
        return sorted(self._titles.values(), key=str.casefold)

    def key(self, typed: str) -> str | None:
        """Return the id for a typed title or id, or ``None`` if there is none."""
        return self._keys.get(typed.casefold()) or (typed if typed in self._titles else None)

    def unknown(self, typed: str) -> str:
        """Return the error for a title that does not exist, with the nearest titles."""
        near = nearest(typed, self._titles.values())
        hint = f" Vouliez-vous dire {' ou '.join(f'« {one} »' for one in near)} ?" if near else ""
        return f"« {typed} » n'est pas dans la liste.{hint}"


class CaseWords(CaseNames):
    """Words a difference with the titles of a rule set."""

    procedure: Titles
    document: Titles

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        self.procedure = Titles(rule_set.procedures)
        self.document = Titles(rule_set.documents)

    def procedures(self, keys: Iterable[str]) -> str:
        return ", ".join(f"« {self.procedure(key)} »" for key in keys) or NONE

    def channel(self, kind: str) -> str:
        return str(dict(CHANNELS).get(kind, kind))

    def window(self, ends: Mapping[str, str | None]) -> str:
        words = (("from", "du"), ("to", "au"))
        days = ((word, parse_date(ends.get(end))) for end, word in words)
        return " ".join(f"{word} {day_words(day)}" for word, day in days if day)

    def refusal(self, message: str) -> str:
        return ProblemTitles().sentence(message)

    def questions(self, keys: Iterable[str]) -> str:
        asked = (self.rule_set.questions[key].text.get("fr", key) for key in keys)
        return " · ".join(asked)


def day_of(case_day: date | None) -> date:
    """Return the day on which a case is tried: its own, else today."""
    return case_day or timezone.localdate()
