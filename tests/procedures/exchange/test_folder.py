import shutil

import pytest

from procedures.engine.errors import InvalidCatalogue
from procedures.engine.schema.texts import text_hash
from procedures.exchange import read_folder, write_folder
from tests.procedures.exchange.test_round_trip import SMALL, contents_of
from tests.shipped import CATALOGUE

QUESTIONS = '- {key: age, kind: integer, text: "Âge ?"}\n'


def make_folder(folder, **files):
    """A folder with one question; names are written with __ for / and without .yaml."""
    for name, content in {"questions": QUESTIONS, **files}.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def problems_of(folder):
    with pytest.raises(InvalidCatalogue) as caught:
        read_folder(folder)
    return caught.value.problems


@pytest.mark.parametrize(
    ("file", "near"),
    [
        ("question.yaml", "questions.yaml"),
        ("procedure/etudes.yaml", "procedures/etudes.yaml"),
        ("procedures/Etudes.yaml", "procedures/etudes.yaml"),
        ("procedures/etudes.yml", "procedures/etudes.yaml"),
        ("departement/82.yaml", "departements/82.yaml"),
        ("translations/en/question.yaml", "translations/en/questions.yaml"),
        ("notes.txt", None),
        ("procedures/etudes/master.yaml", None),
        ("departements/tarn.yaml", None),
        ("translations/en/cases/etudes.yaml", None),
    ],
)
def test_an_unknown_file_is_refused_with_the_nearest_valid_name(tmp_path, file, near):
    make_folder(tmp_path)
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("[]\n")
    (problem,) = problems_of(tmp_path)
    assert problem.file == file
    assert near is None or near in problem.near


