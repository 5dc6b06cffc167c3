"""The pages of dossiers: the list, one dossier, and what is done with it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from questionnaire.models import Dossier, Member
from questionnaire.printing.drawing import can_draw
from questionnaire.result.calendar import Reminder
from questionnaire.result.law import law_of
from questionnaire.runs.addresses import run_urls
from questionnaire.runs.pages import EditionPage
from questionnaire.runs.prepared import prepared_edition
from questionnaire.runs.question_page import FROM_REVIEW
from questionnaire.runs.run import keep_run, new_run

from .access import MemberPage
from .acts import DossierAct, note
from .answered import Answered
from .copying import shared
from .days import said
from .forms import NoteForm
from .kept import DossierCard, DossierContent, card_of, content_of, seal
from .listing import PAGE, SearchedList, ending_soon, listed_of, members_to_hand_to
from .reviewing import WRITTEN, cards_of_today, is_due, review
from .upkeep import ends_at

# In what a list is given to a person, whose language stands beside the French.
NAMES = {"fr": "français", "en": "français et anglais", "ar": "français et arabe"}
# How the number of a member is written; what is longer is none.
SERIAL = re.compile(r"[0-9]{1,18}")


class ListView(MemberPage, EditionPage, TemplateView):
    """Every dossier of the association."""

    template_name = "questionnaire/dossiers/list.html"

    def post(self, request: HttpRequest) -> HttpResponseBase:
        return self.get(request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cards = cards_of_today(self.organisation, self.lock, self.edition, self.today)
        listed = listed_of(cards, self.today)
        form = SearchedList(self.request.POST or None, listed, self.edition.rule_set)
        chosen = form.chosen(listed, self.today)
        pages = Paginator(chosen, PAGE)
        changed = sum(1 for one in listed if one.changed_on)
        return super().get_context_data(
            form=form,
            page=pages.get_page(self.request.POST.get("page")),
            found=len(chosen),
            count=len(listed),
            changed=changed,
            late=sum(one.late for one in listed),
            late_hidden=form.late_left_out(listed, self.today),
            ending=len(ending_soon(listed)),
            **kwargs,
        )


class NewView(MemberPage, EditionPage, View):
    """Begins a consultation for somebody: a run of its own, with the words for who helps."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        run = new_run(self.edition.number, assisted=True)
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
        return card_of(self.dossier, self.lock)

    @cached_property
    def content(self) -> DossierContent:
        return content_of(self.dossier, self.lock)

    @property
    def address(self) -> str:
        return reverse("dossier", args=[self.dossier.code])

    def note(self, act: DossierAct) -> None:
        note(self.organisation, self.member, act, self.card.reference)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"dossier": self.dossier, "card": self.card, "address": self.address}
        return super().get_context_data(**{**kwargs, **own})


