"""The places to turn to: the préfecture, its counters and helpers, as contact cards."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from procedures.engine.values.content import Source
from procedures.engine.values.department import Helper, Prefecture, Site

from . import formats
from .reading import Reading, Shown, original

SHOWN_HELPERS = 4
ADDRESS_ON_THE_WEB = re.compile(r"https?://[^\s)]+[^\s).,;]")
# The part « Site : https://… » of an address: the card has a link for it.
ONLY_AN_ADDRESS = re.compile(r"(?:^|(?<=\. ))[^.:]{0,30}:\s*https?://[^\s)]+[^\s).,;]\.?\s*$")


@dataclass(frozen=True, slots=True)
class Contact:
    """The values of components/contact_card.html. All but the name may be missing."""

    name: Shown
    kind: str = ""
    text: Shown = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    site: str = ""
    hours: list[str] = field(default_factory=list)
    languages: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Helpers:
    """The helpers to show at once, and those to show on demand: a long list helps nobody."""

    first: list[Contact]
    more: list[Contact]


def site_of(reading: Reading) -> str:
    """Return the préfecture's site, or the directory of préfectures if the site is not known."""
    return reading.department.prefecture.site or reading.rule_set.national.prefecture.site


def prefecture_name(reading: Reading) -> Shown:
    """Return the name of the person's préfecture, or words that suit any préfecture."""
    name = reading.department.prefecture.name or reading.rule_set.national.prefecture.name
    return reading.shown(name) or _("La préfecture de votre département")


def counters(reading: Reading, family: str) -> list[Contact]:
    """Return the counters for a family of procedures in the person's département.

    Without a counter, return the préfecture itself. Outside the départements of the catalogue,
    return nothing: the channel's card then links to the directory of préfectures.
    """
    department = reading.department
    if not reading.is_covered:
        return []
    arrondissement = reading.situation.state("arrondissement")
    found = [
        counter_contact(reading, site, department.prefecture)
        for site in department.sites
        if (not site.handles or family in site.handles)
        and (not site.arrondissements or arrondissement in site.arrondissements)
    ]
    return found or [prefecture_contact(reading, department.prefecture)]


def helpers(reading: Reading) -> Helpers:
    """Return the helpers nearby, then those for everybody."""
    departments = (reading.department, reading.rule_set.national)
    found = [helper_contact(reading, one) for each in departments for one in each.helpers]
    # A button that uncovers a single helper would not be worth pressing.
    cut = SHOWN_HELPERS if len(found) > SHOWN_HELPERS + 1 else len(found)
    return Helpers(found[:cut], found[cut:])


def first_address(text: str) -> str:
    """Return the first web address in a text, or an empty string."""
    match = ADDRESS_ON_THE_WEB.search(text)
    return match.group() if match else ""


def sureness(source: Source) -> str:
    """Return the warning about facts that nobody could confirm, or an empty string."""
    return _("À vérifier auprès de la préfecture.") if source.confidence == "low" else ""


def kind_names() -> dict[str, str]:
    """Return {kind of helper: its name in plain words}."""
    return {
        "association": _("Association"),
        "cada": _("Centre d’accueil de demandeurs d’asile (CADA)"),
        "centre_contact": _("Aide par téléphone"),
        "cidff": _("Centre d’information sur les droits des femmes et des familles (CIDFF)"),
        "defenseur_droits": _("Défenseur des droits"),
        "france_services": _("France services : aide pour les démarches en ligne"),
        "information": _("Information"),
        "mediation": _("Médiation"),
        "ofii": _("Office français de l’immigration et de l’intégration (OFII)"),
        "point_justice": _("Conseils juridiques gratuits"),
        "spada": _("Structure de premier accueil des demandeurs d’asile (SPADA)"),
        "tribunal": _("Tribunal administratif"),
        "universite": _("Accueil des étudiants"),
    }


def helper_contact(reading: Reading, helper: Helper) -> Contact:
    address = original(helper.address)
    return Contact(
        name=reading.shown(helper.name),
        kind=kind_names().get(helper.kind, ""),
        address=ONLY_AN_ADDRESS.sub("", address).strip(),
        phone=helper.phone,
        site=first_address(address),
        hours=formats.hours(helper.hours, reading.language),
        languages=formats.language_names(helper.languages, reading.language),
        note=_("À vérifier avant d’y aller.") if helper.source.confidence == "low" else "",
    )


def counter_contact(reading: Reading, site: Site, prefecture: Prefecture) -> Contact:
    address = original(site.address)
    return Contact(
        name=reading.shown(site.name),
        address=address,
        phone=site.phone,
        # A counter with the préfecture's telephone is the préfecture's own; two empty telephones
        # tell nothing.
        email=prefecture.email if site.phone and site.phone == prefecture.phone else "",
        site=first_address(address) or prefecture.site,
        hours=formats.hours(site.hours, reading.language),
        note=sureness(site.source),
    )


def prefecture_contact(reading: Reading, prefecture: Prefecture) -> Contact:
    return Contact(
        name=reading.shown(prefecture.name),
        address=original(prefecture.address),
        phone=prefecture.phone,
        email=prefecture.email,
        site=prefecture.site,
        note=sureness(prefecture.source),
    )
