"""The answers of a run as a link: short, read like any other input, and the run that it opens."""

from __future__ import annotations

import binascii
import json
import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from procedures.publishing.editions.in_memory import CompiledEdition
from questionnaire.result.since import fingerprint_from_data, fingerprint_of
from questionnaire.result.views import AnsweredRun
from questionnaire.runs.addresses import run_urls
from questionnaire.runs.prepared import prepared_edition
from questionnaire.runs.run import keep_run, new_run
from questionnaire.runs.walk import answers_that_count

VERSION, OF_AN_EXAMPLE = "2", "3"
# {version: how many parts its content has}
PARTS = {"1": 5, VERSION: 6, OF_AN_EXAMPLE: 7}
# Forty-eight questions answered give 700 characters: what is longer was not made here.
LONGEST_CODE = 4_000
# In bytes, once decompressed: a short code must not grow into gigabytes.
LONGEST_CONTENT = 16_000
MOST_ANSWERS = 200
LONGEST_TEXT = 100
# Halves of letters (surrogates), which JSON can name, and no cookie can hold.
HALVES = re.compile("[\ud800-\udfff]")


class BadCode(ValueError):
    """A code that holds no answers: cut short, changed, or of a later version of the site."""


@dataclass(frozen=True, slots=True)
class CodedRun:
    """What a code holds of a run.

    ``edition`` is the one that was in force, ``fingerprint`` what marks its answer then (see
    ``questionnaire.result.since``), empty in a code of version 1. ``example`` is the id of
    the example of the catalogue whose answers these are, empty for those of a person.
    """

    answers: dict[str, Any]
    edition: int = 0
    assisted: bool = False
    lane: str = ""
    passed: list[str] = field(default_factory=list)
    fingerprint: list[Any] = field(default_factory=list)
    example: str = ""


def encode(kept: CodedRun) -> str:
    """Return the code of some answers: letters, digits, « - », « _ » and one « . »."""
    content = [kept.answers, kept.edition, int(kept.assisted), kept.lane, kept.passed]
    content.append(kept.fingerprint)
    version = VERSION
    if kept.example:
        content.append(kept.example)
        version = OF_AN_EXAMPLE
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    coded = urlsafe_b64encode(zlib.compress(written, 9)).decode()
    return f"{version}.{coded.rstrip('=')}"


def decode(text: str) -> CodedRun:
    """Return what a code holds; a whole link is read too, with the spaces of a message.

    Raises ``BadCode`` for anything else. The answers have the right shape only: the walk through
    the questions drops those that no question takes.
    """
    code = "".join(text.rpartition("#")[2].split())
    if len(code) > LONGEST_CODE:
        raise BadCode(f"{len(code)} characters")
    version, _dot, coded = code.partition(".")
    if version not in PARTS:
        raise BadCode(f"version {version[:10]!r}")
    content = _content(coded)
    if not (isinstance(content, list) and len(content) == PARTS[version]):
        raise BadCode("not the parts of a run")
    answers, edition, assisted, lane, passed = content[:5]
    fingerprint, example = [*content[5:], *([], "")[len(content) - 5 :]]
    if not (_has_the_shape(content[:5]) and _is_fingerprint(fingerprint) and _is_short(example)):
        raise BadCode("not the shape of a run")
    return CodedRun(answers, edition, bool(assisted), lane, passed, fingerprint, example)


def _content(coded: str) -> Any:
    try:
        packed = urlsafe_b64decode(coded + "=" * (-len(coded) % 4))
        unpacking = zlib.decompressobj()
        written = unpacking.decompress(packed, LONGEST_CONTENT)
        if not unpacking.eof:
            raise BadCode("cut short, or too long")
        return json.loads(written)
    except (binascii.Error, zlib.error, ValueError, RecursionError) as error:
        raise BadCode(str(error)) from error


def _has_the_shape(content: list[Any]) -> bool:
    answers, edition, assisted, lane, passed = content
    return (
        isinstance(answers, dict)
        and len(answers) <= MOST_ANSWERS
        and all(_is_short(key) and _is_answer(value) for key, value in answers.items())
        and type(edition) is int
        and 0 <= edition < 2**31
        and assisted in (0, 1)
        and _is_short(lane)
        and isinstance(passed, list)
        and len(passed) <= MOST_ANSWERS
        and all(map(_is_short, passed))
    )


def _is_fingerprint(fingerprint: Any) -> bool:
    return fingerprint == [] or fingerprint_from_data(fingerprint) is not None


def _is_answer(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) <= MOST_ANSWERS and all(map(_is_short, value))
    if isinstance(value, int):
        return abs(value) < 10**6
    return value is None or _is_short(value)


def _is_short(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and not HALVES.search(value)


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
