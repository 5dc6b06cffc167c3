"""Reads the structures of data·inclusion (schema 1.0, JSON): the networks that help here.

The fields that are read are held to the schema; the others, which the public never sees, are not.
A network that the schema does not have yet is one of the others.
"""

from __future__ import annotations

import re
from typing import Any

from procedures.engine.schema.shapes import show
from procedures.engine.values.authorities import FRANCE_SERVICES
from procedures.engine.values.department import WEEKDAYS
from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import Plain, PlainDict
from procedures.publishing.communes import commune, department_of

from . import france_services
from .rows import FileReading, PublicFile, PublicRow, address_of

FEED, PUBLISHER = "data_inclusion", "data·inclusion"
NEEDED = ("source", "id", "nom", "date_maj")
CODES = ("code_insee", "code_postal")
OTHERS = ("commune", "adresse", "complement_adresse", "telephone", "horaires_accueil")
SOURCE_OF_THE_LIST = "france-services"
OF_A_SERVICE = "structure_id"
# The networks that the catalogue sends people to, by the kind of its helpers.
NETWORKS = {
    "france-service": FRANCE_SERVICES,
    "cidff": "cidff",
    "cada": "cada",
    "points-justice": "point_justice",
}
OSM_DAYS = dict(zip(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), WEEKDAYS, strict=True))
_DAYS = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_RANGE = r"\d\d:\d\d-\d\d:\d\d"
# « Mo-Fr 08:30-12:30,14:00-17:00 », « Mo,We 09:00-12:00 »
OSM = re.compile(
    rf"({_DAYS}(?:-{_DAYS})?(?:,\s?{_DAYS}(?:-{_DAYS})?)*) ({_RANGE}(?:,\s?{_RANGE})*)"
)
SHORTEST_NAME, LONGEST_NAME = 3, 150
LENGTH_OF_A_CODE, LONGEST_ID = 5, 80


def is_list(data: Any) -> bool:
    return isinstance(data, list)


def read_list(reading: FileReading, data: list[Any]) -> PublicFile:
    found: dict[str, PublicRow] = {}
    others = 0
    for number, one in enumerate(data):
        place = f"[{number}]"
        entry = reading.block(one, place)
        if not entry or not reading.need(entry, NEEDED, place):
            continue
        if OF_A_SERVICE in entry:
            reading.fault(place, "c'est un service : donnez le fichier des structures")
            continue
        kind = _kind(reading, entry, place)
        row = _row(reading, entry, place, kind)
        if row is not None and row.official_id in found:
            before = found[row.official_id].place
            reading.fault(f"{place}.id", f"cet identifiant est déjà celui de {before}")
        if row is not None and kind:
            found[row.official_id] = row
        others += not kind
    if others:
        reading.set_aside("", f"{others} structures d'autres réseaux ne sont pas prises")
    rows, aside = tuple(found.values()), tuple(reading.aside)
    return PublicFile(reading.file, FEED, PUBLISHER, rows, aside, creates=True)


def _kind(reading: FileReading, entry: Plain, place: str) -> str:
    """Return the kind of helper of a structure, by the first network that the catalogue knows."""
    networks = entry.get("reseaux_porteurs")
    if networks is None:
        return ""
    if not isinstance(networks, list) or not all(isinstance(one, str) for one in networks):
        reading.fault(f"{place}.reseaux_porteurs", f"une liste est attendue, pas {show(networks)}")
        return ""
    return next((NETWORKS[one] for one in networks if one in NETWORKS), "")


def _row(reading: FileReading, entry: Plain, place: str, kind: str) -> PublicRow | None:
    texts = _texts(reading, entry, place)
    if not texts:
        return None
    code, name, dated = texts["code_insee"], texts["nom"], texts["date_maj"][:10]
    town = commune(code)
    if kind and town is None:
        reading.set_aside(place, f"{name} : aucune commune n'a le code « {code} »")
    is_place = kind == FRANCE_SERVICES
    lines = [texts["complement_adresse"], texts["adresse"]]
    values: PlainDict = {
        "name": name,
        "address": address_of(lines, texts["code_postal"], texts["commune"]),
    }
    # A remark on a structure that is not taken helps no person.
    if kind:
        values["phone"] = reading.phone(texts["telephone"], f"{place}.telephone")
    if is_place:
        values |= {"commune": town.code if town else "", "contact_dated": dated}
    elif kind:
        week = _week(reading, texts["horaires_accueil"], f"{place}.horaires_accueil")
        values |= {"weekly_hours": week, "source_dated": dated}
    return PublicRow(
        texts["id"],
        place,
        "authorities" if is_place else "helpers",
        kind,
        town.department if town else department_of(code),
        town.name if town else texts["commune"],
        name,
        dated,
        {column: value for column, value in values.items() if value},
        _key_of(texts) if is_place else "",
    )


def _key_of(texts: Plain) -> str:
    """Return the name of the entry of a France services: « france-services--203 » is its 203."""
    number = texts["id"]
    if texts["source"] == SOURCE_OF_THE_LIST:
        number = number.rpartition("--")[2]
    return france_services.key_of(number)


def _texts(reading: FileReading, entry: Plain, place: str) -> dict[str, str]:
    """Return the texts of a structure as the schema has them, or nothing if it has a fault."""
    before = len(reading.faults)
    texts = {key: reading.text(entry, key, place) for key in (*NEEDED, *CODES, *OTHERS)}
    if None in (entry[key] for key in NEEDED):
        reading.fault(place, f"{', '.join(NEEDED)} ne peuvent pas être vides")
    for key in CODES:
        if entry.get(key) is not None and len(texts[key]) != LENGTH_OF_A_CODE:
            words = f"{LENGTH_OF_A_CODE} caractères sont attendus"
            reading.fault(f"{place}.{key}", words)
    if not 1 <= len(texts["id"]) <= LONGEST_ID:
        reading.fault(f"{place}.id", f"1 à {LONGEST_ID} caractères sont attendus")
    if not SHORTEST_NAME <= len(texts["nom"]) <= LONGEST_NAME:
        words = f"{SHORTEST_NAME} à {LONGEST_NAME} caractères sont attendus"
        reading.fault(f"{place}.nom", words)
    day = texts["date_maj"][:10]
    if not parse_date(day):
        reading.fault(f"{place}.date_maj", f"une date AAAA-MM-JJ est attendue, pas {show(day)}")
    return texts if len(reading.faults) == before else {}


def _week(reading: FileReading, typed: str, place: str) -> dict[str, list[str]]:
    """Return hours as OpenStreetMap writes them, if they are days and hours and nothing else."""
    days: dict[str, str] = {}
    for rule in filter(None, (one.strip() for one in typed.split(";"))):
        if rule.casefold() in ("ph off", "sh off", "ph closed"):
            continue
        found = OSM.fullmatch(rule)
        if found is None:
            reading.set_aside(place, f"horaires non pris : {rule}")
            return {}
        for span in found[1].replace(" ", "").split(","):
            start, _, end = span.partition("-")
            first, last = OSM_DAYS[start], OSM_DAYS[end or start]
            for day in WEEKDAYS[WEEKDAYS.index(first) : WEEKDAYS.index(last) + 1]:
                days[day] = found[2]
    return reading.week(days, place)
