"""The tasks of each first page that no other file walks, as who must do them, counted.

``test_tasks.py`` has the hours, an amount, what one reads; ``test_writing.py`` writes a procedure;
``test_mending_tasks.py`` has what is found wrong. Each is done by keyboard alone, then by touch.
"""

import pytest

from .desk import AGENT, PUBLISHED, wait_for_public

NATIONAL_EDITOR = "edition@guichet.example"
LINK = "https://www.tarn-et-garonne.gouv.fr/essai-des-taches"
SAID_HERE = "Ici, prenez le couloir de gauche."
TRIED = "etudiante_quebecoise_montauban_carte_a_solliciter"
PHONE_NUMBER = "05 63 00 00 09"


def saved(hands):
    hands.press(hands.page.locator("[name=_save]").first)
    hands.page.wait_for_selector(".success")


def read_it(one):
    """Send a closure: its sentence is read, then published by a second press."""
    for words in ("Lire la phrase", "Publier cette fermeture"):
        one.press(one.page.get_by_role("button", name=words).last)
        one.page.wait_for_load_state()
    one.page.wait_for_selector(".success")


def wait_for_day(page, day, *, shown):
    """Wait until the public reads of a day of December 2098 in each language, or in none."""
    for language, month in (("fr", "décembre"), ("en", "December"), ("ar", "ديسمبر")):
        words = f"{day}\xa0{month}\xa02098".lower()
        wait_for_public(page, words, shown=shown, language=language)


@pytest.mark.whole
def test_an_afternoon_is_closed_then_another_day_then_none(hands, put_back):
    one = hands(AGENT)
    put_back("Notice.objects.exclude(closed='').delete()")
    one.link("Fermer un jour")
    one.write(one.page.locator("#id_starts_on"), "22/12/2098")
    # It is the last one too, until another is written.
    assert one.page.input_value("#id_ends_on") == "22/12/2098"
    one.press(one.page.get_by_label("l'après-midi"))
    read_it(one)
    assert "minutes au plus" in one.page.locator(".messagelist").inner_text()
    one.ends("a day is closed")
    wait_for_day(one.page, 22, shown=True)
    one.page.goto("/admin/procedures/notice/add/?closed=jour")
    one.link("Déplacer")
    one.write(one.page.locator("#id_starts_on"), "23/12/2098")
    assert one.page.input_value("#id_ends_on") == "23/12/2098"
    read_it(one)
    wait_for_day(one.page, 23, shown=True)
    wait_for_day(one.page, 22, shown=False)
    one.page.goto("/admin/procedures/notice/add/?closed=jour")
    one.link("Rouvrir")
    one.button("Rouvrir ce jour")
    one.page.wait_for_selector(".success")
    wait_for_day(one.page, 23, shown=False)


@pytest.mark.whole
def test_a_link_is_changed(hands, put_back):
    one = hands(AGENT)
    one.link("Changer un lien")
    one.page.wait_for_selector("#result_list")
    one.press(one.page.locator("#result_list tbody th a").first)
    one.page.wait_for_url("**/change/")
    row, former = one.page.url.split("/")[-3], one.page.input_value("[name=url]")
    put_back(f"Channel.objects.filter(pk={row}).update(url={former!r})")
    assert one.page.locator(".field-department").inner_text().count("82") == 1
    one.write(one.page.locator("[name=url]"), LINK)
    saved(one)
    one.ends("a link is changed")


def asks_for_a_paper(one):
    one.link("Demander une pièce")
    assert "la liste nationale n'a pas" in one.page.locator("#content").inner_text()
    one.search(one.page.locator(".asking"), "Première carte de séjour « étudiant »")
    one.write(one.page.locator("#mots"), "quittance")
    one.button("Chercher cette pièce")
    one.page.wait_for_selector("#trouvees")
    one.press(one.page.locator("#trouvees a", has_text="Demander cette pièce").first)
    one.page.wait_for_url("**/override/**")
    line = one.page.locator("#add_documents-group .desk-line:not(.empty-form)").last
    one.write(line.get_by_label("Ajouter : tapez le mot des gens"), "locataire")
    one.enter()
    line.get_by_text("Se lit").wait_for()
    one.write(one.page.locator("[name=source_reference]"), "Note du service du 3 novembre")
    one.write(one.page.locator("[name=source_checked_on]"), "04/11/2026")
    saved(one)


@pytest.mark.whole
def test_a_paper_is_asked_for_tried_published_and_undone(hands, put_back):
    put_back("Override.objects.filter(department__code='82').delete()")
    one = hands(AGENT)
    asks_for_a_paper(one)
    one.ends("a paper is asked for")
    one.link("Essayer")
    one.write(one.page.locator("#cas"), TRIED)
    one.press(one.page.locator(".tryout__open button"))
    one.page.wait_for_selector(".tryout__procedure")
    assert "quittance" in one.page.locator(".tryout__row--differs").inner_text().lower()
    one.ends("a paper is tried")
    one.link("Publier")
    one.page.wait_for_selector(".publication__act")
    one.write(one.page.locator("[name=note]"), "Nous demandons la quittance.")
    one.press(one.page.locator("button[value=publier]"))
    one.page.wait_for_selector(PUBLISHED)
    wait_for_public(one.page, "quittance", shown=True)
    one.ends("a part is published")
    one.link("Revenir en arrière")
    one.press(one.page.locator("input[value='Remettre en vigueur']"))
    one.page.wait_for_selector(".success")
    wait_for_public(one.page, "quittance", shown=False)
    one.ends("a publication is undone")


@pytest.mark.whole
def test_a_procedure_is_adapted(hands, put_back):
    put_back("Override.objects.filter(department__code='82').delete()")
    one = hands(AGENT)
    one.link("Adapter une démarche")
    one.search(one.page.locator(".field-procedure").first, "Première carte de séjour « étudiant »")
    one.write(one.page.locator("[name=notes_fr]"), SAID_HERE)
    saved(one)
    one.ends("a procedure is adapted")


@pytest.mark.whole
def test_who_can_help_is_changed(hands, put_back):
    one = hands(AGENT)
    one.link("Dire qui peut aider")
    one.page.wait_for_selector("#result_list")
    assert "point_justice" not in one.page.locator("#result_list").inner_text()
    one.press(one.page.locator("#result_list tbody th a").first)
    one.page.wait_for_url("**/change/")
    row, former = one.page.url.split("/")[-3], one.page.input_value("[name=phone]")
    put_back(f"Helper.objects.filter(pk={row}).update(phone={former!r})")
    one.write(one.page.locator("[name=phone]"), PHONE_NUMBER)
    saved(one)
    one.ends("who can help is changed")


@pytest.mark.whole
@pytest.mark.parametrize(
    ("card", "model", "column", "task"),
    [
        ("Changer une pièce", "Document", "explanation_fr", "a paper is changed"),
        ("Changer une question", "Question", "help_fr", "a question is changed"),
    ],
)
def test_a_text_of_the_nation_is_changed(hands, put_back, card, model, column, task):
    one = hands(NATIONAL_EDITOR)
    one.link(card)
    one.page.wait_for_selector("#result_list")
    one.press(one.page.locator("#result_list tbody th a").first)
    one.page.wait_for_url("**/change/")
    row, former = one.page.url.split("/")[-3], one.page.input_value(f"[name={column}]")
    put_back(f"{model}.objects.filter(pk={row}).update({column}={former!r})")
    one.write(one.page.locator(f"[name={column}]"), f"{former} (essai)")
    saved(one)
    one.ends(task)
