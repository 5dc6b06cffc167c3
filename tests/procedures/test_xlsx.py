"""Workbooks that leave open in a spreadsheet, whatever people wrote in them."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from procedures.xlsx import bytes_of, harmless_cell


@pytest.mark.parametrize("letter", ["\a", "\ud800", "\ufffe", "\uffff"], ids=ascii)
def test_a_letter_that_no_workbook_holds_keeps_nobody_from_opening_it(letter):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Notes")
    sheet.append([harmless_cell(sheet, f"Rappeler{letter} Awa")])
    read = load_workbook(BytesIO(bytes_of(book)))["Notes"]
    assert read["A1"].value == "Rappeler Awa"


@pytest.mark.parametrize("text", ["=1+1", "+1", "@x", "l'été à Béziers 🙂"])
def test_what_is_written_is_text(text):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Notes")
    sheet.append([harmless_cell(sheet, text)])
    cell = load_workbook(BytesIO(bytes_of(book)))["Notes"]["A1"]
    assert (cell.value, cell.data_type) == (text, "s")
