"""Who answers for somebody else reads of that person, and never « je » nor « mon »."""

import re

import pytest

from procedures.publishing.editions.in_memory import using
from questionnaire.runs.prepared import PreparedEdition
from questionnaire.runs.wording import answer_text, plain
from tests.questionnaire.samples import make_rule_set
from tests.questionnaire.visitor import Visitor

OF_ONESELF = {
    "fr": re.compile(r"\b(je|j['’]|mon|ma|mes|me|m['’]|moi)(?!\w)", re.IGNORECASE),
    "en": re.compile(r"\b(I|my|me|mine|myself)\b(?!')"),
    "ar": re.compile(r"\b(أنا|لدي|بطاقتي|عائلتي|طفلي|زوجي|زوجتي|تصريح إقامتي)\b"),
}
# What a letter says is quoted as it stands on it.
QUOTED = re.compile(r"[«“][^»”]*[»”]")


def read_of(prepared):
    """Yield the texts of a question, with the choice of each, that a page shows."""
    yield from (prepared.title, prepared.help, prepared.hint, prepared.unknown_help)
    for choice in prepared.choices:
        yield from (choice.heading, choice.text, choice.help)


@pytest.mark.parametrize("language", OF_ONESELF)
def test_no_text_of_a_question_speaks_of_who_helps(shipped, language):
    prepared, told = PreparedEdition(shipped), OF_ONESELF[language]

    def own_words(assisted):
        found = []
        for key in shipped.questions:
            texts = read_of(prepared.question(key, language, assisted))
            found += [(key, text) for text in texts if told.search(QUOTED.sub("", plain(text)))]
        return found

    assert own_words(assisted=True) == []
    assert len(own_words(assisted=False)) > 40, "the words looked for are found where they stand"


def test_the_answer_is_told_of_the_person_too(shipped):
    question = shipped.questions["ground"]
    told = answer_text(question, "travail_saisonnier", "en", assisted=True)
    assert told == "This person does seasonal work"
    assert answer_text(question, "travail_saisonnier", "en") == "I do seasonal work"


def test_a_choice_without_such_a_text_keeps_its_own(shipped):
    question = shipped.questions["permit_motive"]
    assert question.choice("salarie").assisted == {}
    assert answer_text(question, "salarie", "fr", assisted=True) == "Salarié"


@pytest.mark.parametrize("assisted", [True, False])
def test_the_page_says_who_is_meant_by_you(client, assisted):
    with using(make_rule_set()):
        text = Visitor(client).start(**({"assisted": "1"} if assisted else {})).text
    assert ("« vous » veut dire la personne que vous aidez" in text) is assisted


@pytest.mark.parametrize("assisted", [True, False])
def test_only_who_helps_reads_how_to_ask(client, assisted):
    with using(make_rule_set()):
        text = Visitor(client).start(**({"assisted": "1"} if assisted else {})).text
    assert ("Pour vous qui aidez" in text) is assisted
    assert ("Demandez sa carte." in text) is assisted
