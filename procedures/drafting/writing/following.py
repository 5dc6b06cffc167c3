"""What follows the filing: its proof, the silence, the appeal, the other way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import QuerySet

from procedures.models import Invariant, Procedure, Step

from ..changing.positions import next_position

# The columns that hold the proof and the silence.
PROOF, SILENCE = "meanwhile_text_fr", "processing_time_fr"
# {answer: the key of the step that holds it}
STEPS = {"recourse": "recours", "other_way": "substitution"}
ANSWERS = (PROOF, SILENCE, *STEPS)


def step_of(procedure: Procedure, answer: str) -> Step | None:
    """Return the step that holds an answer, or ``None``."""
    return procedure.steps.filter(key=STEPS[answer]).first()


def written(procedure: Procedure) -> dict[str, str]:
    """Return {answer: its text, or an empty one}."""
    found = {name: getattr(procedure, name) or "" for name in (PROOF, SILENCE)}
    return found | {
        name: (step and step.text_fr) or ""
        for name, step in ((one, step_of(procedure, one)) for one in STEPS)
    }


def write(procedure: Procedure, answer: str, text: str) -> None:
    """Write the answer that a step holds: a new step comes last, an empty text removes it."""
    step = step_of(procedure, answer)
    if step and not text:
        step.delete()
    elif text:
        if step is None:
            step = Step(procedure=procedure, key=STEPS[answer])
            step.position = next_position(step)
        step.text_fr = text
        step.save()


def proposed(procedure: Procedure) -> dict[str, str]:
    """Return {answer: what most other procedures of the family say of it}.

    The appeal and the other way are those of any family where none of this one has a step for it.
    What a promise keeps from somebody is no proposal: the others may have conditions that this one
    lacks, and « ne sortez pas de France » kept a whole procedure from being published.
    """
    others = Procedure.objects.filter(draft=False, withdrawn=False).exclude(pk=procedure.pk)
    family = others.filter(family=procedure.family)
    found = {name: _most_common(family.values_list(name, flat=True)) for name in (PROOF, SILENCE)}
    for name in STEPS:
        found[name] = _most_common(_texts(family, name)) or _most_common(_texts(others, name))
    return found


def _texts(procedures: QuerySet[Procedure], answer: str) -> Iterable[str | None]:
    rows = Step.objects.filter(procedure__in=procedures, key=STEPS[answer])
    return rows.order_by("pk").values_list("text_fr", flat=True)


def _most_common(texts: Iterable[str | None]) -> str:
    listed = Invariant.objects.values_list("never_words", flat=True)
    never = [word.casefold() for words in listed for word in words]
    found = [one for one in texts if one and not any(word in one.casefold() for word in never)]
    return next((text for text, _ in Counter(found).most_common(1)), "")
