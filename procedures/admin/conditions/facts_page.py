"""« Informations et valeurs »: what a condition may test, and what a word of people means.

Any account reads here what to write without scripts. A word that means nothing yet is added to a
question by who may change it; the others tell the national editors.
"""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from procedures.drafting.changing.words_of_people import add_word, word_places
from procedures.drafting.conditions.meanings import meanings
from procedures.drafting.team import national_team
from procedures.drafting.words.conditions import DraftWording
from procedures.drafting.words.names import Names
from procedures.exchange.reading import write_yaml
from procedures.models import NATIONAL, Question
from procedures.publishing.parts.channel_words import family_title
from procedures.rights import rights_of

from ..desk_page import need, page
from ..searched import SearchedSelect

LONGEST_WORD = 100
CHOOSE = "Rien n'est changé : choisissez d'abord ce que le mot veut dire."


def facts_page(site, request):
    """Show every fact that a condition may test, with its values, groups and operators.

    POST adds a word of people to a question, an answer or a group.
    """
    rights = rights_of(request)
    need(rights.parts)
    may_add = rights.may_edit(NATIONAL, Question)
    sent = request.POST if request.method == "POST" else request.GET
    word = " ".join(sent.get("word", "").split())[:LONGEST_WORD]
    if request.method == "POST":
        need(may_add)
        _add(request, word)
        return redirect(f"{reverse('admin:desk_facts')}?{urlencode({'word': word})}")
    names = Names()
    context = {
        "title": "Informations et valeurs",
        "word": word,
        "meanings": _meant(word, names) if word else (),
        "facts": list(names.listing()),
        "families": [(one, family_title(one)) for one in names.families],
        "word_places": word_places(word) if word and may_add else [],
        "searched": SearchedSelect().media,
        "team": national_team() if word and not may_add else [],
    }
    if "texte" in request.GET:
        context |= {"without_scripts": True, "desk_writes_text": True}
    return page(site, request, "admin/desk/facts.html", context)


def _add(request, word):
    try:
        title, is_new = add_word(word, request.POST.get("place", ""), request.user)
    except (LookupError, ValueError):
        messages.warning(request, CHOOSE)
        return
    if is_new:
        text = (
            f"« {word} » est ajouté aux mots des gens de « {title} ». Les conditions le trouvent."
        )
        messages.success(request, text)
    else:
        messages.info(request, f"« {word} » est déjà un mot de « {title} ».")


def _meant(word, names):
    """Return (meaning, its line as text) for what a word may mean, without scripts."""
    found = meanings(word, names, DraftWording(names)).found
    lines = [(one, one.condition()) for one in found]
    return [(one, write_yaml(line).strip() if line else "") for one, line in lines]
