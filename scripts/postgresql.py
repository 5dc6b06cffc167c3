"""Finds a PostgreSQL server that tests may use."""

import getpass
import hashlib
import os
from contextlib import closing
from pathlib import Path

import psycopg2

HOW_TO_GET = (
    "no PostgreSQL answers on DATABASE_URL or 127.0.0.1:5432; on Debian or Ubuntu: "
    "apt install postgresql, or: docker compose up -d database, then set DATABASE_URL"
)
# The users of a development container: the superuser's name, without or with a password.
USERS = ("postgres", "root", "postgres:postgres")


def find_postgresql():
    """Return the address of a database for DATABASE_URL, or ``None``."""
    asked = os.environ.get("DATABASE_URL", "")
    if asked.startswith("postgres"):
        return asked if may_create_databases(asked) else None
    # Two checkouts on one machine must not share a test database.
    name = "guichet_" + hashlib.sha256(str(Path(__file__).resolve()).encode()).hexdigest()[:8]
    for user in dict.fromkeys([*USERS, getpass.getuser()]):
        server = f"postgres://{user}@127.0.0.1:5432"
        if may_create_databases(f"{server}/postgres"):
            return f"{server}/{name}"
    return None


def may_create_databases(url):
    try:
        with closing(psycopg2.connect(url, connect_timeout=2)) as server:
            cursor = server.cursor()
            cursor.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            )
            return cursor.fetchone()[0]
    except psycopg2.Error:
        return False
