"""« Essayer »: a result that becomes a case, of the parts that the account writes only."""

import re
from datetime import date
from html import unescape

import pytest
from django.contrib.admin.models import LogEntry

from procedures import models
from procedures.publishing.editions import publisher

from .addresses import page
from .test_tryout import URL, answered, factories_case

pytestmark = pytest.mark.usefixtures("catalogue")


def test_result_becomes_a_case_to_review(client_of, renewal):
    data = answered(situation="etudes", age="20") | {"action": "enregistrer"}
    own = {"persona": "Awa", "part": "national"}
    response = client_of("national").post(URL, data | own)
    case = models.Case.objects.get(key="awa")
    # Not where the result was: a phone would show the bottom of the page.
    assert response.url == f"{page(case)}#main"
    assert case.answers == {"age": 20, "situation": "etudes"}
    assert case.expect["procedures"] == ["renouvellement"]
    assert case.expect["documents"] == {"include": ["passeport", "contrat"]}
    assert (case.today, case.confidence) == (date(2026, 11, 24), "low")
    assert (case.part, case.file) == ("national", "essais")
    assert LogEntry.objects.get().object_id == str(case.pk)
    (change,) = models.EntryChange.objects.all()
    assert (change.section, change.name, change.how) == ("cases", "awa", "Essayer")
    publisher.publish()  # the case passes


@pytest.mark.parametrize("own", [{"persona": ""}, {"part": "82"}])
def test_case_that_cannot_be_saved_keeps_the_answers(client_of, own):
    factories_case()
    data = answered(situation="etudes") | {"action": "enregistrer"}
    data |= {"persona": "Awa.", "part": "national"} | own
    response = client_of("national").post(URL, data)
    assert response.context["case_form"].errors
    assert response.context["tables"]
    assert models.Case.objects.count() == 1


def test_a_person_without_a_name_is_refused_on_top_with_a_link_to_the_field(client_of, renewal):
    data = answered(situation="etudes", age="vingt")
    data |= {"action": "enregistrer", "persona": "", "part": "82"}
    text = unescape(client_of("82").post(URL, data).text)
    top, _, below = text.partition('id="resultat"')
    assert "La personne n'est pas gardée." in top
    assert '<a href="#id_persona">La personne</a>' in top
    assert '<a href="#q-age"' in top
    assert "errornote" not in below
    # The page does not open on the result, which is not what was asked for.
    button = re.search(r'<button[^>]*value="enregistrer"[^>]*>', text)[0]
    assert 'formaction="#main"' in button


def test_the_link_above_the_result_leads_to_a_field_that_no_fold_hides(client_of, renewal):
    text = client_of("82").post(URL, answered(situation="etudes")).text
    assert '<a href="#id_persona">' in text
    before, found, _ = text.partition('id="id_persona"')
    assert found
    assert before.count("<details") == before.count("</details>")


@pytest.mark.parametrize("part", ["82", "national"])
def test_reader_saves_no_case(client_of, part):
    data = answered(situation="etudes") | {"action": "enregistrer"}
    data |= {"persona": "Awa.", "part": part}
    assert client_of(part, role="consultation").post(URL, data).status_code == 403
    assert not models.Case.objects.exists()


def test_agent_saves_a_case_of_their_departement(client_of, renewal):
    data = answered(situation="etudes", age="20") | {"action": "enregistrer"}
    data |= {"persona": "Éva, 20 ans, à Montauban.", "part": "82"}
    client_of("82", role="redaction").post(URL, data)
    case = models.Case.objects.get()
    assert (case.key, case.file, case.part) == ("eva_20_ans_a_montauban", "essais_82", "82")


@pytest.mark.parametrize("part", ["national", "34", "99", ""])
def test_agent_saves_a_case_nowhere_else(client_of, part):
    data = answered(situation="etudes") | {"action": "enregistrer", "persona": "Awa."}
    response = client_of("82", role="redaction").post(URL, data | {"part": part})
    assert response.context["case_form"].errors
    assert not models.Case.objects.exists()
