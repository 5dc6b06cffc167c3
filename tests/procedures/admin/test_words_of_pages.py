"""No page of the desk speaks Django's French, English or Python, or names a file or a key."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from procedures.admin.own_pages import OWN_PAGES
from procedures.drafting.writing.progress import NAMES
from procedures.models import Procedure

from .everything import clients, make_everything, url
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


@pytest.fixture
def rows(catalogue):
    return make_everything()


def addresses(rows):
    """Yield (name, address) of every page that shows something, of the desk."""
    yield "index", reverse("admin:index")
    for route, _, name in OWN_PAGES:
        if "<" not in route:
            yield name, reverse(f"admin:{name}")
    procedure = next(iter(rows[Procedure].values()))
    for name in NAMES:
        yield f"guide {name}", reverse("admin:desk_writing", args=[procedure.pk, name])
    yield "search", f"{reverse('admin:desk_search')}?q=carte"
    for model in admin.site._registry:
        for name in ("changelist", "add"):
            yield f"{model._meta.model_name} {name}", url(model, name)
        row = next(iter(rows[model].values()))
        for name in ("change", "history", "delete"):
            yield f"{model._meta.model_name} {name}", url(row, name)


# Who is shown everything; the others read a part of it.
@pytest.mark.parametrize(
    "account",
    [
        "administrator",
        pytest.param("reader of 82", marks=pytest.mark.whole),
        pytest.param("publisher of 82", marks=pytest.mark.whole),
        pytest.param("national editor", marks=pytest.mark.whole),
    ],
)
def test_every_page_of_every_role_speaks_plain_french(rows, account):
    client, found = clients()[account], {}
    for name, address in addresses(rows):
        response = client.get(address)
        if response.status_code != 200 or "html" not in response["Content-Type"]:
            continue
        said = KNOWN.sub("", words_of(response.text))
        for kind, pattern in FOREIGN.items():
            lines = {line for line in said.splitlines() if pattern.search(line)}
            if lines and (name, kind) not in STILL:
                found.setdefault((kind, name), set()).update(lines)
    assert found == {}, "\n".join(
        f"{kind} | {name} | {line[:140]}"
        for (kind, name), lines in sorted(found.items())
        for line in sorted(lines)
    )
