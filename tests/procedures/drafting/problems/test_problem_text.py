"""What a check finds is told by titles, with what happens to people, and what lacks is counted."""

import copy
import re

import pytest

from procedures import models
from procedures.admin.addresses import ADDRESSES
from procedures.drafting.problems.problem_text import problem_context, sentences
from procedures.drafting.problems.sentences import COUNTED, SENTENCES
from procedures.drafting.problems.titles import mend
from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.engine.proofs.analysis import analyse
from procedures.engine.proofs.words import KINDS
from procedures.engine.schema.builder import RuleSetBuilder
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.schema.texts import UNTRANSLATED, Translations
from procedures.publishing.checks.completeness import (
    UNSOURCED,
    UNTRIED,
    WITHOUT_EMAIL,
    missing_content,
)
from procedures.publishing.checks.proofs import UNPROVED, NamedWording
from procedures.publishing.checks.typos import NEAR_FAMILY, NEAR_TRACK, RANK_FAR
from tests import factories
from tests.procedures.engine.proofs import test_faults as planted
from tests.procedures.engine.proofs.sound import TODAY, sound
from tests.procedures.engine.schema import test_problems_between_entries as between
from tests.procedures.engine.schema import test_problems_of_entries as of_entries
from tests.procedures.engine.whole import PLAIN
from tests.procedures.publishing.checks.test_completeness import whole

pytestmark = [pytest.mark.usefixtures("db"), pytest.mark.one_database]

NOT_FRENCH = {
    "a key": re.compile(r"\b[a-z]+_[a-z_]+\b"),
    "Python": re.compile(r"\bNone\b|\bTrue\b|\['|\{'|\[\]|\{\}"),
    "a file": re.compile(r"\.ya?ml\b|\.py\b"),
    "English": re.compile(r"\b(the|with|expected|while|found|error|unknown)\b"),
    "empty brackets": re.compile(r"\(\s*\)|«\s*»|«\s+«"),
}
# Keys of the sound catalogue that are no words of French: a title stands for each.
KEYS = ("statut", "cdi", "impot", "a_defaut", "relancer", "deposer", "postal")


def reading(text):
    return {kind for kind, pattern in NOT_FRENCH.items() if pattern.search(text)}


def found_in(plain, options):
    """Return the problems of a catalogue, as the check makes them of the findings."""
    rules = RuleSetBuilder(plain, Translations({}), []).build({})
    report = analyse(rules, TODAY, options.get("cases", ()))
    wording = NamedWording(rules)
    for one in report.findings:
        yield Problem(
            one.place.file,
            one.place.path,
            wording.finding(one),
            blocking=False,
            kind=one.kind,
            names=(one.subject, *one.others),
        )


def store(plain):
    """Put what bears a title into the working copy: its titles are no keys."""
    for one in plain["questions"]:
        question = factories.make_question(
            key=one["key"], kind=one["kind"], text_fr=f"Question {one['key'].upper()} ?"
        )
        for choice in one.get("choices") or ():
            factories.make_choice(
                question=question, value=choice["value"], text_fr=choice["value"].upper()
            )
    for one in plain["procedures"]:
        procedure = factories.make_procedure(key=one["id"], title_fr=f"Carte {one['id'].upper()}")
        for step in one.get("steps") or ():
            factories.make_step(
                procedure=procedure, key=step["id"], text_fr=f"Faire {step['id'].upper()}"
            )
    for one in plain["documents"]:
        factories.make_document(key=one["id"], title_fr=f"Pièce {one['id'].upper()}")


def lines_of(context):
    for kind in ("blocking", "warnings", "known"):
        for (title, _), listed in context[kind]:
            yield title
            for one in listed:
                yield f"{one.people} {one.why} {' '.join(one.near)} {one.whose}"
    for kind in ("lacking", "known_lacking"):
        for summary, groups in context[kind]:
            yield summary
            for (title, _), listed in groups:
                yield title
                yield from (f"{one.people} {one.why}" for one in listed)