class DossierView(DossierPage, TemplateView):
    """A dossier: its answers in words, its answer, its days, its note. To open it keeps it."""

    template_name = "questionnaire/dossiers/dossier.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # What the page says is of today, even if no command has read the dossier again yet.
        held = Dossier.objects.filter(pk=self.dossier.pk)
        if is_due(self.dossier, self.card, self.edition, self.today):
            review(self.dossier, self.lock, self.edition, self.today)
            # What a colleague saves at this moment is not overwritten.
            same = held.filter(saved_at=self.dossier.saved_at)
            same.update(**{name: getattr(self.dossier, name) for name in WRITTEN})
            del self.card
        if request.method == "GET":
            self.dossier.opened_at = timezone.now()
            held.update(opened_at=self.dossier.opened_at)
            self.note(DossierAct.OPENED)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, code: str) -> HttpResponseBase:
        form = NoteForm(request.POST)
        # Shown again as they were sent if the note is refused.
        self.content.ticked = sorted(set(request.POST.getlist("paper")) & self.papers())
        if not form.is_valid():
            page = self.get_context_data(note_form=form)
            return render(request, self.template_name, page, status=422)
        self.card.note = form.cleaned_data["note"]
        if "seen" in request.POST:
            self.content.seen, self.content.changes = dict(self.answered.record), []
            self.card.changed_on = ""
        seal(self.dossier, self.lock, self.card, self.content)
        self.dossier.saved_at = timezone.now()
        self.dossier.save(update_fields=[*WRITTEN, "saved_at"])
        self.note(DossierAct.SAVED)
        self.tell_done("Enregistré.")
        return redirect(self.address)

    @cached_property
    def answered(self) -> Answered:
        return Answered(self.edition.rule_set, self.content, self.today, self.dossier.code)

    def shown_days(self) -> list[Reminder]:
        card = self.answered.card("", "")
        return [*card.missed(self.today), *card.coming(self.today)]

    def papers(self) -> set[str]:
        every = self.answered.record["procedures"].values()
        return {key for one in every for key in (*one["papers"], *one["possible"])}

    def lines(self) -> list[dict[str, Any]]:
        """Return the papers to tick, by procedure: as on the result, what is given later is last.

        ``id`` is where the card of the procedure leads.
        """
        ticked, later = self.content.ticked, self.answered.later
        return [
            {
                "title": one["title"],
                "id": f"papiers{sheet.suffix}",
                "papers": [
                    {
                        "key": key,
                        "words": words,
                        "choice": self.answered.choices.get(key, ""),
                        "for_whom": self.answered.for_whom.get(key, ""),
                        "later": put_off,
                        "maybe": maybe and not put_off,
                        "ticked": key in ticked,
                    }
                    for put_off in (False, True)
                    for maybe, group in ((False, one["papers"]), (True, one["possible"]))
                    for key, words in group.items()
                    if (key in later) is put_off
                ],
            }
            for one, sheet in zip(
                self.answered.record["procedures"].values(),
                self.answered.result.sheets,
                strict=True,
            )
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{
                "answered": self.answered,
                "result": self.answered.result,
                "rows": self.answered.rows(),
                "lines": self.lines(),
                "law": law_of(self.answered.reading, self.answered.evaluation),
                "languages": [(code, NAMES[code]) for code, _name in settings.LANGUAGES],
                "gives_paper": bool(self.answered.result.sheets) and can_draw(),
                "changes": self.content.changes,
                "days": [said(one, self.today) for one in self.shown_days()],
                "ends": ends_at(self.dossier),
                "others": members_to_hand_to(self.member, self.dossier),
                "note_form": NoteForm(initial={"note": self.card.note}),
                **kwargs,
            }
        )


class ReopenDossierView(DossierPage, View):
    """Opens the answers as a run: to change one, to see what would change, for somebody else."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        key = request.POST.get("question", "")
        known = key in self.edition.rule_set.questions
        if known and not Answered(self.edition.rule_set, self.content, self.today).asks(key):
            self.tell_done("Cette question ne se pose plus\xa0: rien ne changerait.")
            return redirect(self.address)
        run = new_run(self.edition.number, assisted=True)
        run.answers = self.edition.rule_set.renamed.answers(self.content.answers)
        run.lane, run.passed = self.content.lane, self.content.passed
        if "duplicate" in request.POST:
            run.copied = self.dossier.code
            run.answers = shared(self.edition.rule_set, run.answers)
        else:
            run.dossier = self.dossier.code
        urls = run_urls(run.id, prepared_edition(self.edition.rule_set).hidden_steps)
        response = redirect(f"{urls.question(key)}?{FROM_REVIEW}" if known else urls.review)
        keep_run(request, response, run)
        self.note(DossierAct.REOPENED)
        return response


class HandOverView(DossierPage, View):
    """Gives a dossier to another member of the association."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        sent = request.POST.get("member", "")
        members: Any = self.organisation.members
        taking: Member = get_object_or_404(members, pk=sent if SERIAL.fullmatch(sent) else 0)
        Dossier.objects.filter(pk=self.dossier.pk).update(holder=taking)
        note(
            self.organisation,
            self.member,
            DossierAct.HANDED_OVER,
            f"{self.card.reference} à {taking}",
        )
        self.tell_done(f"Transmis à {taking}.")
        return redirect(self.address)


class DeleteDossierView(DossierPage, TemplateView):
    """Asks, then deletes a dossier: nothing of it stays but a line of the journal."""

    template_name = "questionnaire/dossiers/delete.html"

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        self.note(DossierAct.DELETED)
        self.dossier.delete()
        self.tell_done(f"Dossier {self.card.reference} supprimé.")
        return redirect("dossier_list")
