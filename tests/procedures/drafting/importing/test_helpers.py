"""France services (CSV) and data·inclusion (JSON): what is new, what changes, what leaves."""

import csv
import io
import json
import random
from datetime import date, timedelta

import pytest

from procedures.drafting import importing
from procedures.engine.errors import InvalidCatalogue
from procedures.models import Authority, Helper, ImportedRow
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


def test_each_line_is_a_place_of_the_national_table(db):
    found = take(LIST.read_bytes())
    assert len(found.of(NEW)) == 5
    one = Authority.objects.get(name=VALSERHONE)
    assert (one.key, one.kind) == ("france_services_1", "france_services")
    assert (one.departments, one.commune, one.phone) == (["01"], "01033", "04 50 56 87 49")
    assert one.address == "5-9 Rue des Papetiers, 01200 Valserhône"
    assert (one.contact_dated, one.source_checked_on) == ("2024-08-01", TODAY)
    assert one.source_reference == "Liste des France services (ANCT), liste-fs-20240801.csv"
    at_agreve = Authority.objects.get(key="france_services_29")
    assert at_agreve.address.startswith("Centre socio culturel, 225 Rue")
    assert importing.study(read(LIST.read_bytes(), LIST.name), everything, TODAY).changes == ()


def test_a_place_of_no_departement_is_counted_and_left_out(db):
    rows = lines()
    rows[0]["insee_com"] = "97801"
    found = take(table(rows))
    assert (found.closed, Authority.objects.count()) == (1, 4)


def test_a_code_that_merged_is_that_of_the_commune_that_it_is_now(db):
    rows = lines()
    rows[0]["insee_com"] = "49069"
    take(table(rows))
    assert Authority.objects.get(name=VALSERHONE).commune == "49126"


def test_a_spreadsheet_may_write_other_commas_and_letters():
    expected = read(LIST.read_bytes(), LIST.name)
    text = table(lines(), ";").decode()
    assert read(text.encode("cp1252"), LIST.name) == expected
    assert read(text.replace(";", "\t").encode("utf-16"), LIST.name) == expected


def test_next_month_only_what_changed_is_told(db):
    take(LIST.read_bytes())
    rows = lines()
    rows[0] |= {"telephone": "04 50 00 00 00", "lib_com": "VALSERHONE"}
    found = take(table(rows), name="liste-fs-20240901.csv")
    [change] = found.changes
    assert [(one.label, one.after) for one in change.differences] == [
        ("Téléphone", "04 50 00 00 00"),
        ("Date de l'adresse et du téléphone", "1er septembre 2024"),
    ]
    assert Authority.objects.get(key="france_services_2").contact_dated == "2024-08-01"


def test_a_helper_waits_thirty_days_then_goes(db):
    take(LIST.read_bytes())
    fewer = table(lines()[1:])
    [gone] = take(fewer).changes
    assert (gone.fate, gone.gone_since) == (GONE, TODAY)
    day_before = TODAY + timedelta(days=29)
    assert take(fewer, day_before).changes[0].fate == GONE
    assert Authority.objects.filter(name=VALSERHONE).exists()
    [left] = take(fewer, TODAY + timedelta(days=30)).changes
    assert left.fate == LEAVING
    assert not Authority.objects.filter(name=VALSERHONE).exists()
    assert not ImportedRow.objects.filter(official_id="1").exists()


def test_a_helper_that_an_agent_wrote_goes_only_if_it_is_chosen(db):
    take(LIST.read_bytes())
    with recording(factories.make_user()):
        mine = Authority.objects.get(name=VALSERHONE)
        mine.scope = "le lundi seulement"
        mine.save()
    fewer, later = table(lines()[1:]), TODAY + timedelta(days=31)
    take(fewer)
    [left] = take(fewer, later).changes
    assert (left.fate, left.own) == (LEAVING, True)
    assert Authority.objects.filter(name=VALSERHONE).exists()
    take(fewer, later, chosen=["1"])
    assert not Authority.objects.filter(name=VALSERHONE).exists()


def test_a_helper_that_another_file_still_has_does_not_go(db):
    take(LIST.read_bytes())
    helper = Authority.objects.get(name=VALSERHONE)
    ImportedRow.objects.create(
        feed="dila", official_id="x", model="authorities", object_id=helper.pk, taken={}
    )
    take(table(lines()[1:]))
    [kept] = take(table(lines()[1:]), TODAY + timedelta(days=60)).changes
    assert kept.fate == GONE


def test_a_file_of_one_departement_says_nothing_of_the_others(db):
    take(LIST.read_bytes())
    assert take(table(lines()[:2])).changes == ()


