"""The start of a procedure: from nothing, or from a copy of the nearest one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Max, QuerySet

from procedures.engine.codes import free_key
from procedures.models import (
    NATIONAL,
    ChannelProcedure,
    Cost,
    DocumentEntry,
    Invariant,
    LegalReference,
    Procedure,
    ProcedureStance,
    ProcedureWarning,
    Step,
)
from procedures.publishing.spelling import bare

from ..changing.copying import columns_of, fill
from ..changing.positions import next_position, put_after
from ..searching.matching import wanted

# The track of procedures of which one is advised; another one is chosen on the whole form.
TRACK = "titre"
MOST_NEAR = 6
# What the law asks is the same in a copy; that somebody read it for this procedure is not.
UNREAD: Mapping[str, Any] = {
    "source_checked_on": None,
    "source_verified_on": None,
    "source_verified_by": "",
    "confidence": "",
}
LINES = (ProcedureStance, Step, DocumentEntry, Cost, ProcedureWarning, LegalReference)
# The columns that hold the proof and the silence.
PROOF, SILENCE = "meanwhile_text_fr", "processing_time_fr"
# {answer: the key of the step that holds it}
STEPS = {"recourse": "recours", "other_way": "substitution"}
ANSWERS = (PROOF, SILENCE, *STEPS)


def near(words: str, procedures: Iterable[Procedure]) -> list[Procedure]:
    """Return the procedures whose title or summary has the most words of a text, the best first.

    A word of the title counts three times one of the summary.
    """
    sought = [one for one in wanted(words) if len(one) > 2]
    found = []
    for row in procedures:
        title, summary = (f" {bare(text or '')}" for text in (row.title_fr, row.summary_fr))
        points = sum(3 * (f" {one}" in title) + (f" {one}" in summary) for one in sought)
        if points:
            found.append((points, row))
    found.sort(key=lambda pair: -pair[0])
    return [row for _, row in found[:MOST_NEAR]]


def start(*, title: str, family: str, summary: str = "", goals: Collection[str] = ()) -> Procedure:
    """Create a procedure in preparation, last of its family, with nothing in it yet."""
    return _placed(
        Procedure(
            key=free_key(title, Procedure.objects.values_list("key", flat=True)),
            family=family,
            track=TRACK,
            title_fr=title,
            summary_fr=summary,
            when={"goal": list(goals)} if goals else {},
            draft=True,
        )
    )


def copy_of(source: Procedure, *, title: str, family: str, summary: str = "") -> Procedure:
    """Create a procedure in preparation with all that another one says.

    Its title is its own; it has no persons, and its source is unread. It is filed as the
    other one is, where the nation says how.
    """
    copy = Procedure(**{**columns_of(source), **UNREAD})
    copy.key = free_key(title, Procedure.objects.values_list("key", flat=True))
    copy.family, copy.formerly, copy.draft, copy.withdrawn = family, [], True, False
    copy.translation_states = {
        language: {name: state for name, state in texts.items() if name != "title"}
        for language, texts in source.translation_states.items()
    }
    for language, _ in settings.LANGUAGES:
        setattr(copy, f"title_{language}", None)
    copy.title_fr = title
    if summary:
        copy.summary_fr = summary
    _placed(copy, after=source)
    for model in LINES:
        for line in model.objects.filter(procedure=source).order_by("position", "pk"):
            _copied_line(line, copy)
    for row in ChannelProcedure.objects.filter(
        procedure=source, channel__department__code=NATIONAL
    ):
        last = row.channel.procedures.aggregate(last=Max("position"))["last"]
        ChannelProcedure.objects.create(channel=row.channel, procedure=copy, position=last + 1)
    return copy


def _placed(row: Procedure, after: Procedure | None = None) -> Procedure:
    beside = Procedure.objects.filter(family=row.family).aggregate(last=Max("position"))["last"]
    row.position = 0 if beside is None else beside + 1
    # After the one that it is like, else after those of its family, else the last of its track.
    rows = Procedure.objects.filter(track=row.track).order_by("rank")
    put_after(row, after or rows.filter(family=row.family).last() or rows.last())
    row.save()
    return row


def _copied_line(line: Any, copy: Procedure) -> None:
    own = UNREAD if hasattr(line, "source_checked_on") else {}
    twin = type(line)(**{**columns_of(line), **own}, position=line.position)
    twin.procedure = copy
    twin.save()
    fill(twin, line, {})


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
