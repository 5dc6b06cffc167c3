"""The directory of the DILA: what is read of it, and what is refused."""

import gzip

import pytest

from procedures.drafting import importing

from .files import ANSWER, BASE, PREFECTURE, data, faults, read


def test_the_base_and_the_answer_of_the_interface_say_the_same():
    base, answer = read(BASE.read_bytes()), read(ANSWER.read_bytes(), "api.json")
    assert [(row.official_id, row.values) for row in base.rows] == [
        (row.official_id, row.values) for row in answer.rows
    ]
    assert base.whole
    assert not answer.whole
    [prefecture, lodeve, agde] = base.rows
    assert prefecture.values == {
        "address": "Pl. des Martyrs-de-la-Résistance, 34000 Montpellier",
        "phone": "04 67 61 61 61",
        "site": "https://www.herault.gouv.fr",
        "contact_dated": "2022-10-28",
    }
    assert (lodeve.kind, lodeve.part, lodeve.town) == ("sous_prefecture", "34", "Lodève")
    assert (agde.kind, agde.name) == (
        "france_services",
        "France services Hérault Méditerranée - Agde",
    )


def test_a_compressed_file_is_opened_and_a_byte_order_mark_is_no_fault():
    assert read(gzip.compress(BASE.read_bytes())) == read(b"\xef\xbb\xbf" + BASE.read_bytes())


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"", "ce fichier est vide"),
        (b"nom;adresse", "d'aucun format connu"),
        (b'{"servise": []}', "« service » manque (vouliez-vous dire « servise » ?)"),
        (b'{"service": {}}', "service : une liste est attendue, pas un bloc de clés"),
        (b'{"service": [3]}', "service[0] : un bloc de clés est attendu, pas le nombre 3"),
        (b'{"service": [', "ligne 1, caractère 14 : ce JSON est abîmé ou coupé"),
        (b'{"service": [], "service": []}', "la clé « service » est donnée deux fois"),
        (b'{"service": [NaN]}', "« NaN » n'est pas un nombre"),
        (b'{"service": ' + b"[" * 100_000, "trop profond"),
        (gzip.compress(BASE.read_bytes())[:200], "ce fichier gzip est abîmé"),
        (gzip.compress(b" " * (importing.LARGEST + 1)), "trop gros : 60 Mo au plus"),
    ],
)
def test_what_is_no_file_of_the_directory_is_refused_in_words(source, words):
    assert words in faults(source)


def test_faults_of_a_file_are_named_at_their_place_with_the_nearest_name():
    broken = data()
    first, second, third = broken["service"]
    first["pivots"] = first.pop("pivot")
    second["nom"] = ["Lodève"]
    third["pivot"][0]["type_service_local"] = "ta"
    third["id"] = PREFECTURE
    found = faults(broken)
    assert "service[0] : « pivot » manque (vouliez-vous dire « pivots » ?)" in found
    assert "service[1].nom : un texte est attendu, pas une liste" in found
    third["pivot"], first["pivot"] = first["pivots"], first["pivots"]
    second["nom"] = "Lodève"
    assert "service[2].id : cet identifiant est déjà celui de service[0]" in faults(broken)


def test_letters_that_a_database_refuses_are_a_fault():
    for letter in ("\\u0000", "\\ud800"):
        source = BASE.read_bytes().replace(b"Sous-pr", letter.encode(), 1)
        assert "service[1].nom : ce texte a des caractères illisibles" in faults(source)


def test_a_value_that_cannot_be_trusted_is_left_out_and_told():
    odd = data()
    service = odd["service"][0]
    service["telephone"][0]["valeur"] = "04 67 61"
    service["site_internet"][0]["valeur"] = "http://www.herault.gouv.fr"
    service["adresse_courriel"] = ["jeanne.martin@herault.gouv.fr"]
    service["date_modification"] = "45/45/2022 00:00:00"
    found = read(odd)
    assert set(found.rows[0].values) == {"address"}
    told = "\n".join(map(str, found.aside))
    for words in ("téléphone illisible : 04 67 61", "https", "celui d'une personne", "45/45/2022"):
        assert words in told


def test_a_court_gets_no_email_to_which_an_appeal_would_be_sent():
    content = data()
    for service, pivot in zip(content["service"], ("ta", "ofii"), strict=False):
        service["pivot"][0]["type_service_local"] = pivot
        service["adresse_courriel"] = ["accueil@montpellier.fr"]
    court, office, _ = read(content).rows
    assert "email" not in court.values
    assert office.values["email"] == "accueil@montpellier.fr"
