"""The review by a second person, on the page « Publier »."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from procedures.drafting import versions as drafts
from procedures.models import Review
from procedures.publishing.editions import reviews

from .forms import ReviewForm

ASKED = (
    "La relecture est demandée. Une autre personne qui publie le contenu national doit répondre."
)


def review_context(request, part, working, context):
    """Return the context about the review of a part; empty where one person is enough."""
    if not reviews.is_on(part):
        return {}
    last = reviews.last_review(part, context["digest"])
    stale = last is None and Review.objects.filter(part=part, asked_by=request.user).first()
    return {
        "review": {
            "last": last,
            "mine": last is not None and last.asked_by_id == request.user.pk,
            "stale": stale,
            "waits": last is not None and last.reviewer_id is None,
            "needed": _is_needed(request.user, part, working, last),
        },
        "review_form": context.get("review_form") or ReviewForm(),
    }


def act(request, chosen, digest):
    """Ask for a review, or answer one; return a redirection or an addition to the context."""
    part = chosen["part"]
    form = ReviewForm(request.POST)
    form.is_valid()
    try:
        if not reviews.is_on(part):
            raise reviews.NotReviewable("La relecture à deux n'est pas demandée ici.")
        _act(request, chosen, digest, form.cleaned_data["comment"])
    except reviews.NotReviewable as error:
        return {"refusal": str(error), "review_form": form}
    return redirect(f"{reverse('admin:desk_publish')}?part={part}#relecture")


def _act(request, chosen, digest, comment):
    part, action = chosen["part"], request.POST["action"]
    if action == "demander":
        reviews.ask(part, digest, user=request.user, note=chosen["note"])
        messages.success(request, ASKED)
    elif action in ("accepter", "refuser"):
        accepted = action == "accepter"
        reviews.answer(part, digest, user=request.user, accepted=accepted, comment=comment)
        outcome = "acceptés : ils peuvent être publiés." if accepted else "refusés."
        messages.success(request, f"Ces changements sont {outcome}")
    else:
        raise reviews.NotReviewable("Ce bouton n'existe pas.")


def _is_needed(user, part, working, last):
    """Tell whether this account needs a review before it may publish what it sees."""
    edition, contents = drafts.published_contents()
    if edition is None or contents.get(part) == working or (last and last.accepted):
        return False
    return reviews.wrote(user, contents.get(part) or {}, working)
