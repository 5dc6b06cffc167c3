"""A process that sees a new edition reads the dossiers again, once for all processes."""

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
