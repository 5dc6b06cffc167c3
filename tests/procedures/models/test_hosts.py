"""The list of approved sites."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from procedures.models import ApprovedHost

CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue"


@pytest.mark.parametrize(
    ("host", "covered"),
    [
        ("gouv.fr", True),
        ("www.herault.gouv.fr", True),
        ("fauxgouv.fr", False),
        ("gouv.fr.evil.com", False),
        ("fr", False),
    ],
)
def test_a_site_and_its_sub_sites_are_told_by_whole_names(host, covered):
    assert ApprovedHost(host="gouv.fr", includes_subdomains=True).covers(host) is covered


def test_sub_sites_do_not_count_unless_it_is_said():
    row = ApprovedHost(host="exemple.fr")
    assert row.covers("exemple.fr")
    assert not row.covers("www.exemple.fr")


@pytest.mark.parametrize("host", ["https://exemple.fr", "fr", "Exemple.fr", "exemple.fr/rdv", ""])
def test_a_site_of_the_list_is_a_whole_name(host):
    with pytest.raises(ValidationError):
        ApprovedHost(host=host, reason="essai").clean_fields()


@pytest.mark.django_db
def test_no_public_suffix_but_the_states_is_open_from_the_start():
    rows = ApprovedHost.objects.filter(includes_subdomains=True)
    assert {row.host for row in rows} == {"gouv.fr", "service-public.fr"}
