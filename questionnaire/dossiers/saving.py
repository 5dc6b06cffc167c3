"""Saving the answers of a run as a dossier, and what would change in one that exists."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import TemplateView

from questionnaire.models import Dossier
from questionnaire.result.records import differences
from questionnaire.runs.pages import RunPage
from questionnaire.runs.run import erase_run
from questionnaire.runs.walk import answers_that_count

from .access import LANGUAGE, MemberPage
from .acts import DossierAct, note
from .answered import Answered, ChangedAnswer, changed_answers
from .forms import DossierForm
from .kept import DossierContent, ReferenceTaken, card_of, content_of, new_dossier, save


class SaveView(MemberPage, RunPage, TemplateView):
    """Keeps the answers of a run under a reference; the run is then erased from this device.

    For a run that comes from a dossier it first tells what would change: « Que se passe-t-il
    si… » ends here, and nothing is kept unless somebody presses the button.
    """

    template_name = "questionnaire/dossiers/save.html"

    def answer_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.language = LANGUAGE
        return super().answer_request(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.walk.complete:
            return redirect(self.next_url())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, run: str) -> HttpResponseBase:
        if not self.walk.complete:
            return redirect(self.next_url())
        form = DossierForm(request.POST)
        if form.is_valid():
            try:
                kept = self.save(form)
            except ReferenceTaken:
                form.add_error("reference", "Un autre dossier a déjà cette référence.")
            else:
                self.tell_done("Enregistré.")
                response = redirect("dossier", kept.code)
                erase_run(response, self.run.id)
                return response
        page = self.get_context_data(form=form)
        return render(request, self.template_name, page, status=422)

    def save(self, form: DossierForm) -> Dossier:
        """Write the dossier that the run comes from, or a new one."""
        dossier = self.held or new_dossier(self.organisation, self.member)
        content = self.answered.content
        if self.held:
            content.ticked = content_of(self.held, self.lock).ticked
        content.seen = dict(self.answered.record)
        sent = form.cleaned_data
        card = self.answered.card(sent["reference"], sent["note"])
        save(dossier, self.lock, card, content, self.edition.number)
        note(self.organisation, self.member, DossierAct.SAVED, card.reference)
        return dossier

    @cached_property
    def held(self) -> Dossier | None:
        """The dossier that the run comes from, if the association still has it."""
        if not self.run.dossier:
            return None
        return self.organisation.dossiers.filter(code=self.run.dossier).first()

    @cached_property
    def answered(self) -> Answered:
        content = DossierContent(
            answers=answers_that_count(self.run, self.walk),
            lane=self.run.lane,
            passed=self.run.passed,
        )
        return Answered(self.edition.rule_set, content, self.today)

    def changes(self) -> list[str]:
        """Return what the run changes in the answer of its dossier, with today's edition."""
        if self.held is None:
            return []
        before = content_of(self.held, self.lock)
        rules = self.edition.rule_set
        return differences(Answered(rules, before, self.today).record, self.answered.record)

    def changed_answers(self) -> list[ChangedAnswer]:
        """Return the answers of its dossier that the run changes."""
        if self.held is None:
            return []
        before = content_of(self.held, self.lock)
        return changed_answers(Answered(self.edition.rule_set, before, self.today), self.answered)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        card = card_of(self.held, self.lock) if self.held else None
        first = {"reference": card.reference, "note": card.note} if card else {}
        return super().get_context_data(
            **{
                "form": DossierForm(initial=first),
                "card": card,
                "dossier_url": reverse("dossier", args=[self.held.code]) if self.held else "",
                "changes": self.changes(),
                "changed_answers": self.changed_answers(),
                "title": self.answered.card("", "").title,
                **kwargs,
            }
        )
