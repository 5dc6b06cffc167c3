"""A backup: every row of the database in one file that any database of this version can take back.

The file is a zip of two members: ``rows.jsonl``, a row a line as Django's serializers write it, and
``manifest.json``, which says what the rows must be: their digest, their number by model and the
migrations of the database they come from. Open sessions are left out: a copy of the file must open
no account. So are the lists that people keep under a code: what they erase must be nowhere.
"""

import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections import Counter
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import override

from questionnaire.models import ShortCode

FORMAT = 1
MANIFEST, ROWS = "manifest.json", "rows.jsonl"
# A database without any of these has only what its migrations wrote.
FILLED = (settings.AUTH_USER_MODEL, "procedures.Question", "procedures.Edition")
LEFT_OUT = (Session, UserSession, ShortCode)
# In bytes: what is read or written at once.
PIECE = 1 << 20


class UnusableBackup(Exception):
    """The file cannot be restored here; the message says why, in French."""


class Encoder(DjangoJSONEncoder):
    """Writes moments to the microsecond: Django's own encoder rounds them to the millisecond."""

    def default(self, o):
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def write_backup(path):
    """Write a consistent copy of the database to a file, and return {model: number of rows}.

    The file appears under its name once it is whole, readable by its owner only. Publications go on
    meanwhile: they are in the copy whole, or not at all.
    """
    path = Path(path)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            counts = _write(file)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return counts


def restore_backup(path):
    """Put the rows of a backup into an empty database, all or none, and return their numbers.

    Raises ``UnusableBackup`` if the file is damaged or of another version of the portal, or if the
    database already holds a catalogue or an account. Then nothing has changed.
    """
    with _opened(path) as (archive, manifest), transaction.atomic():
        _check(archive, manifest)
        _empty()
        counts = Counter()
        # A serializer reads the line of a text as it comes: the rows are never all in memory.
        with archive.open(ROWS) as rows:
            for row in serializers.deserialize("jsonl", io.TextIOWrapper(rows, "utf-8")):
                row.save()
                counts[row.object._meta.label] += 1
        # A row may stand before the one that it names: the database checks them at the end.
        connection.check_constraints()
        for line in connection.ops.sequence_reset_sql(no_style(), kept_models()):
            with connection.cursor() as cursor:
                cursor.execute(line)
    return dict(counts)


def kept_models():
    """Return the models whose rows a backup holds, those without a foreign key first."""
    every = [(config, None) for config in apps.get_app_configs()]
    ordered = serializers.sort_dependencies(every)
    return [one for one in ordered if one not in LEFT_OUT and one._meta.managed]


def _write(file):
    counts, digest = Counter(), hashlib.sha256()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, _snapshot():
        with archive.open(ROWS, "w", force_zip64=True) as rows:
            for line in _lines(counts):
                digest.update(line)
                rows.write(line)
        manifest = {
            "format": FORMAT,
            "made": timezone.now().isoformat(),
            "digest": digest.hexdigest(),
            "rows": dict(counts),
            "migrations": _migrations(),
        }
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return dict(counts)


def _lines(counts):
    for model in kept_models():
        rows = model._base_manager.order_by("pk").iterator(chunk_size=200)
        for row in rows:
            counts[model._meta.label] += 1
            # The columns of texts are read in French: each language has its own beside it.
            with override("fr"):
                yield serializers.serialize("jsonl", [row], cls=Encoder).encode()


@contextmanager
def _snapshot():
    """Read the database as it is at one moment, whatever others write meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _opened(path):
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive, json.loads(archive.read(MANIFEST))
    except OSError as error:
        raise UnusableBackup(f"« {path} » est introuvable ou illisible ({error}).") from error
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnusableBackup(f"« {path} » n'est pas une sauvegarde entière ({error}).") from error


def _check(archive, manifest):
    if manifest.get("format") != FORMAT:
        raise UnusableBackup("cette sauvegarde a été faite par une version plus récente du portail")
    digest = hashlib.sha256()
    with archive.open(ROWS) as rows:
        while piece := rows.read(PIECE):
            digest.update(piece)
    if digest.hexdigest() != manifest["digest"]:
        raise UnusableBackup("la sauvegarde est abîmée : son contenu n'est plus celui d'origine")
    theirs, ours = _squashed(manifest["migrations"]), set(_migrations())
    if theirs != ours:
        raise UnusableBackup(
            "la sauvegarde vient d'une autre version du portail. Installez cette version, "
            f"restaurez, puis mettez à jour. Migrations différentes : {_few(theirs ^ ours)}"
        )
    if any(apps.get_model(name)._base_manager.exists() for name in FILLED):
        raise UnusableBackup(
            "cette base n'est pas vide : une sauvegarde ne remplace jamais ce qui est là. "
            "Créez une base vide, et donnez-la par DATABASE_URL"
        )


def _migrations():
    """Return the names of this version's migrations that the database has."""
    loader = MigrationLoader(connection)
    known = loader.applied_migrations.keys() & loader.disk_migrations.keys()
    return sorted(".".join(one) for one in known)


def _squashed(names):
    """Return names of migrations: what one stands for is named by it, all or none."""
    found = set(names)
    for key, migration in MigrationLoader(None).replacements.items():
        replaced = {".".join(one) for one in migration.replaces}
        if replaced <= found:
            found = found - replaced | {".".join(key)}
    return found


def _empty():
    """Delete what the migrations wrote: the roles, and the names of the permissions."""
    tables = [one._meta.db_table for one in kept_models()]
    tables += [
        field.m2m_db_table() for one in kept_models() for field in one._meta.local_many_to_many
    ]
    statements = connection.ops.sql_flush(
        no_style(), tables, reset_sequences=True, allow_cascade=True
    )
    # PostgreSQL empties no table whose rows still wait to be checked.
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _few(names):
    shown = sorted(names)[:5]
    return ", ".join(shown) + (" …" if len(names) > len(shown) else "")
