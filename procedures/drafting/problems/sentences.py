"""The sentences of each kind of problem, and the kinds that are counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from procedures.publishing.checks.proofs import UNPROVED
from procedures.publishing.parts.channel_words import family_title

from ..words.conditions import in_words
from .titles import ProblemTitles

# The sentences of a problem: what happens to people, then why. Its names begin with its subject.
Sentence: TypeAlias = Callable[[ProblemTitles, Sequence[str]], tuple[str, str]]


def _fixed(people: str, why: str = "") -> Sentence:
    return lambda titles, names: (people, why)


def _facts(titles: ProblemTitles, names: Sequence[str]) -> str:
    return " et ".join(titles.fact(one) for one in names[1:])


def _alone(named: str, other: str) -> str:
    return f"{named} n'a que cette démarche, et ressemble à « {other} »."


_INSTEAD = "Cochez « à défaut d'une autre »."
_PEOPLE = "deux personnes d'essai qui l'obtiennent, et une qui ne l'obtient pas"
_NOBODY = "Personne ne remplit sa condition, ou une autre ligne passe avant."
_NOTHING = "Ce n'est pas une erreur de votre travail : il n'y a rien à corriger ici."
# A channel by e-mail without an address: the form of the channel shows it too.
NO_EMAIL = (
    "Les gens liraient « Par courriel », sans savoir à qui écrire.",
    "Écrivez l'adresse électronique dans les consignes, ou mettez le lien de la page qui la donne.",
)
SENTENCES: Mapping[str, Sentence] = {
    "no_email": _fixed(*NO_EMAIL),
    "invariant": lambda t, n: (
        f"La promesse « {n[1]} » n'est pas tenue pour tous.",
        f"{_PROMISED[n[2]]} {_promised(t, n)}.",
    ),
    "card_place": lambda t, n: (
        "La réponse envoie d'abord au mauvais endroit.",
        f"Elle dit d'aller vers {t.place(n[1])}, mais la première étape "
        + (f"envoie vers {t.place(n[2])}." if n[2] else "ne dit aucun lieu."),
    ),
    "too_early": lambda t, n: (
        f"{t.procedure(n[0])} peut être conseillée trop tôt.",
        f"{t.procedure(n[1])}, qui passe devant, attend une réponse que l'on peut passer. "
        + _INSTEAD,
    ),
    "gap_nothing": _fixed(
        "Des personnes arrivent à la fin sans aucune réponse.",
        "Leurs réponses ne mènent à aucune démarche ni orientation.",
    ),
    "gap_only_fallback": _fixed(
        "Des personnes arrivent à la fin sans vraie réponse.",
        "Leurs réponses ne mènent qu'à une orientation « faute de mieux ».",
    ),
    "gap_no_choice": lambda t, n: (
        "Des personnes ne peuvent pas répondre.",
        f"À {t.fact(n[0])}, aucune réponse ne leur est proposée.",
    ),
    "gap_no_channel": lambda t, n: (
        "Des personnes ne sauront pas où déposer leur demande.",
        "Aucune façon de déposer n'est connue"
        + (f" pour : {', '.join(map(t.department, n[1:]))}." if n[1:] else "."),
    ),
    "gap_no_step": _fixed(
        "Des personnes ne sauront pas quoi faire.", "Aucune étape n'est sûre pour elles."
    ),
    "gap_no_document": _fixed(
        "Des personnes ne sauront pas quels papiers apporter.",
        "Aucune pièce n'est sûre pour elles.",
    ),
    "dead_question": lambda t, n: (
        ("Personne ne verra jamais cette question.", "Sa condition n'est jamais vraie.")
        if n[1:2] == ["when"]
        else ("On pose cette question pour rien.", "Sa réponse ne change rien pour personne.")
    ),
    "dead_choice": lambda t, n: (
        f"Personne ne verra jamais la réponse {t.value(n[0], n[1])}.",
        "Sa condition n'est jamais vraie.",
    ),
    "dead_value": lambda t, n: (
        "Cette ligne ne sert à personne.",
        f"Une autre passe avant elle : elle ne donne jamais {t.value(n[0], n[1])}.",
    ),
    "dead_procedure": lambda t, n: (
        ("Personne ne se verra conseiller cette démarche.", "Une autre passe toujours avant.")
        if n[1:2] == ["beaten"]
        else ("Personne ne verra jamais cette démarche.", "Sa condition n'est jamais vraie.")
    ),
    "dead_document": lambda t, n: (
        f"La pièce {t.document(n[1])} n'est demandée à personne.",
        "La condition de sa ligne n'est jamais vraie.",
    ),
    "dead_step": lambda t, n: (f"Personne ne verra l'étape {t.step(n[1])}.", _NOBODY),
    "dead_cost": _fixed("Personne ne paie ce coût.", _NOBODY),
    "dead_warning": _fixed("Personne ne voit cet avertissement.", _NOBODY),
    "dead_stance": _fixed("Ce premier conseil n'est pour personne.", _NOBODY),
    "dead_channel": lambda t, n: (
        f"Personne ne dépose par {t.channel(n[1])}.",
        {
            "beaten": "Une autre façon de déposer passe toujours avant.",
            "unused": "Personne ne fait ici une démarche qu'elle concerne.",
        }.get("".join(n[2:3]), "Elle n'est pour aucune démarche."),
    ),
    "dead_override": lambda t, n: (
        f"Cette adaptation ne change rien pour {t.procedure(n[0])}.",
        f"La pièce {t.document(n[1])} n'y est demandée à personne."
        if t.document(n[1]) != "une pièce retirée"
        else "Personne n'y fait cette démarche.",
    ),
    "dead_orientation": _fixed("Cette orientation n'est montrée à personne.", _NOBODY),
    "dead_case": lambda t, n: (
        "Cette personne d'essai ne peut pas exister.",
        f"La réponse {t.value(n[1], n[2])} ne lui est pas proposée à {t.fact(n[1])}.",
    ),
    "always": lambda t, n: (
        "Une ligne de la condition ne sert à rien.",
        f"Elle est toujours vraie ici : {_facts(t, n)}.",
    ),
    "never": lambda t, n: (
        "Une ligne de la condition n'est vraie pour personne.",
        f"Elle n'est jamais vraie ici : {_facts(t, n)}.",
    ),
    "repeated": lambda t, n: (
        "Une condition en répète une autre.",
        f"La même chose est déjà dite : {', '.join(f'« {t.of(one)} »' for one in n[1:])}.",
    ),
    "unused_group": _fixed("Ce groupe ne sert à rien.", "Aucune condition ne l'utilise."),
    "overlap": lambda t, n: (
        "Des personnes verront deux démarches qui s'excluent.",
        f"{t.procedure(n[0])} et {t.procedure(n[1])} peuvent être vraies ensemble.",
    ),
    "added_and_dropped": lambda t, n: (
        f"On ne saura pas si {t.document(n[1])} est à apporter.",
        "Cette pièce est à la fois ajoutée et retirée.",
    ),
    "window_inverted": lambda t, n: (
        "Le public lirait un délai qui finit avant de commencer.",
        f"C'est l'étape {t.step(n[1])}.",
    ),
    "windows_apart": lambda t, n: (
        "Le public lirait deux étapes dans le mauvais ordre.",
        f"L'étape {t.step(n[2])} peut finir avant que {t.step(n[1])} ne commence.",
    ),
    "circle": lambda t, n: (
        "Ces questions s'attendent l'une l'autre : aucune ne peut être posée.",
        " → ".join(map(t.fact, n[1:])) + ".",
    ),
    UNPROVED: lambda t, n: (
        "Une erreur peut rester.",
        f"Le calcul n'a pas pu tout vérifier ({n[0]}). {_NOTHING}",
    ),
    "near_family": lambda t, n: (
        "Le public verrait deux familles pour la même chose.",
        _alone(f"La famille « {family_title(n[0])} »", family_title(n[1])),
    ),
    "near_track": lambda t, n: (
        "Cette démarche n'est comparée à aucune autre.",
        _alone(f"La série « {in_words(n[0])} »", in_words(n[1])),
    ),
    "rank_far": lambda t, n: (
        "L'ordre des réponses n'est peut-être pas celui que vous voulez.",
        f"Le rang est {n[0]}, et les autres vont de {n[1]} à {n[2]} : est-ce voulu ?",
    ),
    "ended": lambda t, n: (
        "Cette règle ne vaut plus pour personne.",
        f"Son dernier jour était le {'/'.join(reversed(n[1].split('-')))}. Vous pouvez la retirer.",
    ),
    "unsourced": _fixed(
        "Personne ne pourrait vérifier cette démarche.",
        "Elle n'a pas de source lue : elle ne peut pas être publiée.",
    ),
    "untried": lambda t, n: (
        "Une erreur dans cette démarche ne se verrait pas.",
        f"Il lui faut {_PEOPLE} : elle en a {n[0]} et {n[1]}.",
    ),
}
_PROMISED: Mapping[str, str] = {
    "procedures": "On peut montrer",
    "documents": "On peut demander",
    "channels": "On peut envoyer vers",
    "places": "On peut envoyer vers",
    "words": "On peut lire",
    "told": "On peut ne pas lire",
    "first": "Une étape datée peut passer avant celle qui dit",
}


def _promised(titles: ProblemTitles, names: Sequence[str]) -> str:
    titles_of: dict[str, Callable[[str], str]] = {
        "procedures": titles.procedure,
        "documents": titles.document,
        "channels": titles.channel,
        "places": titles.place,
    }
    title = titles_of.get(names[2])
    return title(names[3]) if title else f"« {names[3]} »"


# What lacks, or could have better words: counted, and unfolded. (one, several)
COUNTED: Mapping[str, tuple[str, str]] = {
    "no_step": ("démarche sans étape", "démarches sans étape"),
    "no_summary": ("démarche sans résumé", "démarches sans résumé"),
    "no_source": ("démarche sans source lue", "démarches sans source lue"),
    "no_case": ("démarche sans personne d'essai", "démarches sans personne d'essai"),
    "unasked": (
        "pièce qu'aucune démarche ne demande",
        "pièces qu'aucune démarche ne demande",
    ),
    "unexplained": ("pièce sans explication", "pièces sans explication"),
    "no_way_to_get": (
        "pièce sans façon de l'obtenir",
        "pièces sans façon de les obtenir",
    ),
    "for_whom_unsaid": (
        "pièce dont il n'est pas dit pour qui",
        "pièces dont il n'est pas dit pour qui",
    ),
    "for_some_unmarked": (
        "pièce comptée pour tous, « Seulement si »",
        "pièces comptées pour tous, « Seulement si »",
    ),
    "recheck": ("source à relire", "sources à relire"),
    "half_verified": ("vérification incomplète", "vérifications incomplètes"),
    "undated": ("source sans date de document", "sources sans date de document"),
    "no_country": ("consulat sans pays", "consulats sans pays"),
    "no_other_way": ("site de dépôt sans autre voie", "sites de dépôt sans autre voie"),
    "gap_no_channel": (
        "démarche sans façon de déposer connue",
        "démarches sans façon de déposer connue",
    ),
    "long_sentence": ("phrase trop longue", "phrases trop longues"),
    "mean": ("texte aux phrases longues", "textes aux phrases longues"),
    "acronym": ("sigle non expliqué", "sigles non expliqués"),
    "hard_word": ("mot difficile", "mots difficiles"),
    "other_word": (
        "traduction sans le mot du glossaire",
        "traductions sans le mot du glossaire",
    ),
}
