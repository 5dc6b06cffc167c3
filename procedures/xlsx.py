"""Workbooks that leave: what people wrote is text there, whatever it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# How a cell writes what it holds: a day and a moment are ones for the program too.
FORMATS = {str: "General", date: "dd/mm/yyyy", datetime: "dd/mm/yyyy hh:mm"}
# What no XML holds either, and openpyxl lets through: the workbook would not open at all.
HALVES_AND_NONE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """Return a text without the letters for which a file would not open."""
    return HALVES_AND_NONE.sub("", ILLEGAL_CHARACTERS_RE.sub("", text))


def harmless_cell(sheet: Any, value: Any) -> WriteOnlyCell:
    """Return a cell that no spreadsheet computes: a title « =1+1 » stays « =1+1 »."""
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value=value)
    cell = WriteOnlyCell(sheet, value=writable(value))
    cell.data_type = "s"
    return cell


def add_table(
    book: Workbook,
    title: str,
    columns: Mapping[str, int],
    lines: Iterable[Sequence[str | date | None]],
) -> None:
    """Add a sheet of lines to a book that is only written, under {heading: width of its column}.

    The headings stay in sight; a text of several lines shows them all, under each other.
    """
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(columns.values(), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    # Cells of one kind share a style: setting its parts in each cell takes seconds.
    looks = {kind: _look(sheet, number_format) for kind, number_format in FORMATS.items()}
    head = _look(sheet, "General", bold=True)
    sheet.append([_dressed(harmless_cell(sheet, one), head) for one in columns])
    for line in lines:
        sheet.append([_dressed(harmless_cell(sheet, one), looks.get(type(one))) for one in line])


def _look(sheet: Any, number_format: str, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.number_format = number_format
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)
    return cell._style


def _dressed(cell: WriteOnlyCell, look: Any) -> WriteOnlyCell:
    if look is not None:
        cell._style = look
    return cell


def bytes_of(book: Workbook) -> bytes:
    """Return the file of a workbook."""
    written = BytesIO()
    book.save(written)
    return written.getvalue()
