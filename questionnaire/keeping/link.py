"""The link of a run, for the pages that give it, and the run that it opens."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from procedures.publishing.editions.in_memory import CompiledEdition
from questionnaire.result.fingerprint import fingerprint_of
from questionnaire.result.views import AnsweredRun
from questionnaire.runs.addresses import run_urls
from questionnaire.runs.prepared import prepared_edition
from questionnaire.runs.run import keep_run, new_run
from questionnaire.runs.walk import answers_that_count

from .coding import CodedRun, encode


class LinkedRun(AnsweredRun):
    """A page of a run that may give what holds its answers."""

    def coded_run(self) -> CodedRun:
        """Return what counts of the run: an answer given before a change of mind stays here."""
        return CodedRun(
            answers_that_count(self.run, self.walk),
            self.edition.number,
            self.run.assisted,
            self.run.lane,
            self.run.passed,
            fingerprint_of(self.reading, self.evaluation).to_data(),
            self.run.example,
        )

    @property
    def link(self) -> str:
        return self.request.build_absolute_uri(reverse("reopen")) + "#" + encode(self.coded_run())


def reopened(request: HttpRequest, edition: CompiledEdition, kept: CodedRun) -> HttpResponse:
    """Begin a run with answers that were kept, and go to what they give today."""
    run = new_run(kept.edition, assisted=kept.assisted)
    run.answers, run.lane, run.passed = kept.answers, kept.lane, kept.passed
    run.since, run.example = kept.fingerprint, kept.example
    urls = run_urls(run.id, prepared_edition(edition.rule_set).hidden_steps)
    response = redirect(urls.result)
    keep_run(request, response, run)
    return response
