"""The actions below an answer: print it, keep it, erase the answers."""

from dataclasses import dataclass

from django.urls import reverse

from questionnaire.runs.addresses import RunUrls
from questionnaire.runs.run import Run

from .whole_result import Result


@dataclass(frozen=True, slots=True)
class Actions:
    """The values of templates/questionnaire/result/actions.html: an action without address is none.

    ``prints`` is false where the first card says to call at once, ``for_the_counter`` true if what
    is printed is shown there. ``again`` is true of answers that a dossier holds already.
    """

    prints: bool
    for_the_counter: bool
    paper: str
    explanations: str
    keep: str
    calendar: str
    save: str
    again: bool
    erase: str


def actions(
    run: Run,
    urls: RunUrls,
    result: Result,
    *,
    as_paper: bool,
    keeps: bool,
    reminds: bool,
    saves: bool,
) -> Actions:
    """Return what can be done: ``as_paper``, as a PDF; ``reminds``, with days for a calendar."""
    own = bool(result.sheets) and result.sheets[0].counter.for_oneself
    return Actions(
        prints=own or not result.cards,
        for_the_counter=bool(result.sheets) and not own,
        paper=urls.paper if as_paper else "",
        explanations=urls.explanations if as_paper else "",
        keep=urls.keep if keeps else "",
        calendar=urls.calendar if reminds else "",
        save=reverse("dossier_save", args=[run.id]) if saves else "",
        again=bool(run.dossier),
        erase=urls.erase,
    )
