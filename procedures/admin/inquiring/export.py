"""The numbers of waves as a workbook: one line an answer, by département and by wave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl import Workbook

from procedures.inquiring.results import WaveResult, result_of, waves_for
from procedures.models import Kit
from procedures.models.base import is_key
from procedures.rights import rights_of
from procedures.security import events
from procedures.xlsx import bytes_of, harmless_cell

from ..desk_page import need
from ..downloads import download

WAVES = ("Département", "Questionnaire", "Version", "Vague", "Du", "Au", "Questionnaires remplis")
ANSWERS = (
    *("Département", "Questionnaire", "Vague", "Du", "Question", "Réponse"),
    *("Nombre", "Personnes qui ont répondu", "Part (%)"),
)


def export_waves_page(site, request):
    """Return the numbers of all the waves that an account reads, or of those of one kit."""
    rights = rights_of(request)
    need(rights.parts)
    waves = waves_for(rights.parts)
    kit = request.GET.get("questionnaire", "")
    if is_key(Kit, kit):
        waves = waves.filter(kit=kit)
    listed = list(waves.order_by("kit", "part", "opens_on"))
    about, parts = "enquêtes de terrain", sorted({one.part for one in listed})
    events.record(events.Kind.EXPORTED, request.user, about=about, parts=parts)
    return download(workbook_of(map(result_of, listed)), "enquetes", "xlsx")


def workbook_of(results: Iterable[WaveResult]) -> bytes:
    """Return the workbook of some waves. No text of it is a formula, whatever it begins with."""
    results = list(results)
    book = Workbook(write_only=True)
    for name, heads, rows in (
        ("Vagues", WAVES, map(_wave, results)),
        ("Réponses", ANSWERS, (row for one in results for row in _answers(one))),
    ):
        sheet = book.create_sheet(name)
        sheet.append(heads)
        for row in rows:
            sheet.append([harmless_cell(sheet, value) for value in row])
    return bytes_of(book)


def _wave(result: WaveResult) -> list[Any]:
    wave = result.wave
    days = (wave.opens_on, wave.closes_on)
    return [wave.part, wave.kit.title, wave.version, wave.name, *days, result.number]


def _answers(result: WaveResult) -> Iterator[list[Any]]:
    wave = result.wave
    for question in result.questions:
        for line in question.lines:
            place = [wave.part, wave.kit.title, wave.name, wave.opens_on]
            numbers = [line.number, question.answered, line.share]
            yield [*place, question.title, line.label, *numbers]
