"""The places to turn to: the préfecture, its counters and helpers, as contact cards."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from procedures.engine.evaluation import ProcedureResult
from procedures.engine.freshness import is_old_source
from procedures.engine.values.department import Helper, Prefecture, Site
from procedures.publishing.parts.channel_words import helper_kinds
from questionnaire.reports.addresses import PLACE, PREFECTURE, tell_url
from questionnaire.sheets.addresses import has_prefecture, prefecture_url

from . import formats, postal
from .authorities import prefecture_site
from .nearby import local_helpers
from .reading import Identity, Reading, Shown, cached_line, original
from .sureness import check_first

SHOWN_HELPERS = 3
# The readers of a decision, and where to contest it: no other contact is called about a letter.
BEFORE_A_JUDGE = ("point_justice", "association", "spada", "cidff", "tribunal")
# What is filed at none of these is contested before the administrative court of the préfecture.
OTHER_DOORS = frozenset(
    ("ministre", "tribunal_judiciaire", "commission_visas", "sous_directeur_visas")
)
BEFORE_ANOTHER = BEFORE_A_JUDGE[:-1]
# {stance, place or family: the kinds of helpers that fit, the fittest first}
FITTEST = {
    "se_proteger": ("cidff", "association", "point_justice"),
    "repondre": BEFORE_A_JUDGE,
    "faire_relire": ("point_justice", "association", "defenseur_droits"),
    "telephone": ("centre_contact",),
    "appeler": ("france_services", "association", "point_justice"),
    "etudes": ("universite", "france_services", "association"),
    "asile": ("spada", "association", "cada"),
    "protection": ("spada", "association", "cada"),
    "violences": ("cidff", "association", "point_justice"),
    "refus": BEFORE_A_JUDGE,
    "nationalite": ("france_services", "association", "point_justice"),
    "incertain": ("point_justice", "association", "france_services"),
}
USUAL = ("france_services", "association", "point_justice")
# {kind: the kind with a number that rings from another country}
FROM_ABROAD = {"point_justice": "point_justice_etranger"}
# The helpers of some people only, or by post only: never first for the others.
FOR_SOME = frozenset(("universite", "cada", "spada", "tribunal", "ofii", "cidff"))
# Legal advice: where an association or a lawyer is the door, no other contact is called.
ADVISES = ("point_justice", "association", "defenseur_droits", "cidff", "spada", "cada")
# The publisher of a web site is of no help before a judge, or in danger.
OF_A_SITE = "centre_contact"
WITHOUT_SITE = frozenset(
    FITTEST[one]
    for one in ("se_proteger", "repondre", "faire_relire", "violences", "refus", "incertain")
) | {BEFORE_ANOTHER}


@dataclass(frozen=True, slots=True)
class Contact:
    """The values of components/contact_card.html. All but the name may be missing.

    ``remark`` is what the address adds in words: the contact ``is_old`` if that is a doubt. What
    is not sure, or over 24 months old, has a ``check``, which stands before everything else.
    """

    name: Shown
    kind: str = ""
    text: Shown = ""
    address: str = ""
    remark: str = ""
    is_old: bool = False
    phone: str = ""
    email: str = ""
    site: str = ""
    hours: list[str] = field(default_factory=list)
    languages: str = ""
    check: str = ""
    tell_url: str = ""
    identity: Identity | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Helpers:
    """The helpers to show at once, and those to show on demand: a long list is of no help.

    ``page`` is the address where all of them stand, if the préfecture has such a page.
    """

    first: list[Contact]
    more: list[Contact]
    page: str = ""

    @property
    def brief(self) -> list[Contact]:
        """The first ones, without a doubt in brackets: what is to be checked stands before it."""
        return [
            replace(
                one,
                address=postal.DOUBT.sub("", one.address).strip(),
                remark=postal.IN_BRACKETS.sub("", one.remark) if one.is_old else one.remark,
                identity=None,
            )
            for one in self.first
        ]


def site_of(reading: Reading) -> str:
    """Return the préfecture's site, or the directory of préfectures if the site is not known."""
    own = reading.department.prefecture.site or prefecture_site(reading)
    return own or reading.rule_set.national.prefecture.site


