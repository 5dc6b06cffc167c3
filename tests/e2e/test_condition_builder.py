"""The condition builder in a browser: with the keyboard alone, without JavaScript, on a phone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from procedures.engine.conditions.reader import ConditionReader
from procedures.engine.conditions.tree import FactTest, Not
from procedures.engine.schema.builder import CHANNEL_FACT
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.exchange import read_folder

from .desk import DESKTOP, EDITOR, open_first, save_and_stay

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue"
REWRITTEN = "all => all.map(one => conditions.tree.write(conditions.tree.read(one)) || {})"
BUILT = (
    "permit_motive: etudiant\nany:\n  - {expiry_date: {within: {months: 4}}}\n  - {age: {lt: 18}}"
)
# Asked of the end of the list: scrolling an item into view would scroll a row that cuts it.
IS_WHOLE = """list => {
  scrollBy(0, list.getBoundingClientRect().top - 100);
  const {x, bottom} = list.getBoundingClientRect();
  return list.contains(document.elementFromPoint(x + 20, bottom - 5));
}"""
NEW = "#warnings-group .desk-line:not(.empty-form)"


@pytest.fixture
def editor(new_page):
    """A function: a page where the national editor has logged in."""

    def open_page(**options):
        return new_page(EDITOR, **{"viewport": DESKTOP, **options})

    return open_page


def open_procedure(page, key="etudiant_renouvellement"):
    page.goto(f"/admin/procedures/procedure/?q={key}")
    open_first(page)


def keys(page, *pressed):
    """Press keys one after the other; what is no key's name is typed."""
    for one in pressed:
        if one in ("Enter", "Tab", "Space", "Shift+Tab"):
            page.keyboard.press(one)
        else:
            page.keyboard.type(one)


ADDED = "Prenez rendez-vous tôt."


@pytest.fixture
def tidy(site):
    """Take away at the end what a test saved: the site is the same for all."""
    yield
    code = "from procedures.models import ProcedureWarning; "
    site.manage("shell", "-c", f"{code}ProcedureWarning.objects.filter(text_fr={ADDED!r}).delete()")


@pytest.mark.usefixtures("tidy")
def test_condition_is_built_with_the_keyboard_saved_and_seen_again(editor):
    page = editor()
    open_procedure(page)
    page.locator("#warnings-group .add-row a").press("Enter")
    line = page.locator(NEW).last
    line.locator("textarea[name$=text_fr]").fill(ADDED)
    line.get_by_role("button", name="Ajouter une ligne").press("Enter")
    keys(
        page, "mots sont écrits", "Enter", "Tab", "Étudiant", "Enter", "Tab", "Tab", "Tab", "Enter"
    )
    keys(page, "date de fin", "Enter", "Tab", "4", "Tab", "Tab", "Tab", "Enter")
    keys(page, "Quel âge avez-vous", "Enter", "Tab", "18")
    sentence = line.locator(".condition__sentence")
    sentence.get_by_text("Se lit").wait_for()
    assert "« Étudiant » et (" in sentence.inner_text()
    assert "dans 4 mois" in sentence.inner_text()
    expect(line.locator("textarea[name$=when]")).to_have_value(BUILT)
    save_and_stay(page)
    page.wait_for_selector(".success")
    line = page.locator(NEW).last
    line.locator("summary").first.press("Enter")
    line.locator(".condition__nested").wait_for()
    shown = line.locator(".condition__combobox").evaluate_all("all => all.map(one => one.value)")
    assert [one for one in shown if one][1:] == [
        "Quelle est la date de fin de ce document ?",
        "Quel âge avez-vous ?",
    ]
    assert line.locator(".condition__chips").inner_text().startswith("Étudiant")
    assert line.locator("textarea[name$=when]").input_value() == BUILT


