"""Opens a public file, tells its format by what it holds, and gives it to its reader."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable
from typing import Any, NoReturn

from procedures.engine.errors import InvalidCatalogue, Problem, nearest
from procedures.engine.values.plain import Plain, PlainDict

from . import data_inclusion, dila, france_services
from .rows import FileReading, PublicFile

# In bytes, opened. The whole base of the DILA is larger: a command reads it.
LARGEST = 60_000_000
LARGEST_OF_A_COMMAND = 800_000_000
GZIP = b"\x1f\x8b"
KNOWN = (
    "Formats connus : la base locale de la DILA (JSON, « service »), l'API de l'annuaire (JSON, "
    "« results »), les structures de data·inclusion (JSON), la liste des France services (CSV, "
    "« id_fs »)."
)


def read_file(name: str, source: bytes, most: int = LARGEST) -> PublicFile:
    """Return the rows of a file; raise ``InvalidCatalogue`` with its faults, each at its place."""
    reading = FileReading(name)
    content = _opened(name, source, most)
    text = _decoded(content)
    if not text.strip():
        raise _refused(name, "", "ce fichier est vide")
    found = _of_json(reading, text) if text.lstrip()[:1] in "{[" else _of_table(reading, text)
    reading.finish()
    if found is None:
        raise _refused(name, "", f"ce fichier n'est d'aucun format connu. {KNOWN}")
    return found


def _of_json(reading: FileReading, text: str) -> PublicFile | None:
    data = parsed(reading.file, "", text)
    for knows, read in JSON_READERS:
        if knows(data):
            return read(reading, data)
    reading.need(data, ("service",), "")
    return None


def _of_table(reading: FileReading, text: str) -> PublicFile | None:
    """Read a table in CSV, whose first line names its columns."""
    first = text.lstrip().partition("\n")[0]
    mark = max(",;\t", key=first.count)
    if mark not in first:
        return None
    lines: list[tuple[int, Plain]] = []
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        header = [one.strip() for one in next(rows)]
        if len(set(header)) < len(header):
            reading.fault("ligne 1", "deux colonnes ont le même nom")
        if not france_services.is_list(header):
            near = nearest("id_fs", header)
            reading.fault("ligne 1", f"ces colonnes ne sont d'aucun format connu. {KNOWN}", near)
            return None
        for row in rows:
            if row and len(row) != len(header):
                words = f"cette ligne a {len(row)} cases, la première en a {len(header)}"
                reading.fault(f"ligne {rows.line_num}", words)
            elif row:
                lines.append((rows.line_num, dict(zip(header, row, strict=True))))
    except csv.Error as error:
        raise _refused(reading.file, f"ligne {rows.line_num}", "ce CSV est abîmé") from error
    return france_services.read_list(reading, header, lines)


def _opened(name: str, source: bytes, most: int) -> bytes:
    """Return the content of a file, opened if it is compressed."""
    if source.startswith(GZIP):
        try:
            with gzip.open(io.BytesIO(source)) as lines:
                source = lines.read(most + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise _refused(name, "", "ce fichier gzip est abîmé") from error
    if len(source) > most:
        raise _refused(name, "", f"ce fichier est trop gros : {most // 1_000_000} Mo au plus")
    return source


def _decoded(content: bytes) -> str:
    """Return the text of a file: UTF-8, else what a spreadsheet of Windows writes."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def parsed(name: str, place: str, text: str) -> Any:
    """Return JSON, in which no key is given twice, or raise ``InvalidCatalogue``."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        where = place or f"ligne {error.lineno}, caractère {error.colno}"
        raise _refused(name, where, "ce JSON est abîmé ou coupé") from error
    except RecursionError as error:
        raise _refused(name, place, "ce JSON est trop profond") from error
    except ValueError as error:
        raise _refused(name, place, f"ce JSON n'est pas valable : {error}") from error


def _once(pairs: list[tuple[str, Any]]) -> PlainDict:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in names if names.count(key) > 1)
        raise ValueError(f"la clé « {twice} » est donnée deux fois")
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"« {word} » n'est pas un nombre")


def _refused(name: str, place: str, message: str) -> InvalidCatalogue:
    return InvalidCatalogue([Problem(name, place, message)])


JSON_READERS: tuple[tuple[Callable[[Any], bool], Callable[[FileReading, Any], PublicFile]], ...] = (
    (dila.is_base, dila.read_base),
    (dila.is_answer, dila.read_answer),
    (data_inclusion.is_list, data_inclusion.read_list),
)
