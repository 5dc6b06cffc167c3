"""An announcement is seen on its own days: a publication and a removal say which."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from procedures import models
from procedures.engine.conditions.words import day_in_full
from procedures.publishing.editions import publisher

from .addresses import listing, page
from .reading import said

pytestmark = pytest.mark.usefixtures("catalogue")
TODAY = timezone.localdate()
LATER, LONG_AGO = TODAY + timedelta(days=9), TODAY - timedelta(days=9)
LATER_SAID = day_in_full(LATER)
PUBLISH = "/admin/publier/"
SOON = "Visible du public dans 5 minutes au plus."


def announce(text="Fermé.", code="82", **days):
    department = models.Department.objects.get(code=code)
    return models.Notice.objects.create(department=department, text_fr=text, **days)


def removed(client, row):
    answer = client.post(page(row, "delete"), {"post": "yes"}, follow=True)
    return unescape(" ".join(map(str, answer.context["messages"])))


def publish(client):
    digest = client.get(PUBLISH, {"part": "82"}).context["digest"]
    response = client.post(PUBLISH, {"part": "82", "action": "publier", "digest": digest})
    assert response.status_code == 302
    return unescape(said(response))


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (
            {"shown_from": LATER},
            f"Le public ne l'a pas encore vue : sans publication, elle paraîtra le {LATER_SAID}.",
        ),
        ({"starts_on": LONG_AGO, "ends_on": LONG_AGO}, "Le public ne la voit plus."),
        (
            {"starts_on": LATER, "shown_from": TODAY},
            "Le public la voit encore. Publiez pour qu'elle disparaisse.",
        ),
    ],
    ids=["ahead", "over", "today"],
)
def test_who_removes_an_announcement_reads_whether_the_public_sees_it(client_of, days, told):
    row = announce(**days)
    publisher.publish()
    text = removed(client_of("82"), row)
    assert told in text
    assert text.count("Le public") == 1
    assert 'href="/admin/publier/?part=82"' in text


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (
            (LATER, LATER + timedelta(days=1)),
            f"sans publication, il le verra, à partir du {LATER_SAID}.",
        ),
        ((LONG_AGO, LONG_AGO), "Le public ne voit plus ce que vous avez retiré."),
        ((LATER, TODAY), "Le public voit encore ce que vous avez retiré."),
    ],
    ids=["ahead", "over", "one_today"],
)
def test_several_announcements_are_told_together_by_their_days(client_of, days, told):
    rows = [announce(f"Fermé {one}.", starts_on=one, ends_on=one) for one in days]
    publisher.publish()
    sent = {"action": "delete_selected", "_selected_action": [one.pk for one in rows]}
    client = client_of("82")
    answer = client.post(listing(models.Notice), sent | {"post": "yes"}, follow=True)
    assert told in unescape(" ".join(map(str, answer.context["messages"])))


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (
            {"starts_on": LATER, "ends_on": LATER},
            f"le {LATER_SAID}",
        ),
        ({}, "tous les jours, jusqu'à son retrait"),
    ],
)
def test_the_page_of_removal_says_when_it_is_shown(client_of, days, told):
    row = announce(**days)
    text = unescape(client_of("82").get(page(row, "delete")).text).replace("\xa0", " ")
    assert f"Jours d'affichage, dans votre travail : {told}." in text


def test_other_pages_of_removal_say_no_days(client_of):
    row = models.Channel.objects.get(department__code="82")
    assert "Jours d'affichage" not in unescape(client_of("82").get(page(row, "delete")).text)


def test_an_announcement_shown_later_is_not_called_visible_soon(client_of, published):
    announce(shown_from=LATER)
    text = publish(client_of("82"))
    assert f"« Fermé. ». Le public la verra le {LATER_SAID}." in text.replace("\xa0", " ")
    assert "minutes" not in text


def test_several_shown_later_are_said_from_their_first_day(client_of, published):
    for days in range(4):
        announce(f"Fermé {days}.", starts_on=LATER + timedelta(days=days))
    text = publish(client_of("82"))
    assert f"Le public les verra à partir du {LATER_SAID}." in text
    assert "minutes" not in text


def test_what_is_shown_later_is_told_apart_from_the_rest(client_of, published):
    models.Channel.objects.filter(department__code="82").update(instructions_fr="Venez.")
    for days in range(4):
        announce(f"Fermé {days}.", starts_on=LATER + timedelta(days=days))
    text = publish(client_of("82")).replace("\xa0", " ")
    assert f"{SOON} Plus tard : " in text
    told = text.partition("Plus tard : ")[2].partition(". ")[0]
    assert f"« Fermé 0. », le {LATER_SAID} ; " in text
    assert f"2 autres annonces, à partir du {LATER_SAID}" in text, told


def test_an_announcement_of_which_the_public_sees_nothing_change(client_of):
    row = announce(starts_on=LATER)
    publisher.publish()
    row.delete()
    text = publish(client_of("82"))
    assert "Le public ne voit aucun changement" in text
    assert "minutes" not in text


def test_one_shown_today_that_is_put_off_changes_at_once(client_of):
    row = announce(shown_from=LONG_AGO)
    publisher.publish()
    models.Notice.objects.filter(pk=row.pk).update(shown_from=LATER)
    assert SOON in publish(client_of("82"))
