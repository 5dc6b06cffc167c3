"""The drawings of ``static/icons.svg``, as agents call them: the one place of their names."""

from collections.abc import Mapping

from .conditions import in_words

# {its name in the file: its name in French}, in the order in which one looks for it.
DRAWINGS: Mapping[str, str] = {
    "passport": "Passeport",
    "card": "Carte avec une photo",
    "visa": "Visa",
    "photo": "Photo d'identité",
    "person": "Une personne",
    "people": "Deux personnes",
    "family": "Famille",
    "baby": "Bébé",
    "ring": "Bague",
    "heart": "Cœur",
    "home": "Maison",
    "key": "Clé",
    "place": "Lieu sur une carte",
    "mail": "Enveloppe",
    "school": "Chapeau d'étudiant",
    "briefcase": "Mallette",
    "euro": "Euro",
    "tax": "Ticket",
    "court": "Balance de la justice",
    "building": "Bâtiment public",
    "eu": "Drapeau européen",
    "globe": "Globe",
    "plane": "Avion",
    "exit": "Sortie",
    "health": "Croix des soins",
    "shield": "Bouclier",
    "hands": "Poignée de main",
    "language": "Lettre d'une langue",
    "pencil": "Crayon",
    "form": "Liste à cocher",
    "document": "Feuille",
    "stamp": "Tampon",
    "lost": "Papier perdu",
    "calendar": "Calendrier",
    "clock": "Horloge",
    "phone": "Téléphone",
    "computer": "Ordinateur",
    "check": "Coche",
    "success": "Coche dans un rond",
    "info": "Lettre i dans un rond",
    "question": "Point d'interrogation",
    "warning": "Triangle d'attention",
    "none": "Rond barré",
    "star": "Étoile",
    "change": "Deux flèches qui se croisent",
    "renew": "Deux flèches en rond",
    "search": "Loupe",
    "print": "Imprimante",
    "erase": "Corbeille",
    "back": "Flèche vers l'arrière",
    "forward": "Flèche vers l'avant",
    "chevron": "Flèche vers le bas",
    "external": "Flèche qui sort d'un cadre",
    "brand": "Marque du portail",
    "picture": "Grand dessin de l'accueil",
    "drawing_card": "Carte de séjour",
    "drawing_card_words": "Carte de séjour, ses mots",
    "drawing_card_date": "Carte de séjour, sa date",
    "drawing_visa": "Visa dans un passeport",
    "drawing_vls_ts": "Visa de long séjour",
    "drawing_visa_words": "Visa, ses mots",
    "drawing_visa_date": "Visa, sa date",
    "drawing_recepisse": "Récépissé",
    "drawing_attestation": "Attestation",
    "drawing_passport": "Passeport ouvert",
}
# What the pages are made of, or drawn too large for a line.
OF_PAGES = frozenset(
    {"search", "print", "erase", "back", "forward", "chevron", "external", "brand", "picture"}
    | {name for name in DRAWINGS if name.startswith("drawing_")}
)


def drawing_words(name: str) -> str:
    """Return the name of a drawing in French."""
    return DRAWINGS.get(name) or in_words(name)


def drawings_of_papers() -> list[tuple[str, str]]:
    """Return [(name in the file, name in French)] of what may stand beside a paper."""
    return [(name, words) for name, words in DRAWINGS.items() if name not in OF_PAGES]
