"""Puts one entry back as it was, with its lines and translations, and touches no other entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import translation

from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.engine.schema.serialization import check_plain
from procedures.models import Department, Inquiry

from .columns import Shape
from .limits import check_storable, empty_entries
from .plain import canonical
from .rows import Storer
from .shapes import LISTS
from .snapshots import INSIDE, OF_DEPARTMENT, Entry, plain_of_snapshot, take_snapshot

SHAPES = {
    **LISTS,
    **{section: key.shape for section, key in INSIDE.items()},
    "department": Shape(Department, OF_DEPARTMENT, identity="code"),
}


def put_back(entry: Entry, row: Model | None = None) -> Model:
    """Store an entry over ``row``, or as a new row, and return the row.

    Raises ``InvalidCatalogue``, with nothing changed, if this causes a new fault, such as a name
    that no longer exists or a rank that another procedure has taken.
    """
    [row] = put_all_back([(entry, row)])
    return row


def put_all_back(pairs: Iterable[tuple[Entry, Model | None]]) -> list[Model]:
    """Store several entries over their rows, as ``put_back`` does, all of them or none."""
    # modeltranslation writes a text's own attribute to the column of the active language: French.
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        standing = take_snapshot()
        wanted, after = [], standing
        for entry, row in pairs:
            if entry.section in INSIDE and not _has_department(standing, entry.part):
                message = "ce département n'est plus dans le catalogue"
                raise InvalidCatalogue([Problem(entry.file, "", message)])
            wanted.append((replace(entry, row=row.pk if row else 0), row))
            after = with_entry(after, wanted[-1][0])
        refuse_new_faults(standing, after)
        stored = [(entry, _put(entry, row)) for entry, row in wanted]
        _compare(stored)
    return [row for _, row in stored]


def _put(entry: Entry, row: Model | None) -> Model:
    try:
        return _store(entry, row)
    except IntegrityError as error:
        message = "une autre fiche occupe déjà cette place (rang ou identifiant)"
        raise InvalidCatalogue([Problem(entry.file, entry.name, message)]) from error


def _has_department(standing: Iterable[Entry], code: str) -> bool:
    return any((one.section, one.part) == ("department", code) for one in standing)


def with_entry(standing: list[Entry], entry: Entry) -> list[Entry]:
    """Return the snapshot with an entry in place of its row, or at its own place if it is new."""
    if any(_is_row(one, entry) for one in standing):
        return [entry if _is_row(one, entry) else one for one in standing]
    beside = [one for one in standing if (one.part, one.section) == (entry.part, entry.section)]
    following = next((one for one in beside if one.place >= entry.place), None)
    if following is not None:
        index = standing.index(following)
    # The département itself comes before its lists.
    elif entry.section in INSIDE:
        index = 1 + max((i for i, one in enumerate(standing) if one.part == entry.part), default=-1)
    else:
        index = len(standing)
    return [*standing[:index], entry, *standing[index:]]


def _is_row(one: Entry, entry: Entry) -> bool:
    return bool(entry.row) and (one.section, one.row) == (entry.section, entry.row)


def refuse_new_faults(before: Iterable[Entry], after: Iterable[Entry]) -> None:
    """Raise ``InvalidCatalogue`` with the faults of ``after`` that ``before`` does not have."""
    known = Counter(_identity(one) for one in _faults(before))
    new = []
    for problem in _faults(after):
        if known[_identity(problem)]:
            known[_identity(problem)] -= 1
        else:
            new.append(problem)
    if new:
        raise InvalidCatalogue(new)


def _identity(problem: Problem) -> tuple[str, str]:
    return problem.file, problem.message


def _faults(entries: Iterable[Entry]) -> list[Problem]:
    plain = canonical(plain_of_snapshot(entries))
    blocking = [problem for problem in check_plain(plain) if problem.blocking]
    return blocking or [*check_storable(plain), *empty_entries(plain)]


def _store(entry: Entry, row: Model | None) -> Model:
    translations = {
        language: {entry.file: {f"{entry.name}.{path}": one for path, one in texts.items()}}
        for language, texts in entry.texts.items()
    }
    if entry.section == "inquiries":
        texts = {language: {entry.file: dict(texts)} for language, texts in entry.texts.items()}
        inquiry = row if isinstance(row, Inquiry) else Inquiry(key=entry.name)
        Storer({"translations": texts}).store_inquiry(inquiry, entry.content["questions"])
        return inquiry
    storer = Storer({"translations": translations})
    departments = dict(Department.objects.values_list("code", "pk"))
    storer.keys |= {(Department, code): pk for code, pk in departments.items()}
    shape = SHAPES[entry.section]
    if row is None:
        local = {"department_id": departments[entry.part]} if entry.section in INSIDE else {}
        row = shape.model(position=entry.place, **local)
    storer.store_one(shape, row, entry.content, (entry.file, entry.name))
    return row


def _compare(pairs: Iterable[tuple[Entry, Model]]) -> None:
    """Raise ``InvalidCatalogue`` if the database does not return entries as they were stored."""
    standing = {(one.section, one.row): one for one in take_snapshot()}
    for entry, row in pairs:
        stored = standing[entry.section, row.pk]
        if (stored.content, stored.texts) != (entry.content, entry.texts):
            message = "la base de données ne rend pas cette fiche telle qu'elle était"
            raise InvalidCatalogue([Problem(entry.file, entry.name, message)])
