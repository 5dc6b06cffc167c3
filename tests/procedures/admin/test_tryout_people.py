"""« Essayer » opened after « Demander une pièce » proposes somebody who is asked for the paper."""

from html import unescape

import pytest

from procedures import models
from procedures.publishing.journal import recording
from tests import factories

from .addresses import adding, page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
URL = "/admin/essayer/"
MONTAUBAN, MONTPELLIER = "82121", "34172"


@pytest.fixture
def adaptation(catalogue):
    """What the 82 asks differently; its persons, and one of elsewhere, get the procedure."""
    factories.make_question(key="commune", kind="commune")
    for key, commune, age in (
        ("awa", MONTAUBAN, 17),
        ("ben", MONTAUBAN, 30),
        ("cleo", MONTPELLIER, 30),
    ):
        make_person(key, commune, age)
    return models.Override.objects.get(department__code="82")


def make_person(key, commune, age, code=""):
    return models.Case.objects.create(
        key=key,
        file="essais",
        department=models.Department.objects.filter(code=code).first(),
        persona=f"{key.capitalize()}, {age} ans",
        answers={"situation": "etudes", "commune": commune, "age": age},
        expect={"procedures": ["renouvellement"]},
    )


def proposed(client, adaptation, **sent):
    data = form_data(client.get(page(adaptation))) | sent
    assert client.post(page(adaptation), data).status_code == 302
    return client.get(URL)


def ask(client, adaptation, when=None):
    """Ask for a paper more in the journal of the account, and open « Essayer »."""
    user = models.DepartmentMembership.objects.get().user
    paper = factories.make_document(key="quittance", title_fr="Quittance de loyer")
    with recording(user):
        models.DocumentEntry.objects.create(override=adaptation, document=paper, when=when or {})
    return client.get(URL)


def keys(shown):
    return [one.key for one in shown.context["proposal"].people]


def test_who_gets_what_was_changed_here_is_proposed_and_opened(client_of, adaptation):
    client = client_of("82")
    assert "proposal" not in client.get(URL).context
    shown = proposed(client, adaptation, notes_fr="Prenez le couloir de gauche.")
    assert keys(shown) == ["awa", "ben"]
    assert "Essayez ce que vous venez de changer" in shown.text
    opened = client.post(URL, {"action": "charger", "cas": "ben"})
    assert opened.context["trial"].case == "ben"
    # Who changed nothing is proposed nobody.
    assert "proposal" not in client_of("34").get(URL).context


def test_the_paper_is_named_and_who_is_asked_for_it_comes_alone(client_of, adaptation):
    shown = ask(client_of("82"), adaptation, {"age": {"gte": 18}})
    assert keys(shown) == ["ben"]
    text = unescape(shown.text).replace("\xa0", " ")
    assert "Vous demandez : <strong>Quittance de loyer</strong>" in text
    assert "Quittance de loyer : <strong>demandée</strong>" in text


def test_a_paper_of_before_still_chooses_the_persons(client_of, adaptation):
    paper = models.Document.objects.first()
    models.DocumentEntry.objects.create(
        override=adaptation, document=paper, when={"age": {"gte": 18}}
    )
    shown = proposed(client_of("82"), adaptation, notes_fr="Et une photo.")
    assert keys(shown) == ["ben"]
    # It is not what was changed just now.
    assert shown.context["proposal"].papers == ()


def test_each_person_is_said_whether_the_paper_is_asked(client_of, adaptation):
    models.Case.objects.filter(key="ben").delete()
    models.Case.objects.filter(key="cleo").update(
        answers={"situation": "etudes", "commune": MONTPELLIER, "age": 17}
    )
    shown = ask(client_of("82"), adaptation, {"age": {"gte": 18}})
    assert keys(shown) == ["awa"]
    text = unescape(shown.text).replace("\xa0", " ")
    assert "Quittance de loyer : <strong>pas demandée</strong>" in text
    assert "Personne n'est concerné par ce changement." in text
    assert adding(models.Case) in text


def test_a_paper_that_is_no_longer_asked_is_said(client_of, adaptation):
    client = client_of("82")
    national = models.DocumentEntry.objects.create(
        procedure=adaptation.procedure, document=models.Document.objects.first(), when={"age": 30}
    )
    user = models.DepartmentMembership.objects.get().user
    with recording(user):
        adaptation.drop_documents.create(document=national.document)
    shown = client.get(URL)
    assert keys(shown) == ["ben"]
    text = unescape(shown.text).replace("\xa0", " ")
    assert "Vous ne demandez plus : <strong>" in text
    assert "<strong>plus demandée</strong>" in text


def test_who_lives_elsewhere_is_tried_with_an_address_here(client_of, adaptation):
    models.Case.objects.filter(answers__commune=MONTAUBAN).delete()
    make_person("dora", MONTPELLIER, 17)
    models.Case.objects.filter(key="cleo").update(
        department=models.Department.objects.get(code="34")
    )
    make_person("emil", MONTPELLIER, 40)
    client = client_of("82")
    shown = ask(client, adaptation, {"age": {"gte": 18}})
    # Those of the nation come before those of another département.
    assert keys(shown) == ["emil", "cleo"]
    text = unescape(shown.text).replace("\xa0", " ")
    assert "Emil, 40 ans, avec une adresse à Montauban" in text
    assert "Aucune personne d'essai de Tarn-et-Garonne n'est concernée." in text
    (emil, _) = shown.context["proposal"].people
    assert any("Quel âge avez-vous" in one and "40" in one for one in emil.leading)
    opened = client.post(URL, {"action": "ouvrir", "reponses": emil.answers})
    assert opened.context["trial"].answers.given["commune"] == MONTAUBAN
    assert opened.context["tables"][0].head.after == "recommandée"
    assert "Quittance de loyer" in opened.text


def test_nobody_at_all_leads_to_the_page_that_writes_a_person(client_of, adaptation):
    models.Case.objects.all().delete()
    client = client_of("82")
    text = unescape(proposed(client, adaptation, notes_fr="Et une photo.").text)
    assert "Aucune personne d'essai ne reçoit cette démarche" in text
    assert "même avec une adresse à Montauban" in text
    assert f'Ou <a href="{adding(models.Case)}">' in text


def test_the_page_says_what_is_kept_and_leads_to_the_persons(client_of):
    text = unescape(client_of("82").get(URL).text)
    assert "gardées que si vous en faites une personne d'essai" in text
    assert adding(models.Case) in text
    text = unescape(client_of("82", role="consultation").get(URL).text)
    assert "Vos réponses ne sont pas gardées." in text
    assert adding(models.Case) not in text
