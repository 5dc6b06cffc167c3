"""The databases that this version upgrades: an older one passes through the version before.

A squashed migration stands for many, whose files are gone. Django counts it as applied where all of
those are, and runs it where none is. Where some are missing it leaves it out without a word, and
would let the site start on the tables of another version.
"""

from django.core.management.base import CommandError
from django.db import connections
from django.db.migrations.loader import MigrationLoader


def refuse_older_database(using="default", **_kwargs):
    """Raise ``CommandError`` if the database lacks some migrations whose files are gone."""
    loader = MigrationLoader(connections[using])
    left_out = loader.disk_migrations.keys() - loader.graph.nodes.keys()
    missing = sorted(
        one
        for key in left_out
        for one in loader.replacements[key].replaces
        if one not in loader.applied_migrations
    )
    if missing:
        raise CommandError(
            "Cette base est trop ancienne pour cette version : passez d'abord par la version "
            "précédente (docs/exploitation.fr.md, « Mettre à jour »). Rien n'a changé. "
            f"Dernière migration qui manque : {'.'.join(missing[-1])}"
        )
