"""The graph of dependencies in a version of the catalogue: questions, derived facts, families."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.text import capfirst

from procedures.drafting.words.conditions import in_words
from procedures.drafting.words.names import BUILT_IN_LABELS
from procedures.engine.conditions.tree import facts_of
from procedures.engine.values import procedure as values
from procedures.engine.values.rules import RuleSet
from procedures.models import Procedure, Question
from procedures.publishing.parts.families import family_title, family_titles

from ..addresses import Addresses
from ..places import Places

QUESTION, FACT, FAMILY = "question", "information", "famille"
SECTIONS = dict(Question.Section.choices)


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its label, the page that maintains it, and the ids of the nodes that it reads."""

    id: str
    kind: str
    label: str
    section: str
    url: str
    key: str
    needs: frozenset[str] = field(default=frozenset(), repr=False)


class Graph:
    """The nodes by id, in the order of the picture, and the nodes that read each."""

    def __init__(self, rule_set: RuleSet, addresses: Addresses) -> None:
        self._rule_set = rule_set
        self._addresses = addresses
        self._places = Places(addresses)
        made = (*self._questions(), *self._facts(), *self._families())
        self.nodes = {node.id: node for node in made}
        self.serves: dict[str, set[str]] = {name: set() for name in self.nodes}
        for node in made:
            for needed in node.needs:
                self.serves[needed].add(node.id)

    def edges(self) -> Iterator[tuple[str, str]]:
        """Yield (node that is read, node that reads it), as ids."""
        for node in self.nodes.values():
            for needed in sorted(node.needs):
                yield needed, node.id

    def around(self, name: str) -> set[str]:
        """Return the ids of everything before and after a node, including the node."""
        return self.before(name) | self._reached(name, lambda one: self.serves[one])

    def before(self, name: str) -> set[str]:
        """Return the ids of everything that a node depends on, including the node."""
        return self._reached(name, lambda one: self.nodes[one].needs)

    def families(self) -> list[Node]:
        return [node for node in self.nodes.values() if node.kind == FAMILY]

    def in_order(self, names: Collection[str]) -> list[Node]:
        return [node for node in self.nodes.values() if node.id in names]

    @staticmethod
    def _reached(name: str, following: Callable[[str], Iterable[str]]) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(following(one))
        return found

    def _questions(self) -> Iterator[Node]:
        for key, question in self._rule_set.questions.items():
            section = SECTIONS.get(question.section, "autres")
            row = self._places.find("questions.yaml", key)
            yield self._node(QUESTION, key, question.text["fr"], section, row)

    def _facts(self) -> Iterator[Node]:
        computed = [
            key for key in self._rule_set.dependencies if key not in self._rule_set.questions
        ]
        for key in computed:
            row = self._places.find("derived_facts.yaml", key)
            derived = self._rule_set.derived_facts.get(key)
            title = derived.title if derived else capfirst(BUILT_IN_LABELS.get(key, ""))
            label = title or in_words(key).capitalize()
            yield self._node(FACT, key, label, "informations déduites", row)

    def _families(self) -> Iterator[Node]:
        members: dict[str, list[values.Procedure]] = {}
        for procedure in self._rule_set.procedures.values():
            members.setdefault(procedure.family, []).append(procedure)
        known = [one for one in family_titles() if one in members]
        for family in [*known, *sorted({*members} - {*known})]:
            read = frozenset[str]().union(*(facts_of(one.when) for one in members[family]))
            yield Node(
                id=f"{FAMILY}:{family}",
                kind=FAMILY,
                label=family_title(family),
                section="familles de démarches",
                url=self._addresses.entries(Procedure, family=family),
                key=family,
                needs=self._ids(read),
            )

    def _node(self, kind: str, key: str, label: str, section: str, row: Model | None) -> Node:
        return Node(
            id=f"{kind}:{key}",
            kind=kind,
            label=label,
            section=section,
            url=self._addresses.of(row) if row else self._addresses.facts(),
            key=key,
            needs=self._ids(self._rule_set.dependencies.get(key, ())),
        )

    def _ids(self, facts: Iterable[str]) -> frozenset[str]:
        """Return the ids of the nodes of facts. Today's date and the channel have no node."""
        questions, known = self._rule_set.questions, self._rule_set.dependencies
        kinds = {key: QUESTION if key in questions else FACT for key in facts if key in known}
        return frozenset(f"{kind}:{key}" for key, kind in kinds.items())
