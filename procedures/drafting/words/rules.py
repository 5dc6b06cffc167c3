"""The engine's sentences, with the names that only the desk knows: what the portal computes."""

from django.utils.text import capfirst

from procedures.publishing.checks.wording import NamedWording

from .names import BUILT_IN_LABELS


class DeskWording(NamedWording):
    """Words for one rule set as agents read it; facts have the labels that they are picked by."""

    def fact(self, fact: str) -> str:
        label = BUILT_IN_LABELS.get(fact)
        return f"« {capfirst(label)} »" if label else super().fact(fact)
