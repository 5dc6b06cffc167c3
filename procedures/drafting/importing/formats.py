"""Opens a public file, tells its format by what it holds, and gives it to its reader."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable
from typing import Any, NoReturn

from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.engine.values.plain import PlainDict

from . import dila
from .rows import FileReading, PublicFile

# In bytes, opened. The whole base of the DILA is larger: a command reads it.
LARGEST = 60_000_000
LARGEST_OF_A_COMMAND = 800_000_000
GZIP = b"\x1f\x8b"
KNOWN = (
    "Formats connus : la base locale de la DILA (JSON, « service »), l'API de l'annuaire (JSON, "
    "« results »)."
)


def read_file(name: str, source: bytes, most: int = LARGEST) -> PublicFile:
    """Return the rows of a file; raise ``InvalidCatalogue`` with its faults, each at its place."""
    reading = FileReading(name)
    content = _opened(name, source, most)
    text = _decoded(content)
    if not text.strip():
        raise _refused(name, "", "ce fichier est vide")
    if text.lstrip()[:1] not in "{[":
        raise _refused(name, "", f"ce fichier n'est d'aucun format connu. {KNOWN}")
    data = parsed(name, "", text)
    for knows, read in JSON_READERS:
        if knows(data):
            found: PublicFile = read(reading, data)
            reading.finish()
            return found
    if isinstance(data, dict):
        reading.need(data, ("service",), "")
        reading.finish()
    raise _refused(name, "", f"ce fichier n'est d'aucun format connu. {KNOWN}")


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
)
