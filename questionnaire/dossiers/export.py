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

from procedures.engine.schema.texts import in_language
from questionnaire.models import MemberRole, Organisation
from questionnaire.runs.pages import EditionPage

from .access import LANGUAGE, MemberPage
from .acts import DossierAct, every_act, note
from .answered import Answered
from .content import card_of, content_of
from .days import days_of_procedures, situation, words_of_day
from .following import words_of
from .invitations import open_invitations
from .listing import department_in_words
from .sealing import OrganisationCipher

# What a line of a sheet holds.
Line = Sequence[str | date | None]
# {heading: width}
COLUMNS = {
    "référence": 16,
    "situation": 34,
    "suivi par": 20,
    "démarche": 40,
    "département": 20,
    "prochaine date": 16,
    "toutes les dates": 46,
    "note": 40,
    "famille": 16,
    "suivi des demandes": 46,
    "papiers réunis": 45,
    "changements non lus": 45,
    "réponses": 60,
    "enregistré le": 18,
    "ouvert le": 18,
}
RESULT_COLUMNS = {
    "référence": 16,
    "démarche": 40,
    "où": 32,
    "adresse du site": 40,
    "prix": 16,
    "papiers demandés": 60,
    "papiers peut-être demandés": 60,
    "dates": 60,
}
ABOUT_COLUMNS = {"quoi": 16, "valeur": 32}
MEMBER_COLUMNS = {"nom": 24, "adresse électronique": 36, "rôle": 26, "depuis le": 18}
ACT_COLUMNS = {"moment": 18, "qui": 24, "acte": 40, "sur quoi": 36}


class ExportView(MemberPage, EditionPage, View):
    """Gives an administrator all that is kept, opened, as JSON or as a workbook."""

    only_administrators = True
    open_while_suspended = True
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, form: str) -> HttpResponse:
        # Imported here: it weighs 9 MB, in processes of which few ever write a workbook.
        from procedures.xlsx import XLSX

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
            "journal": acts_rows(self.organisation, self.cipher),
        }
        response = HttpResponse(write(whole), content_type=kind)
        response.headers["Content-Disposition"] = f'attachment; filename="dossiers.{form}"'
        return response

    def rows(self) -> Iterator[dict[str, Any]]:
        return opened_rows(self.organisation, self.cipher, self.edition.rule_set, self.today)


def opened_rows(
    organisation: Organisation, cipher: OrganisationCipher, rules: Any, today: Any
) -> Iterator[dict[str, Any]]:
    """Yield each dossier with everything that it holds, answers in words too, and its result."""
    rows = organisation.dossiers.select_related("holder__account").order_by("saved_at", "pk")
    for dossier in rows.iterator(chunk_size=500):
        card, content = card_of(dossier, cipher), content_of(dossier, cipher)
        answered = Answered(rules, content, today)
        # What the page of the dossier shows today, whenever somebody last looked at a list.
        current = card.read_on == today.isoformat()
        shown = card if current else answered.card(**card.own)
        yield {
            "reference": card.reference,
            "holder": str(dossier.holder) if dossier.holder else "",
            "saved_at": _written(dossier.saved_at),
            "opened_at": _written(dossier.opened_at),
            "edition": dossier.edition,
            "situation": situation(shown, today),
            "title": shown.title,
            "procedures": shown.procedures,
            "department": shown.department,
            "days": shown.days,
            "days_in_words": [words_of_day(one, today) for one in shown.shown_days(today)],
            "note": card.note,
            "family": card.family,
            "requests": content.requests,
            "requests_in_words": [", ".join(words_of(one)) for one in content.requests if one],
            "ticked": content.ticked,
            "ticked_in_words": [_paper(rules, key) for key in content.ticked],
            "changes": content.changes,
            "answers": content.answers,
            "answers_in_words": {
                _words(row.question): _words(row.answer) for row in answered.rows()
            },
            "result": answered.record,
            "result_days_in_words": days_of_procedures(answered.reading, answered.evaluation),
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
            for one in open_invitations(organisation)
        ],
    }


def acts_rows(organisation: Organisation, cipher: OrganisationCipher) -> list[dict[str, Any]]:
    """Return every line of the journal, the latest first."""
    return [
        {"at": _written(one.at), "who": one.who, "act": one.words, "about": one.about}
        for one in every_act(organisation, cipher)
    ]


def as_json(whole: dict[str, Any]) -> bytes:
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def as_workbook(whole: dict[str, Any]) -> bytes:
    """Return a workbook with a line a dossier, then sheets with all the rest.

    No text is a formula, whatever it begins with.
    """
    from openpyxl import Workbook

    from procedures.xlsx import add_table, bytes_of

    book = Workbook(write_only=True)
    dossiers = whole["dossiers"]
    add_table(book, "Dossiers", COLUMNS, map(_dossier_line, dossiers))
    add_table(book, "Résultats", RESULT_COLUMNS, _result_lines(dossiers))
    places = (("département", department_in_words(one)) for one in whole["departments"])
    add_table(book, "Association", ABOUT_COLUMNS, [("nom", whole["name"]), *places])
    people = (
        (one["name"], one["email"], MemberRole(one["role"]).label, _moment(one["joined_at"]))
        for one in whole["members"]
    )
    invited = (
        ("", one["email"], f"invitation, {MemberRole(one['role']).label}", None)
        for one in whole["invitations"]
    )
    add_table(book, "Membres", MEMBER_COLUMNS, chain(people, invited))
    acts = ((_moment(one["at"]), one["who"], one["act"], one["about"]) for one in whole["journal"])
    add_table(book, "Journal", ACT_COLUMNS, acts)
    return bytes_of(book)


def _dossier_line(row: dict[str, Any]) -> Line:
    answers = [f"{question} {answer}" for question, answer in row["answers_in_words"].items()]
    return (
        row["reference"],
        row["situation"],
        row["holder"],
        row["title"],
        department_in_words(row["department"]),
        _next_day(row["days"]),
        "\n".join(row["days_in_words"]),
        row["note"],
        row["family"],
        "\n".join(row["requests_in_words"]),
        "\n".join(row["ticked_in_words"]),
        "\n".join(row["changes"]),
        "\n".join(answers),
        _moment(row["saved_at"]),
        _moment(row["opened_at"]),
    )


def _result_lines(dossiers: Iterable[dict[str, Any]]) -> Iterator[Line]:
    """Yield a line for each procedure that is recommended for a dossier."""
    for row in dossiers:
        for key, one in row["result"]["procedures"].items():
            place, _kind, address = one["channel"]
            yield (
                row["reference"],
                one["title"],
                place,
                address,
                one["price"],
                "\n".join(one["papers"].values()),
                "\n".join(one["possible"].values()),
                "\n".join(row["result_days_in_words"].get(key, ())),
            )


def _written(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _moment(text: str) -> datetime:
    """Return a moment on the clock of the association: a workbook knows no time zone."""
    return datetime.fromisoformat(text).replace(tzinfo=None)


def _next_day(days: list[list[str]]) -> date | None:
    today = timezone.localdate()
    coming = [one for one in (date.fromisoformat(day) for day, *_rest in days) if one >= today]
    return min(coming, default=None)


def _paper(rules: Any, key: str) -> str:
    """Return the titles of the documents that a ticked line stands for."""
    documents = [rules.documents.get(one) for one in key.split("|")]
    titles = [in_language(one.title, LANGUAGE) for one in documents if one]
    return " ou ".join(titles) or key


def _words(text: Any) -> str:
    return text["text"] if isinstance(text, dict) else str(text)
