"""What cases name, in words, and back: agents pick titles, files hold keys."""

from collections import Counter

from django.utils import timezone

from procedures.engine.conditions.words import day_words
from procedures.engine.errors import nearest
from procedures.engine.values.facts import parse_date
from procedures.models import Channel
from procedures.publishing.cases import Words

NO_CHANNEL = "unknown"
CHANNELS = (*Channel.Kind.choices, (NO_CHANNEL, "aucun canal connu"))
NONE = "aucune"


class Titles:
    """The titles of the procedures or documents of a rule set; two alike get their keys."""

    def __init__(self, entries):
        titles = {key: one.title.get("fr", key) for key, one in entries.items()}
        count = Counter(titles.values())
        self._titles = {
            key: title if count[title] == 1 else f"{title} ({key})" for key, title in titles.items()
        }
        self._keys = {title.casefold(): key for key, title in self._titles.items()}

    def __call__(self, key):
        return self._titles.get(key, f"{key} (n'existe plus)")

    def __contains__(self, key):
        return key in self._titles

    def listed(self):
        """Return the titles that a field offers, in order."""
        return sorted(self._titles.values(), key=str.casefold)

    def key(self, typed):
        """Return the key of what was typed: a title, or the key itself; nothing if none is."""
        return self._keys.get(typed.casefold()) or (typed if typed in self._titles else None)

    def unknown(self, typed):
        """Return what to say of a title that nothing has."""
        near = nearest(typed, self._titles.values())
        hint = f" Vouliez-vous dire {' ou '.join(f'« {one} »' for one in near)} ?" if near else ""
        return f"« {typed} » n'est pas dans la liste.{hint}"


class CaseWords(Words):
    """What differs from a case, in the titles of a rule set."""

    def __init__(self, rule_set):
        self.rule_set = rule_set
        self.procedure = Titles(rule_set.procedures)
        self.document = Titles(rule_set.documents)

    def procedures(self, keys):
        return ", ".join(f"« {self.procedure(key)} »" for key in keys) or NONE

    def channel(self, kind):
        return dict(CHANNELS).get(kind, kind)

    def window(self, ends):
        words = (("from", "du"), ("to", "au"))
        days = ((word, parse_date(ends.get(end))) for end, word in words)
        return " ".join(f"{word} {day_words(day)}" for word, day in days if day)

    def questions(self, keys):
        asked = (self.rule_set.questions[key].text.get("fr", key) for key in keys)
        return " · ".join(asked)


def day_of(case_day):
    """Return the day on which a case is tried."""
    return case_day or timezone.localdate()
