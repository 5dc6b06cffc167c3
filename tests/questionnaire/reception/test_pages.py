"""« Mode accueil »: from a language to a ticket, and what an agent may count."""

import re
from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.utils import timezone

from procedures.engine.situation import Situation
from procedures.engine.values.department import Notice
from procedures.publishing.editions import in_memory
from procedures.publishing.opening import with_closings
from procedures.publishing.parts.channel_words import family_titles
from questionnaire.keeping.link import decode
from questionnaire.reception import choices
from questionnaire.reception.choices import MOST_AT_ONCE
from questionnaire.result.reading import Reading
from questionnaire.runs.places import somewhere_in
from tests.languages import LANGUAGES
from tests.questionnaire.result.catalogue import make_department

from .tapping import HERE, POST, TAP, tap


def test_nothing_is_stored_and_no_query_made_from_the_language_to_the_ticket(client):
    # This test has no database: a query would fail it.
    first = client.get(HERE)
    pages = [tap(client), tap(client, "but:renouvellement"), tap(client, "but:duplicata")]
    assert not client.cookies
    assert first["Cache-Control"] == "no-store"
    for page in (first.content.decode(), *pages):
        # No way leads out of the page, and nothing but taps to this entrance is sent.
        links = re.findall("<a [^>]*", page.partition("<main")[2].partition("</main>")[0])
        assert all('href="#ticket"' in one for one in links)
        assert {re.sub("^/../", "/", one) for one in re.findall(r'action="([^"]+)"', page)} <= {
            "/accueil/82/",
            "/accueil/82/fin/",
        }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_goal_of_the_catalogue_gives_a_ticket_in_the_language_and_in_french(
    client, shipped, language
):
    here = HERE.replace("/fr/", f"/{language}/")
    goals = {one.value: one for one in shipped.questions["goal"].choices}
    offered = [one.removeprefix("but:") for one in TAP.findall(tap(client, address=here))]
    assert {one for one in offered if ":" not in one} - {"debut"} <= set(goals)
    assert set(goals) <= set(offered)
    for value, choice in goals.items():
        page = tap(client, f"but:{value}", address=here)
        assert "qr__image" in page
        if language == "fr":
            assert "ticket__french" not in page
        else:
            assert "ticket__french" in page
            assert "Photographiez ce carré" in page
        assert choice


def test_the_square_holds_the_place_and_the_wish_in_its_fragment_only(client, monkeypatch):
    links = []
    monkeypatch.setattr(
        "questionnaire.reception.ticket.picture_of", lambda link: links.append(link) or ""
    )
    tap(client, "but:renouvellement", address=HERE.replace("/fr/", "/ar/"))
    tap(client, "demarche:duplicata:duplicata_vol")
    paths = [link.partition("#")[0] for link in links]
    assert paths == ["http://testserver/ar/ticket/", "http://testserver/fr/ticket/"]
    first, second = (decode(link) for link in links)
    assert first.answers == {"commune": somewhere_in("82"), "goal": "renouvellement"}
    assert second.answers["loss_kind" if "loss_kind" in second.answers else "goal"]
    assert second.answers["goal"] == "duplicata"


def test_a_ticket_begins_the_questionnaire_on_another_device(client, monkeypatch):
    links = []
    monkeypatch.setattr(
        "questionnaire.reception.ticket.picture_of", lambda link: links.append(link) or ""
    )
    tap(client, "but:renouvellement")
    tap(client, "but:refus")
    first, urgent = (
        client.post("/fr/ticket/", {"code": link.partition("#")[2]}, follow=True) for link in links
    )
    assert re.fullmatch(r"/fr/demarche/\w{8}/residence/", first.redirect_chain[-1][0])
    # Who comes with a letter is asked of the letter at once.
    assert re.fullmatch(r"/fr/demarche/\w{8}/decision_kind/", urgent.redirect_chain[-1][0])
    assert client.post("/fr/ticket/", {"code": "1.abîmé"}).status_code == 422


# Of the family « etudes ».
TITLES = {
    "fr": "Études, stage, séjour au pair",
    "en": "Studies, internship, au pair stay",
    "ar": "الدراسة والتدريب والإقامة بصفة «au pair»",
}
CODE = re.compile(r'ticket__code" dir="ltr">([^<]+)<')


@pytest.mark.parametrize("sent", ["but:renouvellement", "demarche:duplicata:duplicata_vol"])
@pytest.mark.parametrize("writes", [str, str.lower, lambda code: code.replace("\xa0", "-")])
def test_who_has_no_camera_types_the_code_of_the_ticket(client, monkeypatch, sent, writes):
    links, begun = [], []
    monkeypatch.setattr(
        "questionnaire.reception.ticket.picture_of", lambda link: links.append(link) or ""
    )
    monkeypatch.setattr(
        "questionnaire.keeping.views.reopened",
        lambda _request, _edition, kept: begun.append(kept) or HttpResponse(),
    )
    code = CODE.search(tap(client, sent))[1]
    assert len(code) == len("82 7K3M")
    for one in (writes(code), links[0].partition("#")[2]):
        assert client.post("/fr/ticket/", {"code": one}).status_code == 200
    assert begun[0] == begun[1]
    assert begun[0].answers["goal"] == sent.split(":")[1]


