"""What the pages of a run share: the edition in force, the answers, and what to do without."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from procedures.publishing.editions.current import CurrentEdition, NoEdition, current_edition

from .addresses import RunUrls, run_urls
from .prepared import PreparedEdition, prepared_edition
from .run import Run, find_run, keep_run
from .walk import Walk, walk

MINUTES_WITHOUT_EDITION = 5


class EditionPage:
    """A page that rests on the edition in force: 503 while there is none. Never stored."""

    # The check against forged requests leaves these pages to say what happened themselves.
    keeps_what_was_sent = True
    edition: CurrentEdition
    language: str
    today: date

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.language = get_language()
        self.today = timezone.localdate()

    def dispatch(self, request, *args, **kwargs):
        try:
            self.edition = current_edition()
        except (NoEdition, DatabaseError):
            response = unavailable(request)
        else:
            response = self.answer_request(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    def answer_request(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)

    @property
    def forgery_suspected(self):
        """The request failed Django's check: show what was sent, take nothing of it."""
        return getattr(self.request, "forgery_suspected", False)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        published = timezone.localtime(self.edition.published_at)
        edition = {"number": self.edition.label, "date": date_format(published, "DATE_FORMAT")}
        return super().get_context_data(edition=edition, **kwargs)


class RunPage(EditionPage):
    """A page of one run: ``self.run``, ``self.walk`` and ``self.urls`` are there to be read."""

    prepared: PreparedEdition
    run: Run
    urls: RunUrls
    walk: Walk

    def answer_request(self, request, *args, **kwargs):
        self.prepared = prepared_edition(self.edition.rule_set)
        self.urls = run_urls(kwargs["run"])
        self.run = request.run = find_run(request, kwargs["run"])
        if self.run is None:
            return self.without_run()
        # What was answered under a name that changed since is an answer all the same.
        self.run.answers = self.edition.rule_set.renamed.answers(self.run.answers)
        before = self.run.to_data()
        before[1], before[5], before[6] = dict(before[1]), list(before[5]), list(before[6])
        self.walk = self.replay()
        response = super().answer_request(request, *args, **kwargs)
        if response.status_code == 200:
            self.run.edition, self.run.news = self.edition.number, []
        if self.run.to_data() != before:
            keep_run(request, response, self.run)
        return response

    def replay(self):
        return walk(self.prepared, self.run.answers, self.today)

    def next_url(self):
        """Where the person goes on: the next question, or all the answers when none is left."""
        return self.urls.question(self.walk.next) if self.walk.next else self.urls.review

    def without_run(self):
        """The run is unknown on this device, erased, or too old."""
        context = {"start_url": reverse("run_start")}
        return render(self.request, "questionnaire/expired.html", context)

    def notices(self):
        """What happened since the last page: entries of components/notice.html."""
        said = {
            "dropped": _(
                "Vous aviez trop de questionnaires sur cet appareil. "
                "Nous avons effacé le plus ancien."
            ),
            "restarted": _(
                "Nous n’avons pas retrouvé vos réponses d’avant. Nous avons gardé la dernière."
            ),
        }
        notices = [{"variant": "warning", "text": said[one]} for one in self.run.news]
        if self.run.edition != self.edition.number:
            text = _(
                "Nos informations ont changé depuis votre dernière visite. "
                "Vos réponses sont gardées, votre liste peut être différente."
            )
            notices.append({"variant": "info", "text": text})
        return notices

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The URL's ``run`` is an id; pages are given the run itself.
        own = {"run": self.run, "urls": self.urls, "notices": self.notices()}
        return super().get_context_data(**{**kwargs, **own})


def unavailable(request: HttpRequest) -> HttpResponse:
    response = render(request, "questionnaire/unavailable.html", status=503)
    response.headers["Retry-After"] = str(60 * MINUTES_WITHOUT_EDITION)
    return response
