"""No page of the desk speaks Django's French, English or Python, or names a file or a key."""

import re

import pytest
from django.db import transaction

from .desk_pages import make_pages
from .everything import clients, make_everything
from .matrix import ACCOUNTS
from .reading import words_of

pytestmark = [pytest.mark.usefixtures("catalogue", "quiet"), pytest.mark.one_database]

FOREIGN = {
    "Django's French": re.compile(
        r"\bAjout d|Modification d|Affichage d|Suppression d|Aucun\(e\)|avec succès|sélectionné"
        r"|objets? liés|Sélectionnez l|l'objet\b|L’objet|Impossible de"
    ),
    "English": re.compile(
        r"\b(the|with|please|select|delete|add|save|changed|password|yes|and|this"
        r"|value|required|error|unknown|home|object)\b",
        re.IGNORECASE,
    ),
    "Python": re.compile(
        r"\b(None|True|False|Traceback|datetime|OrderedDict)\b|\{'|\['|': |<\w+ object"
    ),
    "a file": re.compile(r"\b[\w/-]+\.(ya?ml|py|html|json|md|po)\b"),
    "a key": re.compile(r"\b[a-z]+_[a-z_]+\b"),
}
# What a person has written, or reads on purpose.
KNOWN = re.compile(r"\bXLSX\b|@[\w.]+|https?://\S+|amina_\w+")
# What is still said, and where: each line that goes makes the desk better.
STILL = {("desk_facts", "a key")}  # It lists the names that conditions written as text use.

# Of the pages with one template, such as those of the guide: the short run reads so many.
FEW = 3


@pytest.fixture
def rows(catalogue):
    return make_everything()


def foreign(name, response):
    """Return {(kind, name): the lines that no agent should read} of an answer."""
    if response.status_code != 200 or "html" not in response["Content-Type"]:
        return {}
    said = KNOWN.sub("", words_of(response.text))
    found = {
        (kind, name): {line for line in said.splitlines() if pattern.search(line)}
        for kind, pattern in FOREIGN.items()
        if (name, kind) not in STILL
    }
    return {place: lines for place, lines in found.items() if lines}


def as_text(found):
    return "\n".join(
        f"{kind} | {name} | {line[:140]}"
        for (kind, name), lines in sorted(found.items())
        for line in sorted(lines)
    )


# Who is shown everything; the others read a part of it.
@pytest.mark.parametrize(
    ("account", "most"),
    [
        pytest.param("administrator", FEW, id="administrator, a few"),
        *(pytest.param(one, None, id=one, marks=pytest.mark.whole) for one in ACCOUNTS),
    ],
)
def test_every_page_of_every_role_speaks_plain_french(rows, account, most):
    client, found, opened = clients()[account], {}, {"desk_work"}  # It has nothing to say.
    pages = make_pages(rows)
    for name, addresses in pages.items():
        for address in addresses[:most]:
            response = client.get(address)
            opened |= {name} if response.status_code == 200 else set()
            for place, lines in foreign(name, response).items():
                found.setdefault(place, set()).update(lines)
    assert found == {}, as_text(found)
    if account == "administrator":
        assert {*pages} - opened == set()


# The sentences that refuse: a form sent with nothing in it, to every page that has one.
@pytest.mark.whole
@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_refusal_speaks_plain_french(rows, account):
    client, found = clients()[account], {}
    for name, addresses in make_pages(rows).items():
        for address in addresses:
            with transaction.atomic():
                response = client.post(address, {})
                for place, lines in foreign(name, response).items():
                    found.setdefault(place, set()).update(lines)
                transaction.set_rollback(True)
    assert found == {}, as_text(found)
