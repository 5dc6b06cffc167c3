"""A process of the public: it has every model and every page of the public, and no more."""

import json
import os
import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import get_resolver

# What only the desk and accounts need, or who asks for a workbook.
NOT_LOADED = {"procedures.admin", "procedures.drafting", "requests", "fido2", "openpyxl", "jwt"}
# The public's pages lead to none of these.
OF_DESK = {"organisations", "organisation", "proconnect_login", "proconnect_callback"}
OF_DESK |= {"proconnect_way_out"}
# Of a worker that has every address, and that is asked for pages of the desk.
SCRIPT = """
import json, sys, django
django.setup()
from django.apps import apps
from django.test import Client
from django.urls import get_resolver
from portal.wsgi import application
names = [one for one in get_resolver().reverse_dict if isinstance(one, str)]
loaded = list(sys.modules)
statuses = [Client().get(one).status_code for one in ("/admin/", "/compte/connexion/")]
print(json.dumps({
    "loaded": loaded, "names": names, "statuses": statuses,
    "models": [one._meta.label for one in apps.get_models()],
}))
"""


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    variables = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "SECRET_KEY": "x" * 60,
        "PUBLIC_ONLY": "1",
        "DEBUG": "1",  # No file of ``collectstatic`` is needed.
        "ALLOWED_HOSTS": "testserver",
        "DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('public')}/none.sqlite3",
        "EDITION_FILE": str(tmp_path_factory.mktemp("public") / "none"),
    }
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=settings.ROOT,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout.splitlines()[-1])


def test_it_loads_nothing_that_only_the_desk_needs(process):
    assert NOT_LOADED & set(process["loaded"]) == set()
    assert not [one for one in process["loaded"] if one.startswith("procedures.admin")]


def test_it_has_the_models_of_the_desk_since_an_account_that_is_deleted_asks_them_all(process):
    assert set(process["models"]) == {one._meta.label for one in apps.get_models()}


def test_it_knows_the_addresses_that_pages_of_the_public_lead_to(process):
    names = {one for one in get_resolver().reverse_dict if isinstance(one, str)}
    assert "account_login" in names
    assert names - set(process["names"]) == OF_DESK


def test_it_has_no_page_of_the_desk_nor_of_accounts(process):
    assert process["statuses"] == [404, 404]
