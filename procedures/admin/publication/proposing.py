"""Proposals on « Publier »: read first, taken with one press, or sent back with a word."""

from django.contrib import messages

from procedures.drafting.comparing.my_changes import entries_of
from procedures.models.change_proposals import MOST_WORDS
from procedures.publishing.editions import proposed
from procedures.publishing.editions.proposed import NotProposable

SENT_BACK = "Ces changements sont renvoyés à {}, avec votre mot."
ONE = "Ce changement est renvoyé à {}, avec votre mot."


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
    said = sent.get("proposition", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


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
    return [int(one) for one in sent if one.isascii() and one.isdecimal() and len(one) < 6]


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
