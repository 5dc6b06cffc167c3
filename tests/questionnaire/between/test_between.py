"""The pages of the time between two cards: papers, sheets, letters, words of sites."""

import re

import pytest
from django.utils import translation

from procedures.engine.conditions.tree import ALWAYS
from procedures.engine.errors import InvalidCatalogue
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.values.between import BLANK
from procedures.exchange import read_folder
from procedures.publishing.editions.in_memory import using
from questionnaire.between.letters import pieces_of
from questionnaire.between.papers import papers_of_answer
from questionnaire.between.wordings import find
from tests.languages import LANGUAGES
from tests.procedures.exchange.test_round_trip import SMALL
from tests.questionnaire.result.catalogue import make_reading


@pytest.fixture
def small_plain():
    return read_folder(SMALL)


def _problems(plain):
    with pytest.raises(InvalidCatalogue) as caught:
        rule_set_from_plain(plain)
    return caught.value.problems


@pytest.fixture
def in_force(shipped):
    with using(shipped) as edition:
        yield edition


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def pages(rules):
    """Return the addresses of every page, after the language."""
    yield from ("papiers/", "lettres/", "essais/", "statut/")
    for paper in rules.provisional_papers.values():
        yield f"papiers/{paper.id}/"
        yield from (f"papiers/{paper.id}/{use.asker}/" for use in paper.uses)
    yield from (f"lettres/{letter}/" for letter in rules.letters)


@pytest.mark.django_db
def test_every_page_opens_in_every_language_without_a_query(
    client, in_force, shipped, django_assert_num_queries
):
    with django_assert_num_queries(0):
        for language in LANGUAGES:
            for page in pages(shipped):
                text = text_of(client.get(f"/{language}/{page}"))
                assert "%(" not in text, page
                assert ">None<" not in text, page
                assert "{'" not in text, page


def test_a_paper_tells_its_five_lines_in_the_same_order(client, in_force, shipped):
    for code in shipped.provisional_papers:
        text = text_of(client.get(f"/fr/papiers/{code}/"))
        titles = re.findall(r'class="right__title">([^<]*)', text)
        starts = ["Rester", "Travailler", "Sortir", "Jusqu", "Ce que ce papier"]
        assert [one[: len(start)] for one, start in zip(titles, starts, strict=True)] == starts


def test_a_paper_that_is_not_known_is_not_found(client, in_force):
    for address in ("papiers/inconnu/", "papiers/aps/inconnu/", "lettres/inconnue/"):
        assert client.get(f"/fr/{address}").status_code == 404


def test_a_sheet_bears_no_name_and_leads_to_the_french_page(client, in_force, shipped):
    code, asker = next(
        (paper.id, paper.uses[0].asker)
        for paper in shipped.provisional_papers.values()
        if paper.uses
    )
    text = text_of(client.get(f"/ar/papiers/{code}/{asker}/"))
    assert f"http://testserver/fr/papiers/{code}/" in text
    assert 'name="' not in text.split('class="proof"')[1].split("</article>")[0]


def test_a_sheet_answers_alike_in_both_languages_and_has_no_empty_box(client, in_force):
    text = text_of(client.get("/en/papiers/confirmation_depot_anef/assurance_maladie/"))
    assert "Réponse courte : en principe, oui" in text
    assert "Short answer: yes, in principle" in text
    text = text_of(client.get("/fr/papiers/convocation/employeur/"))
    assert "À montrer avec" not in text


def test_words_that_were_not_read_on_the_site_are_to_be_checked(client, in_force):
    to_check = "À vérifier auprès de la préfecture."
    pages = [text_of(client.get("/fr/statut/", {"q": q})) for q in ("refus", "OQTF")]
    assert [to_check in text.split("wording__body")[1].split("<details")[0] for text in pages] == [
        True,
        False,
    ]


def test_nothing_that_is_typed_in_a_letter_can_be_sent(client, in_force, shipped):
    for code in shipped.letters:
        main = text_of(client.get(f"/fr/lettres/{code}/")).split("<main")[1].split("</main>")[0]
        assert "<form" not in main, code
        for field in re.findall(r"<(?:input|textarea)[^>]*>", main):
            assert " name=" not in field, field
        # Without a script nothing invites to type: the fields are hidden.
        assert re.search(r'class="blanks[^"]*" hidden', main), code


def test_every_blank_of_a_letter_is_on_its_page(shipped):
    for letter in shipped.letters.values():
        pieces = [one for piece in pieces_of(letter) for one in (piece.one_of or (piece,))]
        shown = {one.field for piece in pieces for one in (piece, *piece.inside) if one.field}
        assert shown == set(BLANK.findall(letter.body)) == {one.id for one in letter.fields}
        assert not any(set("[]") & set(piece.text) for piece in pieces), letter.id


def test_of_sentences_that_contradict_one_another_a_letter_keeps_one(client, in_force, shipped):
    """On paper one box of each choice is ticked; on a screen a list chooses its sentence."""
    chosen = {code: one.choices for code, one in shipped.letters.items() if one.choices}
    assert len(chosen) == 10
    for code, choices in chosen.items():
        text = text_of(client.get(f"/fr/lettres/{code}/"))
        assert text.count("Cochez une seule case") == len(choices), code
        for choice in choices:
            ids = [one.id for one in choice]
            group = text.split(f'data-one-of="{ids[0]}"')[1].split("</article>")[0]
            assert re.findall(r'data-sentence="(\w+)"', group)[: len(ids)] == ids
            listed = text.split(f'data-chooses="{ids[0]}"')[1].split("</select>")[0]
            assert re.findall(r'value="(\w*)"', listed) == ["", *ids]
            assert not any(f'data-keeps="{one}"' in text for one in ids)


