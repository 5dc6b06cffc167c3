"""Two associations, their members, and an agent who is in neither."""

import re
from dataclasses import dataclass, field
from html import unescape

import pytest
from django.contrib.auth import SESSION_KEY, get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from procedures.publishing.editions.in_memory import edition_in_force
from questionnaire.dossiers.content import card_of, content_of
from questionnaire.dossiers.invitations import create_organisation
from questionnaire.dossiers.sealing import cipher_of
from questionnaire.dossiers.urls import urlpatterns
from questionnaire.models import Dossier, Invitation, Member, MemberRole, Organisation
from questionnaire.runs.member_runs import KEY_IN_SESSION
from questionnaire.runs.prepared import prepared_edition
from questionnaire.runs.run import LIFETIME, Run, cookie_name, seal, unseal
from questionnaire.runs.walk import walk
from tests.portal.accounts.conftest import later, proconnect
from tests.questionnaire.samples import STORED, TODAY
from tests.questionnaire.visitor import Visitor

__all__ = ["later", "proconnect"]

PASSWORD = "deux girafes lentes"
# Open to whoever has the link, or to anybody: they are tried apart.
OF_A_LINK = {"dossier_invitation", "dossier_feed", "dossier_leave", "dossier_request"}
NAMES = sorted(one.name for one in urlpatterns)
SENT = {
    "reference": "PRISE-1",
    "note": "prise",
    "name": "La Rive",
    "email": "pris@exemple.org",
    "seen": "1",
    "open": "1",
    "question": "age",
}


@dataclass
class Association:
    """An association, and the browsers of those who work there."""

    organisation: Organisation
    clients: dict[str, Client] = field(default_factory=dict)

    def join(self, name, role=MemberRole.MEMBER):
        """Add a member, and return the browser in which they are signed in."""
        account = get_user_model().objects.create_user(
            f"{name}@exemple.org", PASSWORD, full_name=name.capitalize(), is_staff=False
        )
        Member.objects.create(organisation=self.organisation, account=account, role=role)
        self.clients[name] = Client()
        self.clients[name].force_login(account)
        return self.clients[name]

    def member(self, name):
        return Member.objects.get(account__email=f"{name}@exemple.org")


@pytest.fixture
def rive(db):
    """An association with an administrator, Awa, and a member, Bilal."""
    made = Association(create_organisation("La Rive", ["82", "31"]))
    made.join("awa", MemberRole.ADMINISTRATOR)
    made.join("bilal")
    return made


@pytest.fixture
def other(db):
    """Another association, whose administrator is Chen."""
    made = Association(create_organisation("Le Pont", ["34"]))
    made.join("chen", MemberRole.ADMINISTRATOR)
    return made


@pytest.fixture
def agent(db):
    """The browser of an agent who may do everything at the desk."""
    account = get_user_model().objects.create_superuser("agent@exemple.org", PASSWORD)
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def consult(edition):
    """A function: a member consults for somebody to the end, and gets the visitor's run.

    The answers are stored in its cookie; ``Visitor.answer_all`` answers the pages instead.
    """

    def begin(client, **other):
        visitor = Visitor(client)
        visitor.id = client.post("/dossiers/nouveau/").headers["Location"].split("/")[3]
        cookie, session = client.cookies[cookie_name(visitor.id)], client.session
        key = f"{session[SESSION_KEY]} {session[KEY_IN_SESSION]}"
        run = Run(*unseal(cookie.value, LIFETIME, key))
        answer_stored(run, other)
        client.cookies[cookie_name(visitor.id)] = seal(run.to_data(), key)
        visitor.page = visitor.at("verifier")
        return visitor

    return begin


def answer_stored(run, other):
    """Give a run the answers to what the edition in force asks: those ``other``, or the usual."""
    prepared = prepared_edition(edition_in_force().rule_set)
    while not (way := walk(prepared, run.answers, timezone.localdate())).complete:
        for key in [way.next] if way.next else way.late:
            assert key not in run.answers, f"{key} is asked again"
            run.answer(key, other.get(key, STORED[key]))


