"""The open data as DCAT 2: what portals of open data gather."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, override

from procedures.publishing.editions.in_memory import CompiledEdition

from .files import LICENCE, TYPES, EditionFile, files_of
from .linked import FRANCE, LANGUAGE, TABLE_CODES

NAME = {"@language": "fr", "@value": "Avant le guichet"}
WORDS = gettext_noop("Toutes les règles de ce site, à télécharger et à réutiliser.")
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# What the linked data conform to.
CPSV_AP = "https://semiceu.github.io/CPSV-AP/releases/3.2.0/"


def dcat(edition: CompiledEdition, site: str) -> dict[str, Any]:
    """Return the dataset of an edition, as JSON-LD, for a site with the origin ``site``."""
    page = f"{site}/fr/donnees/"
    publisher = {
        "@id": f"{site}/",
        "@type": "foaf:Agent",
        "dct:identifier": site,
        "dct:title": NAME,
    }
    common = {"dct:title": NAME, "dct:description": _words(), "dct:publisher": publisher}
    codes = [TABLE_CODES[code] for code, _name in settings.LANGUAGES]
    dataset = {
        **common,
        "@id": f"{page}#edition",
        "@type": "dcat:Dataset",
        "dct:identifier": edition.label,
        "dct:issued": {"@type": "xsd:dateTime", "@value": edition.published_at.isoformat()},
        "dct:spatial": {"@id": FRANCE},
        "dct:language": [{"@id": LANGUAGE.format(code)} for code in codes],
        "dcat:landingPage": {"@id": page, "@type": "foaf:Document"},
        "dcat:distribution": [
            _distribution(site, edition.number, file) for file in files_of(edition).values()
        ],
    }
    catalogue = {"@id": f"{page}#catalogue", "@type": "dcat:Catalog", "dcat:dataset": dataset}
    return {"@context": CONTEXT, **catalogue, **common}


def _distribution(site: str, number: int, file: EditionFile) -> dict[str, Any]:
    address = site + reverse("edition_file", args=[number, file.format])
    return {
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": TYPES[file.format],
        "dcat:byteSize": file.size,
        "dct:license": {"@id": LICENCE["url"]},
        "dct:conformsTo": [{"@id": CPSV_AP}] if file.format == "jsonld" else [],
        "spdx:checksum": {
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": file.digest,
        },
    }


def _words() -> list[dict[str, str]]:
    found = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.append({"@language": code, "@value": gettext(WORDS)})
    return found