def test_label_of_the_code_breaks_before_no_mark(client):
    page = client.get("/fr/ticket/").content.decode()
    assert "au début\xa0: «\xa082 7K3M\xa0»" in page


@pytest.mark.parametrize("sent", ["82", "82 0000", "99 7K3M", "7K3M", "2B", ""])
def test_code_of_no_ticket_is_refused(client, sent):
    response = client.post("/fr/ticket/", {"code": sent})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Nous ne reconnaissons pas ce code. Écrivez d’abord le numéro du département" in page
    assert f">{sent}</textarea>" in page


def test_each_wish_has_a_code_of_its_own_in_each_departement(shipped):
    reading = Reading(Situation(shipped, {}, timezone.localdate()), "fr")
    wishes = [*choices._wishes(reading)]
    assert len({choices.typed_code("82", one) for one in wishes}) == len(wishes) > 100
    for department in ("01", "2B", "974"):
        code = choices.typed_code(department, wishes[-1])
        assert choices.wish_typed(reading, code) == (department, wishes[-1])


def test_ticket_says_nothing_of_what_its_editor_does_not_know(client):
    for code in ("09", "30", "34", "46", "82"):
        page = tap(client, "but:renouvellement", address=f"/fr/accueil/{code}/")
        facts = page.partition("ticket__facts")[2].partition("</ul>")[0]
        assert code in facts
        assert "vérifier" not in facts
        assert "connaissons" not in facts


def offered_before_the_ticket(page):
    return TAP.findall(page.partition("data-skip")[2].partition("<article")[0])


def test_few_procedures_are_offered_at_once_and_many_by_family(client, shipped):
    few = offered_before_the_ticket(tap(client, "but:duplicata"))
    assert {one.partition(":")[0] for one in few} >= {"famille"}
    by_family = [one for one in few if one.startswith("famille")]
    inside = offered_before_the_ticket(tap(client, by_family[-1]))
    assert any(one.startswith("demarche:duplicata:") for one in inside)
    changes = offered_before_the_ticket(tap(client, "but:modification"))
    assert 2 <= sum(one.startswith("demarche:") for one in changes) <= MOST_AT_ONCE
    # A goal of one procedure is precise already.
    only = tap(client, "but:attestation_accueil")
    assert "demarche:" not in only
    assert "data-skip" not in only
    assert shipped.procedures["attestation_accueil"].title["fr"][:20] in only


def test_families_of_one_nationality_come_before_the_others(client, shipped):
    """An Algerian gets no other title: theirs is not to be looked for among fifteen families."""
    for goal in ("premiere_demande", "renouvellement", "duplicata", "changement_motif"):
        families = offered_before_the_ticket(tap(client, f"but:{goal}"))
        assert families[0] == f"famille:{goal}:algeriens"
        rest = [one.rpartition(":")[2] for one in families[1:] if one.startswith("famille")]
        assert rest == [one for one in family_titles() if one in rest]


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("fr", ["10 ans", "Un an", "Autre durée"]),
        ("ar", ["10 سنوات", "سنة واحدة", "مدة أخرى"]),
    ],
)
def test_many_titles_of_a_family_are_parted_by_how_long_they_last(client, language, titles):
    address = HERE.replace("/fr/", f"/{language}/")
    page = tap(client, "famille:renouvellement:algeriens", address=address)
    parts = page.partition("data-skip")[2].partition("<article")[0].split("<h2 ")[1:]
    assert [re.search(">(?:<span[^>]*>)?([^<]+)<", one)[1] for one in parts] == titles
    assert "demarche:renouvellement:dz_10y_renewal" in parts[0]
    assert "demarche:renouvellement:dz_salarie" in parts[1]
    assert "demarche:renouvellement:dz_stagiaire" in parts[2]
    taps = TAP.findall("".join(parts))
    assert len(taps) == len({*taps}) > MOST_AT_ONCE


def test_what_one_goal_alone_leads_to_comes_first(client):
    """Who asks for a first card of ten years does not renew one."""
    found = offered_before_the_ticket(tap(client, "famille:carte_resident:carte_resident"))
    names = [one.rpartition(":")[2] for one in found]
    assert names.index("resident_longue_duree_ue") < names.index("carte_resident_regroupement")


def test_what_tells_of_a_danger_is_neither_listed_nor_printed_nor_counted(client, shipped, post):
    sensitive = {one.id for one in shipped.procedures.values() if one.sensitive}
    assert sensitive
    pages = [tap(client)]
    for goal in ("premiere_demande", "renouvellement", "changement_motif"):
        page = tap(client, f"but:{goal}")
        families = [one for one in TAP.findall(page) if one.startswith("famille")]
        pages += [page, *(tap(client, one) for one in families)]
    tapped = {one.rpartition(":")[2] for page in pages for one in TAP.findall(page)}
    assert not tapped & sensitive
    danger = next(one for one in TAP.findall(pages[0]) if one.startswith("urgent:"))
    calls = tap(client, danger)
    assert "3919" in calls
    assert "qr__image" not in calls
    assert "<title>Préparer ma démarche" in calls
    assert 'name="raison"' not in tap(client, danger, address=POST)


