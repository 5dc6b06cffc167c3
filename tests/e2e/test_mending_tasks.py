"""The tasks of who mends what is found: a rule, a paper, a translation, a link; each is counted."""

import ast

import pytest

from tests.procedures.translating.made import filled

from .desk import AGENT
from .hands import BY_TURNS

NATIONAL_EDITOR = "edition@guichet.example"
DEAD = "https://www.tarn-et-garonne.gouv.fr/page-partie"


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
@BY_TURNS
def test_an_inverted_window_is_mended_by_one_button(hands, site, inverted):
    row, first, _ = inverted
    one = hands(NATIONAL_EDITOR)
    one.link("Vérifier")
    one.page.wait_for_selector(".desk-wait", state="detached")
    one.press(one.page.get_by_role("button", name="Échanger les deux").first)
    one.page.wait_for_selector(".messagelist .success")
    one.ends("an inverted window is mended")
    code = f"from procedures.models import Step; print(Step.objects.get(pk={row}).window_from)"
    assert site.manage("shell", "-c", code).strip().splitlines()[-1] == str(first)


@pytest.fixture
def contradiction(site, put_back):
    """A warning for who is younger than 18 and older than 30: nobody will read it."""
    code = (
        "from procedures.models import *; "
        "row = ProcedureWarning.objects.create(text_fr='Avertissement pour l’essai.', "
        "procedure=Procedure.objects.get(key='etudiant_renouvellement'), position=999, "
        "when={'all': [{'age': {'lt': 18}}, {'age': {'gt': 30}}]}); print(row.pk)"
    )
    row = site.manage("shell", "-c", code).strip().splitlines()[-1]
    put_back(f"ProcedureWarning.objects.filter(pk={row}).delete()")
    return row


@pytest.mark.whole
@BY_TURNS
def test_a_contradiction_is_found_and_mended_where_it_is_written(hands, site, contradiction):
    one = hands(NATIONAL_EDITOR)
    one.link("Vérifier")
    one.page.wait_for_selector(".desk-wait", state="detached")
    found = one.page.locator(".desk-problems > li", has_text="Personne ne voit cet avertissement")
    one.press(found.locator(".desk-problems__mend a").first)
    one.page.wait_for_url("**/change/**")
    line = one.page.locator("#warnings-group .desk-line:not(.empty-form)").last
    one.press(line.locator("summary").first)
    line.locator(".condition__finding--never").wait_for()
    one.write(line.get_by_role("spinbutton").last, "10")
    one.press(one.page.locator("[name=_save]").first)
    one.page.wait_for_selector(".success")
    one.ends("a contradiction is mended")
    code = "from procedures.models import *; "
    code += f"print(ProcedureWarning.objects.get(pk={contradiction}).when)"
    assert "'gt': 10" in site.manage("shell", "-c", code)


@pytest.fixture
def paper(site, put_back):
    """A function: a paper made for the test, that one procedure asks for if it is ``used``."""
    title = "Papier de trop, pour l'essai"

    def make(*, used):
        code = "from procedures.models import *; "
        code += f"row = Document.objects.create(key='papier_de_trop', title_fr={title!r}, "
        code += "position=9999)"
        if used:
            code += "; DocumentEntry.objects.create(document=row, position=999, "
            code += "procedure=Procedure.objects.get(key='etudiant_renouvellement'))"
        site.manage("shell", "-c", code)
        return title

    yield make
    site.manage(
        "shell",
        "-c",
        "from procedures.models import *; "
        "DocumentEntry.objects.filter(document__key='papier_de_trop').delete(); "
        "Document.objects.filter(key='papier_de_trop').delete()",
    )


def asks_to_take_away(one):
    one.link("Changer une pièce")
    one.write(one.page.locator("#searchbar"), "Papier de trop")
    one.enter()
    one.page.wait_for_url("**q=**")
    one.press(one.page.locator("#result_list tbody th a").first)
    one.page.wait_for_url("**/change/**")
    one.link("Retirer")
    one.page.wait_for_url("**/delete/**")


