"""The walk finds every use of a name, as the check of a catalogue without the entry proves."""

import re
from copy import deepcopy
from datetime import date

import pytest
from django.conf import settings

from procedures.engine.schema.serialization import check_plain, rule_set_from_plain
from procedures.exchange import read_folder
from procedures.exchange.names import Name
from procedures.exchange.uses import all_uses, renamed
from procedures.publishing import communes
from procedures.publishing.cases import run_case
from tests.procedures.exchange.test_round_trip import SMALL

TODAY = date(2026, 11, 24)
FOLDERS = {"small": SMALL, "shipped": settings.ROOT / "catalogue"}
SECTIONS = {
    "questions": ("fact", "key"),
    "derived_facts": ("fact", "key"),
    "groups": ("group", "key"),
    "fees": ("fee", "id"),
    "documents": ("document", "id"),
    "procedures": ("procedure", "id"),
}
# What is said of what is missing from the thing itself, not of those that name it.
OF_THE_THING = re.compile(
    r"il manque la clé|la liste est vide|ne correspond à aucun texte|sans traduction"
)


@pytest.fixture(scope="module", params=["small", pytest.param("shipped", marks=pytest.mark.whole)])
def plain(request):
    return read_folder(FOLDERS[request.param])


@pytest.fixture(scope="module")
def small():
    return read_folder(SMALL)


def things(plain):
    """Yield (name, what takes the thing out of plain data) of all that others may name."""
    for section, (kind, identity) in SECTIONS.items():
        for index, entry in enumerate(plain[section]):
            yield Name(kind, entry[identity]), (section, index, None)
            for place, choice in enumerate(entry.get("choices") or []):
                yield Name("value", choice["value"], of=entry["key"]), (section, index, place)


