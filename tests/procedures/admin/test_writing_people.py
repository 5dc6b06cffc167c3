"""« Écrire une démarche »: its persons, then the way to the public."""

from html import unescape

import pytest
from django.urls import reverse

from procedures import models
from procedures.drafting.writing.progress import NAMES
from procedures.publishing.editions import publisher
from procedures.publishing.journal import recording
from tests import factories

from .forms import fields_of, form_data
from .guided import PAGES, START, TITLE, address, begin, factories_case, save, state

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def editor(client_of):
    """The client of an editor of the national content, who does not publish."""
    publisher.publish()
    return client_of("national", role="redaction", email="ben@example.org", full_name="Ben")


def people(client, row, action, **sent):
    return client.post(address(row, "personnes"), {"action": action} | sent)


def written(client):
    """Return a procedure with all that it needs but its persons."""
    row = begin(client, summary="Pour un stage.")
    for name, fields in PAGES.items():
        save(client, row, name, **fields, **({"after": ""} if name == "pour-qui" else {}))
    return row


def test_persons_are_kept_with_what_was_said_and_shown_with_what_the_engine_gives(editor):
    row = written(editor)
    answers = {"q-situation": "etudes", "jour": "2026-11-02"}
    tried = people(editor, row, "essayer", **answers)
    assert tried.context["result"].status == "recommandée"
    assert models.Case.objects.count() == 0
    unnamed = people(editor, row, "oui", **answers)
    assert unnamed.context["problem"].startswith("Décrivez")
    long = people(editor, row, "oui", persona="A" * 501, **answers)
    assert "501 caractères : 500 au plus" in long.context["problem"]
    assert "A" * 501 in long.text
    assert models.Case.objects.count() == 0
    people(editor, row, "oui", persona="Awa, stagiaire", **answers)
    again = people(editor, row, "oui", persona="Awa bis", **answers)
    assert "déjà choisie" in again.context["problem"]
    people(editor, row, "oui", persona="Bo, salarié", **answers | {"q-situation": "travail"})
    case = models.Case.objects.get(persona="Awa, stagiaire")
    assert (case.draft, case.expect) == (True, {"procedures": [row.key]})
    assert case.source == "CESEDA L. 422-1"
    shown = editor.get(address(row, "personnes")).context["getting"]
    assert [(one.case.persona, one.right) for one in shown] == [
        ("Awa, stagiaire", True),
        ("Bo, salarié", False),  # What was said is kept: the rule is what is wrong.
    ]
    people(editor, row, "retirer", cas="bo_salarie")
    assert models.Case.objects.count() == 1


def test_the_nearest_persons_are_proposed_and_taken_in_one_press(editor):
    factories_case("awa", {"situation": "etudes"}, {"procedures": ["renouvellement"]})
    factories_case("ben", {"situation": "travail"}, {"procedures": []})
    row = written(editor)
    page = editor.get(address(row, "personnes"))
    assert [(one.key, gets) for one, gets in page.context["proposals"]] == [
        ("awa", True),
        ("ben", False),
    ]
    people(editor, row, "prendre-oui", cas="awa")
    people(editor, row, "prendre-non", cas="ben")
    assert state(row, "personnes").words == "1 oui, 1 non"
    assert models.Case.objects.get(draft=True, persona="Ben").expect == {
        "not_procedures": [row.key]
    }


@pytest.mark.parametrize("button", ["_continuer", "_precedent", "_sortir"])
def test_who_goes_on_loses_no_person_that_is_typed(editor, button):
    row = written(editor)
    factories_case("awa", {"situation": "etudes"}, {"procedures": ["renouvellement"]})
    typed = {"persona": "Bo, salarié", "q-situation": "travail", "base": ""}
    here = address(row, "personnes")
    stays = editor.post(here, typed | {button: "oui"})
    assert "pas encore gardée" in stays.context["problem"]
    assert "Bo, salarié" in stays.text
    assert f'name="{button}" value="sans"' in stays.text
    # The buttons below send the person that is open.
    assert stays.text.count('form="personne-ouverte"') == 3
    # Nobody is held back: without this person, or with one that was only looked at.
    assert editor.post(here, typed | {button: "sans"}).status_code == 302
    assert editor.post(here, {"persona": "", "base": "", button: "oui"}).status_code == 302
    opened = form_of_person(people(editor, row, "ouvrir", cas="awa"))
    assert editor.post(here, opened | {button: "oui"}).status_code == 302
    changed = opened | {"q-situation": "travail", button: "oui"}
    assert "pas encore gardée" in editor.post(here, changed).context["problem"]


