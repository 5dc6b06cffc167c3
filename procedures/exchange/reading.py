"""A strict reader of YAML: nothing is guessed, and every fault is reported with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from procedures.engine.errors import Problem

# libyaml is ten times as fast, but is missing from some builds of PyYAML.
PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Only true and false are booleans: NO is Norway, « yes » is a word, 09:00 is a time of day.
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]+")
CODE = re.compile(r"0[0-9]+")

# What the parser says, in French: agents write conditions as text.
UNREAD = "un signe manque ou est de trop (guillemet, crochet, accolade, virgule, deux-points)"
REASONS = {
    "mapping values are not allowed in this context": "un « : » est de trop, ou mal placé",
    "mapping values are not allowed here": "un « : » est de trop, ou mal placé",
    "did not find expected ',' or '}'": "il manque une virgule ou « } »",
    "did not find expected ',' or ']'": "il manque une virgule ou « ] »",
    "did not find expected key": "une ligne n'est pas à sa place : regardez les espaces du début",
    "did not find expected '-' indicator": "il manque un « - » au début d'une ligne",
    "could not find expected ':'": "il manque un « : »",
    "found unexpected end of stream": "un guillemet n'est pas fermé",
    "found character that cannot start any token": "un signe ne peut pas commencer une valeur : "
    "mettez la valeur entre guillemets",
}


def read_yaml(source: bytes, file: str) -> tuple[Any, list[Problem]]:
    """Return (data, problems) for the bytes of one file; ``file`` is its name in the problems."""
    builder = _Builder(file)
    try:
        data = builder.document(yaml.parse(source.decode("utf-8-sig"), Loader=PARSER))
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        return None, [_problem(file, line, "ce fichier n'est pas écrit en UTF-8")]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        reason = REASONS.get(error.problem or "", UNREAD)
        return None, [_problem(file, line, f"ce n'est pas du YAML valide : {reason}")]
    except yaml.reader.ReaderError as error:
        return None, [_problem(file, 1, f"un caractère n'est pas admis (place {error.position})")]
    except RecursionError:
        return None, [_problem(file, 1, "les blocs sont emboîtés trop profondément")]
    return data, builder.problems


def _problem(file: str, line: int, message: str) -> Problem:
    return Problem(file, f"ligne {line}", message)


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Builder:
    """Builds values from a parser's events, and refuses anchors, tags and merges."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def document(self, events: Iterator[yaml.Event]) -> Any:
        self.events = events
        data = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "un fichier ne contient qu'un document (« --- » en trop)")
            elif not isinstance(
                event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)
            ):
                data = self._value(event)
        return data

    def _value(self, event: yaml.Event) -> Any:
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            self._refuse(event, "les ancres (&, *) et les balises (!) ne sont pas admises")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(item) for item in self._until(yaml.SequenceEndEvent)]
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping()
        return None

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        while not isinstance(event := next(self.events), end):
            yield event

    def _mapping(self) -> dict[str, Any]:
        result: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for event in self._until(yaml.MappingEndEvent):
            key = self._value(event)
            if not isinstance(key, str):
                self._refuse(event, "une clé est un mot : écrivez-la entre guillemets")
                key = repr(key)
            if key in result:
                message = f"la clé « {key} » est écrite deux fois dans ce bloc"
                self._refuse(event, f"{message} (déjà à la ligne {lines[key]})")
            lines[key] = _line_of(event)
            result[key] = self._value(next(self.events))
        return result

    def _scalar(self, event: yaml.ScalarEvent) -> str | int | float | bool | None:
        value = event.value
        if "\0" in value:
            self._refuse(event, "le caractère nul n'est pas admis")
        # The value is in quotes or is a block of text: it is a string, whatever it looks like.
        if not event.implicit[0]:
            return value
        if value in WORDS:
            return WORDS[value]
        if INTEGER.fullmatch(value):
            return int(value)
        if DECIMAL.fullmatch(value):
            return float(value)
        if CODE.fullmatch(value):
            self._refuse(event, f'un code s\'écrit entre guillemets : "{value}"')
        return value

    def _refuse(self, event: yaml.Event, message: str) -> None:
        self.problems.append(_problem(self.file, _line_of(event), message))
