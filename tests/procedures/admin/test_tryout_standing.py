"""« Essayer » answers whatever is broken in the work: it tries the rest, and says what is left."""

import pytest

from procedures import models
from procedures.drafting.trying import standing
from procedures.publishing.editions import publisher
from procedures.publishing.journal import recording
from tests import factories

from .agents import Agent
from .reading import words_of

pytestmark = pytest.mark.usefixtures("catalogue")
URL = "/admin/essayer/"
BROKEN = {"situation": "etude"}
SENT = {"action": "essayer", "jour": "2026-11-24", "q-situation": "etudes", "q-age": "20"}


@pytest.fixture
def agent():
    publisher.publish()
    return Agent("Ana", "publication")


def tried(agent):
    """Return what the page says is left, and {procedure: its channel's words} of the result."""
    response = agent.client.post(URL, SENT)
    tables = response.context["tables"]
    rows = [
        row
        for table in tables
        for name, rows in table.sections
        if name == "Façon de déposer"
        for row in rows
    ]
    return response, [str(getattr(row.after, "text", row.after)) for row in rows]


def test_a_broken_national_change_takes_essayer_from_nobody(agent):
    models.Procedure.objects.update(when=BROKEN, title_fr="Renouveler sa carte")
    models.Channel.objects.filter(department__code="82").update(instructions_fr="Prenez un numéro.")
    response, _ = tried(agent)
    assert [table.head.after for table in response.context["tables"]] == ["recommandée"]
    assert response.context["left"] == [
        ("Contenu national", ["démarche : « Renouveler sa carte »"])
    ]
    said = words_of(response.text)
    assert "Une partie du travail n'est pas essayée" in said
    assert "Contenu national : démarche : « Renouveler sa carte »" in said


def test_the_rest_of_the_work_is_tried_as_it_is_written(agent):
    models.Procedure.objects.update(when=BROKEN)
    factories.make_step(
        procedure=factories.make_procedure(
            key="autre", when={"situation": "etudes"}, title_fr="Une autre", track="autre"
        )
    )
    response, _ = tried(agent)
    assert len(response.context["tables"]) == 2
    assert len(response.context["left"]) == 1


def test_an_own_draft_that_is_broken_is_left_alone():
    publisher.publish()
    zoe = Agent("Zoe", "redaction", "national")
    with recording(zoe.user):
        factories.make_procedure(key="brouillon", when=BROKEN, title_fr="Mon brouillon", draft=True)
    response, _ = tried(zoe)
    assert response.context["left"] == [("Contenu national", ["démarche : « Mon brouillon »"])]
    assert len(response.context["tables"]) == 1


def test_a_broken_line_of_a_departement_leaves_its_kind_only(agent):
    models.Channel.objects.filter(department__code="82").update(when=BROKEN)
    models.Site.objects.filter(department__code="82").update(name_fr="Bâtiment B")
    response, ways = tried(agent)
    ((place, names),) = response.context["left"]
    assert place == "Tarn-et-Garonne"
    assert len(names) == 1
    assert "courrier" in ways


def test_where_nothing_tells_what_is_broken_what_is_public_is_tried(agent, monkeypatch):
    monkeypatch.setattr(standing, "_blamed", lambda *_: {})
    models.Procedure.objects.update(when=BROKEN)
    response, _ = tried(agent)
    assert len(response.context["tables"]) == 1
    assert response.context["left"]


def test_what_holds_is_tried_whole(agent):
    models.Procedure.objects.update(title_fr="Renouveler sa carte")
    response, _ = tried(agent)
    assert response.context["left"] == []
    assert "n'est pas essayée" not in words_of(response.text)


def test_what_breaks_only_where_one_does_not_look_is_left_too():
    """A procedure that goes while another département adapts it: that part has nothing to leave."""
    gone = factories.make_procedure(key="deux", track="deux", title_fr="Une deuxième")
    factories.make_override("34", procedure=gone)
    publisher.publish()
    models.Override.objects.filter(procedure=gone).delete()
    gone.delete()
    for one in (Agent(f"Bea{part}", "publication", part).client for part in ("82", "national")):
        assert one.get(URL).status_code == 200
        assert one.post(URL, SENT).status_code == 200
