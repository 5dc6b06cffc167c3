"""French is shown where a translation is missing, and the page says so."""

import pytest
from django.utils.translation import override

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.schema.texts import text_hash
from procedures.exchange.plain import entries_of, texts_of
from procedures.publishing.editions.in_memory import using
from questionnaire.runs.run import Run, cookie_name, seal
from questionnaire.runs.wording import french_stands_in
from tests.languages import LANGUAGES, TRANSLATED

RUN = "2bcdefgh"
NOTICE = {
    "fr": "Certains textes ne sont pas encore traduits",
    "en": "Some texts are not translated yet",
    "ar": "بعض النصوص لم تُترجَم بعد",
}
PLAIN = {
    "questions": [
        {"key": "vit_en_france", "kind": "yes_no", "section": "vous", "text": "Vivez-vous ici ?"}
    ],
    "documents": [{"id": "passeport", "title": "Passeport"}],
    "procedures": [
        {
            "id": "carte",
            "family": "etudes",
            "track": "titre",
            "rank": 1,
            "title": "Une carte",
            "summary": "Pour vivre ici.",
            "when": {"vit_en_france": True},
            "steps": [{"id": "deposer", "text": "Déposez."}],
            "documents": [{"document": "passeport"}],
        }
    ],
    "departments": {
        "national": {"code": "national", "name": "National"},
        "82": {
            "code": "82",
            "name": "Tarn-et-Garonne",
            "prefecture": {"name": "Préfecture"},
            "notices": [{"text": "Fermé."}],
        },
    },
}
PAGES = {
    f"demarche/{RUN}/vit_en_france/": "questions.yaml#vit_en_france.text",
    f"demarche/{RUN}/verifier/": "questions.yaml#vit_en_france.text",
    f"demarche/{RUN}/resultat/": "documents.yaml#passeport.title",
    "demarches/": "procedures/etudes.yaml#carte.title",
    "demarches/carte/": "procedures/etudes.yaml#carte.steps.deposer.text",
    "prefectures/": "departements/82.yaml#name",
    "82/": "departements/82.yaml#notices.0.text",
}


def rules(*, without=(), stale=()):
    """The catalogue, translated but for some of its texts."""
    translations = {language: {} for language in TRANSLATED}
    for file, shape, where, entry in entries_of(PLAIN):
        for holder, key, path in texts_of(shape, entry, where):
            reference = f"{file}#{path}"
            of = "0" * 12 if reference in stale else text_hash(holder[key])
            text = {"text": f"<{reference}>", "status": "reviewed", "of": of}
            for files in translations.values():
                if reference not in without:
                    files.setdefault(file, {})[path] = text
    return rule_set_from_plain(PLAIN | {"translations": translations})


@pytest.fixture
def show(client):
    kept = Run(RUN, {"vit_en_france": True}, 2_000_000_000, 1)
    client.cookies[cookie_name(RUN)] = seal(kept.to_data())

    def show(address, language, **missing):
        with using(rules(**missing), number=1):
            response = client.get(f"/{language}/{address}")
        assert response.status_code == 200
        return response.content.decode()

    return show


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("why", ["without", "stale"])
def test_page_with_a_french_text_says_so(show, address, language, why):
    text = show(address, language, **{why: [PAGES[address]]})
    assert text.count(NOTICE[language]) == 1
    assert 'lang="fr" dir="ltr"' in text
    assert f"&lt;{PAGES[address]}&gt;" not in text


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_that_is_all_in_its_language_says_nothing(show, address, language):
    assert NOTICE[language] not in show(address, language)


@pytest.mark.parametrize("address", PAGES)
def test_french_page_needs_no_translation(show, address):
    assert NOTICE["fr"] not in show(address, "fr", without=list(PAGES.values()))


def test_name_of_a_departement_that_nobody_described_is_not_a_missing_text(show):
    assert NOTICE["en"] not in show("75/", "en")


def test_other_languages_than_french_do_not_count():
    with override("ar"):
        assert not french_stands_in([{"text": "Hello", "lang": "en"}, {"lang": "fr"}, None, "fr"])
