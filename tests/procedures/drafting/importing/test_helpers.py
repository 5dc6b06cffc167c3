"""France services (CSV) and data·inclusion (JSON): new helpers, those that change, that leave."""

import csv
import io
import json
import random
from datetime import date, timedelta

import pytest

from procedures.drafting import importing
from procedures.engine.errors import InvalidCatalogue
from procedures.models import Helper, ImportedRow
from procedures.publishing.journal import recording
from tests import factories

from .files import BASE, SAMPLES, TODAY, everything, faults, read

LIST = SAMPLES / "liste-fs-20240801.csv"
STRUCTURES = SAMPLES / "data-inclusion-structures.json"
NEW, CHANGED, ASKED, GONE, LEAVING = (
    importing.RowFate.NEW,
    importing.RowFate.CHANGED,
    importing.RowFate.ASKED,
    importing.RowFate.GONE,
    importing.RowFate.LEAVING,
)
VALSERHONE = "France services de Valserhône"


def lines():
    return list(csv.DictReader(io.StringIO(LIST.read_text(encoding="utf-8"))))


def table(rows, delimiter=","):
    written = io.StringIO()
    sheet = csv.DictWriter(written, lines()[0], delimiter=delimiter)
    sheet.writeheader()
    sheet.writerows(rows)
    return written.getvalue().encode()


def take(content, today=TODAY, name=LIST.name, **more):
    return importing.apply(read(content, name), everything, today, **more)


@pytest.fixture
def departments(db):
    return [factories.make_department(code) for code in ("01", "03", "07", "34")]


def test_each_line_is_a_helper_of_its_departement(departments):
    found = take(LIST.read_bytes())
    assert (len(found.of(NEW)), found.closed) == (4, 1)
    one = Helper.objects.get(name=VALSERHONE)
    assert (one.department.code, one.kind, one.phone) == ("01", "france_services", "04 50 56 87 49")
    assert one.address == "5-9 Rue des Papetiers, 01200 Valserhône"
    assert one.weekly_hours["tue"] == ["09:00-12:00", "13:30-17:00"]
    assert "sat" not in one.weekly_hours
    assert (one.source_dated, one.source_checked_on) == ("2024-08-01", TODAY)
    assert one.source_reference == "Liste des France services (ANCT), liste-fs-20240801.csv"
    assert one.key
    at_agreve = Helper.objects.get(name="France services Saint-Agrève")
    assert at_agreve.weekly_hours["wed"] == ["09:00-12:00"]
    assert at_agreve.address.startswith("Centre socio culturel, 225 Rue")
    assert Helper.objects.get(department__code="03").hours == "Sur rendez-vous"
    assert importing.study(read(LIST.read_bytes(), LIST.name), everything, TODAY).changes == ()


def test_a_spreadsheet_may_write_other_commas_and_letters():
    expected = read(LIST.read_bytes(), LIST.name)
    text = table(lines(), ";").decode()
    assert read(text.encode("cp1252"), LIST.name) == expected
    assert read(text.replace(";", "\t").encode("utf-16"), LIST.name) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("09:00 - 12:00 / 09:00 - 12:00", ["09:00-12:00"]),
        ("09:00 - 13:30 / 13:30 - 17:00", ["09:00-17:00"]),
        ("08:00 - 15:00 / 08:30 - 13:30", None),
        ("00:00 - 00:00", None),
        ("à la demande", None),
    ],
)
def test_hours_of_a_line_are_read_once_or_left_out(typed, expected):
    one = {**lines()[0], **dict.fromkeys(("h_mardi", "h_mercredi", "h_jeudi", "h_vendredi"), "")}
    found = read(table([{**one, "h_lundi": typed}]), LIST.name)
    assert found.rows[0].values.get("weekly_hours", {}).get("mon") == expected


def test_words_that_another_helper_has_keep_their_translation(departments):
    known = Helper(department=departments[0], name_fr="A", hours_fr="Sur rendez-vous")
    known.set_translation("hours", "en", "By appointment", "reviewed")
    known.save()
    take(LIST.read_bytes())
    new = Helper.objects.get(department__code="03")
    assert (new.hours_en, new.translation_status("hours", "en")) == ("By appointment", "reviewed")


