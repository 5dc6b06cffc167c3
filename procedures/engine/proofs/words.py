"""The French sentences about proofs: findings, alternatives, changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from ..conditions.words import Wording, day_words
from .behaviour import Change
from .findings import Finding
from .readings import Alternative

Sentence = Callable[[Wording, Finding], str]
# What an invariant forbids or asks for, before its name or its words.
_FORBIDDEN = {
    "procedures": "on peut montrer la démarche",
    "documents": "on peut demander la pièce",
    "channels": "on peut envoyer vers le canal",
    "places": "on peut envoyer au lieu",
    "words": "on peut lire",
    "told": "on peut ne pas lire",
    "first": "cette étape datée peut passer avant celle qui dit",
}
FINDINGS: Mapping[str, Sentence] = {
    "invariant": lambda w, f: (
        f"garantie non tenue (« {f.others[0]} ») : {_FORBIDDEN[f.others[1]]} « {f.others[2]} »"
    ),
    "card_place": lambda w, f: (
        f"la carte envoie d'abord vers « {f.others[0]} », mais la première étape "
        f"{f'envoie vers « {f.others[1]} »' if f.others[1] else 'ne dit aucun lieu'}"
    ),
    "too_early": lambda w, f: (
        f"{w.procedure(f.subject)} peut être conseillée trop tôt : {w.procedure(f.others[0])}, "
        "qui passe devant, dépend encore d'une question que l'on peut passer. "
        "Cochez « à défaut d'une autre »"
    ),
    "gap_nothing": lambda w, f: "ces réponses ne mènent à aucune démarche ni orientation",
    "gap_only_fallback": lambda w, f: (
        "ces réponses ne mènent qu'à une orientation « faute de mieux »"
    ),
    "gap_no_choice": lambda w, f: f"à {w.fact(f.subject)}, certains n'ont aucune réponse possible",
    "gap_no_channel": lambda w, f: f"aucun canal connu ({_places(f.others)})",
    "gap_no_step": lambda w, f: f"{w.procedure(f.subject)} peut n'avoir aucune étape certaine",
    "gap_no_document": lambda w, f: f"{w.procedure(f.subject)} peut n'avoir aucune pièce certaine",
    "dead_question": lambda w, f: (
        "cette question n'est jamais posée : sa condition n'est jamais vraie"
        if f.others == ("when",)
        else "la réponse à cette question ne change rien pour personne"
    ),
    "dead_choice": lambda w, f: (
        f"cette réponse n'est jamais proposée : {w.value(f.subject, f.others[0])}"
    ),
    "dead_value": lambda w, f: f"cette ligne ne donne jamais sa valeur : {f.others[0]}",
    "dead_procedure": lambda w, f: (
        "cette démarche n'est jamais recommandée : une autre passe toujours avant"
        if f.others == ("beaten",)
        else "cette démarche n'est pour personne : sa condition n'est jamais vraie"
    ),
    "dead_document": lambda w, f: (
        f"cette pièce n'est demandée à personne : {w.document(f.others[0])}"
    ),
    "dead_step": lambda w, f: f"cette étape n'est pour personne : {f.others[0]}",
    "dead_cost": lambda w, f: "personne ne paie ce coût",
    "dead_warning": lambda w, f: "personne ne voit cet avertissement",
    "dead_stance": lambda w, f: "cette position n'est pour personne",
    "dead_channel": lambda w, f: (
        f"ce canal ({f.others[0]}) ne sert à personne"
        + (" : un autre passe toujours avant" if f.others[1] == "beaten" else "")
    ),
    "dead_override": lambda w, f: (
        f"cette adaptation ne change rien pour {w.procedure(f.subject)} : {w.document(f.others[0])}"
    ),
    "dead_orientation": lambda w, f: "cette orientation n'est montrée à personne avec certitude",
    "dead_case": lambda w, f: (
        f"ce cas ne peut pas exister : « {w.value(f.others[0], f.others[1])} » "
        f"n'est pas proposé à {w.fact(f.others[0])}"
    ),
    "always": lambda w, f: f"toujours vrai ici : {_facts(w, f.others)}",
    "never": lambda w, f: f"jamais vrai ici : {_facts(w, f.others)}",
    "repeated": lambda w, f: f"répète une autre condition : {', '.join(map(w.named, f.others))}",
    "unused_group": lambda w, f: "aucune condition n'utilise ce groupe",
    "overlap": lambda w, f: (
        f"{w.procedure(f.subject)} et {w.procedure(f.others[0])}, qui s'excluent, "
        "peuvent être vraies ensemble"
    ),
    "added_and_dropped": lambda w, f: f"{w.document(f.others[0])} est à la fois ajoutée et retirée",
    "window_inverted": lambda w, f: f"l'étape « {f.others[0]} » peut finir avant de commencer",
    "windows_apart": lambda w, f: (
        f"l'étape « {f.others[1]} » peut finir avant que l'étape « {f.others[0]} » ne commence"
    ),
    "circle": lambda w, f: f"cercle de conditions : {' → '.join(map(w.fact, f.others))}",
    "ended": lambda w, f: (
        f"cette règle ne vaut plus : son dernier jour était le {day_words(_day(f))}. "
        "Vous pouvez la retirer"
    ),
}
KINDS = tuple(FINDINGS)


def _day(finding: Finding) -> date:
    return date.fromisoformat(finding.others[0])


def _facts(wording: Wording, facts: Sequence[str]) -> str:
    return ", ".join(wording.fact(fact) for fact in facts)


def _places(codes: Sequence[str]) -> str:
    return ", ".join("les autres départements" if code == "autre" else code for code in codes)


class ReportWording(Wording):
    """Words for the proofs about one rule set, beside those for its facts and conditions."""

    def finding(self, finding: Finding) -> str:
        """Return the sentence of a finding, with its witness in words at the end."""
        sentence = FINDINGS[finding.kind](self, finding)
        if finding.witness:
            return f"{sentence}. Par exemple : {self.answers(finding.witness)}"
        return sentence

    def alternative(self, alternative: Alternative | None) -> str:
        """Return a sentence with the answers that would have to change."""
        if alternative is None:
            return "Personne ne peut l'obtenir."
        if not alternative.changed:
            return ""
        return f"Au plus près : {self.answers(alternative.changed)}."

    def change(self, change: Change) -> str:
        """Return a change in words: what changes, for how many answers, and where."""
        item = self.document(change.item) if change.decision == "documents" else change.item
        what = _DECISIONS[change.decision].format(item)
        if change.decision == "notices":
            subject = f"« {change.subject} »"
        elif change.subject in self._rule_set.procedures:
            subject = self.procedure(change.subject)
        else:
            subject = self.orientation(change.subject)
        parts = [f"{subject}, {what} : {_in_words(change.before)} → {_in_words(change.after)}"]
        if change.people:
            several = "s" if change.people > 1 else ""
            parts.append(f"{change.people} combinaison{several} de réponses")
        if change.departments:
            parts.append(f"départements : {', '.join(change.departments)}")
        return " ; ".join(parts)


_DECISIONS = {
    "status": "place dans la liste",
    "order": "rang",
    "documents": "pièce {}",
    "steps": "étape {}",
    "dates": "dates de l'étape {}",
    "costs": "coût {}",
    "warnings": "avertissement « {} »",
    "stances": "position « {} »",
    "channel": "façon de déposer",
    "orientation": "orientation montrée",
    "notices": "annonces",
}
_STATUS = {
    "recommended": "recommandée",
    "certain": "certaine, non recommandée",
    "possible": "possible",
    "": "non",
}


def _in_words(word: str) -> str:
    return _STATUS.get(word, word)
