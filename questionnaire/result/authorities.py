"""Who decides, who judges and who receives, for the département of a person or of a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from procedures.engine.authorities import EVERYWHERE, competent, is_contact_old
from procedures.engine.values.authorities import JUDGES, PREFECTURE, SUB_PREFECTURE, Authority

from .reading import Reading

REGISTRY = "greffe_nationalite"


@dataclass(frozen=True, slots=True)
class ShownAuthority:
    """An authority, whose name and address stay in French. ``check`` is said before the address."""

    name: str
    scope: str
    address: str
    phone: str
    email: str
    check: str


@dataclass(frozen=True, slots=True)
class Competence:
    """What is decided, and by whom. With no authority, the préfecture is to be asked."""

    task: str
    authorities: list[ShownAuthority]


def tasks() -> dict[str, str]:
    """Return {kind: what such an authority does}, in the order in which pages tell it."""
    return {
        PREFECTURE: _("Titre de séjour"),
        SUB_PREFECTURE: _("Sous-préfectures : demandez si elles reçoivent les étrangers"),
        "guda": _("Asile : enregistre la demande"),
        "ofii": _("Office français de l’immigration et de l’intégration"),
        "plateforme_naturalisation": _("Naturalisation et déclaration par mariage"),
        REGISTRY: _("Certificat de nationalité et autres déclarations"),
        "ta": _("Juge les décisions de la préfecture"),
        "caa": _("Juge l’appel, ensuite"),
        "ta_visas_nationalite": _(
            "Juge les refus de visa et de naturalisation, dans toute la France"
        ),
        "tj_nationalite": _("Juge la nationalité française, avec un avocat"),
    }


def competences(reading: Reading, code: str, *, covered: bool = False) -> list[Competence]:
    """Return who is competent in a département; nothing if the catalogue lists no authority.

    The page of a covered département has its own counters: they are not listed twice.
    """
    if not reading.rule_set.authorities:
        return []
    left_out = (PREFECTURE, SUB_PREFECTURE) if covered else ()
    return [
        Competence(task, authorities(reading, kind, code))
        for kind, task in tasks().items()
        if kind not in left_out
    ]


def authorities(
    reading: Reading, kind: str, code: str, arrondissement: str = ""
) -> list[ShownAuthority]:
    found = competent(reading.rule_set, kind, code, arrondissement)
    return [shown(reading, one) for one in found]


def of_the_person(reading: Reading, kind: str) -> Competence | None:
    """Return to whom a step goes that names a kind, for the commune of a person if it is known."""
    situation = reading.situation
    arrondissement = situation.state("arrondissement")
    found = authorities(
        reading,
        kind,
        situation.department or EVERYWHERE,
        arrondissement if isinstance(arrondissement, str) else "",
    )
    if not found:
        return None
    if kind in JUDGES:
        return Competence(_("En général. Si la lettre dit un autre tribunal, suivez-la :"), found)
    return Competence(_("Pour ce département :"), found)


def prefecture_site(reading: Reading, code: str = "") -> str:
    """Return the site of the préfecture of a département, else of the person's, or nothing."""
    department = code or reading.situation.department or EVERYWHERE
    found = competent(reading.rule_set, PREFECTURE, department)
    return found[0].site if found else ""


def shown(reading: Reading, one: Authority) -> ShownAuthority:
    dated = one.address or one.phone
    old = dated and is_contact_old(one, reading.today)
    return ShownAuthority(
        name=one.name,
        scope=one.scope,
        address=one.address,
        phone=one.phone,
        email=one.email,
        check=_("Vérifiez d’abord :") if old else "",
    )
