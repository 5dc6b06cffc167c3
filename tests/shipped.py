"""The shipped catalogue, read and compiled once in each process of tests."""

from functools import cache

from django.conf import settings

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.exchange import read_folder
from procedures.publishing import communes

CATALOGUE = settings.ROOT / "catalogue"


@cache
def shipped_plain():
    """Return it as plain data, which all tests share: copy it before changing it."""
    return read_folder(CATALOGUE)


@cache
def shipped_rules():
    return rule_set_from_plain(shipped_plain(), communes.arrondissements())
