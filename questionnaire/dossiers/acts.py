"""The journal of dossiers, for the administration of an association: who did what, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from questionnaire.models import LoggedAct, Member, Organisation

from .sealing import OrganisationCipher, cipher_of

A_PAGE = 50
OWNER = "acte"


class DossierAct(StrEnum):
    """What somebody did. The values are stored."""

    OPENED = "opened"
    SAVED = "saved"
    REOPENED = "reopened"
    GIVEN = "given"
    HANDED_OVER = "handed_over"
    EXPORTED = "exported"
    DELETED = "deleted"
    EXPIRED = "expired"
    INVITED = "invited"
    WITHDRAWN = "withdrawn"
    JOINED = "joined"
    NOT_JOINED = "not_joined"
    REMOVED = "removed"
    PROMOTED = "promoted"
    DEMOTED = "demoted"
    LET_BACK = "let_back"
    PASSWORD = "password"  # noqa: S105 - the name of an act
    FACTOR = "factor"
    LINKED = "linked"
    UNLINKED = "unlinked"


WORDS = {
    DossierAct.OPENED: "a ouvert",
    DossierAct.SAVED: "a enregistré",
    DossierAct.REOPENED: "a rouvert les réponses de",
    DossierAct.GIVEN: "a donné à la personne la liste de",
    DossierAct.HANDED_OVER: "a transmis",
    DossierAct.EXPORTED: "a exporté",
    DossierAct.DELETED: "a supprimé",
    DossierAct.EXPIRED: "dossier effacé après 12 mois sans ouverture :",
    DossierAct.INVITED: "a invité",
    DossierAct.WITHDRAWN: "a annulé l’invitation de",
    DossierAct.JOINED: "a rejoint l’association",
    DossierAct.NOT_JOINED: "Un lien n’a pas pu servir pour",
    DossierAct.REMOVED: "a retiré",
    DossierAct.PROMOTED: "a donné l’administration de l’association à",
    DossierAct.DEMOTED: "a repris l’administration de l’association à",
    DossierAct.LET_BACK: "reçoit de l’administrateur du site un lien pour un nouveau mot de passe",
    DossierAct.PASSWORD: "a donné un lien pour un nouveau mot de passe à",
    DossierAct.FACTOR: "a retiré le second facteur de",
    DossierAct.LINKED: "a créé le lien de son calendrier",
    DossierAct.UNLINKED: "a fermé le lien de son calendrier",
}


@dataclass(frozen=True, slots=True)
class ShownAct:
    """A line of the journal. ``times`` is how often it was done that day, last at ``at``."""

    at: datetime
    who: str
    words: str
    about: str
    act: DossierAct
    times: int = 1


def note(organisation: Organisation, who: Member | None, act: DossierAct, about: str = "") -> None:
    """Note an act, sealed with the key of the association."""
    data = {"who": str(who) if who else "", "act": act, "about": about}
    LoggedAct.objects.create(
        organisation=organisation, sealed=cipher_of(organisation).sealed(data, OWNER)
    )


def by_day(acts: Iterable[ShownAct]) -> list[ShownAct]:
    """Return acts, of which those that open one dossier on one day, by one member, are one line."""
    found: dict[object, ShownAct] = {}
    for one in acts:
        day = timezone.localtime(one.at).date()
        key: object = (day, one.who, one.about) if one.act is DossierAct.OPENED else len(found)
        first = found.get(key)
        found[key] = replace(first, times=first.times + 1) if first else one
    return list(found.values())


def every_act(organisation: Organisation, cipher: OrganisationCipher) -> Iterator[ShownAct]:
    """Yield every act that the journal keeps, the latest first."""
    for row in organisation.acts.iterator(chunk_size=2_000):
        yield _shown(row, cipher)


def _shown(row: LoggedAct, cipher: OrganisationCipher) -> ShownAct:
    fields = cipher.opened(row.sealed, OWNER)
    act = DossierAct(fields["act"])
    return ShownAct(row.at, fields["who"], WORDS[act], fields["about"], act)
