"""The two short questions that open a run share its first page.

Each is asked of everybody and has few answers, so that no person reads more than they would have
read, and everybody is spared a page.
"""

from __future__ import annotations

from django.http import QueryDict

from procedures.engine.conditions.tree import ALWAYS
from procedures.engine.values.rules import Question, RuleSet

MOST_CHOICES = 3
# The hidden field by which a page says that it showed a second question: a person who answers from
# the first alone (an older page) is asked the second on its own.
SHOWN = "avec"


def beside(rule_set: RuleSet) -> dict[str, str]:
    """Return {first question of a run: the question that shares its page}, or nothing."""
    first, second, *_ = [*rule_set.questions.values(), None, None]
    if first is None or second is None or not (_opens(first) and _opens(second)):
        return {}
    return {first.key: second.key}


def _opens(question: Question) -> bool:
    """Tell whether a question is short, harmless, and asked whatever was answered."""
    conditional = any(
        when != ALWAYS for when in (question.when, *(c.when for c in question.choices))
    )
    apart = question.early or question.late or question.sensitive or question.allow_unknown
    few = question.kind == "yes_no" or (
        question.kind == "choice" and len(question.choices) <= MOST_CHOICES
    )
    return few and not conditional and not apart


def own_part(sent: QueryDict, before: str) -> QueryDict:
    """Return what was sent for one question of several, under the names that its form reads."""
    own = QueryDict(mutable=True)
    for name in sent:
        if name.startswith(before):
            own.setlist(name.removeprefix(before), sent.getlist(name))
    return own
