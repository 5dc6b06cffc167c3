"""Texts and files for the tests of translators' work."""

from io import BytesIO

from openpyxl import load_workbook

from procedures import models
from procedures.translating.catalogue_texts import CatalogueText
from procedures.translating.workbook import COLUMNS, TO_FILL

PLACE = list(COLUMNS).index(TO_FILL) + 1


def make_text(french, key="passeport", column="title", **translations):
    """A text of a document that no database holds; ``ar="…"`` is a machine translation."""
    row = models.Document(key=key, title_fr="Passeport")
    setattr(row, f"{column}_fr", french)
    for language, text in translations.items():
        row.set_translation(column, language, text, models.TranslationStatus.MACHINE)
    return CatalogueText("documents.yaml", f"{key}.{column}", (row,), column)


def filled(source, translate):
    """Fill a file as a translator does: ``translate`` makes a text of a French one."""
    book = load_workbook(BytesIO(source))
    for row in book.active.iter_rows(min_row=2):
        row[PLACE - 1].value = translate(row[2].value)
        row[PLACE - 1].data_type = "s"
    written = BytesIO()
    book.save(written)
    return written.getvalue()
