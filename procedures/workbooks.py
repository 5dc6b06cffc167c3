"""Workbooks that leave: what people wrote is text there, whatever it begins with."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What no XML holds either, and openpyxl lets through: the workbook would not open at all.
HALVES_AND_NONE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def harmless_cell(sheet: Any, value: Any) -> WriteOnlyCell:
    """Return a cell that no spreadsheet computes: a title « =1+1 » stays « =1+1 »."""
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value=value)
    held = HALVES_AND_NONE.sub("", ILLEGAL_CHARACTERS_RE.sub("", value))
    cell = WriteOnlyCell(sheet, value=held)
    cell.data_type = "s"
    return cell


def bytes_of(book: Workbook) -> bytes:
    """Return the file of a workbook."""
    written = BytesIO()
    book.save(written)
    return written.getvalue()
