"""Stores plain data in the database: the whole catalogue or one part, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy

from django.conf import settings
from django.db import transaction
from django.utils import translation

from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.engine.schema.serialization import check_plain
from procedures.engine.values.plain import Plain, PlainDict
from procedures.models import NATIONAL, Department, DepartmentMembership

from .emptiness import empty_entries
from .limits import check_storable
from .parts import replace_part
from .plain import canonical, entries_of, split_texts, without_lost_translations
from .retrieving import plain_from_database
from .rows import Storer


def load_into_database(plain: Plain, only: str | None = None) -> None:
    """Replace the working copy, or its part ``only`` (« national », or a département's code).

    Raises ``InvalidCatalogue``, with nothing changed, unless the resulting catalogue is valid.
    """
    # modeltranslation writes a text's own attribute to the column of the active language: French.
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        plain = _whole(plain, only)
        storer = Storer(plain)
        if only in (None, NATIONAL):
            storer.store_national()
        storer.store_departments([code for code in plain["departments"] if only in (None, code)])
        storer.store_cases(only)
        if only is None:
            Department.objects.exclude(code__in=plain["departments"]).delete()
        storer.delete_what_is_gone()
        _compare(plain, plain_from_database())


def _whole(given: Plain, only: str | None) -> PlainDict:
    """Return the whole working copy as it will be, in canonical form."""
    if only is not None:
        given = replace_part(plain_from_database(), given, only)
    _refuse(problem for problem in check_plain(given) if problem.blocking)
    plain = deepcopy(dict(given))
    split_texts(plain)
    plain = canonical(plain)
    # What says nothing in another part is for that part to mend.
    empty = empty_entries(plain, only)
    _refuse([*check_storable(plain), *empty, *_members_left_behind(plain)])
    return without_lost_translations(plain)


def _refuse(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if found:
        raise InvalidCatalogue(found)


def _members_left_behind(plain: Plain) -> Iterator[Problem]:
    """Yield a problem for each missing département that has agents, who would lose their rights."""
    memberships = DepartmentMembership.objects.filter(department__isnull=False)
    left = memberships.exclude(department__code__in=plain["departments"])
    for code in left.order_by().values_list("department__code", flat=True).distinct():
        message = "ce département manque, alors que des agents y sont rattachés"
        yield Problem(f"departements/{code}.yaml", "", message)


def _compare(expected: Plain, stored: Plain) -> None:
    """Raise ``InvalidCatalogue`` if the database does not return an entry as it was written."""
    if stored == expected:
        return
    before, after = (
        {(file, path): entry for file, _, path, entry in entries_of(plain)}
        for plain in (expected, stored)
    )
    changed = [place for place in {*before, *after} if before.get(place) != after.get(place)]
    message = "la base de données ne rend pas cette entrée telle qu'elle est écrite"
    _refuse(Problem(*place, message) for place in sorted(changed) or [("translations", "")])
