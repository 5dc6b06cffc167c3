"""The dependencies inside a version of the catalogue: questions, facts, families, documents."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.utils.text import capfirst, slugify

from procedures.drafting.words.conditions import in_words
from procedures.drafting.words.names import BUILT_IN_LABELS
from procedures.engine.conditions.tree import facts_of
from procedures.engine.values.rules import RuleSet
from procedures.models import Procedure
from procedures.publishing.parts.channel_words import family_title, family_titles

from .addresses import Addresses
from .places import Places

QUESTION, FACT, FAMILY, DOCUMENT = "question", "information", "famille", "piece"
# {kind: what one and several are called}
KINDS = {
    QUESTION: ("question", "questions"),
    FACT: ("information déduite", "informations déduites"),
    FAMILY: ("famille de démarches", "familles de démarches"),
    DOCUMENT: ("pièce", "pièces"),
}
# A line, or the lines under the one before it.
Tree: TypeAlias = list[Any]


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its label, the page that maintains it, and the ids of the nodes that it reads."""

    kind: str
    key: str
    label: str
    url: str
    reads: frozenset[str]

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.key}"


class Dependencies:
    """The nodes by id, in the order of the catalogue, and the ids of those that read each."""

    def __init__(self, rule_set: RuleSet, addresses: Addresses) -> None:
        self._rule_set, self._addresses = rule_set, addresses
        self._places = Places(addresses)
        facts = rule_set.dependencies
        self.nodes: dict[str, Node] = {}
        for key, question in rule_set.questions.items():
            self._add(QUESTION, "questions.yaml", key, question.text["fr"], facts[key])
        for key in facts.keys() - rule_set.questions.keys():
            derived = rule_set.derived_facts.get(key)
            label = (derived.title if derived else "") or BUILT_IN_LABELS.get(key) or in_words(key)
            self._add(FACT, "derived_facts.yaml", key, capfirst(label), facts[key])
        self._add_families_and_documents()
        self._order = {name: number for number, name in enumerate(self.nodes)}
        self.readers: Mapping[str, set[str]] = {name: set() for name in self.nodes}
        for node in self.nodes.values():
            for read in node.reads:
                self.readers[read].add(node.id)

    def families(self) -> list[Node]:
        return [node for node in self.nodes.values() if node.kind == FAMILY]

    def matching(self, words: str) -> list[Node]:
        """Return the nodes that a search names, whatever the accents and capitals."""
        wanted = slugify(words).split("-")
        names = {node.id: slugify(f"{node.label} {node.key}") for node in self.nodes.values()}
        return self._in_order([one for one in names if all(word in names[one] for word in wanted)])

    def read_by(self, root: str, line: Callable[[Node], str]) -> tuple[list[str], Tree]:
        """Return the numbers, in words, and the tree of all that a node depends on."""
        return self._numbers_and_tree(root, lambda one: self.nodes[one].reads, line)

    def reading(self, root: str, line: Callable[[Node], str]) -> tuple[list[str], Tree]:
        """Return the numbers, in words, and the tree of all that depends on a node."""
        return self._numbers_and_tree(root, self.readers.__getitem__, line)

    def _numbers_and_tree(
        self,
        root: str,
        following: Callable[[str], Collection[str]],
        line: Callable[[Node], str],
    ) -> tuple[list[str], Tree]:
        """Return {kind: number} in words, and a tree that holds each node once, the nearest first.

        A document opens as a root only: each family asks for it under other conditions.
        """
        under: dict[str, list[Node]] = {root: []}
        for name in (waiting := [root]):
            if name == root or self.nodes[name].kind != DOCUMENT:
                under[name] += [
                    one for one in self._in_order(following(name)) if one.id not in under
                ]
                under |= {one.id: [] for one in under[name]}
                waiting += [one.id for one in under[name]]

        def tree(name: str) -> Tree:
            lines: Tree = []
            for node in under[name]:
                lines += [line(node), tree(node.id)] if under[node.id] else [line(node)]
            return lines

        kinds = [self.nodes[one].kind for one in waiting[1:]]
        numbers = [(kinds.count(kind), names) for kind, names in KINDS.items() if kind in kinds]
        return [f"{number} {names[number > 1]}" for number, names in numbers], tree(root)

    def _add_families_and_documents(self) -> None:
        conditions: dict[str, set[str]] = {key: set() for key in self._rule_set.documents}
        read: dict[str, set[str]] = {}
        for procedure in self._rule_set.procedures.values():
            ids = read.setdefault(procedure.family, set())
            ids |= self._ids(facts_of(procedure.when))
            for entry in procedure.documents:
                for key in entry.documents:
                    conditions[key] |= facts_of(entry.when)
                    ids.add(f"{DOCUMENT}:{key}")
        for family in sorted(read, key=[*family_titles(), *sorted(read)].index):
            url = self._addresses.entries(Procedure, family=family)
            node = Node(FAMILY, family, family_title(family), url, frozenset(read[family]))
            self.nodes[node.id] = node
        for key, document in self._rule_set.documents.items():
            self._add(DOCUMENT, "documents.yaml", key, document.title["fr"], conditions[key])

    def _add(self, kind: str, file: str, key: str, label: str, facts: Iterable[str]) -> None:
        row = self._places.find(file, key)
        url = self._addresses.of(row) if row else self._addresses.facts()
        node = Node(kind, key, label, url, self._ids(facts))
        self.nodes[node.id] = node

    def _ids(self, facts: Iterable[str]) -> frozenset[str]:
        """Return the ids of the nodes of facts. Today's date and the channel have no node."""
        questions, known = self._rule_set.questions, self._rule_set.dependencies
        found = {key: QUESTION if key in questions else FACT for key in facts if key in known}
        return frozenset(f"{kind}:{key}" for key, kind in found.items())

    def _in_order(self, names: Collection[str]) -> list[Node]:
        return [self.nodes[one] for one in sorted(names, key=self._order.__getitem__)]
