"""Finds the help of the page that is open."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from .guide import pages, unbreakable

TOPICS = Path(__file__).with_name("topics.yaml")


@dataclass(frozen=True, slots=True)
class Help:
    """A few sentences, and the title of the guide's page that tells more."""

    text: str
    title: str

    @property
    def url(self):
        return pages()[self.title].url


@cache
def topics():
    """Return {"entries", "actions" or "pages": {name: help}}."""
    read = yaml.safe_load(TOPICS.read_text(encoding="utf-8"))
    return {
        kind: {name: Help(unbreakable(one["text"]), one["guide"]) for name, one in topics.items()}
        for kind, topics in read.items()
    }


def help_of(name):
    """Return the help of a page from the name of its address, or ``None``.

    >>> help_of("procedures_channel_history").title
    "Voir l'historique et revenir en arrière"
    """
    return topics()["pages"].get(name) or _of_entry(name)


def _of_entry(name):
    application, _, rest = (name or "").partition("_")
    model, _, action = rest.partition("_")
    if application not in ("procedures", "portal"):
        return None
    return topics()["actions"].get(action) or topics()["entries"].get(model)
