"""A national change requires two people, from wherever it is published."""

import pytest
from django.utils import timezone

from procedures.exchange import load_into_database, plain_from_database
from procedures.models import Edition, EntryChange, Procedure, Review, Site
from procedures.publishing.editions import publisher, reviews
from procedures.publishing.parts import preparing
from tests import factories
from tests.procedures.publishing.editions.test_publisher import make_plain

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_people(settings):
    settings.TWO_PERSON_REVIEW = True


@pytest.fixture
def opened():
    load_into_database(make_plain())
    return publisher.publish().edition


def write(author, title="Nouveau titre"):
    """Change the procedure's title, and put it in the journal as the desk does."""
    Procedure.objects.update(title_fr=title)
    EntryChange.objects.create(
        part="national",
        section="procedures",
        name="carte",
        kind="modified",
        author=author,
        at=timezone.now(),
        how="formulaire",
    )


def digest():
    return preparing.digest(preparing.split(plain_from_database())["national"])


def publish(author, **more):
    return publisher.publish(author=author, only="national", **more)


def test_whoever_wrote_it_does_not_publish_it(opened, ana):
    write(ana)
    with pytest.raises(reviews.ReviewNeeded):
        publish(ana)
    assert Edition.objects.count() == 1


def test_somebody_else_publishes_it(opened, ana, ben):
    write(ana)
    assert publish(ben).edition.number == 2


def test_what_nobody_is_known_to_have_written_counts_as_ones_own(opened, ana):
    Procedure.objects.update(title_fr="Nouveau titre")
    with pytest.raises(reviews.ReviewNeeded):
        publish(ana)
    write(None)
    with pytest.raises(reviews.ReviewNeeded):
        publish(ana)


def test_one_change_of_ones_own_among_others_is_enough(opened, ana, ben):
    write(ana)
    write(ben, "Encore un autre")
    for author in (ana, ben):
        with pytest.raises(reviews.ReviewNeeded):
            publish(author)


def test_a_command_without_an_account_is_not_a_second_person(opened, ana):
    write(ana)
    with pytest.raises(reviews.ReviewNeeded):
        publisher.publish()


def test_what_was_written_before_the_part_in_force_does_not_count(ana, ben):
    load_into_database(make_plain())
    write(ana)
    publisher.publish()
    write(ben, "Encore un autre")
    assert publish(ana).edition.number == 2


def test_a_first_publication_and_a_local_one_take_one_person(opened, ana):
    Site.objects.create(department=factories.make_department("82"), key="a", name_fr="A")
    assert publisher.publish(author=ana, only="82").edition.number == 2


def test_without_the_setting_one_person_is_enough(opened, ana, settings):
    settings.TWO_PERSON_REVIEW = False
    write(ana)
    assert publish(ana).edition.number == 2


@pytest.mark.parametrize("publisher_is", ["asker", "reader"])
def test_accepted_either_publishes_exactly_that(opened, ana, ben, publisher_is):
    write(ana)
    reviews.ask("national", digest(), user=ana, note="La loi")
    reviews.answer("national", digest(), user=ben, accepted=True)
    assert publish(ana if publisher_is == "asker" else ben).edition.number == 2


def test_any_change_after_makes_a_new_review_needed(opened, ana, ben):
    write(ana)
    reviews.ask("national", digest(), user=ana)
    reviews.answer("national", digest(), user=ben, accepted=True)
    write(ana, "Changé après")
    with pytest.raises(reviews.ReviewNeeded):
        publish(ana)


def test_refused_it_is_not_published(opened, ana, ben):
    write(ana)
    reviews.ask("national", digest(), user=ana)
    reviews.answer("national", digest(), user=ben, accepted=False, comment="L'article a changé.")
    with pytest.raises(reviews.ReviewNeeded):
        publish(ana)
    assert reviews.last_review("national", digest()).comment == "L'article a changé."


def test_asked_again_the_last_answer_counts(opened, ana, ben):
    write(ana)
    for accepted in (True, False, True):
        reviews.ask("national", digest(), user=ana)
        reviews.answer("national", digest(), user=ben, accepted=accepted, comment="Relu.")
        assert reviews.is_accepted("national", digest()) is accepted


def test_nobody_answers_ones_own_review(opened, ana):
    write(ana)
    reviews.ask("national", digest(), user=ana)
    with pytest.raises(reviews.NotReviewable, match="autre personne"):
        reviews.answer("national", digest(), user=ana, accepted=True)
    assert reviews.waiting_for(ana) == []


def test_the_only_author_does_not_accept_what_another_asked_for(opened, ana, ben):
    write(ana)
    reviews.ask("national", digest(), user=ben)
    with pytest.raises(reviews.NotReviewable, match="tous de vous"):
        reviews.answer("national", digest(), user=ana, accepted=True)
    with pytest.raises(reviews.ReviewNeeded):
        publish(ana)
    # A refusal of one's own work publishes nothing.
    reviews.answer("national", digest(), user=ana, accepted=False, comment="Pas fini")


def test_one_of_two_authors_accepts_what_the_other_asked_for(opened, ana, ben):
    write(ana)
    write(ben, "Autre titre")
    reviews.ask("national", digest(), user=ben)
    reviews.answer("national", digest(), user=ana, accepted=True)
    assert publish(ben).edition.number == 2


def test_a_refusal_says_why(opened, ana, ben):
    write(ana)
    reviews.ask("national", digest(), user=ana)
    with pytest.raises(reviews.NotReviewable, match="pourquoi"):
        reviews.answer("national", digest(), user=ben, accepted=False, comment=" ")
    assert Review.objects.get().reviewer is None


def test_what_was_not_asked_is_not_answered(opened, ana, ben):
    write(ana)
    reviews.ask("national", digest(), user=ana)
    with pytest.raises(reviews.NotReviewable, match="déjà"):
        reviews.ask("national", digest(), user=ana)
    write(ana, "Changé après")
    with pytest.raises(reviews.NotReviewable, match="Aucune"):
        reviews.answer("national", digest(), user=ben, accepted=True)


def test_a_former_edition_is_put_in_force_by_one_person(opened, ana, ben):
    write(ana)
    publish(ben)
    assert publisher.restore(1, author=ana).number == 3
