"""The page « Publier »: one part, what changes and for whom, then a note and a button."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from procedures.drafting import versions as drafts
from procedures.drafting.comparing.before_publishing import (
    dated_amounts,
    made_untrue,
    new_sites,
    worded_questions,
)
from procedures.drafting.comparing.grouping import dropped_words, selection, still_needed
from procedures.drafting.comparing.my_changes import excluded_by, prepared
from procedures.drafting.comparing.planned import planned_days
from procedures.engine.errors import InvalidCatalogue
from procedures.models import NATIONAL, Department
from procedures.publishing import hosts
from procedures.publishing.confirming import MEANT, NOT_MEANT, Unanswered, questions
from procedures.publishing.content import content_now
from procedures.publishing.departments import department_names
from procedures.publishing.editions import publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.freezing import Unchosen
from procedures.publishing.editions.planned import undoable_editions
from procedures.publishing.editions.reviews import writers_since_publication
from procedures.publishing.parts import merging
from procedures.publishing.parts.changes import changed
from procedures.rights import rights_now, rights_of

from ..addresses import ADDRESSES
from ..desk_page import by_entry, need, page
from ..searching.elsewhere import left_words
from ..waiting import CHECK, EFFECTS, PUBLICATION, begin, checking, made, under_way, waiting_page
from . import proposals
from .comparison import PublicationForm, comparison
from .planning import (
    REFUSALS,
    chosen_in,
    planned_context,
    rows_of,
    with_planned,
)
from .publication_messages import show_now, tell, tell_left

STALE = (
    "La copie de travail a changé depuis l'affichage de cette page. Rien n'est publié : relisez "
    "ce qui change, puis recommencez."
)

# The button that publishes what the chosen changes cannot go without, too: it says their keys.
ALSO = "aussi"
# Where the boxes stand on the page, to come back to them.
BOXES = "#prendre"
# The persons that a refusal names; all of them stand beside their question.
MOST_NAMED = 2


def publish_page(site, request):
    """Show what publishing a part would change. POST publishes it, or asks for its review."""
    rights = rights_of(request)
    need(rights.publishable_parts)
    form = PublicationForm(request.POST or None, initial=request.GET, parts=_choices(rights))
    part = request.POST.get("part") or request.GET.get("part")
    if request.method == "POST" and part not in rights.publishable_parts:
        raise PermissionDenied
    elsewhere = ""
    if part not in rights.publishable_parts:
        elsewhere = _elsewhere(part, rights.publishable_parts[0])
        part = rights.publishable_parts[0]
        form.initial = {"part": part}
    now = content_now()
    working, digest = now.by_part[part], now.digest_of(part)
    context = {"title": "Publier", "form": form, "part": part, "digest": digest}
    context["elsewhere"] = elsewhere
    context["undo"] = next(iter(undoable_editions([part])), None)
    if request.method == "POST" and ALSO not in request.POST and form.is_valid():
        answer = _checking(site, request, form.cleaned_data, context) or _answer(
            site, request, form.cleaned_data, context
        )
        if not isinstance(answer, dict):
            return answer
        context |= answer
    taken = proposals.taken_of(request, part)
    if taken is not None:
        form.initial = {"part": part, "note": taken.note}
    days = _planned_days(part, working)
    if taken is not None:
        excluded = excluded_by(taken)
    else:
        # What is planned waits for its day, unless its box is ticked.
        excluded = {*days} if request.method == "GET" else _excluded(request)
    missing = context.get("unanswered", set())
    work = _begun(request, part, digest, excluded, missing, days)
    if not work.finished and (request.method == "GET" or ALSO in request.POST):
        spot = BOXES if ALSO in request.POST else ""
        return waiting_page(site, request, context["title"], work, spot=spot)
    shown = work.result()
    pressed = request.POST.get(ALSO, "").split()
    if "met" in context:
        shown |= by_entry(context["met"], causes=shown["causes"].of)
    context["ticked"] = [one.label for one in shown["choices"] if one.key in pressed]
    shown |= proposals.review_context(request, part, working, context)
    shown |= proposals.proposals_context(request, part, taken)
    return page(site, request, "admin/publication/page.html", shown | context)


def _planned_days(part, working):
    """Return {key of a change of a part: day} of those that are planned as they are written."""
    published = drafts.published_contents()[1].get(part)
    return planned_days(part, changed(published, working)) if published else {}


def _begun(request, part, digest, excluded, missing, days):
    """Return the work that finds what publishing a part would change, and for whom."""
    asked = bool(request.GET.get("etude"))
    today = timezone.localdate()
    key = ("publish", part, digest, editions.in_force_now(), today, frozenset(excluded), asked)
    chosen = *sorted(chosen_in(request).items()), *sorted(_answers(request).items())
    return begin(
        request.user.pk,
        (*key, *chosen, *sorted(missing)),
        lambda: _shown(request, part, excluded, missing, days),
        with_planned(EFFECTS if asked else CHECK),
    )


def _checking(site, request, chosen, context):
    """Return the page on which one waits until what is published is checked, or ``None``."""
    stale = request.POST.get("digest", context["digest"]) != context["digest"]
    if stale or request.POST.get("action", "publier") != "publier":
        return None
    asked = _asked(request, chosen)
    key = ("check", context["part"], context["digest"], chosen["day"])
    key = (*key, frozenset(asked["excluded"]), *sorted(asked["chosen"].items()))
    key = (*key, *sorted(asked["answers"].items()))
    check = partial(publisher.check_publish, **asked)
    return checking(site, request, context["title"], key, check, PUBLICATION, REFUSALS)


def _asked(request, chosen):
    """Return what is ordered of a publication, as the form says it."""
    return {
        "author": request.user,
        "only": chosen["part"],
        "note": chosen["note"],
        "takes_effect_on": chosen["day"],
        "approve_hosts": _confirmed_hosts(request),
        "answers": _answers(request),
        "excluded": _excluded(request),
        "chosen": chosen_in(request),
    }


def _answer(site, request, chosen, context):
    """Do what the button says, and return a redirection or an addition to the page's context."""
    if request.POST.get("action") == "renvoyer":
        refused = proposals.send_back(request, chosen["part"])
        return refused or redirect(f"{reverse('admin:desk_publish')}?part={chosen['part']}")
    if _digest_shown(request, context) != context["digest"] and not under_way(request):
        return {"refusal": STALE}
    if request.POST.get("action", "publier") != "publier":
        return proposals.act(request, chosen, context["digest"])
    try:
        return _published(site, request, chosen, context)
    except Unanswered as error:
        missing = {one.key for one in error.questions}
        names = list(dict.fromkeys(name for one in error.questions for name in one.names))
        count = (
            "il manque une réponse" if len(missing) == 1 else f"il manque {len(missing)} réponses"
        )
        more = f" (et {len(names) - MOST_NAMED} autres)" if names[MOST_NAMED:] else ""
        refusal = f"Rien n'est publié : {count}. {' '.join(names[:MOST_NAMED])}{more}"
        return {"refusal": refusal, "unanswered": missing}
    except hosts.SecondPersonNeeded as error:
        hosts.propose(error.hosts, request.user, chosen["part"])
        return {"refused": True, "met": error.problems}
    except InvalidCatalogue as error:
        return {"refused": True, "met": error.problems}
    except Unchosen as error:
        contents = error.met[0].contents
        return {"refusal": str(error), "planned": rows_of(error.met, contents, chosen_in(request))}
    except REFUSALS as error:
        return {"refusal": str(error)}


