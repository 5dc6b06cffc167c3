"""The last page of questions: those that tell only which papers to bring. It may be passed."""

from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.generic import TemplateView

from procedures.engine.values.facts import to_plain

from . import counted
from .forms import FORMS
from .pages import RunPage
from .paired_questions import own_part
from .urgent_routes import ways_in
from .walk import progress_in
from .wording import french_stands_in

SECTION = "precisions"


class PapersView(RunPage, TemplateView):
    """Several short questions on one page. Each may be left without an answer."""

    template_name = "questionnaire/papers.html"

    def get(self, request, run):
        if self.walk.next or not self.walk.shared:
            return redirect(self.next_url())
        return self.shown(self.forms())

    def post(self, request, run):
        if self.walk.next or not self.walk.shared:
            return redirect(self.next_url())
        forms = self.forms(request.POST)
        refused = [form for form in forms.values() if not form.blank and not form.answered]
        passes = "pass" in request.POST
        if self.forgery_suspected or (refused and not passes):
            return self.shown(forms)
        for key, form in forms.items():
            if not passes and form.answered:
                counted.answered(self.run, key, form, self.language)
                self.run.answer(key, to_plain(form.cleaned_data["value"]))
        self.run.pass_by([key for key in forms if passes or not forms[key].answered])
        self.walk = self.replay()
        return redirect(self.next_url())

    def forms(self, sent=None):
        """Return {question: its form}, in the order of asking."""
        return {key: self.form(key, sent) for key in self.walk.shared}

    def form(self, key, sent):
        question, before = self.prepared.rule_set.questions[key], f"{key}-"
        given = {"value": self.walk.answers[key]} if key in self.walk.answers else {}
        return FORMS[question.kind](
            data=None if sent is None else own_part(sent, before),
            initial=given,
            question=question,
            texts=self.prepared.question(key, self.language, self.run.assisted),
            offered=self.walk.offered(key),
            before=before,
        )

    def shown(self, forms):
        """Return the page. What was left blank is no mistake."""
        problems = [one for form in forms.values() if not form.blank for one in form.problems()]
        drawn = [self.drawn(form) for form in forms.values()]
        texts = [[form.texts.title, form.texts.choices] for form in forms.values()]
        context = self.get_context_data(
            fields=drawn,
            problems=problems,
            in_french=french_stands_in(texts),
            progress=progress_in(SECTION, 1),
            searches=any(hasattr(form, "source") for form in forms.values()),
            back_url=self.back_url(),
            ways=ways_in(self.edition.rule_set, self.language),
            forgery_suspected=self.forgery_suspected,
        )
        return self.render_to_response(context)

    def drawn(self, form):
        found = [] if form.blank else form.problems()
        context = {"form": form, "question": form.question, "texts": form.texts}
        return render_to_string(form.template, {**context, "problem": found[0] if found else None})

    def back_url(self):
        before = [key for key in self.walk.asked if key not in self.walk.shared]
        return self.urls.question(before[-1]) if before else self.urls.start
