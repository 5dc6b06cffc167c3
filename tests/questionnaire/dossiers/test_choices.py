"""Papers of which one is enough are never asked for all together, on no page of a dossier."""

from html import unescape

from procedures.publishing.editions.in_memory import using

from .test_reviewing import with_papers

ENOUGH = "Un seul papier, au choix"


def plain(page):
    return (
        unescape(page).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    )


def test_choice_is_one_paper_on_the_page_and_on_the_sheet(rive, keep, drawn):
    client = rive.clients["bilal"]
    choice = {"one_of": ["photo", "acte"], "group": "Une preuve d’identité"}
    with using(with_papers(documents=[choice, {"document": "photo"}]), number=1):
        dossier = keep(client, "A-1")
        address = f"/dossiers/dossier/{dossier.code}/"
        page = client.get(address)
        assert client.post(address, {"paper": "photo|acte"}).status_code == 302
        for language in ("fr", "ar"):
            client.post(f"{address}liste.pdf", {"language": language, "version": "complete"})
    lines = plain(page.content.decode()).partition("<fieldset")[2].partition("</fieldset")[0]
    assert lines.count(f"{ENOUGH} : Photo ; Acte de naissance") == 1
    assert lines.count(ENOUGH) == 1
    for one in map(plain, drawn):
        said = f"<span>Une preuve d’identité</span> ({ENOUGH.lower()})"
        assert one.count(said) == 1
        # Its own remark does not hide that it is had.
        assert one.count("data-ticked") == 1
    assert "(ورقة واحدة تختارها)" in drawn[1]
