"""« Les jours fermés »: of each, whether the public reads it as it is written."""

import re

import pytest
from django.urls import reverse

from procedures import models
from procedures.publishing.editions import publisher

from .addresses import page
from .closing import (
    CLOSING,
    LATER,
    close,
    confirm,
    data_of,
    made,
    public,
    sent_for,
    stored,
    written,
)
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def opened(catalogue):
    return publisher.publish().edition


def listed(client):
    """Return the lines of « Les jours fermés » of the page on which a day is closed."""
    shown = client.get(CLOSING).text.replace("&nbsp;", " ").replace("\xa0", " ")
    lines = re.search(r'<ul class="desk-closed">(.*?)</ul>', shown, re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", lines[1], re.DOTALL) if lines else []


def test_each_closed_day_says_what_the_public_reads_of_it(client_of, opened):
    writer, publishing = client_of("82", role="redaction"), client_of("82")
    close(publishing)
    (before,) = public()
    (line,) = listed(writer)
    assert before in line
    assert "encore" not in line
    # Another one that is only written is not public.
    confirm(writer, CLOSING, sent_for(writer, starts_on=written(LATER)))
    waiting = made()
    first, second = listed(publishing)
    assert "encore" not in first
    assert "Pas encore publié</strong>." in second
    assert before not in second
    # One that is moved is still read as it was.
    kept = models.Notice.objects.exclude(closed="").exclude(pk=waiting.pk).get()
    typed = form_data(writer.get(page(kept))) | {"starts_on": written(LATER)}
    assert confirm(writer, page(kept), typed)[1].status_code == 302
    (moved,) = [one for one in listed(publishing) if before in one]
    assert f"Pas encore publié</strong> : le public lit encore « {before} »" in moved
    assert "Pas encore publié" in writer.get(page(kept)).text
    # One that is removed is still read too.
    writer.post(page(kept).replace("change", "delete"), {"post": "yes"})
    (gone,) = [one for one in listed(publishing) if before in one]
    assert "Rouvert ici, pas encore publié" in gone
    assert "href" not in gone
    assert f"{reverse('admin:desk_publish')}?part=82" in publishing.get(CLOSING).text
    publisher.publish()
    (line,) = listed(publishing)
    assert "encore" not in line
    assert stored() == [data_of(LATER)]


def test_list_of_announcements_tells_what_runs_from_what_waits(client_of, opened):
    writer = client_of("82", role="redaction")
    confirm(writer, CLOSING, sent_for(writer))
    address = reverse("admin:procedures_notice_changelist")

    def state():
        return re.findall(r'<td class="field-state">([^<]*)</td>', writer.get(address).text)

    assert "pas encore publiée" in state()
    publisher.publish()
    assert "pas encore publiée" not in state()


def test_opening_again_shows_what_the_public_reads(client_of, opened):
    writer, publishing = client_of("82", role="redaction"), client_of("82")
    close(publishing)
    (before,) = public()
    typed = form_data(writer.get(page(made()))) | {"starts_on": written(LATER)}
    confirm(writer, page(made()), typed)
    shown = publishing.get(page(made()).replace("change", "delete"))
    assert before in shown.text.replace("\xa0", " ")


def test_a_closed_day_that_was_never_public_is_removed_alone(client_of, opened):
    writer, publishing = client_of("82", role="redaction"), client_of("82")
    confirm(writer, CLOSING, sent_for(writer))
    address = page(made()).replace("change", "delete")
    assert "Le public ne lira plus" not in publishing.get(address).text
    assert publishing.post(address, {"post": "yes"}).status_code == 302
    assert listed(publishing) == []
