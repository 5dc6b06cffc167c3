"""« Différences entre départements » shows each difference, its reason and its page."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from procedures import models
from procedures.publishing.editions import publisher
from tests import factories

from .addresses import page

pytestmark = pytest.mark.usefixtures("catalogue")
URL = "/admin/differences/"
NOTE = "Note de service du 3 mars, lu le 02/11/2026"
UNKNOWN = "aucune source n'est donnée"


@pytest.fixture
def renewal():
    """A procedure of which the 82 drops a document, adds one, and says why; the 34 nothing."""
    models.Channel.objects.all().delete()
    override = models.Override.objects.get(department__code="82")
    override.source_reference = "Note de service du 3 mars"
    override.source_checked_on = date(2026, 11, 2)
    override.save()
    photo, rent = (
        factories.make_document(key=key, title_fr=key.title()) for key in ("photo", "quittance")
    )
    models.DocumentEntry.objects.create(procedure=models.Procedure.objects.get(), document=photo)
    models.DroppedDocument.objects.create(override=override, document=photo)
    models.DocumentEntry.objects.create(override=override, document=rent)
    publisher.publish(today=date(2026, 11, 24))


def local(code):
    return models.Override.objects.get(department__code=code)


def channel(code, kind="counter", **fields):
    department = models.Department.objects.get(code=code)
    return models.Channel.objects.create(department=department, kind=kind, **fields)


def cells(client):
    """Return {code: [(words, reason, page)]} of the only procedure, and its national words."""
    (row,) = [row for _, rows in client.get(URL).context["families"] for row in rows]
    told = {code: [(one.words, one.reason, one.url) for one in said] for code, said in row["cells"]}
    return told, row["national"]


def words(client, code):
    return [one[0] for one in cells(client)[0][code]]


def test_what_each_departement_adds_and_drops_is_told_with_its_source(client_of, renewal):
    told, national = cells(client_of("82"))
    url = page(local("82"))
    expected = ["− pièce « Photo »", "+ pièce « Quittance »"]
    assert told == {"82": [(one, NOTE, url) for one in expected], "34": []}
    assert national == []


def test_what_is_asked_of_some_or_is_over_is_told_so(client_of, renewal):
    entry = models.DocumentEntry.objects.get(override=local("82"))
    entry.when = {"age": {"gte": 18}}
    entry.save()
    assert words(client_of("82"), "82")[1] == "+ pièce « Quittance » (selon les réponses)"
    models.DocumentEntry.objects.filter(pk=entry.pk).update(
        when={}, ends_on=timezone.localdate() - timedelta(1)
    )
    assert words(client_of("82", email="b@example.org"), "82") == ["− pièce « Photo »"]


def test_local_words_and_channels_are_told(client_of, renewal):
    models.Override.objects.filter(department__code="34").update(notes_fr="Venez à 8 h.")
    counter = channel("34", source_reference="Page de la préfecture")
    assert cells(client_of("34", "82"))[0]["34"] == [
        ("guichet", "Page de la préfecture", page(counter)),
        ("Venez à 8 h.", UNKNOWN, page(local("34"))),
    ]


def test_a_way_to_file_is_beside_the_national_one_and_told_only_if_it_differs(client_of, renewal):
    channel("national")
    for code in ("34", "82"):
        channel(code)
    client = client_of("34", "82")
    told, national = cells(client)
    assert (told["34"], national) == ([], ["guichet"])
    models.Channel.objects.filter(department__code="34").update(instructions_fr="Porte B.")
    assert words(client, "34") == ["guichet"]
    models.Channel.objects.filter(department__code="34").update(url="https://example.org/")
    assert words(client, "34") == ["guichet https://example.org/"]


def test_own_departement_comes_first(client_of, renewal):
    assert [code for code, _ in client_of("82").get(URL).context["departments"]] == ["82", "34"]
    assert [code for code, _ in client_of("34").get(URL).context["departments"]] == ["34", "82"]


def test_same_everywhere_is_said(client_of):
    models.Channel.objects.all().delete()
    response = client_of("82").get(URL)
    assert "1 démarche est la même partout." in response.text
    assert response.context["families"] == []


def test_broken_catalogue_is_not_compared_and_says_why(client_of):
    models.Question.objects.filter(key="age").update(when={"nationalite": "FR"})
    assert client_of("82").get(URL).context["blocking"]


def test_accounts_without_a_part_do_not_see_it(client_of):
    assert client_of().get(URL).status_code == 403
