"""Building a département's content: préfecture, sites, channels, overrides, notices, helpers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..values.department import Channel, Department, Helper, Notice, Override, Prefecture, Site
from .entry_builder import EntryBuilder
from .procedure_builder import Opener, ProcedureBuilder, document_entries
from .shapes import item_name, join


class DepartmentBuilder:
    """Reads départements; the lines that an override adds may test the channel."""

    def __init__(self, open_file: Opener, procedures: ProcedureBuilder) -> None:
        self._open_file = open_file
        self._facts = procedures.facts

    def department(self, code: str, entry: Mapping[str, Any]) -> Department:
        """Return one département, or the national part."""
        file = f"departements/{code}.yaml"
        builder, inner = self._open_file(file), self._open_file(file, self._facts)
        overrides = (_override(inner, one) for one in entry.get("overrides") or [])
        return Department(
            code=code,
            name=builder.text("", entry, "name"),
            prefecture=_prefecture(builder, entry.get("prefecture") or {}),
            sites=tuple(
                _site(builder, f"sites.{item_name(one, index)}", one)
                for index, one in enumerate(entry.get("sites") or [])
            ),
            channels=tuple(
                _channel(builder, f"channels.{index}", one)
                for index, one in enumerate(entry.get("channels") or [])
            ),
            overrides={override.procedure: override for override in overrides},
            notices=tuple(
                _notice(builder, f"notices.{index}", one)
                for index, one in enumerate(entry.get("notices") or [])
            ),
            helpers=tuple(
                _helper(builder, f"helpers.{index}", one)
                for index, one in enumerate(entry.get("helpers") or [])
            ),
        )


def _prefecture(builder: EntryBuilder, entry: Mapping[str, Any]) -> Prefecture:
    return Prefecture(
        name=builder.text("prefecture", entry, "name"),
        address=builder.text("prefecture", entry, "address"),
        phone=entry.get("phone", ""),
        email=entry.get("email", ""),
        site=entry.get("site", ""),
        source=builder.source(entry),
    )


def _site(builder: EntryBuilder, path: str, entry: Mapping[str, Any]) -> Site:
    return Site(
        id=entry.get("id", ""),
        name=builder.text(path, entry, "name"),
        address=builder.text(path, entry, "address"),
        phone=entry.get("phone", ""),
        arrondissements=frozenset(entry.get("arrondissements") or ()),
        handles=frozenset(entry.get("handles") or ()),
        hours=builder.hours(path, entry),
        source=builder.source(entry),
    )


def _channel(builder: EntryBuilder, path: str, entry: Mapping[str, Any]) -> Channel:
    purpose = entry.get("for") or {}
    return Channel(
        kind=entry["kind"],
        procedures=frozenset(purpose.get("procedures") or ()),
        families=frozenset(purpose.get("families") or ()),
        when=builder.condition(path, entry),
        url=entry.get("url", ""),
        address=builder.text(path, entry, "address"),
        instructions=builder.text(path, entry, "instructions"),
        no_slot_help=builder.text(path, entry, "no_slot_help"),
        source=builder.source(entry),
    )


def _override(builder: EntryBuilder, entry: Mapping[str, Any]) -> Override:
    path = f"overrides.{entry['procedure']}"
    return Override(
        procedure=entry["procedure"],
        add_documents=document_entries(
            builder, join(path, "add_documents"), entry.get("add_documents") or []
        ),
        drop_documents=frozenset(entry.get("drop_documents") or ()),
        notes=builder.text(path, entry, "notes"),
        source=builder.source(entry),
    )


def _notice(builder: EntryBuilder, path: str, entry: Mapping[str, Any]) -> Notice:
    return Notice(
        text=builder.text(path, entry, "text"),
        start=builder.day(entry, "from"),
        end=builder.day(entry, "until"),
        families=frozenset(entry.get("families") or ()),
    )


def _helper(builder: EntryBuilder, path: str, entry: Mapping[str, Any]) -> Helper:
    return Helper(
        name=builder.text(path, entry, "name"),
        kind=entry.get("kind", ""),
        address=builder.text(path, entry, "address"),
        phone=entry.get("phone", ""),
        hours=builder.hours(path, entry),
        languages=tuple(entry.get("languages") or ()),
        source=builder.source(entry),
    )
