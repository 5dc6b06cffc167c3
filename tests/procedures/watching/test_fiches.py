"""Reading official fiches, and saying in words what two versions of one say differently."""

import io
import zipfile
from datetime import date
from pathlib import Path
from random import Random

import pytest

from procedures.watching import fiche_reader
from procedures.watching.fiche_reader import UnreadableFiche, read_fiche
from procedures.watching.law import differences

from .fiche_files import BODY, make_archive, make_fiche, make_folder

REAL = Path(__file__).parent / "fiches"
BOMB = """<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Publication ID="F1"><Texte>&b;</Texte></Publication>"""


def read(number):
    name = f"{number}.xml"
    return read_fiche(name, (REAL / name).read_bytes())


def paragraphs(**fields):
    return read_fiche("F2209.xml", make_fiche(**fields).encode()).paragraphs


def told(before, after):
    return [(one.kind, one.before, one.after) for one in differences(before, after)]


def test_real_fiche_gives_its_text_by_section():
    fiche = read("F15763")
    assert fiche.number == "F15763"
    assert fiche.title.startswith("Qu'est-ce qu'un récépissé")
    assert fiche.modified_on == date(2019, 12, 4)
    section = "Durée de validité › Demande de renouvellement de carte de séjour"
    assert [text for place, text in fiche.paragraphs if place == section][1].startswith(
        "Vous recevez un récépissé valable 3 mois."
    )
    texts = [text for _, text in fiche.paragraphs]
    assert "Carte de résident (sauf exceptions)" in texts
    assert any("articles L311-1 à L311-8-1" in text for text in texts)


@pytest.mark.parametrize("number", ["F15763", "F2231"])
def test_what_leads_elsewhere_is_no_text_of_the_fiche(number):
    texts = " ".join(text for _, text in read(number).paragraphs)
    for label in ("Accueil particuliers", "Carte de séjour \"retraité\"", "modified 20",
                  "Direction de l'information légale", "www.interieur.gouv.fr"):  # fmt: skip
        assert label not in texts


def test_table_is_read_line_by_line():
    texts = [text for _, text in read("F2231").paragraphs]
    assert "Zone régionale | Nationalité | Procédure de demande" in texts
    assert "Afrique | Bénin | Études en France" in texts


def test_words_inside_an_unknown_element_are_kept():
    body = "<Nouveau><Paragraphe>Un.</Paragraphe></Nouveau><Autre>Deux <Fort>mots</Fort>.</Autre>"
    texts = [text for _, text in paragraphs(body=body)]
    assert texts[-2:] == ["Un.", "Deux mots."]


@pytest.mark.parametrize(
    "changed",
    [
        {"modified": "2026-11-01"},
        {"label": "Autre étiquette"},
        {"body": BODY.replace("vivre en", "vivre   en\n").replace("<Valeur>", " <Valeur> ")},
        {"body": BODY.replace("s'applique", "s’applique").replace("615 €", "615\u00a0€")},
        {"body": BODY.replace("<Titre>Vous", "<Titre><Paragraphe>Vous").replace(
            "algérien</Titre>", "algérien</Paragraphe></Titre>")},
    ],
)  # fmt: skip
def test_date_label_and_typography_are_no_difference(changed):
    before, after = paragraphs(), paragraphs(**changed)
    assert fiche_reader.digest(before) == fiche_reader.digest(after)
    assert told(before, after) == []


def test_amount_that_changes_is_a_sentence_replaced():
    after = paragraphs(body=BODY.replace("615", "635"))
    (change,) = differences(paragraphs(), after)
    assert (change.kind_label, change.section) == ("remplacé", "Conditions")
    assert change.before == "Vous devez avoir 615 € par mois."
    assert change.after == "Vous devez avoir 635 € par mois."
    assert change.pieces == [
        ("", "Vous devez avoir"),
        ("removed", "615"),
        ("added", "635"),
        ("", "€ par mois."),
    ]


def test_sentences_added_and_removed_are_told_where_they_stand():
    longer = paragraphs(body=BODY.replace("en France.", "en France. Le loyer compte."))
    assert told(paragraphs(), longer) == [("added", "", "Le loyer compte.")]
    assert told(longer, paragraphs()) == [("removed", "Le loyer compte.", "")]
    (change,) = differences(longer, paragraphs())
    assert change.section == "Conditions"


def test_case_that_becomes_another_is_told_though_its_text_is_the_same():
    after = paragraphs(body=BODY.replace("algérien", "tunisien"))
    assert told(paragraphs(), after) == [("replaced", "Vous êtes algérien", "Vous êtes tunisien")]


def test_sentence_that_moves_under_another_case_is_told():
    moved = BODY.replace(" Vous devez vivre en France.", "").replace(
        "s'applique.", "s'applique. Vous devez vivre en France."
    )
    kinds = {kind for kind, *_ in told(paragraphs(), paragraphs(body=moved))}
    assert kinds == {"added", "removed"}


