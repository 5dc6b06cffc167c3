"""Reads the list of France services (ANCT, CSV), as data.gouv.fr gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from procedures.engine.codes import free_key
from procedures.engine.values.authorities import FRANCE_SERVICES
from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import Plain, PlainDict
from procedures.publishing.communes import commune, department_of

from .rows import FileReading, PublicFile, PublicRow, address_of

FEED, PUBLISHER = "france_services", "Liste des France services (ANCT)"
NEEDED = ("id_fs", "lib_fs", "adresse", "insee_com", "code_postal", "lib_com", "telephone", "mail")
# « liste-fs-20240801.csv »
DAY_OF_FILE = re.compile(r"(20\d\d)-?([01]\d)-?([0-3]\d)")


def is_list(header: Iterable[str]) -> bool:
    return "id_fs" in header or "lib_fs" in header


def read_list(
    reading: FileReading, header: list[str], lines: list[tuple[int, Plain]]
) -> PublicFile:
    """Read the lines of a table, each with its number."""
    found: dict[str, PublicRow] = {}
    if reading.need(header, NEEDED, "ligne 1"):
        dated = day_of(reading.file)
        for number, line in lines:
            row = _row(reading, line, f"ligne {number}", dated)
            if row is None:
                continue
            if row.official_id in found:
                before = found[row.official_id].place
                reading.fault(row.place, f"« {row.official_id} » est déjà à la {before}")
            found[row.official_id] = row
    rows, aside = tuple(found.values()), tuple(reading.aside)
    return PublicFile(reading.file, FEED, PUBLISHER, rows, aside, creates=True)


def _row(reading: FileReading, line: Plain, place: str, dated: str) -> PublicRow | None:
    official_id = reading.text(line, "id_fs", place, 100)
    name = reading.text(line, "lib_fs", place)
    if not official_id or not name:
        reading.fault(place, "« id_fs » et « lib_fs » ne peuvent pas être vides")
        return None
    code = reading.text(line, "insee_com", place, 5)
    town = commune(code)
    if town is None:
        reading.set_aside(place, f"{name} : aucune commune n'a le code « {code} »")
    lines = [reading.text(line, key, place) for key in ("complement_adresse", "adresse")]
    ends = [reading.text(line, key, place, 100) for key in ("code_postal", "lib_com")]
    phone, email = (reading.text(line, key, place) for key in ("telephone", "mail"))
    values: PlainDict = {
        "name": name,
        "commune": town.code if town else "",
        "address": address_of(lines, *ends),
        "phone": reading.phone(phone, f"{place}.telephone"),
        "email": reading.email(email, f"{place}.mail"),
        "contact_dated": dated,
    }
    return PublicRow(
        official_id,
        place,
        "authorities",
        FRANCE_SERVICES,
        town.department if town else department_of(code),
        town.name if town else ends[1],
        name,
        dated,
        {column: value for column, value in values.items() if value},
        key_of(official_id),
    )


def key_of(official_id: str) -> str:
    """Return the name of the entry of a France services."""
    return free_key(f"{FRANCE_SERVICES} {official_id}", ())


def day_of(name: str) -> str:
    """Return the day that the name of a file tells, or nothing.

    >>> day_of("liste-fs-20240801.csv"), day_of("liste.csv")
    ('2024-08-01', '')
    """
    found = DAY_OF_FILE.search(name)
    day = "-".join(found.groups()) if found else ""
    return day if parse_date(day) else ""
