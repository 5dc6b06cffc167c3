"""Proposals: made by who may not publish, taken, sent back, and published of themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from procedures import models
from procedures.models import ChangeProposal, SecurityEvent
from procedures.publishing.editions import publisher
from procedures.publishing.journal import recording
from tests import factories

from .agents import OWN, PUBLISH, Agent, public, write

pytestmark = pytest.mark.usefixtures("catalogue")
STATE = ChangeProposal.State


@pytest.fixture
def proposal(published, anais):
    """Two changes of Anaïs, the place and the channel; she proposes both."""
    write(anais, models.Site, "Bâtiment B")
    write(anais, models.Channel, "Prenez rendez-vous.")
    anais.propose(*anais.changes().values(), note="Depuis le 2 janvier.")
    return ChangeProposal.objects.get()


def test_from_the_proposal_to_the_publication(proposal, anais, camille):
    assert (proposal.state, proposal.part, proposal.author) == (STATE.PROPOSED, "82", anais.user)
    assert anais.changes() == {}
    ((said, address, _),) = camille.waiting()
    assert "Anaïs propose 2 changements : « Depuis le 2 janvier. »" in said
    write(camille, models.Helper, "Une autre association")
    text = camille.client.get(address).text
    assert text.index("propositions") < text.index("Ce qui change depuis")
    assert "Depuis le 2 janvier." in text
    taken = camille.client.get(PUBLISH, {"part": "82", "proposition": proposal.pk}).context
    assert {one.key: one.chosen for one in taken["choices"]} == {
        "sites:accueil": True,
        "channels:courrier": True,
        "helpers:association": False,
    }
    assert {one.section for one in taken["changes"]} == {"sites", "channels"}
    assert taken["form"]["note"].value() == "Depuis le 2 janvier."
    assert camille.publish(proposal).status_code == 302
    assert (public("sites")["name"], public("helpers")["name"]) == ("Bâtiment B", "Association")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.edition.number) == (STATE.PUBLISHED, 2)
    assert proposal.answered_by == camille.user
    assert camille.waiting() == []
    assert [one.pk for one in anais.client.get(OWN).context["published"]] == [proposal.pk]


def test_sent_back_with_a_word_corrected_and_proposed_again(proposal, anais, camille):
    assert "écrivez un mot" in camille.send_back(proposal, " ").context["refusal"]
    assert camille.send_back(proposal, "Ajoutez l'étage.").status_code == 302
    assert camille.client.get(PUBLISH).context["proposals"] == []
    ((said, address, _),) = anais.waiting()
    assert (address, "Camille vous a renvoyé" in said) == (OWN, True)
    assert "Ajoutez l'étage." in said
    ((row, _),) = anais.client.get(OWN).context["sent_back"]
    assert (row.word, row.answered_by) == ("Ajoutez l'étage.", camille.user)
    write(anais, models.Site, "Bâtiment B, 2e étage")
    anais.propose(*anais.changes().values())
    assert anais.waiting() == []
    assert anais.client.get(OWN).context["sent_back"] == []
    newest = ChangeProposal.objects.first()
    camille.publish(newest)
    assert public("sites")["name"] == "Bâtiment B, 2e étage"
    proposal.refresh_from_db()
    newest.refresh_from_db()
    assert (proposal.state, newest.state) == (STATE.SENT_BACK, STATE.PUBLISHED)


def test_its_author_takes_it_back(proposal, anais, camille):
    sent = {"action": "reprendre", "proposition": proposal.pk}
    response = Agent("Ben", "redaction").client.post(OWN, sent)
    assert "Seule la personne" in response.context["refusal"]
    assert anais.client.post(OWN, sent).status_code == 302
    assert camille.waiting() == []
    assert len(anais.changes()) == 2
    assert "n'attend plus" in camille.send_back(proposal, "Trop tard.").context["refusal"]
    proposal.refresh_from_db()
    assert proposal.state == STATE.WITHDRAWN


def test_nothing_is_locked_and_the_publisher_is_told_what_moved(proposal, anais, camille):
    write(anais, models.Site, "Bâtiment C")
    write(anais, models.Channel, "Écrivez au 82.")
    (shown,) = camille.client.get(PUBLISH).context["proposals"]
    assert {one.since for one in shown["entries"]} == {"changé depuis", "n'est plus à publier"}
    camille.publish()
    proposal.refresh_from_db()
    assert proposal.state == STATE.PUBLISHED


def test_published_in_two_times(proposal, camille):
    camille.publish(pris=["sites:accueil"])
    proposal.refresh_from_db()
    assert proposal.state == STATE.PROPOSED
    (shown,) = camille.client.get(PUBLISH).context["proposals"]
    assert sorted(one.since for one in shown["entries"]) == ["", "déjà publié"]
    camille.publish()
    proposal.refresh_from_db()
    assert (proposal.state, proposal.edition.number) == (STATE.PUBLISHED, 3)


def test_what_is_published_besides_or_given_up_publishes_no_proposal(proposal, anais, camille):
    write(camille, models.Helper, "Une autre association")
    camille.publish(pris=["helpers:association"])
    proposal.refresh_from_db()
    assert proposal.state == STATE.PROPOSED
    write(anais, models.Site, "Accueil")
    write(anais, models.Channel, "Écrivez au 82.")
    write(camille, models.Helper, "Encore une autre")
    camille.publish()
    proposal.refresh_from_db()
    assert proposal.state == STATE.PROPOSED


@pytest.mark.parametrize(
    ("keys", "note", "said"),
    [
        ((), "Un mot.", "cochez au moins un changement"),
        (("sites:inconnu",), "Un mot.", "cochez au moins un changement"),
        (("sites:accueil",), "é" * 501, "501 caractères : 500 au plus"),
    ],
)
def test_a_refusal_keeps_what_was_written(published, anais, keys, note, said):
    write(anais, models.Site, "Bâtiment B")
    response = anais.propose(*keys, note=note)
    assert said in response.context["refusal"]
    (part,) = response.context["parts"]
    assert part["note"] == note
    assert [ticked for _, ticked in part["changes"]] == ["sites:accueil" in keys]
    assert not ChangeProposal.objects.exists()


def test_a_change_of_somebody_else_or_of_another_part_is_not_proposed(published, anais, camille):
    write(camille, models.Site, "Bâtiment B")
    write(Agent("Ben", "redaction", "34"), models.Site, "Ailleurs", part="34")
    anais.propose("sites:accueil")
    assert anais.propose("sites:accueil", part="34").status_code == 403
    assert not ChangeProposal.objects.exists()


def test_a_proposal_of_another_part_is_neither_seen_nor_answered(proposal):
    other = Agent("Dora", "publication", "34")
    assert other.waiting() == []
    assert other.client.get(PUBLISH).context["proposals"] == []
    asked = {"part": "34", "proposition": proposal.pk}
    assert other.client.get(PUBLISH, asked).context["taken"] is None
    sent = {"action": "renvoyer", "proposition": proposal.pk, "mot": "Non."}
    assert "n'attend plus" in other.client.post(PUBLISH, sent | {"part": "34"}).context["refusal"]
    assert other.client.post(PUBLISH, sent | {"part": "82"}).status_code == 403
    proposal.refresh_from_db()
    assert proposal.state == STATE.PROPOSED


def test_the_agent_who_proposed_may_not_send_back_nor_publish(proposal, anais):
    assert anais.send_back(proposal, "Non.").status_code == 403
    assert anais.client.get(PUBLISH).status_code == 403


@pytest.mark.parametrize(
    "number",
    ["", "²", *(pytest.param(one, marks=pytest.mark.whole) for one in ("0", "x", "-1", "9" * 40))],
)
def test_a_number_that_names_no_proposal_changes_nothing(proposal, anais, camille, number):
    sent = {"action": "reprendre", "proposition": number}
    assert "n'attend plus" in anais.client.post(OWN, sent).context["refusal"]
    context = camille.client.get(PUBLISH, {"part": "82", "proposition": number}).context
    assert context["taken"] is None


def test_each_act_is_in_the_journal_of_security(proposal, anais, camille):
    camille.send_back(proposal, "Ajoutez l'étage.")
    anais.client.post(OWN, {"action": "reprendre", "proposition": proposal.pk})
    rows = SecurityEvent.objects.filter(kind__startswith="changes_").order_by("pk")
    assert [(one.kind, one.account, one.part, one.about) for one in rows] == [
        ("changes_proposed", anais.user, "82", "2 changements"),
        ("changes_sent_back", camille.user, "82", "2 changements"),
        ("changes_withdrawn", anais.user, "82", "2 changements"),
    ]


def test_what_is_planned_is_not_asked_for_again_until_it_changes(proposal, anais, camille):
    day = timezone.localdate() + timedelta(days=30)
    camille.publish(proposal, when="date", day=day.isoformat())
    proposal.refresh_from_db()
    assert (proposal.state, proposal.edition.takes_effect_on) == (STATE.PUBLISHED, day)
    context = anais.client.get(OWN).context
    assert [one for _, one in context["planned_changes"]] == [day, day]
    assert context["parts"] == []
    write(anais, models.Site, "Bâtiment C")
    assert set(anais.changes().values()) == {"sites:accueil"}


def test_some_changes_are_sent_back_and_the_others_are_taken(proposal, anais, camille):
    place = next(n for n, one in enumerate(proposal.entries) if one["section"] == "channels")
    sent = {"action": "renvoyer", "part": "82", "proposition": proposal.pk, "choisir": "oui"}
    refused = camille.client.post(PUBLISH, sent | {"mot": "Quel bouton ?"})
    assert "cochez au moins un" in refused.context["refusal"]
    response = camille.client.post(PUBLISH, sent | {"mot": "Quel bouton ?", "renvoyer": [place]})
    assert response.status_code == 302
    proposal.refresh_from_db()
    back = ChangeProposal.objects.get(state=STATE.SENT_BACK)
    assert [one["section"] for one in proposal.entries] == ["sites"]
    assert [one["section"] for one in back.entries] == ["channels"]
    assert (back.author, back.word, back.note) == (anais.user, "Quel bouton ?", proposal.note)
    assert set(anais.changes().values()) == {"channels:courrier"}
    assert camille.publish(proposal).status_code == 302
    assert public("sites")["name"] == "Bâtiment B"
    assert public("channels")["instructions"] == "Écrivez au 82."


def test_one_press_publishes_also_the_correction_of_a_case_that_a_proposal_makes_wrong(catalogue):
    paper = factories.make_document(key="photo")
    procedure = models.Procedure.objects.get()
    line = models.DocumentEntry.objects.create(procedure=procedure, document=paper)
    expect = {"procedures": ["renouvellement"], "documents": {"include": ["photo"]}}
    answers = {"age": 20, "situation": "etudes"}
    told = {"file": "etudes", "answers": answers}
    case = models.Case.objects.create(key="awa", expect=expect, **told)
    others = {"procedures": ["renouvellement"]}
    other = models.Case.objects.create(key="minh", expect=others, position=1, **told)
    publisher.publish()
    anais = Agent("Anaïs", "redaction", part=models.NATIONAL)
    camille = Agent("Camille", "publication", part=models.NATIONAL)
    with recording(anais.user):
        line.delete()
    changes = anais.changes(models.NATIONAL)
    anais.propose(*changes.values(), part=models.NATIONAL, note="Depuis le 2 janvier.")
    proposal = ChangeProposal.objects.get()
    asked = {"part": models.NATIONAL, "proposition": proposal.pk}
    assert camille.client.get(PUBLISH, asked).context["blocking"]
    with recording(camille.user):
        case.expect = {"procedures": ["renouvellement"]}
        case.save()
        other.source = "À relire."
        other.save()
    context = camille.client.get(PUBLISH, asked).context
    assert context["blocking"]
    assert [one.key for one in context["also"]] == ["cases:awa"]
    context = camille.press(context, "aussi")
    ticked = {one.key: one.chosen for one in context["choices"]}
    assert not context["blocking"]
    assert (ticked["cases:awa"], ticked["cases:minh"]) == (True, False)
    assert context["form"]["note"].value() == "Depuis le 2 janvier."
    assert camille.send(context, action="publier").status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == STATE.PUBLISHED