@pytest.fixture
def keep(consult):
    """A function: a member consults and saves; returns the dossier."""

    def saved(client, reference, note="", **other):
        visitor = consult(client, **other)
        sent = {"reference": reference, "note": note}
        response = client.post(f"/dossiers/enregistrer/{visitor.id}/", sent)
        assert response.status_code == 302, response.content.decode()
        return Dossier.objects.get(code=response.headers["Location"].split("/")[3])

    return saved


@pytest.fixture
def kept(rive, keep):
    """A dossier, an invitation and a link of the association La Rive."""
    dossier = keep(rive.clients["bilal"], "SECRET-1", "attend-secret")
    page = rive.clients["awa"].post("/dossiers/association/", {"email": "dina@exemple.org"})
    rive.invited = page.context["link"].partition("testserver")[2]
    page = rive.clients["bilal"].post("/dossiers/calendrier/", {"open": "1"})
    rive.feed = page.context["link"].partition("testserver")[2]
    rive.dossier = dossier
    rive.addresses = {
        name: reverse(name, kwargs=kwargs_of(name, rive)) for name in {*NAMES} - OF_A_LINK
    }
    workbook = reverse("association_export", args=["xlsx"])
    rive.addresses["association_export as a workbook"] = workbook
    return rive


def version_in(page):
    """Return the version of a dossier that a page carries."""
    found = re.search(r'name="version" value="([^"]+)"', page.content.decode())
    return found[1] if found else ""


@pytest.fixture
def shared(kept):
    """The browser of Bilal, who has reopened a dossier there, and the address of its run."""
    client = Client()
    sign_in(client, "bilal")
    return client, reopened(client, kept.dossier)


def reopened(client, dossier, **sent):
    response = client.post(f"/dossiers/dossier/{dossier.code}/rouvrir/", sent)
    run = response.headers["Location"].split("/")[3]
    assert "data-expired" not in client.get(f"/fr/demarche/{run}/resultat/", follow=True).text
    return run


@pytest.fixture
def at(monkeypatch):
    """A function: it is another day."""

    def move(day):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: day)

    move(TODAY)
    return move


def plain(response):
    """Return a page with its characters as they are read."""
    return unescape(response.content.decode()).replace("\xa0", " ")


def opened(dossier):
    """Return the card and the content of a dossier as it is stored now."""
    now = Dossier.objects.select_related("organisation").get(pk=dossier.pk)
    cipher = cipher_of(now.organisation)
    return card_of(now, cipher), content_of(now, cipher)


def sign_in(client, name):
    """Sign in by the page, whoever was there before."""
    sent = {"login": f"{name}@exemple.org", "password": PASSWORD}
    return client.post(reverse("account_login"), sent)


def listed(client, **sent):
    """Return the references of the dossiers that the list shows."""
    page = client.post("/dossiers/", sent).context["page"]
    return [one.card.reference for one in page]


def kwargs_of(name, rive):
    """Return what names, in an address, something of the association."""
    pattern = next(one for one in urlpatterns if one.name == name).pattern
    values = {
        "code": rive.dossier.code,
        "run": "abcdefgh",
        "pk": rive.member("bilal").pk
        if name in ("association_remove", "association_promote", "association_demote")
        else Invitation.objects.get().pk,
        "form": "json",
        "token": "unknown",
    }
    return {one: values[one] for one in pattern.converters}


def asked(client, address):
    return [client.get(address), client.post(address, SENT), client.head(address)]


@pytest.fixture
def drawn(monkeypatch):
    """The pages that are drawn as PDF, in turn: none of them is."""
    pages = []

    class Drawer:
        def pdf(self, page):
            pages.append(page)
            return b"%PDF"

    monkeypatch.setattr("questionnaire.printing.views.drawer", Drawer)
    return pages
