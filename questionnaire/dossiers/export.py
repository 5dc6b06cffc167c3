"""Everything that an association keeps, in one file that any other program reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
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
from questionnaire.models.associations import MemberRole
from questionnaire.result.calendar import Reminded
from questionnaire.runs.pages import EditionPage

from .access import LANGUAGE, MemberPage
from .acts import DossierAct, every_act, note
from .answered import Answered
from .kept import card_of, content_of
from .listing import ABOUT
from .sealing import Lock

# What a line of a sheet holds.
Line = Sequence[str | date | None]
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
RESULT_COLUMNS = (
    "référence",
    "démarche",
    "où",
    "adresse du site",
    "prix",
    "papiers demandés",
    "papiers peut-être demandés",
    "dates",
)
MEMBER_COLUMNS = ("nom", "adresse électronique", "rôle", "depuis le")
ACT_COLUMNS = ("moment", "qui", "acte", "sur quoi")


class ExportView(MemberPage, EditionPage, View):
    """Gives an administrator all that is kept, opened, as JSON or as a workbook."""

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
        whole = {
            **about_association(self.organisation),
            "dossiers": rows,
            "journal": acts_rows(self.organisation, self.lock),
        }
        response = HttpResponse(write(whole), content_type=kind)
        response.headers["Content-Disposition"] = f'attachment; filename="dossiers.{form}"'
        return response

    def rows(self) -> Iterator[dict[str, Any]]:
        return opened_rows(self.organisation, self.lock, self.edition.rule_set, self.today)


def opened_rows(
    organisation: Organisation, lock: Lock, rules: Any, today: Any
) -> Iterator[dict[str, Any]]:
    """Yield each dossier with everything that it holds, answers in words too, and its result."""
    rows = organisation.dossiers.select_related("holder__account").order_by("saved_at", "pk")
    for dossier in rows.iterator(chunk_size=500):
        card, content = card_of(dossier, lock), content_of(dossier, lock)
        answered = Answered(rules, content, today)
        yield {
            "reference": card.reference,
            "holder": str(dossier.holder) if dossier.holder else "",
            "saved_at": _written(dossier.saved_at),
            "opened_at": _written(dossier.opened_at),
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
            "result": answered.record,
        }


def about_association(organisation: Organisation) -> dict[str, Any]:
    """Return what is kept of an association besides its dossiers and its journal."""
    return {
        "name": organisation.name,
        "departments": organisation.departments,
        "members": [
            {
                "name": one.account.full_name,
                "email": one.account.email,
                "role": one.role,
                "joined_at": _written(one.joined_at),
            }
            for one in organisation.members.select_related("account")
        ],
        "invitations": [
            {"email": one.email, "role": one.role, "expires_at": _written(one.expires_at)}
            for one in organisation.invitations.all()
        ],
    }


def acts_rows(organisation: Organisation, lock: Lock) -> list[dict[str, Any]]:
    """Return every line of the journal, the latest first."""
    return [
        {"at": _written(one.at), "who": one.who, "act": one.words, "about": one.about}
        for one in every_act(organisation, lock)
    ]


def as_json(whole: dict[str, Any]) -> bytes:
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def as_workbook(whole: dict[str, Any]) -> bytes:
    """Return a workbook with a line a dossier, then sheets with all the rest.

    No text is a formula, whatever it begins with.
    """
    book = Workbook(write_only=True)
    dossiers = whole["dossiers"]
    _fill(book, "Dossiers", COLUMNS, map(_dossier_line, dossiers))
    _fill(book, "Résultats", RESULT_COLUMNS, _result_lines(dossiers))
    about = [("nom", whole["name"]), *(("département", one) for one in whole["departments"])]
    _fill(book, "Association", ("quoi", "valeur"), about)
    people = (
        (one["name"], one["email"], MemberRole(one["role"]).label, _moment(one["joined_at"]))
        for one in whole["members"]
    )
    invited = (
        ("", one["email"], f"invitation, {MemberRole(one['role']).label}", None)
        for one in whole["invitations"]
    )
    _fill(book, "Membres", MEMBER_COLUMNS, chain(people, invited))
    acts = ((_moment(one["at"]), one["who"], one["act"], one["about"]) for one in whole["journal"])
    _fill(book, "Journal", ACT_COLUMNS, acts)
    return bytes_of(book)


def _fill(book: Workbook, title: str, columns: Line, lines: Iterable[Line]) -> None:
    sheet = book.create_sheet(title)
    sheet.append(columns)
    for line in lines:
        sheet.append([_cell(sheet, one) for one in line])


def _dossier_line(row: dict[str, Any]) -> Line:
    said = [f"{question} {answer}" for question, answer in row["answers_in_words"].items()]
    return (
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


def _result_lines(dossiers: Iterable[dict[str, Any]]) -> Iterator[Line]:
    """Yield a line for each procedure that is recommended for a dossier."""
    for row in dossiers:
        for one in row["result"]["procedures"].values():
            place, _kind, address = one["channel"]
            yield (
                row["reference"],
                one["title"],
                place,
                address,
                one["price"],
                "\n".join(one["papers"].values()),
                "\n".join(one["possible"].values()),
                "\n".join(_step_days(*step) for step in one["dates"].values()),
            )


def _cell(sheet: Any, value: str | date | None) -> WriteOnlyCell:
    """Return a cell: a day or a moment is one for the program too, and all else is a text."""
    cell = harmless_cell(sheet, value)
    if isinstance(value, date):
        moment = isinstance(value, datetime)
        cell.number_format = "dd/mm/yyyy hh:mm" if moment else "dd/mm/yyyy"
    return cell


def _written(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _moment(text: str) -> datetime:
    """Return a moment on the clock of the association: a workbook knows no time zone."""
    return datetime.fromisoformat(text).replace(tzinfo=None)


def _next_day(days: list[list[str]]) -> date | None:
    today = timezone.localdate()
    coming = [one for one in (date.fromisoformat(day) for day, _about in days) if one >= today]
    return min(coming, default=None)


def _day(day: str, about: str) -> str:
    return f"{day_words(date.fromisoformat(day))} : {ABOUT[Reminded(about)]}"


def _step_days(title: str, opens: str, closes: str) -> str:
    """Return the days of a step of a record, of which one may be missing."""
    first, last = (day_words(date.fromisoformat(one)) if one else "" for one in (opens, closes))
    days = (("à partir du", first), ("jusqu’au", last))
    return f"{title} {' '.join(f'{word} {day}' for word, day in days if day)}"


def _paper(rules: Any, key: str) -> str:
    """Return the titles of the documents that a ticked line stands for."""
    documents = [rules.documents.get(one) for one in key.split("|")]
    titles = [in_language(one.title, LANGUAGE) for one in documents if one]
    return " ou ".join(titles) or key


def _words(text: Any) -> str:
    return text["text"] if isinstance(text, dict) else str(text)
