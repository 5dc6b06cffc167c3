"""Before what cannot be taken back, and after an absence, the desk asks who is there."""

import re
import time

import pytest
from django.urls import reverse

from portal import settings
from portal.accounts import entry
from procedures.admin import publishing_notices
from tests import factories

from .conftest import PASSWORD

NEW = "/admin/procedures/approvedhost/add/"
HOST = {"host": "nouveau.example", "reason": "Site de l'association"}


# What cannot be taken back, or gives rights. One is asked about before it is looked for.
ACTS = [
    "/admin/publier/",
    "/admin/remettre-en-vigueur/1/",
    "/admin/editions-prevues/1/annuler/",
    "/admin/enquetes-de-terrain/vague/1/",
    "/admin/portal/user/",
    "/admin/portal/user/add/",
    "/admin/portal/user/1/change/",
    "/admin/portal/user/1/delete/",
    "/admin/portal/user/1/invitation/",
    "/admin/procedures/approvedhost/",
    "/admin/procedures/approvedhost/add/",
    "/admin/procedures/approvedhost/1/change/",
    "/admin/procedures/approvedhost/1/delete/",
    "/admin/procedures/departmentmembership/",
    "/admin/procedures/departmentmembership/add/",
    "/admin/procedures/departmentmembership/1/change/",
    "/admin/procedures/departmentmembership/1/delete/",
    "/admin/associations/",
    "/admin/associations/1/",
    "/dossiers/association/",
    "/dossiers/association/export.csv",
    "/dossiers/association/supprimer/",
    "/dossiers/association/membre/1/retirer/",
]


@pytest.fixture
def inside(client, agent, enter, secret, code_of, required):
    """The client of a national publisher who has just entered with both factors."""
    factories.make_membership("national", role="publication", user=agent)
    enter()
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
    return client


def hosts():
    from procedures.models import ApprovedHost

    return ApprovedHost.objects.filter(host="nouveau.example")


def test_an_act_soon_after_the_login_is_not_asked_about(inside):
    assert inside.post(NEW, HOST).status_code == 302
    assert hosts().exists()


def test_an_act_later_is_asked_about_and_nothing_is_lost(inside, later):
    later(16 * 60)
    asked = inside.post(f"{NEW}?_changelist_filters=a", HOST)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert not hosts().exists()
    assert inside.get(asked.url).status_code == 200
    back = inside.post(asked.url, {"password": PASSWORD})
    assert back.url == f"{NEW}?_changelist_filters=a"
    done = inside.get(back.url)
    assert done.status_code == 302
    assert hosts().get().reason == HOST["reason"]
    assert inside.get(f"{NEW}?_changelist_filters=a").status_code == 200
    assert hosts().count() == 1


def test_a_wrong_answer_does_nothing(inside, later):
    later(16 * 60)
    asked = inside.post(NEW, HOST)
    assert inside.post(asked.url, {"password": "faux"}).status_code == 200
    assert inside.get(NEW).status_code == 200
    assert not hosts().exists()


@pytest.mark.parametrize("address", ACTS)
def test_each_act_that_cannot_be_taken_back_is_asked_about(inside, later, address):
    later(16 * 60)
    asked = inside.post(address)
    assert asked.status_code == 302
    assert asked.url.startswith(reverse("account_reauthenticate"))


def test_a_page_is_read_without_being_asked(inside, later):
    later(16 * 60)
    assert inside.get(NEW).status_code == 200


def test_each_page_that_is_asked_about_exists():
    """A name that no address has would be asked about nowhere."""
    from django.contrib import admin

    from portal.desk_urls import urlpatterns as desk
    from portal.urls import urlpatterns as site
    from questionnaire.dossiers.urls import urlpatterns as dossiers

    names = {f"admin:{one.name}" for one in admin.site.get_urls() if getattr(one, "name", None)}
    for model_admin in admin.site._registry.values():
        names |= {f"admin:{one.name}" for one in model_admin.urls if getattr(one, "name", None)}
    names |= {one.name for one in (*desk, *dossiers, *site) if hasattr(one, "name")}
    assert {one for one in entry.ASKED_AGAIN if not one.endswith("_invitation")} <= names


def test_an_absence_closes_the_desk_and_keeps_the_form(inside, later):
    factories.make_fee(key="timbre")
    later(31 * 60)
    page = "/admin/procedures/approvedhost/"
    asked = inside.get(page)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    asked = inside.post(NEW, HOST)
    assert not hosts().exists()
    back = inside.post(asked.url, {"password": PASSWORD})
    assert inside.get(back.url).status_code == 302
    assert hosts().exists()


def test_a_desk_that_is_used_stays_open(inside, later):
    for minutes in (20, 40, 60):
        later(minutes * 60)
        assert inside.get("/admin/aide/").status_code == 200


