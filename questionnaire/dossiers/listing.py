"""The list of dossiers: found, filtered and sorted in memory, once their cards are opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from procedures.engine.schema.texts import in_language
from procedures.engine.values.rules import RuleSet
from procedures.publishing.departments import department_names
from procedures.publishing.spelling import bare
from questionnaire.models import Dossier, Member
from questionnaire.result.calendar import Reminder
from questionnaire.result.urgency import Urgency

from .access import LANGUAGE
from .content import DossierCard
from .days import LABELS, first_words
from .following import STAGES, Stage, current, stage_of, words_of
from .forms import PlainForm
from .upkeep import NOTICE, ends_at

PAGE = 50
DAYS = {"7": 7, "30": 30, "90": 90}
FAR = date.max
URGENCIES = list(Urgency)
# {why dossiers cannot wait: the words after their count}
COUNTED = {
    Urgency.TODAY: "à traiter aujourd’hui",
    Urgency.UNDATED: "où une date manque",
    Urgency.LATE: "en retard",
}


@dataclass(frozen=True, slots=True)
class ListedDossier:
    """A line of the list: a dossier, its card, its next day, and its ``words`` on a day.

    ``urgencies`` tell why it cannot wait, the most urgent first; the words begin with them.
    """

    dossier: Dossier
    card: DossierCard
    next: Reminder | None
    urgencies: list[Urgency]
    words: list[str]
    place: str

    @property
    def marks(self) -> list[str]:
        """What the list marks it with."""
        given = self.dossier.handed_by
        return [
            *(LABELS[one] for one in self.urgencies),
            *([f"Transmis par {given}"] if given else []),
        ]

    @property
    def holders(self) -> set[str]:
        """What the filter of holders finds it by."""
        holder = str(self.dossier.holder_id or "none")
        return {holder, f"handed-{holder}"} if self.dossier.handed_by_id else {holder}

    @property
    def stage(self) -> Stage:
        return stage_of(current(self.card.requests))

    @property
    def followed(self) -> list[str]:
        """What happened to the request, in words."""
        return words_of(current(self.card.requests))

    @property
    def changed_on(self) -> date | None:
        return date.fromisoformat(self.card.changed_on) if self.card.changed_on else None


class SearchedList(PlainForm):
    """What is looked for. It travels in the body: no reference is in an address."""

    q = forms.CharField(
        label="Référence, famille, démarche ou note", required=False, max_length=100
    )
    procedure = forms.ChoiceField(label="Démarche", required=False)
    department = forms.ChoiceField(label="Département", required=False)
    holder = forms.ChoiceField(label="Suivi par", required=False)
    within = forms.ChoiceField(
        label="Prochaine date",
        required=False,
        choices=[
            ("", "Toutes"),
            *((str(one), LABELS[one]) for one in Urgency),
            ("7", "Dans 7 jours"),
            ("30", "Dans 30 jours"),
            ("90", "Dans 90 jours"),
            ("none", "Aucune date"),
        ],
    )
    stage = forms.ChoiceField(
        label="Demande", required=False, choices=[("", "Toutes"), *STAGES.items()]
    )
    changed = forms.ChoiceField(
        label="Résultat changé",
        required=False,
        choices=[
            ("", "Tous les dossiers"),
            ("any", "Changé, pas encore lu"),
            ("7", "Changé depuis 7 jours"),
            ("30", "Changé depuis 30 jours"),
        ],
    )
    sort = forms.ChoiceField(
        label="Trier par",
        required=False,
        choices=[
            ("", "Prochaine date"),
            ("saved", "Dernier enregistrement"),
            ("reference", "Référence"),
            ("changed", "Dernier changement"),
        ],
    )

    def __init__(self, data: Any, listed: Iterable[ListedDossier], rules: RuleSet, member: Member):
        super().__init__(data)
        self.handed = f"handed-{member.pk}"
        listed = list(listed)
        procedures = {key for one in listed for key in one.card.procedures}
        departments = {one.card.department for one in listed} - {""}
        holders = {
            one.dossier.holder.pk: one.dossier.holder for one in listed if one.dossier.holder
        }
        named = sorted((_title(rules, key), key) for key in procedures)
        self.fields["procedure"].choices = [("", "Toutes"), *((key, name) for name, key in named)]
        self.fields["department"].choices = [
            ("", "Tous"),
            *((code, department_in_words(code)) for code in sorted(departments)),
        ]
        self.fields["holder"].choices = [
            ("", "Tous les membres"),
            (self.handed, "Transmis à moi, pas encore ouvert"),
            *((str(pk), str(holder)) for pk, holder in sorted(holders.items())),
            ("none", "Aucun membre"),
        ]

    @property
    def narrowed(self) -> bool:
        """Whether a filter or an order is asked for: then they stay in sight."""
        return any(self.data.get(name) for name in self.fields if name != "q")

    def chosen(self, listed: Iterable[ListedDossier], today: date) -> list[ListedDossier]:
        """Return the lines that are looked for, sorted. What is no choice asks for nothing."""
        asked = self._asked()
        wanted = [one for one in listed if _fits(one, asked, today)]
        return sorted(wanted, key=lambda one: _order(one, asked.get("sort", ""), today))

    def left_out(self, listed: Iterable[ListedDossier], why: Urgency, today: date) -> int:
        """Return how many dossiers that cannot wait only the filter of days leaves out of the list.

        Who looks for the days to come must not lose sight of them.
        """
        asked = self._asked()
        urgent = {**asked, "within": str(why)}
        return sum(_fits(one, urgent, today) and not _fits(one, asked, today) for one in listed)

    def _asked(self) -> dict[str, str]:
        self.is_valid()
        return self.cleaned_data if self.is_bound else {}


def listed_of(cards: Iterable[tuple[Dossier, DossierCard]], today: date) -> list[ListedDossier]:
    return [_listed(dossier, card, today) for dossier, card in cards]


def _listed(dossier: Dossier, card: DossierCard, today: date) -> ListedDossier:
    return ListedDossier(
        dossier,
        card,
        next=next(iter(card.coming(today)), None),
        urgencies=card.urgencies(today),
        words=first_words(card, today),
        place=department_in_words(card.department),
    )


@dataclass(frozen=True, slots=True)
class UrgentCount:
    """How many dossiers of a list cannot wait for a reason, and how many a filter leaves out."""

    why: Urgency
    count: int
    hidden: int = 0

    @property
    def words(self) -> str:
        count = self.hidden or self.count
        return f"{count} dossier{'s' if count > 1 else ''} {COUNTED[self.why]}"


def urgent_counts(
    listed: Iterable[ListedDossier], today: date, form: SearchedList | None = None
) -> list[UrgentCount]:
    """Return the counts of dossiers that cannot wait, the most urgent reason first."""
    listed = list(listed)
    found = [(why, [one for one in listed if why in one.urgencies]) for why in Urgency]
    return [
        UrgentCount(why, len(those), form.left_out(listed, why, today) if form else 0)
        for why, those in found
        if those
    ]


def department_in_words(code: str) -> str:
    """Return « Hérault (34) », or an empty string without a département."""
    name = department_names().get(code)
    return f"{name} ({code})" if name else code


def first_urgent(listed: Iterable[ListedDossier], why: Urgency, today: date) -> list[ListedDossier]:
    """Return the dossiers that cannot wait for a reason, the longest since first."""
    return sorted(
        (one for one in listed if why in one.urgencies), key=lambda one: _since(one, today)
    )


def latest_changed(listed: Iterable[ListedDossier]) -> list[ListedDossier]:
    """Return the dossiers whose answer changed, the latest first."""
    changed = sorted((one for one in listed if one.changed_on), key=lambda one: one.card.reference)
    return sorted(changed, key=lambda one: one.card.changed_on, reverse=True)


def _since(one: ListedDossier, today: date) -> tuple[date, bool]:
    """Return what orders dossiers that cannot wait: the last day that has passed, then today's.

    Who missed no known day, or has no procedure yet, comes after who has.
    """
    passed = [*one.card.missed(today), *one.card.due(today)]
    is_dated = one.card.ends_on(today) or bool(one.card.undated and one.card.procedures)
    return min((found.day for found in passed), default=today), not is_dated


def ending_soon(listed: Iterable[ListedDossier]) -> list[ListedDossier]:
    """Return the dossiers that will soon be deleted if they stay unopened, the first one first."""
    soon = timezone.now() + NOTICE
    found = [one for one in listed if ends_at(one.dossier) <= soon]
    return sorted(found, key=lambda one: ends_at(one.dossier))


def _title(rules: RuleSet, key: str) -> str:
    procedure = rules.procedures.get(key)
    return in_language(procedure.title, LANGUAGE) if procedure else key


def _fits(one: ListedDossier, asked: dict[str, str], today: date) -> bool:
    card = one.card
    words = bare(asked.get("q", ""))
    if words and words not in bare(f"{card.reference} {card.title} {card.note} {card.family}"):
        return False
    if asked.get("procedure") and asked["procedure"] not in card.procedures:
        return False
    if asked.get("department") and asked["department"] != card.department:
        return False
    if asked.get("stage") and asked["stage"] != one.stage:
        return False
    if asked.get("holder") and asked["holder"] not in one.holders:
        return False
    return _fits_days(one, asked, today)


def _fits_days(one: ListedDossier, asked: dict[str, str], today: date) -> bool:
    within, changed = asked.get("within", ""), asked.get("changed", "")
    if within in URGENCIES and within not in one.urgencies:
        return False
    if within == "none" and (one.next or one.urgencies):
        return False
    if within in DAYS and not (one.next and one.next.day <= today + timedelta(DAYS[within])):
        return False
    if changed and not one.changed_on:
        return False
    since = today - timedelta(DAYS.get(changed, 0))
    return not (changed in DAYS and one.changed_on and one.changed_on < since)


def _order(one: ListedDossier, sort: str, today: date) -> tuple[Any, ...]:
    saved = -one.dossier.saved_at.timestamp()
    if sort == "saved":
        return (saved,)
    if sort == "reference":
        return (bare(one.card.reference),)
    if sort == "changed":
        return (-one.changed_on.toordinal() if one.changed_on else 0, saved)
    if one.urgencies:
        return (URGENCIES.index(one.urgencies[0]), _since(one, today), saved)
    return (len(URGENCIES), one.next.day if one.next else FAR, saved)


def members_to_hand_to(member: Member, dossier: Dossier) -> list[Member]:
    """Return the members who may take a dossier over: all but its holder."""
    every = member.organisation.members.select_related("account")
    return [one for one in every if one.pk != dossier.holder_id]
