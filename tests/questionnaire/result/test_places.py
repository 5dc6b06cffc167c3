"""The cards of places: what is written on each is its own."""

from procedures.engine.values.department import Prefecture, Site
from questionnaire.result import places
from questionnaire.result.places import counter_contact

from .catalogue import LOST, make_department, make_reading

MADE = make_reading(LOST)


def test_no_place_of_the_shipped_catalogue_bears_the_mail_of_another(shipped):
    """An e-mail is the préfecture's: only what has the préfecture's own telephone shares it."""
    strangers = [
        (code, site.id, contact.email)
        for code, department in shipped.departments.items()
        for site in department.sites
        if (contact := counter_contact(MADE, site, department.prefecture)).email
        and not (contact.phone and contact.phone == department.prefecture.phone)
    ]
    assert strangers == []


def test_the_prefectures_own_counter_has_its_mail():
    prefecture = Prefecture(phone="04 67", email="etrangers@example.org")
    own = counter_contact(MADE, Site("own", phone="04 67"), prefecture)
    assert own.email == "etrangers@example.org"


def test_two_unknown_telephones_are_not_the_same_telephone():
    prefecture = Prefecture(email="etrangers@example.org")
    assert counter_contact(MADE, Site("elsewhere"), prefecture).email == ""


def test_the_helpline_of_a_site_comes_last_for_who_files_nothing_there():
    line = {"name": "L'aide du site", "kind": "centre_contact", "phone": "0806 00 16 20"}
    house = {"name": "Une maison", "kind": "france_services", "address": "1 rue des Lilas"}
    rules = make_department(helpers=[line, house])
    found = places.helpers(make_reading(LOST, rules=rules))
    assert [one.name for one in found.first] == ["Une maison", "L'aide du site"]
    # Who files on the site keeps it in the order of the others.
    found = places.helpers(make_reading(LOST, rules=rules), (*places.USUAL, places.OF_A_SITE))
    assert found.first[0].name == "L'aide du site"
