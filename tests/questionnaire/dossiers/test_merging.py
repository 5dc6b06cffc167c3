"""Two members on one dossier: nothing that one of them wrote is lost, on either database."""

import re
import threading

import pytest
from cryptography.fernet import Fernet
from django.db import connection, connections

from procedures.publishing.editions.in_memory import using
from questionnaire.dossiers import content as content_module
from questionnaire.dossiers.content import (
    DossierCard,
    DossierContent,
    change,
    save,
)  # fmt: skip
from questionnaire.dossiers.invitations import create_organisation
from questionnaire.dossiers.merging import BOTH_NOTES, ShownVersion
from questionnaire.dossiers.sealing import OrganisationCipher, cipher_of
from questionnaire.models import Dossier

from .conftest import opened, plain, reopened, version_in
from .test_reviewing import with_papers

LOCK = OrganisationCipher(Fernet.generate_key())


@pytest.mark.parametrize(
    ("shown", "sent", "now", "kept"),
    [
        ("", "a", "", ("a", False)),
        ("a", "b", "a", ("b", False)),
        ("a", "a", "b", ("b", False)),
        ("a", "b", "b", ("b", False)),
        ("a", "b", "c", ("c\n\nb", True)),
        ("", "b", "c", ("c\n\nb", True)),
        ("a", "", "c", ("c", True)),
        ("a", "b", "", ("b", False)),
        ("", "c, puis b", "c", ("c, puis b", True)),
        ("", "b", "c\n\nb", ("c\n\nb", True)),
        # Browsers send other ends of lines than pages hold.
        ("a\nb", "a\r\nb", "c", ("c", False)),
    ],
)
def test_note_keeps_what_each_wrote(shown, sent, now, kept):
    assert ShownVersion(note=shown).note_of(sent, now) == kept


@pytest.mark.parametrize(
    ("shown", "sent", "now", "kept"),
    [
        ("", "p", "q", "pq"),
        ("pq", "p", "pq", "p"),
        ("pq", "p", "q", ""),
        ("p", "pq", "pr", "pqr"),
        # What the page did not list is not taken away.
        ("p", "", "pz", "z"),
    ],
)
def test_ticks_keep_what_each_gave_or_took_away(shown, sent, now, kept):
    assert ShownVersion(ticked=tuple(shown)).ticks(sent, now) == list(kept)


def test_version_is_of_one_dossier_and_one_association():
    one, other = Dossier(code="one"), Dossier(code="other")
    made = ShownVersion.of(
        DossierCard("A-1", note="n"), DossierContent(ticked=["p", "z"]), LOCK, ["p"]
    )
    sealed = made.sealed(one, LOCK)
    assert made.ticked == ("p",)
    assert ShownVersion.sent(sealed, one, LOCK) == made
    for forged in (sealed[:-3], "", "x", "é"):
        assert ShownVersion.sent(forged, one, LOCK) == ShownVersion()
    assert ShownVersion.sent(sealed, other, LOCK) == ShownVersion()
    assert (
        ShownVersion.sent(sealed, one, OrganisationCipher(Fernet.generate_key())) == ShownVersion()
    )


@pytest.fixture
def two(rive, keep):
    """The browsers of Awa and Bilal, a dossier with two papers, and the address of its page."""
    awa, bilal = rive.clients["awa"], rive.clients["bilal"]
    with using(with_papers("photo", "acte"), number=1):
        dossier = keep(bilal, "A-1", "avant")
        yield awa, bilal, dossier, f"/dossiers/dossier/{dossier.code}/"


def test_colleague_who_saves_last_loses_nothing_of_the_first(two):
    awa, bilal, dossier, path = two
    first, second = (version_in(one.get(path)) for one in (awa, bilal))
    awa.post(path, {"version": first, "note": "revient mardi", "paper": "acte"})
    bilal.post(path, {"version": second, "note": "a payé", "paper": "photo"})
    page = plain(bilal.get(path))
    card, content = opened(dossier)
    assert card.note == "revient mardi\n\na payé"
    assert content.ticked == ["acte", "photo"]
    assert BOTH_NOTES.replace("\xa0", " ") in page
    assert re.search(r"<textarea[^>]*>\s*revient mardi\s+a payé</textarea>", page)


