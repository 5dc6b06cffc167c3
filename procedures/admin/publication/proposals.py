"""Proposals: made on « Mes changements », read first on « Publier », taken, or sent back."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from procedures.drafting import versions as drafts
from procedures.drafting.comparing.my_changes import (
    entries_of,
    in_words,
    prepared,
    proposed_keys,
    sent_back_to,
    written_by,
)
from procedures.drafting.comparing.planned import planned_days
from procedures.drafting.comparing.restore import NotReverted, revert
from procedures.drafting.comparing.unpublished import counted
from procedures.models import NATIONAL, ChangeProposal, Review
from procedures.models.change_proposals import MOST_WORDS
from procedures.publishing.content import content_now
from procedures.publishing.departments import department_names
from procedures.publishing.editions import proposed, reviews
from procedures.publishing.editions.proposed import NotProposable, State
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..desk_page import is_small_number, need, page
from .comparison import ReviewForm

MOST_PUBLISHED = 10
SENT_BACK = "Ces changements sont renvoyés à {}, avec votre mot."
ONE = "Ce changement est renvoyé à {}, avec votre mot."
PROPOSED = (
    "C'est proposé. Les personnes qui publient cette partie le verront d'abord. Vous pouvez encore "
    "le reprendre."
)
REVERTED = "C'est remis comme le public le lit. Votre texte reste dans l'historique."
WITHDRAWN = "La proposition est reprise. Vos changements restent dans votre travail."
ASKED = (
    "La relecture est demandée. Une autre personne qui publie le contenu national doit répondre."
)


def own_changes_page(site, request):
    """Show the changes of an account by part. POST proposes, takes back, or reverts."""
    rights = rights_of(request)
    need(rights.editable_parts)
    refusal = ""
    if request.method == "POST":
        refusal = _refused(request, rights)
        if not refusal:
            return redirect("admin:desk_own_changes")
    context = {
        "title": "Mes changements",
        "refusal": refusal,
        "longest": MOST_WORDS,
        "parts": _parts(request, rights),
        "sent_back": [(one, entries_of(one)) for one in sent_back_to(request.user, rights.parts)],
        "waiting": [(one, entries_of(one)) for one in _of(request.user, rights, State.PROPOSED)],
        "planned_changes": _planned(request.user, rights),
        "published": _of(request.user, rights, State.PUBLISHED)[:MOST_PUBLISHED],
        "in_preparation": [
            title for part in _drafting(rights) for title in prepared(request.user, part)
        ],
        "publishes": bool(rights.publishable_parts),
    }
    return page(site, request, "admin/publication/own_changes.html", context)


def _refused(request, rights):
    """Do what the button says; return why it is not done, or nothing."""
    try:
        if key := request.POST.get("remettre"):
            _revert(request, rights, key)
            messages.success(request, REVERTED)
        elif request.POST.get("action") == "reprendre":
            proposed.withdraw(number_of(request.POST), author=request.user)
            messages.success(request, WITHDRAWN)
        else:
            _propose(request, rights)
            messages.success(request, PROPOSED)
    except (NotProposable, NotReverted) as error:
        return str(error)
    return ""


def _revert(request, rights, key):
    """Put one of the changes of an account back to what the public reads."""
    part = request.POST.get("part", "")
    need(rights.may_edit(part))
    if key not in {one.key for one, _ in written_by(request.user, part)}:
        raise NotReverted("Ce changement n'est plus dans votre travail.")
    revert(part, key, request.POST.get(f"vu-{key}", ""), request.user)


def _propose(request, rights):
    part = request.POST.get("part", "")
    need(not part or rights.may_edit(part))
    chosen = set(request.POST.getlist("pris"))
    taken = [one for one in offered(request.user, part) if one.diff.key in chosen] if part else []
    entries = [proposed.entry_of(one.diff, one.label, one.diff.kind_label) for one in taken]
    proposed.propose(part, entries, author=request.user, note=words_of(request, "note"))


def offered(user, part):
    """Return the changes of an account in a part that neither it proposed nor anybody planned."""
    pairs = written_by(user, part)
    held = proposed_keys(user, part) | set(planned_days(part, (one for one, _ in pairs)))
    return in_words(part, [one for one in pairs if one[0].key not in held], ADDRESSES)


def _planned(user, rights):
    """Return (name, day) of the changes of an account that the public will see on a day to come."""
    found = []
    for part in (one for one in rights.editable_parts if one in counted()):
        pairs = written_by(user, part)
        days = planned_days(part, (one for one, _ in pairs))
        worded = in_words(part, [one for one in pairs if one[0].key in days], ADDRESSES)
        found += [(one.label, days[one.diff.key]) for one in worded]
    return found


def _parts(request, rights):
    """Return what an account may propose, part by part; what was sent and refused is kept."""
    names, found = department_names(), []
    sent = request.POST.get("part")
    for part in (one for one in rights.editable_parts if one in counted()):
        changes = offered(request.user, part)
        if changes:
            chosen = set(request.POST.getlist("pris")) if part == sent else None
            ticked = [(one, chosen is None or one.diff.key in chosen) for one in changes]
            name = "Contenu national" if part == NATIONAL else f"{names.get(part, part)} ({part})"
            note = request.POST.get("note", "") if part == sent else ""
            found.append({"code": part, "name": name, "changes": ticked, "note": note})
    return found


def _of(user, rights, state):
    rows = ChangeProposal.objects.filter(author=user, state=state, part__in=rights.parts)
    return rows.select_related("answered_by", "edition")


def _drafting(rights):
    return [part for part in rights.editable_parts if part in content_now().drafts]


def words_of(request, name):
    """Return a note or a word of a form; refuse one that is too long, so that none is cut."""
    words = request.POST.get(name, "").replace("\r\n", "\n").strip()
    if len(words) > MOST_WORDS:
        raise NotProposable(
            f"Votre mot a {len(words)} caractères : {MOST_WORDS} au plus. Rien n'est envoyé."
        )
    return words


def number_of(sent):
    """Return the number of the proposal that a form or an address names; 0 for none."""
    number = sent.get("proposition", "")
    return int(number) if is_small_number(number) else 0


def taken_of(request, part):
    """Return the proposal that the page was asked to take, or ``None``."""
    number = number_of(request.GET) if request.method == "GET" else 0
    return next((one for one in proposed.open_in([part]) if one.pk == number), None)


def send_back(request, part):
    """Send a proposal back; return an addition to the context if it is refused."""
    try:
        word = words_of(request, "mot")
        row = proposed.send_back(
            number_of(request.POST),
            part=part,
            by=request.user,
            word=word,
            only=_places(request) if "choisir" in request.POST else None,
        )
    except NotProposable as error:
        return {"refusal": str(error)}
    messages.success(request, (SENT_BACK if len(row.entries) > 1 else ONE).format(row.author))
    return {}


def _places(request):
    """Return the places of the changes that are ticked in the form that sends them back."""
    sent = request.POST.getlist("renvoyer")
    return [int(one) for one in sent if is_small_number(one)]


def proposals_context(request, part, taken):
    """Return the context of the proposals of a part; ``taken`` is the one that is ticked."""
    rows = proposed.open_in([part])
    sent = number_of(request.POST)
    return {
        "taken": taken,
        "longest": MOST_WORDS,
        "proposals": [
            {
                "row": one,
                "entries": entries_of(one),
                "word": request.POST.get("mot", "") if one.pk == sent else "",
                "kept": _places(request) if one.pk == sent else None,
            }
            for one in rows
        ],
    }


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
