"""Opens the page of the guide that an address names."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from procedures.drafting.comparing.made_public import is_published
from procedures.drafting.writing.progress import NAMES
from procedures.models import Procedure

from ..addresses import ADDRESSES
from .filing import filing_page
from .filling import CONTENTS, Filling
from .opening import need_to_write
from .people import people_page
from .rereading import rereading_page

OWN = {"ou": filing_page, "personnes": people_page, "relire": rereading_page}


def turn(site, request, pk, name):
    """Show a page of a procedure that the public does not know yet, or save it.

    What the public reads is changed on its whole form.
    """
    need_to_write(request)
    if name not in NAMES:
        raise Http404
    procedure = get_object_or_404(Procedure, pk=pk)
    if is_published(procedure):
        return redirect(ADDRESSES.of(procedure))
    if name in CONTENTS:
        # Without the place in the page that the address may end with.
        return Filling(site, name).changeform_view(request, str(pk), request.path)
    return OWN[name](site, request, procedure)
