"""The page of one dossier: what it says today, the papers that one has, the note."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_info
from django.views.generic import TemplateView

from questionnaire.models import Dossier
from questionnaire.printing.drawing import can_draw
from questionnaire.result.law import law_of

from .acts import DossierAct
from .answered import Answered
from .content import DossierCard, DossierContent, Written, change
from .days import words_of_day
from .forms import NoteForm
from .listing import members_to_hand_to
from .merging import FIELD, SAVED, ShownVersion, digest, plain, saved_words
from .pages import DossierPage
from .reviewing import WRITTEN, is_due, review
from .upkeep import ends_at


class DossierView(DossierPage, TemplateView):
    """A dossier: its answers in words, its answer, its days, its note. To open it keeps it."""

    template_name = "questionnaire/dossiers/dossier.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # What the page says is of today, even if no command has read the dossier again yet.
        held = Dossier.objects.filter(pk=self.dossier.pk)
        if is_due(self.dossier, self.card, self.edition, self.today):
            review(self.dossier, self.cipher, self.edition, self.today)
            # What a colleague saves at this moment is not overwritten.
            same = held.filter(saved_at=self.dossier.saved_at)
            same.update(**{name: getattr(self.dossier, name) for name in WRITTEN})
            del self.card
        if request.method == "GET":
            self.dossier.opened_at = timezone.now()
            held.update(opened_at=self.dossier.opened_at)
            held.filter(holder=self.member).update(handed_by=None)
            self.note(DossierAct.OPENED)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, code: str) -> HttpResponseBase:
        version = ShownVersion.sent(request.POST.get(FIELD, ""), self.dossier, self.cipher)
        try:
            if "seen" in request.POST:
                done = self.keep_seen(version)
            else:
                sent = {*request.POST.getlist("paper")} & self.papers()
                form = NoteForm(request.POST)
                # An unchanged note may be longer: it holds the words of two members.
                if plain(request.POST.get("note", "")) != plain(version.note) and form.errors:
                    self.content.ticked = sorted(sent)
                    page = self.get_context_data(note_form=form, version=request.POST.get(FIELD))
                    return render(request, self.template_name, page, status=422)
                done = self.keep_note(version, request.POST.get("note", ""), sent)
        except Dossier.DoesNotExist as error:
            raise Http404 from error
        self.note(DossierAct.SAVED)
        self.message_done(done)
        return redirect(self.address)

    def keep_note(self, version: ShownVersion, note: str, ticked: set[str]) -> str:
        """Write what somebody changed of the note and of the ticks; return what was done."""

        def changed(card: DossierCard, now: DossierContent) -> Written:
            card.note, both = version.note_of(note, card.note)
            now.ticked = version.ticks(ticked, now.ticked)
            return card, now, both

        return saved_words(change(self.dossier, self.cipher, changed))

    def keep_seen(self, version: ShownVersion) -> str:
        """Note that the changes that the page showed were read; return what was done."""

        def changed(card: DossierCard, now: DossierContent) -> Written:
            read = digest(now.changes, self.cipher) == version.changes
            if read:
                now.seen = dict(Answered(self.edition.rule_set, now, self.today).record)
                now.changes, card.changed_on = [], ""
            return card, now, read

        read = change(self.dossier, self.cipher, changed)
        return SAVED if read else "Le résultat a encore changé : lisez ce changement."

    @cached_property
    def answered(self) -> Answered:
        return Answered(self.edition.rule_set, self.content, self.today, self.dossier.code)

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
                        "audience": self.answered.audience.get(key, ""),
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
        card = self.answered.card("", "")
        return super().get_context_data(
            **{
                "answered": self.answered,
                "result": self.answered.result,
                "rows": self.answered.rows(),
                "lines": self.lines(),
                "law": law_of(self.answered.reading, self.answered.evaluation),
                "languages": [(code, _with_french(code)) for code, _name in settings.LANGUAGES],
                "gives_paper": bool(self.answered.result.sheets) and can_draw(),
                "changes": self.content.changes,
                "days": [words_of_day(one, self.today) for one in card.shown_days(self.today)],
                "ends": ends_at(self.dossier),
                "others": members_to_hand_to(self.member, self.dossier),
                "note_form": NoteForm(initial={"note": self.card.note}),
                "version": ShownVersion.of(
                    self.card, self.content, self.cipher, self.papers()
                ).sealed(self.dossier, self.cipher),
                **kwargs,
            }
        )


def _with_french(language: str) -> str:
    """Name the languages in which a list is given: that of the person stands beside the French."""
    name = str(get_language_info(language)["name_translated"]).lower()
    return name if language == "fr" else f"français et {name}"
