"""The claims that the catalogue carries all that a law asks for: each is proved, not believed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from procedures.engine.conditions.tree import ALWAYS, All, Condition
from procedures.engine.errors import Problem, nearest
from procedures.engine.proofs.dead import with_any_channel
from procedures.engine.proofs.diagrams import FALSE, Diagram
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.space import Space
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import RuleSet
from procedures.publishing.checks.coverage import texts_of

from .law_table import Law, LawItem, LawPoint, LawTitle


def unexplained(law: Law, file: str, rule_set: RuleSet, today: date) -> list[Problem]:
    """Return a problem for each item that nothing carries, and for each claim that does not hold.

    A claim holds if somebody of the point is recommended the procedure and certainly asked for the
    document.
    """
    return list(_Claims(law, file, rule_set, today).problems())


class _Claims:
    """The claims of one table, checked against one rule set."""

    def __init__(self, law: Law, file: str, rule_set: RuleSet, today: date) -> None:
        self.law, self.file, self.rule_set = law, file, rule_set
        self.meaning = Meaning(Space([rule_set], today), rule_set)
        self.asked = cache(self._asked)

    def problems(self) -> Iterator[Problem]:
        items = list(self.law.items())
        if len(items) != self.law.count:
            message = f"la loi a {self.law.count} pièces et règles, la table en a {len(items)}"
            yield self._problem("count", message)
        used = {item.reason for _, _, item in items}
        for reason in self.law.reasons:
            if reason not in used:
                yield self._problem(f"reasons.{reason}", "aucune pièce n'a ce motif")
        for title, point, item in items:
            self.meaning.store.allow()
            yield from self._of(title, point, item)

    def _problem(self, path: str, message: str, near: Iterable[str] = ()) -> Problem:
        return Problem(self.file, path, message, tuple(near), blocking=False)

    def _of(self, title: LawTitle, point: LawPoint, item: LawItem) -> Iterator[Problem]:
        path = f"{title.id}.{point.id}.{item.id}"
        claims = (item.piece, item.documents, item.words, item.points, item.orientations)
        if not (any(claims) or item.reason):
            yield self._problem(path, f"rien ne porte « {self.law.label(item)} »")
            return
        if any(claims) and item.reason:
            yield self._problem(path, "il faut une preuve ou un motif, pas les deux")
        unknown = list(self._unknown(title, point, item))
        for message, name, known in unknown:
            yield self._problem(path, f"{message} : « {name} »", nearest(name, known))
        if not unknown and not item.reason:
            for message in self._broken(title, point, item, ()):
                yield self._problem(path, f"{message} (« {self.law.label(item)} »)")

    # --- names

    def _unknown(
        self, title: LawTitle, point: LawPoint, item: LawItem
    ) -> Iterator[tuple[str, str, Iterable[str]]]:
        """Yield (message, name, the names that exist) for each name of nothing."""
        rules, law = self.rule_set, self.law
        named: list[tuple[str, Iterable[str], Mapping[str, object]]] = [
            ("démarche inconnue", item.procedures or point.procedures, rules.procedures),
            ("pièce inconnue", _flat(item.documents), rules.documents),
            ("orientation inconnue", item.orientations, rules.orientations),
            ("pièce courante inconnue", (item.piece,) if item.piece else (), law.pieces),
            ("motif inconnu", (item.reason,) if item.reason else (), law.reasons),
        ]
        if item.piece in law.pieces:
            documents = _flat(law.pieces[item.piece].documents)
            named.append(("pièce inconnue", documents, rules.documents))
        for message, names, known in named:
            yield from ((message, name, known) for name in names if name not in known)
        for name in item.points:
            if self._point(title, name) is None:
                yield "point inconnu", name, title.points

    def _point(self, title: LawTitle, name: str) -> tuple[LawTitle, LawPoint] | None:
        """Return a point of this title, or of another one: « 1/4.1 »."""
        whole, _, last = name.rpartition("/")
        found = self.law.titles.get(whole) if whole else title
        point = found.points.get(last) if found else None
        return (found, point) if found and point else None

    # --- what is asked, and of which persons

    def _broken(
        self, title: LawTitle, point: LawPoint, item: LawItem, seen: tuple[str, ...]
    ) -> Iterator[str]:
        people = point.when if item.when == ALWAYS else item.when
        procedures = [
            self.rule_set.procedures[name] for name in item.procedures or point.procedures
        ]
        piece = self.law.pieces.get(item.piece)
        documents = (*item.documents, *(piece.documents if piece and not item.documents else ()))
        words = (*item.words, *(piece.words if piece else ()))
        if (documents or words or item.points) and not procedures:
            yield "aucune démarche n'est nommée"
        for procedure in procedures:
            yield from self._missing(procedure, documents, people)
            for one in words:
                if not self._reads(procedure, documents, one):
                    yield f"« {one} » n'est dit ni par « {procedure.id} », ni par ces pièces"
        for name in item.orientations:
            if self._reached(All((self.rule_set.orientations[name].when, people))) == FALSE:
                yield f"l'orientation « {name} » n'est montrée à personne de ce point"
        for name in item.points:
            yield from self._referred(title, name, procedures, people, seen)

    def _missing(
        self, procedure: Procedure, documents: Iterable[object], people: Condition
    ) -> Iterator[str]:
        for one in documents:
            choice = _flat((one,))
            if any(self.asked(procedure.id, name, people) for name in choice):
                continue
            name = " » ou « ".join(choice)
            if any(name in line.documents for line in procedure.documents for name in choice):
                yield f"« {procedure.id} » ne demande « {name} » à personne de ce point"
            else:
                yield f"« {procedure.id} » ne demande pas « {name} »"

    def _asked(self, procedure_id: str, document: str, people: Condition) -> bool:
        meaning, procedure = self.meaning, self.rule_set.procedures[procedure_id]
        reached = meaning.store.both(meaning.recommended(procedure), self._reached(people))
        return any(
            meaning.store.meet(reached, shown)
            for line in procedure.documents
            if document in line.documents
            for shown in with_any_channel(meaning, line.when)
        )

    def _reached(self, people: Condition) -> Diagram:
        return self.meaning.store.both(
            self.meaning.valid, self.meaning.store.certain(self.meaning.truth(people))
        )

    def _reads(self, procedure: Procedure, documents: Iterable[object], words: str) -> bool:
        asked = [self.rule_set.documents[name] for name in _flat(documents)]
        return any(words in text["fr"] for one in (procedure, *asked) for text in texts_of(one))

    def _referred(
        self,
        title: LawTitle,
        name: str,
        procedures: Iterable[Procedure],
        people: Condition,
        seen: tuple[str, ...],
    ) -> Iterator[str]:
        """Yield what the point that an item refers to asks for, and these procedures do not."""
        found = self._point(title, name)
        if found is None or name in seen:
            return
        for item in found[1].items.values():
            if item.procedures:
                continue  # It is for the people of another procedure.
            piece = self.law.pieces.get(item.piece)
            documents = item.documents or (piece.documents if piece else ())
            narrowed = All((people, item.when))
            for procedure in procedures:
                yield from self._missing(procedure, documents, narrowed)
            for further in item.points:
                yield from self._referred(found[0], further, procedures, narrowed, (*seen, name))


def _flat(documents: Iterable[object]) -> tuple[str, ...]:
    return tuple(
        str(name)
        for one in documents
        for name in (one if isinstance(one, (list, tuple)) else (one,))
    )