@pytest.mark.parametrize("sent", ["but:inconnu", "demarche:renouvellement:inconnue", "zz", "but:"])
def test_what_no_button_sends_gives_a_page_all_the_same(client, sent):
    assert tap(client, sent)


def test_unknown_place_is_not_found(client):
    assert client.get("/fr/accueil/999/").status_code == 404


def test_only_the_browser_of_a_post_forgets_and_only_for_our_own_page(client, post):
    client.cookies["guichet-run"] = "x"
    end = f"{POST}fin/"
    response = client.post(end, headers={"Sec-Fetch-Site": "same-origin"})
    assert response["Location"] == POST
    # The first page does not tell in which language the last person read.
    assert client.post(end.replace("/fr/", "/ar/"))["Location"] == POST
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "Clear-Site-Data" not in client.get(end, headers={"Sec-Fetch-Site": "cross-site"})
    visitor = client.post(f"{HERE}fin/", headers={"Sec-Fetch-Site": "same-origin"})
    assert visitor["Location"] == HERE
    assert "Clear-Site-Data" not in visitor


def test_without_a_script_the_page_ends_by_itself(client):
    page = tap(client, "but:renouvellement")
    assert f'<noscript><meta http-equiv="refresh" content="90; url={HERE}fin/"></noscript>' in page
    assert "http-equiv" not in client.get(HERE).content.decode()


def test_what_is_closed_stands_on_the_first_page_in_each_language_that_says_it(client):
    day = str(timezone.localdate())
    closed = {"text": {"fr": "Fermé ce matin.", "en": "Closed this morning."}}
    notices = [{"text": "Toujours vrai."}, {**closed, "from": day, "until": day}]
    with in_memory.using(make_department(notices=notices)):
        first = client.get("/fr/accueil/34/").content.decode()
        assert '<p lang="en" dir="auto">Closed this morning.</p>' in first
        assert "Toujours vrai." not in first
        assert first.index("Fermé ce matin.") < first.index("Choisissez votre langue")
        # The next pages are for what the person wants.
        assert "Fermé ce matin." not in tap(client, address="/fr/accueil/34/")


def test_closure_of_some_families_is_titled_in_the_language_of_its_words(client, shipped):
    day = timezone.localdate()
    closed = Notice(closed="matin", start=day, end=day, families=frozenset({"etudes"}))
    department = replace(shipped.departments["34"], notices=(closed,))
    rules = replace(shipped, departments={**shipped.departments, "34": department})
    with in_memory.using(with_closings(rules)):
        screens = {one: client.get(f"/{one}/accueil/34/").content.decode() for one in TITLES}
        sheets = {one: client.get(f"/{one}/34/").content.decode() for one in TITLES}
    line = re.compile(r'<p( class="notice__title")? lang="(..)" dir="auto">([^<]*)')
    for language, title in TITLES.items():
        lines = line.findall(screens[language])
        # The language of the screen first; in each, the title before its words.
        order = list(dict.fromkeys([language, *TITLES]))
        assert [of for _class, of, _words in lines] == [one for one in order for _twice in "tw"]
        assert [words for is_title, _of, words in lines if is_title] == [
            TITLES[one] for one in order
        ]
        assert f'<p class="notice__title">{title}</p>' in sheets[language]


@pytest.mark.parametrize(
    ("tile", "part"),
    [
        ("dz_commercant", "(commerçant, artisan, profession libérale)"),
        ("dz_salarie", "«\xa0salarié\xa0»"),
    ],
)
def test_french_words_of_an_arabic_tile_keep_their_brackets_and_their_order(client, tile, part):
    """On two lines, their brackets would be turned round, and a comma would end neither."""
    sent = f'value="demarche:premiere_demande:{tile}"'
    for language, said in (("ar", f"\u2066{part}\u2069"), ("en", ""), ("fr", "")):
        here = HERE.replace("/fr/", f"/{language}/")
        page = tap(client, "famille:premiere_demande:algeriens", address=here)
        words = page.partition(sent)[2].partition("</button>")[0]
        assert words
        assert said in words if said else "\u2066" not in words


def test_who_does_not_know_yet_has_a_group_that_says_so_in_every_language(client):
    """« لا جواب بعد » told that nobody had answered."""
    said = {"fr": "Sans réponse encore", "en": "Not sure yet", "ar": "لست متأكدًا بعد"}
    for language, words in said.items():
        page = tap(client, address=HERE.replace("/fr/", f"/{language}/"))
        before = page.partition('value="but:ne_sais_pas"')[0]
        assert re.findall(r"<h2[^>]*>([^<]+)</h2>", before)[-1] == words
