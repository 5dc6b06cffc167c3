"""The addresses of a run's pages, in the language of the page that asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from django.urls import reverse
from django.utils.translation import get_language

# Stand for a run and for a question in the addresses that are kept: neither is ever called so.
RUN, STEP = "_", "__"


@dataclass(frozen=True, slots=True)
class RunUrls:
    """The addresses of a run. ``hidden`` is what stands for the keys of sensitive questions."""

    id: str
    start: str
    resume: str
    review: str
    result: str
    erase: str
    way: str
    papers: str
    calendar: str
    time: str
    keep: str
    keep_ticket: str
    code: str
    paper: str
    explanations: str
    visit: str
    others: str
    hidden: Mapping[str, str] = field(default_factory=dict)

    def question(self, key: str) -> str:
        step = self.hidden.get(key, key)
        address = _pattern("run_question", get_language(), RUN, STEP)
        return address.replace(f"/{RUN}/{STEP}/", f"/{self.id}/{step}/")


def run_urls(run: str, hidden: Mapping[str, str] | None = None) -> RunUrls:
    """Return the addresses of a run's pages, given its id."""

    def at(name: str) -> str:
        return _pattern(name, get_language(), RUN).replace(f"/{RUN}/", f"/{run}/")

    return RunUrls(
        id=run,
        start=reverse("run_start"),
        resume=at("run_resume"),
        review=at("run_review"),
        result=at("run_result"),
        erase=at("run_erase"),
        way=at("run_way"),
        papers=at("run_papers"),
        calendar=at("run_calendar"),
        time=at("run_time"),
        keep=at("run_keep"),
        keep_ticket=at("run_keep_ticket"),
        code=at("run_code"),
        paper=at("run_paper"),
        explanations=at("run_explanations"),
        visit=at("run_visit"),
        others=at("run_others"),
        hidden=hidden or {},
    )


@cache
def _pattern(name: str, _language: str | None, *args: str) -> str:
    """Return the address of a page of a run, in the language that is active.

    Finding an address costs more than the whole look-up of an answer, and a page has twenty.
    """
    return reverse(name, args=args)
