"""Writing in the working copy that a statement was checked again: published as any change is."""

from procedures.models.base import Confidence


def verify(statements, today):
    """Note that statements were checked today, and are still so."""
    for statement in statements:
        _write(statement, source_checked_on=today)


def confirm(statements, today):
    """Note that statements are sure; return those that are not, for they name no source."""
    without_source = [statement for statement in statements if not statement.reference.strip()]
    for statement in statements:
        if statement.reference.strip():
            _write(statement, source_checked_on=today, confidence=Confidence.HIGH)
    return without_source


def _write(statement, **values):
    # Row by row and column by column: nothing else that an agent is editing is touched.
    row = statement.kind.model.objects.get(pk=statement.pk)
    columns = {statement.kind.column(name): value for name, value in values.items()}
    for column, value in columns.items():
        setattr(row, column, value)
    row.save(update_fields=list(columns))
