"""The guide's pictures of entries and of what is told of them, each after some acts.

Taken by ``make guide`` only, as those of ``guide_pictures.py``.
"""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.procedures.drafting.importing.files import BASE
from tests.procedures.watching.fiche_files import make_fiche, make_folder

from .desk import (
    ADMINISTRATION,
    AGENT,
    DESKTOP,
    EDITOR,
    open_first,
    open_made,
    save_and_stay,
    try_case,
)
from .guide import take
from .guide_pictures import LISTS
from .test_channels_together import choose_a_copy
from .test_condition_builder import NEW, keys, open_procedure

# Who may file now, and who must wait.
WAITS = "etudiante_marocaine_montpellier_renouvellement"
TRIED = "etudiante_quebecoise_montauban_carte_a_solliciter"
# What no one can be: under 18, and over 30.
NOBODY = "all: [{age: {lt: 18}}, {age: {gt: 30}}]"
BELOW, ABOVE = "05 63 22 82 10", "05 63 22 82 20"
PHONE = "#id_prefecture_phone"
SAID = "Ils ont gardé l’original"
# The official page that a document of the catalogue cites, before and after a change.
FICHE, TITLE = "F2231", "Étudiant étranger : visa et titre de séjour"
ASKED = (
    "<Paragraphe>Vous devez avoir au moins <Valeur>{} €</Valeur> par mois.</Paragraphe>"
    "<Paragraphe>Vous devez être inscrit dans une école ou une université.</Paragraphe>"
)
# Two links of the catalogue: the first is dead, the second moved.
CHECK_LINKS = """
from django.utils import timezone
from procedures.models import LinkCheck, Notice
dead = Notice.objects.filter(source_url__contains="Communiques-de-presse").first().source_url
moved = "https://refugies.info"
for url, state, status, detail, final in (
    (dead, "dead", 404, "cette page n'existe plus", ""),
    (moved, "moved", 301, "le site donne une autre adresse", f"{moved}/fr"),
):
    LinkCheck.objects.create(
        url=url, state=state, status=status, detail=detail, final_url=final,
        checked_at=timezone.now(),
    )
"""
COUNTED = {
    "etudiant_renouvellement": 140,
    "changement_adresse": 95,
    "etudiant_premiere_demande": 60,
    "duplicata_vol": 25,
}
COUNT = """
import json
from procedures.models import Count
for key, number in json.loads({!r}).items():
    Count.objects.create(month={!r}, kind="procedure", subject=key, place="82", number=number)
"""


@pytest.fixture
def agent(new_page):
    return new_page(AGENT, viewport=DESKTOP)


@pytest.fixture
def editor(new_page):
    return new_page(EDITOR, viewport=DESKTOP)


def forget(site, model, **kept):
    """Take away at the end what was made for a picture: the site is the same for all."""
    code = (
        f"from procedures.models import {model} as made; made.objects.filter(**{kept!r}).delete()"
    )
    site.manage("shell", "-c", code)


def test_paper_is_searched_to_be_asked_for(agent):
    agent.goto("/admin/demander/")
    agent.select_option("#demarche", label="Première carte de séjour « étudiant »")
    agent.fill("#mots", "quittance")
    agent.get_by_role("button", name="Chercher cette pièce").click()
    agent.wait_for_selector("#trouvees")
    take(agent, "demander")


def test_hours_are_typed_for_the_week(agent):
    agent.goto(f"{LISTS}/site/")
    open_first(agent)
    hours = agent.locator(".field-weekly_hours")
    hours.locator("input[type=text]").first.fill("9h-12h, 13h30-16h")
    hours.get_by_role("button", name="Recopier jusqu'à vendredi").click()
    hours.locator(".desk-hours__public", has_text="vendredi :").wait_for()
    take(agent, "horaires", around=hours)


def test_results_are_explained(agent):
    try_case(agent, TRIED)
    take(agent, "pourquoi", around=agent.locator(".tryout__procedure"), narrow=True)
    try_case(agent, WAITS)
    card = agent.locator(".tryout__table", has=agent.locator("caption", has_text="Carte"))
    take(agent, "carte", around=card, narrow=True)


