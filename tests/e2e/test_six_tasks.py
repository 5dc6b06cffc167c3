"""The tasks of each first page that no other file walks, as who must do them, counted.

``test_tasks.py`` has the hours, an amount, what one reads; ``test_writing.py`` writes a procedure.
"""

import ast

import pytest

from .desk import AGENT, DESKTOP, wait_for_public
from .hands import Hands

NATIONAL_EDITOR = "edition@guichet.example"
CLOSED = "Guichet fermé le 24 décembre, pour la journée."
LINK = "https://www.tarn-et-garonne.gouv.fr/essai-des-taches"
SAID_HERE = "Ici, prenez le couloir de gauche."
PHONE_NUMBER = "05 63 00 00 09"


@pytest.fixture
def hands(new_page):
    """A function: the hands of an account, on the first page of the desk."""
    return lambda account: Hands(new_page(account, viewport=DESKTOP))


@pytest.fixture
def put_back(site):
    """A function: the code that puts a row back as it was, run at the end."""
    codes = []
    yield codes.append
    for code in codes:
        site.manage("shell", "-c", f"from procedures.models import *; {code}")


def saved(hands):
    hands.press(hands.page.locator("[name=_save]").first)
    hands.page.wait_for_selector(".success")


def choose(hands, field, words):
    """Choose in a list that is searched: one press, one thing typed."""
    hands.press(field.locator(".select2-selection"))
    hands.fields += 1
    hands.page.keyboard.type(words)
    option = hands.page.locator(".select2-results__option--highlighted", has_text=words)
    option.wait_for()
    hands.presses += 1
    hands.page.keyboard.press("Enter")


@pytest.mark.whole
def test_a_day_is_closed(hands, put_back):
    put_back(f"Notice.objects.filter(text_fr={CLOSED!r}).delete()")
    one = hands(AGENT)
    one.link("Fermer un jour")
    one.write(one.page.locator("#id_text_fr"), CLOSED)
    one.write(one.page.locator("#id_ends_on"), "24/12/2098")
    one.press(one.page.locator("[name=_publier]").last)
    one.page.wait_for_selector(".success")
    assert "minutes au plus" in one.page.locator(".messagelist").inner_text()
    wait_for_public(one.page, CLOSED.lower(), shown=True)
    one.ends(2, 2)


@pytest.mark.whole
def test_a_link_is_changed(hands, put_back):
    one = hands(AGENT)
    one.link("Changer un lien")
    one.press(one.page.locator("#result_list tbody th a").first)
    one.page.wait_for_url("**/change/")
    row, former = one.page.url.split("/")[-3], one.page.input_value("[name=url]")
    put_back(f"Channel.objects.filter(pk={row}).update(url={former!r})")
    assert one.page.locator(".field-department").inner_text().count("82") == 1
    one.write(one.page.locator("[name=url]"), LINK)
    saved(one)
    one.ends(3, 1)


@pytest.mark.whole
def test_a_paper_is_asked_for(hands, put_back):
    put_back("Override.objects.filter(department__code='82').delete()")
    one = hands(AGENT)
    one.link("Demander une pièce")
    assert "la liste nationale n'a pas" in one.page.locator("#content").inner_text()
    one.fields += 1
    label = "Première carte de séjour « étudiant »"
    options = one.page.locator("#demarche option", has_text=label)
    one.page.select_option("#demarche", options.first.get_attribute("value"))
    one.write(one.page.locator("#mots"), "quittance")
    one.button("Chercher cette pièce")
    one.press(one.page.locator("#trouvees a", has_text="Demander cette pièce").first)
    one.page.wait_for_url("**/override/**")
    line = one.page.locator("#add_documents-group .desk-line:not(.empty-form)").last
    one.write(line.get_by_label("Ajouter : tapez le mot des gens"), "locataire")
    one.page.keyboard.press("Enter")
    one.presses += 1
    line.get_by_text("Se lit").wait_for()
    one.write(one.page.locator("[name=source_reference]"), "Note du service du 3 novembre")
    one.write(one.page.locator("[name=source_checked_on]"), "04/11/2026")
    saved(one)
    one.ends(6, 5)


@pytest.mark.whole
def test_a_procedure_is_adapted(hands, put_back):
    put_back("Override.objects.filter(department__code='82').delete()")
    one = hands(AGENT)
    one.link("Adapter une démarche")
    choose(one, one.page.locator(".field-procedure").first, "Première carte de séjour « étudiant »")
    one.write(one.page.locator("[name=notes_fr]"), SAID_HERE)
    saved(one)
    one.ends(4, 2)


