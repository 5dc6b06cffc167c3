"""The page « Postes d'accueil »: opens the link of a post, shows it once, and closes it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

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
from procedures.security import events
from procedures.xlsx import bytes_of, harmless_cell

from ..dashboards.pages import PAGE_KINDS, failing_pages
from ..dashboards.reception import REASON_WORDS, chosen_figures, looked_rows, share_rows, wish_rows
from ..desk_page import need, page
from ..read_only import download

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


def export_visits_page(_site, request):
    """Return a workbook of the place that the address names, if the account may see it."""
    rights = rights_of(request)
    need(rights.parts)
    place, _places, figures = chosen_figures(request, rights)
    about = "visites à l'accueil"
    events.record(events.Kind.EXPORTED, request.user, about=about, parts=[place])
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Par semaine")
    sheet.append(["Semaine", "Lundi", *REASON_WORDS.values(), "Total (au moins)"])
    for one in figures.weeks:
        numbers = [one.numbers.get(reason) for reason in REASON_WORDS]
        sheet.append([one.week, one.monday, *numbers, one.total or None])
    sheet = book.create_sheet("Évitables")
    sheet.append(["Ce que le portail aurait pu éviter", "Visites (au moins)"])
    for words, number in share_rows(figures):
        sheet.append([harmless_cell(sheet, words), number])
    sheet = book.create_sheet("Où cherché")
    sheet.append(["Où la personne avait cherché", "Visites évitables (au moins)"])
    for words, _url, number, _note in looked_rows(figures):
        sheet.append([harmless_cell(sheet, words), number])
    sheet = book.create_sheet("Démarches")
    sheet.append(["But ou démarche", "Raison", "Visites évitables (au moins)"])
    for words, _url, pieces, _note in wish_rows(figures):
        for _kind, reason, number in pieces:
            if number:
                sheet.append([harmless_cell(sheet, words), reason, number])
    sheet = book.create_sheet("Pages")
    sheet.append(["Page", "Sorte", *(words for _kind, words in PAGE_KINDS)])
    for words, _url, pieces, note in failing_pages(figures, rights, place):
        numbers = [number for _kind, _words, number in pieces]
        sheet.append([harmless_cell(sheet, words), note, *numbers])
    return download(bytes_of(book), f"visites-{place}", "xlsx")
