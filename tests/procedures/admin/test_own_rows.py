"""Lists of what départements say begin with what the account may change."""

import pytest

from procedures import models
from tests import factories

from .addresses import adding, listing, page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
LOCAL = (models.Channel, models.Notice, models.Site, models.Helper)


def parts(client, model, **asked):
    found = client.get(listing(model), asked).context["cl"].queryset
    return {row.part for row in found}


@pytest.mark.parametrize("model", LOCAL)
def test_a_list_begins_with_the_account_s_own_part(local, model):
    assert parts(local, model) == {"82"}
    assert parts(local, model, lire="tout") == {"82", "national"}
    text = local.get(listing(model)).text
    assert "ce que vous changez" in text
    assert "tout ce que vous pouvez lire" in text


@pytest.mark.parametrize("model", LOCAL)
def test_who_changes_nothing_or_everything_has_no_such_choice(client_of, model):
    assert parts(client_of("82", role="consultation"), model) == {"82", "national"}
    everything = client_of(is_superuser=True)
    assert parts(everything, model) == {"82", "34", "national"}
    assert "ce que vous changez" not in everything.get(listing(model)).text


@pytest.fixture
def helper(catalogue):
    helper = models.Helper.objects.get(department__code="82")
    helper.kind, helper.languages = "point_justice", ["pt", "xx"]
    helper.save()
    return helper


def test_a_helper_s_kind_is_read_and_chosen_in_words(client_of, local, helper):
    text = local.get(listing(models.Helper)).text
    assert "Conseils juridiques gratuits" in text
    assert ">point_justice<" not in text
    form = local.get(page(helper)).context["adminform"].form
    assert dict(form.fields["kind"].choices)["point_justice"] == "Conseils juridiques gratuits"
    read = client_of("82", role="consultation").get(page(helper)).text
    assert "Conseils juridiques gratuits" in read
    assert "point_justice" not in read


def test_what_is_no_longer_offered_is_kept(local, helper):
    helper.kind = "ancien_type"
    helper.save()
    assert local.post(page(helper), form_data(local.get(page(helper)))).status_code == 302
    helper.refresh_from_db()
    assert (helper.kind, helper.languages) == ("ancien_type", ["pt", "xx"])


def test_places_are_of_the_arrondissements_of_their_departement(local, site):
    site.arrondissements = ["822"]
    site.save()
    field = local.get(page(site)).context["adminform"].form.fields["arrondissements"]
    codes = {code for code, _ in field.choices}
    assert codes
    assert all(code.startswith("82") for code in codes)
    assert all("autour de" in words for _, words in field.choices)
    assert local.get(adding(models.Site)).status_code == 200


def test_an_amount_is_read_as_one_says_it(nation):
    fee = models.Fee.objects.create(key="taxe", label_fr="Taxe")
    models.FeeAmount.objects.create(fee=fee, starts_on="2026-05-01", amount="350.00")
    assert "350 €, depuis le 1er mai 2026" in nation.get(listing(models.Fee)).text
    opened = nation.get(page(fee)).text
    assert "350 €, à partir du 1er mai 2026" in opened
    assert "350.00" not in opened


def test_a_link_that_is_national_is_found_from_the_list_of_a_département(client_of):
    orientation = models.Orientation.objects.create(key="anef", title_fr="L’ANEF", rank=1)
    link = models.OrientationLink.objects.create(
        orientation=orientation, text_fr="Le site", url="https://anef.example/depot"
    )
    editor = factories.make_user(full_name="Ana Ruiz", email="ana@example.org")
    factories.make_membership("national", role="redaction", user=editor)
    client, asked = client_of("82"), {"q": link.url}
    response = client.get(listing(models.Channel), asked)
    (place,) = response.context["desk_national"]
    assert (place.url, place.verb) == (page(link), "Lire")
    assert "L'équipe nationale le tient à jour." in response.text
    assert "mailto:ana@example.org" in response.text
    # What is found in the list itself, and what nobody says, need no word.
    models.Channel.objects.filter(department__code="82").update(url=link.url)
    assert "équipe nationale" not in client.get(listing(models.Channel), asked).text
    assert "équipe nationale" not in client.get(listing(models.Channel), {"q": "rien.example"}).text
    client.force_login(editor)
    models.Channel.objects.all().update(url="")
    assert "équipe nationale" not in client.get(listing(models.Channel), asked).text
