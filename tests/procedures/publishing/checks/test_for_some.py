"""A line of papers for some persons says which ones; one that says so is not for everybody."""

import pytest

from procedures.drafting.problems.problem_text import sentences
from procedures.publishing.checks import checker
from procedures.publishing.checks.for_some import badly_marked
from tests.procedures.engine.builders import TODAY, make_plain, make_procedure, make_question

UNSAID = "la pièce est pour certaines personnes, sans dire lesquelles"
UNMARKED = "la pièce est comptée pour tous, et sa précision dit « Seulement si »"
NOTE = "Seulement si vous êtes marié."


def plain_of(line, *, local=False):
    carte = make_procedure("carte", documents=[] if local else [line])
    department = {"code": "34", "overrides": [{"procedure": "carte", "add_documents": [line]}]}
    return make_plain(
        make_question("age", "integer"),
        procedures=[carte],
        documents=[{"id": "bail", "title": "Bail"}],
        departments={"34": department} if local else {},
    )


@pytest.mark.parametrize("local", [False, True])
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("bail", []),
        ({"document": "bail", "note": "Toutes les pages."}, []),
        ({"document": "bail", "note": "Avec la traduction, seulement si elle est exigée."}, []),
        ({"document": "bail", "note": NOTE, "for_some": True}, []),
        ({"document": "bail", "note": "Si vous en avez un.", "for_some": True}, []),
        ({"document": "bail", "for_some": True}, [UNSAID]),
        ({"document": "bail", "note": NOTE}, [UNMARKED]),
        ({"one_of": ["bail"], "note": NOTE}, [UNMARKED]),
    ],
)
def test_mark_and_remark_go_together(line, said, local):
    found = list(badly_marked(plain_of(line, local=local)))
    assert [one.message for one in found] == said
    assert not any(one.blocking for one in found)


def test_a_check_tells_it_of_the_line_of_its_procedure():
    plain = plain_of({"document": "bail", "note": NOTE})
    (problem,) = [one for one in checker.check(plain, TODAY) if one.kind == "for_some_unmarked"]
    assert (problem.file, problem.path) == ("procedures/famille.yaml", "carte.documents.0")
    assert sentences([problem], plain) == [f"L{UNMARKED[1:]}."]
