"""Reads a folder of YAML files into plain data, and writes plain data as such a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.engine.files import FOLDERS, file_of
from procedures.engine.schema.shapes import show
from procedures.engine.values.plain import Plain, PlainDict

from .limits import TRANSLATION, fault_of_translation, is_valid, parts_of_name, unknown_file
from .plain import canonical, split_texts
from .reading import read_yaml, write_yaml
from .shapes import LISTS

# What stands beside the content: the glossaries of translators, the kits of inquiries.
BESIDE = ("glossary", "kits")


def read_folder(folder: str | Path) -> PlainDict:
    """Return the plain data of a folder; raise ``InvalidCatalogue`` with every fault of its files.

    This checks only that the files can be read without ambiguity. Their content is checked by
    ``procedures.engine.schema.serialization.check_plain``.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InvalidCatalogue([Problem(str(folder), "", "ce dossier n'existe pas")])
    reader = _read(folder)
    twice = split_texts(reader.plain)
    reader.problems += (
        Problem(file, path, f"ce texte est donné deux fois en « {language} »")
        for language, file, path in twice
    )
    if reader.problems:
        raise InvalidCatalogue(reader.problems)
    return canonical(reader.plain)


def _read(folder: Path) -> _Reader:
    reader = _Reader()
    for file in _files_of(folder):
        if is_valid(file):
            reader.read(file, (folder / file).read_bytes())
        else:
            reader.problems.append(unknown_file(file))
    return reader


def _files_of(folder: Path) -> Iterator[str]:
    """Yield the names of the folder's files, except what stands beside the content.

    That is hidden files (.git, .DS_Store), and what ``BESIDE`` names.
    """
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        is_hidden = any(part.startswith(".") for part in relative.parts)
        if path.is_file() and not is_hidden and relative.parts[0] not in BESIDE:
            yield relative.as_posix()


class _Reader:
    """Fills plain data file by file, and collects the problems."""

    def __init__(self) -> None:
        self.plain: PlainDict = {name: [] for name in LISTS}
        self.plain |= {"inquiries": {}, "departments": {}, "translations": {}}
        self.problems: list[Problem] = []

    def read(self, file: str, source: bytes) -> None:
        data, problems = read_yaml(source, file)
        self.problems += problems
        translated = TRANSLATION.fullmatch(file)
        if translated:
            self._translations(file, translated[1], translated[2], data)
            return
        named = parts_of_name(file)
        if named is not None:
            self._file(file, *named, data)

    def _file(self, file: str, folder: str, name: str, data: object) -> None:
        if folder == "departements":
            self._department(file, name, data)
            return
        entries = self._entries(file, data)
        if folder == "enquetes":
            self.plain["inquiries"][name] = entries
            return
        section, given = FOLDERS.get(folder, (folder or name, ""))
        for entry in entries:
            if given and entry.setdefault(given, name) != name:
                message = f"ce fichier est celui de « {name} », pas de {show(entry[given])}"
                self.problems.append(Problem(file, f"{entry.get('id', '?')}.{given}", message))
        self.plain[section] += entries

    def _entries(self, file: str, data: object) -> list[PlainDict]:
        # The file is empty, or holds only comments.
        if data is None:
            return []
        if not isinstance(data, list):
            self._expected(file, "", "une liste d'entrées est attendue", data)
            return []
        for index, entry in enumerate(data):
            if not isinstance(entry, dict):
                self._expected(file, f"[{index}]", "un bloc de clés est attendu", entry)
        return [entry for entry in data if isinstance(entry, dict)]

    def _department(self, file: str, code: str, data: object) -> None:
        if not isinstance(data, dict):
            self._expected(file, "", "un bloc de clés est attendu", data)
        elif data.setdefault("code", code) != code:
            message = f"ce fichier est celui de « {code} », pas de {show(data['code'])}"
            self.problems.append(Problem(file, "code", message))
        else:
            self.plain["departments"][code] = data

    def _translations(self, file: str, language: str, translated: str, data: object) -> None:
        if data is None:
            return
        if not isinstance(data, dict):
            self._expected(file, "", "un bloc de clés est attendu", data)
            return
        for path, entry in data.items():
            message = fault_of_translation(entry)
            if message:
                self.problems.append(Problem(file, path, message))
        self.plain["translations"].setdefault(language, {})[translated] = data

    def _expected(self, file: str, path: str, expected: str, found: object) -> None:
        message = f"{expected}, pas {show(found)}"
        self.problems.append(Problem(file, path, message))


def write_folder(plain: Plain, folder: str | Path) -> None:
    """Write plain data as a folder.

    A file that already says the same keeps its bytes, with its layout and comments; the others get
    the one layout of ``write_yaml``. Files of the format that the folder had and that plain data
    does not need are removed.

    Raises ``InvalidCatalogue``, and writes nothing, if the folder holds a file that is not of the
    format.
    """
    folder = Path(folder)
    files = _contents(canonical(plain))
    foreign = [unknown_file(file) for file in files if not is_valid(file)]
    if folder.is_dir():
        present = list(_files_of(folder))
        # A folder with other files is not a catalogue: a mistyped path must not cost anybody their
        # files.
        foreign += [unknown_file(file) for file in present if not is_valid(file)]
    if foreign:
        raise InvalidCatalogue(foreign)
    stored = _present(folder)
    for file, data in files.items():
        if stored.get(file) == repr(data):
            continue
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(write_yaml(data), encoding="utf-8")
    for file in set(_files_of(folder)) - set(files):
        (folder / file).unlink()


def _present(folder: Path) -> dict[str, str]:
    """Return {file name: its content, as ``repr`` shows it} of a folder without a fault.

    ``repr`` tells 1 from true. A text with its translations inside stays as it is written: it never
    equals the text alone.
    """
    reader = _read(folder)
    if reader.problems:
        return {}
    return {file: repr(data) for file, data in _contents(canonical(reader.plain)).items()}


def _contents(plain: Plain) -> PlainDict:
    """Return {file name: content}."""
    files: dict[str, Any] = {}
    for section in LISTS:
        for entry in plain[section]:
            file = file_of(section, entry)
            # The name of the file already says it.
            if section in ("cases", "authorities"):
                given = "file" if section == "cases" else "kind"
                entry = {key: value for key, value in entry.items() if key != given}
            files.setdefault(file, []).append(entry)
    files |= {f"enquetes/{key}.yaml": entries for key, entries in plain["inquiries"].items()}
    files |= {f"departements/{code}.yaml": entry for code, entry in plain["departments"].items()}
    for language, translated in plain["translations"].items():
        files |= {f"translations/{language}/{file}": data for file, data in translated.items()}
    return {file: data for file, data in files.items() if data}
