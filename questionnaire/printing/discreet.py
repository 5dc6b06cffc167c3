"""The page for the counter as somebody else may read it: nothing of it tells a danger."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from procedures.engine.schema.texts import in_language
from procedures.engine.values.rules import RuleSet
from questionnaire.result.counter_sheet import CounterPart, CounterSheet, Pair

# Of a paper that so many procedures ask for, nobody can tell why it is asked.
USUAL = 20
TITLE, PAPERS = gettext_noop("Ma liste"), gettext_noop("Les papiers")
SHORT = gettext_noop("Cette liste est courte : d’autres papiers peuvent être demandés.")


def discreet(sheet: CounterSheet, rules: RuleSet) -> CounterSheet:
    """Return a page with its days, its price and its usual papers only, under a title of all."""
    usual = usual_papers(rules)
    lines = [
        replace(line, remark="", own_remark="")
        for part in sheet.parts
        for line in part.lines
        if line.french in usual
    ]
    return replace(
        sheet,
        title=_pair(TITLE),
        sentences=[_pair(SHORT)],
        situation=[],
        parts=[CounterPart(_pair(PAPERS), lines)] if lines else [],
        notes=Pair("", ""),
    )


def usual_papers(rules: RuleSet) -> set[str]:
    """Return the French names of the lines of papers that many procedures have."""
    asked: Counter[str] = Counter()
    for procedure in rules.procedures.values():
        names = (
            one.group or rules.documents[one.documents[0]].title for one in procedure.documents
        )
        asked.update({in_language(name, "fr") for name in names})
    return {name for name, count in asked.items() if count >= USUAL}


def _pair(message: str) -> Pair:
    with translation.override("fr"):
        french = _(message)
    return Pair(french, "" if translation.get_language() == "fr" else _(message))
