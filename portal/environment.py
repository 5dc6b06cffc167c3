"""Reads settings from environment variables, with errors that say how to correct them.

An empty variable counts as unset, and an empty flag as 0: docker compose sets every variable that
it names, to an empty text if the machine has none.
"""

from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate
from marshmallow.fields import Boolean

# read_env() is never called: a forgotten .env file must not change what a machine serves.
env = Env()
POSTGRESQL_SCHEMES = {"postgres", "postgresql"}


def flag(name, default=False):
    """Return a boolean variable. Other words are refused, since they would silently mean "no"."""
    message = {"invalid": "{input!r}, expected 1 or 0."}
    return env.bool(name, default, falsy=Boolean.falsy | {""}, error_messages=message)


def number(name, default):
    if not text(name):
        return default
    message = {"invalid": "{input!r}, expected a whole number."}
    return env.int(name, validate=validate.Range(min=0), error_messages=message)


def words(name, default=()):
    """Return a list of words separated by commas."""
    return [word for word in env.list(name, [], subcast=str.strip) if word] or list(default)


def text(name, default=""):
    return env.str(name, "").strip() or default


def proconnect():
    """Return allauth's settings of ProConnect, nothing unless PROCONNECT_CLIENT_ID is given."""
    names = ("PROCONNECT_CLIENT_ID", "PROCONNECT_SECRET", "PROCONNECT_SERVER_URL")
    client_id, secret, server = map(text, names)
    if not client_id:
        return {}
    if not secret or not server.startswith("https://"):
        raise ImproperlyConfigured(
            "PROCONNECT_CLIENT_ID needs PROCONNECT_SECRET, and PROCONNECT_SERVER_URL in https://."
        )
    app = {
        "provider_id": "proconnect",
        "name": "ProConnect",
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": server},
    }
    return {"proconnect": {"APPS": [app]}}


def secret_key(*, debug):
    """Return SECRET_KEY, or raise ``ImproperlyConfigured`` if it is empty in production.

    Production has no default: with a key that everybody knows, anybody can sign a session.
    """
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


def database(url, default_path, *, longest_wait=0):
    """Return Django's settings of the database at ``url``, or of SQLite at ``default_path``.

    ``longest_wait``, in seconds, bounds a statement on PostgreSQL; 0 means no limit.
    """
    if not url:
        return sqlite(default_path)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(unquote(parts.path[1:]) or ":memory:")
    if parts.scheme in POSTGRESQL_SCHEMES:
        return postgresql(parts, longest_wait)
    raise ImproperlyConfigured(
        f"DATABASE_URL starts with {parts.scheme!r}: expected "
        "postgres://user:password@host:5432/name or sqlite:///path/to/file."
    )


def sqlite(path):
    # Several processes write. WAL keeps readers from blocking the writer. IMMEDIATE takes the write
    # lock at the start of a transaction, since a lock that is upgraded later fails without waiting.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def postgresql(parts, longest_wait=0):
    # A lost database must be noticed before the visitor gives up: 5 s to connect, 15 s without an
    # acknowledgement, and dead connections found within a minute.
    options = {
        "connect_timeout": 5,
        "keepalives": 1,
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 15_000,
        "options": f"-c statement_timeout={longest_wait}s",
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, **dict(parse_qsl(parts.query))},
    }
