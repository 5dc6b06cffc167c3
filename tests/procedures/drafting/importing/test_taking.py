"""Files of the directory laid beside the working copy, taken, and what next month's does."""

import json
import random
from copy import deepcopy
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from procedures.drafting import importing
from procedures.drafting.importing import words
from procedures.engine.errors import InvalidCatalogue
from procedures.models import Authority, EntryChange, ImportedRow
from procedures.publishing.journal import recording
from tests import factories

from .files import (
    ANSWER,
    BASE,
    LODEVE,
    PREFECTURE,
    TODAY,
    data,
    everything,
    read,
    study,
    take,
)


def test_a_file_broken_anywhere_is_refused_or_read_and_never_fails(authorities):
    """Two hundred and fifty changes of the sample: bytes, keys, values of every type."""
    drawn = random.Random("dila")  # noqa: S311 (it draws faults, no secrets)
    refused, before = [], list(Authority.objects.values())
    odd = (None, "", [], {}, 7, True, "x" * 5000, "\x00", [[[]]], {"valeur": []}, "99", -1.5)
    for number in range(250):
        if number % 2:
            source = bytearray(BASE.read_bytes())
            place = drawn.randrange(len(source))
            source[place : place + drawn.randrange(40)] = drawn.randbytes(drawn.randrange(3))
            source = bytes(source)
        else:
            content = data()
            holder = drawn.choice(content["service"])
            inside = [one for one in holder.values() if isinstance(one, list) and one]
            inside = [one[0] for one in inside if isinstance(one[0], dict)]
            holder = drawn.choice([holder, *inside])
            holder[drawn.choice(list(holder))] = drawn.choice(odd)
            source = json.dumps(content).encode()
        try:
            importing.study(read(source), everything, TODAY)
        except InvalidCatalogue as error:
            refused.append(error.problems)
    assert 100 < len(refused) < 250
    assert all(one.file and one.message for problems in refused for one in problems)
    assert list(Authority.objects.values()) == before


def test_a_file_is_taken_once_and_says_nothing_new_when_it_is_taken_again(authorities):
    shown = study(BASE.read_bytes())
    assert Authority.objects.get(key="prefecture_34").phone == ""
    assert {one.entry.key for one in shown.changes} == {
        "prefecture_34",
        "sous_prefecture_34_lodeve",
    }
    take(BASE.read_bytes(), shown=shown.mark)
    prefecture = Authority.objects.get(key="prefecture_34")
    assert (prefecture.phone, prefecture.contact_dated) == ("04 67 61 61 61", "2022-10-28")
    assert "2026-12-01_000000-data.gouv_local.json" in prefecture.source_reference
    assert set(ImportedRow.objects.values_list("official_id", flat=True)) == {PREFECTURE, LODEVE}
    assert study(BASE.read_bytes()).changes == ()
    assert set(EntryChange.objects.values_list("how", flat=True)) == {importing.HOW}


def test_another_way_to_write_an_address_is_no_change(authorities):
    take(BASE.read_bytes())
    Authority.objects.filter(key="prefecture_34").update(
        address="place des Martyrs de la Résistance, 34000 MONTPELLIER"
    )
    ImportedRow.objects.all().delete()
    assert study(BASE.read_bytes()).changes == ()


def next_month(**changes):
    content = data()
    content["service"][0] |= {"date_modification": "02/01/2027 10:00:00", **changes}
    return content


def test_next_month_changes_one_field_in_words(authorities):
    take(BASE.read_bytes())
    [change] = study(next_month(telephone=[{"valeur": "0467616200"}])).changes
    words = {one.label: (one.before, one.after) for one in change.differences}
    assert words == {
        "Téléphone": ("04 67 61 61 61", "04 67 61 62 00"),
        "Date de l'adresse et du téléphone": ("28 octobre 2022", "2 janvier 2027"),
    }