def test_next_month_only_what_changed_is_told(departments):
    take(LIST.read_bytes())
    rows = lines()
    rows[0] |= {"h_samedi": "09:00 - 12:00", "lib_com": "VALSERHONE"}
    found = take(table(rows), name="liste-fs-20240901.csv")
    [change] = found.changes
    assert [one.label for one in change.differences] == ["Horaires", "Date du document"]
    assert "samedi 9 h – 12 h" in change.differences[0].after
    assert Helper.objects.get(name=VALSERHONE).source_dated == "2024-09-01"
    untouched = Helper.objects.get(department__code="03")
    assert untouched.source_dated == "2024-08-01"


def test_a_helper_waits_thirty_days_then_goes(departments):
    take(LIST.read_bytes())
    fewer = table(lines()[1:])
    [gone] = take(fewer).changes
    assert (gone.fate, gone.gone_since) == (GONE, TODAY)
    day_before = TODAY + timedelta(days=29)
    assert take(fewer, day_before).changes[0].fate == GONE
    assert Helper.objects.filter(name=VALSERHONE).exists()
    [left] = take(fewer, TODAY + timedelta(days=30)).changes
    assert left.fate == LEAVING
    assert not Helper.objects.filter(name=VALSERHONE).exists()
    assert not ImportedRow.objects.filter(official_id="1").exists()


def test_a_helper_that_an_agent_wrote_goes_only_if_it_is_chosen(departments):
    take(LIST.read_bytes())
    with recording(factories.make_user()):
        mine = Helper.objects.get(name=VALSERHONE)
        mine.hours = "1er lundi du mois"
        mine.save()
    fewer, later = table(lines()[1:]), TODAY + timedelta(days=31)
    take(fewer)
    [left] = take(fewer, later).changes
    assert (left.fate, left.own) == (LEAVING, True)
    assert Helper.objects.filter(name=VALSERHONE).exists()
    take(fewer, later, chosen=["1"])
    assert not Helper.objects.filter(name=VALSERHONE).exists()


def test_a_helper_that_another_file_still_has_does_not_go(departments):
    take(LIST.read_bytes())
    helper = Helper.objects.get(name=VALSERHONE)
    ImportedRow.objects.create(
        feed="dila", official_id="x", model="helpers", object_id=helper.pk, taken={}
    )
    take(table(lines()[1:]))
    [kept] = take(table(lines()[1:]), TODAY + timedelta(days=60)).changes
    assert kept.fate == GONE


def test_a_file_of_one_departement_says_nothing_of_the_others(departments):
    take(LIST.read_bytes())
    assert take(table(lines()[:2])).changes == ()


def test_an_agent_takes_the_rows_of_their_departement_only(departments):
    found = importing.apply(
        read(LIST.read_bytes(), LIST.name), lambda part, *_: part == "07", TODAY
    )
    assert found.elsewhere == 3
    assert [one.department.code for one in Helper.objects.all()] == ["07"]
    # What another département lacks is not theirs to mark.
    take(LIST.read_bytes())
    importing.apply(read(table(lines()[3:])), lambda part, *_: part == "07", TODAY)
    assert list(importing.waiting()) == []


def test_two_services_of_one_telephone_stay_two(departments):
    rows = lines()
    rows[1]["telephone"] = rows[0]["telephone"]
    take(table(rows))
    assert Helper.objects.filter(department__code="01").count() == 2


def test_a_helper_of_that_name_is_the_one_of_the_file(departments):
    Helper.objects.create(
        department=departments[0], name="France Services de Valserhone", kind="france_services"
    )
    found = take(LIST.read_bytes())
    assert (len(found.of(NEW)), len(found.of(CHANGED))) == (3, 1)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (b'"telephone"', b'"telefone"', "« telephone » manque (vouliez-vous dire « telefone » ?)"),
        (b'"id_fs"', b'"id"', "« id_fs » manque"),
        (b'"id_fs","insee_dep","lib_fs"', b'"idfs","a","b"', "vouliez-vous dire « idfs »"),
        (b'"2","01"', b'"1","01"', "ligne 3 : « 1 » est déjà à la ligne 2"),
        (b'"2","01"', b'"","01"', "ligne 3 : « id_fs » et « lib_fs » ne peuvent pas être vides"),
        (b'"2","01",', b'"2",', "ligne 3 : cette ligne a 23 cases, la première en a 24"),
        (b'"insee_dep"', b'"lib_fs"', "deux colonnes ont le même nom"),
        (b"22 Esplanade", b"22\x00 Esplanade", "ligne 3"),
        (b"22 Esplanade", b"a" * 501, "ligne 3.adresse : ce texte a plus de 500 caractères"),
    ],
)
def test_a_broken_line_is_named_with_its_number(before, after, words):
    assert words in faults(LIST.read_bytes().replace(before, after, 1))


