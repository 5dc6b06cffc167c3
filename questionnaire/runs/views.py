"""The pages around the questions: the start, « Vérifier mes réponses », erasing, leaving."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView, View

from procedures.engine.answers import read_answer
from procedures.engine.errors import InvalidAnswers
from procedures.publishing.editions.in_memory import NoEdition, edition_in_force

from .addresses import run_urls
from .pages import BY_SCRIPT, EditionPage, RunPage
from .prepared import prepared_edition
from .privacy import is_sensitive
from .question_page import FROM_REVIEW
from .run import MOST_RUNS, erase_run, ids_of_runs, keep_run, new_run, runs_in
from .urgent_routes import NAMING_SECTION, following, way_named, ways_in
from .walk import section_labels, walk
from .wording import answer_text, french_stands_in, question_text


def runs_of(request):
    """Return the variables of components/run_card.html for each run, the latest first.

    They are dicts with title, url, updated and erase_url. The run of an example is not one to go on
    with: its reader would take the answers of somebody else for theirs.
    """
    runs = [run for run in runs_in(request) if not run.example]
    rule_set = rule_set_in_force() if runs else None
    return [
        {
            "title": _title(run, rule_set),
            "url": urls.resume,
            "updated": _moment(run.updated),
            "erase_url": urls.erase,
        }
        for run in runs
        for urls in [run_urls(run.id)]
    ]


def rule_set_in_force():
    """Return the rule set of the edition in force, or ``None`` before a publication."""
    try:
        return edition_in_force().rule_set
    except (NoEdition, DatabaseError):
        return None


def _title(run, rule_set):
    """Return what the person wants, in the words of their answer; nothing if it is sensitive."""
    questions = rule_set.questions.values() if rule_set else ()
    naming = next((one for one in questions if one.section == NAMING_SECTION), None)
    answers = rule_set.renamed.answers(run.answers) if rule_set else {}
    if naming is None or naming.key not in answers:
        return _("Questionnaire pour une autre personne") if run.assisted else _("Questionnaire")
    try:
        value = read_answer(rule_set.facts[naming.key], naming, answers[naming.key])
    except InvalidAnswers:
        return _("Questionnaire")
    if is_sensitive(rule_set, {naming.key: value}):
        return _("Questionnaire")
    return answer_text(naming, value, get_language())


def _moment(seconds):
    moment = timezone.localtime(datetime.fromtimestamp(seconds, UTC))
    return date_format(moment, "DATETIME_FORMAT")


# The mark of the link by which a kept list sends a person who has filed.
FILED = "filed"


class StartView(EditionPage, TemplateView):
    """The start page. It always begins a new run, so that two windows never share one."""

    template_name = "questionnaire/start.html"

    def post(self, request):
        if self.forgery_suspected:
            return self.get(request)
        run = new_run(self.edition.number, assisted="assisted" in request.POST)
        way = way_named(self.edition.rule_set, request.POST.get("way", ""))
        if way is not None:
            take_way(run, way)
        elif FILED in request.POST:
            for key, value in following(self.edition.rule_set).items():
                run.answer(key, value)
        prepared = prepared_edition(self.edition.rule_set)
        urls = run_urls(run.id, prepared.hidden_steps)
        begun = walk(prepared, run.answers, self.today, run.lane)
        after = urls.result if begun.urgent else urls.papers
        response = redirect(urls.question(begun.next) if begun.next else after)
        keep_run(request, response, run)
        return response

    def get_context_data(self, **kwargs):
        runs = runs_of(self.request)
        return super().get_context_data(
            runs=runs,
            full=len(runs) >= MOST_RUNS,
            filed=FILED in self.request.GET or FILED in self.request.POST,
            ways=ways_in(self.edition.rule_set, self.language),
            forgery_suspected=self.forgery_suspected,
            **kwargs,
        )


class WayView(RunPage, View):
    """Takes an urgent way in within a run, whose other answers stay, or leaves the lane again."""

    http_method_names = ["post", "options"]

    def post(self, request, run):
        way = way_named(self.edition.rule_set, request.POST.get("way", ""))
        if not self.forgery_suspected and way is not None:
            take_way(self.run, way)
        elif not self.forgery_suspected:
            self.run.lane = ""
        self.walk = self.replay()
        return redirect(self.next_url())


def take_way(run, way):
    """Answer with the choice of an urgent way in, and ask only what it alone leads to."""
    run.answer(way.question, way.value)
    run.lane = way.question


class ResumeView(RunPage, View):
    """Redirects the address of a run to where the person goes on."""

    def get(self, request, run):
        return redirect(self.next_url())


class ReviewView(RunPage, TemplateView):
    template_name = "questionnaire/review.html"

    def get_context_data(self, **kwargs):
        asked, groups = self.walk.asked, self.groups()
        return super().get_context_data(
            groups=groups,
            in_french=french_stands_in(groups),
            complete=self.walk.complete,
            explains=self.walk.complete and self.explains,
            next_url=self.next_url(),
            ways=ways_in(self.edition.rule_set, self.language),
            kept=len(self.walk.kept),
            back_url=self.urls.question(asked[-1]) if asked else self.urls.start,
            **kwargs,
        )

    def question(self, key):
        return self.prepared.rule_set.questions[key]

    def groups(self):
        """Return the answers by section, in the order of asking."""
        rows = {section: [] for section in section_labels()}
        for key, value in self.walk.answers.items():
            rows.setdefault(self.question(key).section, []).append(self.row(key, value))
        titles = section_labels()
        return [
            {"title": titles.get(section, ""), "rows": own} for section, own in rows.items() if own
        ]

    def row(self, key, value):
        question = self.question(key)
        return {
            "question": question_text(question, self.language, self.run.assisted),
            "answer": answer_text(question, value, self.language, self.run.assisted),
            "unknown": value is None,
            "change_url": f"{self.urls.question(key)}?{FROM_REVIEW}",
        }


class EraseView(RunPage, TemplateView):
    template_name = "questionnaire/erase.html"

    def post(self, request, run):
        if self.forgery_suspected:
            return self.get(request)
        response = render(request, "questionnaire/erased.html")
        erase_run(response, run)
        # Lists that were kept on this device go too; the other runs, in their cookies, stay.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(forgery_suspected=self.forgery_suspected, **kwargs)


def csrf_failure(request, reason=""):
    """Show the same page again, with the data sent and a fresh token, so that nothing is lost.

    A page that cannot do so shows the general explanation.
    """
    match = request.resolver_match
    view = getattr(match.func, "view_class", None) if match else None
    if not getattr(view, "keeps_what_was_sent", False):
        return render(request, "403_csrf.html", status=403)
    request.forgery_suspected = True
    response = match.func(request, *match.args, **match.kwargs)
    if response.status_code == 200:
        response.status_code = 403
    return response


ELSEWHERE = "https://meteofrance.com/"
# Browsers that know none of this still lose the cookies, which are deleted one by one.
ERASED = '"cache", "cookies", "storage"'
# A script has emptied the storage itself, and noted there that the tab hides its history.
ERASED_BESIDE_A_SCRIPT = '"cache", "cookies"'


# A person in danger must not read that a form is too old. Another site gains nothing: what it
# sends carries no cookie of ours, and erases nothing.
@csrf_exempt
@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Erase every cookie of ours on this device, then redirect to a page that says nothing."""
    response = redirect("left")
    response.status_code = 303
    if request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none"):
        for identifier in ids_of_runs(request):
            erase_run(response, identifier)
        response.delete_cookie(settings.CSRF_COOKIE_NAME)
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        by_script = BY_SCRIPT in request.headers
        response.headers["Clear-Site-Data"] = ERASED_BESIDE_A_SCRIPT if by_script else ERASED
    return response


@never_cache
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Show a page without a name, which leads to the weather at once where no script runs.

    A redirect of the form itself would be refused by our own security policy.
    """
    # Without the request: nothing on this page may ask for a cookie again.
    response = HttpResponse(render_to_string("questionnaire/left.html", {"elsewhere": ELSEWHERE}))
    response.headers["Refresh"] = f"0; url={ELSEWHERE}"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
