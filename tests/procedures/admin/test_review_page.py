"""The review of national changes by a second person, on the page « Publier »."""

from datetime import timedelta

import pytest
from django.utils import timezone

from procedures import models
from procedures.publishing.editions import publisher
from tests import factories

pytestmark = pytest.mark.usefixtures("catalogue")
URL = "/admin/publier/"
INDEX = "/admin/"


@pytest.fixture(autouse=True)
def two_people(settings):
    settings.TWO_PERSON_REVIEW = True


@pytest.fixture
def logged_in(client):
    """A function: the client of one of the accounts that may publish the national content."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in


def national_publisher(email):
    user = factories.make_user(email=email)
    factories.make_membership("national", role="publication", user=user)
    return user


@pytest.fixture
def ana():
    return national_publisher("ana@example.org")


@pytest.fixture
def ben():
    return national_publisher("ben@example.org")


@pytest.fixture
def law(ana):
    """An edition in force, and a national change that Ana wrote."""
    publisher.publish()
    write(ana, "Selon la nouvelle loi")


def write(author, title):
    models.Procedure.objects.update(title_fr=title)
    models.EntryChange.objects.create(
        part="national",
        section="procedures",
        name="renouvellement",
        kind="modified",
        author=author,
        at=timezone.now(),
        how="formulaire",
    )


def post(client, action, **more):
    digest = client.get(URL, {"part": "national"}).context["digest"]
    return client.post(URL, {"part": "national", "action": action, "digest": digest, **more})


def test_whoever_wrote_it_is_offered_a_review_and_refused_the_rest(logged_in, ana, law):
    client = logged_in(ana)
    assert client.get(URL).context["review"]["needed"]
    response = post(client, "publier", note="Ma note.")
    assert "Une autre personne" in response.context["refusal"]
    assert "Ma note." in response.content.decode()
    assert models.Edition.objects.count() == 1


def test_somebody_else_publishes_without_a_review(logged_in, ben, law):
    client = logged_in(ben)
    assert not client.get(URL).context["review"]["needed"]
    assert post(client, "publier").status_code == 302
    assert models.Edition.objects.count() == 2


def test_from_the_question_to_the_publication(logged_in, ana, ben, law):
    client = logged_in(ana)
    assert post(client, "demander", note="La loi du 1er janvier").status_code == 302
    assert client.get(URL).context["review"]["mine"]
    assert client.get(INDEX).context["desk_waiting"] == []
    client = logged_in(ben)
    ((text, address, _),) = client.get(INDEX).context["desk_waiting"]
    assert text.startswith("À relire")
    assert str(ana) in text
    assert "La loi du 1er janvier" in client.get(address).content.decode()
    assert post(client, "accepter", comment="Bien.").status_code == 302
    client = logged_in(ana)
    review = client.get(URL).context["review"]
    assert (review["last"].accepted, review["needed"]) == (True, False)
    assert post(client, "publier").status_code == 302
    assert models.Edition.objects.count() == 2


def test_refused_it_is_corrected_and_asked_for_again(logged_in, ana, ben, law):
    post(logged_in(ana), "demander")
    response = post(logged_in(ben), "refuser", comment="")
    assert "commentaire" in response.context["refusal"]
    assert post(logged_in(ben), "refuser", comment="L'article a changé.").status_code == 302
    client = logged_in(ana)
    assert "L&#x27;article a changé." in client.get(URL).content.decode()
    assert client.get(URL).context["review"]["needed"]
    write(ana, "Corrigé")
    assert client.get(URL).context["review"]["stale"]
    assert post(client, "demander").status_code == 302
    assert models.Review.objects.count() == 2


def test_a_change_after_the_review_makes_another_one_needed(logged_in, ana, ben, law):
    post(logged_in(ana), "demander")
    post(logged_in(ben), "accepter")
    write(ana, "Changé après")
    client = logged_in(ana)
    assert client.get(URL).context["review"]["needed"]
    assert post(client, "publier").context["refusal"]
    assert models.Edition.objects.count() == 1


def test_a_reader_answers_what_was_shown_only(logged_in, ana, ben, law):
    post(logged_in(ana), "demander")
    client = logged_in(ben)
    shown = client.get(URL).context["digest"]
    write(ana, "Changé pendant la lecture")
    posted = {"part": "national", "action": "accepter", "digest": shown}
    assert client.post(URL, posted).context["refusal"]
    assert models.Review.objects.get().accepted is None
    assert client.get(INDEX).context["desk_waiting"] == []


@pytest.mark.parametrize("action", ["accepter", "refuser", "demander", "détruire"])
def test_crafted_posts_change_nothing(logged_in, ana, law, action, settings):
    client = logged_in(ana)
    if action == "demander":
        settings.TWO_PERSON_REVIEW = False
    response = client.post(URL, {"part": "national", "action": action, "comment": "Oui."})
    assert response.context["refusal"]
    assert not models.Review.objects.exists()


def test_an_agent_of_a_part_answers_no_national_review(logged_in, ana, law, client_of):
    post(logged_in(ana), "demander")
    client = client_of("82")
    for part in ("national", "82"):
        client.post(URL, {"part": part, "action": "accepter", "comment": "Oui."})
    assert models.Review.objects.get().reviewer is None
    assert client.get(INDEX).context["desk_waiting"] == []


def test_a_local_part_is_published_by_one_person(client_of, law):
    models.Channel.objects.filter(department__code="82").update(instructions_fr="Venez.")
    client = client_of("82")
    assert "review" not in client.get(URL).context
    assert client.post(URL, {"part": "82"}).status_code == 302
    assert models.Edition.objects.count() == 2


def test_a_superuser_follows_the_same_rule(superuser, law):
    models.Document.objects.update(title_fr="Personne ne sait qui a écrit cela")
    response = superuser.post(URL, {"part": "national"})
    assert response.context["refusal"]
    assert models.Edition.objects.count() == 1


def test_on_a_date_the_rule_is_the_same(logged_in, ana, law):
    day = (timezone.localdate() + timedelta(days=20)).isoformat()
    response = post(logged_in(ana), "publier", when="date", day=day)
    assert response.context["refusal"]
    assert models.Edition.objects.count() == 1
