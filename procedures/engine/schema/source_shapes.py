"""The shapes of what a source says beside its reference: the date of the document, a service."""

from __future__ import annotations

import re

from ..values.facts import UNDATED, parse_partial_date
from .shapes import show, string

# What a service never has, and a person does.
_PERSON = re.compile(r"@|\b(M\.|MM\.|Mme|Mlle|Monsieur|Madame)(?!\w)")


def document_date(value: object) -> str | None:
    """Check the date of a document: its day, month or year, or ``unknown`` if it bears none."""
    if value == UNDATED or (isinstance(value, str) and parse_partial_date(value)):
        return None
    return (
        f'une date AAAA-MM-JJ, AAAA-MM ou "AAAA" (entre guillemets), ou {UNDATED}, est attendue, '
        f"pas {show(value)}"
    )


def service(value: object) -> str | None:
    """Check the name of a service: a catalogue names no person who works there.

    >>> service("la préfecture du Gard"), service("Mme Martin")
    (None, '« Mme Martin » : nommez un service, jamais une personne')
    """
    if isinstance(value, str) and _PERSON.search(value):
        return f"{show(value)} : nommez un service, jamais une personne"
    return string(value)