def places_of(context):
    """Return (title, address) of every entry that a page shows with problems."""
    for kind in ("blocking", "warnings", "known"):
        yield from (place for place, _ in context[kind])
    for kind in ("lacking", "known_lacking"):
        yield from (place for _, groups in context[kind] for place, _ in groups)


@pytest.mark.parametrize("name", planted.FAULTS)
def test_every_kind_of_finding_is_told_in_words(name):
    edit, _, _, options = planted.FAULTS[name]
    plain = sound()
    edit(plain)
    store(plain)
    problems = list(found_in(plain, options))
    assert problems
    context = problem_context(problems, ADDRESSES)
    assert "" not in {address for _, address in places_of(context)}, "a page mends each of them"
    lines = list(lines_of(context))
    wrong = {line: reading(line) for line in lines if reading(line)}
    wrong |= {line: key for line in lines for key in KEYS if re.search(rf"\b{key}\b", line)}
    assert wrong == {}
    assert all(one[0].isupper() or one[0].isdigit() or one[0] in "« " for one in lines), lines


def refused(edit):
    plain = copy.deepcopy(PLAIN)
    edit(plain)
    with pytest.raises(InvalidCatalogue) as error:
        rule_set_from_plain(plain)
    return error.value.problems


@pytest.mark.parametrize("module", [between, of_entries], ids=["between", "of entries"])
def test_what_the_format_refuses_is_told_in_words(module):
    store(PLAIN)
    wrong = {}
    for fault in module.FAULTS:
        for problem in refused(fault.values[0]):
            for line in lines_of(problem_context([problem], ADDRESSES)):
                if reading(line):
                    wrong[line] = reading(line)
    assert wrong == {}


def test_every_kind_of_finding_has_its_sentence():
    others = {UNSOURCED, UNTRIED, NEAR_FAMILY, NEAR_TRACK, RANK_FAR, WITHOUT_EMAIL}
    others |= {UNPROVED}
    assert {*KINDS} | others == set(SENTENCES)


def test_what_nobody_can_mend_has_no_button_and_says_what_it_means():
    one = Problem(
        "questions.yaml", "", "pas fini", blocking=False, kind=UNPROVED, names=("règles mortes",)
    )
    ((place, (told,)),) = problem_context([one], ADDRESSES)["warnings"]
    assert place == ("Tout le questionnaire", "")
    assert told.why.endswith("il n'y a rien à corriger ici.")
    assert not any(reading(text) for text in (told.people, told.why))


def test_what_lacks_is_counted_after_what_is_wrong():
    plain = whole()
    plain["procedures"] = [
        {**plain["procedures"][0], "id": f"carte_{one}", "rank": one, "steps": []}
        for one in range(1, 4)
    ]
    store(plain)
    rules = RuleSetBuilder(plain, Translations({}), []).build({})
    problems = list(missing_content(plain, rules, TODAY))
    assert {one.kind for one in problems} <= set(COUNTED)
    context = problem_context(problems, ADDRESSES)
    summaries = [summary for summary, _ in context["lacking"]]
    assert summaries[0] == "3 démarches sans étape"
    assert context["warnings"] == []
    titles = [title for (title, _), _ in context["lacking"][0][1]]
    assert titles == [f"Démarche « Carte CARTE_{one} »" for one in (1, 2, 3)]
    assert all(address for (_, address), _ in context["lacking"][0][1])


def test_nothing_is_said_twice():
    one = Problem("questions.yaml", "age", "le texte est vide")
    assert problem_context([one, one], ADDRESSES)["blocking_count"] == 1


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            "démarches recommandées : ['stage_agricole', 'zz_y'], attendues : []",
            "Démarches recommandées : « Stage agricole », « zz y », attendues : aucune.",
        ),
        ("« housing » est inconnu", "« Où logez-vous ? » est inconnu."),
        ("canal : online_form, attendu : counter", None),
        ("le code 82 n'est pas celui du fichier departements/82.yaml", None),
        (
            "aucune étape n'a les dates {'from': '2026-12-01', 'to': '2027-01-01'}",
            "Aucune étape n'a les dates du 01/12/2026 au 01/01/2027.",
        ),
    ],
)
def test_other_messages_have_titles_for_their_keys(message, said):
    factories.make_question(key="housing", text_fr="Où logez-vous ?")
    factories.make_procedure(key="stage_agricole", title_fr="Stage agricole")
    (line,) = sentences([Problem("cases/un.yaml", "x", message)])
    assert reading(line) == set()
    assert said in (None, line)


