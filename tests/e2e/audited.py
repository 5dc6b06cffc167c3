"""What ``make audit`` opens beyond the pages of the looks: entrances, inquiries, associations."""

from dataclasses import dataclass
from typing import Any

from .test_dossiers import consult, found, join, save

# Addresses of a language: what stays on the device, what is told of a line, « mode accueil ».
PLACES = (
    "gardees/",
    "liste/",
    "signaler/34/etudiant-renouvellement/",
    "signaler/34/papier/etudiant-renouvellement/passeport/",
    "accueil/34/",
    "ticket/",
)
# What a run has beside its questions and its answer.
PARTS_OF_A_RUN = ("pourquoi", "garder", "effacer")


@dataclass
class WorkPage:
    """A page of an association, open in a browser."""

    name: str
    page: Any


def work_of_an_association(site, page):
    """Yield the pages of a member: the list, the week, a dossier, the members, the journal."""
    link = found(site, "Contrôle", "controle@exemple.org")
    join(page, link, "Camille", "controle@exemple.org")
    consult(page).answer_all()
    save(page, "K-1")
    yield WorkPage("association: dossier", page)
    for path in ("", "semaine/", "calendrier/", "association/", "association/journal/"):
        page.goto(f"/dossiers/{path}")
        yield WorkPage(f"association: {path or 'list'}", page)