def test_who_changes_nothing_of_the_note_keeps_that_of_a_colleague(two):
    awa, bilal, dossier, path = two
    version = version_in(bilal.get(path))
    awa.post(path, {"version": version, "note": "après"})
    bilal.post(path, {"version": version, "note": "avant", "paper": "photo"})
    card, content = opened(dossier)
    assert (card.note, content.ticked) == ("après", ["photo"])


def test_note_of_two_that_is_too_long_is_kept_and_does_not_stop_who_only_ticks(two):
    awa, bilal, dossier, path = two
    version = version_in(bilal.get(path))
    for client, letter in ((awa, "a"), (bilal, "b")):
        client.post(path, {"version": version, "note": letter * 400})
    note = opened(dossier)[0].note
    assert len(note) == 802
    sent = {"version": version_in(bilal.get(path)), "note": note.replace("\n", "\r\n")}
    assert bilal.post(path, {**sent, "paper": "photo"}).status_code == 302
    assert bilal.post(path, {**sent, "note": f"{note} c"}).status_code == 422
    assert opened(dossier)[1].ticked == ["photo"]


def test_refused_note_keeps_the_version_that_was_read(two):
    awa, bilal, dossier, path = two
    version = version_in(bilal.get(path))
    awa.post(path, {"version": version, "note": "après"})
    refused = bilal.post(path, {"version": version, "note": "06 12 34 56 78"})
    assert version_in(refused) == version
    bilal.post(path, {"version": version_in(refused), "note": "rappeler"})
    assert opened(dossier)[0].note == "après\n\nrappeler"


def test_change_that_nobody_read_stays_marked(two):
    """The result changed once more after the page was opened: that change was not read."""
    _awa, bilal, dossier, path = two
    version = version_in(bilal.get(path))

    def further(card, content):
        content.changes, card.changed_on = ["Un papier de plus."], "2026-11-30"
        return card, content, False

    now = Dossier.objects.select_related("organisation").get(pk=dossier.pk)
    change(now, cipher_of(now.organisation), further)
    bilal.post(path, {"version": version, "seen": "1"})
    assert opened(dossier)[1].changes == ["Un papier de plus."]


def trial(client, dossier, **answers):
    """Reopen a dossier, answer otherwise; return the address of the page that saves."""
    run = reopened(client, dossier)
    for key, value in answers.items():
        client.post(f"/fr/demarche/{run}/{key}/", {"reponse": value})
    return f"/dossiers/enregistrer/{run}/"


def test_answers_that_a_colleague_has_just_saved_are_not_overwritten(two):
    awa, bilal, dossier, path = two
    pages = {awa: trial(awa, dossier, age="50"), bilal: trial(bilal, dossier, age="60")}
    versions = {one: version_in(one.get(page)) for one, page in pages.items()}
    sent = {"reference": "A-1", "note": ""}
    assert awa.post(pages[awa], {**sent, "version": versions[awa]}).status_code == 302
    note = {"note": "vu mardi"}
    again = bilal.post(pages[bilal], {**sent, **note, "version": versions[bilal]})
    assert again.status_code == 409
    assert "Un collègue vient d’enregistrer d’autres réponses" in plain(again)
    assert "vu mardi" in again.text
    assert opened(dossier)[1].answers["age"] == 50
    awa.post(path, {"version": version_in(awa.get(path)), "note": "d’Awa"})
    done = bilal.post(pages[bilal], {**sent, **note, "version": version_in(again)})
    assert done.status_code == 302
    card, content = opened(dossier)
    assert (card.note, content.answers["age"]) == ("d’Awa\n\nvu mardi", 60)


