"""« Essayer » opened after a rank was changed proposes who gets another procedure by it."""

from html import unescape

import pytest
from django.contrib.auth import get_user_model

from procedures import models
from procedures.publishing.editions import publisher
from procedures.publishing.journal import recording
from tests import factories

from .addresses import page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
URL = "/admin/essayer/"


@pytest.fixture
def cards(catalogue):
    """Three procedures of one track: « Carte c » is open to everybody of 18, and comes last."""
    models.Procedure.objects.update(track="autre")
    for rank, key, when in (
        (1, "a", {"age": {"gte": 60}}),
        (2, "b", {"age": {"gte": 30}}),
        (3, "c", {"age": {"gte": 18}}),
    ):
        factories.make_procedure(
            key=key, family="etudes", track="titre", rank=rank, title_fr=f"Carte {key}", when=when
        )
    for age in (20, 40, 70):
        models.Case.objects.create(
            key=f"age_{age}",
            file="essais",
            persona=f"Awa, {age} ans",
            answers={"situation": "etudes", "age": age},
            expect={"procedures": ["renouvellement"]},
        )


def move(client, key, place):
    row = models.Procedure.objects.get(key=key)
    value = f"apres-{models.Procedure.objects.get(key=place).pk}" if len(place) == 1 else place
    sent = form_data(client.get(page(row))) | {"rank": value}
    assert client.post(page(row), sent).status_code == 302
    return client.get(URL)


def told(shown):
    return [(one.key, one.before, one.now) for one in shown.context["move"].people]


def test_who_gets_another_procedure_is_proposed_and_opened(client_of, cards):
    client = client_of("national")
    shown = move(client, "c", "a")
    assert told(shown) == [("age_40", "Carte b", "Carte c")]
    text = unescape(shown.text).replace("\xa0", " ")
    assert "<strong>Carte c</strong> passe maintenant devant : <strong>Carte b</strong>." in text
    assert "Avant : Carte b. Maintenant : <strong>Carte c</strong>." in text
    assert '<button type="submit" form="ouvrir" name="cas" value="age_40">' in text
    # Nobody else moved anything, and the answers of a person are no place for it.
    assert "move" not in client_of("34").get(URL).context
    assert "move" not in client.post(URL, {"action": "charger", "cas": "age_40"}).context


def test_all_that_it_passes_are_named_and_who_made_room_is_not(client_of, cards):
    shown = move(client_of("national"), "c", "premier")
    assert shown.context["move"].passed == ("Carte a", "Carte b")
    assert told(shown) == [("age_40", "Carte b", "Carte c"), ("age_70", "Carte a", "Carte c")]


def test_one_person_of_each_change_comes_first(client_of, cards):
    for number in range(3):
        one = models.Case.objects.get(key="age_40")
        one.pk, one.key = None, f"age_40_{number}"
        one.save()
    models.Case.objects.filter(key="age_70").update(position=9)
    shown = move(client_of("national"), "c", "premier")
    assert [one[1] for one in told(shown)] == ["Carte b", "Carte a", "Carte b"]


def test_a_procedure_that_is_put_behind_is_told_so(client_of, cards):
    shown = move(client_of("national"), "a", "b")
    assert told(shown) == [("age_70", "Carte a", "Carte b")]
    text = unescape(shown.text).replace("\xa0", " ")
    assert "<strong>Carte a</strong> passe maintenant derrière : <strong>Carte b</strong>." in text


def test_where_nobody_gets_another_one_who_may_have_both_comes(client_of, cards):
    models.Procedure.objects.filter(key="a").update(when={"age": {"gte": 18}})
    shown = move(client_of("national"), "c", "a")
    assert {one[0] for one in told(shown)} == {"age_40", "age_70"}
    assert (shown.context["move"].changed, shown.context["move"].both) == (False, True)


def test_where_nobody_may_have_both_who_may_have_it_comes(client_of, cards):
    models.Case.objects.exclude(key="age_20").delete()
    shown = move(client_of("national"), "c", "a")
    assert told(shown) == [("age_20", "", "")]
    assert not shown.context["move"].both


def test_another_change_of_a_rule_proposes_who_gets_another_procedure(client_of, cards):
    models.Case.objects.update(expect={"shown": ["renouvellement"]})
    publisher.publish()
    client = client_of("national")
    row = models.Procedure.objects.get(key="b")
    with recording(get_user_model().objects.get(pk=client.session["_auth_user_id"])):
        row.when = {"age": {"gte": 50}}
        row.save()
    shown = client.get(URL)
    assert shown.context["otherwise"].count == 1
    (one,) = shown.context["otherwise"].people
    assert (one.key, one.before, one.now) == (
        "age_40",
        "Carte b, Une carte",
        "Carte c, Une carte",
    )
    text = unescape(shown.text).replace("\xa0", " ")
    assert "Une personne d'essai reçoit une autre démarche que celle qui est publiée." in text
    assert '<button type="submit" form="ouvrir" name="cas" value="age_40">' in text


def test_another_change_of_a_procedure_proposes_nobody(client_of, cards):
    client = client_of("national")
    row = models.Procedure.objects.get(key="c")
    sent = form_data(client.get(page(row))) | {"title_fr": "Carte neuve"}
    client.post(page(row), sent)
    assert "move" not in client.get(URL).context
