"""The days of all dossiers: the page of the week, the calendar, and its feed by a secret link."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View
from icalendar import vDuration

from procedures.publishing.editions.in_memory import NoEdition, edition_in_force
from questionnaire.models import Member
from questionnaire.result.calendar import Reminded, event_of, new_calendar
from questionnaire.result.reading import Shown
from questionnaire.result.unknowns import ToFindOut
from questionnaire.result.urgency import Urgency
from questionnaire.runs.pages import EditionPage

from .access import MemberPage, QuietPage, closed
from .acts import DossierAct, note
from .answered import Answered
from .content import DossierContent, content_of
from .days import neutral, words_of_day
from .listing import ListedDossier, ending_soon, first_urgent, latest_changed, listed_of
from .reviewing import cards_of_today
from .sealing import cipher_of, token_digest
from .upkeep import ends_at

SOON, LATER = 7, 30
FEED_NAME = "Dates des dossiers"
# How often a program asks again, if it asks at all: an edition may change a day overnight.
REFRESHED = timedelta(hours=6)


@dataclass(frozen=True, slots=True, order=True)
class DossierDay:
    """A day of a dossier."""

    day: date
    reference: str
    code: str
    about: Reminded
    words: str
    neutral: str
    title: str
    holder: str
    missed: bool = False


def days_of(listed: Iterable[ListedDossier], today: date) -> list[DossierDay]:
    """Return the last days that have passed and all the days to come of some dossiers, in order."""
    return sorted(
        DossierDay(
            day=found.day,
            reference=one.card.reference,
            code=one.dossier.code,
            about=found.about,
            words=words_of_day(found, today),
            neutral=neutral(found, today),
            title=one.card.title,
            holder=str(one.dossier.holder or ""),
            missed=found.is_missed(today),
        )
        for one in listed
        for found in one.card.shown_days(today)
    )


class AgendaPage(MemberPage, EditionPage):
    """A page that reads every dossier of the association."""

    def listed(self) -> list[ListedDossier]:
        cards = cards_of_today(self.organisation, self.cipher, self.edition, self.today)
        return listed_of(cards, self.today)


class WeekView(AgendaPage, TemplateView):
    """What cannot wait, what changed, closes, goes out of date: to read on Monday, or to print."""

    template_name = "questionnaire/dossiers/week.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listed = self.listed()
        days = days_of(listed, self.today)
        urgent = {why: first_urgent(listed, why, self.today) for why in Urgency}
        changed = latest_changed(listed)
        opened = self._opened([*changed, *chain.from_iterable(urgent.values())])
        # What is deleted meanwhile is left out.
        there = {
            why: [(one, opened[one.dossier.pk]) for one in found if one.dossier.pk in opened]
            for why, found in {**urgent, "changed": changed}.items()
        }
        return super().get_context_data(
            day=self.today,
            **{
                str(why): [(one, self._words(content, why)) for one, content in there[why]]
                for why in Urgency
            },
            changed=[(one, content.changes) for one, content in there["changed"]],
            closing=self._within(days, Reminded.LAST_DAY, 0, SOON),
            later=self._within(days, Reminded.LAST_DAY, SOON, LATER),
            opening=self._within(days, Reminded.START, -1, SOON),
            ending=self._within(days, Reminded.END, -1, LATER),
            meetings=self._within(days, Reminded.MEETING, -1, SOON),
            erased=[(one, ends_at(one.dossier)) for one in ending_soon(listed)],
            **kwargs,
        )

    def _opened(self, listed: list[ListedDossier]) -> dict[int, DossierContent]:
        """Return the contents of some dossiers, by their number."""
        rows = self.organisation.dossiers.filter(pk__in={one.dossier.pk for one in listed})
        return {one.pk: content_of(one, self.cipher) for one in rows}

    def _words(self, content: DossierContent, why: Urgency) -> list[Shown] | list[ToFindOut]:
        """Return what the answers of a dossier say of what cannot wait, or lack."""
        answered = Answered(self.edition.rule_set, content, self.today)
        is_undated = why is Urgency.UNDATED
        return answered.missing_answers() if is_undated else answered.urgent_words(why)

    def _within(
        self, days: list[DossierDay], about: Reminded, after: int, until: int
    ) -> list[DossierDay]:
        first, last = self.today + timedelta(after), self.today + timedelta(until)
        return [one for one in days if one.about == about and first < one.day <= last]


class CalendarPageView(AgendaPage, TemplateView):
    """The days of every dossier. A member makes, or closes, the link of a feed here."""

    template_name = "questionnaire/dossiers/calendar.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        token = secrets.token_urlsafe(32) if "open" in request.POST else ""
        self.member.feed_digest = token_digest(token) if token else ""
        self.member.save(update_fields=["feed_digest"])
        note(self.organisation, self.member, DossierAct.LINKED if token else DossierAct.UNLINKED)
        if not token:
            self.message_done("Le lien est fermé.")
            return redirect("dossier_calendar")
        link = request.build_absolute_uri(reverse("dossier_feed", args=[token]))
        return render(request, self.template_name, self.get_context_data(link=link))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listed = self.listed()
        days = days_of(listed, self.today)
        parts: dict[str, list[DossierDay]] = {"late": [], "today": [], "days": []}
        for one in days:
            is_last = one.about is Reminded.LAST_DAY and one.day <= self.today
            parts["late" if one.missed else "today" if is_last else "days"].append(one)
        undated = [one for one in listed if Urgency.UNDATED in one.urgencies]
        return super().get_context_data(**parts, undated=undated, **kwargs)


class FeedView(QuietPage, View):
    """The days of the dossiers that one member follows, for their calendar program.

    A holder of the link reads references and days, nothing more; it is closed with a press.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        found = Member.objects.select_related("organisation", "account")
        member = found.filter(
            feed_digest=token_digest(token),
            organisation__suspended_at=None,
            account__is_active=True,
            account__is_staff=False,
        ).first()
        if member is None:
            return closed(request, "feed")
        today = timezone.localdate()
        edition = None
        with contextlib.suppress(NoEdition):
            edition = edition_in_force()
        # A feed unread for weeks may have missed a review: the days shown are those of today.
        cipher = cipher_of(member.organisation)
        cards = cards_of_today(member.organisation, cipher, edition, today)
        own = [one for one in listed_of(cards, today) if one.dossier.holder_id == member.pk]
        response = HttpResponse(
            feed_file(days_of(own, today)), content_type="text/calendar; charset=utf-8"
        )
        response.headers["Content-Disposition"] = 'attachment; filename="rappels.ics"'
        return response


def feed_file(days: Iterable[DossierDay]) -> bytes:
    """Return days as a calendar file; each keeps its name from one reading to the next."""
    calendar = new_calendar()
    # The first of each two is the standard's, the other is what most programs read.
    calendar.add("name", FEED_NAME)
    calendar.add("x-wr-calname", FEED_NAME)
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESHED))
    for one in days:
        uid, title = (
            f"{one.code}-{one.day.isoformat()}-{one.about}",
            f"{one.reference} : {one.neutral}",
        )
        calendar.add_component(event_of(uid, one.day, one.about, title, timezone.now()))
    return bytes(calendar.to_ical())