def test_what_an_agent_wrote_is_shown_beside_the_file_and_stays_unless_the_file_is_chosen(
    authorities,
):
    take(BASE.read_bytes())
    with recording(factories.make_user()):
        mine = Authority.objects.get(key="prefecture_34")
        mine.phone = "04 67 00 00 00"
        mine.save()
    assert study(BASE.read_bytes()).changes == ()
    content = next_month(telephone=[{"valeur": "0467616200"}])
    [change] = study(content).changes
    assert change.fate == importing.RowFate.ASKED
    assert [(one.before, one.after) for one in change.asked if one.label == "Téléphone"] == [
        ("04 67 00 00 00", "04 67 61 62 00")
    ]
    take(content)
    assert Authority.objects.get(key="prefecture_34").phone == "04 67 00 00 00"
    # It was seen, and is not asked again until the file says something else.
    assert study(content).changes == ()
    content = next_month(telephone=[{"valeur": "0467616300"}])
    take(content, chosen=[PREFECTURE])
    assert Authority.objects.get(key="prefecture_34").phone == "04 67 61 63 00"


def test_what_an_agent_wrote_before_the_first_file_is_asked(authorities):
    with recording(factories.make_user()):
        mine = Authority.objects.get(key="prefecture_34")
        mine.phone = "04 67 00 00 00"
        mine.save()
    [asked] = study(BASE.read_bytes()).of(importing.RowFate.ASKED)
    words = ["Téléphone", "Date de l'adresse et du téléphone"]
    assert [one.label for one in asked.asked] == words


def test_an_older_file_does_not_undo_what_is_known_since(authorities):
    Authority.objects.filter(key="prefecture_34").update(
        contact_dated="2026-09-21", phone="04 67 00 00 00"
    )
    take(BASE.read_bytes())
    assert Authority.objects.get(key="prefecture_34").phone == "04 67 00 00 00"


def test_an_empty_value_of_a_file_erases_nothing(authorities):
    take(BASE.read_bytes())
    take(next_month(telephone=[], adresse=[]))
    assert Authority.objects.get(key="prefecture_34").phone == "04 67 61 61 61"


def without(*places):
    content = data()
    content["service"] = [one for n, one in enumerate(content["service"]) if n not in places]
    return content


def test_a_row_that_leaves_the_file_waits_marked_with_the_day(authorities):
    take(BASE.read_bytes())
    take(without(1))
    [(mark, entry)] = importing.waiting()
    assert (mark.gone_since, entry.key) == (TODAY, "sous_prefecture_34_lodeve")
    # Later files do not move the day.
    [gone] = take(without(1), date(2026, 12, 20)).changes
    assert gone.gone_since == TODAY
    assert importing.leaves_on(TODAY) == date(2027, 1, 2)
    [back] = take(BASE.read_bytes(), date(2026, 12, 21)).changes
    assert back.fate == importing.RowFate.BACK
    assert list(importing.waiting()) == []


def test_a_part_of_the_directory_marks_nothing(authorities):
    take(BASE.read_bytes())
    answer = json.loads(ANSWER.read_bytes())
    answer["results"] = answer["results"][:1]
    importing.apply(read(answer), everything, TODAY)
    assert list(importing.waiting()) == []


def test_a_file_that_lacks_half_of_what_is_known_was_cut(authorities):
    content = data()
    for key, pivot, town in (("b", "sous_pref", "34032"), ("t", "ta", "34172")):
        row = deepcopy(content["service"][0])
        row |= {"id": key, "code_insee_commune": town}
        row["pivot"][0]["type_service_local"] = pivot
        content["service"].append(row)
    take(content)
    assert ImportedRow.objects.count() == 4
    found = take(without(1))
    assert (found.cut, found.changes) == (3, ())
    assert list(importing.waiting()) == []
    del content["service"][1]
    assert take(content).of(importing.RowFate.GONE)


def test_nothing_is_written_if_the_working_copy_changed_since_it_was_shown(authorities):
    shown = study(BASE.read_bytes())
    Authority.objects.filter(key="prefecture_34").update(phone="04 67 00 00 00")
    assert take(BASE.read_bytes(), shown=shown.mark).mark != shown.mark
    assert Authority.objects.get(key="prefecture_34").address == ""