@pytest.mark.whole  # drafting/conditions/test_meanings.py; the keyboard's walk.
def test_words_of_people_write_the_lines_and_several_meanings_are_asked(editor):
    page = editor()
    open_procedure(page)
    page.locator("#warnings-group .add-row a").press("Enter")
    line = page.locator(NEW).last
    word = line.get_by_label("Ajouter : tapez le mot des gens")
    word.focus()
    # Two words and two presses: « locataire » and « marié » have one meaning each.
    keys(page, "locataire", "Enter", "mariée", "Enter")
    text = line.locator("textarea[name$=when]")
    expect(text).to_have_value("housing: locataire\nmarital_status: marie")
    expect(word).to_be_focused()
    keys(page, "étudiant", "Enter")
    line.get_by_text("Plusieurs sens pour « étudiant ». Lequel ?").wait_for()
    assert line.get_by_role("option").count() > 1
    # Nothing cuts the list at the edge of its row.
    assert line.locator(".condition__meanings li").count() > 1
    assert line.locator(".condition__meanings ul").evaluate(IS_WHOLE)
    assert line.locator(".condition__line").count() == 2
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(line.locator(".condition__line")).to_have_count(3)
    word.fill("hébergée")
    line.get_by_role("option", name="Quelqu'un m'héberge").click()
    expect(text).to_have_value(re.compile(r"housing: \[locataire, heberge\]"))
    word.fill("caution")
    line.get_by_text("Aucune question ne parle de « caution ».").wait_for()
    missing = line.get_by_role("link", name="Ajouter ce mot, ou voir toutes les questions")
    assert missing.get_attribute("href").endswith("/informations/?word=caution")
    keys(page, "Enter")
    expect(line.locator(".condition__line")).to_have_count(3)
    page.keyboard.press("Control+a")
    keys(page, "expiré", "Enter", "majeur", "Enter")
    expect(text).to_have_value(re.compile(r"expiry_date: \{past: true\}\nage: \{gte: 18\}"))


@pytest.mark.whole  # procedures/admin/test_condition_builder.py.
def test_effects_are_told_while_typing(editor):
    page = editor()
    open_procedure(page)
    field = page.locator(".field-when").first
    field.get_by_text("Aucune personne d'essai ne changerait").wait_for()
    field.get_by_text("La condition en texte").click()
    text = field.locator("textarea")
    text.fill("permit_motif: etudiant")
    field.locator(".condition__problems", has_text="permit_motive").wait_for()
    text.fill("all: [{age: {lt: 18}}, {age: {gt: 30}}]")
    field.locator(".condition__finding--never").wait_for()
    assert field.locator(".condition__cases a").count() > 0
    assert field.locator(".condition__line").count() == 2


@pytest.mark.whole  # The keyboard's walk.
def test_lines_are_changed_and_taken_away(editor):
    page = editor()
    open_procedure(page)
    field = page.locator(".field-when").first
    text = field.locator("textarea")
    field.get_by_role("button", name="Ajouter une ligne").first.press("Enter")
    keys(page, "dans quelle commune", "Enter", "Tab", "montauban 82", "Enter")
    field.locator(".condition__chips", has_text="Montauban (82)").wait_for()
    field.locator(".condition__line").last.get_by_label("Test").select_option("n'est pas")
    field.get_by_label("Combien de lignes").first.select_option(
        "aucune de ces lignes ne soit vraie"
    )
    while field.locator(".condition__line").count() > 1:
        field.get_by_role("button", name="Retirer cette ligne").first.press("Enter")
    focused = page.evaluate("document.activeElement.value")
    assert focused == "Dans quelle commune habitez-vous ?"
    expect(text).to_have_value('not: {not: {commune: "82121"}}')
    assert "« Montauban (82) »" in field.locator(".condition__sentence").inner_text()
    field.get_by_role("button", name="Retirer cette ligne").press("Enter")
    field.get_by_text("Sans condition : pour tout le monde").wait_for()
    assert text.input_value() == ""


@pytest.mark.whole  # admin/test_forms.py: a wrong condition is refused, kept and explained.
def test_text_alone_works_without_scripts(editor):
    page = editor(javascript=False)
    open_procedure(page)
    before = page.locator("#id_when").input_value()
    page.locator("#id_when").fill("permit_motif: etudiant")
    save_and_stay(page)
    expect(page.locator(".field-when .errorlist")).to_contain_text("permit_motive")
    expect(page.locator("#id_when")).to_have_value("permit_motif: etudiant")
    page.locator("#id_when").fill(before)
    save_and_stay(page)
    page.wait_for_selector(".success")
    assert page.locator("#id_when").input_value() == before


