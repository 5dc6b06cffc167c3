"""The page « Différences entre départements »: one table."""

from django.utils import timezone

from procedures.drafting import versions as drafts
from procedures.drafting.comparing.departments import ComparedDepartments
from procedures.models import Department
from procedures.publishing.parts.channel_words import family_title, family_titles
from procedures.rights import rights_of

from .addresses import ADDRESSES
from .desk_page import by_entry, need, page, visible_problems

LISTS = {"sites": "Lieux d'accueil", "notices": "Annonces", "helpers": "Aides de proximité"}


def divergence_page(site, request):
    """Show what départements say otherwise than the national content, those of the reader first."""
    rights = rights_of(request)
    need(rights.parts)
    version = drafts.draft(rights)
    context = {"title": "Différences entre départements"}
    if version.rule_set is None:
        context |= by_entry(visible_problems(version.problems, rights))
    else:
        compared = ComparedDepartments(version.rule_set, timezone.localdate(), ADDRESSES)
        context |= _compared(compared, version.rule_set, rights.parts)
    return page(site, request, "admin/desk/divergence.html", context)


def _compared(compared, rule_set, own):
    names = dict(Department.objects.values_list("code", "name_fr"))
    codes = sorted(compared.codes, key=lambda code: (code not in own, code))
    listed = sorted(map(rule_set.procedures.get, compared.found), key=lambda one: one.rank)
    rows = [
        {
            "procedure": one,
            "url": compared.links.procedure(one.id),
            "national": list(compared.filing(one)),
            "cells": [(code, compared.found[one.id][code]) for code in codes],
        }
        for one in listed
    ]
    order = dict.fromkeys([*family_titles(), *(one.family for one in listed)])
    families = [
        (family_title(key), [row for row in rows if row["procedure"].family == key])
        for key in order
    ]
    return {
        "departments": [(code, names.get(code, "")) for code in codes],
        "families": [(title, rows) for title, rows in families if rows],
        "alike": len(rule_set.procedures) - len(rows),
        "counts": [
            (label, [(code, len(getattr(rule_set.departments[code], name))) for code in codes])
            for name, label in LISTS.items()
        ],
    }
