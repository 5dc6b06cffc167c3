"""The planned editions on the desk: what suspends them, confirming one, cancelling one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format

from procedures.engine.errors import InvalidCatalogue
from procedures.models import NATIONAL, Edition
from procedures.publishing.editions import (
    current,
    freezing,
    in_force,
    planned,
    publisher,
)
from procedures.publishing.editions import (
    stored as editions,
)
from procedures.publishing.editions.freezing import Busy
from procedures.publishing.editions.reviews import ReviewNeeded
from procedures.rights import rights_of

from ..framing import by_entry, need, page
from .comparison import comparison
from .forms import RestorationForm
from .telling import tell, tell_suspended

REFUSALS = (publisher.NotPublishable, ReviewNeeded, Busy)


class Unsigned:
    """No authors: the changes of a frozen edition are not attributed one by one."""

    def of(self, change):
        return None


def planned_context(part):
    """Return the context about planned editions, which a publication would suspend."""
    listed = editions.of_state(in_force.PLANNED)
    with_part = [
        one for one in listed if part in {changed.code for changed in planned.parts_of(one)}
    ]
    return {"planned": listed, "planned_with_part": with_part}


def may_confirm(rights, edition):
    """Tell whether an account may publish every part that a planned edition changes."""
    codes = {part.code for part in planned.parts_of(edition)}
    return bool(codes) and codes <= set(rights.publishable_parts)


def may_cancel(rights, edition):
    """Tell whether an account may cancel an edition; a national publisher always may."""
    return rights.may_publish(NATIONAL) or may_confirm(rights, edition)


def confirm_page(site, request, number):
    """Show what a suspended edition would change now. POST publishes it again."""
    edition = get_object_or_404(Edition, number=number)
    need(may_confirm(rights_of(request), edition))
    form = RestorationForm(request.POST or None, initial={"note": edition.note})
    context = {"title": "Confirmer une édition suspendue", "form": form, "planned": edition}
    if request.method == "POST" and form.is_valid():
        try:
            note = form.cleaned_data["note"]
            publication = planned.confirm(number, author=request.user, note=note)
        except InvalidCatalogue as error:
            context |= {"refused": True, **by_entry(error.problems)}
        except REFUSALS as error:
            context |= {"refusal": str(error)}
        else:
            current.refresh()
            tell(request, publication)
            return redirect("admin:procedures_edition_changelist")
    shown = _comparison(request, edition)
    return page(site, request, "admin/publication/confirm.html", shown | context)


def cancel_page(site, request, number):
    """Cancel a planned edition, after a confirmation."""
    edition = get_object_or_404(Edition, number=number)
    need(may_cancel(rights_of(request), edition))
    form = RestorationForm(request.POST or None)
    context = {"title": "Annuler une édition prévue", "form": form, "planned": edition}
    others = [one for one in editions.suspended_by(None, editions.in_force()) if one != edition]
    if request.method == "POST" and form.is_valid():
        try:
            planned.cancel(number, author=request.user, note=form.cleaned_data["note"])
        except publisher.NotPublishable as error:
            context |= {"refusal": str(error)}
        else:
            current.refresh()
            day = date_format(edition.takes_effect_on, "j F Y")
            text = f"L'édition {edition.label}, prévue le {day}, est annulée."
            messages.success(request, text)
            for one in others:
                tell_suspended(request, one)
            return redirect("admin:procedures_edition_changelist")
    state = editions.states()[number]
    context |= {
        "others": others,
        "state": state,
        "may_be_cancelled": state in (in_force.PLANNED, in_force.SUSPENDED),
    }
    return page(site, request, "admin/publication/cancel.html", context)


def _comparison(request, edition):
    """Return the same context as « Publier », for the parts that the edition changes."""
    day = planned.day_of_confirmation(edition)
    base = editions.in_force_on(day)
    contents = freezing.contents_of(base)
    candidate = planned.build_of(edition, contents)
    codes = [part.code for part in planned.parts_of(edition)]
    state = editions.states()[edition.number]
    return {
        **comparison(request, codes, base, contents, candidate, authors=Unsigned(), day=day),
        "day": day,
        "state": state,
        "may_be_confirmed": state == in_force.SUSPENDED,
        "replaced": planned.replaced_since(edition),
        "suspends": [one for one in editions.suspended_by(day, base) if one != edition],
    }
