"""The rows of a table as the database itself gives them, whatever the models say."""

from django.db import connection


def rows_of(table):
    """Return the rows of a table; its name is one that the database gave."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a name has no parameter; it is quoted.
        return cursor.fetchall()
