"""The first page and the bar: tasks by role, what is not yet public, and what waits."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures import models
from procedures.admin.home.cards import CARDS, LOCAL
from procedures.models import NATIONAL
from procedures.publishing.editions import publisher
from procedures.publishing.journal import recording
from tests import factories

from .agents import Agent, write

pytestmark = pytest.mark.usefixtures("catalogue")
INDEX = reverse("admin:index")


def titles(client):
    return [card.title for _, cards in client.get(INDEX).context["desk_cards"] for card, _ in cards]


def change(code, text="Prenez rendez-vous."):
    channel = models.Channel.objects.get(department__code=code)
    with recording(factories.make_user()):
        channel.instructions_fr = text
        channel.save()


def test_each_role_has_its_six_tasks(client_of):
    local = [card.title for card in CARDS if card.scope == LOCAL]
    national = [card.title for card in CARDS if card.scope == NATIONAL]
    assert (len(local), len(national)) == (6, 6)
    assert titles(client_of("82")) == local
    assert titles(client_of("82", role="redaction")) == local
    assert titles(client_of("national", role="redaction")) == national
    assert titles(client_of("82", "national")) == local + national
    assert titles(client_of("82", role="consultation")) == []
    assert titles(client_of()) == []


def test_every_task_opens_for_who_is_shown_it(client_of):
    client = client_of("82", "national")
    for _, cards in client.get(INDEX).context["desk_cards"]:
        for card, address in cards:
            assert client.get(address).status_code == 200, card.title


def test_the_strip_says_what_is_not_yet_public(client_of, local):
    assert local.get(INDEX).context["desk_strips"] == []
    publisher.publish()
    assert local.get(INDEX).context["desk_strips"] == []
    change("82")
    change("34")
    (strip,) = local.get(INDEX).context["desk_strips"]
    assert (strip["part"], strip["count"]) == ("82", 1)
    assert strip["url"] == f"{reverse('admin:desk_publish')}?part=82"
    page = local.get(INDEX).text
    assert "1 changement enregistré, pas encore visible du public" in page
    assert "pas encore visible" not in client_of("82", role="consultation").get(INDEX).text


def test_a_person_of_trial_is_counted_apart_for_the_public_does_not_see_them(client_of, published):
    department = models.Department.objects.get(code="82")
    with recording(factories.make_user()):
        models.Case.objects.create(
            key="farid",
            file="essais_82",
            department=department,
            persona="Farid, 30 ans",
            answers={"situation": "etudes"},
            expect={"procedures": ["renouvellement"]},
        )
    client = client_of("82")
    (strip,) = client.get(INDEX).context["desk_strips"]
    assert (strip["count"], strip["people"], strip["named"]) == (0, 1, [])
    text = unescape(client.get(INDEX).text)
    assert "1 personne d'essai enregistrée" in text
    assert "Le public ne la voit pas." in text
    assert "pas encore visible du public" not in text
    change("82")
    (strip,) = client.get(INDEX).context["desk_strips"]
    assert (strip["count"], strip["people"]) == (1, 1)
    # Those of « Exemples » are shown to the public.
    models.ExamplePerson.objects.create(key="farid", case="farid", title_fr="Farid", story_fr="Il…")
    (strip,) = client.get(INDEX).context["desk_strips"]
    assert (strip["count"], strip["people"]) == (2, 0)


def test_who_does_not_publish_is_told_that_others_read_it(client_of, published):
    anais = Agent("Anaïs", "redaction")
    write(anais, models.Channel, "Prenez rendez-vous.")
    page = anais.client.get(INDEX).text
    assert "Une personne qui publie cette partie les lira." in page
    assert "Lire et publier" not in page


def test_who_does_not_publish_is_told_of_what_they_may_propose_only(client_of, published):
    """« Relire et proposer » led to « Rien à proposer », for a colleague had changed it."""
    anais = Agent("Anaïs", "redaction")
    change("82")
    assert anais.client.get(INDEX).context["desk_strips"] == []
    write(anais, models.Site, "Bâtiment B")
    (strip,) = anais.client.get(INDEX).context["desk_strips"]
    assert (strip["count"], strip["named"]) == (1, list(anais.changes()))
    anais.propose(*anais.changes().values())
    assert anais.client.get(INDEX).context["desk_strips"] == []


def bar(client, address=INDEX):
    return {one["label"]: one["count"] for one in client.get(address).context["desk_bar"]}


def test_the_bar_counts_what_is_not_yet_public_on_every_page(client_of, local, published):
    assert bar(local)["Publier"] == 0
    change("82")
    change("34")
    guide = reverse("admin:desk_help")
    assert bar(local, guide)["Publier"] == 1
    change("82", "Écrivez au 82.")
    assert bar(local, guide)["Publier"] == 0
    assert "Publier" not in bar(client_of("82", role="redaction"))


def test_the_account_is_named_by_its_role(client_of):
    named = {
        ("82", "publication"): "Publication du 82",
        ("national", "publication"): "Publication nationale",
        ("national", "redaction"): "Édition nationale",
        ("82", "redaction"): "Agent du 82",
    }
    for (part, role), words in named.items():
        assert client_of(part, role=role).get(INDEX).context["desk_account"] == words


def test_what_waits_has_a_verb_each(client_of):
    models.Channel.objects.filter(department__code="82").update(url="https://mort.example/")
    models.LinkCheck.objects.create(
        url="https://mort.example/",
        state=models.LinkCheck.State.DEAD,
        checked_at="2026-11-01T00:00Z",
    )
    found = client_of("82").get(INDEX).context["desk_upkeep"]
    verbs = [words for _, _, words in found]
    assert verbs[0] == "Changer ce lien"
    assert "Traduire" in verbs
    assert all(re.search(r"\w", text) and address for text, address, _ in found)
    assert client_of("34").get(INDEX).context["desk_upkeep"][0][2] != "Changer ce lien"


def test_nothing_waits_for_who_only_reads(client_of):
    response = client_of("82", role="consultation").get(INDEX)
    assert response.context["desk_upkeep"] == []
    assert "Rien ne vous attend." in response.text


def test_who_may_write_a_person_is_led_to_it(client_of):
    address = reverse("admin:procedures_case_add")
    assert address in client_of("82", role="redaction").get(INDEX).text
    assert address in client_of("national").get(INDEX).text
    assert address not in client_of("82", role="consultation").get(INDEX).text


def test_the_number_of_what_waits_is_that_of_its_rows(client_of, monkeypatch):
    monkeypatch.setattr(
        "procedures.admin.home.first_page.next_days", lambda: [(date(2027, 1, 1), 2)]
    )
    text = client_of("82").get(INDEX).text
    _, _, waiting = text.partition('id="en-attente"')
    listed, _, _ = waiting.partition("</section>")
    assert f'desk-number">{listed.count("<li")}<' in listed
    assert listed.count("<li") > 1


def by_the_program(client):
    return client.get(INDEX).context["desk_program"]


def test_what_an_upgrade_or_a_command_wrote_is_told_with_its_history(client_of):
    with recording(how="mise à jour"):
        for channel in models.Channel.objects.all():
            channel.instructions_fr = "Prenez rendez-vous."
            channel.save()
    change("82", "Un agent a écrit ceci.")
    client = client_of("82")
    # That of the 34 is another's, and what an agent wrote is no act of the program.
    told = by_the_program(client)
    assert [how for _, how, _, _ in told] == ["mise à jour"] * 2
    assert all("Prenez rendez-vous." in name for _, _, name, _ in told)
    text = client.get(INDEX).text
    assert "2 changements, sans agent, depuis 30 jours" in text
    for _, _, _, address in told:
        assert f'href="{address}"' in text
        assert "le programme" in client.get(address).text
    assert len(by_the_program(client_of("34", "82", role="consultation"))) == 3
    assert by_the_program(client_of()) == []


def test_what_the_program_wrote_is_told_for_a_month(client_of, monkeypatch):
    with recording(how="import"):
        models.Channel.objects.filter(department__code="82").update(instructions_fr="Venez.")
    real = timezone.now()
    for days, count in ((29, 1), (31, 0)):
        monkeypatch.setattr(
            "procedures.admin.home.first_page.timezone.now",
            lambda days=days: real + timedelta(days=days),
        )
        assert len(by_the_program(client_of("82"))) == count
    assert 'id="programme"' not in client_of("82").get(INDEX).text