def test_replacing_and_removing_side_by_side_are_told_apart():
    before = paragraphs(body="<Paragraphe>Le visa est demandé au consulat. Il coûte 99 euros. "
                             "La carte dure un an.</Paragraphe>")  # fmt: skip
    after = paragraphs(body="<Paragraphe>La carte dure quatre ans.</Paragraphe>")
    assert told(before, after) == [
        ("removed", "Le visa est demandé au consulat.", ""),
        ("removed", "Il coûte 99 euros.", ""),
        ("replaced", "La carte dure un an.", "La carte dure quatre ans."),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<Publication ID='F1'><Texte>", "abîmé"),
        ("", "abîmé"),
        (BOMB, "abîmé"),
        ("<html><p>Page introuvable</p></html>", "pas une fiche"),
        ("<Publication ID='F1'><Titre>Seul</Titre></Publication>".replace("Titre", "Canal"),
         "aucun texte"),
        ("<Publication ID='F1'>" + "<a>" * 20_000 + "x" + "</a>" * 20_000 + "</Publication>", ""),
    ],
    ids=["cut", "empty", "bomb", "page", "no-text", "deep"],
)  # fmt: skip
def test_file_that_is_no_fiche_is_named(content, said):
    with pytest.raises(UnreadableFiche, match=f"F1.xml.*{said}"):
        read_fiche("F1.xml", content.encode())


def test_only_the_fiches_asked_for_are_read(tmp_path):
    files = {"F2209": None, "F39": "<broken", "N110": "<broken"}
    for source in (
        make_folder(tmp_path / "set", **files),
        make_archive(tmp_path / "set.zip", **files),
    ):
        fiches, seen = fiche_reader.read_archive(source, {"F2209"})
        assert (list(fiches), seen) == (["F2209"], 2)


def test_zip_bomb_is_not_unpacked(tmp_path):
    huge = make_fiche(body=f"<Paragraphe>{'a' * 50_000_000}</Paragraphe>")
    archive = make_archive(tmp_path / "set.zip", F2209=huge)
    assert archive.stat().st_size < 100_000
    with pytest.raises(UnreadableFiche, match="trop gros"):
        fiche_reader.read_archive(archive, {"F2209"})


def test_damaged_archives_are_told(tmp_path):
    archive = make_archive(tmp_path / "set.zip", F2209=None)
    content = archive.read_bytes()
    place = content.index(b"F2209.xml") + 40
    archive.write_bytes(content[:place] + b"\xff" * 40 + content[place + 40 :])
    with pytest.raises(UnreadableFiche, match="abîmée"):
        fiche_reader.read_archive(archive, {"F2209"})
    archive.write_bytes(b"not a zip")
    with pytest.raises(UnreadableFiche, match="ni une archive"):
        fiche_reader.read_archive(archive, {"F2209"})


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_archive_cut_or_changed_anywhere_fails_in_words_only(method):
    """A name that is no text, and what LZMA tells, were errors of the program."""
    packed, drawn = io.BytesIO(), Random(method)  # noqa: S311 - the same archives each time.
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr("é/F2209.xml", make_fiche())
    whole, seen = packed.getvalue(), set()
    changed = [whole[:place] for place in range(0, len(whole), 7)]
    for place in range(len(whole)):
        changed.append(whole[:place] + bytes([drawn.randrange(256)]) + whole[place + 1 :])
    for content in [whole, *changed]:
        sent = io.BytesIO(content)
        sent.name = "set.zip"
        try:
            seen.add(tuple(fiche_reader.read_sent(sent, {"F2209"})[0]))
        except UnreadableFiche:
            seen.add("refused")
    readable = {("F2209",)} if method == zipfile.ZIP_DEFLATED else set()
    assert seen - {()} == {"refused"} | readable


def test_file_under_the_name_of_another_fiche_is_refused(tmp_path):
    folder = make_folder(tmp_path / "set", F2209=make_fiche("F39"))
    with pytest.raises(UnreadableFiche, match="contient la fiche F39"):
        fiche_reader.read_archive(folder, {"F2209"})


def test_fiche_that_is_there_twice_must_say_the_same(tmp_path):
    make_folder(tmp_path / "set", F2209=None)
    make_folder(tmp_path / "set" / "other", F2209=make_fiche(label="Autre"))
    assert len(fiche_reader.read_archive(tmp_path / "set", {"F2209"})[0]) == 1
    make_folder(tmp_path / "set" / "other", F2209=make_fiche(body="<Paragraphe>Non.</Paragraphe>"))
    with pytest.raises(UnreadableFiche, match="deux textes"):
        fiche_reader.read_archive(tmp_path / "set", {"F2209"})
