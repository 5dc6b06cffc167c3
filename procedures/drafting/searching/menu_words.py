"""The lists and pages of « Consulter » in « Chercher », also by words that they do not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .matching import Folded, excerpt, ranges_of, wanted

MENU = "Dans « Consulter »"
# {page: what it is for}, where agents look for it by other words than its name.
FOR = {
    "Question": "Leurs réponses, et les mots des gens : les synonymes par lesquels on les trouve.",
    "desk_facts": (
        "Les mots des gens, ou synonymes : ce qu'un mot veut dire dans une condition, et où "
        "l'ajouter."
    ),
    "desk_reception": (
        "Mode accueil : un écran à l'entrée, un ordinateur du guichet ou une borne, qui donne un "
        "ticket à chaque personne."
    ),
}


def of_the_menu(
    query: str, sections: Iterable[Mapping[str, Any]]
) -> Iterator[tuple[str, list[tuple[str, bool]], str]]:
    """Yield (name, words, address) of what a menu lists, where it says the words of a query."""
    words = wanted(query)
    for section in sections:
        for entry in section["models"]:
            text = " : ".join(
                one for one in (entry["name"], FOR.get(entry["object_name"], "")) if one
            )
            if words and (ranges := ranges_of(words, Folded.of(text))):
                yield entry["name"], excerpt(text, ranges), entry["admin_url"]
