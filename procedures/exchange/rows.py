"""Stores plain data as rows: the whole catalogue or one part, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any, TypeAlias

from django.conf import settings
from django.db import transaction
from django.db.models import F, Model
from django.utils import translation

from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.engine.files import file_of
from procedures.engine.schema.serialization import check_plain
from procedures.engine.values.department import NOTE
from procedures.engine.values.plain import Plain, PlainDict
from procedures.models import (
    NATIONAL,
    Case,
    Department,
    DepartmentMembership,
    Document,
    Fee,
    Inquiry,
    Procedure,
    Question,
)
from procedures.models.base import Ordered
from procedures.models.translated import Translated

from .columns import (
    Children,
    Contrary,
    Hours,
    Listed,
    Shape,
    Text,
    flat,
    french,
    in_language,
    languages,
    set_value,
)
from .limits import GREATEST, check_storable, empty_entries, part_of_case, replace_part
from .plain import canonical, children_of, entries_of, split_texts, without_lost_translations
from .retrieving import plain_from_database
from .shapes import CASE, DEPARTMENT, LISTS, QUESTION

# (row, entry, file, path)
Stored: TypeAlias = tuple[Model, PlainDict, str, str]
NATIONAL_LISTS = {section: shape for section, shape in LISTS.items() if shape is not CASE}


class Storer:
    """Stores the entries of plain data as rows.

    The rows of entries that stay are updated, so that links to them remain; their lines are remade.
    """

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.languages = languages()
        self.keys: dict[tuple[type[Model], str], int] = {
            (model, key): pk
            for model in (Document, Fee, Procedure)
            for key, pk in model.objects.values_list("key", "pk")
        }
        self.gone: list[Model] = []

    def store_national(self) -> None:
        # Ranks are unique in a track and are set one by one: all are first moved out of the way.
        Procedure.objects.update(rank=-F("pk") - 2 * GREATEST)
        lists = NATIONAL_LISTS.items()
        parents = [(shape, self._list(section, shape)) for section, shape in lists]
        parents.append((QUESTION, self._inquiries()))
        for shape in NATIONAL_LISTS.values():
            _clear(shape, shape.model._default_manager.all())
        for shape, rows in parents:
            self._inside(shape, rows)

    def store_departments(self, codes: Sequence[str]) -> None:
        found = Department.objects.filter(code__in=codes)
        entries = [(self.plain["departments"][code], f"departements/{code}.yaml") for code in codes]
        rows = self._roots(DEPARTMENT, found, entries)
        _clear(DEPARTMENT, found.all())
        self._inside(DEPARTMENT, rows)

    def store_cases(self, only: str | None) -> None:
        """Store the cases of all parts, or of the part ``only``.

        Call it last: cases refer to départements.
        """
        found, cases = Case.objects.all(), self.plain["cases"]
        if only is not None:
            cases = [case for case in cases if part_of_case(case) == only]
            local = only != NATIONAL
            found = found.filter(department__code=only) if local else found.filter(department=None)
        self._roots(CASE, found, [(case, file_of("cases", case)) for case in cases])

    def store_one(self, shape: Shape, row: Model, entry: PlainDict, place: tuple[str, str]) -> None:
        """Store an entry over its row, and make its lines anew; ``place`` is its (file, path)."""
        self._fill(row, shape, (entry, *place))
        row.save()
        _clear(shape, shape.model._default_manager.filter(pk=row.pk))
        self._inside(shape, [(row, entry, *place)])

    def store_inquiry(self, inquiry: Inquiry, questions: Iterable[PlainDict]) -> None:
        """Store the questions of one inquiry."""
        inquiry.save()
        file = f"enquetes/{inquiry.key}.yaml"
        found, entries = inquiry.questions.all(), [(question, file) for question in questions]
        rows = self._roots(QUESTION, found, entries, inquiry=inquiry)
        _clear(QUESTION, found)
        self._inside(QUESTION, rows)
        self.delete_what_is_gone()

    def delete_what_is_gone(self) -> None:
        """Delete the rows that no longer have an entry. Call it once nothing refers to them."""
        for row in self.gone:
            row.delete()

    def _list(self, section: str, shape: Shape) -> list[Stored]:
        found: Iterable[Model] = shape.model._default_manager.all()
        if shape.model is Question:
            found = Question.objects.of_the_questionnaire()
        entries = [(entry, file_of(section, entry)) for entry in self.plain[section]]
        return self._roots(shape, found, entries)

    def _inquiries(self) -> list[Stored]:
        left = {inquiry.key: inquiry for inquiry in Inquiry.objects.all()}
        rows: list[Stored] = []
        for key, questions in self.plain["inquiries"].items():
            inquiry = left.pop(key, None) or Inquiry.objects.create(key=key)
            entries = [(question, f"enquetes/{key}.yaml") for question in questions]
            rows += self._roots(QUESTION, inquiry.questions.all(), entries, inquiry=inquiry)
        self.gone += left.values()
        return rows

    def _roots(
        self,
        shape: Shape,
        found: Iterable[Model],
        entries: Iterable[tuple[PlainDict, str]],
        **fixed: Any,
    ) -> list[Stored]:
        """Store entries that have a name, and return their (row, entry, file, path)."""
        column = "code" if shape is DEPARTMENT else "key"
        left = {getattr(row, column): row for row in found}
        result = []
        for position, (entry, file) in enumerate(entries):
            key = entry[shape.identity]
            row = left.pop(key, None) or shape.model(**fixed)
            if isinstance(row, Ordered):
                row.position = position
            path = "" if shape is DEPARTMENT else key
            self._fill(row, shape, (entry, file, path))
            row.save()
            self.keys[shape.model, key] = row.pk
            result.append((row, entry, file, path))
        self.gone += left.values()
        return result

    def _inside(self, shape: Shape, parents: Iterable[Stored]) -> None:
        """Make the rows of the entries inside others, one table at a time."""
        children: dict[str, tuple[Shape, list[Stored]]] = {}
        listed: dict[type[Model], list[Model]] = {}
        for row, entry, file, path in parents:
            for key, holder, where in flat(shape.keys, entry, path):
                if isinstance(key, Children):
                    found = children.setdefault(key.name, (key.shape, []))[1]
                    found += self._children(key, row, (holder, file, where))
                elif isinstance(key, Listed):
                    listed.setdefault(key.model, []).extend(self._listed(key, row, holder))
        for model, rows in listed.items():
            model._default_manager.bulk_create(rows)
        for child_shape, stored in children.values():
            child_shape.model._default_manager.bulk_create(row for row, *_ in stored)
            self._inside(child_shape, stored)

    def _children(
        self, key: Children, parent: Model, place: tuple[PlainDict, str, str]
    ) -> Iterator[Stored]:
        entry, file, path = place
        for position, (name, child) in enumerate(children_of(key, entry)):
            row = key.shape.model(**{key.parent: parent, "position": position})
            where = f"{path}.{name}"
            self._fill(row, key.shape, (child, file, where))
            yield row, child, file, where

    def _listed(self, key: Listed, parent: Model, entry: Plain) -> Iterator[Model]:
        for position, value in enumerate(entry.get(key.name) or []):
            row = key.model(**{key.parent: parent, "position": position})
            set_value(row, key.column, value, self.keys)
            yield row

    def _fill(self, row: Model, shape: Shape, place: tuple[PlainDict, str, str]) -> None:
        """Set every column of a row from its entry, including the columns that the entry lacks."""
        entry, file, path = place
        if isinstance(row, Translated):
            row.translation_states = {}
        for key, holder, where in flat(shape.keys, entry, path):
            if isinstance(key, (Children, Listed)):
                continue
            found = holder.get(key.name)
            if isinstance(key, Hours):
                week = {**found} if isinstance(found, dict) else {}
                found = week.pop(NOTE, None) if isinstance(found, dict) else found
                set_value(row, key.by_weekday, week or None, self.keys)
            if isinstance(key, Contrary) and found is not None:
                found = not found
            if isinstance(key, Text):
                self._set_text(row, key.column, found, (file, where))
            else:
                set_value(row, key.column, found, self.keys)

    def _set_text(self, row: Model, column: str, text: str | None, place: tuple[str, str]) -> None:
        file, path = place
        setattr(row, french(column), text)
        for language in self.languages:
            found = self.plain["translations"].get(language, {}).get(file, {}).get(path)
            setattr(row, in_language(column, language), found and found["text"])
            if found and isinstance(row, Translated):
                state = {"status": found["status"], "of": found["of"]}
                row.translation_states.setdefault(language, {})[column] = state


def _clear(shape: Shape, parents: Iterable[Model]) -> None:
    for key, _, _ in flat(shape.keys, {}):
        if isinstance(key, (Children, Listed)):
            model = key.shape.model if isinstance(key, Children) else key.model
            model._default_manager.filter(**{f"{key.parent}__in": parents}).delete()


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
