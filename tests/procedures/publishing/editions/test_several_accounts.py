"""Acts of several accounts in any order, through the functions that their pages call.

Whoever holds a part publishes any valid change of it alone, and never changes another; what is
planned takes effect on its day, unless it is cancelled.
"""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from random import Random
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from procedures.exchange import load_into_database
from procedures.models import (
    NATIONAL,
    Channel,
    Edition,
    Fee,
    Notice,
    Procedure,
    Question,
    Site,
)
from procedures.publishing import confirming
from procedures.publishing.content import content_now
from procedures.publishing.editions import in_memory, one_notice, planned, proposed, publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.in_force import (
    CANCELLED,
    IN_FORCE,
    PARIS,
    PAST,
    PLANNED,
    REPLACED,
    SUSPENDED,
)
from procedures.publishing.editions.orders import PLANNED as AS_PLANNED
from procedures.publishing.editions.orders import PUBLISHED as AS_PUBLISHED
from procedures.publishing.editions.publisher import NotPublishable
from procedures.publishing.parts.changes import changed
from procedures.publishing.parts.items import items_of
from procedures.rights import Rights
from tests import factories
from tests.procedures.engine.examples import SEED, share_of

START = datetime(2026, 12, 1, 12, tzinfo=PARIS)
PARTS = (NATIONAL, "82", "34")
COMMUNES = {"82": "82121", "34": "34172"}
# {what somebody edits: (whose it is, the model, its row, the column, the values)}
KINDS = ("anef", "postal", "email")
WORDS = ("Un", "Deux", "Trois")
ENTRIES = {
    "carte": (NATIONAL, Procedure, {"key": "carte"}, "title_fr", WORDS),
    "question": (NATIONAL, Question, {"key": "etudiant"}, "text_fr", WORDS),
    "tarif": (NATIONAL, Fee, {"key": "taxe"}, "label_fr", WORDS),
    "canal 82": ("82", Channel, {"department__code": "82"}, "kind", KINDS),
    "lieu 82": ("82", Site, {"department__code": "82"}, "name_fr", WORDS),
    "canal 34": ("34", Channel, {"department__code": "34"}, "kind", KINDS),
}

# How often each act is drawn.
ACTS = {
    "publish": 4,
    "plan": 5,
    "edit": 1,
    "propose": 1,
    "announce": 1,
    "cancel": 1,
    "restore": 1,
    "wait": 1,
}


@pytest.fixture
def accounts(db):
    """Somebody who writes and publishes each part, and the catalogue that is in force."""
    people = {}
    with mock.patch.object(timezone, "now", return_value=START):
        load_into_database(catalogue())
        publisher.publish(note="Ouverture")
        for part in PARTS:
            people[part] = factories.make_membership(part, "publication").user
    return people


def catalogue():
    def procedure(name, rank):
        about = {"family": "etudes", "track": name, "rank": rank, "title": name.capitalize()}
        return {"id": name, "when": {"etudiant": True}, "costs": [{"fee": "taxe"}], **about}

    def person(code):
        answers = {"commune": COMMUNES[code], "etudiant": True}
        about = {"id": f"p{code}", "file": "essais", "persona": f"P{code}.", "answers": answers}
        # The strictest one: it expects what a département decides.
        return about | {"expect": {"of": "carte", "channel": "anef"}}

    def department(code):
        sites = [{"id": "accueil", "name": "Accueil"}]
        return {"code": code, "channels": [{"id": "anef", "kind": "anef"}], "sites": sites}

    commune = {"key": "commune", "kind": "commune", "text": "Où ?", "allow_unknown": True}
    return {
        "questions": [commune, {"key": "etudiant", "kind": "yes_no", "text": "Étudiant ?"}],
        "fees": [
            {"id": "taxe", "label": "Taxe", "amounts": [{"from": "2026-01-01", "amount": 50}]}
        ],
        "procedures": [procedure("carte", 1), procedure("visa", 2)],
        "departments": {code: department(code) for code in COMMUNES},
        "cases": [person(code) for code in COMMUNES],
    }


