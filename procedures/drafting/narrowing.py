"""The filters of a list of statements: a part, an owner, a person in charge."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self, TypeAlias
from urllib.parse import urlencode

from django.contrib.auth import get_user_model

from procedures.models import NATIONAL, Department
from procedures.models.accounts import Account
from procedures.rights import Rights
from procedures.watching.checking import entry_key
from procedures.watching.kinds import Statement

OWN, ALL, NOBODY = "miennes", "toutes", "aucune"
# The values of each filter, with their words.
Choices: TypeAlias = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Filters:
    """The chosen filters. An unknown choice filters nothing."""

    part: str
    owner: str
    person: str

    @classmethod
    def of(cls, asked: Mapping[str, str], choices: Choices) -> Self:
        known = {name: dict(options) for name, options in choices.items()}
        part, owner, person = (
            asked.get(name, "") if asked.get(name, "") in known[name] else ""
            for name in ("partie", "responsable", "personne")
        )
        return cls(part or choices["partie"][0][0], owner, person)

    def keep(
        self, statement: Statement, rights: Rights, people: Mapping[tuple[str, int], Account]
    ) -> bool:
        """Tell whether a statement belongs to the list."""
        if not rights.may_view(statement.part):
            return False
        if self.part == OWN and statement.part not in rights.editable_parts:
            return False
        if self.part not in (OWN, ALL, statement.part):
            return False
        if self.owner not in ("", statement.owner):
            return False
        person = people.get(entry_key(*statement.entry))
        return not self.person or self.person == (str(person.pk) if person else NOBODY)

    @property
    def query(self) -> str:
        """The choices as a query string."""
        chosen = {"partie": self.part, "responsable": self.owner, "personne": self.person}
        return urlencode({name: value for name, value in chosen.items() if value})


def choices_of(rights: Rights) -> Choices:
    """Return {name of a filter: [(value, words)]} for an account, the initial choice first."""
    names = {
        row.code: f"{row.code} {row.name_fr or ''}".strip() for row in Department.objects.all()
    }
    names[NATIONAL] = "contenu national"
    seen = sorted(rights.visible_parts, key=lambda code: (code != NATIONAL, code))
    parts = [(code, names.get(code, code)) for code in seen]
    own = [(OWN, "celles que je modifie")] if rights.editable_parts else []
    people = [(str(user.pk), str(user)) for user in colleagues(rights)]
    owners = sorted(names.items(), key=lambda pair: (pair[0] != NATIONAL, pair[0]))
    return {
        "partie": [*own, (ALL, "toutes celles que je vois"), *parts],
        "responsable": [("", "tous"), *owners],
        "personne": [("", "toutes"), *people, (NOBODY, "personne n'est désigné")],
    }


def colleagues(rights: Rights) -> list[Account]:
    """Return the accounts that may be put in charge: those that write in the same parts."""
    accounts = get_user_model().objects.filter(is_active=True)
    if not rights.user.is_superuser:
        codes = [code for code in rights.editable_parts if code != NATIONAL]
        local = accounts.filter(memberships__department__code__in=codes)
        national = accounts.filter(memberships__isnull=False, memberships__department=None)
        accounts = local | national if NATIONAL in rights.editable_parts else local
    return sorted(accounts.filter(memberships__isnull=False).distinct(), key=str)
