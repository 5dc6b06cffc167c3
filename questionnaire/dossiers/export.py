"""Everything that an association keeps, in one file that any other program reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import View
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from procedures.engine.conditions.words import day_words
from procedures.engine.schema.texts import in_language
from procedures.workbooks import XLSX, bytes_of, harmless_cell
from questionnaire.models import Organisation
from questionnaire.result.calendar import Reminded
from questionnaire.runs.pages import EditionPage

from .access import LANGUAGE, MemberPage
from .acts import DossierAct, note
from .answered import Answered
from .kept import card_of, content_of
from .listing import ABOUT
from .sealing import Lock

COLUMNS = (
    "référence",
    "suivi par",
    "enregistré le",
    "ouvert le",
    "démarche",
    "département",
    "prochaine date",
    "toutes les dates",
    "note",
    "papiers réunis",
    "changements non lus",
    "réponses",
)


class ExportView(MemberPage, EditionPage, View):
    """Gives an administrator every dossier, opened, as JSON or as a workbook."""

    only_administrators = True
    open_while_suspended = True
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, form: str) -> HttpResponse:
        writers = {"json": (as_json, "application/json"), "xlsx": (as_workbook, XLSX)}
        if form not in writers:
            raise Http404
        write, kind = writers[form]
        rows = list(self.rows())
        count = f"{len(rows) or 'aucun'} dossier{'s' if len(rows) > 1 else ''}"
        note(self.organisation, self.member, DossierAct.EXPORTED, count)
        response = HttpResponse(write(rows), content_type=kind)
        response.headers["Content-Disposition"] = f'attachment; filename="dossiers.{form}"'
        return response

    def rows(self) -> Iterator[dict[str, Any]]:
        return opened_rows(self.organisation, self.lock, self.edition.rule_set, self.today)


def opened_rows(
    organisation: Organisation, lock: Lock, rules: Any, today: Any
) -> Iterator[dict[str, Any]]:
    """Yield each dossier with everything that it holds, answers in words too."""
    rows = organisation.dossiers.select_related("holder__account").order_by("saved_at", "pk")
    for dossier in rows.iterator(chunk_size=500):
        card, content = card_of(dossier, lock), content_of(dossier, lock)
        answered = Answered(rules, content, today)
        yield {
            "reference": card.reference,
            "holder": str(dossier.holder) if dossier.holder else "",
            "saved_at": timezone.localtime(dossier.saved_at).isoformat(timespec="seconds"),
            "opened_at": timezone.localtime(dossier.opened_at).isoformat(timespec="seconds"),
            "edition": dossier.edition,
            "title": card.title,
            "procedures": card.procedures,
            "department": card.department,
            "days": card.days,
            "note": card.note,
            "ticked": content.ticked,
            "ticked_in_words": [_paper(rules, key) for key in content.ticked],
            "changes": content.changes,
            "answers": content.answers,
            "answers_in_words": {
                _words(row.question): _words(row.answer) for row in answered.rows()
            },
        }


def as_json(rows: list[dict[str, Any]]) -> bytes:
    return json.dumps({"dossiers": rows}, ensure_ascii=False, indent=1).encode()


def as_workbook(rows: list[dict[str, Any]]) -> bytes:
    """Return a workbook with a line a dossier. No text is a formula, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Dossiers")
    sheet.append(COLUMNS)
    for row in rows:
        said = [f"{question} {answer}" for question, answer in row["answers_in_words"].items()]
        values = (
            row["reference"],
            row["holder"],
            _moment(row["saved_at"]),
            _moment(row["opened_at"]),
            row["title"],
            row["department"],
            _next_day(row["days"]),
            "\n".join(_day(*one) for one in row["days"]),
            row["note"],
            "\n".join(row["ticked_in_words"]),
            "\n".join(row["changes"]),
            "\n".join(said),
        )
        sheet.append([_cell(sheet, one) for one in values])
    return bytes_of(book)


def _cell(sheet: Any, value: str | date | None) -> WriteOnlyCell:
    """Return a cell: a day or a moment is one for the program too, and all else is a text."""
    cell = harmless_cell(sheet, value)
    if isinstance(value, date):
        moment = isinstance(value, datetime)
        cell.number_format = "dd/mm/yyyy hh:mm" if moment else "dd/mm/yyyy"
    return cell


def _moment(text: str) -> datetime:
    """Return a moment on the clock of the association: a workbook knows no time zone."""
    return datetime.fromisoformat(text).replace(tzinfo=None)


def _next_day(days: list[list[str]]) -> date | None:
    today = timezone.localdate()
    coming = [one for one in (date.fromisoformat(day) for day, _about in days) if one >= today]
    return min(coming, default=None)


def _day(day: str, about: str) -> str:
    return f"{day_words(date.fromisoformat(day))} : {ABOUT[Reminded(about)]}"


def _paper(rules: Any, key: str) -> str:
    """Return the titles of the documents that a ticked line stands for."""
    documents = [rules.documents.get(one) for one in key.split("|")]
    titles = [in_language(one.title, LANGUAGE) for one in documents if one]
    return " ou ".join(titles) or key


def _words(text: Any) -> str:
    return text["text"] if isinstance(text, dict) else str(text)
