"""The mistakes of a submitted page of the desk, each with the field to mend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .answers import Answers, Field
from .texts import ShownText


@dataclass(frozen=True, slots=True)
class Mistake:
    """A sentence, and the field it is about: its label and its anchor, if the page has one."""

    text: str
    label: ShownText | str = ""
    anchor: str = ""


def mistakes_of(answers: Answers, fields: Iterable[Field]) -> list[Mistake]:
    """Return the answers that do not read; those of a question that is gone have no field."""
    shown = {one.key: one for one in fields if one.error}
    gone = [Mistake(text) for key, text in answers.errors.items() if key not in shown]
    return [Mistake(one.error, one.label, one.name) for one in shown.values()] + gone


def mistakes_in(form: Any) -> list[Mistake]:
    """Return one mistake a field of a form that was sent; a hidden field is no place to go to.

    What is wrong with the whole form stands above its fields already.
    """
    return [
        # Several buttons in one field have no first one: their group is led to.
        Mistake(field.errors[0], field.label, field.id_for_label or field.auto_id)
        for field in form.visible_fields()
        if field.errors
    ]