def chosen(plain):
    """All the things of a small catalogue; of a great one, two of each kind."""
    listed = list(things(plain))
    kinds = sorted({name.kind for name, _ in listed})
    for kind in kinds:
        own = [one for one in listed if one[0].kind == kind]
        yield from own if len(listed) < 100 else own[len(own) // 3 :: len(own) // 2]


def without(plain, where):
    section, index, choice = where
    result = {**plain, section: deepcopy(plain[section])}
    if choice is None:
        del result[section][index]
    else:
        del result[section][index]["choices"][choice]
    return result


def family_of(plain, name):
    (entry,) = [one for one in plain["procedures"] if one["id"] == name.key]
    return Name("family", entry["family"])


def is_at(problem, use):
    """Whether a problem is at the place of a use, or in it, or in what it is in."""
    if problem.file != use.file:
        return False
    paths = [f"{problem.path}.", f"{use.path}."]
    if use.file == "derived_facts.yaml":  # Rules have a number there, and their value here.
        paths = [".".join(path.split(".")[:2]) + "." for path in paths]
    one, other = sorted(paths, key=len)
    return other.startswith(one)


def test_everything_wrong_without_a_thing_is_at_a_use_of_it(plain):
    before = set(check_plain(plain))
    faults = 0
    for name, where in chosen(plain):
        uses = all_uses(plain, name)
        if name.kind == "procedure":  # A family goes with its last procedure.
            uses += all_uses(plain, family_of(plain, name))
        for problem in set(check_plain(without(plain, where))) - before:
            if problem.blocking and not OF_THE_THING.search(problem.message):
                faults += 1
                assert any(is_at(problem, use) for use in uses), (name, str(problem))
    assert faults > 20


def test_a_thing_without_uses_can_go(small):
    used = {use.name for use in all_uses(small)}
    unused = [(name, where) for name, where in things(small) if name not in used]
    assert unused
    for name, where in unused:
        faults = [one for one in check_plain(without(small, where)) if one.blocking]
        assert [one for one in faults if not OF_THE_THING.search(one.message)] == [], name


def test_walking_changes_nothing(plain):
    copy = deepcopy(plain)
    assert all_uses(plain)
    assert plain == copy


def new_name(name):
    return f"{name.key.lower()}_autrement"


def test_renaming_moves_every_use_and_no_other(small):
    plain = small
    for name, _ in things(plain):
        new = Name(name.kind, new_name(name), of=name.of)
        result = renamed(plain, name, new.key)
        assert all_uses(result, name) == []
        assert len(all_uses(result, new)) == len(all_uses(plain, name))
        assert renamed(result, new, name.key) == plain


def test_renamed_catalogue_has_the_same_problems(small):
    plain = small
    before = check_plain(plain)
    for name, _ in things(plain):
        result = renamed(plain, name, new_name(name))
        after = check_plain(result)
        assert len(after) == len(before), name
        assert [one.blocking for one in after] == [one.blocking for one in before]


@pytest.mark.parametrize(
    "name",
    [
        Name("fact", "ground"),
        pytest.param(Name("value", "etudes", of="ground"), marks=pytest.mark.whole),
        pytest.param(Name("document", "passeport"), marks=pytest.mark.whole),
    ],
    ids=lambda name: name.key,
)
def test_renamed_catalogue_gives_the_same_to_everybody(name):
    plain = read_folder(FOLDERS["shipped"])
    result = renamed(plain, name, new_name(name))
    rule_set = rule_set_from_plain(result, communes.arrondissements())
    concerned = {
        use.path.split(".")[0] for use in all_uses(result) if use.file.startswith("cases/")
    }
    cases = [case for case in result["cases"] if case["id"] in concerned][::40]
    assert len(cases) > 5
    assert [fault for case in cases for fault in run_case(rule_set, case, TODAY)] == []


PLAIN = {
    "questions": [
        {"key": "age", "kind": "integer", "text": "?"},
        {
            "key": "but",
            "kind": "choice",
            "text": "?",
            "when": {"age": {"gte": 18}},
            "choices": [
                {"value": "etudes", "text": "?", "when": {"not": {"age": 3}}},
                {"value": "travail", "text": "?"},
            ],
        },
        {
            "key": "autre",
            "kind": "choice",
            "text": "?",
            "choices": [{"value": "etudes", "text": "?"}],
        },
    ],
    "groups": [{"key": "actifs", "fact": "but", "values": ["travail", "etudes"]}],
    "procedures": [
        {
            "id": "carte",
            "family": "etudes",
            "track": "t",
            "rank": 1,
            "title": "Carte",
            "when": {"any": [{"but": ["etudes"]}, {"all": [{"but": {"in_group": "actifs"}}]}]},
            "steps": [{"id": "s", "text": "?", "window": {"to": {"fact": "age", "days": 3}}}],
        }
    ],
    "cases": [
        {
            "id": "awa",
            "file": "c",
            "answers": {"but": "etudes", "autre": "etudes"},
            "expect": {"procedures_any_of": [["carte"]], "of": "carte"},
        }
    ],
    "inquiries": {
        "avis": [
            {"key": "note", "kind": "integer", "text": "?"},
            {"key": "suite", "kind": "yes_no", "text": "?", "when": {"note": 3, "age": 5}},
        ]
    },
    "departments": {
        "82": {
            "code": "82",
            "sites": [{"id": "a", "handles": ["carte", "etudes"]}],
            "overrides": [{"procedure": "carte", "add_documents": ["acte"]}],
        }
    },
    "translations": {"ar": {"departements/82.yaml": {}}},
}


def test_renaming_a_question_of_an_inquiry_renames_it_for_the_next_one():
    result = renamed(PLAIN, Name("fact", "note", inquiry="avis"), "etoiles")
    first, second = result["inquiries"]["avis"]
    assert (first["key"], second["when"]) == ("etoiles", {"age": 5, "etoiles": 3})


def places(name):
    return {f"{use.file} {use.path}" for use in all_uses(deepcopy(PLAIN), name)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            Name("fact", "age"),
            {
                "questions.yaml but.when",
                "questions.yaml but.choices.etudes.when",
                "procedures/etudes.yaml carte.steps.s.window.to",
                "enquetes/avis.yaml suite.when",
            },
        ),
        (
            Name("value", "etudes", of="but"),
            {
                "groups.yaml actifs.values",
                "procedures/etudes.yaml carte.when",
                "cases/c.yaml awa.answers",
            },
        ),
        (Name("value", "etudes", of="autre"), {"cases/c.yaml awa.answers"}),
        (Name("group", "actifs"), {"procedures/etudes.yaml carte.when"}),
        (
            Name("procedure", "carte"),
            {
                "cases/c.yaml awa.expect",
                "departements/82.yaml sites.a.handles",
                "departements/82.yaml overrides.carte.procedure",
            },
        ),
        (
            Name("document", "acte"),
            {"departements/82.yaml overrides.carte.add_documents.acte.document"},
        ),
        (Name("fact", "note", inquiry="avis"), {"enquetes/avis.yaml suite.when"}),
        (Name("fact", "note"), set()),
        (Name("family", "etudes"), {"departements/82.yaml sites.a.handles"}),
    ],
    ids=lambda one: f"{one.kind} {one.key} {one.of}{one.inquiry}" if isinstance(one, Name) else "",
)
def test_uses_of_each_kind(name, expected):
    assert places(name) == expected


def test_text_of_a_renamed_entry_keeps_its_translation():
    plain = read_folder(SMALL)
    moved = 0
    for name, _ in things(plain):
        result = renamed(plain, name, new_name(name))
        before, after = (
            sorted(
                one["text"]
                for files in each["translations"].values()
                for paths in files.values()
                for one in paths.values()
            )
            for each in (plain, result)
        )
        assert before == after
        moved += result["translations"] != plain["translations"]
    assert moved > 3
