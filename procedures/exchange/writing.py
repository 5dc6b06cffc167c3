"""Writes YAML as people do: blocks for entries, one line for short values, folded long texts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

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
