"""Finds the administration page of a rule, as a rule set holds it."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property
from typing import TypeAlias, TypeVar

from django.db.models import Model

from procedures import models
from procedures.engine.errors import Problem
from procedures.engine.proofs.rules_of import Place, line_names
from procedures.engine.values.procedure import DocumentEntry, Procedure
from procedures.engine.values.rules import Orientation, RuleSet

from .addresses import Addresses
from .places import Places

_K = TypeVar("_K", bound=Hashable)
# The page of each entry of a rule set, by the ``id()`` of the entry.
Pages: TypeAlias = dict[int, str]
# The primary keys of the rows of each parent, in their order.
Keys: TypeAlias = defaultdict[_K, list[int]]


class Links:
    """The pages of the working copy's rules. Each table is read at most once."""

    def __init__(self, rule_set: RuleSet, addresses: Addresses) -> None:
        self._rule_set = rule_set
        self._addresses = addresses
        self._places = Places(addresses)
        self._known: dict[str, Pages] = {}

    def fact(self, key: str) -> str:
        """Return the page of a question or of a derived fact."""
        return self._entry("questions.yaml", key) or self._entry("derived_facts.yaml", key)

    def procedure(self, key: str) -> str:
        return self._entry("procedures", key)

    def orientation(self, key: str) -> str:
        return self._entry("orientations.yaml", key)

    def line(self, procedure: Procedure, entry: object) -> str:
        """Return the page of a document, step, cost or warning of a procedure.

        An orientation may put a step of its own before the filing: the page is then its own.
        """
        if isinstance(entry, Orientation):
            return self.orientation(entry.id)
        if procedure.id not in self._known:
            self._known[procedure.id] = self._lines(procedure)
        return self._known[procedure.id].get(id(entry), "")

    def channel(self, channel: object) -> str:
        return self._channels.get(id(channel), "")

    def override(self, procedure: str, code: str) -> str:
        """Return the page of a département's local adaptation of a procedure."""
        pk = self._overrides.get((code, procedure))
        return self._addresses.entry(models.Override, pk) if pk else ""

    def place(self, place: Place) -> tuple[str, str]:
        """Return (label, page or ``""``) for the place where a rule is written."""
        label, url = self._places.of(Problem(place.file, place.path, ""))
        path = place.path.split(".")
        procedure = self._rule_set.procedures.get(path[0])
        if not place.file.startswith("procedures/") or procedure is None:
            return label, url
        label = f"démarche « {procedure.title['fr']} »"
        if len(path) > 2:
            entry, name = self._inside(procedure, path[1:])
            if entry is not None:
                return f"{name} de la {label}", self.line(procedure, entry) or url
        return label, url

    def _inside(self, procedure: Procedure, path: list[str]) -> tuple[object, str]:
        kind, name = path[0], path[1]
        if kind == "documents":
            names = line_names(procedure.documents)
            if name in names:
                entry = procedure.documents[names.index(name)]
                return entry, f"pièce « {self._titles(entry)} »"
        elif kind == "steps":
            step = next((one for one in procedure.steps if one.id == name), None)
            if step and "warnings" in path:
                return step.warnings[int(path[3])], f"avertissement de l'étape « {name} »"
            return step, f"étape « {name} »"
        elif kind == "costs" and int(name) < len(procedure.costs):
            return procedure.costs[int(name)], "coût"
        elif kind == "warnings" and int(name) < len(procedure.warnings):
            return procedure.warnings[int(name)], "avertissement"
        elif kind == "stances" and int(name) < len(procedure.stances):
            return procedure.stances[int(name)], "position"
        return None, ""

    def _titles(self, entry: DocumentEntry) -> str:
        library = self._rule_set.documents
        return " ou ".join(library[one].title["fr"] for one in entry.documents)

    def _entry(self, section: str, key: str) -> str:
        obj = self._places.find(section, key)
        return self._addresses.of(obj) if obj else ""

    def _lines(self, procedure: Procedure) -> Pages:
        """Return {``id()`` of an entry of the rule set: page} for the lines of a procedure."""
        key = procedure.id
        pages: Pages = {}
        self._match(pages, procedure.documents, models.DocumentEntry, self._documents[key, ""])
        self._match(pages, procedure.costs, models.Cost, self._costs[key])
        self._match(pages, procedure.warnings, models.ProcedureWarning, self._warnings[key])
        self._match(pages, procedure.stances, models.ProcedureStance, self._stances[key])
        for step in procedure.steps:
            self._match(pages, [step], models.Step, self._steps[key, step.id])
            own = self._step_warnings[key, step.id]
            self._match(pages, step.warnings, models.StepWarning, own)
        for code, department in self._rule_set.departments.items():
            override = department.overrides.get(key)
            if override:
                own = self._documents[key, code]
                self._match(pages, override.add_documents, models.DocumentEntry, own)
        return pages

    def _match(
        self, pages: Pages, entries: Sequence[object], model: type[Model], keys: list[int]
    ) -> None:
        """Add the page of each entry, unless the numbers of rows and entries differ."""
        # A part shown as published may have other lines than the working copy.
        if len(entries) == len(keys):
            urls = (self._addresses.entry(model, pk) for pk in keys)
            pages.update(zip(map(id, entries), urls, strict=True))

    @cached_property
    def _documents(self) -> Keys[tuple[str, str]]:
        columns = ("procedure__key", "override__procedure__key", "override__department__code")
        rows = models.DocumentEntry.objects.order_by("position", "pk").values_list("pk", *columns)
        return _grouped((pk, (own or local, code or "")) for pk, own, local, code in rows)

    @cached_property
    def _overrides(self) -> dict[tuple[str, str], int]:
        columns = ("pk", "department__code", "procedure__key")
        rows = models.Override.objects.values_list(*columns)
        return {(code, key): pk for pk, code, key in rows}

    @cached_property
    def _costs(self) -> Keys[str]:
        rows = models.Cost.objects.order_by("position", "pk")
        return _grouped(rows.values_list("pk", "procedure__key"))

    @cached_property
    def _warnings(self) -> Keys[str]:
        rows = models.ProcedureWarning.objects.order_by("position", "pk")
        return _grouped(rows.values_list("pk", "procedure__key"))

    @cached_property
    def _stances(self) -> Keys[str]:
        rows = models.ProcedureStance.objects.order_by("position", "pk")
        return _grouped(rows.values_list("pk", "procedure__key"))

    @cached_property
    def _steps(self) -> Keys[tuple[str, str]]:
        rows = models.Step.objects.values_list("pk", "procedure__key", "key")
        return _grouped((pk, (procedure, key)) for pk, procedure, key in rows)

    @cached_property
    def _step_warnings(self) -> Keys[tuple[str, str]]:
        rows = models.StepWarning.objects.order_by("position", "pk")
        keys = rows.values_list("pk", "step__procedure__key", "step__key")
        return _grouped((pk, (procedure, key)) for pk, procedure, key in keys)

    @cached_property
    def _channels(self) -> Pages:
        rows = models.Channel.objects.order_by("position", "pk")
        keys = _grouped(rows.values_list("pk", "department__code"))
        pages: Pages = {}
        for code, department in self._rule_set.departments.items():
            self._match(pages, department.channels, models.Channel, keys[code])
        return pages


def _grouped(rows: Iterable[tuple[int, _K]]) -> Keys[_K]:
    groups: Keys[_K] = defaultdict(list)
    for pk, key in rows:
        groups[key].append(pk)
    return groups