def _published(site, request, chosen, context):
    def publish():
        publication = publisher.publish(
            permitted=lambda: _permitted(request, chosen["part"], _digest_shown(request, context)),
            **_asked(request, chosen),
        )
        show_now()
        return publication

    work = made(request, publish, PUBLICATION)
    if not work.finished:
        return waiting_page(site, request, context["title"], work)
    tell(request, work.result())
    if _excluded(request) or NOT_MEANT in _answers(request).values():
        tell_left(request, _left_now(chosen["part"]))
    # The first page says what is public now, and what still waits.
    return redirect("admin:index")


def _digest_shown(request, context):
    """Return the digest of the content that the page of the form showed."""
    return request.POST.get("digest", context["digest"])


def _permitted(request, part, digest):
    """Tell whether the account may still publish a part, as its page showed it.

    The act may wait for its turn: meanwhile a right may be taken back, and others write.
    """
    if not rights_now(request).may_publish(part):
        return False
    if content_now().digest_of(part) != digest:
        raise publisher.NotPublishable(STALE)
    return True


def _left_now(part):
    """Return the names of the changes of a part that are neither published nor planned."""
    _, contents = drafts.published_contents()
    working = content_now().by_part[part]
    left = selection(part, contents, working, (), ADDRESSES, _planned_days(part, working))
    return [one.label for one in left if not one.planned]