@pytest.mark.whole  # test_desk_pages.py reads the form that it stands in.
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_builder_is_accessible_and_fits_a_phone(editor, accessibility_problems, scheme):
    page = editor(color_scheme=scheme)
    open_procedure(page)
    field = page.locator(".field-when").first
    field.get_by_text("Aucune personne d'essai ne changerait").wait_for()
    field.get_by_role("button", name="Ajouter un groupe").first.click()
    keys(page, "zzz", "Enter")
    field.locator(".condition__error:visible").wait_for()
    assert [one for one in accessibility_problems(page) if "condition" in one] == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_operator_that_only_the_vocabulary_names_is_built_and_kept(editor):
    """The script knows no operator: docs/recipes.md adds one without touching it."""
    page = editor()

    def with_one_more(route):
        found = route.fetch().json()
        found["operators"]["outside"] = {"test": "outside", "shape": "range", "contrary": True}
        found["tests"]["integer"] += [
            ["outside", "est hors de", "à", ""],
            ["not outside", "n'est pas hors de", "à", ""],
        ]
        route.fulfill(json=found)

    page.route("**/admin/conditions/vocabulaire/", with_one_more)
    open_procedure(page)
    page.locator(".condition__line").first.wait_for()
    kept = [
        {"age": {"outside": [18, 25]}},
        {"not": {"age": {"outside": [18, 25]}}},
        {"any": [{"age": {"outside": [1, 2], "gt": 3}}, {"goal": "renouveler"}]},
    ]
    assert page.evaluate(REWRITTEN, kept) == kept
    with pytest.raises(Error, match="unknown operator: zzz"):
        page.evaluate("conditions.tree.read({age: {zzz: 1}})")
    field = page.locator(".field-when").first
    field.get_by_role("button", name="Ajouter une ligne").first.press("Enter")
    keys(page, "Quel âge avez-vous", "Enter")
    line = field.locator(".condition__line").last
    line.get_by_label("Test").select_option("n'est pas hors de")
    line.get_by_label("Du plus petit").fill("18")
    line.get_by_label("Au plus grand").fill("25")
    assert line.locator(".condition__ends").inner_text().strip() == "à"
    expect(field.locator("textarea")).to_have_value(re.compile(r'"outside":\[18,25\]'))


@pytest.mark.whole  # procedures/admin/test_condition_builder.py.
def test_lines_keep_what_every_condition_of_the_catalogue_says(editor):
    plain = read_folder(CATALOGUE)
    rule_set = rule_set_from_plain(plain)
    whens = list(conditions_in(plain))
    page = editor()
    open_procedure(page)
    page.locator(".condition__line").first.wait_for()
    written = page.evaluate(REWRITTEN, whens)
    reader = ConditionReader({**rule_set.facts, "channel": CHANNEL_FACT}, rule_set.groups, refuse)
    for before, after in zip(whens, written, strict=True):
        assert plainly(reader.read(after)) == plainly(reader.read(before)), before


def refuse(path, message, near):
    raise AssertionError(f"{path}: {message}")


def conditions_in(data):
    """Yield every condition of plain data."""
    if isinstance(data, dict):
        if isinstance(data.get("when"), dict):
            yield data["when"]
        for one in data.values():
            yield from conditions_in(one)
    elif isinstance(data, list):
        for one in data:
            yield from conditions_in(one)


def plainly(condition):
    """Return a condition without the differences of writing that change nothing."""
    if isinstance(condition, Not):
        return ("not", plainly(condition.part))
    if isinstance(condition, FactTest):
        same = {"in": "eq", "includes_any": "includes"}
        operator = same.get(condition.operator, condition.operator)
        return (condition.fact, operator, condition.accepted or condition.operand)
    kind = type(condition)
    inner = [plainly(part) for part in condition.parts]
    flat = [one for part in inner for one in (part[1] if part[0] is kind else [part])]
    return flat[0] if len(flat) == 1 else (kind, frozenset(flat))
