"""Reads YAML strictly, each fault with its line, and writes it as people do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
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


WIDTH = 100
STEP = 2
PLAIN = re.compile(r"[a-z][a-z0-9_]*|[A-Z]{2,3}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Words that other readers of YAML take for booleans or null; « no » is also Norway's code.
RESERVED = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
UNPRINTABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
LINE_BREAKS = re.compile("[\t\r\x85\u2028\u2029]")


def write_yaml(data: Any) -> str:
    """Return the text of one file, whose data is a list of entries or one mapping."""
    if isinstance(data, list):
        return "\n\n".join("\n".join(_item(entry, 0, block=True)) for entry in data) + "\n"
    return "\n".join(_mapping(data, 0)) + "\n"


def _mapping(mapping: Mapping[str, Any], indent: int) -> list[str]:
    lines: list[str] = []
    for key, value in mapping.items():
        lines += _under(" " * indent + _string(key) + ":", value, indent)
    return lines


def _under(head: str, value: Any, indent: int) -> list[str]:
    """Return the lines of a value that follows ``head`` (« key: »)."""
    flow = _flow(value)
    if len(head) + 1 + len(flow) <= WIDTH and not _is_list_of_blocks(value):
        return [f"{head} {flow}"]
    if isinstance(value, str):
        return _long_text(head, value, indent + STEP)
    if isinstance(value, dict) and value:
        return [head, *_mapping(value, indent + STEP)]
    if isinstance(value, list) and value:
        return _list(head, value, indent + STEP)
    return [f"{head} {flow}"]


def _list(head: str, values: Sequence[Any], indent: int) -> list[str]:
    too_long = any(len(_flow(value)) > WIDTH - indent - STEP for value in values)
    if too_long or _is_list_of_blocks(values):
        return [head, *(line for value in values for line in _item(value, indent))]
    lines = [f"{head} ["]
    for index, value in enumerate(values):
        part = _flow(value) + ("]" if index == len(values) - 1 else ",")
        glue = "" if lines[-1].endswith("[") and index == 0 else " "
        if len(lines[-1]) + len(glue) + len(part) <= WIDTH:
            lines[-1] += glue + part
        else:
            lines.append(" " * indent + part)
    return lines


def _item(value: Any, indent: int, *, block: bool = False) -> list[str]:
    """Return the lines of an item of a list."""
    dash = " " * indent + "-"
    if isinstance(value, dict) and value:
        flow = _flow(value)
        if not block and len(dash) + 1 + len(flow) <= WIDTH:
            return [f"{dash} {flow}"]
        first, *rest = _mapping(value, indent + STEP)
        return [f"{dash} {first.lstrip()}", *rest]
    return _under(dash, value, indent)


def _is_list_of_blocks(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _flow(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_string(k)}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        return _string(value)
    # JSON and YAML write true, false, null and numbers alike.
    return json.dumps(value)


def _string(value: str) -> str:
    if PLAIN.fullmatch(value) and value.lower() not in RESERVED:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return UNPRINTABLE.sub(_escape, LINE_BREAKS.sub(_escape, quoted))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _long_text(head: str, text: str, indent: int) -> list[str]:
    """Return the lines of a long text: folded, or quoted if folding would change it."""
    if not _can_fold(text):
        return [f"{head} {_string(text)}"]
    lines = [f"{head} >-"]
    for index, paragraph in enumerate(text.split("\n")):
        if index:
            lines.append("")  # Folded, a line break is an empty line.
        lines += (" " * indent + line for line in _wrap(paragraph, WIDTH - indent))
    return lines


def _can_fold(text: str) -> bool:
    if (
        " " not in text
        or text != text.strip("\n")
        or UNPRINTABLE.search(text)
        or LINE_BREAKS.search(text)
    ):
        return False
    return all(line == line.strip(" ") and "  " not in line for line in text.split("\n"))


def _wrap(paragraph: str, room: int) -> list[str]:
    lines = []
    current = ""
    for word in paragraph.split(" "):
        if current and len(current) + 1 + len(word) > room:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    return [*lines, current] if current else lines
