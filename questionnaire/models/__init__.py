"""What the questionnaire stores for those who ask for it; no other visitor has a row here."""

from .associations import Invitation, LoggedAct, Member, Organisation
from .dossiers import Dossier
from .short_codes import MissedCodes, ShortCode

__all__ = [
    "Dossier",
    "Invitation",
    "LoggedAct",
    "Member",
    "MissedCodes",
    "Organisation",
    "ShortCode",
]
