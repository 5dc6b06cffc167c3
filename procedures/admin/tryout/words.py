"""The engine's sentences, with the names that only the desk knows: countries, communes."""

from procedures.engine.wording import Wording
from procedures.publishing import communes

from ..names import BUILT_IN_LABELS
from .answers import countries

OTHER_LABELS = {**BUILT_IN_LABELS, "channel": "le canal de dépôt"}


class DeskWording(Wording):
    def __init__(self, rule_set):
        super().__init__(rule_set)
        self._kinds = {key: info.kind for key, info in rule_set.facts.items()}

    def fact(self, fact):
        return OTHER_LABELS.get(fact) or super().fact(fact)

    def value(self, fact, state):
        said = super().value(fact, state)
        if said != state:
            return said
        if self._kinds.get(fact) == "country":
            return dict(countries("fr")).get(state, said)
        place = communes.commune(state) if self._kinds.get(fact) == "commune" else None
        return f"{place.name} ({state})" if place else said
