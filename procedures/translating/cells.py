"""The cells of workbooks that leave: what agents wrote is text there, whatever it begins with."""

from __future__ import annotations

from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE


def harmless_cell(sheet: Any, value: Any) -> WriteOnlyCell:
    """Return a cell that no spreadsheet computes: a title « =1+1 » stays « =1+1 »."""
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value=value)
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell
