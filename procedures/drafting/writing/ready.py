"""Ends the preparation of a procedure, of the papers made for it and of its persons, together."""

from __future__ import annotations

from datetime import datetime

from procedures.engine.values.plain import Plain
from procedures.models import NATIONAL, Case, Document, Procedure
from procedures.models.accounts import Account
from procedures.publishing.parts.changes import EntryDiff

from ..comparing.my_changes import written_by
from ..comparing.published import may_be_prepared
from .progress import cases_of

# The sections of the catalogue in which something of a procedure is written.
PROCEDURES, DOCUMENTS, CASES, CHANNELS = "procedures", "documents", "cases", "channels"


def release(procedure: Procedure) -> None:
    """Take the mark « en préparation » from a procedure and from all that was made for it."""
    _mark(procedure, draft=False)


def prepare(procedure: Procedure) -> None:
    """Put a procedure back in preparation, with the papers made for it and its persons."""
    _mark(procedure, draft=True)


def _mark(procedure: Procedure, *, draft: bool) -> None:
    rows: list[Procedure | Document | Case] = [procedure, *_papers(procedure)]
    rows += [one for listed in cases_of(procedure) for one in listed]
    for row in rows:
        if row.draft != draft and may_be_prepared(row):
            row.draft = draft
            row.save(update_fields=["draft"])


def changes_of(procedure: Procedure, account: Account) -> list[tuple[EntryDiff, datetime]]:
    """Return [(change, moment)] of what an account wrote of a procedure, once it is ready."""
    names = {
        PROCEDURES: {procedure.key},
        DOCUMENTS: {one.key for one in _papers(procedure)},
        CASES: {one.key for two in cases_of(procedure) for one in two},
    }
    return [
        (one, moment)
        for one, moment in written_by(account, NATIONAL)
        if one.name in names.get(one.section, ()) or _is_filed_by(one, procedure.key)
    ]


def _papers(procedure: Procedure) -> list[Document]:
    rows = Document.objects.filter(entries__procedure=procedure)
    return list(
        (rows | Document.objects.filter(alternatives__entry__procedure=procedure)).distinct()
    )


def _is_filed_by(one: EntryDiff, key: str) -> bool:
    content: Plain = one.after if isinstance(one.after, dict) else {}
    return one.section == CHANNELS and key in ((content.get("for") or {}).get("procedures") or ())
