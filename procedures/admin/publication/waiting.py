"""The tasks of an account on the first page: reviews to answer, editions to confirm."""

from django.urls import reverse
from django.utils.formats import date_format

from procedures.publishing.editions import in_force, reviews
from procedures.publishing.editions import stored as editions

from . import planning


def waiting(rights):
    """Return [(sentence, address, words of the link)] of an account's tasks."""
    if not rights.publishable_parts:
        return []
    return [*_reviews(rights), *_suspended(rights)]


def _reviews(rights):
    for review in reviews.waiting_for(rights.user):
        if rights.may_publish(review.part):
            day = date_format(review.asked_at, "j F Y")
            text = f"À relire : {review.asked_by} demande votre relecture depuis le {day}."
            yield (
                text,
                f"{reverse('admin:desk_publish')}?part={review.part}",
                "Lire les changements",
            )


def _suspended(rights):
    for edition in editions.of_state(in_force.SUSPENDED):
        if planning.may_confirm(rights, edition):
            day = date_format(edition.takes_effect_on, "j F Y")
            text = f"L'édition {edition.label}, prévue le {day}, est suspendue."
            link = reverse("admin:desk_confirm", args=[edition.number])
            yield text, link, "La confirmer ou l'annuler"
