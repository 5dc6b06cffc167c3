"""The way to the pages that maintain the catalogue: the desk has them, and passes this in."""

from typing import Protocol

from django.db.models import Model


class Addresses(Protocol):
    """The addresses of the desk's pages: what words the catalogue never asks the web for them."""

    def entry(self, model: type[Model], pk: int) -> str:
        """Return the page of an entry."""

    def of(self, row: Model) -> str:
        """Return the page of an entry that is read already."""

    def translations(self, page: str) -> str:
        """Return the page of the translations of the entry that has this page."""

    def to_translate(self, language: str, part: str, section: str) -> str:
        """Return the list of what a part, or a section of it, lacks in a language."""

    def entries(self, model: type[Model], **chosen: object) -> str:
        """Return the list of a model's entries, those with the chosen values."""

    def new_entry(self, model: type[Model], **given: object) -> str:
        """Return the page that adds an entry, with the given values filled in."""

    def facts(self) -> str:
        """Return the page of what conditions may test."""

    def sheet(self, procedure: Model) -> str:
        """Return the page on which a procedure is read as the public will read it."""

    def mending(self, row: Model, kind: str) -> str:
        """Return the page that mends a kind of problem of an entry, if it is not its own page."""