def _confirmed_hosts(request):
    """Return the sites that the publisher ticked as opened and right."""
    return request.POST.getlist("confirmed_host")


def _excluded(request):
    """Return the keys of the changes whose box is not ticked, nor pressed « Publier aussi »."""
    taken = {*request.POST.getlist("pris"), *request.POST.get(ALSO, "").split()}
    return set(request.POST.getlist("montre")) - taken


def _answers(request):
    """Return {key of a question: what the form says of it}."""
    sent = {name.removeprefix("voulu-"): value for name, value in request.POST.items()}
    return {key: value for key, value in sent.items() if value in (MEANT, NOT_MEANT)}


def _to_confirm(request, part, edition, contents, candidate, missing):
    """Return the context of « À confirmer » of a département, the first time as any other."""
    if part == NATIONAL or not contents:
        return {}
    asked = questions(candidate, part, timezone.localdate(), edition)
    version = drafts.version_of(candidate)
    listed = worded_questions(asked, version, _answers(request), missing)
    name = department_names().get(part, part)
    return {"to_confirm": listed, "place": f"dans le département « {name} »"}


def _shown(request, part, excluded, missing, days):
    edition, contents = drafts.published_contents()
    candidate, left = publisher.candidate_of(contents, part, excluded), []
    if part == NATIONAL:
        candidate, left = merging.fitted(candidate, [part])
    writers = writers_since_publication(part)
    asked = _to_confirm(request, part, edition, contents, candidate, missing)
    cases = {name for one in asked.get("to_confirm", ()) for name in one.cases}
    shown = comparison(request, [part], edition, contents, candidate, writers=writers, asked=cases)
    listed, working = [], content_now().by_part[part]
    if part in contents:
        listed = selection(part, contents, working, excluded, ADDRESSES, days)
    today, rights = timezone.localdate(), rights_of(request)
    untrue = made_untrue(shown["changes"], part, candidate, today, rights.may_view)
    return {
        **shown,
        **asked,
        "untrue": [left_words(*one, rights) for one in untrue],
        "dated": dated_amounts(shown["changes"], today),
        "choices": listed,
        "also": still_needed(part, contents.get(part) or {}, working, listed, shown["faults"]),
        "some_left": bool(excluded),
        "left_out": dropped_words(left, contents, candidate, ADDRESSES),
        "in_preparation": prepared(request.user, part),
        "new_sites": new_sites(contents, candidate, _confirmed_hosts(request), ADDRESSES),
        # A candidate with problems of its own is not published: it says nothing of the others.
        **planned_context(
            candidate, edition, check=not shown["blocking"], chosen=chosen_in(request)
        ),
        "published_before_day": sorted(
            {one.planned for one in listed if one.planned and one.chosen}
        ),
    }


def _elsewhere(asked, shown):
    """Return the sentence that says which part is shown instead of the one asked for."""
    names = _names()
    if asked not in names:
        return ""
    return f"Vous ne pouvez pas publier « {names[asked]} ». Voici « {names[shown]} »."


def _choices(rights):
    names = _names()
    return [(part, names.get(part, part)) for part in rights.publishable_parts]


def _names():
    names = {department.code: str(department) for department in Department.objects.all()}
    return names | {NATIONAL: "contenu national (questions, démarches, pièces, tarifs)"}
