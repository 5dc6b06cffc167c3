"""The page of one question: a wizard whose steps are those that the answers lead to."""

from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from formtools.wizard.views import NamedUrlWizardView

from procedures.engine.values.facts import to_plain

from . import counted
from .addresses import run_urls
from .forms import FORMS
from .pages import RunPage
from .paired_questions import SHOWN, own_part
from .prepared import prepared_edition
from .question_form import QuestionForm, Sense
from .run import Run, is_run_id, keep_run
from .urgent_routes import NAMING_SECTION, ways_in
from .walk import progress_at, walk
from .wording import french_stands_in, plain, question_text

FROM_REVIEW = "verifier"
PLACE = "commune"


class QuestionView(RunPage, NamedUrlWizardView):
    # The steps of the run replace this list at each request.
    form_list = [("question", QuestionForm)]
    url_name = "run_question"
    storage_name = "questionnaire.runs.run.RunStorage"
    template_name = "questionnaire/question.html"

    @classmethod
    def get_initkwargs(cls, *args, **kwargs):
        return super().get_initkwargs(*args, url_name=cls.url_name, **kwargs)

    def get_prefix(self, request, *args, **kwargs):
        return kwargs["run"]

    def get_form_prefix(self, step=None, form=None):
        return None

    def answer_request(self, request, *args, **kwargs):
        prepared = prepared_edition(self.edition.rule_set)
        self.step = prepared.key_of(kwargs["step"])
        named = prepared.hidden_steps.get(self.step, self.step)
        if named != kwargs["step"] and request.method in ("GET", "HEAD"):
            return redirect(self.address_of_today(request, prepared))
        return super().answer_request(request, *args, **kwargs)

    def address_of_today(self, request, prepared):
        """Return the present address of a question, with the query string.

        Its key changed since the address was made, or it is sensitive and no address names it.
        """
        query = request.GET.urlencode()
        address = run_urls(self.kwargs["run"], prepared.hidden_steps).question(self.step)
        return f"{address}?{query}" if query else address

    @property
    def sent(self):
        """The data sent, with values under present names: the page may be older than a renaming."""
        renamed, sent = self.edition.rule_set.renamed, self.request.POST
        if "reponse" in sent and self.step in renamed.values:
            sent = sent.copy()
            sent.setlist("reponse", renamed.value(self.step, sent.getlist("reponse")))
        return sent

    def replay(self):
        replayed = super().replay()
        steps = [*replayed.asked, *([replayed.next] if replayed.next else [])]
        # Set here and not in an override of get_form_list(): the wizard's post() deletes the cache
        # that get_form_list() makes, and fails without it.
        self.form_list = {key: self.form_class(key) for key in steps}
        return replayed

    def form_class(self, key):
        return FORMS[self.prepared.rule_set.questions[key].kind]

    def get_step_url(self, step):
        return self.urls.question(step)

    @property
    def may_be_shown(self):
        return self.walk.reaches(self.step) or self.is_volunteered

    @property
    def may_be_passed(self):
        return self.prepared.rule_set.questions[self.step].may_be_passed

    @property
    def is_volunteered(self):
        """Whether the person may tell their commune although the questionnaire does not need it.

        The commune may decide no rule and still tell who helps nearby: the result page offers the
        question once all others are answered.
        """
        if self.step != PLACE or not self.walk.complete or PLACE in self.walk.answers:
            return False
        known = PLACE in self.prepared.rule_set.questions
        return known and self.walk.situation.applies(PLACE) is True

    def get(self, request, *args, **kwargs):
        if not self.may_be_shown:
            return redirect(self.next_url())
        self.form_list.setdefault(self.step, self.form_class(self.step))
        self.storage.current_step = self.step
        return self.render(self.get_form())

    def post(self, request, *args, **kwargs):
        if self.step not in self.prepared.rule_set.questions:
            return redirect(self.next_url())
        # A question that no longer applies still takes its answer, since it may apply again.
        self.form_list.setdefault(self.step, self.form_class(self.step))
        self.storage.current_step = self.step
        if "pass" in request.POST and self.may_be_passed and not self.forgery_suspected:
            self.run.pass_by([self.step])
            return self.render_next_step(None)
        form = self.get_form(data=self.sent)
        if self.forgery_suspected:
            return self.render(form) if self.may_be_shown else redirect(self.next_url())
        forms = [form, *self.second_forms(self.sent)]
        if all(one.answered for one in forms):
            volunteered = self.is_volunteered
            for one in forms:
                counted.answered(self.run, one.question.key, one, self.language)
                self.storage.set_step_data(one.question.key, self.process_step(one))
            return redirect(self.urls.result) if volunteered else self.render_next_step(form)
        if not self.may_be_shown:
            return redirect(self.next_url())
        counted.refused(self.run, self.step, form, self.language)
        return self.render(form)

    def second_forms(self, sent=None):
        """Return the form of the question that shares this page, if there is one."""
        key = self.prepared.beside.get(self.step)
        alone = self.walk.urgent or FROM_REVIEW in self.request.GET
        if key is None or alone or (sent is not None and SHOWN not in sent):
            return []
        if key not in self.prepared.turns((), self.today)[0]:
            return []
        before = f"{key}-"
        return [
            self.form_class(key)(
                data=None if sent is None else own_part(sent, before),
                initial=self.get_form_initial(key),
                before=before,
                **self.get_form_kwargs(key),
            )
        ]

    def process_step(self, form):
        """Return the answer alone: the wizard would store the whole form, with its CSRF token."""
        return to_plain(form.cleaned_data["value"])

    def render_next_step(self, form, **kwargs):
        """Redirect to the question that the replayed answers lead to."""
        self.walk = self.replay()
        return redirect(self.next_url())

    def get_form_kwargs(self, step=None):
        return {
            "question": self.prepared.rule_set.questions[step],
            "texts": self.prepared.question(step, self.language, self.run.assisted),
            "offered": self.walk.offered(step),
            "sense": self.sense,
        }

    @property
    def sense(self):
        """What a typed answer is compared with: today, and the answers that still apply."""
        questions, replayed = self.prepared.rule_set.questions, self.walk
        return Sense(
            questions,
            {key: replayed.answers[key] for key in replayed.asked if key in replayed.answers},
            self.today,
            self.language,
            lambda key: plain(question_text(questions[key], self.language, self.run.assisted)),
        )

    def get_form_initial(self, step):
        return {"value": self.walk.answers[step]} if step in self.walk.answers else {}

    def without_run(self):
        """Start a new run with the answer just sent, so that it is not lost."""
        if self.request.method != "POST" or self.forgery_suspected:
            return super().without_run()
        kept = self.run_of_one_answer()
        if kept is None:
            return super().without_run()
        self.walk = walk(self.prepared, kept.answers, self.today)
        response = redirect(self.next_url())
        keep_run(self.request, response, kept)
        return response

    def run_of_one_answer(self):
        question = self.prepared.rule_set.questions.get(self.step)
        if question is None or not is_run_id(self.kwargs["run"]):
            return None
        self.run = Run(self.kwargs["run"], news=["restarted"], edition=self.edition.number)
        self.walk = walk(self.prepared, {}, self.today)
        kwargs = {**self.get_form_kwargs(self.step), "offered": self.every_choice(question)}
        form = self.form_class(self.step)(data=self.sent, **kwargs)
        if not form.answered:
            return None
        self.run.answer(self.step, self.process_step(form))
        return self.run

    def every_choice(self, question):
        return tuple(choice.value for choice in question.choices)

    def back_url(self):
        if FROM_REVIEW in self.request.GET:
            return self.urls.review
        if self.is_volunteered or (self.walk.urgent and self.step not in self.walk.lane):
            return self.urls.result
        previous = self.walk.previous(self.step)
        if previous:
            shared = {second: first for first, second in self.prepared.beside.items()}
            return self.urls.question(shared.get(previous, previous))
        return reverse("home") if self.walk.urgent else self.urls.start

    def fields(self, form):
        """Return the rendered form. A form that looks the same to many people is rendered once."""
        context = {"form": form, "question": form.question, "texts": form.texts}

        def draw():
            problem = next(iter(form.problems()), None)
            return render_to_string(form.template, {**context, "problem": problem})

        if not self.looks_the_same(form):
            return draw()
        key = (form.question.key, form.before, self.language, self.run.assisted, form.offered)
        return self.prepared.drawing((*key, form.answered_before, form.stored), draw)

    @staticmethod
    def looks_the_same(form):
        """Tell whether a form shows many people the same: it says nothing of this one."""
        return not form.is_bound and (form.few_answers or not form.answered_before)

    def render_to_response(self, context, **kwargs):
        """Return the page; one that looks the same to many people is drawn once."""

        def draw():
            return super(QuestionView, self).render_to_response(context, **kwargs)

        form, progress = context["form"], context["progress"]
        if context["notices"] or self.forgery_suspected or not self.looks_the_same(form):
            return draw()
        # All that the template shows, but the run and the token.
        names = (
            *("fields", "shown", "title", "in_french"),
            *("may_be_passed", "ways_first", "nameless", "dossiers_url"),
        )
        key = (
            self.language,
            self.step,
            self.run.assisted,
            context["back_url"].replace(self.run.id, ""),
            progress and (progress["position"], progress["left"]),
            self.edition.label,
            *(context[name] for name in names),
        )
        return self.prepared.frames.page(self.request, self.run.id, key, draw)

    @staticmethod
    def shown_texts(form):
        texts = form.texts
        choices = [one for one in texts.choices if one.value in form.offered]
        return [texts.title, texts.help, texts.hint, texts.why, texts.unknown_help, choices]

    def get_context_data(self, form, **kwargs):
        forms = [form, *self.second_forms(self.request.POST if form.is_bound else None)]
        problems = [problem for one in forms for problem in one.problems()]
        hidden = self.is_sensitive or form.question.sensitive
        return super().get_context_data(
            form=form,
            fields=tuple(self.fields(one) for one in forms),
            shown=SHOWN if len(forms) > 1 else "",
            in_french=french_stands_in([self.shown_texts(one) for one in forms]),
            title=plain(form.texts.title),
            problems=problems,
            progress=progress_at(self.walk, self.step),
            nameless=hidden,
            sensitive=hidden,
            may_be_passed=self.may_be_passed,
            back_url=self.back_url(),
            ways=ways_in(self.edition.rule_set, self.language),
            ways_first=any(choice.urgent for choice in form.question.choices)
            and form.question.section == NAMING_SECTION,
            forgery_suspected=self.forgery_suspected,
            **kwargs,
        )
