"""What had no id gets one: the rows of an earlier version, and the editions that it published."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet

from procedures import models
from procedures.engine.codes import SECTIONS, ids_of, with_ids
from procedures.exchange import load_into_database, read_folder
from procedures.publishing import hosts
from procedures.publishing.content import content_now
from procedures.publishing.editions import local_copy, proposed, publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.kept import Kept
from procedures.publishing.journal import recording
from procedures.publishing.parts.merging import changed
from tests import factories

upgrade = import_module("procedures.migrations.0072_ids_of_local_entries")
ROWS = (
    models.Channel.objects.all(),
    models.Notice.objects.filter(closed=""),
    models.Helper.objects.all(),
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


def as_before():
    """Take every id from the rows, from the journal and from what is published."""
    keys = {}
    for rows in ROWS:
        section = f"{rows.model._meta.model_name}s"
        keys |= {(section, row.key): str(row.pk) for row in rows.all()}
        rows.update(key="")
    for row in QuerySet(models.PublishedPart):
        content = without_ids(row.content)
        QuerySet(models.PublishedPart).filter(pk=row.pk).update(content=content)
    for row in models.EntryChange.objects.filter(section__in=SECTIONS):
        for state in filter(None, (row.before, row.after)):
            del state["entry"]["id"]
        states = {"before": row.before, "after": row.after, "name": keys[row.section, row.name]}
        QuerySet(models.EntryChange).filter(pk=row.pk).update(**states)


@pytest.fixture
def former(db, monkeypatch):
    """The small catalogue in an earlier version: published, then one channel changed."""
    plain = read_folder(settings.ROOT / "tests" / "catalogues" / "small")
    load_into_database({**plain, "cases": [], "examples": []})
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


def test_rows_have_the_ids_with_which_the_former_edition_is_read(former):
    upgrade.give_ids(apps, None)
    published = editions.contents_of(editions.in_force())
    (met,) = changed(published["82"], content_now().by_part["82"])
    assert met.key == "channels:guichet_etudiant_renouvellement"
    assert changed(published["national"], content_now().by_part["national"]) == []
    (change,) = models.EntryChange.objects.filter(section="channels")
    assert change.name == met.name
    assert change.after["entry"] == met.ours


def test_what_does_not_change_is_not_published_again(former):
    upgrade.give_ids(apps, None)
    assert publisher.publish(only="82", today=date(2026, 12, 1)).changed == ("82",)
    assert models.PublishedPart.objects.filter(code="national").count() == 1


def test_a_proposal_still_names_its_changes(former):
    (change,) = models.EntryChange.objects.all()
    entry = change.after["entry"]
    met = proposed.Met("channels", "0", {}, entry)
    told = proposed.entry_of(met, "guichet", "modification")
    row = proposed.propose("82", [told], author=factories.make_user())
    upgrade.give_ids(apps, None)
    row.refresh_from_db()
    published = editions.contents_of(editions.in_force())["82"]
    (found,) = changed(published, content_now().by_part["82"])
    assert row.entries[0]["name"] == found.name
    assert row.entries[0]["mark"] == proposed.mark_of(found)


def test_a_process_is_born_from_the_copy_of_a_former_edition(former, settings, tmp_path):
    settings.EDITION_FILE = tmp_path / "edition"
    whole = editions.whole(editions.number_in_force())
    local_copy.write(whole)
    assert local_copy.read() == whole


def test_the_ids_of_a_database_are_those_of_the_rule():
    """The migration has a rule of its own, which nothing changes any more."""
    for department in read_folder(settings.ROOT / "catalogue")["departments"].values():
        for section in SECTIONS & department.keys():
            bare = [{k: v for k, v in one.items() if k != "id"} for one in department[section]]
            taken = []
            for one in bare:
                taken.append(upgrade.name_of(section, one, taken))
            assert ids_of(section, bare) == taken


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
