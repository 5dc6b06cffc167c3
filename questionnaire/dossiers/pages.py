"""The pages of dossiers: the list, one dossier, and what is done with it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView, View

from procedures.publishing.spelling import bare
from questionnaire.models import Dossier, Member
from questionnaire.runs.addresses import run_urls
from questionnaire.runs.pages import EditionPage
from questionnaire.runs.prepared import prepared_edition
from questionnaire.runs.question_page import FROM_REVIEW
from questionnaire.runs.run import keep_run, new_run_of_member

from .access import MemberPage
from .acts import DossierAct, note
from .answered import Answered
from .content import DossierCard, DossierContent, card_of, content_of
from .copying import shared
from .days import first_words
from .listing import PAGE, SearchedList, ending_soon, listed_of, urgent_counts
from .reviewing import cards_of_today

# How the number of a member is written; what is longer is none.
SERIAL = re.compile(r"[0-9]{1,18}")


class ListView(MemberPage, EditionPage, TemplateView):
    """Every dossier of the association."""

    template_name = "questionnaire/dossiers/list.html"

    def post(self, request: HttpRequest) -> HttpResponseBase:
        return self.get(request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cards = cards_of_today(self.organisation, self.cipher, self.edition, self.today)
        listed = listed_of(cards, self.today)
        form = SearchedList(self.request.POST or None, listed, self.edition.rule_set, self.member)
        chosen = form.chosen(listed, self.today)
        pages = Paginator(chosen, PAGE)
        changed = sum(1 for one in listed if one.changed_on)
        urgent = urgent_counts(listed, self.today, form)
        return super().get_context_data(
            form=form,
            page=pages.get_page(self.request.POST.get("page")),
            found=len(chosen),
            count=len(listed),
            changed=changed,
            handed=sum(form.handed in one.holders for one in listed),
            urgent=urgent,
            hidden=any(one.hidden for one in urgent),
            ending=len(ending_soon(listed)),
            **kwargs,
        )


class NewView(MemberPage, EditionPage, View):
    """Begins a consultation for somebody: a run of its own, with the words for a helper."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        run = new_run_of_member(request, self.edition.number)
        response = redirect(run_urls(run.id).resume)
        keep_run(request, response, run)
        return response


class DossierPage(MemberPage, EditionPage):
    """A page of one dossier of the association: ``self.dossier``, its card and its content."""

    dossier: Dossier

    def answer_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = self.organisation.dossiers.select_related("holder__account", "organisation")
        self.dossier = get_object_or_404(rows, code=kwargs["code"])
        return super().answer_request(request, *args, **kwargs)

    @cached_property
    def card(self) -> DossierCard:
        return card_of(self.dossier, self.cipher)

    @cached_property
    def content(self) -> DossierContent:
        return content_of(self.dossier, self.cipher)

    @property
    def address(self) -> str:
        return reverse("dossier", args=[self.dossier.code])

    def note(self, act: DossierAct) -> None:
        note(self.organisation, self.member, act, self.card.reference)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"dossier": self.dossier, "card": self.card, "address": self.address}
        return super().get_context_data(**{**kwargs, **own})


class ReopenDossierView(DossierPage, View):
    """Opens the answers as a run: to change one, to see what would change, for somebody else."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        key = request.POST.get("question", "")
        known = key in self.edition.rule_set.questions
        answered = Answered(self.edition.rule_set, self.content, self.today)
        if known and not answered.asks(key) and answered.followed:
            # What a refusal says is asked of answers that tell of it.
            answered = answered.followed
        if known and not answered.asks(key):
            self.message_done("Cette question ne se pose plus\xa0: rien ne changerait.")
            return redirect(self.address)
        run = new_run_of_member(request, self.edition.number)
        run.answers = self.edition.rule_set.renamed.answers(answered.content.answers)
        run.lane, run.passed = self.content.lane, self.content.passed
        if "duplicate" in request.POST:
            run.copied = self.dossier.code
            wanted = request.POST.getlist("shared")
            found = shared(self.edition.rule_set, run.answers)
            run.answers = {key: found[key] for key in found if key in wanted}
        else:
            run.dossier = self.dossier.code
        urls = run_urls(run.id, prepared_edition(self.edition.rule_set).hidden_steps)
        response = redirect(f"{urls.question(key)}?{FROM_REVIEW}" if known else urls.review)
        keep_run(request, response, run)
        self.note(DossierAct.REOPENED)
        return response


class FamilyView(DossierPage, TemplateView):
    """The people of one household, side by side; another one begins from what they share."""

    template_name = "questionnaire/dossiers/family.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cards = cards_of_today(self.organisation, self.cipher, self.edition, self.today)
        label = bare(self.card.family)
        people = [
            one
            for one in listed_of(cards, self.today)
            if one.dossier.pk == self.dossier.pk or (label and bare(one.card.family) == label)
        ]
        answered = Answered(self.edition.rule_set, self.content, self.today)
        may_be_shared = shared(self.edition.rule_set, answered.answers)
        return super().get_context_data(
            people=[
                (one, first_words(one.card, self.today, None))
                for one in sorted(people, key=lambda one: bare(one.card.reference))
            ],
            rows=[one for one in answered.rows() if one.key in may_be_shared and not one.unknown],
            **kwargs,
        )


class HandOverView(DossierPage, View):
    """Gives a dossier to another member of the association."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        sent = request.POST.get("member", "")
        members: Any = self.organisation.members
        taking: Member = get_object_or_404(members, pk=sent if SERIAL.fullmatch(sent) else 0)
        Dossier.objects.filter(pk=self.dossier.pk).update(
            holder=taking, handed_by=None if taking == self.member else self.member
        )
        note(
            self.organisation,
            self.member,
            DossierAct.HANDED_OVER,
            f"{self.card.reference} à {taking}",
        )
        self.message_done(f"Transmis à {taking}.")
        return redirect(self.address)


class DeleteDossierView(DossierPage, TemplateView):
    """Asks, then deletes a dossier: nothing of it stays but a line of the journal."""

    template_name = "questionnaire/dossiers/delete.html"

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        self.note(DossierAct.DELETED)
        self.dossier.delete()
        self.message_done(f"Dossier {self.card.reference} supprimé.")
        return redirect("dossier_list")
