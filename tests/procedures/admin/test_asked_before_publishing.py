"""« Enregistrer et publier » needs a recent proof of who is there, as « Publier » does."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user
from django.urls import reverse

from procedures import models
from procedures.publishing.editions import publisher

from .addresses import page
from .forms import form_data
from .test_publishing_notices import DAYS, add, edit, notices

pytestmark = pytest.mark.usefixtures("opened")
PASSWORD = "vingt-sept tournesols bleus"


@pytest.fixture
def opened(catalogue):
    publisher.publish()


@pytest.fixture
def left_open(client_of, settings):
    """A desk that was left open: nobody has shown for a while who is there."""
    settings.SECOND_FACTOR = True
    client = client_of("82", password=PASSWORD)
    TOTP.activate(get_user(client), "A" * 32)
    return client


def test_who_publishes_is_asked_who_they_are_and_loses_nothing(left_open):
    asked = add(left_open, "Le guichet ferme lundi.")
    assert asked.url.startswith(reverse("account_reauthenticate"))
    before = notices()
    assert not models.Notice.objects.filter(text_fr="Le guichet ferme lundi.").exists()
    back = left_open.post(asked.url, {"password": PASSWORD})
    assert left_open.get(back.url).status_code == 302
    assert "Le guichet ferme lundi." in str(notices())
    assert len(notices()) == len(before) + 1


def test_who_saves_is_not_asked_and_who_then_publishes_is(left_open):
    notice, before = models.Notice.objects.filter(department__code="82").first(), notices()
    data = form_data(left_open.get(page(notice))) | DAYS | {"text_fr": "Le guichet ferme mardi."}
    assert left_open.post(page(notice), data).url == reverse("admin:procedures_notice_changelist")
    asked = edit(left_open, notice)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert notices() == before
