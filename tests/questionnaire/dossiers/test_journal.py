"""The journal of an association: its administrators read who did what, to the first line."""

from datetime import timedelta

from django.utils import timezone

from questionnaire.dossiers import acts
from questionnaire.models import LoggedAct

JOURNAL = "/dossiers/association/journal/"


def test_journal_tells_administrators_who_did_what(rive):
    rive.clients["awa"].post("/dossiers/association/", {"email": "Dina@Exemple.org"})
    page = rive.clients["awa"].get("/dossiers/association/journal/").content.decode()
    assert "Awa a invité dina@exemple.org" in page
    assert rive.clients["bilal"].get("/dossiers/association/journal/").status_code == 403
    assert "dina" not in str(LoggedAct.objects.values().get())


def test_journal_has_pages_that_reach_the_first_act(rive, monkeypatch):
    """Fifty acts are a day of a busy association; one is looked for months later."""
    monkeypatch.setattr(acts, "A_PAGE", 2)
    awa = rive.clients["awa"]
    assert "Pages du journal" not in awa.get(JOURNAL).content.decode()
    for name in ("dina", "eve", "farid"):
        awa.post("/dossiers/association/", {"email": f"{name}@exemple.org"})
    last, first = (awa.post(JOURNAL, {"page": one}).content.decode() for one in (1, 2))
    assert "Page 1 sur 2" in last
    assert 'name="page" value="2"><span>Plus anciens' in last
    assert [name for name in ("dina", "eve", "farid") if name in last] == ["eve", "farid"]
    assert [name for name in ("dina", "eve", "farid") if name in first] == ["dina"]
    assert 'name="page" value="1"><span>Plus récents' in first
    for odd in ("0", "x", "99", "9" * 5_000, "²"):
        assert awa.post(JOURNAL, {"page": odd}).status_code == 200


def told(client, **sent):
    response = client.post(JOURNAL, sent) if sent else client.get(JOURNAL)
    return [(one.who, one.words, one.about, one.times) for one in response.context["acts"]]


def test_one_dossier_opened_again_and_again_is_one_line_a_day(rive, keep, monkeypatch):
    awa, bilal = rive.clients["awa"], rive.clients["bilal"]
    first, second = (keep(bilal, name) for name in ("A-1", "A-2"))
    LoggedAct.objects.all().delete()
    for client, dossier in ((bilal, first), (bilal, second), (bilal, first), (awa, first)):
        client.get(f"/dossiers/dossier/{dossier.code}/")
    LoggedAct.objects.filter(pk=LoggedAct.objects.earliest("pk").pk).update(
        at=timezone.now() - timedelta(days=2)
    )
    bilal.get(f"/dossiers/dossier/{first.code}/")
    assert told(awa) == [
        ("Bilal", "a ouvert", "A-1", 2),
        ("Awa", "a ouvert", "A-1", 1),
        ("Bilal", "a ouvert", "A-2", 1),
        ("Bilal", "a ouvert", "A-1", 1),
    ]
    assert "a ouvert A-1, 2 fois ce jour-là" in awa.get(JOURNAL).content.decode()
    assert LoggedAct.objects.count() == 5


def test_journal_is_searched_by_reference_and_by_member(rive, keep):
    awa = rive.clients["awa"]
    keep(rive.clients["bilal"], "A-1")
    keep(awa, "B-2")
    assert told(awa, q="b 2") == [("Awa", "a enregistré", "B-2", 1)]
    assert told(awa, who="Bilal") == [("Bilal", "a enregistré", "A-1", 1)]
    assert told(awa, q="A-1", who="Awa") == []
    page = awa.post(JOURNAL, {"q": "Z-9"}).content.decode()
    assert "Effacer la recherche" in page
    assert 'method="get"' not in page
