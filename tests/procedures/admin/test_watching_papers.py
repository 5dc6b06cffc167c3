"""« Nos papiers et les fiches »: what differs from the official fiche, and the reasons kept."""

from datetime import date
from html import unescape

import pytest

from procedures import models
from procedures.watching import law
from procedures.watching.fiche_reader import read_fiche
from procedures.watching.kinds import statements
from procedures.watching.paper_gaps import paper_gaps
from tests import factories
from tests.procedures.watching.fiche_files import BODY, make_fiche

from .test_pages import said

pytestmark = pytest.mark.usefixtures("catalogue")
PAGE = "/admin/veille/papiers/"
TODAY = date(2026, 3, 5)
LIST = (
    "<Chapitre><Titre>Pièces à fournir</Titre><Paragraphe>Vous devez présenter :</Paragraphe>"
    "<Liste><Item><Paragraphe>Votre passeport (pages relatives à l’état civil)</Paragraphe></Item>"
    "<Item><Paragraphe>{paper}</Paragraphe></Item></Liste></Chapitre>"
)


def read(paper, day=TODAY, amount="615"):
    body = BODY.replace("615", amount) + LIST.format(paper=paper)
    fiche = read_fiche("F2209.xml", make_fiche(body=body, modified=str(day)).encode())
    law.store({"F2209": fiche}, law.citations(statements(day)), day)


@pytest.fixture
def procedure(catalogue):
    """A procedure that asks for a passport and a lease; its fiche, for a passport and photos."""
    row = models.Procedure.objects.get()
    row.documents.all().delete()
    for name in ("Passeport", "Bail de location"):
        document = factories.make_document(title_fr=name)
        models.DocumentEntry.objects.create(procedure=row, document=document)
    models.Procedure.objects.update(source_reference="service-public.gouv.fr, F2209")
    read("3 photos")
    return row


def gap():
    (found,) = paper_gaps(statements(TODAY))
    return found


def keep(client, reason, **changed):
    one = gap()
    return client.post(PAGE, {"ecart": one.key, "empreinte": one.ours, "raison": reason, **changed})


def test_what_only_one_list_names_is_shown(client_of, procedure):
    assert (gap().only_ours, gap().only_theirs) == (("Bail de location",), ("3 photos",))
    html = unescape(client_of("82").get(PAGE).content.decode())
    assert "Bail de location" in html
    assert "1 différence, dont 1 sans raison" in html
    assert "<textarea" not in html, "the list of everybody is the national team's"


def test_lists_that_name_the_same_papers_do_not_differ(procedure):
    read("Bail ou contrat de location")
    assert paper_gaps(statements(TODAY)) == []


def test_a_fiche_without_a_list_is_not_compared(procedure):
    models.LawVersion.objects.update(paragraphs=[["Conditions", "Vous devez vivre en France."]])
    assert paper_gaps(statements(TODAY)) == []


def test_a_reason_is_kept_until_the_fiche_changes(client_of, procedure):
    client = client_of("national")
    assert "jusqu'au prochain changement" in said(keep(client, "  La loi demande  un bail. "))
    assert gap().reason == "La loi demande un bail."
    assert "Justifié parce que" in client.get(PAGE).content.decode()
    read("4 photos", date(2026, 4, 1))
    assert (gap().reason, gap().former) == ("", "La loi demande un bail.")


def test_a_reason_is_kept_until_our_list_changes(client_of, procedure):
    keep(client_of("national"), "La loi demande un bail.")
    document = factories.make_document(title_fr="Visa")
    models.DocumentEntry.objects.create(procedure=procedure, document=document)
    assert (gap().reason, gap().former) == ("", "La loi demande un bail.")


def test_a_reason_is_no_reading_of_a_change(client_of, procedure):
    models.Procedure.objects.update(source_checked_on=date(2026, 3, 1))
    read("3 photos", date(2026, 4, 1), amount="635")
    flagged = {one.entry for one in law.flags(statements(TODAY))}
    keep(client_of("national"), "La loi demande un bail.")
    assert flagged
    assert {one.entry for one in law.flags(statements(TODAY))} == flagged


@pytest.mark.parametrize(
    ("reason", "changed"), [("", {}), ("a" * 501, {}), ("Vrai.", {"empreinte": "autre"})]
)
def test_nothing_is_kept_without_a_reason_or_for_another_list(
    client_of, procedure, reason, changed
):
    keep(client_of("national"), reason, **changed)
    assert not models.LawReading.objects.exists()


def test_only_the_national_team_gives_a_reason(client_of, procedure):
    assert keep(client_of("82"), "Non.").status_code == 403
    assert not models.LawReading.objects.exists()


def test_queries_do_not_grow_with_the_papers(client_of, procedure, django_assert_max_num_queries):
    for name in ("Visa", "Photo", "Timbre"):
        document = factories.make_document(title_fr=name)
        models.DocumentEntry.objects.create(procedure=procedure, document=document)
    with django_assert_max_num_queries(8):
        paper_gaps(statements(TODAY))
