"""For whom a publication changes something: people counted, and persons of trial, on its page."""

import json
import re
from html import unescape

import pytest

from procedures import models
from procedures.publishing.editions import publisher
from tests import factories

from .addresses import page
from .test_publication_page import STUDY, URL

pytestmark = pytest.mark.usefixtures("catalogue")


def test_effects_wait_to_be_asked_for(client_of, renewal_in_force):
    models.DocumentEntry.objects.update(when={"age": {"gte": 21}})
    context = client_of("national").get(URL).context
    assert (context.get("may_study"), "effects" in context) == (True, False)


def test_effects_count_people_and_lead_to_the_procedure(client_of, renewal_in_force):
    models.DocumentEntry.objects.update(when={"age": {"gte": 22}})
    response = client_of("national").get(URL, STUDY)
    (group,) = response.context["effects"]["groups"]
    procedure = models.Procedure.objects.get()
    assert group["url"] == page(procedure)
    assert procedure.title_fr in group["label"]
    (effect,) = [one for one in group["effects"] if "oui → non" in one.text]
    assert int(effect.people) > 0
    witness = json.loads(effect.witness)
    tried = client_of("82").post(
        "/admin/essayer/", {"action": "ouvrir", "reponses": effect.witness}
    )
    assert witness["situation"] == "etudes"
    assert "reponses" not in tried.request["QUERY_STRING"]


def test_what_only_a_new_answer_brings_is_one_cause_read_in_three_lines(
    client_of, renewal_in_force
):
    question = models.Question.objects.get(key="situation")
    factories.make_choice(question=question, value="stage", text_fr="En stage")
    for number in range(5):
        factories.make_procedure(key=f"stage{number}", when={"situation": "stage"})
    models.DocumentEntry.objects.update(when={"age": {"gte": 26}})
    response = client_of("national").get(URL, STUDY)
    newly, entry = response.context["effects"]["groups"]
    assert newly["who"] == "Seules les personnes qui choisissent la nouvelle réponse « En stage »"
    assert newly["url"] == page(question)
    assert (len(newly["effects"]), len(newly["further"]), newly["effect_count"]) == (3, 2, 5)
    assert (entry["who"], entry["url"]) == (
        "",
        page(models.Procedure.objects.get(key="renouvellement")),
    )
    words = unescape(response.text)
    assert words.count("Seules les personnes qui choisissent") == 1
    assert "Et 2 autres changements" in words
    # Whom it concerns is said once: no count of ways to answer beside each line.
    assert words.count("façons de répondre") == len(entry["effects"])


def test_witness_gets_in_the_trial_what_the_page_says(nation, renewal_in_force):
    models.DocumentEntry.objects.update(when={"age": {"gte": 23}})
    (group,) = nation.get(URL, STUDY).context["effects"]["groups"]
    (effect,) = [one for one in group["effects"] if "oui → non" in one.text]
    tried = nation.post("/admin/essayer/", {"action": "ouvrir", "reponses": effect.witness})
    (table,) = tried.context["tables"]
    rows = [(row.before, row.after) for row in dict(table.sections)["Pièces"]]
    assert rows == [("oui", "non")]


def test_every_case_has_its_outcome_before_and_after(client_of, renewal_in_force):
    models.DocumentEntry.objects.update(when={"age": {"gte": 24}})
    models.Case.objects.create(
        key="eva", file="essais", answers={"situation": "travail"}, expect={"procedures": []}
    )
    effects = client_of("national").get(URL, STUDY).context["effects"]
    cases = dict(effects["cases"])
    assert set(cases) == {"échoue désormais", "sans changement"}
    (failing,) = cases["échoue désormais"]
    assert (failing.name, failing.before) == ("awa", ())
    assert "Passeport" in failing.after[0]
    assert [case.name for case in cases["sans changement"]] == ["eva"]


def test_change_of_words_changes_nothing_for_people(client_of, renewal_in_force):
    models.Procedure.objects.update(summary_fr="Une carte d'un an.")
    response = client_of("national").get(URL, STUDY)
    assert response.context["effects"]["groups"] == []
    assert set(dict(response.context["effects"]["cases"])) == {"sans changement"}
    assert "Personne ne change de démarche" in response.content.decode()


def test_failing_case_blocks_with_its_reason(nation, renewal_in_force):
    models.DocumentEntry.objects.update(when={"age": {"gte": 25}})
    text = unescape(nation.get(URL).content.decode())
    assert "La publication est bloquée" in text
    assert "pièce attendue, absente : « Passeport »" in text
    # What is to be looked at first is the change, not the person.
    assert 'Regardez d\'abord <a class="desk-link" href="#effets">' in text
    nation.post(URL, {"part": "national", "note": ""})
    assert models.Edition.objects.count() == 1


def test_nothing_to_study_before_the_first_publication(client_of):
    context = client_of("national").get(URL, STUDY).context
    assert "effects" not in context
    assert context["first_time"]


def test_what_a_new_answer_breaks_leads_to_the_question_not_to_what_did_not_change(client_of):
    question = models.Question.objects.get(key="situation")
    offered = {"situation": ["etudes", "travail"]}
    models.Procedure.objects.update(when={"any": [offered, {"not": {"situation": "etudes"}}]})
    models.Invariant.objects.create(
        key="offertes",
        title="Pas d'autre situation",
        when={"not": offered},
        never_procedures=["renouvellement"],
        confidence="high",
    )
    publisher.publish()
    factories.make_choice(question=question, value="stage", text_fr="En stage")
    client = client_of("national")
    shown = client.get(URL, {"part": "national"})
    # So it is too where the button finds it.
    refused = client.post(URL, {"part": "national", "note": ""})
    assert refused.context["refused"]
    for response in (shown, refused):
        ((place, (problem,)),) = response.context["blocking"]
        assert place[1] == page(models.Procedure.objects.get())
        ((name, url),) = problem.causes
        assert (url, name.partition(", réponse ")[2]) == (page(question), "« En stage »")
        told = re.search(r'<ul class="desk-problems">.*?</ul>\s*<p.*?</p>', response.text, re.S)[0]
        assert "Cela vient de ce qui change ici" in told
        assert "Corriger" not in told
