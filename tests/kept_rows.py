"""Rows that many tests start from: made once in each process, then written back as they were."""

from django.db import connection, transaction

from .raw_rows import rows_of


class KeptRows:
    """What ``make()`` writes into a database that holds nothing of its own yet.

    Making goes through the models, which takes many times as long as writing what was made. The
    sequences of PostgreSQL go on from where making has left them: no number is given twice.
    """

    def __init__(self, make):
        self._make = make
        self._kept = None

    def put(self):
        """Put the rows into the database of the test that runs."""
        if self._kept is None:
            before = _rows()
            self._make()
            new = {table: rows - before[table] for table, rows in _rows().items()}
            self._kept = {table: sorted(rows, key=str) for table, rows in new.items() if rows}
            return
        # What refers to another row may come before it: it is checked at the end, also by a test
        # that runs outside a transaction.
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in self._kept.items():
                values = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f'INSERT INTO "{table}" VALUES ({values})', rows)  # noqa: S608 - our own tables.


def _rows():
    """Return {table: its rows}."""
    tables = connection.introspection.django_table_names(only_existing=True)
    return {table: set(rows_of(table)) for table in tables}