def prefecture_name(reading: Reading) -> Shown:
    """Return the name of the person's préfecture, or words that suit any préfecture."""
    name = reading.department.prefecture.name or reading.rule_set.national.prefecture.name
    return reading.shown(name) or _("La préfecture de votre département")


def counters(reading: Reading, family: str) -> list[Contact]:
    """Return the counters for a family of procedures in the person's département.

    Without a counter, return the préfecture itself; outside the catalogue's départements, nothing.
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


def fit(result: ProcedureResult | None) -> tuple[str, ...]:
    """Return the kinds of helpers that fit a procedure, the fittest first."""
    if result is None:
        return USUAL
    stance = result.stance_name
    if result.place == "aide" and stance in ("appeler", "suivre", "en_retard"):
        # A person sent to an association or a lawyer calls one, however the card puts it.
        stance = "faire_relire"
    keys = (result.place, result.procedure.family, stance)
    kinds = next((FITTEST[key] for key in keys if key in FITTEST), USUAL)
    if result.place in ("aide", "avocat") and kinds not in (BEFORE_A_JUDGE, FITTEST["se_proteger"]):
        advises = [one for one in kinds if one in ADVISES and one != "point_justice"]
        return (*advises, "point_justice") if "spada" in advises else FITTEST["faire_relire"]
    if kinds == BEFORE_A_JUDGE and OTHER_DOORS & {one.step.place for one in result.steps}:
        kinds = BEFORE_ANOTHER
    channel = result.channel.channel
    if channel and channel.kind == "anef" and kinds not in WITHOUT_SITE and OF_A_SITE not in kinds:
        return (*kinds, OF_A_SITE)
    return kinds


def helpers(reading: Reading, kinds: Sequence[str] = USUAL) -> Helpers:
    """Return the helpers, three first: the nearest of each fitting kind, then the others.

    A helper with a telephone comes first. One that can be neither called nor visited is never among
    the first. Nor is a helper of others only, as an office for students.
    """
    before_a_judge = tuple(kinds) in (BEFORE_A_JUDGE, BEFORE_ANOTHER)
    left_out = {OF_A_SITE} if tuple(kinds) in WITHOUT_SITE else set()
    if tuple(kinds) == BEFORE_ANOTHER:
        left_out.add("tribunal")
    residence = reading.named("residence")
    abroad = reading.rule_set.renamed.value(residence, "etranger")
    if reading.situation.state(residence) == abroad:
        left_out.update(FROM_ABROAD)
        kinds = [FROM_ABROAD.get(kind, kind) for kind in kinds]
    else:
        left_out.update(FROM_ABROAD.values())
    both = (local_helpers(reading), reading.rule_set.national.helpers)
    own, national = ([one for one in found if one.kind not in left_out] for found in both)
    ranked = _one_of_each_kind_first(
        sorted(
            [(one, True) for one in own] + [(one, False) for one in national],
            key=lambda pair: (
                *_unfit(pair[0], kinds),
                kinds.index(pair[0].kind) if pair[0].kind in kinds else 0,
                not pair[1],
                is_old_source(pair[0].source, reading.today),
                postal.distance(reading.situation, original(pair[0].address)),
            ),
        ),
        kinds,
    )
    shown = [one for one in ranked if _can_be_reached(one)] or [
        one for one in ranked if postal.first_on_the_web(original(one.address))
    ]
    first = [one for one in shown if one.kind in kinds or one.kind not in FOR_SOME][:SHOWN_HELPERS]
    everywhere = next((one for one in national if one.phone and one.kind in kinds), None)
    if before_a_judge and everywhere and everywhere not in first:
        # A delay runs: a local number of 2019 may ring in vain, the national one answers.
        first = [*first[: SHOWN_HELPERS - 1], everywhere]
    return Helpers(
        [helper_contact(reading, one) for one in first],
        [helper_contact(reading, one) for one in shown if one not in first],
        _page_of_all(reading),
    )


def _unfit(helper: Helper, kinds: Sequence[str]) -> tuple[bool, ...]:
    """Return what puts a helper behind others, the gravest first."""
    fits = helper.kind in kinds
    return (
        # A person who files nothing on the site is not sent to its helpline first.
        helper.kind == OF_A_SITE and not fits,
        helper.kind in FOR_SOME and not fits,
        not fits,
        not helper.phone,
    )


def _one_of_each_kind_first(
    ranked: Sequence[tuple[Helper, bool]], kinds: Sequence[str]
) -> list[Helper]:
    """Return the helpers in their order, but the second of a kind after the first of the next."""
    met: Counter[tuple[str, bool]] = Counter()
    turns = []
    for place, (one, _local) in enumerate(ranked):
        turns.append((*_unfit(one, kinds), met[one.kind, bool(one.phone)], place))
        met[one.kind, bool(one.phone)] += 1
    return [ranked[turn[-1]][0] for turn in sorted(turns)]


def _can_be_reached(helper: Helper) -> bool:
    """Tell whether a helper has a telephone, or an address that says more than the town."""
    address = postal.ONLY_A_SITE.sub("", original(helper.address)).strip()
    return bool(helper.phone) or bool(address and postal.UNKNOWN not in address)


def _page_of_all(reading: Reading) -> str:
    """Return the address of every helper of the département, or an empty string."""
    page = prefecture_page(reading)
    return f"{page}#aide" if reading.is_covered and page else ""


def prefecture_page(reading: Reading) -> str:
    """Return the address of the person's préfecture on this site, or an empty string."""
    code = reading.situation.department
    return prefecture_url(code) if code and has_prefecture(code) else ""