class Desk:
    """The database, the hour that it is, and what each account tries there.

    Each act returns the parts of whoever does it. It is mostly whoever holds what the act is about;
    sometimes somebody else, who is refused.
    """

    def __init__(self, accounts, draw):
        self.accounts, self.draw, self.now = accounts, draw, START
        self.done = Counter()

    def rights(self, who):
        """Read the memberships of an account, as a page does with the lock held."""
        return Rights(get_user_model().objects.get(pk=self.accounts[who].pk))

    def try_to(self, name, codes, act, asked="permitted", **about):
        """Do an act on parts; it is refused if, and only if, one is another account's."""
        holder = next((code for code in PARTS if code in codes), NATIONAL)
        who = self.draw.choice([holder, holder, holder, holder, *PARTS])

        def may(changed=codes):
            return all(self.rights(who).may_publish(code) for code in changed)

        before, about = public(), {"author": self.accounts[who], asked: may, **about}
        if codes <= {who}:
            act(**about)
            self.done[name] += 1
        else:
            with pytest.raises(NotPublishable):
                act(**about)
            assert public() == before
            self.done["refusal"] += 1
        return {who}

    def edit(self):
        return {self._edit()}

    def _edit(self):
        part, model, row, column, values = ENTRIES[self.draw.choice(sorted(ENTRIES))]
        writers = {code for code in PARTS if self.rights(code).may_edit(part, model)}
        assert writers == {part}
        found = model.objects.get(**row)
        setattr(found, column, self.draw.choice(values))
        found.save()
        return part

    def publish(self, day=None):
        part = self._edit()
        base = editions.in_force_on(day)
        asked = []
        if part != NATIONAL:
            candidate = publisher.candidate_of(editions.contents_of(base), part)
            asked = confirming.questions(candidate, part, day or timezone.localdate(), base)
        said = self.draw.choice([confirming.MEANT, confirming.MEANT, confirming.NOT_MEANT])
        plans = editions.of_state(PLANNED)
        word = self.draw.choice([AS_PLANNED, AS_PUBLISHED])
        about = {
            "only": part,
            "takes_effect_on": day,
            "answers": {one.key: said for one in asked},
            "chosen": {one.number: word for one in plans},
        }
        name = "publish" if day is None else "plan"
        return self.try_to(name, {part}, publisher.publish, **about)

    def plan(self):
        return self.publish(timezone.localdate() + timedelta(days=self.draw.randint(1, 5)))

    def propose(self):
        who = self.draw.choice(PARTS)
        waiting = changed(public()[who], content_now().by_part[who])
        entries = [proposed.entry_of(one, one.name, "modification") for one in waiting]
        if entries:
            proposed.propose(who, entries, author=self.accounts[who])
            self.done["propose"] += 1
        return set()

    def announce(self):
        code, day = self.draw.choice(sorted(COMMUNES)), timezone.localdate()
        notice = Notice.objects.create(
            department=factories.make_department(code),
            text_fr="Fermé.",
            starts_on=day,
            ends_on=day + timedelta(days=3),
        )
        return self.try_to("announce", {code}, partial(one_notice.publish_notice, notice))

    def cancel(self):
        rows = editions.of_state(PLANNED)
        if not rows:
            return set()
        row = self.draw.choice(rows)
        return self.try_to("cancel", parts_of(row), partial(planned.cancel, row.number))

    def restore(self):
        rows = editions.of_state(PAST)
        if not rows:
            return set()
        row = self.draw.choice(rows)
        codes = editions.parts_that_differ(row, editions.in_force_now())
        only = codes & {self.draw.choice(PARTS)} if self.draw.random() < 0.5 else None
        act = partial(publisher.restore, row.number, only=only)
        return self.try_to("restore", codes if only is None else only, act, "allow")

    def wait(self):
        self.now += timedelta(days=self.draw.randint(1, 2))
        return set(PARTS)


def parts_of(edition):
    return {part.code for part in planned.parts_of(edition)}


def public():
    """Return what the public reads, part by part."""
    return editions.contents_of(editions.in_force_now())


def entries_between(before, after):
    """Return (part, section, name) of each entry that two contents do not have alike."""
    was, now = named(before), named(after)
    return {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}


def named(contents):
    return {
        (code, section, name): item.content
        for code, part in contents.items()
        for section, listed in items_of(part).items()
        for name, item in listed
    }


def test_acts_in_any_order(accounts):
    done = Counter()
    for index in range(share_of(20)):
        draw = Random(f"{SEED}-{index}")  # noqa: S311 - acts, no secret.
        desk, told = Desk(accounts, draw), []
        in_memory.hold(None)
        with mock.patch.object(timezone, "now", lambda desk=desk: desk.now), transaction.atomic():
            for name in draw.choices(list(ACTS), [*ACTS.values()], k=14):
                told.append(name)
                before, states = public(), editions.states()
                look_at(told, getattr(desk, name)(), before, states)
            transaction.set_rollback(True)
        done += desk.done
    # It would hold if nobody did anything.
    assert done["publish"] + done["plan"], done


def look_at(told, own, before, states):
    """Nobody's act changed another's part, nor stopped what is planned."""
    now = editions.states()
    assert {part for part, *_ in entries_between(before, public())} <= own
    assert SUSPENDED not in now.values(), told
    # Each plan still waits for its day, made again or not; only cancelling ends one before.
    for edition in Edition.objects.filter(number__in=[n for n in states if states[n] == PLANNED]):
        number = edition.number
        ahead = edition.takes_effect_on > timezone.localdate()
        assert now[number] in ((PLANNED, REPLACED, CANCELLED) if ahead else (IN_FORCE, PAST))