def structures(**changes):
    return [{**json.loads(STRUCTURES.read_bytes())[0], **changes}]


def test_a_structure_is_a_helper_of_its_network(departments):
    take(STRUCTURES.read_bytes(), name=STRUCTURES.name)
    one = Helper.objects.get()
    assert (one.kind, one.department.code, one.phone) == ("france_services", "34", "04 67 01 07 93")
    assert one.address == "Mairie annexe du Cap d'Agde, 2 rue de la Citrine, 34300 Agde"
    assert one.weekly_hours["fri"] == ["09:00-12:00", "14:00-17:00"]
    # The base of the DILA tells of the same place under another identifier: it stays one.
    take(BASE.read_bytes(), name=BASE.name)
    assert Helper.objects.count() == 1
    assert ImportedRow.objects.filter(object_id=one.pk).count() == 2


def test_other_networks_are_counted_and_left_out(departments):
    found = read(structures(reseaux_porteurs=["mission-locale"]))
    assert found.rows == ()
    assert "1 structures d'autres réseaux" in str(found.aside[0])


@pytest.mark.parametrize(
    ("typed", "monday"),
    [
        ("Mo-Fr 09:00-12:00; PH off", ["09:00-12:00"]),
        ("Mo,We 09:00-12:00,14:00-16:00", ["09:00-12:00", "14:00-16:00"]),
        ("Tu 09:00-12:00; Mo 10:00-11:00", ["10:00-11:00"]),
        ("Mo-Fr 09:00+", None),
        ("24/7", None),
        ("Mo 14:00-12:00", None),
    ],
)
def test_hours_of_openstreetmap_are_read_or_left_out(typed, monday):
    found = read(structures(horaires_accueil=typed))
    assert found.rows[0].values.get("weekly_hours", {}).get("mon") == monday
    assert bool(found.aside) == (monday is None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"nom": "AB"}, "[0].nom : 3 à 150 caractères sont attendus"),
        ({"date_maj": "hier"}, "[0].date_maj : une date AAAA-MM-JJ est attendue, pas « hier »"),
        ({"id": ""}, "[0].id : 1 à 100 caractères"),
        ({"reseaux_porteurs": "cada"}, "[0].reseaux_porteurs : une liste est attendue"),
        ({"source": None}, "source, id, nom, date_maj ne peuvent pas être vides"),
        ({"code_postal": "3430"}, "[0].code_postal : 5 caractères sont attendus"),
        ({"structure_id": "a"}, "c'est un service : donnez le fichier des structures"),
    ],
)
def test_a_structure_that_the_schema_refuses_is_named(changes, words):
    assert words in faults(structures(**changes))


def test_a_file_broken_anywhere_is_refused_or_read_and_never_fails(departments):
    """Two hundred and forty changes of both samples."""
    drawn = random.Random("aides")  # noqa: S311 (it draws faults, no secrets)
    odd = (None, "", [], {}, 7, True, "x" * 5000, "\x00", [[[]]], "99", -1.5)
    refused, done = [], 0
    for number in range(240):
        if number % 3:
            source = bytearray(LIST.read_bytes())
            place = drawn.randrange(len(source))
            source[place : place + drawn.randrange(60)] = drawn.randbytes(drawn.randrange(4))
            source = bytes(source)
        else:
            [content] = structures()
            content[drawn.choice(list(content))] = drawn.choice(odd)
            source = json.dumps([content]).encode()
        try:
            importing.study(read(source, LIST.name), everything, TODAY)
            done += 1
        except InvalidCatalogue as error:
            refused.append(error.problems)
    assert min(len(refused), done) > 40
    assert all(one.file and one.message for problems in refused for one in problems)
    assert not Helper.objects.exists()


def test_the_day_of_a_file_is_read_of_its_name():
    assert read(LIST.read_bytes(), "liste.csv").rows[0].dated == ""
    assert date.fromisoformat(read(LIST.read_bytes(), LIST.name).rows[0].dated).year == 2024
