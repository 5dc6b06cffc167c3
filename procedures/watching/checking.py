"""Notes in the working copy that a statement was checked again; it is published like any change."""

from procedures.models import NATIONAL, Department
from procedures.models.base import Confidence


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
