"""The engine's sentences, with labels for the facts that the portal computes."""

from django.utils.text import capfirst

from procedures.publishing.checks.proofs import NamedWording

from .names import BUILT_IN_LABELS


class DeskWording(NamedWording):
    """Words for one rule set, as agents read it. Facts have the labels of the lists."""

    def fact(self, fact: str) -> str:
        label = BUILT_IN_LABELS.get(fact)
        return f"« {capfirst(label)} »" if label else super().fact(fact)
