"""The word lists of the plain language check: acronyms left unexplained, and office words."""

from __future__ import annotations

import re

# Everybody reads these acronyms as words; written in full, fewer people would understand them.
ALLOWED_ACRONYMS = frozenset(
    {
        "SMS",  # written so on every telephone, in every language
        "PDF",  # the name of a file, in every language
        "QR",  # « QR code » is its only name
        "SOS",  # the call for help, and part of the names of associations
        "CEDEX",  # part of an address
    }
)

# {pattern of a word or expression: what to write instead}. The replacement fits most sentences.
# Words of the law that a person reads on a card (récépissé, titre) are left out on purpose.
_SIMPLER = {
    r"afin d(?:e|')": "pour",
    r"en vue d(?:e|')": "pour",
    r"le cas échéant": "si c'est votre cas",
    r"à défaut": "sinon",
    r"sous réserve": "si, à condition que",
    r"au préalable|préalablement|préalable à": "avant",
    r"ultérieurement": "plus tard",
    r"dans le cadre d(?:e|u|es|')": "pour, pendant",
    r"en application d(?:e|u|es|')": "selon",
    r"conformément": "selon, comme",
    r"nonobstant": "malgré",
    r"sus-?mentionn\w+|sus-?visé\w*|ci-après": "(nommer de nouveau la chose)",
    r"ledit|ladite|lesdit\w+": "ce, cette",
    r"dûment": "(à supprimer)",
    r"à titre gratuit": "gratuitement",
    r"à titre onéreux": "en payant",
    r"afférent\w*": "de, pour",
    r"octro[iy]\w*": "donner",
    r"délivr(?:er|e|é|ée|és|ées|ance|ent)": "donner",
    r"proroge\w*|prorogation\w*": "prolonger",
    r"sollicit\w+": "demander",
    r"effectu\w+": "faire",
    r"s'acquitte\w*|acquitter": "payer",
    r"muni\w* d(?:e|')": "avec",
    r"diligent\w*": "faire",
    r"instruction d\w+ (?:dossier|demande)\w*|instruire": "étudier, étude",
    r"ressortissant\w*": "personne de ce pays, citoyen",
    r"pétitionnaire\w*|requérant\w*": "vous, la personne",
    r"comparution|comparaître": "venir en personne",
    r"notifi(?:er|e|é|ée|és|ées|cation\w*)": "envoyer, donner la lettre",
    r"ascendant\w*": "parent ou grand-parent",
    r"descendant\w*": "enfant ou petit-enfant",
    r"titulaire\w* d(?:e|'|u|es|une)": "qui a",
    r"bénéfici(?:er|e|ez|ent) d(?:e|')": "avoir, recevoir",
    r"justifi(?:er|e|ez|ent) d(?:e|')": "prouver",
    r"attest(?:er|e|ez|ent) (?:de|que)": "prouver",
    r"fai(?:re|t|sant) l'objet": "avoir, recevoir",
    r"subordonné\w*": "possible seulement si",
    r"résili\w+": "arrêter",
    r"révocation|révoqu\w+": "retirer, retrait",
    r"caduc\w*|caducité": "plus valable",
    r"inhérent\w*": "de",
    r"imparti\w*": "donné",
    r"s'avér\w+": "être",
    r"récus\w+": "refuser",
}


def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE)


SIMPLER = tuple((_expression(pattern), words) for pattern, words in _SIMPLER.items())
# Most texts hold no hard word: one search of this pattern spares one search per expression.
ANY_HARD_WORD = _expression("|".join(_SIMPLER))
