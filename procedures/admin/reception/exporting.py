"""The numbers of « Visites à l'accueil » as a spreadsheet: those that the page shows, no others."""

from openpyxl import Workbook

from procedures.rights import rights_of
from procedures.security import events
from procedures.xlsx import bytes_of, harmless_cell

from ..dashboards.pages import PAGE_KINDS, failing_pages
from ..dashboards.reception import REASON_WORDS, chosen_figures, looked_rows, share_rows, wish_rows
from ..desk_page import need
from ..downloads import download


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
