"""The client of tests keeps what a page was given, and not what each of its pieces was."""

from .kept_contexts import PIECES


def test_a_page_is_kept_without_its_pieces(client):
    response = client.get("/fr/nulle-part/")
    names = [one.name or "" for one in response.templates]
    assert "404.html" in names
    assert response.context["request"].path == "/fr/nulle-part/"
    assert not [one for one in names if one.startswith(PIECES)]