def test_hidden_files_are_not_of_the_catalogue(tmp_path):
    make_folder(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x")
    (tmp_path / ".DS_Store").write_text("x")
    assert len(read_folder(tmp_path)["questions"]) == 1


def test_a_folder_that_does_not_exist_is_said(tmp_path):
    assert problems_of(tmp_path / "absent")


def test_the_faults_of_all_files_are_told_at_once(tmp_path):
    make_folder(tmp_path, fees="a: [", groups="- {key: a, key: b}\n", documents="texte\n")
    assert {problem.file for problem in problems_of(tmp_path)} == {
        "fees.yaml",
        "groups.yaml",
        "documents.yaml",
    }


@pytest.mark.parametrize(
    ("file", "content", "path"),
    [
        ("procedures__etudes", "- {id: a, family: travail}\n", "a.family"),
        ("departements__82", 'code: "81"\n', "code"),
        ("departements__82", "- a\n", ""),
        ("questions", "- a\n", "[0]"),
        ("translations__en__questions", "age.text: Age?\n", "age.text"),
        ("translations__en__questions", 'age.text: {text: "Age?", status: machine}\n', "age.text"),
        ("translations__en__questions", "age.text: {text: A, status: new, of: x}\n", "age.text"),
        (
            "translations__en__questions",
            "age.text: {text: A, status: machine, of: 1}\n",
            "age.text",
        ),
    ],
)
def test_what_does_not_belong_in_a_file_is_refused_with_its_place(tmp_path, file, content, path):
    make_folder(tmp_path, **{file: content})
    (problem,) = problems_of(tmp_path)
    assert (problem.file, problem.path) == (f"{file.replace('__', '/')}.yaml", path)


def test_the_name_of_a_file_gives_family_file_and_code(tmp_path):
    make_folder(
        tmp_path,
        procedures__etudes="- {id: a, track: titre, rank: 1, title: A}\n",
        cases__etudes="- {id: a, answers: {}, expect: {}}\n",
        departements__82='name: "Tarn-et-Garonne"\n',
    )
    plain = read_folder(tmp_path)
    assert plain["procedures"][0]["family"] == "etudes"
    assert plain["cases"][0]["file"] == "etudes"
    assert plain["departments"]["82"]["code"] == "82"


def test_norway_stays_a_string_and_dates_are_strings(tmp_path):
    plain = read_folder(SMALL)
    assert "NO" in plain["groups"][0]["values"]
    assert plain["cases"][0]["answers"]["nationality"] == "NO"
    assert plain["fees"][0]["amounts"][0]["from"] == "2025-01-01"


def test_a_text_in_several_languages_is_split_into_french_and_translations():
    plain = read_folder(SMALL)
    question = plain["questions"][0]
    assert question["text"] == "Où vivez-vous ?"
    assert question["choices"][1]["text"] == "Dans un autre pays"
    arabic = plain["translations"]["ar"]["questions.yaml"]["residence.text"]
    assert arabic == {"text": "أين تعيش؟", "status": "machine", "of": text_hash("Où vivez-vous ?")}
    english = plain["translations"]["en"]
    assert "residence.choices.etranger.text" in english["questions.yaml"]
    assert (
        english["departements/82.yaml"]["helpers.france_services.hours"]["text"] == "Every morning"
    )


def test_a_translation_given_inline_and_in_a_file_is_refused(tmp_path):
    make_folder(
        tmp_path,
        questions='- {key: age, kind: integer, text: {fr: "Âge ?", en: "Age?"}}\n',
        translations__en__questions='age.text: {text: "Age?", status: machine, of: x}\n',
    )
    (problem,) = problems_of(tmp_path)
    assert (problem.file, problem.path) == ("questions.yaml", "age.text")


def test_what_says_nothing_is_left_out(tmp_path):
    procedure = "id: a, track: titre, rank: 1, title: A, sensitive: false, warnings: [], when: {}"
    make_folder(tmp_path, procedures__etudes=f"- {{{procedure}}}\n")
    (found,) = read_folder(tmp_path)["procedures"]
    assert not {"sensitive", "warnings"} & set(found)
    assert found["when"] == {}


def test_an_export_removes_the_catalogue_files_that_are_left_over(tmp_path):
    folder = tmp_path / "catalogue"
    shutil.copytree(SMALL, folder)
    plain = read_folder(folder)
    plain["departments"].pop("82")
    plain["translations"] = {}
    write_folder(plain, folder)
    assert not (folder / "departements" / "82.yaml").exists()
    assert read_folder(folder) == plain


def test_an_export_leaves_the_files_that_say_the_same_already(tmp_path):
    folder = tmp_path / "catalogue"
    shutil.copytree(SMALL, folder)
    write_folder(read_folder(folder), folder)
    for file in ("documents.yaml", "questions.yaml"):
        written = (folder / file).read_text("utf-8")
        (folder / file).write_text(f"# Pourquoi.\n\n{written}", "utf-8")
    before = contents_of(folder)
    plain = read_folder(folder)
    write_folder(plain, folder)
    assert contents_of(folder) == before
    plain["questions"][0]["help"] = "Une aide."
    write_folder(plain, folder)
    changed = {file for file, found in contents_of(folder).items() if found != before[file]}
    assert [str(file) for file in changed] == ["questions.yaml"]
    assert read_folder(folder) == plain


def test_an_export_moves_translations_out_of_the_texts(tmp_path):
    make_folder(
        tmp_path, questions='- {key: age, kind: integer, text: {fr: "Âge ?", en: "Age?"}}\n'
    )
    plain = read_folder(tmp_path)
    write_folder(plain, tmp_path)
    assert read_folder(tmp_path) == plain
    assert "Age?" not in (tmp_path / "questions.yaml").read_text("utf-8")


def test_an_export_tells_one_from_true(tmp_path):
    make_folder(tmp_path, procedures__etudes="- {id: a, track: titre, rank: 1, title: A}\n")
    plain = read_folder(tmp_path)
    plain["procedures"][0]["when"] = {"age": 1}
    write_folder(plain, tmp_path)
    plain["procedures"][0]["when"] = {"age": True}
    write_folder(plain, tmp_path)
    assert read_folder(tmp_path)["procedures"][0]["when"]["age"] is True


def test_the_shipped_catalogue_is_exported_over_itself_without_a_change(tmp_path):
    folder = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE, folder)
    before = contents_of(folder)
    write_folder(read_folder(folder), folder)
    assert [str(file) for file, found in contents_of(folder).items() if found != before[file]] == []


def test_an_export_touches_no_folder_that_holds_anything_else(tmp_path):
    (tmp_path / "letter.odt").write_text("x")
    with pytest.raises(InvalidCatalogue):
        write_folder(read_folder(SMALL), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.odt"]


def test_an_export_never_leaves_its_folder(tmp_path):
    plain = read_folder(SMALL)
    plain["cases"][0]["file"] = "../../escape"
    with pytest.raises(InvalidCatalogue):
        write_folder(plain, tmp_path / "catalogue")
    assert not list(tmp_path.rglob("*"))
