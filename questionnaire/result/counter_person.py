"""The person of a page for the counter, in the three lines that a counter reads first."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .reading import Reading, plain


def who_they_are(reading: Reading) -> list[str]:
    """Return who the person is in three lines: what they answered, and nothing that they did not.

    Nothing of violence, health or a fear is there: a counter reads over the shoulder.
    """
    lines = [_who(reading), _holds(reading), _lives(reading)]
    return [one for one in lines if one]


def _answer(reading: Reading, key: str) -> str:
    name = reading.named(key)
    question = reading.rule_set.questions.get(name)
    if question is None or reading.situation.answers.get(name) is None:
        return ""
    return plain(reading.answer(question))


def _who(reading: Reading) -> str:
    nationality = _answer(reading, "nationality")
    age = reading.situation.answers.get(reading.named("age"))
    parts = [_("Nationalité : %(name)s") % {"name": nationality}] if nationality else []
    if isinstance(age, int):
        parts.append(ngettext("%(count)s an", "%(count)s ans", age) % {"count": age})
    return " · ".join(parts)


def _holds(reading: Reading) -> str:
    document, ends = _answer(reading, "current_document"), _answer(reading, "expiry_date")
    parts = [document] if document else []
    if ends:
        parts.append(_("Date de fin : %(day)s") % {"day": ends})
    return " · ".join(parts)


def _lives(reading: Reading) -> str:
    place = _answer(reading, "commune")
    return _("Habite à : %(place)s") % {"place": place} if place else ""
