"""The pages around the questions: the start, « Vérifier mes réponses », erasing."""

from django.shortcuts import redirect, render
from django.views.generic import TemplateView, View

from .addresses import run_urls
from .french_fallback import french_stands_in
from .listing import runs_of
from .pages import EditionPage, RunPage
from .prepared import prepared_edition
from .progress import section_labels
from .question_page import FROM_REVIEW
from .run import MOST_RUNS, erase_run, keep_run, new_run
from .urgent_routes import following, way_named, ways_in
from .walk import walk
from .wording import answer_text, question_text

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