@pytest.mark.whole
def test_who_can_help_is_changed(hands, put_back):
    one = hands(AGENT)
    one.link("Dire qui peut aider")
    assert "point_justice" not in one.page.locator("#result_list").inner_text()
    one.press(one.page.locator("#result_list tbody th a").first)
    one.page.wait_for_url("**/change/")
    row, former = one.page.url.split("/")[-3], one.page.input_value("[name=phone]")
    put_back(f"Helper.objects.filter(pk={row}).update(phone={former!r})")
    one.write(one.page.locator("[name=phone]"), PHONE_NUMBER)
    saved(one)
    one.ends(3, 1)


@pytest.mark.whole
@pytest.mark.parametrize(
    ("card", "model", "column"),
    [
        ("Changer une pièce", "Document", "explanation_fr"),
        ("Changer une question", "Question", "help_fr"),
    ],
)
def test_a_text_of_the_nation_is_changed(hands, put_back, card, model, column):
    one = hands(NATIONAL_EDITOR)
    one.link(card)
    one.press(one.page.locator("#result_list tbody th a").first)
    one.page.wait_for_url("**/change/")
    row, former = one.page.url.split("/")[-3], one.page.input_value(f"[name={column}]")
    put_back(f"{model}.objects.filter(pk={row}).update({column}={former!r})")
    one.write(one.page.locator(f"[name={column}]"), f"{former} (essai)")
    saved(one)
    one.ends(3, 1)


@pytest.fixture
def inverted(site, put_back):
    """A step of the shipped catalogue whose window ends before it begins."""
    code = (
        "from procedures.models import Step; "
        "s = next(one for one in Step.objects.order_by('pk') if one.window_from and one.window_to "
        "and isinstance(one.window_from, dict) and isinstance(one.window_to, dict) "
        "and one.window_from.get('fact') == one.window_to.get('fact') "
        "and one.window_from != one.window_to); "
        "a, b = s.window_from, s.window_to; "
        "Step.objects.filter(pk=s.pk).update(window_from=b, window_to=a); print(repr((s.pk, a, b)))"
    )
    said = site.manage("shell", "-c", code).strip().splitlines()[-1]
    row, first, last = ast.literal_eval(said)
    put_back(f"Step.objects.filter(pk={row}).update(window_from={first!r}, window_to={last!r})")
    return row, first, last


@pytest.mark.whole
def test_an_inverted_window_is_mended_by_one_button(hands, site, inverted):
    row, first, _ = inverted
    one = hands(NATIONAL_EDITOR)
    one.link("Vérifier")
    one.page.wait_for_selector(".desk-wait", state="detached")
    one.press(one.page.get_by_role("button", name="Échanger les deux").first)
    one.page.wait_for_selector(".messagelist .success")
    one.ends(2, 0)
    code = f"from procedures.models import Step; print(Step.objects.get(pk={row}).window_from)"
    assert site.manage("shell", "-c", code).strip().splitlines()[-1] == str(first)


@pytest.fixture
def retired(site, put_back):
    """A paper that nobody uses, to be taken away and put back."""
    title = "Papier de trop, pour l'essai"
    code = "from procedures.models import Document; "
    code += f"Document.objects.create(key='papier_de_trop', title_fr={title!r}, position=9999)"
    site.manage("shell", "-c", code)
    put_back("Document.objects.filter(key='papier_de_trop').delete()")
    return title


@pytest.mark.whole
def test_a_paper_is_taken_away_then_put_back(hands, retired):
    one = hands(NATIONAL_EDITOR)
    one.link("Changer une pièce")
    one.write(one.page.locator("#searchbar"), "Papier de trop")
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**q=**")
    one.press(one.page.locator("#result_list tbody th a").first)
    one.link("Retirer")
    one.press(one.page.locator("#content [type=submit]").first)
    one.page.wait_for_selector(".success")
    one.ends(4, 1)
    two = hands(NATIONAL_EDITOR)
    two.press(two.page.locator("#consulter > summary"))
    two.link("Fiches retirées")
    two.press(two.page.locator("tr", has_text=retired).get_by_role("link").first)
    two.press(two.page.locator("[value='Remettre la fiche']"))
    two.page.wait_for_selector(".success")
    two.ends(4, 0)


@pytest.mark.whole
def test_translations_come_back(hands, tmp_path):
    one = hands(NATIONAL_EDITOR)
    one.page.goto("/admin/traductions/envoyer/")
    for box in one.page.locator("[name=etat]:not(:checked)").all():
        box.check()
    with one.page.expect_download() as sent:
        one.page.locator(".translating__form button, #content form [type=submit]").first.click()
    file = tmp_path / sent.value.suggested_filename
    sent.value.save_as(file)
    two = hands(NATIONAL_EDITOR)
    two.link("Traduire")
    two.link("Recevoir des traductions")
    two.presses += 1
    two.page.locator("[name=fichier]").set_input_files(file)
    two.button("Lire le fichier")
    two.page.get_by_text("Ce que contient le fichier").wait_for()
    assert "Rien n'est encore enregistré" in two.page.locator("#content").inner_text()
    two.ends(4, 0)