def to_call(found: Helpers) -> Contact | None:
    """Return the first helper with a telephone, or ``None``."""
    return next((one for one in (*found.first, *found.more) if one.phone), None)


def helper_contact(reading: Reading, helper: Helper) -> Contact:
    check = check_first(reading, helper)
    return cached_line(reading, "helper", helper, lambda: _contact(reading, helper, check), check)


def _contact(reading: Reading, helper: Helper, check: str) -> Contact:
    address, remark = postal.parted(helper.address, reading.language)
    return Contact(
        name=reading.shown(helper.name),
        kind=helper_kinds().get(helper.kind, ""),
        address=postal.ONLY_A_SITE.sub("", address).strip(),
        remark=postal.ONLY_A_SITE.sub("", remark).strip(),
        is_old=postal.is_doubtful(helper.address),
        phone=helper.phone,
        site=postal.first_on_the_web(original(helper.address)),
        hours=formats.hours(helper.hours, reading.language),
        languages=formats.language_names(helper.languages, reading.language),
        check=check,
        identity=Identity(),
    )


def counter_contact(
    reading: Reading, site: Site, prefecture: Prefecture, part: str = ""
) -> Contact:
    address, remark = postal.parted(site.address, reading.language)
    return Contact(
        name=reading.shown(site.name),
        address=address,
        remark=remark,
        is_old=postal.is_doubtful(site.address),
        phone=site.phone,
        # A counter with the préfecture's telephone is the préfecture's own; two empty telephones
        # tell nothing.
        email=prefecture.email if site.phone and site.phone == prefecture.phone else "",
        site=postal.first_on_the_web(original(site.address)) or prefecture.site,
        hours=formats.hours(site.hours, reading.language),
        check=check_first(reading, site),
        tell_url=tell_url(reading, PLACE, site.id, part=part) if part else "",
    )


def prefecture_contact(reading: Reading, prefecture: Prefecture, part: str = "") -> Contact:
    address, remark = postal.parted(prefecture.address, reading.language)
    return Contact(
        name=reading.shown(prefecture.name),
        address=address,
        remark=remark,
        is_old=postal.is_doubtful(prefecture.address),
        phone=prefecture.phone,
        email=prefecture.email,
        site=prefecture.site,
        check=check_first(reading, prefecture),
        tell_url=tell_url(reading, PLACE, PREFECTURE, part=part)
        if part and prefecture.name
        else "",
    )
