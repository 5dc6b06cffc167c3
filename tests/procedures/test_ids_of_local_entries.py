"""What had no id is read with one: the entries of editions that an earlier version published."""

from datetime import date

import pytest
from django.conf import settings
from django.db.models import QuerySet

from procedures import models
from procedures.engine.codes import SECTIONS, ids_of, with_ids
from procedures.exchange import load_into_database, read_folder
from procedures.publishing import hosts
from procedures.publishing.content import content_now
from procedures.publishing.editions import local_copy, publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.kept import Kept
from procedures.publishing.journal import recording
from procedures.publishing.parts.changes import changed
from tests import factories

ROWS = {"channels": models.Channel, "notices": models.Notice, "helpers": models.Helper}
# What the rule has named in databases and in editions: it is never changed.
NAMED = (
    ("sites", {}, "lieu"),
    ("sites", {"name": "(Annexe) de Moissac"}, "annexe_moissac"),
    ("channels", {"kind": "anef"}, "anef"),
    ("channels", {"kind": "email", "for": {"families": ["etudes"]}}, "courriel_etudes"),
    (
        "channels",
        {"kind": "counter", "for": {"procedures": ["etudiant", "autre"], "families": ["etudes"]}},
        "guichet_etudiant",
    ),
    ("helpers", {"name": "L'Œuvre d'accueil (Pau) : aide"}, "oeuvre_accueil"),
    ("helpers", {"name": "4 saisons"}, "aide_4_saisons"),
    ("helpers", {"name": "", "address": "Rue des Écoles"}, "rue_ecoles"),
    ("helpers", {"name": "Bibliothèques " * 5}, "_".join(["bibliotheques"] * 5)[:60]),
    (
        "notices",
        {"text": "La préfecture (Pau) : les guichets ferment à midi le 24 décembre."},
        "prefecture_pau_guichets_ferment_midi",
    ),
)


def had_none(section, entry):
    """Tell whether an earlier version knew no id of an entry: places and closures had theirs."""
    return section != "sites" and not entry.get("closed")


def without_ids(part):
    """Return a part as versions before published it: paths of translations say a place."""
    department = part["department"]
    lists = {section: department[section] for section in SECTIONS if section in department}
    names = {
        section: {
            one["id"]: str(place) for place, one in enumerate(listed) if had_none(section, one)
        }
        for section, listed in lists.items()
    }

    def former(path):
        section, _, rest = path.partition(".")
        name, _, inner = rest.partition(".")
        known = names.get(section, {})
        return f"{section}.{known[name]}.{inner}" if name in known else path

    listed = {
        section: [
            {key: one[key] for key in one if key != "id" or not had_none(section, one)}
            for one in entries
        ]
        for section, entries in lists.items()
    }
    texts = {
        language: {
            file: {former(path): told for path, told in paths.items()}
            for file, paths in files.items()
        }
        for language, files in part["translations"].items()
    }
    return {**part, "department": {**department, **listed}, "translations": texts}


def name_by_the_rule():
    """Give each row that had no id the one that the rule made of its content."""
    department = content_now().by_part["82"]["department"]
    for section, model in ROWS.items():
        entries = department.get(section, ())
        bare = [
            {key: one[key] for key in one if key != "id" or not had_none(section, one)}
            for one in entries
        ]
        for one, key in zip(entries, ids_of(section, bare), strict=True):
            model.objects.filter(key=one["id"]).update(key=key)


def as_before():
    """Take every id from what is published."""
    for row in QuerySet(models.PublishedPart):
        content = without_ids(row.content)
        QuerySet(models.PublishedPart).filter(pk=row.pk).update(content=content)


@pytest.fixture
def former(db, monkeypatch):
    """The small catalogue in an earlier version: published, then one channel changed."""
    plain = read_folder(settings.ROOT / "tests" / "catalogues" / "small")
    load_into_database({**plain, "cases": [], "examples": []})
    name_by_the_rule()
    new = hosts.hosts_of(hosts.unapproved({}, content_now().by_part))
    publisher.publish(today=date(2026, 12, 1), approve_hosts=new)
    with recording(factories.make_user()):
        row = models.Channel.objects.get(key="guichet_etudiant_renouvellement")
        row.instructions_fr = "Venez le jeudi."
        row.save()
    as_before()
    # No process of this version has read it.
    for name in ("_national", "_local"):
        monkeypatch.setattr(editions, name, Kept(8))


def test_a_former_edition_is_read_with_the_ids_of_the_rows(former):
    published = editions.contents_of(editions.in_force_now())
    (met,) = changed(published["82"], content_now().by_part["82"])
    assert met.key == "channels:guichet_etudiant_renouvellement"
    assert changed(published["national"], content_now().by_part["national"]) == []


def test_what_does_not_change_is_not_published_again(former):
    assert publisher.publish(only="82", today=date(2026, 12, 1)).changed == ("82",)
    assert models.PublishedPart.objects.filter(code="national").count() == 1


def test_a_process_is_born_from_the_copy_of_a_former_edition(former, settings, tmp_path):
    settings.EDITION_FILE = tmp_path / "edition"
    whole = editions.whole(editions.number_in_force())
    local_copy.write(whole)
    assert local_copy.read() == whole


@pytest.mark.parametrize(("section", "entry", "named"), NAMED, ids=[one[-1] for one in NAMED])
def test_the_rule_names_as_it_did(section, entry, named):
    assert ids_of(section, [entry]) == [named]


def test_a_part_whose_entries_have_ids_is_the_same_object():
    part = {"department": {"code": "82", "channels": [{"id": "anef", "kind": "anef"}]}}
    assert with_ids(part) is part


def test_two_entries_that_say_the_same_are_two():
    assert ids_of("channels", [{"kind": "anef"}, {"kind": "anef"}]) == ["anef", "anef_2"]


def test_an_id_that_is_written_is_kept():
    assert ids_of("channels", [{"kind": "anef"}, {"id": "anef", "kind": "anef"}]) == [
        "anef_2",
        "anef",
    ]
