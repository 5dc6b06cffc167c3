"""Reads a year's list of communes and lays it beside the site's.

The file is ``communes.json`` of ``@etalab/decoupage-administratif``: the Code officiel géographique
(Insee) with the postal codes (La Poste).
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Iterator

from procedures.engine.values.facts import is_commune_code
from procedures.engine.values.plain import Plain
from procedures.publishing.communes import DATA, Commune, department_of, read_communes

from .formats import parsed
from .rows import FileReading

COLUMNS = ("code", "name", "postal_codes", "arrondissement", "population", "former_codes")
NEEDED = ("code", "nom", "type")
PRESENT = "commune-actuelle"


def read(name: str, source: bytes) -> list[Commune]:
    """Return the communes of a file; raise ``InvalidCatalogue`` with its faults."""
    reading = FileReading(name)
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        reading.fault("", "ce fichier n'est pas en UTF-8")
        reading.finish()
    data = parsed(name, "", text)
    if not isinstance(data, list):
        reading.fault("", "une liste de communes est attendue")
        reading.finish()
    found: dict[str, Commune] = {}
    for number, one in enumerate(data):
        place = f"[{number}]"
        entry = reading.block(one, place)
        if not entry or not reading.need(entry, NEEDED, place) or entry["type"] != PRESENT:
            continue
        commune = _commune(reading, entry, place)
        if commune.code in found:
            reading.fault(f"{place}.code", f"« {commune.code} » est donné deux fois")
        found[commune.code] = commune
    _former_codes_lead_to_one(reading, found)
    reading.finish()
    return list(found.values())


def _commune(reading: FileReading, entry: Plain, place: str) -> Commune:
    code = reading.text(entry, "code", place, 5)
    if not is_commune_code(code):
        reading.fault(f"{place}.code", f"« {code} » n'est pas le code d'une commune")
    name = reading.text(entry, "nom", place, 100)
    if not name:
        reading.fault(f"{place}.nom", "ce nom est vide")
    population = entry.get("population", 0)
    if type(population) is not int or population < 0:
        reading.fault(f"{place}.population", "un nombre entier est attendu")
        population = 0
    return Commune(
        code=code,
        name=name,
        postal_codes=_codes(reading, entry, "codesPostaux", place),
        department=department_of(code),
        arrondissement=reading.text(entry, "arrondissement", place, 4) or None,
        population=population,
        former_codes=_codes(reading, entry, "anciensCodes", place),
    )


def _codes(reading: FileReading, entry: Plain, key: str, place: str) -> tuple[str, ...]:
    values = entry.get(key, [])
    if not isinstance(values, list) or not all(map(is_commune_code, values)):
        reading.fault(f"{place}.{key}", "une liste de codes de 5 caractères est attendue")
        return ()
    return tuple(values)


def _former_codes_lead_to_one(reading: FileReading, found: dict[str, Commune]) -> None:
    known: dict[str, str] = {}
    for one in found.values():
        for former in one.former_codes:
            if former in found or former in known:
                other = known.get(former, former)
                reading.fault(one.code, f"l'ancien code « {former} » est aussi celui de {other}")
            known[former] = one.code


def lost(before: Iterable[Commune], after: Iterable[Commune]) -> list[str]:
    """Return the codes that would lead nowhere any more."""
    listed = list(after)
    kept = {code for one in listed for code in (one.code, *one.former_codes)}
    return [code for one in before for code in (one.code, *one.former_codes) if code not in kept]


def differences(before: Iterable[Commune], after: Iterable[Commune]) -> Iterator[str]:
    """Yield what changes, a line a commune."""
    was, now = {one.code: one for one in before}, {one.code: one for one in after}
    into = {former: one for one in now.values() for former in one.former_codes}
    for code, one in was.items():
        if code not in now:
            became = into.get(code)
            yield (
                f"{code} {one.name} : devient {became.code} {became.name}"
                if became
                else (f"{code} {one.name} : disparaît")
            )
    for code, one in now.items():
        old = was.get(code)
        if old is None:
            yield f"{code} {one.name} : nouvelle commune"
        elif one.name != old.name:
            yield f"{code} {old.name} : s'appelle {one.name}"
        elif one.arrondissement != old.arrondissement:
            words = (place or "aucun" for place in (old.arrondissement, one.arrondissement))
            yield f"{code} {one.name} : arrondissement {' → '.join(words)}"
        elif one.postal_codes != old.postal_codes:
            words = (", ".join(codes) or "aucun" for codes in (old.postal_codes, one.postal_codes))
            yield f"{code} {one.name} : codes postaux {' → '.join(words)}"


def written(communes: Iterable[Commune]) -> bytes:
    """Return the table of the site, compressed: the same communes give the same bytes."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    for one in sorted(communes, key=lambda one: one.code):
        codes = ("|".join(values) for values in (one.postal_codes, one.former_codes))
        postal, former = codes
        place, people = one.arrondissement or "", one.population or ""
        lines.writerow((one.code, one.name, postal, place, people, former))
    return gzip.compress(text.getvalue().encode(), 9, mtime=0)


def present() -> list[Commune]:
    """Return the communes of the site."""
    return read_communes(gzip.decompress(DATA.read_bytes()).decode("utf-8"))
