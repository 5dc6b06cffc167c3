"""Every text of the public pages is translated, and is shown translated."""

import ast
import re
from functools import cache
from html import escape
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation.template import templatize

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.schema.texts import text_hash
from procedures.publishing.editions.in_memory import using
from tests.languages import LANGUAGES, SOURCE, TRANSLATED
from tests.shipped import shipped_plain

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
# Arabic says none, one and two in words.
FORMS_WITHOUT_NUMBER = {"ar": (0, 1, 2)}
WITH_CONTEXT = ("pgettext", "npgettext")
WITH_PLURAL = ("ngettext", "npgettext")
LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
# What Django's templatize makes of the tags of a template.
CALL = re.compile(rf"\b(n?p?gettext|_)\(({LITERAL}(?:,\s*{LITERAL})*)", re.DOTALL)
QUOTED = re.compile(r"[«“]\s*([^»”]+?)\s*[»”]")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|<[^>]+>")
PLAIN = {
    "questions": [{"key": "age", "kind": "integer", "section": "vous", "text": "Âge ?"}],
    "departments": {"national": {"code": "national", "name": "National"}},
}


@pytest.fixture
def edition():
    with using(rule_set_from_plain(PLAIN), number=1) as edition:
        yield edition


class Entry:
    """A text and its translation; a text without a plural has one form, 0."""

    def __init__(self, message):
        self.msgid, self.msgid_plural = message.id if message.pluralizable else (message.id, "")
        self.shown = message.string if message.pluralizable else (message.string,)
        self.key = message.context or "", self.msgid, self.msgid_plural
        self.fuzzy = message.fuzzy


def file_of(language):
    return LOCALE / language / "LC_MESSAGES" / "django.po"


@cache
def messages(language):
    with file_of(language).open("rb") as file:
        return read_po(file, abort_invalid=True)


@cache
def entries(language):
    return [Entry(message) for message in messages(language) if message.id]


def key_of_call(name, words):
    context = words.pop(0) if name in WITH_CONTEXT else ""
    return context, words[0], words[1] if name in WITH_PLURAL else ""


def texts_of_templates():
    for path in (ROOT / "templates").rglob("*.html"):
        for name, arguments in CALL.findall(templatize(path.read_text(encoding="utf-8"))):
            yield key_of_call(name, list(ast.literal_eval(f"({arguments},)")))


