"""The faults of a request: a key, the nearest valid names, the same in French and English."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.http import HttpResponse

from procedures.engine.errors import nearest

# A client that was refused asks again after so long, in seconds.
WAIT = 60
LONGEST_KEY = 100


class Refused(Exception):
    """A request that cannot be answered. ``key`` is what in it is wrong, or nothing."""

    def __init__(
        self, status: int, code: str, fr: str, en: str, key: str = "", near: Iterable[str] = ()
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.fr, self.en = status, code, fr, en
        self.key, self.near = key[:LONGEST_KEY], tuple(near)

    def response(self) -> HttpResponse:
        """Return it as an answer in JSON, which no cache keeps."""
        error = {
            "code": self.code,
            "key": self.key or None,
            "fr": self.fr,
            "en": self.en,
            "nearest": list(self.near),
        }
        response = HttpResponse(
            json.dumps({"error": error}), status=self.status, content_type="application/json"
        )
        response.headers["Cache-Control"] = "no-store"
        if self.status in (429, 503):
            response.headers["Retry-After"] = str(WAIT)
        return response


def unknown_name(status: int, what: tuple[str, str], name: str, valid: Iterable[str]) -> Refused:
    """Return the refusal of a name that nothing has. ``what`` it names, in French and English.

    >>> unknown_name(404, ("démarche", "procedure"), "rec", ["rece"]).fr
    'démarche inconnue : « rec » (vouliez-vous dire « rece » ?)'
    """
    name = name[:LONGEST_KEY]
    near = nearest(name, valid)
    french, english = what
    hints = (
        (f" (vouliez-vous dire « {near[0]} » ?)", f" (did you mean “{near[0]}”?)")
        if near
        else ("", "")
    )
    return Refused(
        status,
        "unknown_" + english.replace(" ", "_"),
        f"{french} inconnue : « {name} »{hints[0]}"
        if french != "département"
        else f"{french} inconnu : « {name} »{hints[0]}",
        f"unknown {english}: “{name}”{hints[1]}",
        name,
        near,
    )


def no_edition() -> Refused:
    return Refused(
        503,
        "no_edition",
        "Le service ne répond pas en ce moment. Réessayez dans quelques minutes.",
        "The service does not answer at the moment. Try again in a few minutes.",
    )


def too_large(most: int) -> Refused:
    return Refused(
        413,
        "too_large",
        f"Le corps de la requête dépasse {most} octets, ou ne dit pas sa longueur.",
        f"The body of the request is over {most} bytes, or does not tell its length.",
    )


def too_many() -> Refused:
    return Refused(
        429,
        "too_many",
        "Trop de requêtes depuis cette adresse. Réessayez dans une minute.",
        "Too many requests from this address. Try again in a minute.",
    )


def no_such_address() -> Refused:
    return Refused(
        404, "unknown_address", "Cette adresse n'existe pas.", "There is no such address."
    )


def not_json() -> Refused:
    return Refused(
        400,
        "not_json",
        "Le corps de la requête n'est pas du JSON en UTF-8.",
        "The body of the request is no JSON in UTF-8.",
    )


def elsewhere(status: int) -> Refused:
    """Return the refusal of what no view of the interface has read: Django's own, as data."""
    if status == 405:
        return Refused(
            405,
            "method_not_allowed",
            "Cette adresse ne se demande pas ainsi : voyez l'en-tête « Allow ».",
            "This address takes another method: see the header “Allow”.",
        )
    if status >= 500:
        return Refused(
            status,
            "failed",
            "Une erreur est survenue. Réessayez dans quelques minutes.",
            "Something went wrong. Try again in a few minutes.",
        )
    return Refused(
        status,
        "bad_request",
        "La demande est mal formée, trop longue ou trop lente.",
        "The request is malformed, too long or too slow.",
    )
