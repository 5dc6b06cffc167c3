"""Finds what is wrong or useless in an edited condition, by proof on the working copy."""

from collections.abc import Iterator
from dataclasses import dataclass

from procedures.engine.conditions.tree import ALWAYS, All, AnyOf, Condition, FactTest, Not
from procedures.engine.proofs.diagrams import FALSE, Diagram, OutOfSteps
from procedures.engine.schema.dependencies import find_circle
from procedures.engine.values.department import Channel
from procedures.engine.values.procedure import DocumentEntry
from procedures.engine.values.rules import DerivedRule

from ..working_copy import WorkingCopy
from .asked import Asked
from .entries import Edited

MOST_NAMED = 3
WITHDRAWN = "Ceci est retiré pour l'instant : la condition servira quand vous le remettrez."


@dataclass(frozen=True)
class Remark:
    """A finding. ``kind`` is circle, unreachable, never, always, covered or unfinished."""

    kind: str
    text: str


def findings(copy: WorkingCopy, edited: Edited, condition: Condition) -> list[Remark]:
    """Return the findings of a condition, the gravest first."""
    if copy.rule_set is None:
        text = "Le catalogue a un problème ailleurs : corrigez-le d'abord."
        return [Remark("unfinished", text)]
    if edited.kind == "inquiry":
        return []
    if edited.is_withdrawn(copy.compiled):
        return [Remark("unfinished", WITHDRAWN)]
    circle = _circle(copy, edited, condition)
    if circle:
        return circle
    try:
        asked = Asked(copy, edited, condition)
        return [*_whole(asked)] or [*_covered(asked), *_parts(asked, condition)]
    except OutOfSteps:
        return [
            Remark("unfinished", "Cette condition est trop grande pour être prouvée en direct.")
        ]


def _circle(copy: WorkingCopy, edited: Edited, condition: Condition) -> list[Remark]:
    if not edited.path or edited.kind not in ("question", "choice", "derived"):
        return []
    rule_set = edited.rewritten(copy.compiled, condition)
    circle = find_circle(rule_set.dependencies)
    facts = " → ".join(copy.words.fact(fact) for fact in circle)
    return [Remark("circle", f"Cercle : {facts}.")] if circle else []


def _whole(asked: Asked) -> Iterator[Remark]:
    """Yield the findings about the whole condition; its lines are then not examined."""
    condition, care = asked.condition, asked.concerned
    if care == FALSE:
        yield _unreachable(asked)
    elif condition == ALWAYS:
        yield from _covered(asked)
    elif asked.is_never(condition, care):
        yield _never(asked)
    elif asked.is_always(condition, care):
        text = "Toujours vrai : tous ceux que cela concerne remplissent déjà cette condition."
        yield Remark("always", text)


def _unreachable(asked: Asked) -> Remark:
    if asked.edited.kind == "derived":
        return Remark("covered", "Déjà couvert : une règle plus haut donne toujours la valeur.")
    return Remark("unreachable", "Personne n'arrive à cette ligne : elle ne sert à personne.")


def _never(asked: Asked) -> Remark:
    somebody = not asked.is_never(asked.condition, asked.meaning.valid)
    if asked.edited.kind == "derived" and somebody:
        held = asked.certain(asked.condition)
        taking = [
            str(rule.value)
            for rule in asked.earlier
            if isinstance(rule, DerivedRule) and asked.store.meet(held, asked.certain(rule.when))
        ]
        text = f"Déjà couvert par les règles plus haut qui donnent {_named(taking)}."
        return Remark("covered", text)
    if somebody:
        text = "Jamais vrai ici : ceux qui remplissent la condition n'arrivent pas à cette ligne."
        return Remark("never", text)
    return Remark("never", "Jamais vrai : aucune réponse possible ne remplit cette condition.")


def _covered(asked: Asked) -> Iterator[Remark]:
    """Yield a finding if other entries already cover all people of the condition."""
    kinds = {"procedure": _better, "document": _same_documents, "channel": _same_channels}
    look = kinds.get(asked.edited.kind)
    if look:
        yield from look(asked)


