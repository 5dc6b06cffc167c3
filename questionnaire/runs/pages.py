"""The base of the pages of a run: the edition in force, the answers, and the page without them."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.db import DatabaseError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from procedures.publishing.editions.in_memory import CompiledEdition, NoEdition, edition_in_force
from questionnaire.dossiers.access import reference_of, who_saves
from questionnaire.models import Member
from questionnaire.result import formats
from questionnaire.understanding.reach import is_urgent

from .addresses import RunUrls, run_urls
from .away import unavailable
from .member_runs import is_of_member
from .prepared import PreparedEdition, prepared_edition
from .privacy import is_sensitive
from .run import Run, find_run, keep_run
from .walk import Walk, walk
from .wording import plain, shown

# A page that sends its form by a script says so: it notices a connection that is lost.
BY_SCRIPT = "X-Script"


class EditionPage:
    """A page that needs an edition in force, answers 503 without one, and is never cached."""

    # These pages show themselves what happened when Django's CSRF check fails: see
    # ``csrf_failure``.
    keeps_what_was_sent = True
    edition: CompiledEdition
    language: str
    today: date

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.language = get_language()
        self.today = timezone.localdate()

    def dispatch(self, request, *args, **kwargs):
        try:
            self.edition = edition_in_force()
        except (NoEdition, DatabaseError):
            response = unavailable(request)
        else:
            response = self.answer_request(request, *args, **kwargs)
        if response.status_code == 302 and request.headers.get(BY_SCRIPT):
            response = as_script_redirect(response)
        response.headers["Cache-Control"] = "no-store"
        return response

    def answer_request(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)

    @property
    def forgery_suspected(self):
        """Whether the request failed Django's CSRF check: show what was sent, but store nothing."""
        return getattr(self.request, "forgery_suspected", False)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        published = timezone.localtime(self.edition.published_at)
        edition = {
            "number": self.edition.label,
            "date": formats.day(published.date(), get_language() or "fr"),
        }
        return super().get_context_data(edition=edition, **kwargs)


