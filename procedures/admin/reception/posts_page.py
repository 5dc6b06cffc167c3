"""The page « Postes d'accueil »: opens the link of a post, shows it once, and closes it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from procedures.models import NATIONAL
from procedures.publishing.departments import department_names
from procedures.qr import picture_of
from procedures.reception.posts import (
    LONGEST_NAME,
    MOST_OPEN,
    TooManyPosts,
    close_post,
    open_post,
    posts_in,
)
from procedures.rights import rights_of

from ..desk_page import need, page

# No post has so many digits.
LONGEST_NUMBER = 18


def local_parts(rights):
    """Return the départements of which an account may change something."""
    return [part for part in rights.editable_parts if part != NATIONAL]


def reception_page(site, request):
    """Show the open posts of the account's départements; open one, or close one."""
    parts = local_parts(rights_of(request))
    need(parts)
    opened = {}
    if request.method == "POST":
        if "fermer" in request.POST:
            return _closed(request, parts)
        opened = _opened(request, parts)
    names = department_names()
    public = [
        (f"{names.get(code, '')} ({code})", request.build_absolute_uri(_public(code)))
        for code in parts
    ]
    context = {
        "title": "Postes d'accueil",
        "posts": [
            (one, f"{names.get(one.department, '')} ({one.department})") for one in posts_in(parts)
        ],
        "places": [(code, f"{names.get(code, '')} ({code})") for code in parts],
        "public": public,
        **opened,
        "longest": LONGEST_NAME,
        # What was refused is shown as it was typed.
        "sent": {} if opened else request.POST,
        "most": MOST_OPEN,
    }
    response = page(site, request, "admin/reception/page.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _public(code):
    return reverse("reception", args=[code])


def _opened(request, parts):
    """Open a post and return the ways to its screen, or say why not and return nothing."""
    department = request.POST.get("ou", "")
    # What no screen shows is left out.
    written = "".join(
        one for one in request.POST.get("nom", "") if one.isprintable() or one.isspace()
    )
    name = " ".join(written.split())
    if not department or not name:
        messages.error(request, "Rien n'est ouvert : dites où est le poste, et son nom.")
        return {}
    need(department in parts)
    if len(name) > LONGEST_NAME:
        text = f"le nom a {LONGEST_NAME} caractères au plus ; il y en a {len(name)}."
        messages.error(request, f"Rien n'est ouvert : {text}")
        return {}
    try:
        token = open_post(
            department,
            name,
            request.user,
            timezone.localdate(),
            self_service="libre" in request.POST,
        )
    except TooManyPosts:
        text = f"Rien n'est ouvert : ce département a déjà {MOST_OPEN} postes. Fermez-en un."
        messages.error(request, text)
        return {}
    link = request.build_absolute_uri(reverse("reception_post", args=[department, token]))
    return {
        "link": link,
        "picture": picture_of(link),
        "end_url": reverse("reception_end_post", args=[department, token]),
    }


def _closed(request, parts):
    number = request.POST["fermer"]
    found = number.isdecimal() and close_post(
        int(number[:LONGEST_NUMBER]), parts, timezone.localdate()
    )
    if found:
        messages.success(
            request, f"Le poste « {found.name} » est fermé : son adresse ne marche plus."
        )
    else:
        messages.warning(request, "Ce poste est déjà fermé.")
    return redirect("admin:desk_reception")