@pytest.mark.whole
@BY_TURNS
def test_a_used_paper_is_asked_no_more_then_taken_away_then_put_back(hands, paper):
    title = paper(used=True)
    one = hands(NATIONAL_EDITOR)
    asks_to_take_away(one)
    assert "Un endroit s'en sert encore." in one.page.locator("#content").inner_text()
    assert one.page.locator("#content [type=submit]").count() == 0
    one.press(one.page.locator(".uses__list a").first)
    one.page.wait_for_url("**/change/**")
    line = one.page.locator("#documents-group .desk-line:not(.empty-form)", has_text=title)
    one.press(line.locator("summary").first)
    one.press(line.locator("[name$=DELETE]"))
    one.press(one.page.locator("[name=_save]").first)
    one.page.wait_for_selector(".success")
    one.ends("a used paper is asked no more")
    two = hands(NATIONAL_EDITOR)
    asks_to_take_away(two)
    two.press(two.page.locator("#content [type=submit]").first)
    two.page.wait_for_selector(".success")
    two.ends("a paper is taken away")
    three = hands(NATIONAL_EDITOR)
    three.press(three.page.locator("#consulter > summary"))
    three.link("Fiches retirées")
    three.press(three.page.locator("tr", has_text=title).get_by_role("link").first)
    three.press(three.page.locator("[value='Remettre la fiche']"))
    three.page.wait_for_selector(".success")
    three.ends("a paper is put back")


@pytest.mark.whole
@BY_TURNS
def test_translations_go_out_and_come_back(hands, site, paper, tmp_path):
    title = paper(used=False)
    one = hands(NATIONAL_EDITOR)
    one.link("Traduire")
    one.link("Envoyer à un traducteur")
    one.page.wait_for_url("**/traductions/envoyer/")
    # All the texts, whatever the state of their translation: there is always something to send.
    for box in one.page.locator("[name=etat]:not(:checked)").all():
        one.press(box)
    with one.page.expect_download() as sent:
        one.press(one.page.locator(".translating__form button, #content form [type=submit]").first)
    one.ends("texts are sent to a translator")
    file = tmp_path / sent.value.suggested_filename
    assert file.suffix == ".xlsx"
    sent.value.save_as(file)
    told = {title: "One paper too many"}
    file.write_bytes(filled(file.read_bytes(), told.get))
    two = hands(NATIONAL_EDITOR)
    two.link("Traduire")
    two.link("Recevoir des traductions")
    # The window that chooses a file is the browser's.
    two.presses += 1
    two.page.locator("[name=fichier]").set_input_files(file)
    two.button("Lire le fichier")
    two.page.get_by_text("Ce que contient le fichier").wait_for()
    said = two.page.locator("#content").inner_text()
    assert "Rien n'est encore enregistré" in said
    assert "Ce qui sera pris (1" in said
    two.press(two.page.get_by_label("relues par une personne"))
    two.button("Enregistrer cette traduction")
    two.page.wait_for_selector(".messagelist .success")
    two.ends("translations are taken")
    code = "from procedures.models import *; "
    code += "print(Document.objects.get(key='papier_de_trop').title_en)"
    assert told[title] in site.manage("shell", "-c", code)


@pytest.fixture
def dead_link(site, put_back):
    """The link of a way to apply in the 82 answers no more."""
    code = (
        "from django.utils import timezone; from procedures.models import *; "
        "row = Channel.objects.filter(department__code='82').first(); "
        f"Channel.objects.filter(pk=row.pk).update(url={DEAD!r}); "
        f"LinkCheck.objects.create(url={DEAD!r}, state='dead', checked_at=timezone.now()); "
        "print(repr((row.pk, row.url)))"
    )
    row, former = ast.literal_eval(site.manage("shell", "-c", code).strip().splitlines()[-1])
    put_back(f"LinkCheck.objects.filter(url={DEAD!r}).delete()")
    put_back(f"Channel.objects.filter(pk={row}).update(url={former!r})")
    return row


@pytest.mark.whole
@BY_TURNS
def test_a_dead_link_waits_on_the_first_page_and_is_changed(hands, dead_link):
    row = dead_link
    one = hands(AGENT)
    waiting = one.page.locator("li", has_text="Un lien ne répond plus")
    before = waiting.count()
    one.press(waiting.locator(f"a[href*='/channel/{row}/']").first)
    one.page.wait_for_url(f"**/channel/{row}/change/**")
    assert one.page.input_value("[name=url]") == DEAD
    one.write(one.page.locator("[name=url]"), "https://www.tarn-et-garonne.gouv.fr/essai")
    one.press(one.page.locator("[name=_save]").first)
    one.page.wait_for_selector(".success")
    one.ends("a dead link is changed")
    one.page.goto("/admin/")
    assert waiting.count() == before - 1