def test_an_absence_counts_without_the_second_factor_too(client, agent, later, settings):
    client.force_login(agent)
    assert client.get("/admin/").status_code == 200
    later(31 * 60)
    assert client.get("/admin/").status_code == 302
    settings.IDLE_SECONDS = 0
    assert client.get("/admin/").status_code == 200


def test_what_is_asked_leads_to_no_other_site(inside, later):
    later(16 * 60)
    address = f"{reverse('account_reauthenticate')}?next=https://evil.example/"
    assert inside.post(address, {"password": PASSWORD}).url == "/admin/"


def test_a_kept_form_is_of_its_own_session(inside, later, agent):
    from django.test import Client

    later(16 * 60)
    inside.post(NEW, HOST)
    other = Client()
    other.force_login(agent)
    assert other.get(NEW).status_code == 200
    assert not hosts().exists()


def test_a_session_is_ended_from_another(inside, agent, enter):
    from django.test import Client

    elsewhere = Client(REMOTE_ADDR="192.0.2.77", HTTP_USER_AGENT="Firefox")
    elsewhere.force_login(agent)
    from allauth.usersessions.models import UserSession

    row = UserSession.objects.create(
        user=agent,
        ip="192.0.2.77",
        user_agent="Mozilla (Windows NT 10.0) Firefox/140",
        session_key=elsewhere.session.session_key,
    )
    assert row.ip == "0.0.0.0"  # noqa: S104 - no address of anybody is kept.
    listed = inside.get(reverse("usersessions_list")).content.decode()
    assert "Firefox, Windows" in listed
    assert "192.0.2.77" not in listed
    assert "Mozilla" not in listed
    inside.post(reverse("usersessions_list"))
    assert elsewhere.get("/admin/").status_code == 302
    assert inside.get("/admin/").status_code == 200


def test_a_session_left_open_does_not_show_the_codes_of_recovery(
    client, enter, secret, code_of, recovery_codes, later
):
    """They answer to every later question of who is there: they are asked about too."""
    pages = [reverse("mfa_view_recovery_codes"), reverse("mfa_download_recovery_codes")]
    enter()
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    for page in pages:
        assert recovery_codes[0] in client.get(page).content.decode()
    later(16 * 60)
    for page in pages:
        asked = client.get(page)
        assert asked.status_code == 302
        assert asked.url.startswith(reverse("account_reauthenticate"))


def test_a_kept_form_is_not_readable_in_the_table_of_sessions(inside, later):
    from django.contrib.sessions.models import Session

    later(16 * 60)
    inside.post(NEW, HOST)
    held = str([one.get_decoded() for one in Session.objects.all()])
    assert entry.KEPT in held
    assert HOST["host"] not in held


def test_a_session_that_is_kept_in_use_ends_after_half_a_day(inside, later, settings):
    later(settings.SESSION_COOKIE_AGE + 60)
    session = inside.session
    session[entry.SEEN] = time.time()
    session.save()
    assert inside.get(NEW).url.startswith(reverse("account_reauthenticate"))


def test_a_wave_is_deleted_by_who_showed_who_they_are(inside, later, db):
    """Its answers are lost for ever: a session that was left open is not enough."""
    from procedures.models import Kit, Wave

    kit = Kit.objects.create(part="national", key="visite", title="Votre visite")
    day = "2026-11-26"
    wave = Wave.objects.create(kit=kit, part="82", name="A", opens_on=day, closes_on=day, token="x")
    later(16 * 60)
    address = reverse("admin:desk_wave", args=[wave.pk])
    asked = inside.post(address, {"effacer": "oui"})
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert Wave.objects.exists()


# The files that make an edition for a page, and the pages.
MAKES_EDITIONS = {
    "procedures/admin/pages.py": {"admin:desk_restore"},
    "procedures/admin/publication/planning.py": {"admin:desk_cancel"},
    "procedures/admin/publication/publishing.py": {"admin:desk_publish"},
    "procedures/admin/publishing_notices.py": entry.PUBLISHING_PAGES,
}


def test_every_page_that_makes_an_edition_is_asked_about():
    """One that begins to publish, and is not named here, would be asked about nowhere."""
    door = re.compile(r"\b(publisher|one_notice|planned)\.(publish\w*|restore|confirm|cancel)\(")
    rooms = ("procedures/admin", "procedures/drafting", "portal", "questionnaire")
    served = [file for room in rooms for file in (settings.ROOT / room).rglob("*.py")]
    found = {file for file in served if door.search(file.read_text(encoding="utf-8"))}
    assert {str(file.relative_to(settings.ROOT)) for file in found} == {*MAKES_EDITIONS}
    for pages in MAKES_EDITIONS.values():
        assert pages <= entry.ASKED_AGAIN or pages == entry.PUBLISHING_PAGES
    assert publishing_notices.BUTTON == entry.PUBLISHES
