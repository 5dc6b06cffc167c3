"""A process that sees a new edition reads the dossiers again, once for all processes."""

from dataclasses import replace

from procedures.publishing.editions import in_memory
from procedures.publishing.editions.in_memory import using
from questionnaire.dossiers import background
from tests.questionnaire.samples import make_rule_set


def reviewed(monkeypatch):
    """Return what is reviewed from now on; nothing asks the database."""
    seen = []
    monkeypatch.setattr(background, "review_all", lambda edition: (seen.append(edition), (0, 0))[1])
    monkeypatch.setattr(background.connection, "close", lambda: None)
    return seen


def test_new_edition_is_told_to_the_dossiers(monkeypatch):
    seen = reviewed(monkeypatch)
    started, begin = [], background.review_later
    monkeypatch.setattr(background, "review_later", lambda edition: started.append(begin(edition)))
    monkeypatch.setattr(in_memory, "_told", "")
    with using(make_rule_set(), number=7) as edition:
        in_memory._tell_followers()
    started[0].join(10)
    assert seen == [edition]


def test_one_process_does_it(monkeypatch):
    seen = reviewed(monkeypatch)
    with background._only_process() as alone, using(make_rule_set(), number=7) as edition:
        assert alone
        background.review_later(edition).join(10)
        assert seen == []
    background.review_later(edition).join(10)
    assert seen == [edition]


def test_edition_that_comes_during_a_review_is_read_too(monkeypatch):
    """A correction is often published minutes after: the first review still runs."""
    seen = reviewed(monkeypatch)
    rules = make_rule_set()

    def first_review(edition):
        seen.append(edition.number)
        if edition.number == 7:
            in_memory.hold(replace(edition, number=8))
            background.review_later(in_memory.held_edition()).join(10)
        return 0, 0

    monkeypatch.setattr(background, "review_all", first_review)
    with using(rules, number=7) as edition:
        background.review_later(edition).join(10)
    assert seen == [7, 8]