def test_an_entry_that_gets_a_fault_stops_the_whole_file(authorities):
    content = data()
    content["service"][1]["site_internet"][0]["valeur"] = "https://pas un site"
    content["service"][1]["site_internet"][0]["valeur"] = "https://-"
    with pytest.raises(InvalidCatalogue, match=r"service\[1\] : Sous-préfecture - Lodève"):
        take(content)
    assert Authority.objects.get(key="prefecture_34").phone == ""


def test_only_rows_that_the_account_may_edit_are_taken(authorities):
    found = importing.study(read(BASE.read_bytes()), lambda part, *_: part == "34", TODAY)
    assert (found.elsewhere, found.changes) == (3, ())


def test_the_command_shows_then_asks(authorities, capsys, monkeypatch):
    with pytest.raises(CommandError, match="ajoutez --yes"):
        call_command("import_file", str(BASE))
    out = capsys.readouterr().out
    assert "Changées : 2" in out
    assert "  Téléphone : rien → 04 67 61 61 61" in out
    assert Authority.objects.get(key="prefecture_34").phone == ""
    call_command("import_file", str(BASE), "--yes")
    assert Authority.objects.get(key="prefecture_34").phone == "04 67 61 61 61"
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        call_command("import_file", "/nulle/part")


def test_an_authority_of_a_part_of_a_departement_is_not_its_prefecture(authorities):
    Authority.objects.filter(key="prefecture_34").update(scope="bureau des naturalisations")
    assert [one.name for one in study(BASE.read_bytes()).unknown] == [
        "Préfecture - Hérault",
        "France services Hérault Méditerranée - Agde",
    ]


def test_what_a_file_wrote_at_the_desk_is_not_what_an_agent_wrote(authorities):
    take(BASE.read_bytes(), author=factories.make_user())
    ImportedRow.objects.all().delete()
    content = next_month(telephone=[{"valeur": "0467616200"}])
    assert [one.fate for one in study(content).changes] == [importing.RowFate.CHANGED]


def test_a_town_that_merged_keeps_its_service(authorities):
    take(BASE.read_bytes())
    content = data()
    content["service"][1] |= {
        "code_insee_commune": "34999",
        "nom": "Sous-préfecture - Lodève-le-Neuf",
    }
    content["service"][1]["adresse"][0]["nom_commune"] = "Lodève-le-Neuf"
    shown = study(content)
    [change] = shown.changes
    assert [(one.label, one.after) for one in change.differences] == [
        ("Adresse", "Avenue de la République, 34700 Lodève-le-Neuf")
    ]
    assert "aucune commune n'a le code « 34999 »" in str(shown.file.aside[0])


def test_a_service_named_like_its_entry_is_found_though_its_town_has_another_name(authorities):
    content = data()
    content["service"][1]["code_insee_commune"] = "34172"
    assert {one.entry.key for one in study(content).changes} == {
        "prefecture_34",
        "sous_prefecture_34_lodeve",
    }


def test_what_an_entry_already_said_wrong_does_not_stop_a_file(authorities):
    Authority.objects.filter(key="prefecture_34").update(email="préfecture@herault.gouv.fr")
    take(BASE.read_bytes())
    assert Authority.objects.get(key="prefecture_34").phone == "04 67 61 61 61"


def test_a_day_alone_is_counted_and_taken_twice_a_year_at_most(authorities):
    take(BASE.read_bytes())
    later = next_month(date_modification="02/04/2023 10:00:00")
    assert study(later).changes == ()
    renewed = study(next_month())
    assert [one.fate for one in renewed.changes] == [importing.RowFate.DATED]
    assert "Toujours vraies, seule leur date change : 1" in list(words.lines_of(renewed))
    assert not any("2 janvier 2027" in line for line in words.lines_of(renewed))
    take(next_month())
    assert Authority.objects.get(key="prefecture_34").contact_dated == "2027-01-02"