def _better(asked: Asked) -> Iterator[Remark]:
    procedure = asked.rule_set.procedures.get(asked.edited.procedure)
    if procedure is None:
        return
    store = asked.store
    held = store.both(asked.concerned, asked.certain(asked.condition))
    left, taking = held, []
    for better in asked.rule_set.tracks[procedure.track]:
        if better.id == procedure.id or left == FALSE:
            break
        theirs = asked.certain(better.when)
        if store.meet(left, theirs):
            taking.append(better.title["fr"])
            left = store.without(left, theirs)
    if held != FALSE and left == FALSE:
        yield Remark(
            "covered", f"Déjà couvert par une démarche qui passe devant : {_named(taking)}."
        )
    for name in procedure.exclusive_with:
        other = asked.rule_set.procedures.get(name)
        if other and store.meet(held, asked.certain(other.when)):
            text = f"Peut tenir en même temps que « {other.title['fr']} », qui l'exclut."
            yield Remark("covered", text)


def _same_documents(asked: Asked) -> Iterator[Remark]:
    procedure = asked.rule_set.procedures.get(asked.edited.procedure)
    if not isinstance(asked.entry, DocumentEntry) or procedure is None:
        return
    others = [*procedure.documents]
    if asked.edited.department:
        override = asked.rule_set.departments[asked.edited.department].overrides[procedure.id]
        others += override.add_documents
    for other in others:
        same = (other.documents, other.one_of) == (asked.entry.documents, asked.entry.one_of)
        if same and other is not asked.entry and _is_inside(asked, other.when):
            words = asked.copy.words.condition(other.when)
            yield Remark("covered", f"Déjà demandé par une autre ligne : {words}.")
            return


def _is_inside(asked: Asked, wider: Condition) -> bool:
    """Tell whether all people of the condition also meet a wider one."""
    store = asked.store
    pairs = zip(_by_channel(asked, asked.condition), _by_channel(asked, wider), strict=True)
    return all(
        store.without(store.both(asked.concerned, here), there) == FALSE for here, there in pairs
    )


def _by_channel(asked: Asked, condition: Condition) -> list[Diagram]:
    found = asked.holds(condition)
    return found if len(found) > 1 else found * len(asked.holds(CHANNEL))


CHANNEL = FactTest("channel", "known", True)


def _same_channels(asked: Asked) -> Iterator[Remark]:
    if not isinstance(asked.entry, Channel):
        return
    store = asked.store
    left = held = store.both(asked.concerned, asked.certain(asked.condition))
    for other in asked.earlier:
        same = isinstance(other, Channel) and (
            (other.procedures, other.families) == (asked.entry.procedures, asked.entry.families)
        )
        if same:
            left = store.without(left, asked.certain(other.when))
    if held != FALSE and left == FALSE:
        text = "Déjà couvert : les façons de déposer placées avant prennent tous ces cas."
        yield Remark("covered", text)


def _parts(asked: Asked, condition: Condition, care: Diagram | None = None) -> Iterator[Remark]:
    """Yield a finding for each part that is always true, never true, or repeated."""
    care = asked.concerned if care is None else care
    parts = [condition.part] if isinstance(condition, Not) else getattr(condition, "parts", ())
    seen = {}
    for part in parts:
        words = asked.copy.words.condition(part)
        here = tuple(asked.store.both(care, one) for one in asked.holds(part))
        if asked.is_never(part, care):
            yield Remark("never", f"Jamais vrai ici : {words}.")
        elif asked.is_always(part, care):
            yield Remark("always", f"Toujours vrai ici, la ligne est de trop : {words}.")
        elif here in seen:
            yield Remark("covered", f"Dit deux fois : {words}.")
        elif isinstance(part, All | AnyOf | Not):
            yield from _parts(asked, part, care)
        seen[here] = part


def _named(names: list[str]) -> str:
    listed = ", ".join(f"« {name} »" for name in names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return f"{listed} et {more} autre{'s' if more > 1 else ''}" if more > 0 else listed
