"""Adds to the engine's sentences the names that it does not know: countries, communes, channels."""

from __future__ import annotations

from procedures.engine.proofs.words import ReportWording
from procedures.engine.schema.builder import CHANNEL_FACT
from procedures.engine.values.facts import State
from procedures.engine.values.rules import RuleSet
from procedures.models import Channel

from .. import communes
from ..countries import country_name


class NamedWording(ReportWording):
    """Wording of a rule set's findings, in which countries, communes and channels have names."""

    def __init__(self, rule_set: RuleSet) -> None:
        super().__init__(rule_set)
        self._kinds = {key: info.kind for key, info in rule_set.facts.items()}

    def value(self, fact: str, state: State | object) -> str:
        """Return the words for a value, or the value itself if it has no words.

        >>> from procedures.engine.schema.serialization import rule_set_from_plain
        >>> question = {"key": "nationality", "kind": "country", "text": "Nationalité ?"}
        >>> wording = NamedWording(rule_set_from_plain({"questions": [question]}))
        >>> wording.value("nationality", "MA")
        'Maroc'
        >>> wording.value("channel", "anef")
        'téléservice ANEF'
        """
        words = super().value(fact, state)
        if words != state:
            return words
        if fact == CHANNEL_FACT.key:
            return str(dict(Channel.Kind.choices).get(str(words), words))
        kind = self._kinds.get(fact)
        if kind == "country":
            return country_name(words)
        place = communes.commune(words) if kind == "commune" else None
        return f"{place.name} ({words})" if place else words
