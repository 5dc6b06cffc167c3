"""What each site asks for at its door: nobody is left before it without another way."""

import re
from datetime import date

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.errors import InvalidCatalogue
from procedures.engine.evaluation import evaluate
from procedures.engine.results import evaluate_to_data
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.exchange import read_folder
from procedures.publishing.checks.completeness import missing_content
from procedures.publishing.editions.in_memory import using
from procedures.publishing.parts.channel_words import BOOKING, ONLINE
from tests.languages import LANGUAGES
from tests.procedures.engine.builders import TODAY
from tests.procedures.exchange.test_round_trip import SMALL
from tests.questionnaire.result.test_drawn_pages import page_of
from tests.questionnaire.sheets.test_pages import assert_sound
from tests.questionnaire.weight import MOST_COLD, cold

# What somebody may lack, as the sites call it.
LACKED = ("adresse électronique", "FranceConnect", "Téléphone", "carte bancaire", "Numéro étranger")


@pytest.fixture
def small_plain():
    return read_folder(SMALL)


@pytest.fixture
def in_force(shipped):
    with using(shipped) as edition:
        yield edition


def dead_ends(plain):
    found = missing_content(plain, rule_set_from_plain(plain), TODAY)
    return [(one.file, one.path) for one in found if one.kind == "no_other_way"]


def online(rules):
    """Return every online channel, wherever a person lives and whatever they answered."""
    return [
        (code, channel)
        for code, department in rules.departments.items()
        for channel in department.channels
        if channel.kind in (*ONLINE, BOOKING)
    ]


def test_every_online_channel_has_another_way_wherever_one_lives(shipped):
    assert len({code for code, _ in online(shipped)}) >= 4
    for code, channel in online(shipped):
        service = shipped.service_of(channel)
        assert service, (code, channel.id)
        assert service.ways, service.id
        assert all(one.without["fr"] for one in service.needs), service.id


@pytest.mark.parametrize("lacked", LACKED)
def test_who_lacks_a_thing_reads_what_to_do_without_it(shipped, lacked):
    asked = [
        one
        for service in shipped.online_services.values()
        for one in service.needs
        if lacked in one.title["fr"]
    ]
    assert asked
    assert all({*one.without} >= {*LANGUAGES} and lacked not in one.without["fr"] for one in asked)


def test_france_connect_and_a_telephone_are_never_required_to_file(shipped):
    filed = {shipped.service_of(channel).id for _, channel in online(shipped)}
    for name in filed:
        required = [
            one.title["fr"] for one in shipped.online_services[name].needs if not one.optional
        ]
        assert not re.search(r"FranceConnect|[Tt]éléphone", " ".join(required)), name


@pytest.mark.parametrize("kinds", [["postal"], []])
def test_a_site_of_which_nothing_is_known_is_a_dead_end(small_plain, kinds):
    assert dead_ends(small_plain) == []
    small_plain["online_services"][0]["kinds"] = kinds or ["counter"]
    # The channel that names the site still has it; that of the whole of France names none.
    assert dead_ends(small_plain) == [("departements/national.yaml", "channels.anef")]


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("ways", [], "vide"),
        ("needs", [{"title": "Un courriel"}], "without"),
        ("letter", "autre", "lettre inconnue"),
        ("kinds", ["pigeon"], "canal inconnu"),
    ],
)
def test_a_site_without_another_way_is_refused(small_plain, key, value, message):
    small_plain["online_services"][0][key] = value
    with pytest.raises(InvalidCatalogue) as caught:
        rule_set_from_plain(small_plain)
    assert any(message in str(one) for one in caught.value.problems)


def test_a_channel_names_a_site_that_exists(small_plain):
    small_plain["departments"]["82"]["channels"][1]["service"] = "autre"
    with pytest.raises(InvalidCatalogue) as caught:
        rule_set_from_plain(small_plain)
    assert [one.path for one in caught.value.problems] == ["channels.anef_etudes.service"]


@pytest.mark.django_db
def test_every_page_opens_in_every_language_without_a_query(
    client, in_force, shipped, django_assert_num_queries
):
    pages = ["sites/", *(f"sites/{one}/" for one in shipped.online_services)]
    with django_assert_num_queries(0):
        for language in LANGUAGES:
            for page in pages:
                response = client.get(f"/{language}/{page}")
                text = response.content.decode()
                assert response.status_code == 200, page
                assert_sound(text, page)
                assert "{'" not in text, page
                assert cold(response.content) <= MOST_COLD, page
    assert client.get("/fr/sites/inconnu/").status_code == 404


def test_what_is_not_required_comes_last_and_the_other_way_never_folds(client, in_force, shipped):
    for name, service in shipped.online_services.items():
        text = client.get(f"/fr/sites/{name}/").content.decode()
        door, other = text.split("Si l’on ne peut pas entrer du tout")
        assert "<details" not in other.split("</ol>")[0], name
        titles = re.findall(r'class="right__title">([^<]*)', door)
        if any(one.optional for one in service.needs):
            assert titles[-1].startswith("Pas obligatoire"), name
        folds = door.split("<main")[1].count('<details class="fold"')
        assert folds == len(service.needs) + ("Les papiers, en photo" in door), name


def test_a_size_that_is_not_published_is_told_so(client, in_force, shipped):
    for name in ("anef_sejour", "natali"):
        assert "non publié" in client.get(f"/fr/sites/{name}/").content.decode()


def files_online(rules, case):
    day = date.fromisoformat(case["today"])
    found = evaluate(rules, read_answers(rules, case["answers"]), day).procedures
    channels = [one.channel.channel for one in found if one.recommended]
    return any(one and one.kind in (*ONLINE, BOOKING) for one in channels)


def test_an_answer_tells_it_below_the_site(client, monkeypatch, shipped, shipped_cases):
    """One person of each file of cases who files online."""
    people = {one["file"]: one for one in shipped_cases if files_online(shipped, one)}
    seen = set()
    for name, case in people.items():
        day = date.fromisoformat(case["today"])
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, day=day: day)
        with using(shipped, number=1):
            page = page_of(client, read_answers(shipped, case["answers"]))
        if page is None:  # A question is left.
            continue
        seen.add(name)
        text = " ".join(page.blocks)
        assert "Pour entrer, il faut" in text, name
        assert "Si l’on ne peut pas entrer du tout" in text, name
    assert len(seen) > 10


@pytest.mark.parametrize("slug", ["etudiant-renouvellement", "naturalisation-decret"])
def test_a_sheet_tells_what_to_have_and_the_other_way(client, in_force, slug):
    text = client.get(f"/fr/demarches/{slug}/").content.decode()
    site = "natali" if slug.startswith("naturalisation") else "anef_sejour"
    assert f'href="/fr/sites/{site}/"' in text
    assert "Si l’on ne peut pas entrer du tout" in text


def test_the_interface_tells_the_door_of_a_site(shipped, shipped_cases):
    case = next(one for one in shipped_cases if files_online(shipped, one))
    day = date.fromisoformat(case["today"])
    answers = read_answers(shipped, case["answers"])
    found = evaluate_to_data(shipped, answers, day, language="ar")["procedures"]
    (told,) = [one["channel"]["service"] for one in found if one["recommended"]]
    service = shipped.online_services[told["id"]]
    assert [one["title"] for one in told["ways"]] == [one.title["ar"] for one in service.ways]
    assert [(one["without"], one["optional"]) for one in told["needs"]] == [
        (one.without["ar"], one.optional) for one in service.needs
    ]