class RunPage(EditionPage):
    """A page of one run, which provides ``self.run``, ``self.walk`` and ``self.urls``."""

    prepared: PreparedEdition
    run: Run
    urls: RunUrls
    walk: Walk

    def answer_request(self, request, *args, **kwargs):
        self.prepared = prepared_edition(self.edition.rule_set)
        self.urls = self.addresses(kwargs["run"])
        self.run = request.run = self.found(kwargs["run"])
        if self.run is None:
            return self.without_run()
        # Answers under former names count like the others.
        self.run.answers = self.edition.rule_set.renamed.answers(self.run.answers)
        before = self.run.to_data()
        before[1], before[5], before[6] = dict(before[1]), list(before[5]), list(before[6])
        self.walk = self.replay()
        response = super().answer_request(request, *args, **kwargs)
        if response.status_code == 200:
            self.run.edition, self.run.news = self.edition.number, []
        if self.run.to_data() != before:
            self.keep(response)
        return response

    def addresses(self, run: str) -> RunUrls:
        return run_urls(run, self.prepared.hidden_steps)

    def found(self, run: str) -> Run | None:
        """Return the run, or ``None`` if it is unknown on this device."""
        return find_run(self.request, run)

    def keep(self, response: HttpResponse) -> None:
        keep_run(self.request, response, self.run)

    def replay(self):
        renamed = self.edition.rule_set.renamed
        passed = frozenset(renamed.question(key) for key in self.run.passed)
        lane = renamed.question(self.run.lane)
        return walk(self.prepared, self.run.answers, self.today, lane, passed)

    def next_url(self) -> str:
        """Return where the person goes on: the next question, or the review if none is left.

        Nothing is reviewed in an urgent lane: its answer comes at once.
        """
        if self.walk.next:
            return self.urls.question(self.walk.next)
        if self.walk.late:
            return self.urls.papers
        return self.urls.result if self.walk.urgent else self.urls.review

    def without_run(self):
        """Return the response if the run is unknown on this device, erased, or too old."""
        context = {
            "start_url": reverse("run_start"),
            "dossiers_url": reverse("dossier_list") if is_of_member(self.kwargs["run"]) else "",
        }
        return render(self.request, "questionnaire/expired.html", context)

    @property
    def is_sensitive(self) -> bool:
        """Whether an answer is sensitive: no title of this run may name it.

        What the run holds counts, though the walk may not have come to it again.
        """
        return is_sensitive(self.edition.rule_set, self.run.answers)

    @property
    def nameless(self) -> bool:
        """Whether the page tells a danger: it has no name, and a red way to leave at once."""
        return self.is_sensitive

    @property
    def explains(self) -> bool:
        """Whether other answers are explained: what is urgent comes first, and alone."""
        return not (self.walk.urgent or is_urgent(self.walk.situation))

    def notices(self):
        """Return what happened since the last page, as variables of components/notice.html."""
        sentences = {
            "dropped": _(
                "Vous aviez trop de questionnaires sur cet appareil. "
                "Nous avons effacé le plus ancien."
            ),
            "restarted": _(
                "Nous n’avons pas retrouvé vos réponses d’avant. Nous avons gardé la dernière."
            ),
        }
        # A newer version, which runs beside this one, may have other news.
        news = [sentences[one] for one in self.run.news if one in sentences]
        notices = [{"variant": "warning", "text": one} for one in news]
        if self.run.dossier or self.run.copied:
            notices.insert(0, {"variant": "info", "text": self.where_from()})
        example = self.edition.rule_set.examples.get(self.run.example)
        if example is not None:
            text = _("Exemple : %(title)s. Ce ne sont pas vos réponses.")
            title = plain(shown(example.title, self.language))
            notices.insert(0, {"variant": "info", "text": text % {"title": title}})
        # A list opened again says what changed, line by line.
        if self.run.edition != self.edition.number and not self.run.since:
            text = _(
                "Nos informations ont changé depuis votre dernière visite. "
                "Vos réponses sont gardées, votre liste peut être différente."
            )
            notices.append({"variant": "info", "text": text})
        return notices

    def where_from(self) -> str:
        """Return the words on answers that come from a dossier, as long as they are not kept."""
        kept = _("Rien n’est enregistré avant la dernière page.")
        code = self.run.dossier or self.run.copied
        reference = reference_of(self.helper, code) if self.helper else ""
        if not reference:
            return kept
        if self.run.dossier:
            words = _("Dossier %(reference)s.")
        else:
            words = _(
                "Copie de %(reference)s : changez ce qui n’est pas pareil pour cette personne. "
                "L’âge, le document et les dates ne sont pas copiés."
            )
        return f"{words % {'reference': reference}} {kept}"

    @cached_property
    def saver(self) -> Member | None:
        """The member of an association who may keep these answers, if one is signed in."""
        return who_saves(self.request)

    @property
    def helper(self) -> Member | None:
        """That member, if the questions are asked of a helper."""
        return self.saver if self.run.assisted else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The ``run`` of the URL is an id; templates get the ``Run`` itself.
        own = {"run": self.run, "urls": self.urls, "assisted": self.run.assisted}
        own["notices"] = self.notices()
        # A member who helps goes back to the dossiers of the association.
        own["dossiers_url"] = reverse("dossier_list") if self.helper else ""
        kept = {"sensitive": self.nameless, "nameless": self.nameless}
        return super().get_context_data(**{**kept, **kwargs, **own})


def as_script_redirect(response: HttpResponse) -> HttpResponse:
    """Return where a redirect leads, for a script: it cannot read it, and would load it twice."""
    empty = HttpResponse(status=204, headers={"X-Next": response.headers["Location"]})
    empty.cookies = response.cookies
    return empty
