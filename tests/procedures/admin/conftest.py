"""A small catalogue of two départements, and the accounts that work on it."""

import logging

import pytest

from procedures import models
from procedures.publishing.editions import in_memory, publisher
from tests import factories
from tests.kept_rows import KeptRows

from .agents import Agent
from .two_people import agent


@pytest.fixture(autouse=True)
def no_edition_held():
    in_memory.hold(None)
    yield
    in_memory.hold(None)


@pytest.fixture
def quiet():
    """Thousands of refusals, each with a traceback, would take most of a test's time."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def make_catalogue():
    factories.make_question(key="age", text_fr="Quel âge avez-vous ?", kind="integer")
    situation = factories.make_question(key="situation", kind="choice")
    for value in ("etudes", "travail"):
        factories.make_choice(question=situation, value=value)
    factories.make_question(key="expiry_date", kind="date")
    factories.make_document(key="passeport")
    procedure = factories.make_procedure(key="renouvellement", when={"situation": "etudes"})
    factories.make_step(procedure=procedure, key="deposer")
    for code in ("82", "34", models.NATIONAL):
        department = factories.make_department(code, name_fr=f"Département {code}")
        models.Channel.objects.create(
            department=department, kind="postal", instructions_fr=f"Écrivez au {code}."
        )
        models.Site.objects.create(department=department, key="accueil", name_fr="Accueil")
        models.Notice.objects.create(department=department, text_fr=f"Fermé au {code}.")
        models.Helper.objects.create(department=department, name_fr="Association")
        if code != models.NATIONAL:
            models.Override.objects.create(department=department, procedure=procedure)


CATALOGUE = KeptRows(make_catalogue)


@pytest.fixture
def catalogue(db):
    """What every test here starts from; nothing of it is published."""
    CATALOGUE.put()


@pytest.fixture
def client_of(client):
    """A function: the client of an account with a role in some parts."""

    def log_in(*parts, role="publication", **fields):
        user = factories.make_user(**fields)
        for part in parts:
            factories.make_membership(part, role=role, user=user)
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def local(client_of):
    """The client of an account that publishes the 82."""
    return client_of("82")


@pytest.fixture
def nation(client_of):
    return client_of("national")


@pytest.fixture
def superuser(client_of):
    return client_of(is_superuser=True)


@pytest.fixture
def desk(client_of):
    """The client of Anne, who publishes the national content and the 82."""
    return client_of("national", "82", email="anne@example.org", full_name="Anne")


@pytest.fixture
def receipt(catalogue):
    return factories.make_document(key="quittance", title_fr="Dernière quittance de loyer")


@pytest.fixture
def department(catalogue):
    return models.Department.objects.get(code="82")


@pytest.fixture
def procedure(catalogue):
    return models.Procedure.objects.get()


@pytest.fixture
def document(catalogue):
    return models.Document.objects.get()


@pytest.fixture
def step(catalogue):
    return models.Step.objects.get()


@pytest.fixture
def site(catalogue):
    return models.Site.objects.get(department__code="82")


@pytest.fixture
def channel(catalogue):
    return models.Channel.objects.get(department__code="82")


@pytest.fixture
def override(catalogue):
    return models.Override.objects.get(department__code="82")


@pytest.fixture
def notice(catalogue):
    return models.Notice.objects.get(department__code="82")


@pytest.fixture
def renewal():
    """The procedure of the catalogue, with a document for everybody and one for adults."""
    procedure = models.Procedure.objects.get()
    passport = models.Document.objects.get(key="passeport")
    models.DocumentEntry.objects.create(procedure=procedure, document=passport)
    form = factories.make_document(key="contrat", title_fr="Contrat")
    models.DocumentEntry.objects.create(
        procedure=procedure, document=form, position=1, when={"age": {"gte": 18}}
    )
    return procedure


@pytest.fixture
def anne(db):
    return agent("Anne")


@pytest.fixture
def bruno(db):
    return agent("Bruno")


@pytest.fixture
def renewal_in_force():
    """The procedure of the catalogue, with a document, published."""
    procedure = models.Procedure.objects.get()
    passport = models.Document.objects.get(key="passeport")
    models.DocumentEntry.objects.create(procedure=procedure, document=passport)
    models.Case.objects.create(
        key="awa",
        file="essais",
        persona="Awa",
        answers={"situation": "etudes", "age": 20},
        expect={"procedures": ["renouvellement"], "documents": {"include": ["passeport"]}},
    )
    publisher.publish()
    return procedure


@pytest.fixture
def anais():
    return Agent("Anaïs", "redaction")


@pytest.fixture
def camille():
    return Agent("Camille", "publication")


@pytest.fixture
def published(catalogue):
    publisher.publish()
