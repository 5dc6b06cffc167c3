"""A paper to ask for, the procedure, and what the page finds."""

import pytest
from django.urls import reverse

from procedures import models
from tests import factories

ASKING = reverse("admin:desk_asking")


@pytest.fixture
def receipt(catalogue):
    return factories.make_document(key="quittance", title_fr="Dernière quittance de loyer")


@pytest.fixture
def procedure(catalogue):
    return models.Procedure.objects.get()


def found(client, procedure, words="quittance", **more):
    sent = {"demarche": procedure.pk, "mots": words, **more}
    return client.get(ASKING, sent).context["found"]
