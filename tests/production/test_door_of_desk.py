"""The agents' desk opens under its own name only, and from its own networks only, where asked."""

import pytest

from .asking import ask
from .front import nginx_in_front, saying

pytestmark = pytest.mark.whole
OWN_NAME, OTHER_NAME = "agents.example.fr", "titre.example.fr"
INSIDE, OUTSIDE = "192.0.2.7", "203.0.113.7"


@pytest.fixture
def front(folder, monkeypatch):
    """A function: nginx told what the environment says; it gives what is answered to a request."""

    def answers(asked, **environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with (
            saying("portal") as portal,
            saying("desk") as desk,
            nginx_in_front(folder, portal, desk) as address,
        ):
            return [
                ask(address + path, headers={"Host": name, "X-Forwarded-For": network}).body
                for path, name, network in asked
            ]

    return answers


def test_it_opens_everywhere_unless_told_otherwise(front):
    asked = [("/admin/publier/", name, OUTSIDE) for name in (OWN_NAME, OTHER_NAME)]
    assert front(asked) == ["desk /admin/publier/"] * 2


def test_it_opens_under_its_own_name_only(front):
    asked = [
        ("/admin/publier/", OWN_NAME, OUTSIDE),
        ("/admin/publier/", OTHER_NAME, OUTSIDE),
        ("/fr/../%61dmin/", OTHER_NAME, OUTSIDE),
        ("/fr/", OTHER_NAME, OUTSIDE),
    ]
    found = front(asked, DESK_HOST=OWN_NAME)
    assert found == [
        "desk /admin/publier/",
        "portal /fr/inconnue",
        "portal /fr/inconnue",
        "portal /fr/",
    ]


def test_it_opens_from_its_own_networks_only(front):
    asked = [
        ("/admin/", OWN_NAME, INSIDE),
        ("/admin/", OWN_NAME, "198.51.100.9"),
        ("/admin/?next=x", OWN_NAME, OUTSIDE),
        # Associations log in from anywhere.
        ("/compte/connexion/", OWN_NAME, OUTSIDE),
    ]
    found = front(asked, DESK_NETWORKS="192.0.2.0/24, 198.51.100.9")
    opened = ["desk /admin/", "desk /admin/"]
    assert found == [*opened, "portal /fr/inconnue", "desk /compte/connexion/"]
