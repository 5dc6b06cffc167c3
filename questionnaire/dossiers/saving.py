"""Saving the answers of a run as a dossier, and what would change in one that exists."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from questionnaire.models import Dossier
from questionnaire.runs.pages import RunPage
from questionnaire.runs.run import erase_run
from questionnaire.runs.walk import answers_that_count

from .access import LANGUAGE, MemberPage
from .acts import DossierAct, note
from .answered import Answered
from .comparing import ChangedAnswer, changed_answers, changed_result
from .content import (
    DossierCard,
    DossierContent,
    ReferenceTaken,
    Written,
    card_of,
    change,
    content_of,
    new_dossier,
    save,
)
from .copying import family_of
from .forms import DossierForm
from .merging import (
    FIELD,
    LINES,
    SAVED,
    ChangedMeanwhile,
    ShownVersion,
    digest,
    plain,
    saved_words,
)

OTHER_ANSWERS = (
    "Un collègue vient d’enregistrer d’autres réponses dans ce dossier. Rien n’est encore "
    "enregistré de votre côté. Relisez ce qui change, puis enregistrez."
)
DELETED = (
    "Un collègue vient de supprimer ce dossier. Rien n’est encore enregistré de votre côté. "
    "« Enregistrer » en fait un nouveau dossier."
)


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
        meanwhile, status = "", 422
        if form.is_valid():
            try:
                kept = self.save(form)
            except ReferenceTaken:
                form.add_error("reference", "Un autre dossier a déjà cette référence.")
            except (ChangedMeanwhile, Dossier.DoesNotExist) as error:
                meanwhile = str(error) if isinstance(error, ChangedMeanwhile) else DELETED
                status = 409
                del self.held
            else:
                response = redirect("dossier", kept.code)
                erase_run(response, self.run.id)
                return response
        page = self.get_context_data(form=form, changed_meanwhile=meanwhile)
        return render(request, self.template_name, page, status=status)

    def save(self, form: DossierForm) -> Dossier:
        """Write the dossier that the run comes from, or a new one."""
        sent = form.cleaned_data
        content = self.answered.content
        content.seen = dict(self.answered.record)
        if self.held:
            dossier, done = self.held, self.save_upon(self.held, content, sent)
        else:
            dossier, done = new_dossier(self.organisation, self.member), SAVED
            sent["family"] = self.join_family(sent["family"])
            own = {**sent, "note": plain(sent["note"]), "created_on": self.today.isoformat()}
            card = self.answered.card(**own)
            save(dossier, self.cipher, card, content, self.edition.number)
        self.message_done(done)
        reference = card_of(dossier, self.cipher).reference
        note(self.organisation, self.member, DossierAct.SAVED, reference)
        return dossier

    def join_family(self, label: str) -> str:
        """Return the label of the family, and give it to the dossier that this one was copied from.

        A label that the other dossier has is kept there; it is that of both, unless another one was
        typed.
        """
        copied = self.copied
        if copied is None or not label:
            return label
        proposed = family_of(card_of(copied, self.cipher))

        def joined(card: DossierCard, content: DossierContent) -> Written:
            card.family = card.family or label
            return card, content, True

        with suppress(Dossier.DoesNotExist):
            change(copied, self.cipher, joined)
            if label == proposed:
                return card_of(copied, self.cipher).family
        return label

    @cached_property
    def copied(self) -> Dossier | None:
        """The dossier that the answers of somebody else of the family began from."""
        return self.organisation.dossiers.filter(code=self.run.copied or None).first()

    def save_upon(self, dossier: Dossier, content: DossierContent, sent: dict[str, str]) -> str:
        """Write a dossier upon what it holds by now; return what was done."""
        version = self.version

        def changed(card: DossierCard, now: DossierContent) -> Written:
            if digest(now.answers, self.cipher) != version.answers:
                raise ChangedMeanwhile(OTHER_ANSWERS)
            own = card.own
            for name in LINES:
                own[name] = version.line_of(name, sent[name], own[name])
            own["note"], both = version.note_of(sent["note"], card.note)
            content.ticked, content.requests = now.ticked, now.requests
            return self.answered_with(content).card(**own), content, both

        number = self.edition.number
        now = timezone.now()
        return saved_words(change(dossier, self.cipher, changed, edition=number, opened_at=now))

    @cached_property
    def version(self) -> ShownVersion:
        """What the page that sends this form showed of the dossier."""
        sent = self.request.POST.get(FIELD, "")
        return ShownVersion.sent(sent, self.held, self.cipher) if self.held else ShownVersion()

    def shown_version(self) -> str:
        """Return the version that the page shows; the note stays that which was first read."""
        if self.held is None:
            return ""
        now = ShownVersion.of(
            card_of(self.held, self.cipher), content_of(self.held, self.cipher), self.cipher
        )
        shown = replace(now, note=self.version.note) if self.request.method == "POST" else now
        return shown.sealed(self.held, self.cipher)

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
            requests=content_of(self.held, self.cipher).requests if self.held else [],
        )
        return self.answered_with(content)

    def answered_with(self, content: DossierContent) -> Answered:
        return Answered(self.edition.rule_set, content, self.today)

    def changes(self) -> list[str]:
        """Return what the run changes in the answer of its dossier, with today's edition."""
        if self.held is None:
            return []
        before = content_of(self.held, self.cipher)
        return changed_result(self.answered_with(before), self.answered)

    def changed_answers(self) -> list[ChangedAnswer]:
        """Return the answers of its dossier that the run changes."""
        if self.held is None:
            return []
        before = content_of(self.held, self.cipher)
        return changed_answers(self.answered_with(before), self.answered)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        card = card_of(self.held, self.cipher) if self.held else None
        first = card.own if card else {}
        if self.copied:
            first = {"family": family_of(card_of(self.copied, self.cipher))}
        return super().get_context_data(
            **{
                "form": DossierForm(initial=first),
                "card": card,
                "dossier_url": reverse("dossier", args=[self.held.code]) if self.held else "",
                "changes": self.changes(),
                "changed_answers": self.changed_answers(),
                "title": self.answered.card("", "").title,
                "version": self.shown_version(),
                **kwargs,
            }
        )
