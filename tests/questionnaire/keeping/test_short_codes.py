"""A list under a short code: only the code opens it, for sixty days, until it is erased."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from portal import backups
from questionnaire.keeping import short_codes
from questionnaire.keeping.link import CodedRun
from questionnaire.keeping.short_codes import (
    NotACode,
    OutdatedCode,
    TooManyCodes,
    UnknownCode,
    erase,
    keep,
    opened,
)
from questionnaire.models import MissedCodes, ShortCode

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)
KEPT = CodedRun({"nationality": "MA", "age": 24}, 31, lane="goal")
WRONG = "00000000"


def test_it_opens_what_was_kept_until_its_last_day():
    code = keep(KEPT, DAY)
    assert opened(code, DAY) == KEPT
    # Opened at a counter, then at another one.
    assert opened(f" {code[:4].lower()}-{code[4:]} ", DAY + timedelta(days=60)) == KEPT


def test_after_sixty_days_it_is_refused_and_erased():
    code = keep(KEPT, DAY)
    with pytest.raises(OutdatedCode):
        opened(code, DAY + timedelta(days=61))
    assert not ShortCode.objects.exists()


def test_erased_it_opens_nothing_any_more():
    code, other = keep(KEPT, DAY), keep(KEPT, DAY)
    erase(code)
    for again in (opened, lambda typed, _day: erase(typed)):
        with pytest.raises(UnknownCode):
            again(code, DAY)
    assert opened(other, DAY) == KEPT


@pytest.mark.parametrize("erases", ["by creating", "by the command"])
def test_outdated_lists_go_without_anybody_opening_them(erases, capsys):
    keep(KEPT, date(2020, 1, 1))
    MissedCodes.objects.create(hour="2020-01-01T10", number=3)
    if erases == "by creating":
        keep(KEPT, DAY)
        assert ShortCode.objects.get().expires == DAY + timedelta(days=60)
    else:
        call_command("erase_outdated_codes")
        assert not ShortCode.objects.exists()
        assert capsys.readouterr().out == "Listes effacées : 1\n"
    assert not MissedCodes.objects.exists()


@pytest.mark.parametrize("column", ["sealed", "salt", "expires"])
def test_a_row_that_somebody_changed_opens_nothing(column):
    code = keep(KEPT, DAY)
    row = ShortCode.objects.get()
    if column == "expires":
        row.expires += timedelta(days=400)
    else:
        content = bytearray(getattr(row, column))
        content[-1] ^= 1
        setattr(row, column, bytes(content))
    row.save()
    with pytest.raises(UnknownCode):
        opened(code, DAY)


def test_a_row_under_the_place_of_another_opens_nothing():
    code = keep(KEPT, DAY)
    mine = ShortCode.objects.get()
    theirs = keep(CodedRun({"nationality": "TN"}, 31), DAY)
    ShortCode.objects.exclude(pk=mine.pk).update(salt=mine.salt, sealed=mine.sealed)
    assert opened(code, DAY) == KEPT
    with pytest.raises(UnknownCode):
        opened(theirs, DAY)


def test_the_table_alone_tells_nothing_even_to_who_has_the_code(settings):
    code = keep(KEPT, DAY)
    row = ShortCode.objects.get()
    stored = f"{row.locator} {bytes(row.salt)} {bytes(row.sealed)}"
    assert code not in stored
    assert "nationality" not in stored
    settings.CODE_PEPPER = "another"
    with pytest.raises(UnknownCode):
        opened(code, DAY)


def test_the_length_tells_little_of_what_is_kept():
    keep(CodedRun({"age": 24}), DAY)
    keep(CodedRun({f"question_{n}": "x" for n in range(12)}), DAY)
    assert len({len(bytes(one.sealed)) for one in ShortCode.objects.all()}) == 1


def test_who_guesses_is_stopped_and_others_open_theirs(monkeypatch):
    monkeypatch.setattr(short_codes, "MANY_MISSES", 2)
    code = keep(KEPT, DAY)
    missed(2)
    assert opened(code, DAY, tries=3) == KEPT
    monkeypatch.setattr(short_codes, "opener_of", None)
    for typed in (WRONG, code):
        with pytest.raises(TooManyCodes):
            opened(typed, DAY, tries=4)


def test_guessed_from_everywhere_nothing_opens_for_the_hour(monkeypatch):
    monkeypatch.setattr(short_codes, "MOST_MISSES", 2)
    code = keep(KEPT, DAY)
    missed(2)
    monkeypatch.setattr(short_codes, "opener_of", None)
    with pytest.raises(TooManyCodes):
        opened(code, DAY)


def missed(times):
    for _ in range(times):
        with pytest.raises(UnknownCode):
            opened(WRONG, DAY)


def test_what_is_no_code_is_not_tried(monkeypatch):
    monkeypatch.setattr(short_codes, "opener_of", None)
    with pytest.raises(NotACode):
        opened("bonjour", DAY)
    assert not MissedCodes.objects.exists()


def test_a_flood_of_lists_is_refused(monkeypatch):
    monkeypatch.setattr(short_codes, "MOST_CREATED", 1)
    keep(KEPT, DAY)
    with pytest.raises(TooManyCodes):
        keep(KEPT, DAY)
    assert keep(KEPT, DAY + timedelta(days=1))


def test_a_backup_holds_no_list():
    assert ShortCode not in backups.kept_models()
