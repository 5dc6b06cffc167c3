"""What changed in an entry, in words: for each thing what it was, and what it will be."""

from dataclasses import dataclass

import yaml

from procedures.engine.conditions.reader import ConditionReader
from procedures.engine.schema.builder import CHANNEL_FACT
from procedures.engine.schema.shapes import item_name

from .rules import DeskWording

LABELS = {
    "add_documents": "pièces ajoutées",
    "address": "adresse",
    "allow_unknown": "« je ne sais pas » permis",
    "amount": "montant",
    "amounts": "montants",
    "answers": "réponses",
    "assisted": "texte pour l'accompagnant",
    "channels": "canaux",
    "choices": "réponses proposées",
    "confidence": "confiance",
    "costs": "coûts",
    "currency": "monnaie",
    "delay": "délai",
    "document": "pièce",
    "documents": "pièces",
    "drop_documents": "pièces retirées",
    "exclusive_with": "démarches exclues",
    "expect": "résultat attendu",
    "explanation": "explication",
    "families": "familles",
    "family": "famille",
    "fee": "tarif",
    "for": "pour quelles démarches",
    "form": "forme",
    "formerly": "anciens identifiants",
    "from": "à partir du",
    "help": "aide",
    "hours": "horaires",
    "how_to_get": "comment l'obtenir",
    "instructions": "consignes",
    "kind": "sorte",
    "label": "libellé",
    "languages": "langues",
    "late": "en cas de retard",
    "legal_references": "références",
    "links": "liens",
    "looks_like": "à quoi elle ressemble",
    "meanwhile": "en attendant",
    "name": "nom",
    "no_slot_help": "si aucun rendez-vous",
    "note": "précision",
    "notes": "précisions",
    "one_of": "une pièce parmi",
    "persona": "personne",
    "phone": "téléphone",
    "prefecture": "préfecture",
    "processing_time": "délai de traitement",
    "rank": "rang",
    "recheck_after": "à revérifier après",
    "refusals": "motifs de refus",
    "result": "ce que vous obtenez",
    "rules": "règles",
    "sensitive": "sujet délicat",
    "site": "site",
    "sites": "lieux d'accueil",
    "source": "source",
    "steps": "étapes",
    "summary": "résumé",
    "text": "texte",
    "title": "titre",
    "to": "jusqu'au",
    "today": "jour de l'essai",
    "track": "piste",
    "until": "jusqu'au",
    "url": "lien",
    "urgent": "urgent",
    "validity": "validité",
    "value": "valeur",
    "values": "valeurs",
    "warnings": "avertissements",
    "when": "condition",
    "why": "pourquoi cette question",
    "window": "dates",
}
NOTHING = "rien"
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that was and will be otherwise."""

    label: str
    before: str
    after: str


class ChangeWords:
    """Says changes with the facts, texts and titles of both versions."""

    def __init__(self, before, after):
        self._old, self._new = _Sayings(before), _Sayings(after)

    def differences(self, change):
        """Return the Differences of a modified entry."""
        if change.kind != "modified":
            return []
        return list(self._of(change.before, change.after, ""))

    def _of(self, before, after, prefix):
        if not (isinstance(before, dict) and isinstance(after, dict)):
            if before is not None or after is not None:
                yield self._one(prefix or "contenu", "", before, after)
            return
        for key in dict.fromkeys((*after, *before)):
            was, will = before.get(key), after.get(key)
            if was == will:
                continue
            label = " › ".join(part for part in (prefix, LABELS.get(key, key)) if part)
            if _are_entries(was) and _are_entries(will) and (was or will):
                yield from self._lists(was or [], will or [], label)
            elif key in ("meanwhile", "prefecture", "window") and was and will:
                yield from self._of(was, will, label)
            else:
                yield self._one(label, key, was, will)

    def _lists(self, before, after, label):
        was, will = _by_name(before), _by_name(after)
        for name in dict.fromkeys((*will, *was)):
            old, new = was.get(name), will.get(name)
            if old == new:
                continue
            title = self._new.title(new) if new else self._old.title(old)
            one = f"{label} › {title or name}"
            if old is None or new is None:
                told = self._old.entry(old), self._new.entry(new)
                yield Difference(one, *told)
            else:
                yield from self._of(old, new, one)
        shared = [name for name in was if name in will]
        if shared != [name for name in will if name in was]:
            titles = (", ".join(shared), ", ".join(name for name in will if name in was))
            yield Difference(f"{label} › ordre", *titles)

    def _one(self, label, key, before, after):
        return Difference(label, self._old.value(key, before), self._new.value(key, after))


class _Sayings:
    def __init__(self, version):
        self._rule_set = version.rule_set if version else None
        self._library = {
            one["id"]: one.get("title")
            for one in (version.plain.get("documents") or [] if version else [])
        }
        if self._rule_set is not None:
            self._wording = DeskWording(self._rule_set)

    def value(self, key, value):
        """Return a value of an entry in words."""
        if value is None or value in ("", [], {}):
            return "toujours" if key == "when" else NOTHING
        if key == "when":
            return self._condition(value)
        if isinstance(value, bool):
            return "oui" if value else "non"
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return ", ".join(_text(self._library.get(one) or one) for one in value)
        if isinstance(value, dict | list) and not _is_text(value):
            return _as_yaml(value)
        return _shortened(_text(value))

    def title(self, entry):
        """Return how an entry of a list is known to agents."""
        if not isinstance(entry, dict):
            return str(entry)
        names = entry.get("one_of") or [entry.get("document")]
        if names[0]:
            return " ou ".join(_text(self._library.get(one) or one) for one in names)
        found = next((entry[key] for key in ("title", "name", "label", "text") if key in entry), "")
        return _shortened(_text(found), 80)

    def entry(self, entry):
        """Return a whole entry, added or removed, in a few words."""
        if entry is None:
            return NOTHING
        if not isinstance(entry, dict):
            return str(entry)
        if entry.get("when"):
            return f"oui, si {self._condition(entry['when'])}"
        return "oui"

    def _condition(self, data):
        if self._rule_set is None:
            return _as_yaml(data)
        problems = []
        facts = {**self._rule_set.facts, "channel": CHANNEL_FACT}
        reader = ConditionReader(
            facts, self._rule_set.groups, lambda *problem: problems.append(problem)
        )
        condition = reader.read(data)
        return _as_yaml(data) if problems else self._wording.condition(condition)


def _are_entries(value):
    return value is None or (
        isinstance(value, list) and any(isinstance(one, dict) for one in value)
    )


def _by_name(entries):
    named = {}
    for index, entry in enumerate(entries):
        name = _name(entry, index)
        while name in named:
            name = f"{name} bis"
        named[name] = entry
    return named


def _name(entry, index):
    if isinstance(entry, dict):
        if entry.get("one_of"):
            return "+".join(entry["one_of"])
        for key in ("document", "fee", "value"):
            if isinstance(entry.get(key), str):
                return entry[key]
    return item_name(entry, index) if isinstance(entry, dict) else str(entry)


def _is_text(value):
    return isinstance(value, dict) and isinstance(value.get("fr"), str)


def _text(value):
    return value["fr"] if _is_text(value) else str(value)


def _as_yaml(value):
    written = yaml.safe_dump(
        value, allow_unicode=True, sort_keys=False, default_flow_style=True, width=10_000
    )
    return _shortened(written.strip())


def _shortened(text, most=LONGEST):
    return text if len(text) <= most else f"{text[: most - 1]}…"
