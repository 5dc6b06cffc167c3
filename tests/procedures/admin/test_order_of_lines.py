"""The lines of an entry stay in the order in which the page sends their places."""

import pytest

from procedures import models
from tests import factories

from .addresses import page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")


def test_lines_sent_in_another_order_are_kept_in_it(client_of):
    procedure = models.Procedure.objects.get(key="renouvellement")
    for place, key in enumerate(("photo", "contrat", "visa")):
        document = factories.make_document(key=key)
        procedure.documents.create(document=document, position=place)
    client = client_of("national")
    sent = form_data(client.get(page(procedure)))
    for line, place in enumerate("201"):
        sent[f"documents-{line}-position"] = place
    assert client.post(page(procedure), sent | {"_save": "oui"}).status_code == 302
    kept = procedure.documents.order_by("position").values_list("document__key", flat=True)
    assert [*kept] == ["contrat", "visa", "photo"]
