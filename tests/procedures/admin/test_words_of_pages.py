"""No page of the desk speaks Django's French, English or Python, or names a file or a key."""

import re

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse

from procedures import models
from procedures.publishing.journal import recording
from tests import factories

from .desk_pages import make_pages
from .everything import clients, make_everything, url
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
    "a number that nobody read": re.compile(r"\w\((?:s|e|es|x)\)"),
    "a file": re.compile(r"\b[\w/-]+\.(ya?ml|py|html|json|md|po)\b"),
    "a key": re.compile(r"\b[a-z]+_[a-z0-9_]+\b"),
}
A_KEY = "a key of a row"
# Columns that hold a key, and keys that are plain French words too: a sentence may say those.
KEYED = ("key", "value", "family", "track", "fact")
WORDS = {"accueil", "amina", "deposer", "passeport", "renouvellement", "situation", "titre"}
WORDS |= {"association", "courrier", "titres", "travail", "visite"}
# What a person has written, or reads on purpose.
KNOWN = re.compile(r"\bXLSX\b|@[\w.]+|https?://\S+|amina_\w+")
# What is still said, and where: each line that goes makes the desk better.
STILL = {
    (place, kind)
    for kind in ("a key", A_KEY)
    for place in (
        # It is about keys.
        "desk_rename",
        # Two procedures of one title are told apart by their keys.
        *("case lists", "case row"),
        # The text of a letter names its blanks.
        "letter row",
    )
}

# Of the pages with one template, such as those of the guide: the short run reads so many.
FEW = 3


@pytest.fixture
def rows(catalogue):
    return make_everything()


def key_of_a_row():
    """Return what finds a key of the rows that exist where it stands as a word."""
    models = apps.get_app_config("procedures").get_models()
    columns = [(model, one.name) for model in models for one in model._meta.concrete_fields]
    found = {
        str(value)
        for model, name in columns
        if name in KEYED
        for value in model.objects.values_list(name, flat=True)
    }
    listed = "|".join(re.escape(one) for one in found - WORDS if re.match(r"[a-z]", one))
    return re.compile(rf"(?<![\w'’-])({listed})(?![\w'’-])")


def foreign(name, response, key):
    """Return {(kind, name): the lines that no agent should read} of an answer."""
    if response.status_code != 200 or "html" not in response["Content-Type"]:
        return {}
    said = KNOWN.sub("", words_of(response.text)).splitlines()
    if name.endswith(" row"):
        # Alone in its line, it is what the field « Identifiant » of the entry holds.
        said = [line for line in said if not key.fullmatch(line)]
    still = {kind for place, kind in STILL if place == name}
    if name == "desk_facts" and response.context["desk_writes_text"]:
        # Who writes conditions as text reads the names that they use.
        still |= {"a key", A_KEY}
    found = {
        (kind, name): {line for line in said if pattern.search(line)}
        for kind, pattern in {**FOREIGN, A_KEY: key}.items()
        if kind not in still
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
    key = key_of_a_row()
    for name, addresses in pages.items():
        for address in addresses[:most]:
            response = client.get(address)
            opened |= {name} if response.status_code == 200 else set()
            for place, lines in foreign(name, response, key).items():
                found.setdefault(place, set()).update(lines)
    assert found == {}, as_text(found)
    if account == "administrator":
        assert {*pages} - opened == set()


# Each expectation that a person of trial may miss, and answers that are none any more.
MISSED = {
    "documents": {"include": ["ephoto", ["ephoto", "passeport"]]},
    "channel": "unknown",
    "window": {"from": "2026-01-01", "to": "2026-02-01"},
    "costs": {"total": 51, "possible": 7},
    "possible": ["renouvellement"],
    "not_procedures": ["renouvellement"],
    "questions_at_most": 0,
}
CODES = re.compile(
    r"(?<![\w'’-])(unknown|ephoto|ground|anef|postal|counter|renouvellement|include|total_cost)\b"
)


def make_case(key, answers, expect):
    models.Case.objects.create(key=key, file="essais", answers=answers, expect=expect)


def test_people_of_trial_that_fail_name_no_code(catalogue):
    factories.make_document(key="ephoto", title_fr="Photo numérique")
    with recording():
        for number, (kind, missed) in enumerate(MISSED.items()):
            expect = {"procedures": ["renouvellement"], kind: missed}
            expect |= {"channel": ["anef", "counter"]} if kind == "costs" else {}
            make_case(f"essai_{number}", {"situation": "etudes"}, expect)
        for name, answers in {
            "question": {"ground": "travail"},
            "value": {"situation": "stage"},
            "number": {"age": -1},
        }.items():
            make_case(name, answers, {"procedures": []})
    publisher_of_all, lines = clients()["administrator"], set()
    read = 0
    case_pages = [url(one, "change") for one in models.Case.objects.all()]
    others = ("/admin/verifier/", "/admin/publier/?part=national")
    for address in (url(models.Case, "changelist"), *others, *case_pages):
        response = publisher_of_all.get(address)
        assert response.status_code == 200, address
        said = words_of(response.text).splitlines()
        faulty = [one for one in said if "attendu" in one or "échoue" in one or "réponse" in one]
        read += len(faulty)
        lines |= {(address, one) for one in faulty if CODES.search(one)}
    assert lines == set()
    assert read > len(MISSED) * 2


# No whole run of the pages waits for it: one page, by who writes no condition as text.
def test_informations_show_no_key_to_a_departement(rows):
    response = clients()["agent of 82"].get(reverse("admin:desk_facts"))
    assert not response.context["desk_writes_text"]
    assert foreign("desk_facts", response, key_of_a_row()) == {}


# Who erases the only title of an entry reads its key until one is typed: it has no other name.
UNTITLED = {(A_KEY, "derivedfact row"), (A_KEY, "group row")}


# The sentences that refuse: a form sent with nothing in it, to every page that has one.
@pytest.mark.whole
@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_refusal_speaks_plain_french(rows, account):
    client, found = clients()[account], {}
    pages = make_pages(rows)
    key = key_of_a_row()
    for name, addresses in pages.items():
        for address in addresses:
            with transaction.atomic():
                response = client.post(address, {})
                for place, lines in foreign(name, response, key).items():
                    if place not in UNTITLED:
                        found.setdefault(place, set()).update(lines)
                transaction.set_rollback(True)
    assert found == {}, as_text(found)
