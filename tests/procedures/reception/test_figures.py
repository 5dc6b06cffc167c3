"""What may be shown of visits to an entrance: weeks that are over, groups of 5, no difference."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from procedures.counting.disclosure import REST
from procedures.models import ReceptionCount, ReceptionPost
from procedures.reception import Visit, count_visit, uncount_visit
from procedures.reception.counting import WEEKS_KEPT
from procedures.reception.figures import (
    MUST,
    SEEN,
    UNASKED,
    UNSEEN,
    closed_periods,
    closed_weeks,
    entrance_figures,
    weeks_before,
)
from procedures.reception.posts import MOST_OPEN, TooManyPosts, open_post

TODAY = date(2026, 11, 27)


def keep(number, reason="information", *, week=None, department="82", looked="", **wish):
    ReceptionCount.objects.create(
        week=week or closed_periods(TODAY)[0][0],
        department=department,
        reason=reason,
        looked=looked,
        number=number,
        **{"goal": "", "procedure": "", **wish},
    )


def test_periods_are_of_four_weeks_that_are_over_and_do_not_move_with_the_day():
    periods = closed_periods(TODAY)
    weeks = [week for period in reversed(periods) for week in period]
    assert all(weeks_before(later, 1) == one for one, later in pairwise(weeks))
    assert weeks[-1] in closed_weeks(TODAY)
    for days in range(1, 60):
        others = closed_periods(TODAY + timedelta(days=days))
        assert {tuple(one) for one in others[1:]} <= {tuple(one) for one in [*periods, *others]}
        shared = {week for one in periods for week in one} & {w for one in others for w in one}
        cut = [one for one in others if set(one) & shared]
        assert all(one in periods for one in cut)


@pytest.mark.django_db
def test_small_numbers_are_hidden_and_the_others_rounded_down():
    week = closed_weeks(TODAY)[0]
    keep(14, week=week)
    keep(3, "summons", week=week)
    keep(1, "other", week=week)
    keep(4, "no_slot", week=week)
    keep(40, week=weeks_before(week, -1))  # The week that runs.
    keep(50, department="34", week=week)
    first = entrance_figures(["82"], TODAY).weeks[0]
    assert first.numbers == {"information": 10, REST: 5}
    assert first.total == 15


@pytest.mark.django_db
def test_what_could_have_been_avoided_is_told_from_what_could_not():
    keep(12, looked="nowhere")
    keep(7, "missing_paper", looked="portal")
    keep(6, "wrong_channel")
    keep(20, "pick_up")
    keep(9, "no_slot", looked="phone", week=closed_periods(TODAY)[1][3])
    figures = entrance_figures(["82"], TODAY)
    assert figures.shares == {UNSEEN: 10 + 5, SEEN: 5, UNASKED: 5, MUST: 20}
    assert figures.avoidable == 25
    assert figures.total == 45
    assert figures.looked == {"nowhere": 10, "portal": 5, "": 5, "phone": 5}


@pytest.mark.django_db
def test_a_procedure_shows_once_four_weeks_of_it_reach_five():
    wish = {"goal": "duplicata", "procedure": "duplicata_vol"}
    one, other = closed_periods(TODAY)[0][:2]
    keep(3, "missing_paper", week=one, **wish)
    keep(4, "missing_paper", week=other, **wish)
    keep(30, "pick_up", **wish)
    keep(5, "no_slot", goal="renouvellement")
    keep(4, "no_slot", department="34", goal="renouvellement")
    assert entrance_figures(["82", "34"], TODAY).failing == {
        ("duplicata", "duplicata_vol"): {"missing_paper": 5},
        ("renouvellement", ""): {"no_slot": 5},
    }


@pytest.mark.django_db
def test_who_had_looked_here_and_came_all_the_same_is_told_by_procedure():
    wish = {"goal": "duplicata", "procedure": "duplicata_vol"}
    keep(4, "missing_paper", looked="portal", **wish)
    keep(3, "information", looked="portal", **wish)
    keep(30, "missing_paper", looked="phone", **wish)
    keep(30, "pick_up", looked="portal", **wish)
    keep(6, "no_slot", looked="portal", goal="renouvellement")
    keep(9, "information", looked="portal")
    assert entrance_figures(["82"], TODAY).unhelped == {
        ("duplicata", "duplicata_vol"): 5,
        ("renouvellement", ""): 5,
    }


@pytest.mark.django_db
def test_old_weeks_are_forgotten_as_others_are_counted():
    post = ReceptionPost.objects.create(department="82", name="Hall", digest="x", opened_on=TODAY)
    old = weeks_before(closed_weeks(TODAY)[0], WEEKS_KEPT)
    keep(9, week=old)
    count_visit(post, Visit("information"), TODAY)
    count_visit(post, Visit("information"), TODAY)
    assert list(ReceptionCount.objects.values_list("week", "number")) == [("2026-W48", 2)]
    post.refresh_from_db()
    assert (post.counted_on, post.counted) == (TODAY, 2)


@pytest.mark.django_db
def test_last_visit_is_cancelled_once_whoever_asks():
    post = ReceptionPost.objects.create(department="82", name="Hall", digest="x", opened_on=TODAY)
    first, second = Visit("information"), Visit("no_slot", "phone")
    count_visit(post, first, TODAY, "sealed 1")
    other_screen = ReceptionPost.objects.get()
    count_visit(post, second, TODAY, "sealed 2")
    # The other screen shows a count that is no longer the last one.
    assert not uncount_visit(other_screen, first, TODAY)
    assert other_screen.last == "sealed 2"
    assert not uncount_visit(post, second, TODAY + timedelta(days=1))
    assert uncount_visit(post, second, TODAY)
    assert not uncount_visit(other_screen, second, TODAY)
    assert (post.counted, post.counted_today(TODAY), post.last) == (1, 1, "")
    assert post.counted_today(TODAY + timedelta(days=1)) == 0
    assert list(ReceptionCount.objects.values_list("reason", "number")) == [("information", 1)]


@pytest.mark.django_db
def test_a_departement_has_so_many_posts_at_most(django_user_model, monkeypatch):
    account = django_user_model.objects.create(email="agent@guichet.example")
    monkeypatch.setattr("procedures.reception.posts.MOST_OPEN", 2)
    tokens = {open_post("82", "Hall", account, TODAY) for _ in range(2)}
    assert len(tokens) == 2 < MOST_OPEN
    with pytest.raises(TooManyPosts):
        open_post("82", "Hall", account, TODAY)
    assert open_post("34", "Hall", account, TODAY)
