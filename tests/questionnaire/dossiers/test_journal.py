"""The journal of an association: its administrators read who did what, to the first line."""

from questionnaire.dossiers import acts
from questionnaire.models import LoggedAct


def test_journal_tells_administrators_who_did_what(rive):
    rive.clients["awa"].post("/dossiers/association/", {"email": "Dina@Exemple.org"})
    page = rive.clients["awa"].get("/dossiers/association/journal/").content.decode()
    assert "Awa a invité dina@exemple.org" in page
    assert rive.clients["bilal"].get("/dossiers/association/journal/").status_code == 403
    assert "dina" not in str(LoggedAct.objects.values().get())


def test_journal_has_pages_that_reach_the_first_act(rive, monkeypatch):
    """Two hundred acts are a week of a busy association; one is looked for months later."""
    monkeypatch.setattr(acts, "A_PAGE", 2)
    awa, address = rive.clients["awa"], "/dossiers/association/journal/"
    assert "Pages du journal" not in awa.get(address).content.decode()
    for name in ("dina", "eve", "farid"):
        awa.post("/dossiers/association/", {"email": f"{name}@exemple.org"})
    last, first = (awa.get(f"{address}?page={one}").content.decode() for one in (1, 2))
    assert "Page 1 sur 2" in last
    assert 'href="?page=2" rel="next"' in last
    assert [name for name in ("dina", "eve", "farid") if name in last] == ["eve", "farid"]
    assert [name for name in ("dina", "eve", "farid") if name in first] == ["dina"]
    assert 'href="?page=1" rel="prev"' in first
    for odd in ("0", "x", "99", "9" * 5_000, "²"):
        assert awa.get(address, {"page": odd}).status_code == 200