def form_of_person(page):
    """Return what the form of the open person sends if nobody changes it."""
    html = page.text
    start = html.index('id="personne-ouverte"')
    return fields_of(html[start : html.index("</form>", start)])


def test_a_person_who_answered_nothing_is_not_kept(editor):
    row = written(editor)
    page = people(editor, row, "non", persona="Bo")
    assert "Cette personne n'a répondu à rien" in unescape(page.text)
    assert "Bo" in page.text
    assert not models.Case.objects.exists()


def with_persons(client):
    row = written(client)
    for number, day in enumerate(("2026-11-02", "2026-11-03")):
        sent = {"q-situation": "etudes", "jour": day, "persona": f"Awa {number}"}
        people(client, row, "oui", **sent)
    people(client, row, "non", persona="Bo", **{"q-situation": "travail"})
    return row


def test_it_cannot_be_proposed_before_its_source_and_its_persons(editor):
    row = begin(editor)
    page = editor.post(address(row, "relire"), {"action": "proposer"})
    assert [one.name for one, _ in page.context["lacks"]] == ["source", "personnes"]
    assert "il manque" in page.context["refusal"]
    row.refresh_from_db()
    assert row.draft
    assert not models.ChangeProposal.objects.exists()


def test_once_complete_it_is_proposed_with_its_persons_and_papers(editor):
    row = with_persons(editor)
    save(editor, row, "papiers", "_faire", nouveau="Lettre de la ferme")
    save(editor, row, "quoi", title_fr="Prolonger un stage agricole")
    page = editor.get(f"{address(row, 'relire')}?verifier=oui")
    assert page.context["lacks"] == []
    editor.post(address(row, "relire"), {"action": "proposer", "note": "Décret de mai."})
    proposal = models.ChangeProposal.objects.get()
    assert proposal.note == "Décret de mai."
    assert sorted(one["section"] for one in proposal.entries) == [
        "cases",
        "cases",
        "cases",
        "documents",
        "procedures",
    ]
    row.refresh_from_db()
    assert not row.draft
    editor.post(address(row, "relire"), {"action": "reprendre"})
    row.refresh_from_db()
    assert row.draft
    assert models.Case.objects.filter(draft=True).count() == 3


def test_who_publishes_goes_on_to_publier_and_publishes_it(client_of):
    publisher.publish()
    client = client_of("national", email="anne@example.org")
    row = with_persons(client)
    response = client.post(address(row, "relire"), {"action": "publier"})
    assert response.url == f"{reverse('admin:desk_publish')}?part=national"
    client.post(response.url, {"part": "national", "note": "", "action": "publier"})
    edition = models.Edition.objects.first()
    content = edition.parts.get(code="national").content
    assert row.key in {one["id"] for one in content["procedures"]}
    assert client.get(address(row, "quoi")).url == reverse(
        "admin:procedures_procedure_change", args=[row.pk]
    )


def test_verifier_leads_to_the_page_that_mends(editor):
    row = begin(editor)
    blocking = editor.get(reverse("admin:desk_check")).context["blocking"]
    addresses = [place[1] for place, _ in blocking if TITLE in place[0]]
    assert addresses == [address(row, "source"), address(row, "personnes")]


def test_only_editors_of_the_nation_write(client_of, editor):
    row = begin(editor)
    agent = client_of("82", role="redaction", email="agent@example.org")
    assert agent.get(START).status_code == 403
    for name in NAMES:
        assert agent.get(address(row, name)).status_code == 403, name
        assert agent.post(address(row, name), {"action": "proposer"}).status_code == 403, name


def test_two_editors_on_one_page_lose_nothing(editor):
    row = begin(editor)
    data = form_data(editor.get(address(row, "quoi")))
    with recording(factories.make_user(email="eve@example.org")):
        models.Procedure.objects.filter(pk=row.pk).update(summary_fr="D'Ève.")
    page = editor.post(address(row, "quoi"), data | {"summary_fr": "De Ben.", "_continuer": "oui"})
    assert page.status_code == 200
    ((_, _, present),) = page.context["desk_merge"].both
    assert (present, form_data(page)["summary_fr"]) == ("D'Ève.", "De Ben.")
