"""Notes in the working copy that a statement was checked again; it is published like any change."""

from procedures.models.base import Confidence


def verify(statements, today):
    """Note that statements were checked today and are still true."""
    for statement in statements:
        _write(statement, source_checked_on=today)


def confirm(statements, today):
    """Note that statements are certain, and return those that are not: they name no source."""
    without_source = [statement for statement in statements if not statement.reference.strip()]
    for statement in statements:
        if statement.reference.strip():
            _write(statement, source_checked_on=today, confidence=Confidence.HIGH)
    return without_source


def _write(statement, **values):
    # Only these columns of these rows are written: an agent may be editing the others.
    row = statement.kind.model.objects.get(pk=statement.pk)
    columns = {statement.kind.column(name): value for name, value in values.items()}
    for column, value in columns.items():
        setattr(row, column, value)
    row.save(update_fields=list(columns))
