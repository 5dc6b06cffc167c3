"""« Changer la façon de déposer de plusieurs démarches » does exactly what its preview shows."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from procedures import models
from procedures.engine.channels import resolve_channel
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from procedures.exchange import plain_from_database
from procedures.publishing import communes
from tests import factories

from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
TODAY = date(2026, 11, 24)
URL = "/admin/canaux/changer/"
NEW = {
    "target": "nouveau",
    "kind": "counter",
    "instructions": "Venez au guichet.",
    "url": "https://guichet.example/",
}


@pytest.fixture(autouse=True)
def more(catalogue):
    factories.make_question(key="commune", kind="commune")
    for key in ("b1", "b2"):
        factories.make_procedure(key=key, family="travail", track=key, title_fr=f"Démarche {key}")
    models.Case.objects.create(
        key="lea",
        file="essais",
        persona="Léa, de Montauban",
        answers={"commune": "82121", "situation": "etudes", "age": 20},
        expect={"procedures": ["renouvellement", "b1", "b2"], "channel": "postal"},
    )


def send(client, action="apercu", part="82", **data):
    return client.post(URL, {"departement": part, "action": action, **data})


def confirm(client, preview, **data):
    return client.post(URL, form_data(preview) | {"action": "appliquer", **data})


def filed(key, commune="82121"):
    rule_set = rule_set_from_plain(plain_from_database(), communes.arrondissements())
    situation = Situation(rule_set, {"commune": commune}, TODAY)
    return resolve_channel(situation, rule_set.procedures[key]).channel.kind


def filed_all():
    return [filed(key) for key in ("renouvellement", "b1", "b2")]


def state():
    return plain_from_database()


def test_the_page_lists_procedures_by_family_with_their_channel(client_of):
    response = client_of("82").get(URL)
    families = {
        key: [line[1] for line in lines] for key, _, _, lines in response.context["families"]
    }
    assert families == {"etudes": ["courrier"], "travail": ["courrier", "courrier"]}
    response = client_of("82", email="b@example.org").get(URL, {"famille": "travail"})
    assert [key for key, *_ in response.context["families"]] == ["travail"]


def test_two_pages_of_one_site_are_not_the_same(client_of):
    models.Channel.objects.filter(department__code="82").update(
        kind="counter", url="https://guichet.example/avant/"
    )
    moved = {**NEW, "url": "https://guichet.example/apres/"}
    (line,) = send(client_of("82"), procedures=["renouvellement"], **moved).context["lines"]
    assert line.before == "guichet (guichet.example/avant)"
    assert line.after == "guichet (guichet.example/apres)"


def test_texts_that_nobody_would_read_any_more_are_told(client_of):
    channel = models.Channel.objects.filter(department__code="82").first()
    channel.instructions_fr, channel.no_slot_help_fr = "Venez au guichet.", "Appelez le 0 806."
    channel.save()
    response = send(client_of("82"), procedures=["renouvellement"], **NEW)
    (lost,) = response.context["lost"]
    assert (lost.text, lost.procedures) == ("Appelez le 0 806.", ("Une carte",))
    assert "Ce que personne ne lirait plus (1)" in response.text
    kept = {**NEW, "no_slot_help": "Appelez le 0 806."}
    assert send(client_of("82"), procedures=["renouvellement"], **kept).context["lost"] == []


def test_the_preview_says_before_and_after_and_writes_nothing(client_of):
    before = state()
    response = send(client_of("82"), procedures=["renouvellement"], **NEW)
    assert state() == before
    (line,) = response.context["lines"]
    assert (line.before, line.after) == ("courrier", "guichet (guichet.example)")
    assert response.context["new_site"] == "guichet.example"
    (case,) = response.context["cases"]
    assert case.persona == "Léa, de Montauban"
    assert case.breaks
    assert case.words == "échouerait : façon de déposer : guichet, attendu : courrier"


def test_a_channel_by_email_without_an_address_is_told_before_and_once_saved(client_of):
    """People would read « Par courriel » alone."""
    told, client = "sans savoir à qui écrire", client_of("82")
    silent = {"target": "nouveau", "kind": "email", "instructions": "Envoyez tout ensemble."}
    assert told in send(client, procedures=["b1"], **silent).text
    said = {**silent, "instructions": "Écrivez à depot@prefecture.example."}
    preview = send(client, procedures=["b1"], **said)
    assert told not in preview.text
    confirm(client, preview)
    page = reverse(
        "admin:procedures_channel_change", args=[models.Channel.objects.get(kind="email").pk]
    )
    sent = form_data(client.get(page))
    assert told not in client.post(page, sent, follow=True).text
    assert told in client.post(page, sent | {"instructions_fr": "Écrivez."}, follow=True).text


def test_what_was_seen_is_done_and_recorded(client_of):
    client = client_of("82", email="agent@example.org")
    preview = send(client, procedures=["renouvellement", "b1"], **NEW)
    done = confirm(client, preview)
    assert done.status_code == 302
    told = " ".join(map(str, get_messages(done.wsgi_request)))
    assert "/admin/publier/?part=82" in told
    assert filed_all() == ["counter", "counter", "postal"]
    assert filed("renouvellement", "34172") == "postal"
    rows = models.EntryChange.objects.filter(author__email="agent@example.org")
    assert {row.section for row in rows} == {"channels"}
    assert {row.how for row in rows} == {"changement de façon de déposer"}


def test_what_is_described_is_the_new_way_without_saying_so_twice(local):
    preview = send(local, procedures=["b1"], **{**NEW, "target": ""})
    confirm(local, preview)
    assert filed_all() == ["postal", "counter", "postal"]


def test_neither_chosen_nor_described_is_refused_at_the_list(client_of):
    response = send(client_of("82"), procedures=["b1"])
    assert list(response.context["form"].errors) == ["target"]


def test_who_publishes_goes_on_to_the_page_that_publishes(local):
    preview = send(local, procedures=["b1"], **NEW)
    assert 'value="publier"' in preview.text
    response = local.post(URL, form_data(preview) | {"action": "publier"})
    assert response.url == "/admin/publier/?part=82"
    assert filed_all() == ["postal", "counter", "postal"]


def test_a_whole_family_is_chosen_without_a_script(local):
    preview = send(local, families=["travail"], **NEW)
    assert [line.title for line in preview.context["lines"]] == ["Démarche b1", "Démarche b2"]
    confirm(local, preview)
    assert filed_all() == ["postal", "counter", "counter"]


def test_an_existing_channel_may_be_chosen_and_an_idle_one_removed(local):
    confirm(local, send(local, procedures=["b1"], **NEW))
    counter = models.Channel.objects.get(kind="counter")
    postal = models.Channel.objects.get(department__code="82", kind="postal")
    preview = send(local, procedures=["b1"], target=postal.pk)
    (loss,) = preview.context["losses"]
    assert (loss.pk, loss.idle, loss.procedures) == (counter.pk, True, ("Démarche b1",))
    confirm(local, preview, remove=[counter.pk, models.Channel.objects.first().pk])
    assert list(models.Channel.objects.filter(department__code="82")) == [postal]
    assert filed("b1") == "postal"


def test_a_change_in_between_is_shown_again_and_not_done(local):
    preview = send(local, procedures=["b1"], **NEW)
    models.Channel.objects.filter(department__code="82").update(instructions_fr="Autre chose.")
    before = state()
    response = confirm(local, preview)
    assert response.status_code == 200
    assert response.context["stale"]
    assert state() == before
    assert confirm(local, response).status_code == 302


def test_to_change_ones_mind_loses_nothing(local):
    preview = send(local, procedures=["b1"], **NEW)
    back = local.post(URL, form_data(preview) | {"action": "modifier"})
    assert {name: form_data(back)[name] for name in NEW} == NEW
    assert form_data(back)["procedures"] == "b1"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({**NEW}, "__all__"),
        ({**NEW, "procedures": ["b1"], "kind": ""}, "kind"),
        ({**NEW, "procedures": ["b1"], "target": "", "kind": ""}, "kind"),
        ({**NEW, "procedures": ["inconnue"]}, "procedures"),
        ({**NEW, "procedures": ["b1"], "url": "http://exemple.fr"}, "url"),
        ({**NEW, "procedures": ["b1"], "url": "https://gouv.fr@evil.com"}, "url"),
        ({**NEW, "procedures": ["b1"], "target": "999999"}, "target"),
    ],
)
@pytest.mark.parametrize("action", ["apercu", "appliquer"])
def test_a_faulty_choice_is_refused_with_its_reason_and_writes_nothing(
    client_of, data, field, action
):
    before = state()
    response = send(client_of("82"), action, **data)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert "Venez au guichet." in response.content.decode()
    assert state() == before


def test_an_existing_channel_with_a_description_beside_it_is_refused(client_of):
    postal = models.Channel.objects.get(department__code="82")
    response = send(client_of("82"), procedures=["b1"], **{**NEW, "target": postal.pk})
    assert "target" in response.context["form"].errors


@pytest.mark.parametrize(
    ("parts", "role", "part"),
    [
        (["82"], "consultation", "82"),
        (["34"], "publication", "82"),
        (["82"], "publication", "34"),
        (["82"], "publication", "national"),
        ([], "publication", "82"),
    ],
)
def test_nobody_else_sees_or_changes_it(client_of, parts, role, part):
    client = client_of(*parts, role=role)
    before = state()
    assert client.get(URL, {"departement": part}).status_code == 403
    for action in ("apercu", "appliquer"):
        assert send(client, action, part, procedures=["b1"], **NEW).status_code == 403
    assert state() == before


def test_the_channel_of_another_department_is_no_choice(client_of):
    other = models.Channel.objects.get(department__code="34")
    response = send(client_of("82"), procedures=["b1"], target=other.pk)
    assert "target" in response.context["form"].errors


def test_nothing_is_written_if_the_end_fails(local, monkeypatch):
    local.raise_request_exception = False
    preview = send(local, procedures=["b1"], **NEW)
    before = state()
    monkeypatch.setattr("procedures.drafting.changing.moving._remove_idle", _fail)
    assert confirm(local, preview).status_code == 500
    assert state() == before


def _fail(*arguments):
    raise RuntimeError
