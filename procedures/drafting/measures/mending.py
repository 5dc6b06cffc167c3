"""Finds the page on which to complete a cell of the heat map, starting with its first lack."""

from collections.abc import Iterable
from functools import cached_property

from django.conf import settings
from django.db.models import Model
from django.utils.translation import get_language_info

from procedures.drafting.addresses import Addresses
from procedures.drafting.links import Links
from procedures.drafting.measures.marks import ABSENT, FULL, NONE, WAY, CompletenessMark
from procedures.drafting.places import Places
from procedures.engine.values import department
from procedures.engine.values import procedure as values
from procedures.engine.values.rules import RuleSet
from procedures.models import NATIONAL, Channel, Department, Override, Procedure
from procedures.publishing.parts.filing import ways_to_file
from procedures.rights import Rights


class Mending:
    """Finds these pages. Each table is read at most once; invisible parts have no page."""

    def __init__(self, rule_set: RuleSet, rights: Rights, addresses: Addresses) -> None:
        self._rule_set = rule_set
        self._rights = rights
        self._addresses = addresses
        self._links = Links(rule_set, addresses)
        self._places = Places(addresses)

    def url(self, procedure: values.Procedure, code: str, marks: Iterable[CompletenessMark]) -> str:
        """Return the page for a procedure in a part, or an empty string."""
        if not self._rights.may_view(code):
            return ""
        lacking = [mark for mark in marks if mark.state not in (FULL, ABSENT)]
        if code == NATIONAL:
            return self._national(procedure, lacking)
        return self._local(procedure, code, lacking)

    def _national(self, procedure: values.Procedure, lacking: list[CompletenessMark]) -> str:
        page = self._links.procedure(procedure.id)
        for mark in lacking:
            if mark.name == "traduction":
                return self._addresses.translations(page)
            if mark.name == "pièces" and (document := self._document(procedure)):
                return document
        return page

    def _local(
        self, procedure: values.Procedure, code: str, lacking: list[CompletenessMark]
    ) -> str:
        names = [mark.name for mark in lacking]
        channel = next((self._links.channel(one) for one in self._channels(procedure, code)), "")
        override = self._links.override(procedure.id, code)
        if WAY in names and any(one.state == NONE for one in lacking if one.name == WAY):
            return self._add(Channel, code)
        if WAY in names and channel:
            return channel
        if "traduction" in names and (channel or override):
            return self._addresses.translations(channel or override)
        if "faits locaux" in names:
            return self._add(Override, code, procedure=self._procedures.get(procedure.id, ""))
        return override or channel or self._links.procedure(procedure.id)

    def _channels(self, procedure: values.Procedure, code: str) -> list[department.Channel]:
        ways = ways_to_file(self._rule_set, code, procedure)
        return [way.channel for way in ways if way.local and way.channel]

    def _document(self, procedure: values.Procedure) -> str:
        """Return the page of the first document that does not say how to get it."""
        library = self._rule_set.documents
        names = (name for entry in procedure.documents for name in entry.documents)
        lacking = next((name for name in names if not library[name].how_to_get), None)
        row = self._places.find("documents.yaml", lacking) if lacking else None
        return self._addresses.of(row) if row else ""

    def _add(self, model: type[Model], code: str, **more: object) -> str:
        if not self._rights.may_edit(code):
            return self._addresses.entries(model)
        department = self._departments.get(code, "")
        return self._addresses.new_entry(model, department=department, **more)

    @cached_property
    def _departments(self) -> dict[str, int]:
        return dict(Department.objects.values_list("code", "pk"))

    @cached_property
    def _procedures(self) -> dict[str, int]:
        return dict(Procedure.objects.values_list("key", "pk"))


def language_names() -> dict[str, str]:
    """Return {code: French name} of the languages of the portal."""
    return {code: get_language_info(code)["name_translated"] for code, _ in settings.LANGUAGES}
