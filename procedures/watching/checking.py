"""Notes in the working copy that a statement was checked again; it is published like any change."""

from collections import Counter
from functools import lru_cache

from django.db.models import Model

from procedures.models import NATIONAL, Department, Edition, PersonInCharge
from procedures.models.base import Confidence
from procedures.publishing.editions import stored as editions

# The fields of a source that the working copy and an edition have in common.
KEYS = ("reference", "url", "checked_on", "verified_on")


def read_again(statements, today):
    """Note that the sources of statements were read today and still say the same."""
    for statement in statements:
        _write(statement, source_checked_on=today)


def verify(statements, today, service):
    """Note that a service confirmed statements today.

    A statement without a source has this one from now on.
    """
    for statement in statements:
        values = {} if statement.reference.strip() else {"source_reference": capitalised(service)}
        _write(
            statement,
            source_verified_on=today,
            source_verified_by=service,
            confidence=Confidence.HIGH,
            **values,
        )


def confirm(statements, today):
    """Note that statements are certain, and return those that are not: they name no source."""
    without_source = [statement for statement in statements if not statement.reference.strip()]
    for statement in statements:
        if statement.reference.strip():
            _write(statement, source_checked_on=today, confidence=Confidence.HIGH)
    return without_source


def prefectures():
    """Return {code of a département: its préfecture as a sentence names it}.

    A préfecture without a name is called by its kind.
    """
    names = Department.objects.exclude(code=NATIONAL).values_list("code", "prefecture_name_fr")
    return {code: f"la {uncapitalised(name or 'préfecture')}" for code, name in names}


def capitalised(words):
    return words[:1].upper() + words[1:]


def uncapitalised(words):
    return words[:1].lower() + words[1:]


def _write(statement, **values):
    # Only these columns of these rows are written: an agent may be editing the others.
    row = statement.kind.model.objects.get(pk=statement.pk)
    columns = {statement.kind.column(name): value for name, value in values.items()}
    for column, value in columns.items():
        setattr(row, column, value)
    row.save(update_fields=list(columns))


def people_in_charge():
    """Return {(name of the model, primary key): account} for the entries in somebody's charge."""
    rows = PersonInCharge.objects.select_related("user")
    return {(row.model, row.object_id): row.user for row in rows}


def entry_key(model: type[Model], pk: int) -> tuple[str, int]:
    return str(model._meta.model_name), pk


def give(entries, user):
    """Put ``user`` in charge of entries; ``None`` leaves them without."""
    for model, pk in entries:
        name, object_id = entry_key(model, pk)
        if user is None:
            PersonInCharge.objects.filter(model=name, object_id=object_id).delete()
        else:
            PersonInCharge.objects.update_or_create(
                model=name, object_id=object_id, defaults={"user": user}
            )


def waiting(statements):
    """Return {part: number of statements whose check is not in the edition in force}.

    Statements with the same source, checked on the same days, are interchangeable: the count is
    that of the lines of sources that the edition lacks.
    """
    edition = editions.in_force_now()
    published = _published(edition.number, edition.digest) if edition else {}
    working = {}
    for statement in statements:
        days = (statement.checked_on, statement.verified_on)
        if any(days):
            line = (
                statement.reference,
                statement.url,
                *(day.isoformat() if day else "" for day in days),
                statement.confidence,
            )
            working.setdefault(statement.part, Counter())[line] += 1
    missing = {part: lines - published.get(part, Counter()) for part, lines in working.items()}
    return {part: lines.total() for part, lines in missing.items() if lines}


@lru_cache(maxsize=2)
def _published(number, digest):
    """Return the sources in an edition, read once per process since an edition never changes."""
    parts = Edition.objects.get(number=number, digest=digest).parts.all()
    return {part.code: Counter(_lines(part.content)) for part in parts}


def _lines(value):
    """Yield the source of every statement in plain data; that of a case is a mere string."""
    if isinstance(value, list):
        for item in value:
            yield from _lines(item)
    elif isinstance(value, dict):
        source = value.get("source")
        if isinstance(source, dict):
            line = (str(source.get(key) or "") for key in KEYS)
            yield (*line, value.get("confidence") or "")
        for key, inner in value.items():
            if key != "source":
                yield from _lines(inner)
