"""A new edition marks the dossiers whose answer it changes, and tells how in words."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures.publishing.editions.in_memory import using
from questionnaire.dossiers import reviewing
from questionnaire.dossiers.content import card_of, content_of, new_dossier, save
from questionnaire.dossiers.sealing import cipher_of
from questionnaire.models import Dossier
from tests.questionnaire.samples import PROCEDURES, TODAY, make_rule_set

from .conftest import version_in

DOCUMENTS = [{"id": "photo", "title": "Photo"}, {"id": "acte", "title": "Acte de naissance"}]


def with_papers(*keys, **more):
    """Return rules where the procedure « c » asks for papers."""
    procedures = [
        {**one, "documents": [{"document": key} for key in keys], **more}
        if one["id"] == "c"
        else one
        for one in PROCEDURES
    ]
    return make_rule_set(procedures=procedures, documents=DOCUMENTS)


@pytest.fixture
def five(rive, keep):
    """Five dossiers saved with the edition before: two of them of people with a card."""
    with using(with_papers("photo"), number=1):
        bilal = rive.clients["bilal"]
        for number in range(5):
            other = {} if number < 2 else {"goal": "perte"}
            keep(bilal, f"A-{number}", **other)
    return rive


def marked(rive):
    cipher = cipher_of(rive.organisation)
    found = (
        (card_of(one, cipher), content_of(one, cipher)) for one in Dossier.objects.order_by("pk")
    )
    return {card.reference: content.changes for card, content in found if card.changed_on}


def words(changes):
    return {key: [one.replace("\xa0", " ") for one in said] for key, said in changes.items()}


def test_edition_marks_the_dossiers_that_it_changes(five, capsys):
    with using(with_papers("acte"), number=2):
        call_command("dossiers", "review")
        assert "5 dossier(s) relu(s), 2 changé(s)" in capsys.readouterr().out
        told = words(marked(five))
        assert set(told) == {"A-0", "A-1"}
        assert [one.partition(" : ")[2] or one for one in told["A-0"]] == [
            "Papier ajouté : Acte de naissance.",
            "Papier retiré : Photo.",
        ]
        page = five.clients["awa"].get("/dossiers/semaine/").content.decode()
        assert page.count("depuis le") == 2


def of_france(**channel):
    """Return départements of which the national one says how a demand is filed."""
    return {"national": {"code": "national", "channels": [{"confidence": "high", **channel}]}}


def with_days(least, most):
    window = {"from": {"fact": "expiry", "days": -least}, "to": {"fact": "expiry", "days": -most}}
    return {"steps": [{"id": "file", "text": "Déposez.", "window": window}]}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            {"costs": [{"label": "Taxe", "amount": 50}]},
            {"costs": [{"label": "Taxe", "amount": 75}]},
            ["Prix : 75 € (avant : 50 €)."],
        ),
        (
            with_days(120, 60),
            with_days(150, 90),
            [
                "Premier jour : 16 décembre 2026 (avant : 15 janvier 2027).",
                "Dernier jour : 14 février 2027 (avant : 16 mars 2027).",
            ],
        ),
        (
            {"departments": of_france(kind="counter")},
            {"departments": of_france(kind="postal")},
            ["Où : Par courrier (avant : Au guichet de la préfecture)."],
        ),
    ],
    ids=["price", "days", "channel"],
)
def test_price_days_and_channel_that_change_are_said(rive, keep, monkeypatch, before, after, told):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)
    card = next(one for one in PROCEDURES if one["id"] == "c")

    def rules(changes):
        places = changes.get("departments", {})
        own = {key: value for key, value in changes.items() if key != "departments"}
        return make_rule_set(procedures=[{**card, **own}], departments=places)

    with using(rules(before), number=1):
        keep(rive.clients["bilal"], "A-1")
    with using(rules(after), number=2):
        call_command("dossiers", "review")
        assert words(marked(rive)) == {"A-1": told}
        dossier = Dossier.objects.get()
        page = rive.clients["awa"].get(f"/dossiers/dossier/{dossier.code}/").text
        shown = page.partition('id="change"')[2].partition("</section>")[0].replace("\xa0", " ")
        assert [one for one in told if one not in shown] == []


def test_week_says_what_changed_and_who_follows_the_dossier(five):
    """On paper nothing opens: what a volunteer calls about stands on the line."""
    with using(with_papers("acte"), number=2):
        page = five.clients["awa"].get("/dossiers/semaine/").content.decode()
    changed = page[page.index("Le résultat a changé") : page.index("Dernier jour")]
    assert changed.index("A-0") < changed.index("A-1")
    plain = changed.replace("\xa0", " ")
    assert plain.count("Papier ajouté : Acte de naissance.") == 2
    assert plain.count("Papier retiré : Photo.") == 2
    assert plain.count("Suivi par Bilal") == 2


def test_list_leads_to_the_dossiers_that_changed(five):
    with using(with_papers("acte"), number=2):
        client = five.clients["awa"]
        page = client.get("/dossiers/").content.decode()
        button = '<button class="button button--link" type="submit" name="changed" value="any">'
        assert button in page
        found = client.post("/dossiers/", {"changed": "any"}).context["page"]
        assert {one.card.reference for one in found} == {"A-0", "A-1"}


def test_page_tells_the_change_until_somebody_has_read_it(five):
    with using(with_papers("acte"), number=2):
        dossier = Dossier.objects.order_by("pk").first()
        client, path = five.clients["awa"], f"/dossiers/dossier/{dossier.code}/"
        response = client.get(path)
        page = response.content.decode()
        assert "Le résultat a changé" in page
        assert "Acte de naissance" in page
        client.post(path, {"seen": "1", "version": version_in(response)})
        assert "Le résultat a changé" not in client.get(path).content.decode()
        assert not marked(five)


def test_list_tells_of_today_before_any_command_has_run(five):
    with using(with_papers("acte"), number=2):
        page = five.clients["awa"].get("/dossiers/")
        assert page.context["changed"] == 2


def test_edition_that_changes_it_back_takes_the_mark_away(five):
    with using(with_papers("acte"), number=2) as edition:
        reviewing.review_all(edition)
    with using(with_papers("photo"), number=3) as edition:
        assert reviewing.review_all(edition) == (5, 0)
    assert marked(five) == {}


def test_review_stops_and_goes_on_where_it_was(five, monkeypatch):
    monkeypatch.setattr(reviewing, "BATCH", 2)
    whole = reviewing._review_batch

    def stops(rows, edition, today):
        if rows[0].pk != Dossier.objects.order_by("pk").first().pk:
            raise KeyboardInterrupt
        return whole(rows, edition, today)

    with using(with_papers("acte"), number=2) as edition:
        monkeypatch.setattr(reviewing, "_review_batch", stops)
        with pytest.raises(KeyboardInterrupt):
            reviewing.review_all(edition)
        assert Dossier.objects.filter(edition=2).count() == 2
        monkeypatch.setattr(reviewing, "_review_batch", whole)
        assert reviewing.review_all(edition)[0] == 3
    assert Dossier.objects.filter(edition=2).count() == 5


def test_what_was_saved_meanwhile_is_not_overwritten(five, monkeypatch, keep):
    """Somebody saves a dossier after the review has read it, before it writes it."""
    dossier = Dossier.objects.order_by("pk").first()
    whole = reviewing.review

    def saves_meanwhile(row, cipher, edition, today):
        found = whole(row, cipher, edition, today)
        if row.pk == dossier.pk:
            path = f"/dossiers/dossier/{dossier.code}/"
            five.clients["awa"].post(path, {"note": "écrite entre-temps"})
        return found

    monkeypatch.setattr(reviewing, "review", saves_meanwhile)
    with using(with_papers("acte"), number=2) as edition:
        reviewing.review_all(edition)
    dossier.refresh_from_db()
    card = card_of(dossier, cipher_of(five.organisation))
    assert card.note == "écrite entre-temps"


def test_dossier_that_no_key_opens_keeps_no_other_from_being_read(five):
    dossier = Dossier.objects.order_by("pk").first()
    Dossier.objects.filter(pk=dossier.pk).update(content="abîmé")
    with using(with_papers("acte"), number=2) as edition:
        reviewing.review_all(edition)
    assert Dossier.objects.filter(edition=2).count() == 4


def test_a_question_that_is_asked_no_more_is_said_and_never_opened(five):
    shorter = make_rule_set(procedures=[one for one in PROCEDURES if one["id"] != "d"])
    client, said = five.clients["bilal"], "Cette question ne se pose plus"
    dossier = Dossier.objects.first()
    address = f"/dossiers/dossier/{dossier.code}/"
    assert said not in client.get(address).content.decode()
    with using(shorter, number=2):
        page = client.get(address).content.decode()
        assert 'value="family"' not in page
        assert 'value="age"' in page
        assert page.count(said) == 2  # The other one is whether they have a passport.
        told = client.post(f"{address}rouvrir/", {"question": "family"}, follow=True)
    assert told.redirect_chain == [(address, 302)]
    assert f"{said}\xa0: rien ne changerait." in told.content.decode()


def test_week_asks_the_database_the_same_for_two_changes_and_for_two_hundred(five):
    client, organisation = five.clients["awa"], five.organisation

    def read_week():
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/dossiers/semaine/")
        return len(page.context["changed"]), len(queries)

    with using(with_papers("acte"), number=2):
        client.get("/dossiers/semaine/")  # It reads the five again.
        few = read_week()
        cipher = cipher_of(organisation)
        changed = Dossier.objects.order_by("pk").first()
        card, content = card_of(changed, cipher), content_of(changed, cipher)
        for number in range(198):
            made = new_dossier(organisation, five.member("bilal"))
            save(made, cipher, replace(card, reference=f"B-{number}"), content, 2)
        many = read_week()
    assert (few[0], many[0]) == (2, 200)
    assert few[1] == many[1]
