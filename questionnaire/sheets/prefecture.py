"""The page of a préfecture: what the edition knows about it, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from procedures.engine.values.content import Source
from procedures.engine.values.department import Department, Notice, Override
from procedures.engine.values.procedure import Procedure
from procedures.publishing.departments import department_names
from procedures.publishing.parts.channel_words import family_titles
from questionnaire.result.authorities import Competence, competences, prefecture_site
from questionnaire.result.papers import About, PaperGroup
from questionnaire.result.places import (
    Contact,
    counter_contact,
    helper_contact,
    prefecture_contact,
)
from questionnaire.result.reading import Reading, Shown, in_force
from questionnaire.result.reasons import ShownSource, shown_sources
from questionnaire.result.sureness import sureness

from .addresses import prefecture_url
from .filing import FamilyFiling, ShownWait, filing_by_family, shown_waits
from .listing import ListedProcedure, listed
from .local_papers import LocalPaper, added, dropped
from .procedure import documents


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """An announcement in force. ``about`` names its families, if it is not for all."""

    text: Shown
    about: Shown
    check: str = ""


@dataclass(frozen=True, slots=True)
class ShownOverride:
    """What the préfecture asks or says differently from the national list."""

    procedure: ListedProcedure
    notes: Shown
    documents: list[PaperGroup]
    more: list[LocalPaper]
    less: list[LocalPaper]
    check: str


@dataclass(frozen=True, slots=True)
class PrefecturePage:
    """The values of templates/questionnaire/sheets/prefecture.html.

    If the catalogue lacks the département (``covered`` is false), the page has its name, who is
    competent there, what is the same everywhere, and a link to the national directory.
    """

    code: str
    name: Shown
    title: Shown
    covered: bool
    directory: str
    contact: Contact | None
    notices: list[ShownNotice]
    sites: list[Contact]
    competences: list[Competence]
    site: str
    filing: list[FamilyFiling]
    waits: list[ShownWait]
    national_waits: list[ShownWait]
    overrides: list[ShownOverride]
    helpers: list[Contact]
    sources: list[ShownSource]


@dataclass(frozen=True, slots=True)
class ListedPrefecture:
    code: str
    name: Shown
    url: str


def prefecture_page(reading: Reading, code: str) -> PrefecturePage:
    """Return the page of one of the 101 départements."""
    rule_set = reading.rule_set
    covered = code in rule_set.departments
    department = rule_set.departments.get(code, Department(code))
    prefecture = department.prefecture
    name = _name(reading, code, department)
    return PrefecturePage(
        code=code,
        name=name,
        title=reading.shown(prefecture.name) or _("Votre préfecture"),
        covered=covered,
        directory=rule_set.national.prefecture.site,
        contact=prefecture_contact(reading, prefecture, code) if prefecture.name else None,
        notices=_notices(reading, department),
        sites=[counter_contact(reading, one, prefecture, code) for one in department.sites],
        competences=competences(reading, code, covered=covered),
        site=prefecture.site or prefecture_site(reading, code),
        filing=filing_by_family(reading, code),
        waits=shown_waits(reading, department.waiting_times),
        national_waits=shown_waits(reading, rule_set.national.waiting_times),
        overrides=_overrides(reading, department),
        helpers=[
            helper_contact(reading, one)
            for each in (department, rule_set.national)
            for one in each.helpers
        ],
        sources=shown_sources(reading, _sources(department)),
    )


def prefectures(reading: Reading) -> tuple[list[ListedPrefecture], list[ListedPrefecture]]:
    """Return (départements whose local facts are known, other départements)."""
    known: list[ListedPrefecture] = []
    others: list[ListedPrefecture] = []
    for code in department_names():
        department = reading.rule_set.departments.get(code)
        line = ListedPrefecture(
            code, _name(reading, code, department or Department(code)), prefecture_url(code)
        )
        (known if department else others).append(line)
    return known, others


def prefecture_name(reading: Reading, code: str) -> Shown:
    """Return the name of a préfecture, or of its département if the catalogue lacks it."""
    held = reading.rule_set.departments.get(code, Department(code))
    return reading.shown(held.prefecture.name) or _name(reading, code, held)


def _name(reading: Reading, code: str, department: Department) -> Shown:
    """Return the name of a département, from the catalogue or from the national list."""
    return reading.shown(department.name or {"fr": department_names().get(code, code)})


def notices_ahead(reading: Reading, code: str) -> list[Notice]:
    """Return the announcements in force of today or of days to come, the soonest first."""
    department = reading.rule_set.departments.get(code, Department(code))
    ahead = [one for one in _in_force(reading, department) if one.is_ahead(reading.today)]
    return sorted(ahead, key=lambda one: one.start or reading.today)


def shown_in(language: str, notice: Notice) -> ShownNotice:
    """Return an announcement as it stands among other languages: its title is in its own, too."""
    with override(language):
        about = concerned(notice)
    return ShownNotice(
        {"text": notice.text[language], "lang": language},
        {"text": about, "lang": language} if about else "",
    )


def concerned(notice: Notice) -> str:
    """Return the titles of the families that an announcement is for; nothing if it is for all."""
    titles = family_titles()
    return " · ".join(words for family, words in titles.items() if family in notice.families)


def _in_force(reading: Reading, department: Department) -> list[Notice]:
    both = (*department.notices, *reading.rule_set.national.notices)
    return [one for one in both if one.is_shown(reading.today)]


def _notices(reading: Reading, department: Department) -> list[ShownNotice]:
    """Return the announcements in force: a closure first, for what always holds hides it."""
    first = notices_ahead(reading, department.code)
    others = [one for one in _in_force(reading, department) if one not in first]
    return [
        ShownNotice(reading.shown(one.text), concerned(one), sureness(reading, one))
        for one in (*first, *others)
    ]


def _overrides(reading: Reading, department: Department) -> list[ShownOverride]:
    procedures: Mapping[str, Procedure] = reading.rule_set.procedures
    found = [
        _override(reading, department, one, procedures[one.procedure])
        for one in department.overrides.values()
        if one.procedure in procedures
    ]
    return [one for one in found if one.notes or one.more or one.less]


def _override(
    reading: Reading, department: Department, one: Override, procedure: Procedure
) -> ShownOverride:
    return ShownOverride(
        listed(reading, procedure),
        reading.shown(one.notes),
        documents(
            reading,
            in_force(reading, one.add_documents),
            About(procedure, department.code),
        ),
        added(reading, one),
        dropped(reading, procedure, one),
        sureness(reading, one),
    )


def _sources(department: Department) -> list[Source]:
    overrides = department.overrides.values()
    return [
        department.prefecture.source,
        *(one.source for one in department.sites),
        *(one.source for one in department.channels),
        *(one.source for one in overrides),
        *(one.source for one in department.helpers),
    ]
