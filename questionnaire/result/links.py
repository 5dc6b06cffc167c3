"""The links to the parts of a result page, in the order of the page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .page import Result


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of components/page_nav.html."""

    target: str
    text: str


def links_of(result: Result) -> list[PageLink]:
    """Return links to the parts of the page, in order."""
    links = []
    for sheet in result.sheets:
        parts = (
            ("papiers", _("Vos papiers"), sheet.papers.groups or sheet.papers.possible),
            ("etapes", _("Vos étapes"), sheet.steps),
            ("depot", _("Où et comment faire"), True),
            ("attente", _("En attendant la réponse"), sheet.waiting.lead or sheet.waiting.outcome),
        )
        links += [PageLink(key + sheet.suffix, text) for key, text, shown in parts if shown]
    others_link = ("autres", result.others_title, result.possible or result.beaten or result.advice)
    help_link = ("aide", _("Qui peut vous aider"), result.helpers.first)
    why_link = ("pourquoi", _("Pourquoi ce résultat"), True)
    sources_link = ("sources", _("D’où viennent ces informations"), True)
    rest: list[tuple[str, str, object]] = [help_link, why_link, sources_link]
    rest.insert(2 if result.folded else 0, others_link)
    return links + [PageLink(key, text) for key, text, shown in rest if shown]
