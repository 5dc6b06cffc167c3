"""The pages of the sheets: what they show, how caches keep them, what they weigh."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils import timezone

from procedures.publishing.departments import department_names
from procedures.publishing.editions.in_memory import NoEdition, using
from questionnaire.sheets import pages
from questionnaire.sheets.addresses import slug_of
from questionnaire.sheets.listing import family_titles
from tests.languages import LANGUAGES
from tests.questionnaire.result.catalogue import make_department, make_rules
from tests.questionnaire.weight import MOST_COLD, cold

LISTS = ["demarches/", "prefectures/"]
DAY = timedelta(days=1)
PAGES = [*LISTS, "demarches/renewal/", "34/", "01/"]


@pytest.fixture(scope="module")
def rules():
    return make_rules()


@pytest.fixture
def small(rules):
    with using(rules) as edition:
        yield edition


@pytest.fixture
def in_force(shipped):
    with using(shipped) as edition:
        yield edition


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("small")
@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_no_database(client, django_assert_num_queries, page):
    with django_assert_num_queries(0):
        client.get(f"/fr/{page}")


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("page", PAGES)
def test_a_page_may_be_kept_by_caches_and_knows_nobody(client, page):
    response = client.get(f"/fr/{page}")
    assert response.status_code == 200
    assert response.headers["Cache-Control"].startswith("public, max-age=")
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies
    again = client.get(f"/fr/{page}", headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_itself_and_its_translations(client, page):
    text = text_of(client.get(f"/ar/{page}"))
    assert f'rel="canonical" href="http://testserver/ar/{page}"' in text
    for code in LANGUAGES:
        assert f'hreflang="{code}" href="http://testserver/{code}/{page}"' in text
    assert re.search(r"<title>[^<]{5,}</title>", text)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "page",
    ["demarches/rien/", "00/", "99/", "975/", "20/", "demarches/renewal-/", "demarches/a/b/"],
)
def test_an_unknown_page_leads_home(client, page):
    response = client.get(f"/fr/{page}")
    assert response.status_code == 404
    assert 'href="/fr/"' in response.content.decode()


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("asked", "given"),
    [("demarches/late_renewal/", "demarches/late-renewal/"), ("2a/", "2A/"), ("2b/", "2B/")],
)
def test_another_spelling_leads_to_the_page(client, asked, given):
    response = client.get(f"/fr/{asked}")
    assert (response.status_code, response.headers["Location"]) == (301, f"/fr/{given}")


def test_without_an_edition_the_page_says_so(client, monkeypatch):
    def fail():
        raise NoEdition

    monkeypatch.setattr(pages, "edition_in_force", fail)
    response = client.get("/fr/demarches/")
    assert response.status_code == 503
    assert "public" not in response.headers.get("Cache-Control", "")


@pytest.mark.usefixtures("small")
def test_a_sheet_leads_to_the_questionnaire_and_to_the_prefectures(client):
    text = text_of(client.get("/fr/demarches/renewal/"))
    for address in ("/fr/demarche/", "/fr/34/", "/fr/prefectures/", "/fr/demarches/"):
        assert f'href="{address}"' in text


@pytest.mark.usefixtures("small")
def test_a_sensitive_sheet_has_the_way_to_leave_at_once(client, rules):
    for procedure in rules.procedures.values():
        text = text_of(client.get(f"/fr/demarches/{slug_of(procedure.id)}/"))
        assert ("data-quick-exit" in text) is procedure.sensitive
        # What search engines read is left out where the page tells of a danger.
        assert ("schema.org/GovernmentService" in text) is not procedure.sensitive
        assert ("itemprop" in text) is not procedure.sensitive


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("renouveler", ["renewal", "late-renewal"]),
        ("RENOUVELLEMENT", ["renewal", "late-renewal"]),
        ("retard", ["late-renewal"]),
        ("retards", ["late-renewal"]),
        ("renouveler xyzxyz", ["renewal", "late-renewal"]),
        ("xyzxyz", []),
        ("de", []),
    ],
)
def test_words_find_procedures(client, query, found):
    response = client.get("/fr/demarches/", {"q": query})
    listed = re.findall(r'href="/fr/demarches/([\w-]+)/"', text_of(response))
    assert listed == found


@pytest.mark.usefixtures("small")
def test_french_words_find_procedures_in_every_language(client):
    for query in ("تجديد", "renouveler"):
        text = text_of(client.get("/ar/demarches/", {"q": query}))
        assert 'href="/ar/demarches/renewal/"' in text


@pytest.mark.usefixtures("small")
def test_what_somebody_looked_for_stays_with_them(client):
    response = client.get("/fr/demarches/", {"q": "<b>carte"})
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in text_of(response)
    assert "<b>carte" not in text_of(response)


@pytest.mark.usefixtures("small")
def test_a_known_prefecture_shows_its_facts(client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2026, 11, 24))
    text = text_of(client.get("/fr/34/"))
    for fact in ("Montpellier", "Béziers", "Une association", "Pour les cartes.", "04 67"):
        assert fact in text
    assert "Fermé en été." not in text


@pytest.mark.usefixtures("small")
def test_a_prefecture_that_is_not_known_claims_nothing_local(client):
    text = text_of(client.get("/fr/01/"))
    assert "Ain" in text
    assert "https://directory.example" in text
    for fact in ("Montpellier", "04 67", "https://34.example", "Une association"):
        assert fact not in text


def test_what_a_prefecture_asks_beyond_is_said(client):
    overrides = [{"procedure": "renewal", "add_documents": ["wedding"], "notes": "Deux copies."}]
    with using(make_department(overrides=overrides)):
        text = text_of(client.get("/fr/34/"))
    assert "Deux copies." in text
    assert "Acte de mariage" in text


def test_a_prefecture_shows_the_published_times_with_their_period_and_the_lack_of_them(
    client, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2026, 12, 2))
    counted = {
        "name": "Titres de séjour",
        "half": {"days": 60},
        "nine_in_ten": {"months": 5},
        "period": "Janvier à juin 2026",
    }
    source = {"reference": "Le site du 34", "checked_on": "2026-12-01"}
    waits = [
        {**counted, "id": "titres", "source": {**source, "dated": "2026-09"}},
        {"id": "rendez_vous", "name": "Rendez-vous", "source": source},
        {"id": "loi", "name": "Réponse", "law": "4 mois.", "source": {"reference": "R. 432-2"}},
    ]
    with using(make_department(waiting_times=waits)):
        text = text_of(client.get("/fr/34/")).replace("\xa0", " ")
        elsewhere = text_of(client.get("/fr/01/"))
    for words in (
        "La moitié des personnes a attendu moins de 60 jours.",
        "9 personnes sur 10 ont attendu moins de 5 mois.",
        "Période comptée : Janvier à juin 2026.",
        "Le site du 34",
        "Non publié par la préfecture.",
        "Nous avons cherché le 1er décembre 2026.",
        "La loi : 4 mois.",
        "jamais une promesse",
    ):
        assert words in text
        assert words not in elsewhere
    assert text.count("Non publié par la préfecture.") == 1
    assert "Chiffre ancien" not in text
    old = [{**counted, "id": "titres", "source": {**source, "dated": "2025-11"}}]
    with using(make_department(waiting_times=old)):
        assert text_of(client.get("/fr/34/")).count("Chiffre ancien") == 1


@pytest.mark.usefixtures("in_force")
def test_a_sheet_tells_the_delay_that_the_law_gives_to_its_procedure_or_its_family(client):
    reunion = text_of(client.get("/fr/demarches/regroupement-familial/"))
    assert "6 mois après l&#x27;attestation" in reunion.replace("\xa0", " ").replace("’", "&#x27;")
    assert "R. 434-26" in reunion
    assert 'id="delais"' not in text_of(client.get("/fr/demarches/duplicata-perte/"))


def test_the_list_of_departements_is_that_of_france():
    names = department_names()
    assert len(names) == 101
    assert (names["2A"], names["82"], names["976"]) == (
        "Corse-du-Sud",
        "Tarn-et-Garonne",
        "Mayotte",
    )


# --- The shipped catalogue --------------------------------------------------------------------


@pytest.mark.usefixtures("in_force")
# In the short run, the language whose texts weigh the most and stand beside French ones.
@pytest.mark.parametrize(
    "language",
    [pytest.param(one, marks=() if one == "ar" else pytest.mark.whole) for one in LANGUAGES],
)
def test_every_shipped_page_is_sound_and_light(client, shipped, language):
    # Every page in Arabic.
    keys = list(shipped.procedures)[:: 1 if language == "ar" else 5]
    pages = [*LISTS, *(f"demarches/{slug_of(key)}/" for key in keys)]
    pages += [
        f"{code}/" for code in ("01", "2A", "974", *shipped.departments) if code != "national"
    ]
    for page in pages:
        response = client.get(f"/{language}/{page}")
        assert_sound(text_of(response), page)
        assert cold(response.content) <= MOST_COLD, page


def assert_sound(text, page):
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert [name for name, times in Counter(ids).items() if times > 1] == [], page
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids), page
    assert len(re.findall(r"<h1[ >]", text)) == 1, page
    assert "%(" not in text, page
    assert ">None<" not in text, page


@pytest.mark.usefixtures("in_force")
def test_every_shipped_family_has_words(shipped):
    assert {one.family for one in shipped.procedures.values()} <= set(family_titles())


@pytest.mark.usefixtures("in_force")
def test_search_engines_may_read_every_page_and_no_questionnaire(client, shipped):
    addresses = re.findall(
        r"<loc>http://testserver(.*?)</loc>", text_of(client.get("/sitemap.xml"))
    )
    listed = (
        shipped.procedures,
        shipped.examples,
        shipped.provisional_papers,
        shipped.letters,
        shipped.online_services,
    )
    expected = 3 * (15 + sum(map(len, listed)) + 101)
    assert len(set(addresses)) == len(addresses) == expected
    assert not [one for one in addresses if "/demarche/" in one]
    robots = text_of(client.get("/robots.txt"))
    assert "Disallow: /fr/demarche/\n" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots


def test_a_closure_stands_before_what_always_holds_the_soonest_first(client):
    today = timezone.localdate()
    day, yesterday, later = (str(today + days * DAY) for days in (0, -1, 9))
    notices = [
        {"text": "Toujours vrai."},
        {"text": "C’est fini.", "from": yesterday, "until": yesterday, "shown_until": day},
        {"text": "Fermé bientôt.", "from": later, "until": later, "shown_from": day},
        {"text": "Fermé ce jour.", "from": day, "until": day},
    ]
    with using(make_department(notices=notices)):
        text = text_of(client.get("/fr/34/"))
    said = ["Fermé ce jour.", "Fermé bientôt.", "Toujours vrai.", "C’est fini."]
    assert sorted(said, key=text.index) == said
