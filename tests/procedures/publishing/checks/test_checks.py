"""A check is made once, and again as soon as something that it reads has changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from procedures.exchange import load_into_database
from procedures.models import Edition, Procedure, Site
from procedures.publishing.checks import checker
from procedures.publishing.checks import checker as checks
from procedures.publishing.editions import freezing, kept, publisher
from procedures.publishing.editions import stored as editions
from tests import factories
from tests.procedures.publishing.editions.test_publisher import make_plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(monkeypatch):
    """The days of the checks really done, from nothing kept."""
    done = []

    def check(plain, day, *rest):
        done.append(day)
        return real(plain, day, *rest)

    def check_day(plain, day, *rest):
        done.append(day)
        return real_day(plain, day, *rest)

    real, real_day = checker.check, checker.check_day
    monkeypatch.setattr(checker, "check", check)
    monkeypatch.setattr(checker, "check_day", check_day)
    monkeypatch.setattr(checks, "_checked", kept.Kept(8))
    return done


@pytest.fixture
def opened(counted):
    load_into_database(make_plain())
    publisher.publish()
    Procedure.objects.update(title_fr="Autre titre")
    counted.clear()


def looked_at(day=None):
    """Check what « Publier » shows, as the page does."""
    base = editions.in_force_on(day)
    candidate = publisher.candidate_of(editions.contents_of(base), "national")
    days = [timezone.localdate(), *([day] if day else [])]
    freezing.warnings_of(candidate, days, base)


def test_publishing_what_was_looked_at_checks_nothing_again(opened, counted):
    looked_at()
    assert len(counted) == 1
    assert publisher.publish(only="national").edition.number == 2
    assert len(counted) == 1


def test_another_content_is_checked(opened, counted):
    looked_at()
    Procedure.objects.update(title_fr="Encore un autre")
    publisher.publish(only="national")
    assert len(counted) == 2


def test_another_day_is_checked(opened, counted):
    looked_at()
    tomorrow = timezone.localdate() + timedelta(days=1)
    publisher.publish(only="national", takes_effect_on=tomorrow)
    assert counted == [timezone.localdate(), tomorrow]


def test_on_another_edition_in_force_it_is_checked(opened, counted):
    looked_at()
    publisher.restore(1)
    publisher.publish(only="national")
    assert len(counted) == 2


def test_what_changes_during_the_check_is_checked_again(opened, counted, monkeypatch):
    real = freezing.warnings_of

    def check(candidate, days, base, answers_for):
        problems = real(candidate, days, base)
        if len(counted) == 1:
            Procedure.objects.update(title_fr="Enregistré pendant le calcul")
        return problems

    monkeypatch.setattr(freezing, "warnings_of", check)
    edition = publisher.publish(only="national").edition
    frozen = edition.parts.get(code="national").content["procedures"][0]["title"]
    assert frozen == "Enregistré pendant le calcul"
    assert len(counted) == 2


def test_what_is_published_during_the_check_is_kept(opened, counted, monkeypatch):
    real = freezing.warnings_of

    def check(candidate, days, base, answers_for):
        problems = real(candidate, days, base)
        if len(counted) == 1:
            Site.objects.create(department=factories.make_department("82"), key="a", name_fr="A")
            publisher.publish(only="82")
        return problems

    monkeypatch.setattr(freezing, "warnings_of", check)
    edition = publisher.publish(only="national").edition
    content = {part.code: part.content for part in edition.parts.all()}
    assert content["82"]["department"]["sites"][0]["name"] == "A"
    assert content["national"]["procedures"][0]["title"] == "Autre titre"
    assert (edition.number, edition.based_on_id) == (3, 2)


def test_what_never_stands_still_is_not_published(opened, monkeypatch):
    real = freezing.warnings_of
    titles = iter(range(100))

    def check(candidate, days, base, answers_for):
        problems = real(candidate, days, base)
        Procedure.objects.update(title_fr=f"Titre {next(titles)}")
        return problems

    monkeypatch.setattr(freezing, "warnings_of", check)
    with pytest.raises(freezing.Busy, match="réessayez"):
        publisher.publish(only="national")
    assert Edition.objects.count() == 1
