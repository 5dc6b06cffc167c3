"""The addresses of a run's pages, in the language of the page that asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse


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
    hidden: Mapping[str, str] = field(default_factory=dict)

    def question(self, key: str) -> str:
        step = self.hidden.get(key, key)
        return reverse("run_question", kwargs={"run": self.id, "step": step})


def run_urls(run: str, hidden: Mapping[str, str] | None = None) -> RunUrls:
    """Return the addresses of a run's pages, given its id."""

    def at(name: str) -> str:
        return reverse(name, kwargs={"run": run})

    return RunUrls(
        id=run,
        start=reverse("run_start"),
        resume=at("run_resume"),
        review=at("run_review"),
        result=at("run_result"),
        erase=at("run_erase"),
        way=at("run_way"),
        papers=at("run_papers"),
        hidden=hidden or {},
    )
