"""Which links a catalogue has, and which of them could deceive."""

import pytest

from procedures.publishing import links
from procedures.publishing.links import FOLLOWED, SOURCE, WRITTEN

SAFE = (
    "https://www.herault.gouv.fr/rendez-vous?a=1#b",
    "https://exemple.fr",
    "https://exemple.fr:443/",
    "http://exemple.fr:80/",
    "https://sous-domaine.exemple.fr/@nom",
)
DECEIVING = (
    ("https://gouv.fr@evil.com/", "@"),
    ("https://www.gouv.fr:motdepasse@evil.com", "@"),
    ("https://192.0.2.7/rdv", "IP"),
    ("https://0x7f.1/", "IP"),
    ("https://3221225991/", "IP"),
    ("https://[2001:db8::1]/", "IP"),
    ("https://exemple.fr:8443/", "port"),
    ("http://exemple.fr:443/", "port"),
    ("https://xn--gouv-dpa.fr/", "alphabet"),
    ("https://www.g\u043euv.fr/", "alphabet"),  # a Cyrillic letter
    ("https://préfecture.fr/", "alphabet"),
    ("https://evil.com\\@gouv.fr/", "espace"),
    ("https://gouv.fr /rdv", "espace"),
    ("https://gouv.fr\u0000.evil.com", "espace"),
    ("https://gouv.fr%2eevil/", "nom complet"),
    ("https://localhost/", "nom complet"),
    ("https://gouv.fr./", "nom complet"),
    ("https:///gouv.fr", "nom de site"),
    ("https://[gouv.fr", "ne se lit pas"),
    ("https://exemple.fr:abc/", "ne se lit pas"),
    ("javascript:alert(1)", "https://"),
    ("ftp://exemple.fr/", "https://"),
)


@pytest.mark.parametrize("url", SAFE)
def test_an_ordinary_address_has_no_fault(url):
    assert links.fault_of(url) is None


@pytest.mark.parametrize(("url", "word"), DECEIVING)
def test_an_address_that_deceives_is_refused_with_its_reason(url, word):
    assert word in links.fault_of(url)


def catalogue(**department):
    return {"departments": {"82": {"code": "82", **department}}}


def found(plain):
    return {(link.path, link.url, link.role) for link in links.links_of(plain)}


def test_links_are_found_wherever_a_person_may_see_them():
    plain = {
        **catalogue(
            prefecture={"site": "https://p.fr", "source": {"url": "https://source.fr"}},
            channels=[{"kind": "postal", "url": "https://c.fr"}],
            helpers=[{"name": "A", "address": "1 rue B. Site : https://aide.fr."}],
        ),
        "orientations": [
            {"id": "o", "text": "Lisez.", "links": [{"text": "Ici", "url": "https://o.fr"}]}
        ],
        "cases": [{"id": "cas", "source": "https://cas.fr", "answers": {}, "expect": {}}],
        "translations": {"ar": {"documents.yaml": {"d.title": {"text": "انظر exemple.com/x"}}}},
    }
    assert found(plain) == {
        ("prefecture.site", "https://p.fr", FOLLOWED),
        ("prefecture.source.url", "https://source.fr", SOURCE),
        ("channels.0.url", "https://c.fr", FOLLOWED),
        ("helpers.0.address", "https://aide.fr", WRITTEN),
        ("o.links.0.url", "https://o.fr", FOLLOWED),
        ("d.title", "exemple.com/x", WRITTEN),
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Écrivez à jean.dupont@exemple.fr.", []),
        ("Le site (www.exemple.gouv.fr) l'explique.", ["www.exemple.gouv.fr"]),
        ("Allez sur caf.fr, puis attendez.", ["caf.fr"]),
        ("Article R. 431-5 du code. Deux.points", []),
        ("Voir https://a.fr/x?y=1.", ["https://a.fr/x?y=1"]),
        ("« https://a.fr »", ["https://a.fr"]),
        ("Ouvrez https://gouv.fr@evil.com/", ["https://gouv.fr@evil.com/"]),
    ],
)
def test_a_site_named_in_a_text_is_a_link(words, expected):
    plain = catalogue(notices=[{"text": words}])
    assert [link.url for link in links.links_of(plain)] == expected


def weights(plain):
    return {problem.path: problem.blocking for problem in links.faulty_links(plain)}


def test_an_address_without_https_blocks_where_people_follow_it():
    old = "http://exemple.fr"
    plain = catalogue(
        prefecture={"site": old, "source": {"url": old}},
        channels=[{"kind": "postal", "url": old, "instructions": f"Voir {old}"}],
    )
    assert weights(plain) == {
        "prefecture.site": True,
        "prefecture.source.url": False,
        "channels.0.url": True,
        "channels.0.instructions": False,
    }


def test_an_address_that_deceives_blocks_even_in_a_source_or_a_text():
    false = "https://gouv.fr@evil.com"
    plain = catalogue(
        sites=[{"name": "Accueil", "address": false, "source": {"url": false}}],
    )
    assert weights(plain) == {"sites.0.address": True, "sites.0.source.url": True}
    assert weights(catalogue(channels=[{"kind": "postal", "url": "https://exemple.fr"}])) == {}
