"""What else says an old address, number or hours is told when they change, with links."""

import re
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from procedures import models
from procedures.publishing.editions import publisher
from tests import factories

from .addresses import page
from .forms import form_data
from .test_searching import places

pytestmark = pytest.mark.usefixtures("catalogue")
SEARCH = reverse("admin:desk_search")


def saved(client, row, **changes):
    data = form_data(client.get(page(row))) | changes
    response = client.post(page(row), data)
    assert response.status_code == 302, response.context["errors"]
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.fixture
def site(catalogue):
    site = models.Site.objects.get(department__code="82")
    site.address_fr = "2 allée de l'Empereur\n82000 Montauban"
    site.phone = "05 63 22 82 00"
    site.weekly_hours = {"mon": ["09:00-12:00"]}
    site.save()
    return site


def test_an_address_that_changes_is_told_where_else_it_is_written(client_of, site):
    notice = models.Notice.objects.get(department__code="82")
    models.Notice.objects.filter(pk=notice.pk).update(text_fr="Venez au 2, allée de l’Empereur.")
    said = saved(client_of("82"), site, address_fr="3 place Foch\n82000 Montauban")
    assert "L&#x27;ancienne adresse est encore à un autre endroit" in said
    assert page(notice) in said
    assert "ancienne adresse" not in saved(client_of("82"), site, phone="05 00 00 00 00")


def test_a_number_that_changes_is_told_however_it_is_grouped(client_of, site):
    models.Notice.objects.filter(department__code="82").update(text_fr="Appelez le 0563228200.")
    assert "ancien numéro" in saved(client_of("82"), site, phone="05 63 22 82 01")


def test_hours_that_change_are_told_in_the_same_departement_only(client_of, site):
    models.Notice.objects.update(text_fr="Nous ouvrons à 9h.")
    said = saved(client_of("82", "34"), site, weekly_hours_mon="9h30-12h")
    assert "Un ancien horaire est encore à un autre endroit" in said
    assert "ancien horaire" not in saved(client_of("82"), site, weekly_hours_tue="9h30-12h")


def test_a_number_that_another_entry_has_of_its_own_is_told_too(client_of, site):
    department = models.Department.objects.get(code="82")
    department.prefecture_name_fr, department.prefecture_phone = "Préfecture", "05.63.22.82.00"
    department.save()
    client = client_of("82")
    said = saved(client, site, phone="05 63 22 82 01")
    assert "Préfecture : téléphone" in said
    assert page(department) in said
    # The préfecture's own number, the other way round.
    site.refresh_from_db()
    models.Department.objects.filter(pk=department.pk).update(prefecture_phone=site.phone)
    department.refresh_from_db()
    assert page(site) in saved(client, department, prefecture_phone="05 63 22 82 02")


def test_the_page_of_a_place_shows_the_number_that_the_public_reads_beside_it(client_of, site):
    department = models.Department.objects.get(code="82")
    department.prefecture_phone = "05 63 22 00 00"
    department.save()
    client = client_of("82")
    beside = client.get(page(site)).context["desk_beside"]
    assert [(number, address) for _, number, address in beside] == [
        ("05 63 22 00 00", page(department))
    ]
    assert "05 63 22 00 00" in client.get(page(site)).text
    names = [address for _, _, address in client.get(page(department)).context["desk_beside"]]
    assert names == [page(site)]


@pytest.mark.parametrize("typed", ["05 63 22 82 00", "0563228200", "05.63.22.82.00"])
def test_a_number_is_found_whole_in_its_columns_and_in_the_texts(client_of, catalogue, typed):
    models.Department.objects.filter(code="82").update(prefecture_phone="05 63 22 82 00")
    models.Notice.objects.filter(department__code="82").update(text_fr="Appelez le 0563 228 200.")
    # Its digits in another order are another number.
    models.Helper.objects.filter(department__code="82").update(phone="00 82 22 63 05")
    found = places(client_of("82"), typed)
    assert {kind: len(listed) for kind, listed in found.items()} == {
        "Dans les numéros de téléphone": 1,
        "Dans les textes": 1,
    }


def test_an_announcement_of_a_day_that_opens_now_is_told(client_of, site):
    notices = models.Notice.objects.filter(department__code="82")
    notices.update(text_fr="Le guichet ferme le jeudi après-midi.")
    said = saved(client_of("82"), site, weekly_hours_thu="9h-12h, 14h-16h")
    assert "Un ancien jour de fermeture est encore à un autre endroit" in said
    assert page(notices.get()) in said
    site.refresh_from_db()
    # It opened on that day already: the announcement is newer.
    said = saved(client_of("82"), site, weekly_hours_thu="9h-12h, 14h-17h")
    assert "jour de fermeture" not in said


def test_the_label_of_a_fee_that_a_new_amount_makes_untrue_is_told(client_of, catalogue):
    fee = factories.make_fee(key="carte", label_fr="Carte : 200 + 50 €")
    models.FeeAmount.objects.create(fee=fee, amount=250, starts_on="2026-01-01")
    publisher.publish()
    client = client_of("national")
    assert "ancien montant" not in saved(client, fee, source_reference="CESEDA L. 436-1")
    said = saved(client, fee, **{"amounts-0-amount": "275", "amounts-0-meant": "erreur"})
    told = "L&#x27;ancien montant de « Carte : 200 + 50 € » (250 €) est encore à un autre endroit"
    assert told in said
    assert page(fee) in said


def test_hours_of_somebody_who_helps_are_followed_too(client_of, site):
    helper = models.Helper.objects.filter(department__code="82").first()
    helper.weekly_hours = {"mon": ["09:00-12:00"]}
    helper.save()
    models.Notice.objects.update(text_fr="Nous ouvrons à 9h.")
    said = saved(client_of("82"), helper, weekly_hours_mon="9h30-12h")
    assert "Un ancien horaire est encore" in said


def test_the_address_of_a_channel_is_followed_too(client_of, catalogue):
    channel = models.Channel.objects.get(department__code="82")
    channel.address_fr = "2 allée de l'Empereur\n82000 Montauban"
    channel.save()
    notice = models.Notice.objects.get(department__code="82")
    models.Notice.objects.filter(pk=notice.pk).update(text_fr="Écrivez au 2, allée de l’Empereur.")
    said = saved(client_of("82"), channel, address_fr="3 place Foch\n82000 Montauban")
    assert "L&#x27;ancienne adresse est encore à un autre endroit" in said
    assert page(notice) in said


def test_where_more_places_say_it_than_are_shown_the_search_is_one_link_away(client_of, site):
    models.Notice.objects.all().delete()
    department = models.Department.objects.get(code="82")
    models.Notice.objects.bulk_create(
        models.Notice(department=department, text_fr=f"{n} : au 2, allée de l’Empereur.")
        for n in range(9)
    )
    client = client_of("82")
    said = saved(client, site, address_fr="3 place Foch\n82000 Montauban")
    (link,) = re.findall(r'href="([^"]*[?]q=[^"]*)"', said)
    # The place's own address is no longer the old one: the nine announcements are.
    listed = client.get(unescape(link)).context["groups"]
    assert [(kind, count) for kind, count, _ in listed] == [("Dans les textes", 9)]
    models.Notice.objects.last().delete()
    site.save()
    assert "?q=" not in saved(client, site, address_fr="4 place Foch\n82000 Montauban")
