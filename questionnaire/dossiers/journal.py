"""The page of the journal: who opened, saved, exported or deleted which reference, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.views.generic import TemplateView

from procedures.publishing.spelling import bare

from . import acts
from .access import MemberPage
from .acts import ShownAct, by_day, every_act
from .forms import PlainForm


class SearchedJournal(PlainForm):
    """What is looked for in the journal. It travels in the body: no reference is in an address."""

    q = forms.CharField(label="Référence", required=False, max_length=100)
    who = forms.ChoiceField(label="Membre", required=False)

    def __init__(self, data: Any, lines: Iterable[ShownAct], *args: Any):
        super().__init__(data, *args)
        # Former members are looked for too.
        names = sorted({one.who for one in lines} - {""})
        self.fields["who"].choices = [("", "Tous les membres"), *((one, one) for one in names)]

    def chosen(self, lines: Iterable[ShownAct]) -> list[ShownAct]:
        """Return the lines that are looked for. What is no choice asks for nothing."""
        self.is_valid()
        asked = self.cleaned_data if self.is_bound else {}
        words, who = bare(asked.get("q", "")), asked.get("who", "")
        return [one for one in lines if words in bare(one.about) and (not who or who == one.who)]


class JournalView(MemberPage, TemplateView):
    """The acts of a year at most, opened in memory as the cards of the list are."""

    only_administrators = True
    template_name = "questionnaire/dossiers/journal.html"

    def post(self, request: HttpRequest) -> HttpResponseBase:
        return self.get(request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = by_day(every_act(self.organisation, self.cipher))
        form = SearchedJournal(self.request.POST or None, lines)
        pages = Paginator(form.chosen(lines), acts.A_PAGE)
        return super().get_context_data(
            form=form,
            acts=pages.get_page(self.request.POST.get("page")),
            kept=bool(lines),
            **kwargs,
        )