def test_what_the_law_says_never_leaves(authorities):
    take(BASE.read_bytes(), name=BASE.name)
    fewer = json.loads(BASE.read_bytes())
    del fewer["service"][1]
    take(fewer, name=BASE.name)
    [gone] = take(fewer, TODAY + timedelta(days=90), BASE.name).changes
    assert (gone.fate, gone.entry.key) == (GONE, "sous_prefecture_34_lodeve")


def test_two_services_of_one_telephone_stay_two(db):
    rows = lines()
    rows[1]["telephone"] = rows[0]["telephone"]
    take(table(rows))
    assert Authority.objects.count() == 5


@pytest.mark.parametrize(
    "named",
    [
        {"key": "autre", "name": "France Services de Valserhone", "departments": ["01"]},
        {"key": "france_services_1", "name": "Ancien nom", "departments": ["01"]},
    ],
)
def test_a_place_of_that_number_or_that_name_is_the_one_of_the_file(db, named):
    Authority.objects.create(kind="france_services", **named)
    found = take(LIST.read_bytes())
    assert (len(found.of(NEW)), len(found.of(CHANGED))) == (4, 1)


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


def cadas(*departments):
    """Structures of another network, of which the hours are taken."""
    codes = {"34": "34003", "07": "07204", "99": "99999"}
    return [
        structures(
            id=f"x--{one}",
            source="x",
            nom=f"CADA {one}",
            reseaux_porteurs=["cada"],
            code_insee=codes[one],
        )[0]
        for one in departments
    ]


def test_a_france_services_is_one_place_in_three_files(db):
    take(STRUCTURES.read_bytes(), name=STRUCTURES.name)
    one = Authority.objects.get()
    assert (one.key, one.kind, one.commune) == ("france_services_203", "france_services", "34003")
    assert one.address == "Mairie annexe du Cap d'Agde, 2 rue de la Citrine, 34300 Agde"
    # The base of the DILA tells of the same place under another identifier, the list under its own.
    take(BASE.read_bytes(), name=BASE.name)
    row = {**lines()[0], "id_fs": "203", "lib_fs": "Agde", "insee_com": "34003"}
    take(table([row]))
    assert Authority.objects.count() == 1
    assert ImportedRow.objects.filter(object_id=one.pk).count() == 3


def test_a_structure_is_a_helper_of_its_departement(departments):
    found = take(cadas("34", "07", "99"), name="structures.json")
    assert (len(found.of(NEW)), found.closed) == (2, 1)
    one = Helper.objects.get(department__code="34")
    assert (one.name, one.kind, one.phone) == ("CADA 34", "cada", "04 67 01 07 93")
    assert one.weekly_hours["fri"] == ["09:00-12:00", "14:00-17:00"]
    assert (one.source_dated, bool(one.key)) == ("2024-08-01", True)
    assert importing.study(read(cadas("34", "07")), everything, TODAY).changes == ()


def test_an_agent_takes_the_rows_of_their_departement_only(departments):
    def may_edit(part, *_):
        return part == "07"

    found = importing.apply(read(cadas("34", "07")), may_edit, TODAY)
    assert found.elsewhere == 1
    assert [one.department.code for one in Helper.objects.all()] == ["07"]
    # What another département lacks is not theirs to mark.
    take(cadas("34", "07"))
    importing.apply(read(cadas("07")), may_edit, TODAY)
    assert list(importing.waiting()) == []


def test_other_networks_are_counted_and_left_out(db):
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
    [content] = cadas("34")
    found = read([{**content, "horaires_accueil": typed}])
    assert found.rows[0].values.get("weekly_hours", {}).get("mon") == monday
    assert bool(found.aside) == (monday is None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"nom": "AB"}, "[0].nom : 3 à 150 caractères sont attendus"),
        ({"date_maj": "hier"}, "[0].date_maj : une date AAAA-MM-JJ est attendue, pas « hier »"),
        ({"id": ""}, "[0].id : 1 à 80 caractères"),
        ({"reseaux_porteurs": "cada"}, "[0].reseaux_porteurs : une liste est attendue"),
        ({"source": None}, "source, id, nom, date_maj ne peuvent pas être vides"),
        ({"code_postal": "3430"}, "[0].code_postal : 5 caractères sont attendus"),
        ({"structure_id": "a"}, "c'est un service : donnez le fichier des structures"),
    ],
)
def test_a_structure_that_the_schema_refuses_is_named(changes, words):
    assert words in faults(structures(**changes))


def test_a_file_broken_anywhere_is_refused_or_read_and_never_fails(db):
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
    assert not Authority.objects.exists()


def test_the_day_of_a_file_is_read_of_its_name():
    assert read(LIST.read_bytes(), "liste.csv").rows[0].dated == ""
    assert date.fromisoformat(read(LIST.read_bytes(), LIST.name).rows[0].dated).year == 2024
