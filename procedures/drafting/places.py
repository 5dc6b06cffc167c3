"""Finds the page on which to mend a problem of the catalogue, from its file and path."""

from functools import cached_property
from typing import Any, TypeAlias

from django.db.models import Model, QuerySet

from procedures import models
from procedures.engine.errors import Problem
from procedures.exchange.limits import part_of_file
from procedures.exchange.snapshots import parents_of

from .addresses import Addresses

# The rows that are lines of a département.
Local: TypeAlias = (
    models.Site
    | models.Channel
    | models.Override
    | models.Notice
    | models.Helper
    | models.WaitingTime
)
# The name of an entry, after that of its inquiry if it is a question of one.
Key: TypeAlias = str | tuple[str, str]
MODELS: dict[str, type[Model]] = {
    "questions.yaml": models.Question,
    "groups.yaml": models.Group,
    "derived_facts.yaml": models.DerivedFact,
    "fees.yaml": models.Fee,
    "documents.yaml": models.Document,
    "orientations.yaml": models.Orientation,
    "invariants.yaml": models.Invariant,
    "examples.yaml": models.ExamplePerson,
    "provisional_papers.yaml": models.ProvisionalPaper,
    "askers.yaml": models.ProofAsker,
    "letters.yaml": models.Letter,
    "wordings.yaml": models.SiteWording,
    "online_services.yaml": models.OnlineService,
    "territoires": models.Authority,
    "procedures": models.Procedure,
    "cases": models.Case,
    "enquetes": models.Question,
    "departements": models.Department,
}
INSIDE_DEPARTMENT: dict[str, type[Local]] = {
    "sites": models.Site,
    "channels": models.Channel,
    "overrides": models.Override,
    "notices": models.Notice,
    "helpers": models.Helper,
    "waiting_times": models.WaitingTime,
}


def is_about(problem: Problem, obj: Model) -> bool:
    """Tell whether a problem concerns an entry, or the entry that a line belongs to."""
    obj = root_of(obj)
    file, _ = untranslated(problem.file)
    if isinstance(obj, models.Department):
        return file == f"departements/{obj.code}.yaml"
    return MODELS.get(folder_of(file)) is type(obj) and problem.path.split(".")[0] == getattr(
        obj, "key", ""
    )


def root_of(obj: Model) -> Model:
    """Return the entry of the catalogue's files that a row belongs to."""
    around = (getattr(obj, name, None) for name in parents_of(type(obj)))
    parent = next(filter(None, around), None)
    return obj if parent is None else root_of(parent)


def untranslated(file: str) -> tuple[str, str]:
    """Return (French file, language or ``""``) for a file that may be a translation."""
    if file.startswith("translations/"):
        _, language, inner = file.split("/", 2)
        return inner, language
    return file, ""


def part_of(problem: Problem) -> str:
    """Return the part of the catalogue to which a problem belongs."""
    return part_of_file(untranslated(problem.file)[0])


def folder_of(file: str) -> str:
    return file.split("/")[0]


class Places:
    """Finds the pages of many problems, and reads each table at most once."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._lines: dict[type[Local], list[Local]] = {}
        self._keys: dict[type[Model], dict[Key, Model]] = {}

    def of(self, problem: Problem) -> tuple[str, str]:
        """Return (name of the entry, its page or ``""``) for a problem."""
        file, language = untranslated(problem.file)
        obj = self._find(file, problem.path)
        if obj is None:
            return problem.path.split(".")[0] or problem.file, ""
        label = f"{obj._meta.verbose_name} « {obj} »"
        url = self._addresses.mending(obj, problem.kind) or self._addresses.of(obj)
        return label, self._addresses.translations(url) if language else url

    def find(self, section: str, key: str) -> Model | None:
        """Return the row of an entry by its section and name, or ``None``."""
        return self._by_key(MODELS[section]).get(key)

    def _find(self, file: str, path: str) -> Model | None:
        model = MODELS.get(folder_of(file))
        if model is models.Department:
            code = file.split("/")[1].removesuffix(".yaml")
            return self._in_department(code, path.split("."))
        if model is None:
            return None
        key: Key = path.split(".")[0]
        if folder_of(file) == "enquetes":
            key = (file.split("/")[1].removesuffix(".yaml"), path.split(".")[0])
        return self._by_key(model).get(key)

    def _in_department(self, code: str, path: list[str]) -> Model | None:
        department = self._departments.get(code)
        model = INSIDE_DEPARTMENT.get(path[0])
        if department is None or model is None or len(path) < 2:
            return department
        rows = [row for row in self._inside(model) if row.department_id == department.pk]
        found = next((row for row in rows if self._name(row) == path[1]), None)
        if found is None:
            return department
        found.department = department
        return found

    @staticmethod
    def _name(row: Local) -> str:
        return str(row.procedure.key if isinstance(row, models.Override) else row.key)

    @cached_property
    def _departments(self) -> dict[str, models.Department]:
        return {department.code: department for department in models.Department.objects.all()}

    def _inside(self, model: type[Local]) -> list[Local]:
        if model not in self._lines:
            rows: QuerySet[Any] = model._default_manager.order_by("position", "pk")
            if model is models.Override:
                rows = rows.select_related("procedure")
            self._lines[model] = list(rows)
        return self._lines[model]

    def _by_key(self, model: type[Model]) -> dict[Key, Model]:
        if model not in self._keys:
            rows = model._default_manager.all()
            if model is models.Question:
                rows = rows.select_related("inquiry")
            self._keys[model] = {_key_of(row): row for row in rows}
        return self._keys[model]


def _key_of(row: Any) -> Key:
    inquiry = getattr(row, "inquiry", None)
    return (inquiry.key, row.key) if inquiry else row.key
