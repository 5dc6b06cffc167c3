"""Reads the directory of the administration (DILA): its local base v4, and the answer of its API.

Fields as public programs read them (2022 to 2026). In the API, each list is JSON inside a text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from procedures.engine.schema.shapes import show
from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import Plain, PlainDict
from procedures.models.authorities import AuthorityKind
from procedures.publishing.communes import commune, department_of

from .rows import FileReading, PublicFile, PublicRow, address_of

FEED, PUBLISHER = "dila", "Service-Public.gouv.fr (DILA)"
# Whose address and telephone are taken. The competence of each is law, and not in the file.
PIVOTS = {
    "prefecture": AuthorityKind.PREFECTURE,
    "sous_pref": AuthorityKind.SUB_PREFECTURE,
    "ta": AuthorityKind.COURT,
    "caa": AuthorityKind.APPEAL,
    "ofii": AuthorityKind.OFII,
    "msap": AuthorityKind.FRANCE_SERVICES,
}
# Courts are joined on a site of their own, which the catalogue chose.
WITH_SITE = (AuthorityKind.PREFECTURE, AuthorityKind.SUB_PREFECTURE)
# An appeal is not sent by email: no person may think that it is.
WITHOUT_EMAIL = (AuthorityKind.COURT, AuthorityKind.APPEAL)
NEEDED = ("id", "nom", "pivot")
MODIFIED = re.compile(r"(\d{2})/(\d{2})/(\d{4})\b.*")


def is_base(data: Any) -> bool:
    return isinstance(data, dict) and "service" in data


def is_answer(data: Any) -> bool:
    return isinstance(data, dict) and "results" in data


def read_base(reading: FileReading, data: PlainDict) -> PublicFile:
    rows = _rows(reading, data["service"], "service")
    return PublicFile(reading.file, FEED, PUBLISHER, rows, tuple(reading.aside))


def read_answer(reading: FileReading, data: PlainDict) -> PublicFile:
    """Read a page of the API, which holds a part of the directory."""
    rows = _rows(reading, data["results"], "results")
    return PublicFile(reading.file, FEED, PUBLISHER, rows, tuple(reading.aside), whole=False)


def _rows(reading: FileReading, entries: object, name: str) -> tuple[PublicRow, ...]:
    if not isinstance(entries, list):
        reading.fault(name, f"une liste est attendue, pas {show(entries)}")
        return ()
    found: dict[str, PublicRow] = {}
    for number, one in enumerate(entries):
        place = f"{name}[{number}]"
        entry = reading.block(one, place)
        if not entry or not reading.need(entry, NEEDED, place):
            continue
        for row in _of_entry(reading, entry, place):
            if row.official_id in found:
                before = found[row.official_id].place
                reading.fault(f"{place}.id", f"cet identifiant est déjà celui de {before}")
            found[row.official_id] = row
    return tuple(found.values())


def _of_entry(reading: FileReading, entry: PlainDict, place: str) -> Iterator[PublicRow]:
    for one in _items(reading, entry, "pivot", place):
        pivot = reading.text(one, "type_service_local", f"{place}.pivot")
        if pivot not in PIVOTS:
            continue
        row = _row(reading, entry, place, PIVOTS[pivot])
        if row is not None:
            yield row
            return


def _row(reading: FileReading, entry: PlainDict, place: str, kind: str) -> PublicRow | None:
    official_id = reading.text(entry, "id", place, 100)
    name = reading.text(entry, "nom", place, 300)
    if not official_id or not name:
        reading.fault(place, "« id » et « nom » ne peuvent pas être vides")
        return None
    code = reading.text(entry, "code_insee_commune", place, 5)
    town = commune(code)
    if town is None:
        # The row is read on: it has not left the file.
        reading.set_aside(place, f"{name} : aucune commune n'a le code « {code} »")
    dated = _day(reading, entry, place)
    addresses = _items(reading, entry, "adresse", place)
    located = next((one for one in addresses if one.get("type_adresse") == "Adresse"), None)
    values: PlainDict = {
        "address": _address(reading, located or next(iter(addresses), {}), f"{place}.adresse"),
        "phone": reading.phone(_first(reading, entry, "telephone", place), f"{place}.telephone"),
        "contact_dated": dated,
        **_links(reading, entry, place, kind),
    }
    return PublicRow(
        official_id,
        place,
        "authorities",
        kind,
        town.department if town else department_of(code),
        town.name if town else name,
        name,
        dated,
        {column: value for column, value in values.items() if value},
    )


def _links(reading: FileReading, entry: Plain, place: str, kind: str) -> PlainDict:
    """Return the email and the site of an authority."""
    found = {}
    if kind not in WITHOUT_EMAIL:
        email = _emails(reading, entry, place)
        found["email"] = reading.email(email, f"{place}.adresse_courriel")
    if kind in WITH_SITE:
        site = _first(reading, entry, "site_internet", place)
        found["site"] = reading.site(site, f"{place}.site_internet")
    return found


def _items(reading: FileReading, entry: Plain, key: str, place: str) -> list[PlainDict]:
    """Return the blocks of a list, which the API gives as JSON inside a text."""
    value, where = entry.get(key), f"{place}.{key}"
    if isinstance(value, str) and value:
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            reading.fault(where, "ce JSON est abîmé ou coupé")
            return []
    if not value:
        return []
    if not isinstance(value, list):
        reading.fault(where, f"une liste est attendue, pas {show(value)}")
        return []
    return [reading.block(one, f"{where}[{number}]") for number, one in enumerate(value)]


def _first(reading: FileReading, entry: Plain, key: str, place: str) -> str:
    """Return the first value of a list of telephones or sites."""
    for one in _items(reading, entry, key, place):
        if found := reading.text(one, "valeur", f"{place}.{key}", 1000):
            return found
    return ""


def _emails(reading: FileReading, entry: Plain, place: str) -> str:
    """Return the first of the addresses, which are a list of texts, or one text in the API."""
    value = entry.get("adresse_courriel")
    texts: Iterable[Any] = value if isinstance(value, list) else [value]
    for one in texts:
        found = reading.text({"adresse_courriel": one}, "adresse_courriel", place)
        if found:
            return found.split(";")[0].strip()
    return ""


def _address(reading: FileReading, entry: Plain, place: str) -> str:
    keys = ("complement1", "complement2", "numero_voie", "service_distribution")
    lines = [reading.text(entry, key, place) for key in keys]
    code, town = (reading.text(entry, key, place, 100) for key in ("code_postal", "nom_commune"))
    return address_of(lines, code, town)


def _day(reading: FileReading, entry: Plain, place: str) -> str:
    typed = reading.text(entry, "date_modification", place, 30)
    found = MODIFIED.fullmatch(typed)
    day = f"{found[3]}-{found[2]}-{found[1]}" if found else ""
    if typed and not parse_date(day):
        reading.set_aside(f"{place}.date_modification", f"date illisible : {typed}")
        return ""
    return day