@pytest.mark.parametrize(
    "body", ["[a: Oui.]", "[b: Non.] [a: Oui.]", "[a] [b]", "[a: O.] ou [b: N.]"]
)
def test_a_choice_without_its_sentences_together_is_refused(small_plain, body):
    letter = small_plain["letters"][0]
    fields = [{"id": one, "kind": "choix", "label": {"fr": one}} for one in "ab"]
    letter |= {"body": body, "fields": fields}
    assert any("un choix a plusieurs phrases" in one.message for one in _problems(small_plain))


def test_unknown_words_are_told_unknown_and_are_in_no_cache(client, in_force):
    response = client.get("/fr/statut/", {"q": "<b>tralala</b>"})
    text = text_of(response)
    assert "Nous ne connaissons pas ces mots" in text
    assert "<b>tralala" not in text
    assert response.headers["Cache-Control"] == "private, no-store"
    with translation.override("fr"):
        assert "private" not in client.get("/fr/statut/").headers["Cache-Control"]


def test_a_blank_without_a_field_is_refused(small_plain):
    letter = small_plain["letters"][0]
    letter["body"] += " [oubli]"
    found = _problems(small_plain)
    assert any("champ inconnu" in one.message and one.file == "letters.yaml" for one in found)


def test_a_letter_or_an_asker_that_is_not_known_is_refused(small_plain):
    small_plain["provisional_papers"][0]["letter"] = "autre"
    small_plain["provisional_papers"][0]["uses"][0]["asker"] = "autre"
    small_plain["wordings"][0]["letter"] = "autre"
    small_plain["orientations"][-1]["letter"] = "autre"
    messages = [one.message for one in _problems(small_plain)]
    assert sum("lettre inconnue" in one for one in messages) == 3
    assert sum("organisme inconnu" in one for one in messages) == 1


def test_a_step_that_says_to_write_to_the_prefecture_carries_its_letter(shipped):
    """An appeal is written with a lawyer, and a form of the site is no letter."""
    asks = re.compile(
        r"[ÉéEe]crivez (à la préfecture|au Défenseur|un message|dans la messagerie|votre réponse)"
    )
    missing = [
        f"{procedure.id}.{step.id}"
        for procedure in shipped.procedures.values()
        for step in procedure.steps
        if asks.search(step.text["fr"]) and not step.letter
    ]
    assert missing == []


def test_an_answer_and_a_sheet_lead_to_the_letter_of_a_step(client, in_force):
    text = text_of(client.get("/fr/demarches/pas-de-rendez-vous/"))
    assert "/fr/lettres/rendez_vous_preuves/" in text
    assert "/fr/lettres/defenseur_des_droits/" in text


def test_words_that_tell_nothing_break_no_search(small_plain):
    """An agent may type a wording of two letters: it is not found, and the others are."""
    first = small_plain["wordings"][0]
    small_plain["wordings"].append({**first, "id": "court", "words": "OK", "typed": ["?"]})
    first["typed"] = ["?", *first["typed"]]
    small_plain["translations"] = {}
    rules = rule_set_from_plain(small_plain)
    assert find(rules, "ok", "fr") == []
    assert find(rules, "en cours instruction", "fr")[0].id == first["id"]


def test_the_address_of_a_wording_finds_it_again(client, in_force, shipped):
    text = text_of(client.get("/fr/statut/"))
    for address in re.findall(r'class="word" href="([^"]+)"', text):
        assert re.fullmatch(r"/fr/statut/\?q=[\w%+.()-]+", address), address


def test_a_paper_without_a_condition_is_linked_from_no_answer(shipped):
    """« Convocation » is held by nobody's answer; an agent who empties the box hides no other."""
    reading = make_reading(
        {
            "residence": "france",
            "commune": "34172",
            "beneficiary": "moi",
            "nationality": "SN",
            "goal": "recepisse",
            "current_document": "aps",
        },
        rules=shipped,
    )
    (title, url) = papers_of_answer(reading)[-1]
    assert (title, url) == ("Autorisation provisoire de séjour", "/fr/papiers/aps/")
    assert shipped.provisional_papers["convocation"].when == ALWAYS
    assert "/fr/papiers/convocation/" not in dict(map(reversed, papers_of_answer(reading)))


def test_a_recepisse_that_ends_leads_to_the_letter_for_the_next_one(client, in_force):
    """The letter of who filed online quotes a text that is not about a récépissé."""
    for code in ("recepisse_renouvellement", "recepisse_premiere_sans_travail"):
        assert "/fr/lettres/recepisse_suivant/" in text_of(client.get(f"/fr/papiers/{code}/"))
    letter = text_of(client.get("/fr/lettres/recepisse_suivant/")).split("<article")[1]
    assert "R. 431-13" in letter
    assert "431-15-1" not in letter.split("</article>")[0]


def test_who_has_no_paper_yet_is_led_from_the_list_to_the_questions(client, in_force):
    """A card ended yesterday, and nothing was given for it: no paper of the list is theirs."""
    text = text_of(client.get("/fr/papiers/")).split("<main")[1]
    assert 0 < text.index('href="/fr/demarche/"') < text.index('href="/fr/papiers/')
