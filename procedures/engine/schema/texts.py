"""Texts in several languages: French from the entries, the others from the translations."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import Problem
from ..values.content import Text

# The kind of problem of a file whose texts lack a translation.
UNTRANSLATED = "untranslated"


def text_hash(french: str) -> str:
    """Return the hash by which a translation identifies the French text that it translates.

    >>> text_hash("Passeport")
    'aec326f5df17'
    """
    return hashlib.sha256(french.encode("utf-8")).hexdigest()[:12]


class Translations:
    """The ``translations`` of plain data: {language: {file: {path: {text, status, of}}}}.

    A translation of an earlier French text is *stale*. It is left out, so that pages show the
    French rather than a text that says something else.
    """

    def __init__(self, data: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        self._data = data
        self._used: set[tuple[str, str, str]] = set()
        self._stale: list[tuple[str, str, str]] = []
        self._absent: Counter[tuple[str, str]] = Counter()

    def text(self, file: str, path: str, value: object) -> Text:
        """Return a text in every language in which it exists, or an empty dict for ``None``."""
        if value is None:
            return {}
        result: dict[str, str] = {}
        if isinstance(value, Mapping):
            result.update(value)
        else:
            result["fr"] = str(value)
        mark = text_hash(result["fr"])
        for language, files in self._data.items():
            translation = files.get(file, {}).get(path)
            if translation is None:
                if language not in result:
                    self._absent[language, file] += 1
                continue
            self._used.add((language, file, path))
            if translation.get("of") == mark:
                result[language] = translation["text"]
            else:
                self._stale.append((language, file, path))
        return result

    def problems(self) -> Iterator[Problem]:
        """Yield a warning for each stale, missing or unattached translation."""
        for (language, file), count in self._absent.items():
            name = f"translations/{language}/{file}"
            message = f"{count} texte{'s' if count > 1 else ''} sans traduction"
            yield Problem(name, "", message, blocking=False, kind=UNTRANSLATED)
        for language, file, path in self._stale:
            name = f"translations/{language}/{file}"
            message = "la traduction n'est plus à jour : le français a changé"
            yield Problem(name, path, message, blocking=False)
        for language, files in self._data.items():
            for file, paths in files.items():
                for path in paths:
                    if (language, file, path) not in self._used:
                        name = f"translations/{language}/{file}"
                        message = "cette traduction ne correspond à aucun texte"
                        yield Problem(name, path, message, blocking=False)


def in_language(text: Text, language: str) -> str:
    """Return a text in a language, else in French, else an empty string.

    >>> in_language({"fr": "Bonjour", "en": "Hello"}, "ar")
    'Bonjour'
    """
    return text.get(language) or text.get("fr", "")
