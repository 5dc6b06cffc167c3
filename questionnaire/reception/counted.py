"""What an agent of the entrance taps, in French: why somebody came, and where they had looked.

Both lists are closed, and held to those of ``models.ReceptionCount`` by a test.
"""

REASONS = (
    ("information", "Une information"),
    ("no_slot", "Pas de créneau"),
    ("wrong_channel", "Pas la bonne façon de déposer"),
    ("missing_paper", "Un papier manquant"),
    ("pick_up", "Un titre à retirer"),
    ("summons", "Une convocation"),
    ("other", "Autre chose"),
)
# The first is what the list says before the agent asks.
LOOKED = (
    ("", "Pas demandé"),
    ("nowhere", "Nulle part"),
    ("portal", "Ce portail"),
    ("prefecture_site", "Le site de la préfecture"),
    ("phone", "Le téléphone"),
    ("association", "Une association"),
    ("relatives", "Famille ou amis"),
    ("service_public", "Service-public"),
)
