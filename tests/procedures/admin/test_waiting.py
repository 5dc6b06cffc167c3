"""A page that is not ready says what is being done, how far it is, and opens once it is ready."""

from datetime import timedelta
from html import unescape
from threading import Event

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures import models
from procedures.admin.publication import publishing
from procedures.drafting import background
from procedures.publishing import progress
from procedures.publishing.editions import one_notice, planned, publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.progress import WorkStage
from tests import factories

from .addresses import adding
from .agents import PUBLISH, Agent
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
CHECK = "/admin/verifier/"


class Held:
    """A computation that says how far it is, then ends when the test lets it."""

    def __init__(self, settings, monkeypatch):
        self.ready, self.said, self.count = Event(), Event(), 0
        self.result = []
        self.settings, self.monkeypatch = settings, monkeypatch

    def hold(self, module, name):
        """Stand in for a function, which no page waits for longer than a twentieth of a second."""
        self.monkeypatch.setattr(module, name, self)
        self.settings.DESK_PATIENCE_SECONDS = 0.05

    def __call__(self, *args, **kwargs):
        self.count += 1
        progress.say(WorkStage.PEOPLE, 240, 825)
        self.said.set()
        assert self.ready.wait(20)
        return self.result


@pytest.fixture
def held(settings, monkeypatch):
    monkeypatch.setattr(background, "_works", {})
    found = Held(settings, monkeypatch)
    yield found
    found.ready.set()


def test_the_check_says_how_far_it_is_until_it_is_done(held):
    held.hold(background, "problems_of")
    zoe, ana = (Agent(name, "publication").client for name in ("Zoé", "Ana"))
    zoe.get(CHECK)
    assert held.said.wait(20)
    response = zoe.get(CHECK)
    shown = unescape(response.content.decode())
    assert "Personnes d'essai rejouées\N{NO-BREAK SPACE}: 240 sur 825" in shown
    assert "Étape 2 sur 4" in shown
    assert '<noscript><meta http-equiv="refresh"' in shown
    assert "no-store" in response["Cache-Control"]

    state = f"/admin/travail/{response.context['work']}/"
    assert "240 sur 825" in zoe.get(state).content.decode()
    assert ana.get(state).status_code == 204, "each account sees its own work only"
    assert ana.get(CHECK).context["work"] != response.context["work"]


def test_what_is_waited_for_is_computed_once(client, held):
    held.hold(background, "problems_of")
    client.force_login(Agent("Zoe", "publication").user)
    works = {client.get(CHECK).context["work"] for _ in range(3)}
    assert (len(works), held.count) == (1, 1)
    held.ready.set()
    shown = next(one for one in asked_again(client.get, CHECK) if "work" not in one.context)
    assert "Rien n'empêche de publier" in shown.content.decode()
    assert client.get(f"/admin/travail/{works.pop()}/").status_code == 204


def test_a_publication_waits_with_its_form_then_is_made(held, published):
    agent = Agent("Ana", "publication")
    digest = agent.client.get(PUBLISH, {"part": "82"}).context["digest"]
    held.hold(publishing.publisher, "check_publish")
    sent = {"part": "82", "digest": digest, "action": "publier", "note": "« Deux » & <trois>"}
    waits = agent.client.post(PUBLISH, sent)
    assert dict(waits.context["sent"]) == sent
    assert "Continuer" in waits.content.decode()
    assert "noscript" not in waits.content.decode(), "a form is not sent by a refresh"
    assert agent.client.post(PUBLISH, sent).context["work"] == waits.context["work"]
    held.ready.set()
    done_where_the_test_is(held)
    assert agent.client.post(PUBLISH, sent).status_code == 302


def test_an_announcement_waits_with_what_was_typed_then_goes_out(held):
    publisher.publish()
    client = Agent("Ana", "publication").client
    add = adding(models.Notice)
    sent = form_data(client.get(add))
    del sent["csrfmiddlewaretoken"]
    sent |= {
        "department": models.Department.objects.get(code="82").pk,
        "text_fr": "Fermé « lundi » & <mardi>.",
        "ends_on": "31/12/2099",
        "_publier": "oui",
    }
    held.hold(one_notice, "check_publish_notice")
    waits = client.post(add, sent)
    assert dict(waits.context["sent"]) == {name: str(value) for name, value in sent.items()}
    assert not models.Notice.objects.filter(text_fr=sent["text_fr"]).exists()
    assert not models.EntryChange.objects.exists()
    assert client.post(add, sent).context["work"] == waits.context["work"]
    held.ready.set()
    assert next(one for one in asked_again(client.post, add, sent) if one.status_code == 302)
    published = editions.in_force_now().parts.get(code="82").content["department"]["notices"]
    assert sent["text_fr"] in [one["text"] for one in published]
    assert models.EntryChange.objects.filter(section="notices").count() == 1