def test_condition_has_a_group_then_is_never_true(editor):
    open_procedure(editor)
    editor.locator("#warnings-group .add-row a").press("Enter")
    line = editor.locator(NEW).last
    line.get_by_role("button", name="Ajouter une ligne").press("Enter")
    keys(editor, "mots sont écrits", "Enter", "Tab", "Étudiant", "Enter")
    keys(editor, "Tab", "Tab", "Tab", "Enter", "date de fin", "Enter", "Tab", "4")
    keys(editor, "Tab", "Tab", "Tab", "Enter", "Quel âge avez-vous", "Enter", "Tab", "18")
    line.get_by_text("Se lit").wait_for()
    take(editor, "groupe", around=line.locator(".condition__lines"))
    field = editor.locator(".field-when").first
    field.get_by_text("La condition en texte").click()
    field.locator("textarea").fill(NOBODY)
    field.locator(".condition__finding--never").wait_for()
    field.get_by_text("La condition en texte").click()
    take(editor, "jamais-vrai", around=field)


def test_copy_is_seen_before(new_page):
    desk = new_page(ADMINISTRATION, viewport=DESKTOP)
    choose_a_copy(desk)
    take(desk, "copier")


def test_name_is_seen_changed_everywhere(editor):
    editor.goto(f"{LISTS}/document/?q=quittance")
    open_first(editor)
    editor.get_by_role("link", name="Où est-ce utilisé").click()
    editor.get_by_role("link", name="Renommer partout").click()
    editor.fill("[name=nom]", "derniere_quittance_loyer")
    editor.get_by_role("button", name="Voir ce qui change").click()
    editor.get_by_role("button", name="Renommer partout").wait_for()
    take(editor, "renommer")


def save(page, phone):
    page.fill(PHONE, phone)
    save_and_stay(page)
    page.wait_for_load_state()


def test_two_agents_write_one_entry_then_its_history_is_read(new_page, agent):
    second = new_page(ADMINISTRATION, viewport=DESKTOP)
    agent.goto(f"{LISTS}/department/?q=82")
    open_first(agent)
    address = agent.url.partition("?")[0]
    second.goto(address)
    before = agent.input_value(PHONE)
    try:
        save(agent, BELOW)
        save(second, ABOVE)
        take(second, "deux-personnes", around=second.locator(".history-merge"))
    finally:
        save(agent, before)
    agent.goto(address.replace("/change/", "/history/"))
    take(agent, "historique")


def test_what_people_tell_is_read(new_page, site, agent):
    page = new_page(javascript=False)
    page.goto("/fr/signaler/82/papier/changement-adresse/titre_sejour_actuel/")
    page.locator("label[for=autre]").click()
    page.fill("#mots", SAID)
    page.locator("main form > .actions [type=submit]").click()
    page.wait_for_url("**/signaler/merci/")
    try:
        agent.goto("/admin/retours/")
        take(agent, "retours")
    finally:
        forget(site, "Feedback", words=SAID)


def test_official_page_changes(site, tmp_path, editor):
    today = timezone.localdate()
    try:
        for number, (amount, day) in enumerate((("615", "2026-01-10"), ("877,50", f"{today}"))):
            fiche = make_fiche(FICHE, ASKED.format(amount), modified=day, title=TITLE)
            folder = make_folder(tmp_path / str(number), **{FICHE: fiche})
            site.manage("watch_law", str(folder), "--partial")
        open_made(editor, "/admin/veille/")
        take(editor, "veille")
    finally:
        forget(site, "LawFiche", number=FICHE)


def test_public_file_is_read(editor):
    content = BASE.read_text(encoding="utf-8").replace("04 67 61 61 61", "04 67 61 62 63")
    file = {"name": BASE.name, "mimeType": "application/json", "buffer": content.encode()}
    editor.goto("/admin/importer/")
    editor.set_input_files("input[type=file]", [file])
    editor.get_by_role("button", name="Voir ce qui change").click()
    editor.wait_for_selector("#apercu")
    take(editor, "importer")


def test_links_are_dead(site, agent):
    try:
        site.manage("shell", "-c", CHECK_LINKS)
        open_made(agent, "/admin/liens/")
        take(agent, "liens-morts")
    finally:
        forget(site, "LinkCheck")


def test_uses_are_counted(site, agent):
    month = timezone.localdate().replace(day=1) - timedelta(days=20)
    try:
        site.manage("shell", "-c", COUNT.format(json.dumps(COUNTED), f"{month:%Y-%m}"))
        open_made(agent, "/admin/tableaux-de-bord/usages/")
        take(agent, "usages")
    finally:
        forget(site, "Count", kind="procedure", place="82")
