"""What a site asks for at its door, what to do without it, and the other way."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from procedures.engine.values.between import OnlineService, ServiceNeed
from procedures.engine.values.department import Channel
from procedures.publishing.parts.channel_words import ONLINE
from questionnaire.result.reading import Reading, Shown

from .letters import LetterLink, letter_link


@dataclass(frozen=True, slots=True)
class ShownNeed:
    """A thing that a site asks for, and the answer to who lacks it."""

    title: Shown
    text: Shown
    icon: str
    question: Shown
    without: Shown


@dataclass(frozen=True, slots=True)
class WayIn:
    title: Shown
    text: Shown


@dataclass(frozen=True, slots=True)
class ShownService:
    """The values of templates/questionnaire/between/service.html.

    ``to_enter`` are the titles of what the door asks for, without the files that are sent later.
    ``optional`` is what the site takes and does not require: it comes last.
    """

    title: Shown
    to_enter: list[Shown]
    needs: list[ShownNeed]
    optional: list[ShownNeed]
    ways: list[WayIn]
    letter: LetterLink | None
    url: str


def service_of(reading: Reading, channel: Channel) -> ShownService | None:
    """Return the site on which a channel is used, or ``None`` for one that needs none."""
    service = reading.rule_set.service_of(channel)
    return shown_service(reading, service) if service else None


def shown_service(reading: Reading, service: OnlineService) -> ShownService:
    needs = [(one.optional, _need(reading, one)) for one in service.needs]
    required = [one for optional, one in needs if not optional]
    return ShownService(
        title=reading.shown(service.title),
        to_enter=[one.title for one in required],
        needs=[*required, *_files(reading, service)],
        optional=[one for optional, one in needs if optional],
        ways=[WayIn(reading.shown(one.title), reading.shown(one.text)) for one in service.ways],
        letter=letter_link(reading, service.letter),
        url=reverse("service", args=[service.id]),
    )


def _need(reading: Reading, one: ServiceNeed) -> ShownNeed:
    return ShownNeed(
        title=reading.shown(one.title),
        text=reading.shown(one.text),
        icon=one.icon or "check",
        question=reading.shown(one.question) or _("Vous ne l’avez pas ?"),
        without=reading.shown(one.without),
    )


def _files(reading: Reading, service: OnlineService) -> list[ShownNeed]:
    """Return the papers as files, where some are sent: what is not known of them, too."""
    if not service.files and service.kinds.isdisjoint(ONLINE):
        return []
    unknown = _("Formats et taille : non publié. Regardez ce que le site écrit.")
    return [
        ShownNeed(
            title=_("Les papiers, en photo nette ou en PDF"),
            text=reading.shown(service.files) or unknown,
            icon="document",
            question=_("Vous ne savez pas comment faire ?"),
            without=_(
                "Une France services, ou l’accueil numérique de la préfecture, le fait avec vous."
            ),
        )
    ]
