"""The valid file names of a catalogue's folder, and the content of each file."""

from __future__ import annotations

import re

from procedures.engine.errors import Problem, nearest

from .shapes import LISTS

SINGLE_FILES = tuple(f"{name}.yaml" for name in LISTS if name not in ("procedures", "cases"))
# {folder: (pattern of a file name without .yaml, how messages describe it)}
FOLDERS = {
    "enquetes": (r"[a-z][a-z0-9_]*", "un identifiant d'enquête"),
    "procedures": (r"[a-z][a-z0-9_]*", "un nom de famille"),
    "departements": (r"national|[0-9]{2}|2[AB]|9[78][0-9]", "un code de département, ou national"),
    "cases": (r"[A-Za-z0-9][A-Za-z0-9_-]*", "un nom de fichier simple"),
}
TRANSLATION = re.compile(r"translations/([a-z]{2,3}(?:-[A-Za-z0-9]+)?)/(.+)")


def parts_of_name(file: str) -> tuple[str, str] | None:
    """Return (folder or "", name without .yaml) of a valid file, or ``None``."""
    if file in SINGLE_FILES:
        return "", file.removesuffix(".yaml")
    folder, _, name = file.partition("/")
    stem = name.removesuffix(".yaml")
    if folder in FOLDERS and name != stem and re.fullmatch(FOLDERS[folder][0], stem):
        return folder, stem
    return None


def is_valid(file: str) -> bool:
    translated = TRANSLATION.fullmatch(file)
    if translated:
        return is_valid(translated[2]) and not file_is_of("cases", translated[2])
    return parts_of_name(file) is not None


def file_is_of(folder: str, file: str) -> bool:
    return file.startswith(f"{folder}/")


def unknown_file(file: str) -> Problem:
    """Return the problem of a file that is not in the format, with the nearest valid name."""
    translated = TRANSLATION.fullmatch(file)
    if translated:
        inner = unknown_file(translated[2])
        near = (f"translations/{translated[1]}/{name}" for name in inner.near)
        return Problem(file, "", inner.message, tuple(near))
    folder, _, name = file.rpartition("/")
    # « Etudes.yml » is meant to be « etudes.yaml ».
    name = f"{name.partition('.')[0].lower()}.yaml"
    message = "le format n'a pas ce fichier"
    if folder in FOLDERS:
        message += f" : ici, {FOLDERS[folder][1]} puis « .yaml »"
        candidates = [f"{folder}/{name}"]
    else:
        candidates = [*SINGLE_FILES, *(f"{valid}/{name}" for valid in FOLDERS)]
    close = nearest(file, (one for one in candidates if is_valid(one)))
    return Problem(file, "", message, close)