@pytest.mark.parametrize(("sent", "kept"), [("A-1", "B-2"), ("B-2", "B-2"), ("C-3", None)])
def test_reference_that_a_colleague_gave_is_kept_or_told(two, sent, kept):
    awa, bilal, dossier, _path = two
    pages = {one: trial(one, dossier) for one in (awa, bilal)}
    version = version_in(bilal.get(pages[bilal]))
    awa.post(pages[awa], {"reference": "B-2", "version": version})
    told = bilal.post(pages[bilal], {"reference": sent, "version": version})
    assert told.status_code == (302 if kept else 409)
    assert opened(dossier)[0].reference == "B-2"
    if not kept:
        assert "la référence « B-2 »" in plain(told)
        bilal.post(pages[bilal], {"reference": sent, "version": version_in(told)})
        assert opened(dossier)[0].reference == sent


def test_who_saves_what_is_handed_over_meanwhile_does_not_take_it_back(rive, two):
    awa, bilal, dossier, path = two
    page = trial(bilal, dossier)
    sent = {"reference": "A-1", "version": version_in(bilal.get(page))}
    awa.post(f"{path}transmettre/", {"member": rive.member("awa").pk})
    assert bilal.post(page, sent).status_code == 302
    assert Dossier.objects.get(pk=dossier.pk).holder == rive.member("awa")


def test_dossier_that_is_deleted_meanwhile_is_said_to_be_gone(two, monkeypatch):
    _awa, bilal, dossier, path = two
    page = trial(bilal, dossier)
    version = version_in(bilal.get(path))

    def seal_after_the_others(*args):
        Dossier.objects.filter(pk=dossier.pk).delete()
        return seal(*args)

    seal = content_module.seal
    monkeypatch.setattr(content_module, "seal", seal_after_the_others)
    told = bilal.post(page, {"version": version_in(bilal.get(page)), "reference": "A-1"})
    assert "vient de supprimer ce dossier" in plain(told)
    assert bilal.post(path, {"version": version, "note": "n"}).status_code == 404


def adding(letter, barrier):
    """A change that has read the dossier when another one has, too."""
    waits = [True]

    def changed(card, content):
        if waits:
            waits.clear()
            barrier.wait(timeout=20)
        card.note = (card.note + f" {letter}").strip()
        content.ticked = sorted({*content.ticked, letter})
        return card, content, False

    return changed


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_the_very_same_time_both_keep_what_they_wrote(transactional_db):
    """Each reads the dossier before the other writes it: the second one reads it again."""
    organisation = create_organisation("La Rive", ["82"])
    cipher = cipher_of(organisation)
    made = Dossier(organisation=organisation, code="atthesametime")
    save(made, cipher, DossierCard("A-1"), DossierContent(), 1)
    # In memory every connection is the same one, which threads share badly.
    in_memory = connection.vendor == "sqlite"
    names = ["a", "b"] if in_memory else ["a", "b", "c", "d"]
    (at_once_by_turns if in_memory else at_once_by_threads)(made, cipher, names)
    card, content = opened(made)
    assert sorted(card.note.split()) == names
    assert content.ticked == names


def at_once_by_turns(made, cipher, names):
    """What threads do, one inside the other: the second writes once the first has read."""
    first, second = (Dossier.objects.get(pk=made.pk) for _ in names)
    inner = adding(names[1], threading.Barrier(1))
    outer = adding(names[0], threading.Barrier(1))
    done = []

    def changed(card, content):
        if not done:
            done.append(True)
            change(second, cipher, inner)
        return outer(card, content)

    change(first, cipher, changed)


def at_once_by_threads(made, cipher, names):
    barrier, failures = threading.Barrier(len(names)), []

    def save(name):
        try:
            change(Dossier.objects.get(pk=made.pk), cipher, adding(name, barrier))
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save, args=(one,)) for one in names]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failures == []
