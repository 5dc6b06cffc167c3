"""Measures the desk's heaviest pages, just after a change of the working copy and later."""

import pytest
from django.urls import reverse

from procedures.exchange import load_into_database
from procedures.models import Procedure
from procedures.publishing import hosts
from procedures.publishing.editions import publisher
from procedures.publishing.journal import recording
from procedures.publishing.parts import preparing
from tests import factories

from .measure import median_ms, show
from .multiplied import shipped

PAGES = {
    "Publier": ("desk_publish", ()),
    "Vérifier": ("desk_check", ()),
    "Cas d'essai": ("procedures_case_changelist", ()),
    "Tableaux de bord": ("desk_dashboard", ("completude",)),
}


@pytest.mark.django_db
def test_pages_of_the_desk(client):
    load_into_database(shipped())
    new = hosts.unapproved({}, preparing.split(shipped()))
    publisher.publish(approve_hosts={link.host for link in new})
    user = factories.make_user(is_superuser=True)
    client.force_login(user)
    for number, (title, (name, about)) in enumerate(PAGES.items()):
        address = reverse(f"admin:{name}", args=about)

        def ask(address=address):
            assert client.get(address).status_code == 200

        ask()
        with recording(user):
            procedure = Procedure.objects.order_by("pk").first()
            procedure.title_fr = f"Titre {number}"
            procedure.save()
        show(f"« {title} », first after a change", median_ms(ask, rounds=1, warm=False))
        show(f"« {title} », again", median_ms(ask, rounds=3))
