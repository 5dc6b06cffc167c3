"""The list of communes: what a year changes in it, and what is refused."""

import json
import random

import pytest
from django.core.management import CommandError, call_command

from procedures.drafting.importing import commune_list
from procedures.engine.errors import InvalidCatalogue
from procedures.management.commands import import_communes
from procedures.publishing.communes import DATA, arrondissements, commune

from .files import SAMPLES

LIST = SAMPLES / "communes.json"


def entries():
    return json.loads(LIST.read_bytes())


def read(content):
    source = content if isinstance(content, bytes) else json.dumps(content).encode()
    return commune_list.read("communes.json", source)


def changed(code, /, **values):
    """The list with an entry changed."""
    return [
        {**one, **values} if one["code"] == code and one["type"] == "commune-actuelle" else one
        for one in entries()
    ]


def without(code):
    return [one for one in entries() if one["code"] != code]


def told(after):
    return list(commune_list.differences(read(entries()), read(after)))


def test_the_list_of_the_site_is_written_as_it_is():
    assert commune_list.written(commune_list.present()) == DATA.read_bytes()


def test_the_entries_of_a_file_are_those_of_the_site():
    site = {one.code: one for one in commune_list.present()}
    found = read(entries())
    assert {one.code for one in found} == {"34003", "34172", "49126", "75056", "93066", "97411"}
    assert [one for one in found if site[one.code] != one] == []


def test_the_code_of_a_commune_that_merged_gives_the_commune_that_it_is_now():
    assert (commune("93059").code, commune("93059").name) == ("93066", "Saint-Denis")
    assert commune("49069").code == "49126"
    assert arrondissements()["93059"] == arrondissements()["93066"]


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (changed("34003", nom="Agde-sur-Mer"), "34003 Agde : s'appelle Agde-sur-Mer"),
        (changed("34003", arrondissement="342"), "34003 Agde : arrondissement 341 → 342"),
        (changed("34003", codesPostaux=["34301"]), "34003 Agde : codes postaux 34300 → 34301"),
        (without("34003"), "34003 Agde : disparaît"),
        (
            [
                {**one, "anciensCodes": ["34003"]} if one["code"] == "34172" else one
                for one in without("34003")
            ],
            "34003 Agde : devient 34172 Montpellier",
        ),
        (
            [*entries(), {"code": "34999", "nom": "Neuve", "type": "commune-actuelle"}],
            "34999 Neuve : nouvelle commune",
        ),
    ],
)
def test_what_a_year_changes_is_told_a_line_a_commune(after, words):
    assert told(after) == [words]


def test_a_code_that_leads_nowhere_any_more_is_lost():
    assert commune_list.lost(read(entries()), read(without("34003"))) == ["34003"]
    kept = changed("49126", anciensCodes=[])
    assert "49069" in commune_list.lost(read(entries()), read(kept))
    assert commune_list.lost(read(entries()), read(entries())) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[", "ce JSON est abîmé ou coupé"),
        (b"\xff", "ce fichier n'est pas en UTF-8"),
        (b"{}", "une liste de communes est attendue"),
        ([{"code": "34003", "noms": "Agde", "type": "x"}], "« nom » manque (vouliez-vous dire"),
        (changed("34003", code="3403"), "« 3403 » n'est pas le code d'une commune"),
        (changed("34003", code="34172"), "« 34172 » est donné deux fois"),
        (changed("34003", nom=""), "ce nom est vide"),
        (changed("34003", population="beaucoup"), "un nombre entier est attendu"),
        (changed("34003", codesPostaux="34300"), "codesPostaux : une liste de codes"),
        (changed("34003", anciensCodes=["93059"]), "l'ancien code « 93059 » est aussi celui"),
        (changed("34003", anciensCodes=["34172"]), "l'ancien code « 34172 » est aussi celui"),
    ],
)
def test_a_broken_file_is_refused_at_its_place(content, words):
    with pytest.raises(InvalidCatalogue) as refused:
        read(content)
    assert words in str(refused.value)


def test_a_file_broken_anywhere_is_refused_or_read_and_never_fails():
    """Two hundred changes of the sample."""
    drawn = random.Random("communes")  # noqa: S311 (it draws faults, no secrets)
    odd = (None, "", [], {}, 7, -1, True, "x" * 5000, "\x00", [[]], "34172", ["34172"], 1.5)
    refused, done = 0, 0
    for _ in range(200):
        content = entries()
        holder = drawn.choice(content)
        holder[drawn.choice(list(holder))] = drawn.choice(odd)
        try:
            commune_list.written(read(content))
            done += 1
        except InvalidCatalogue:
            refused += 1
    assert min(refused, done) > 20


def test_the_command_shows_writes_and_loses_nothing(tmp_path, monkeypatch, capsys):
    data = tmp_path / "communes.csv.gz"
    data.write_bytes(before := commune_list.written(read(entries())))
    for module in (import_communes, commune_list):
        monkeypatch.setattr(module, "DATA", data)
    file = tmp_path / "communes.json"
    file.write_text(json.dumps(changed("34003", nom="Agde-sur-Mer")))
    with pytest.raises(CommandError, match="ajoutez --yes"):
        call_command("import_communes", str(file))
    assert "s'appelle Agde-sur-Mer" in capsys.readouterr().out
    assert data.read_bytes() == before
    call_command("import_communes", str(file), "--yes")
    assert "Agde-sur-Mer" in {one.name for one in commune_list.present()}
    file.write_text(json.dumps(without("93066")))
    with pytest.raises(CommandError, match=r"codes seraient perdus \(93066,"):
        call_command("import_communes", str(file), "--yes")
    with pytest.raises(CommandError, match="Rien n'est changé"):
        call_command("import_communes", "/nulle/part", "--yes")
