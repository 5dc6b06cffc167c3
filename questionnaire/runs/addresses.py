"""The addresses of a run's pages, in the language of the page that asks for them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class RunUrls:
    id: str
    start: str
    resume: str
    review: str
    result: str
    erase: str

    def question(self, key: str) -> str:
        return reverse("run_question", kwargs={"run": self.id, "step": key})


def run_urls(run: str) -> RunUrls:
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
    )
