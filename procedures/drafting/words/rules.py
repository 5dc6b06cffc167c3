"""The engine's sentences, with the names that only the desk knows: what the portal computes."""

from procedures.publishing.checks.wording import NamedWording

from .names import BUILT_IN_LABELS

OTHER_LABELS = {**BUILT_IN_LABELS, "channel": "le canal de dépôt"}


class DeskWording(NamedWording):
    def fact(self, fact):
        return OTHER_LABELS.get(fact) or super().fact(fact)