def test_who_may_mend_it_is_said_to_who_may_not():
    problems = [Problem("departements/34.yaml", "sites.x", "le lieu n'a pas d'adresse")]
    factories.make_department("34", name_fr="Hérault")
    ((_, (one,)),) = problem_context(problems, ADDRESSES, {"82"})["blocking"]
    assert one.whose == "La préfecture du département « Hérault » peut le corriger."
    ((_, (one,)),) = problem_context(problems, ADDRESSES, {"34"})["blocking"]
    assert one.whose == ""


@pytest.mark.parametrize(
    ("file", "model"),
    [
        ("questions.yaml", models.Question),
        ("enquetes/titre.yaml", models.Question),
        ("procedures/etudes.yaml", models.Procedure),
        ("translations/ar/documents.yaml", models.Document),
        ("departements/99.yaml", models.Department),
        ("autre.yaml", models.Procedure),
    ],
)
def test_what_is_of_no_entry_leads_to_the_list_of_entries(file, model):
    ((place, _),) = problem_context([Problem(file, "", "on ne sait pas")], ADDRESSES)["blocking"]
    assert place[1] == ADDRESSES.entries(model)


@pytest.mark.parametrize(
    ("file", "name", "part", "section"),
    [
        ("questions.yaml", "Questions, en arabe", "national", "questions.yaml"),
        ("examples.yaml", "Exemples publics, en arabe", "national", "examples.yaml"),
        ("procedures/ue.yaml", "Démarches : Europe", "national", "procedures"),
        ("departements/82.yaml", "Tarn-et-Garonne, en arabe", "82", ""),
        ("departements/national.yaml", "Le contenu national, en arabe", "national", ""),
    ],
)
def test_what_is_not_translated_leads_to_the_texts(client, file, name, part, section):
    factories.make_department("82")
    client.force_login(factories.make_user(is_superuser=True))
    lacking = Problem(f"translations/ar/{file}", "", "1 texte", kind=UNTRANSLATED, blocking=False)
    ((place, _),) = problem_context([lacking], ADDRESSES)["warnings"]
    assert place[0].startswith(name)
    shown = client.get(place[1]).context["form"].cleaned_data
    asked = {"langue": "ar", "partie": part, "section": section, "etat": "missing"}
    assert shown == asked


def window(fact, months):
    return {"fact": fact, "months": months}


@pytest.mark.parametrize(
    ("start", "end", "is_safe"),
    [
        (window("expiry_date", -2), window("expiry_date", -4), True),
        (window("expiry_date", -4), window("expiry_date", -2), False),
        (window("expiry_date", -2), window("entry_date", -4), False),
        (window("expiry_date", -2), "2026-01-01", False),
    ],
)
def test_an_inverted_window_is_mended_by_one_act(start, end, is_safe):
    step = factories.make_step(key="deposer", window_from=start, window_to=end)
    names = (step.procedure.key, step.key)
    problem = Problem("procedures/x.yaml", names[0], "…", kind="window_inverted", names=names)
    ((_, (one,)),) = problem_context([problem], ADDRESSES, {"national"})["blocking"]
    assert (one.act is not None) == is_safe
    ((_, (other,)),) = problem_context([problem], ADDRESSES, {"82"})["blocking"]
    assert other.act is None, "who may not mend it has no button"
    author = factories.make_user()
    mended = mend(":".join(names), author)
    step.refresh_from_db()
    assert (mended == step) == is_safe
    assert (step.window_from, step.window_to) == ((end, start) if is_safe else (start, end))
    assert mend(":".join(names), author) is None, "once mended, there is nothing to mend"
