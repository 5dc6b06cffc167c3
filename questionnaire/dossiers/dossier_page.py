"""The page of one dossier: what it says today, the papers that one has, the note."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_info
from django.views.generic import TemplateView

from questionnaire.models import Dossier
from questionnaire.printing.drawing import can_draw
from questionnaire.result.reasons import law_of

from .acts import DossierAct
from .answered import Answered
from .content import DossierCard, DossierContent, Written, change
from .days import words_of_day
from .following import FIELDS, words_of
from .forms import FollowedForm
from .listing import members_to_hand_to
from .merging import (
    FIELD,
    SAVED,
    ChangedMeanwhile,
    ShownVersion,
    digest,
    lines_of,
    plain,
    saved_words,
)
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
                form = FollowedForm(request.POST, today=self.today)
                # An unchanged note may be longer: it holds the words of two members.
                if plain(request.POST.get("note", "")) == plain(version.note):
                    form.errors.pop("note", None)
                if form.errors:
                    return self.shown_again(form, sent, request.POST.get(FIELD, ""), 422)
                done = self.keep_written(version, form, sent)
        except ChangedMeanwhile as error:
            # The words of the colleague are shown: sent again, those of the member replace them.
            for name in ("card", "content", "answered"):
                self.__dict__.pop(name, None)
            now = replace(self.version, note=version.note, ticked=version.ticked)
            shown = now.sealed(self.dossier, self.cipher)
            return self.shown_again(form, sent, shown, 409, meanwhile=str(error))
        except Dossier.DoesNotExist as error:
            raise Http404 from error
        self.note(DossierAct.SAVED)
        self.message_done(done)
        return redirect(self.address)

    def shown_again(
        self, form: FollowedForm, ticked: set[str], version: str, status: int, **more: str
    ) -> HttpResponse:
        """Return the page with what somebody sent, none of which is written."""
        self.content.ticked = sorted(ticked)
        page = self.get_context_data(written=form, version=version, **more)
        return render(self.request, self.template_name, page, status=status)

    def keep_written(self, version: ShownVersion, form: FollowedForm, ticked: set[str]) -> str:
        """Write what somebody changed of what the page holds; return what was done."""

        def changed(card: DossierCard, now: DossierContent) -> Written:
            note, both = version.note_of(form.data.get("note", ""), card.note)
            held = lines_of(card)
            lines = version.lines_upon(form.lines(), held)
            followed = {key: it for key, it in (held | lines).items() if it and key in FIELDS}
            now.requests = [*now.requests[:-1], followed]
            if form.cleaned_data["over"] and followed:
                now.requests.append({})
            now.ticked = version.ticks(ticked, now.ticked)
            own = {**card.own, "note": note, "family": lines.get("family", card.family)}
            new = Answered(self.edition.rule_set, now, self.today).card(**own)
            new.changed_on = card.changed_on
            return new, now, both

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

    @property
    def version(self) -> ShownVersion:
        return ShownVersion.of(self.card, self.content, self.cipher, self.papers())

    @cached_property
    def answered(self) -> Answered:
        return Answered(self.edition.rule_set, self.content, self.today, self.dossier.code)

    def papers(self) -> set[str]:
        every = (one for found, _id in self.parts() for one in found.record["procedures"].values())
        return {key for one in every for key in (*one["papers"], *one["possible"])}

    def parts(self) -> list[tuple[Answered, str]]:
        """Return what has papers, with an id: what follows what was filed comes before it."""
        answered = self.answered
        followed = [(answered.followed, "papiers")] if answered.followed else []
        return [*followed, (answered, "depot" if followed else "papiers")]

    def lines(self) -> list[dict[str, Any]]:
        """Return the papers to tick, by procedure: as on the result, what is given later is last.

        ``id`` is where the card of the procedure leads.
        """
        ticked = self.content.ticked
        return [
            {
                "title": one["title"],
                "id": f"{name}{sheet.suffix}",
                "papers": [
                    {
                        "key": key,
                        "words": words,
                        "choice": answered.choices.get(key, ""),
                        "audience": answered.audience.get(key, ""),
                        "later": put_off,
                        "maybe": maybe and not put_off,
                        "ticked": key in ticked,
                    }
                    for put_off in (False, True)
                    for maybe, group in ((False, one["papers"]), (True, one["possible"]))
                    for key, words in group.items()
                    if (key in answered.later) is put_off
                ],
            }
            for answered, name in self.parts()
            for one, sheet in zip(
                answered.record["procedures"].values(), answered.result.sheets, strict=True
            )
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        card = self.answered.card("", "")
        return super().get_context_data(
            **{
                "answered": self.answered,
                "result": self.answered.by_now.result,
                "rows": self.answered.rows(),
                "lines": self.lines(),
                "law": law_of(self.answered.reading, self.answered.evaluation),
                "languages": [(code, _with_french(code)) for code, _name in settings.LANGUAGES],
                "gives_paper": bool(self.answered.result.sheets) and can_draw(),
                "changes": self.content.changes,
                "days": [words_of_day(one, self.today) for one in card.shown_days(self.today)],
                "ends": ends_at(self.dossier),
                "others": members_to_hand_to(self.member, self.dossier),
                "written": FollowedForm(
                    today=self.today, initial={"note": self.card.note, **lines_of(self.card)}
                ),
                "followed": words_of(self.answered.request),
                "version": self.version.sealed(self.dossier, self.cipher),
                **kwargs,
            }
        )


def _with_french(language: str) -> str:
    """Name the languages in which a list is given: that of the person stands beside the French."""
    name = str(get_language_info(language)["name_translated"]).lower()
    return name if language == "fr" else f"français et {name}"
