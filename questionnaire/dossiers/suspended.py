"""The only page of a suspended association: which dossiers are deleted soon, and the way out.

The law of what is kept goes on meanwhile: a dossier goes after twelve months, and no member can
open it to keep it. Its members read so, and an administrator takes everything out.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from questionnaire.models import Member

from .content import card_of
from .sealing import cipher_of
from .upkeep import KEPT, NOTICE, ends_at


def suspended_page(request: HttpRequest, member: Member) -> HttpResponse:
    """Return the page for a member of a suspended association, whatever they asked for."""
    organisation = member.organisation
    cipher = cipher_of(organisation)
    ending = organisation.dossiers.filter(opened_at__lte=timezone.now() + NOTICE - KEPT)
    page = {
        "member": member,
        "organisation": organisation,
        "ending": [
            {"reference": card_of(one, cipher).reference, "ends": ends_at(one)}
            for one in ending.defer("content").order_by("opened_at", "pk")
        ],
        "count": organisation.dossiers.count(),
        "contact": settings.PUBLISHER["contact"],
        "page_languages": [],
    }
    return render(request, "questionnaire/dossiers/suspended.html", page, status=403)