def texts_of_code():
    for folder in ("portal", "procedures", "questionnaire"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    name = node.func.id.removesuffix("_lazy").removesuffix("_noop")
                    if name in ("_", "gettext", *WITH_CONTEXT, *WITH_PLURAL):
                        constants = [one for one in node.args if isinstance(one, ast.Constant)]
                        if constants:  # else the text was marked where it is written
                            yield key_of_call(name, [one.value for one in constants])


@pytest.fixture(scope="module")
def used():
    return {*texts_of_templates(), *texts_of_code()}


def test_every_language_has_its_file_and_every_file_is_of_a_language():
    assert {path.parent.parent.name for path in LOCALE.glob("*/*/django.po")} == {*LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing_or_left_over(language, used):
    known = {entry.key for entry in entries(language)}
    assert sorted(used - known) == [], "run make messages, then translate"
    assert sorted(known - used) == [], "run make messages"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language):
    assert [one.msgid for one in entries(language) if one.fuzzy or not all(one.shown)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_only_a_plural_has_forms(language):
    """Of forms under a text without a plural, the first alone is compiled."""
    written = file_of(language).read_text("utf-8").split("\n\n")
    assert [one for one in written if "msgstr[" in one and "msgid_plural" not in one] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_all_its_forms(language):
    forms = messages(language).num_plurals
    plurals = [entry for entry in entries(language) if entry.msgid_plural]
    assert plurals
    assert [one.msgid for one in plurals if len(one.shown) != forms or not all(one.shown)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_values_and_links(language):
    wrong = []
    for entry in entries(language):
        expected = sorted(PLACEHOLDER.findall(entry.msgid))
        for form, words in enumerate(entry.shown):
            found = sorted(PLACEHOLDER.findall(words))
            in_words = entry.msgid_plural and form in FORMS_WITHOUT_NUMBER.get(language, ())
            if found != expected and not (in_words and not found):
                wrong.append(words)
    assert wrong == []


def test_translations_keep_no_french_or_latin_punctuation():
    english = [one for entry in entries("en") for one in entry.shown]
    arabic = [one for entry in entries("ar") for one in entry.shown]
    assert not [one for one in english if re.search(r"[«»\u00a0\u202f]|\s[:;?!]", one)]
    assert not [one for one in arabic if re.search(r"[?;\u00a0\u202f]|\s[:،؛؟!]", one)]


def test_arabic_says_one_and_two_in_words():
    """« 2 ورقتان » says two papers twice."""
    plurals = [entry.shown for entry in entries("ar") if entry.msgid_plural]
    assert [forms[form] for forms in plurals for form in (1, 2) if "%(" in forms[form]] == []


def counted(language, numbers):
    """Yield each plural of a language, with what is shown for each of the numbers."""
    with translation.override(language):
        for entry in entries(language):
            if entry.msgid_plural:
                texts = entry.msgid, entry.msgid_plural
                yield entry, [translation.ngettext(*texts, number) for number in numbers]


def test_french_counts_zero_as_one():
    for entry, found in counted("fr", (0, 1, 2)):
        assert found == [entry.msgid, entry.msgid, entry.msgid_plural]


def test_arabic_counts_in_six_ways():
    for entry, found in counted("ar", (0, 1, 2, 3, 11, 100)):
        assert found == [*entry.shown]
        assert len(found) == 6


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize(
    "name", ["", "accessibilite/", "confidentialite/", "mentions-legales/", "plan/", "prefectures/"]
)
def test_page_shows_translations_and_no_french(client, edition, name, language):
    french = client.get(f"/{SOURCE}/{name}").content.decode()
    page = client.get(f"/{language}/{name}").content.decode()
    present = [
        entry
        for entry in entries(language)
        if " " in entry.msgid
        and entry.msgid not in entry.shown[0]  # A French name stands beside its translation.
        and not PLACEHOLDER.search(entry.msgid)
        and on(french, entry.msgid)
    ]
    assert len(present) > 5
    assert [entry.msgid for entry in present if on(page, entry.msgid)] == []
    assert [entry.msgid for entry in present if not on(page, entry.shown[0])] == []


def on(page, words):
    return words in page or escape(words) in page


@cache
def lines_of_catalogue(language):
    files = sorted((ROOT / "catalogue" / "translations" / language).rglob("*.yaml"))
    read = [yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) for path in files]
    return [line for one in read for line in (one or {}).values()]


def english_texts():
    for entry in entries("en"):
        yield from entry.shown
    yield from (line["text"] for line in lines_of_catalogue("en"))


def test_english_quotes_are_english():
    """French words of a paper stand between them too: the quotes are those of the sentence."""
    texts = list(english_texts())
    assert len(texts) > 1000
    assert [one for one in texts if re.search("[«»]", one)] == []
    assert [one for one in texts if '"' in re.sub(r"<[^>]*>", "", one)] == []


def texts_within(plain):
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict | list):
        for one in plain.values() if isinstance(plain, dict) else plain:
            yield from texts_within(one)


def named(text):
    return [plain_words(words) for words in QUOTED.findall(text)]


def plain_words(text):
    """Take the quotes away: the words of a card, which a choice quotes, stay French."""
    return " ".join(text.split()).lstrip("“« ")


def begins(text, name):
    return text.casefold().startswith(name.casefold())


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_choice_is_named_as_its_reader_sees_it(language):
    """« choisissez « Renouveler… » » left in French names nothing that stands on the page."""
    questions = shipped_plain()["questions"]
    shown = {one["text"] for key in questions for one in (key, *key.get("choices", ()))}
    shown = {plain_words(text): text for text in shown}
    french = {text_hash(text): text for text in texts_within(shipped_plain())}
    lines = lines_of_catalogue(language)
    translated = {french.get(line["of"]): plain_words(line["text"]) for line in lines}
    wrong = []
    for line in lines:
        for words in named(french.get(line["of"], "")):
            choices = [text for name, text in shown.items() if name.startswith(words)]
            names = named(line["text"])
            heard = [one for one in choices for name in names if begins(translated[one], name)]
            if " " in words and choices and not heard:
                wrong.append((words, names))
    assert wrong == []