def test_an_announcement_that_is_wrong_waits_for_nothing(held, published):
    client = Agent("Ana", "publication").client
    sent = form_data(client.get(adding(models.Notice))) | {"text_fr": "Fermé.", "_publier": "oui"}
    held.hold(one_notice, "check_publish_notice")
    shown = client.post(adding(models.Notice), sent)
    assert "ends_on" in shown.context["adminform"].form.errors
    assert held.count == 0


def test_what_goes_wrong_behind_the_page_is_an_error_of_the_page(client, settings, monkeypatch):
    settings.DESK_PATIENCE_SECONDS = 20

    def fails(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(background, "problems_of", fails)
    client.force_login(Agent("Zoe", "publication").user)
    with pytest.raises(ZeroDivisionError):
        client.get(CHECK)


def done_where_the_test_is(held):
    """Act within the request: a thread sees nothing of what a test has not committed."""
    held.settings.DESK_PATIENCE_SECONDS = 0


def waits_then_shows(client, held, address, sent=None):
    """Tell that a page waits while something is computed, and return what it answers then."""
    asked = (lambda: client.get(address)) if sent is None else lambda: client.post(address, sent)
    waits = asked()
    assert waits.context["work"]
    assert dict(waits.context["sent"]) == (sent or {})
    held.ready.set()
    return until_done(asked)


def asked_again(ask, *asked):
    """Yield the answers of a page for twenty seconds: each waits for a twentieth of one."""
    return (ask(*asked) for _ in range(400))


def until_done(ask, *asked):
    """Return the first answer of a page that waits for nothing."""
    answers = asked_again(ask, *asked)
    return next(one for one in answers if not (one.context and "work" in one.context))


def test_a_page_that_shows_a_check_waits_for_it(held, published):
    client = Agent("Zoe", "publication", "national").client
    procedure = factories.make_procedure(key="nouvelle", draft=True)
    held.hold(background, "problems_of")
    address = f"/admin/ecrire/{procedure.pk}/relire/?verifier=oui"
    assert waits_then_shows(client, held, address).status_code == 200
    assert held.count > 0


@pytest.fixture
def followed():
    """Four editions: past, planned, in force, and planned again on what is in force."""
    publisher.publish()
    channel = models.Channel.objects.filter(department__code="82")
    channel.update(instructions_fr="Prenez rendez-vous.")
    publisher.publish(only="82", takes_effect_on=timezone.localdate() + timedelta(days=1))
    channel.update(instructions_fr="Écrivez.")
    publisher.publish(only="82")
    return models.Edition.objects.get(number=4)


@pytest.mark.parametrize(
    ("page", "number", "module", "check"),
    [
        ("cancel", 4, planned, "check_cancel"),
        ("restore", 1, publisher, "check_restore"),
    ],
)
def test_acts_on_editions_wait_with_their_form_then_are_done(
    held, followed, page, number, module, check
):
    client = Agent("Ana", "publication").client
    sent = {"note": "« Deux » & <trois>"}
    if page == "restore":
        sent["work"] = "garder"
    address = reverse(f"admin:desk_{page}", args=[number])
    held.hold(module, check)
    waits = client.post(address, sent)
    assert dict(waits.context["sent"]) == sent
    assert "Rien n'est encore fait." in waits.text
    held.ready.set()
    done_where_the_test_is(held)
    assert client.post(address, sent).status_code == 302
    assert models.Edition.objects.filter(number=5, note=sent["note"]).exists()


def test_what_is_planned_is_announced_where_it_is_looked_at(held, published):
    client = Agent("Ana", "publication").client
    held.hold(publishing, "_shown")

    def stages():
        return [one["words"] for one in client.get(PUBLISH, {"part": "82"}).context["stages"]]

    assert WorkStage.PLANNED not in stages()
    models.Channel.objects.filter(department__code="82").update(instructions_fr="Écrivez.")
    publisher.publish(only="82", takes_effect_on=timezone.localdate() + timedelta(days=1))
    assert stages()[-1] == WorkStage.PLANNED
