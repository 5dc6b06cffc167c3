"""What an agent of the entrance taps, in French: why somebody came, and where they had looked.

Both lists are closed, and held to those of ``models.ReceptionCount`` by a test.
A form that counts has a number of its own, in which each reason counts once.
"""

import secrets
import time

# In milliseconds: within it, the same reason on the page that came is the finger's second touch.
SECOND_TOUCH = 600

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


def new_number(counted: str) -> str:
    """Return the number of a new form: its moment, and the reason whose count it answers."""
    return f"{_now()}.{counted}.{secrets.token_urlsafe(9)}"


def is_second_touch(number: str, reason: str) -> bool:
    """Tell whether a reason was touched on a page too new to have been read."""
    moment, counted, _ = [*number.split(".", 2), "", ""][:3]
    if not (counted and moment.isdecimal()):
        return False
    return reason == counted and _now() < int(moment[:15]) + SECOND_TOUCH


def _now() -> int:
    return int(time.time() * 1000)
