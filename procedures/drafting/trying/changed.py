"""The last change of an account to a département's adaptation: papers asked, and no longer."""

from __future__ import annotations

from dataclasses import dataclass

from procedures.engine.channels import view_of
from procedures.engine.evaluation import DocumentResult, procedure_result
from procedures.engine.explanation import reasons
from procedures.engine.situation import ProcedureView, Situation
from procedures.engine.values.plain import Plain
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import RuleSet
from procedures.models import EntryChange
from procedures.permissions import User

# The state of a paper for one person.
ASKED, MAYBE, NOT = "demandée", "peut-être demandée", "pas demandée"
NO_LONGER, NEVER_WAS = "plus demandée", "pas demandée avant non plus"
# The person meets what was changed.
MET = (ASKED, NO_LONGER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The adaptation of a procedure in a part: its papers more, each with those to choose from.

    ``dropped`` are the papers that the préfecture no longer asks for. ``just_now`` is false if the
    last act left the papers as they were: then they are all those of the adaptation.
    """

    part: str
    procedure: str
    asked: tuple[tuple[str, ...], ...] = ()
    dropped: tuple[str, ...] = ()
    just_now: bool = True

    def states(self, situation: Situation, procedure: Procedure) -> list[tuple[str, str]]:
        """Return [(title of a paper, its state for this person)]."""
        whole = procedure_result(situation, procedure, certain=True, recommended=True)
        view = view_of(situation, whole.channel)
        names = situation.rule_set
        states = [(titled(names, one), _asked(one, whole.documents)) for one in self.asked]
        return states + [
            (titled(names, (one,)), _dropped(one, whole.documents, procedure, view))
            for one in self.dropped
        ]

    def facts_behind(self, situation: Situation, procedure: Procedure) -> set[str]:
        """Return the facts for which this person is asked for the papers."""
        whole = procedure_result(situation, procedure, certain=True, recommended=True)
        view = view_of(situation, whole.channel)
        lines = [one.entry for one in whole.documents if one.entry.documents in self.asked]
        return {outcome.test.fact for one in lines for outcome in reasons(one.when, view)}

    def titles(self, rule_set: RuleSet) -> list[tuple[str, bool]]:
        """Return [(title of a paper, whether it is asked for)] of what was changed just now."""
        if not self.just_now:
            return []
        found = [(titled(rule_set, one), True) for one in self.asked]
        return found + [(titled(rule_set, (one,)), False) for one in self.dropped]


def last_adaptation(user: User) -> Changed | None:
    """Return the adaptation that an account wrote last of all, if that is its last act."""
    last = EntryChange.objects.filter(author_id=user.pk).first()
    if last is None or last.section != "overrides" or last.after is None:
        return None
    before, after = (last.before or {}).get("entry") or {}, last.after["entry"]
    asked, dropped = (
        [one for one in after.get(key) or () if one not in (before.get(key) or ())]
        for key in ("add_documents", "drop_documents")
    )
    just_now = bool(asked or dropped)
    if not just_now:
        asked, dropped = after.get("add_documents") or [], after.get("drop_documents") or []
    return Changed(
        part=last.part,
        procedure=last.name,
        asked=tuple(map(_documents_of, asked)),
        dropped=tuple(dropped),
        just_now=just_now,
    )


def titled(rule_set: RuleSet, names: tuple[str, ...]) -> str:
    """Name a paper, or papers to choose from; what is gone is named by its inner name."""
    known = rule_set.documents
    return " ou ".join(known[one].title.get("fr", one) if one in known else one for one in names)


def _documents_of(line: Plain | str) -> tuple[str, ...]:
    """Return the papers of a line, which the format may write as one name."""
    if isinstance(line, str):
        return (line,)
    return tuple(line.get("one_of") or [line["document"]])


def _asked(names: tuple[str, ...], shown: tuple[DocumentResult, ...]) -> str:
    for one in shown:
        if one.entry.documents == names:
            return ASKED if one.certain else MAYBE
    return NOT


def _dropped(
    name: str, shown: tuple[DocumentResult, ...], procedure: Procedure, view: ProcedureView
) -> str:
    for one in shown:
        if name in one.entry.documents:
            return ASKED if one.certain else MAYBE
    lines = (one for one in procedure.documents if name in one.documents)
    return NO_LONGER if any(view.truth(one.when) for one in lines) else NEVER_WAS
