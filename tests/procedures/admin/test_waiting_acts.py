"""The long acts of the desk say how far they are, and lose nothing of what was sent."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from procedures import models
from procedures.admin.bulk import changing
from procedures.admin.translating import receiving, sending
from procedures.admin.uses import names
from procedures.drafting.changing import renaming
from procedures.models import TranslationStatus
from procedures.publishing import progress
from procedures.publishing.progress import WorkStage
from procedures.rights import Rights
from procedures.security import events
from procedures.translating.catalogue_texts import read_texts
from procedures.translating.reading import read_file
from procedures.translating.workbook import UnreadableFile, write_workbook
from tests.procedures.translating.made import filled

from .addresses import page
from .agents import Agent
from .reading import said
from .test_waiting import held, until_done, waits_then_shows

__all__ = ["held"]
pytestmark = pytest.mark.usefixtures("catalogue")
BULK = "/admin/canaux/changer/?departement=82"
BACK = "/admin/traductions/recevoir/"
ARABIC = "نص بالعربية"


@pytest.fixture
def client():
    return Agent("Zoé", "publication", "national").client


def test_a_change_of_several_waits_with_all_that_was_chosen(held):
    sent = {
        "departement": "82",
        "procedures": "renouvellement",
        "target": "nouveau",
        "kind": "counter",
        "instructions": "« Venez » & <attendez>",
        "action": "apercu",
    }
    held.result = {"digest": "d", "lines": [], "losses": [], "cases": [], "more_cases": 0}
    held.hold(changing, "_found")
    client = Agent("Ana", "publication").client
    shown = waits_then_shows(client, held, BULK, sent)
    assert dict(shown.context["sent"]) == {
        name: value for name, value in sent.items() if name != "action"
    }
    assert "Rien n'est encore enregistré" in shown.text


def test_where_it_is_used_waits_until_it_is_found(client, held):
    held.result = {"count": 0, "groups": [], "others": []}
    held.hold(names, "_found")
    address = f"/admin/utilisations/document/{models.Document.objects.get().pk}/"
    assert "Rien ne s'en sert." in waits_then_shows(client, held, address).text


def test_what_would_be_removed_waits_until_its_uses_are_found(client, held):
    held.result = {"count": 0, "groups": [], "others": []}
    held.hold(names, "_found")
    address = page(models.Document.objects.get(), "delete")
    shown = waits_then_shows(client, held, address)
    assert "Rien d'autre ne s'en sert." in shown.text
    assert 'value="Retirer"' in shown.text


def test_what_was_done_before_is_told_on_the_page_and_not_while_one_waits(client, held):
    """A renaming leads to « Où est-ce utilisé ? », which waits again."""
    row = models.Document.objects.get()
    sent = {"nom": "piece_d_identite", "confirmer": "oui"}
    leads = client.post(renaming_of(row), sent).url
    held.result = {"count": 0, "groups": [], "others": []}
    held.hold(names, "_found")
    assert "partout." not in client.get(leads).text
    held.ready.set()
    assert "« piece_d_identite », partout." in until_done(client.get, leads).text


def renaming_of(row):
    return f"/admin/renommer/document/{row.pk}/"


def test_what_a_new_name_changes_waits_with_the_name(client, held):
    held.hold(names, "_sections")
    address = renaming_of(models.Document.objects.get())
    shown = waits_then_shows(client, held, address, {"nom": "piece_d_identite"})
    assert shown.context["new"] == "piece_d_identite"


@pytest.mark.parametrize("fails", [False, True])
def test_a_renaming_is_made_once_while_one_waits(client, held, settings, monkeypatch, fails):
    row = models.Document.objects.get()
    address, sent = renaming_of(row), {"nom": "piece_d_identite", "confirmer": "oui"}

    def rename(*args):
        held()
        if fails:
            raise renaming.RenamingFailed

    monkeypatch.setattr(renaming, "rename", rename)
    settings.DESK_PATIENCE_SECONDS = 0.05
    waits = client.post(address, sent)
    assert "C'est en cours." in waits.text
    again = dict(waits.context["sent"])
    assert sent.items() <= again.items()
    # Its button pressed twice, and the waiting page sent again: one act.
    assert client.post(address, sent).context["work"] == waits.context["work"]
    assert client.post(address, again).context["work"] == waits.context["work"]
    if not fails:
        models.Document.objects.filter(pk=row.pk).update(key=sent["nom"])
    held.ready.set()
    told = said(until_done(client.post, address, again))
    assert ("Rien n'est changé" if fails else "« piece_d_identite », partout.") in told
    assert held.count == 1
    # Who sends it once more reads the same, from the name alone.
    told = said(client.post(address, again))
    assert ("Rien n'est changé" if fails else "« piece_d_identite », partout.") in told


def translated():
    """Return a file of translations, and what is read in it."""
    texts = [text for text in read_texts() if text.part == "82"]
    source = filled(write_workbook(texts, "ar"), lambda french: ARABIC)
    return source, receiving._studied(*read_file(source), lambda part: True)


def test_a_file_for_a_translator_says_how_far_it_is_then_is_saved(held):
    held.result = b"file"
    client = Agent("Ana", "publication").client
    address = "/admin/traductions/envoyer/?langue=ar&fichier=xlsx&etat=missing"
    held.hold(sending, "_written")
    waits = client.get(address)
    assert "Le fichier s'enregistre de lui-même quand il est prêt." in waits.text
    assert 'data-ready="' in waits.text
    exported = models.SecurityEvent.objects.filter(kind=events.Kind.EXPORTED)
    assert not exported.exists()
    held.ready.set()
    answer = until_done(client.get, address)
    assert (answer.content, held.count) == (b"file", 1)
    assert "attachment" in answer["Content-Disposition"]
    assert exported.count() == 1


def test_the_texts_of_a_file_are_counted_as_they_are_written():
    told = []
    with progress.listening(told.append):
        asked = frozenset({"82", "national"}), frozenset(TranslationStatus.values)
        assert sending._written("ar", *asked)
    counts = [one.done for one in told if one.stage == WorkStage.SENT]
    assert counts == [*range(told[-1].of)]
    assert counts


def test_a_file_is_sent_once_and_read_while_one_waits(held):
    source, held.result = translated()
    client = Agent("Ana", "publication").client
    held.hold(receiving, "_studied")
    waits = client.post(BACK, {"fichier": SimpleUploadedFile("a.xlsx", source)})
    again = dict(waits.context["sent"])
    assert again == {"lecture": waits.context["work"]}
    assert client.post(BACK, again).context["work"] == waits.context["work"]
    held.ready.set()
    shown = until_done(client.post, BACK, again)
    assert shown.context["taken"]["count"] == len(held.result.taken) > 0
    # What was shown is forgotten: the file is asked for again.
    assert "envoyez le fichier de nouveau" in said(client.post(BACK, again))

    held.ready.clear()
    packet = shown.context["confirmation"].initial["paquet"]
    sent = {"paquet": packet, "sorte": "reviewed"}
    assert dict(client.post(BACK, sent).context["sent"]) == sent
    held.ready.set()
    assert until_done(client.post, BACK, sent).status_code == 302
    channel = models.Channel.objects.get(department__code="82")
    assert channel.translation_status("instructions", "ar") == TranslationStatus.REVIEWED


def test_a_file_that_cannot_be_read_says_why_after_the_wait(held, settings, monkeypatch):
    def unreadable(*args):
        held()
        raise UnreadableFile("Ce fichier est d'un autre catalogue.")

    source, _ = translated()
    monkeypatch.setattr(receiving, "_studied", unreadable)
    client = Agent("Ana", "publication").client
    settings.DESK_PATIENCE_SECONDS = 0.05
    waits = client.post(BACK, {"fichier": SimpleUploadedFile("a.xlsx", source)})
    held.ready.set()
    shown = until_done(client.post, BACK, dict(waits.context["sent"]))
    assert shown.context["form"].errors == {"fichier": ["Ce fichier est d'un autre catalogue."]}


def test_who_lost_the_right_while_it_waited_renames_nothing(client, monkeypatch):
    row, rename = models.Document.objects.get(), renaming.rename

    def later(*args):
        models.DepartmentMembership.objects.all().delete()
        rename(*args)

    monkeypatch.setattr(renaming, "rename", later)
    before = row.key
    told = said(client.post(renaming_of(row), {"nom": "piece_d_identite", "confirmer": "oui"}))
    row.refresh_from_db()
    assert (row.key, "Rien n'est changé" in told) == (before, True)


def test_another_work_tells_nothing_of_a_renaming(client, held):
    row = models.Document.objects.get()
    held.result = {"count": 0, "groups": [], "others": []}
    held.hold(names, "_found")
    address = f"/admin/utilisations/document/{row.pk}/"
    other = client.get(address).context["work"]
    told = said(client.post(renaming_of(row), {"nom": "autre_nom", "travail": other}))
    assert "Rien n'est changé" in told
    held.ready.set()
    # It is still there for the page that waits for it.
    assert "Rien ne s'en sert." in until_done(client.get, address).text
    assert held.count == 1


def test_what_was_read_with_other_rights_is_another_work():
    one, two = (Agent(name, "publication", part) for name, part in (("Ana", "82"), ("Zoé", "34")))
    keys = {receiving._key("t", b"file", Rights(agent.user)) for agent in (one, two)}
    assert len(keys) == 2
