"""Reads settings from environment variables, with errors that say how to mend them."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}
POSTGRESQL_SCHEMES = {"postgres", "postgresql"}


def flag(name, default=False):
    """A yes-or-no variable; a word that is neither is refused, for it would silently mean "no"."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    word = raw.strip().lower()
    if word not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={raw!r}: expected 1 or 0.")
    return word in TRUE


def number(name, default):
    raw = os.environ.get(name, "").strip() or str(default)
    if not raw.isdigit():
        raise ImproperlyConfigured(f"{name}={raw!r}: expected a whole number.")
    return int(raw)


def words(name, default=()):
    """A list separated by commas."""
    raw = os.environ.get(name, "")
    return [word.strip() for word in raw.split(",") if word.strip()] or list(default)


def text(name, default=""):
    return os.environ.get(name, "").strip() or default


def secret_key(*, debug):
    """Never a default in production: a key that everybody knows signs anybody's session."""
    key = text("SECRET_KEY")
    if key:
        return key
    if debug:
        return "for-development-only-never-serve-the-public-with-this-key"
    raise ImproperlyConfigured(
        "SECRET_KEY is empty and DEBUG is off. Set SECRET_KEY to at least 50 random characters:\n"
        "  python -c 'import secrets; print(secrets.token_urlsafe(50))'\n"
        "or set DEBUG=1 on a developer's machine."
    )


def database(url, default_path):
    """Django's description of the database at ``url``; SQLite at ``default_path`` without one."""
    if not url:
        return sqlite(default_path)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(unquote(parts.path[1:]) or ":memory:")
    if parts.scheme in POSTGRESQL_SCHEMES:
        return postgresql(parts)
    raise ImproperlyConfigured(
        f"DATABASE_URL starts with {parts.scheme!r}: expected "
        "postgres://user:password@host:5432/name or sqlite:///path/to/file."
    )


def sqlite(path):
    # Several processes write: readers must not block the writer (WAL), and a transaction takes
    # its write lock at once (IMMEDIATE), since a lock upgraded later fails without waiting.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def postgresql(parts):
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A database that went away must be noticed before the visitor gives up.
        "OPTIONS": {"connect_timeout": 5, **dict(parse_qsl(parts.query))},
    }
