"""Which entries are flagged when a fiche that they cite changes or disappears."""

from datetime import date

import pytest

from procedures import models
from procedures.watching import law
from procedures.watching.fiche_reader import read_fiche
from procedures.watching.kinds import statements
from tests import factories

from .fiche_files import BODY, make_fiche

CHECKED = date(2026, 2, 1)
pytestmark = pytest.mark.django_db


def fiche(number="F2209", amount="615", **fields):
    content = make_fiche(number, BODY.replace("615", amount), **fields)
    return read_fiche(f"{number}.xml", content.encode())


def cited():
    return law.citations(statements(CHECKED))


def store(*fiches, on, **options):
    return law.store({one.number: one for one in fiches}, cited(), on, **options)


def flagged():
    return law.flags(statements(CHECKED))


@pytest.fixture
def procedure():
    return factories.make_procedure(
        source_url="https://www.service-public.gouv.fr/particuliers/vosdroits/F2209",
        source_checked_on=CHECKED,
    )


def test_fiches_are_cited_by_their_address_or_their_number(procedure):
    factories.make_document(
        source_reference="service-public.gouv.fr, F39 et F2231 (CESEDA R. 431-2)"
    )
    factories.make_fee(source_reference="CGI, art. 958 F", source_url="https://exemple.fr/F2209x")
    assert {number: len(found) for number, found in cited().items()} == {
        "F2209": 1,
        "F39": 1,
        "F2231": 1,
    }


def test_entry_is_flagged_when_its_fiche_changes_after_the_check(procedure):
    assert store(fiche(), on=date(2026, 2, 10)).new == ["F2209"]
    assert flagged() == []
    report = store(fiche(amount="635", modified="2026-03-01"), on=date(2026, 3, 5))
    assert report.changed == ["F2209"]
    (flag,) = flagged()
    assert flag.entry == (models.Procedure, procedure.pk)
    assert flag.version.changed_on == date(2026, 3, 1)
    assert "615" in str(flag.before.paragraphs)
    assert "635" in str(flag.version.paragraphs)


def test_version_to_compare_with_is_the_one_that_was_checked(procedure):
    store(fiche(), on=date(2026, 2, 10))
    store(fiche(amount="635", modified="2026-03-01"), on=date(2026, 3, 5))
    models.Procedure.objects.update(source_checked_on=date(2026, 3, 10))
    store(fiche(amount="700", modified="2026-04-01"), on=date(2026, 4, 5))
    (flag,) = flagged()
    assert "635" in str(flag.before.paragraphs)
    models.Procedure.objects.update(source_checked_on=CHECKED)
    (flag,) = flagged()
    assert "615" in str(flag.before.paragraphs)


def test_same_text_makes_no_version_whatever_its_date(procedure):
    store(fiche(), on=date(2026, 2, 10))
    report = store(fiche(modified="2026-03-01", label="Autre"), on=date(2026, 3, 5))
    assert report.same == ["F2209"]
    assert models.LawVersion.objects.count() == 1
    assert flagged() == []


def test_change_without_a_new_date_is_of_the_day_it_was_seen(procedure):
    store(fiche(), on=date(2026, 2, 10))
    store(fiche(amount="635"), on=date(2026, 3, 5))
    (flag,) = flagged()
    assert flag.version.changed_on == date(2026, 3, 5)


def test_first_text_that_is_younger_than_the_check_is_flagged_without_a_before(procedure):
    store(fiche(modified="2026-03-01"), on=date(2026, 3, 5))
    (flag,) = flagged()
    assert flag.before is None
    assert flag.text_changed


def test_change_on_the_day_of_the_check_is_flagged(procedure):
    """Nobody knows which of the two came first."""
    store(fiche(), on=date(2026, 1, 20))
    store(fiche(amount="635", modified="2026-02-01"), on=CHECKED)
    (flag,) = flagged()
    assert "615" in str(flag.before.paragraphs)


def test_checking_again_or_reading_ends_the_flag(procedure):
    store(fiche(), on=date(2026, 2, 10))
    store(fiche(amount="635", modified="2026-03-01"), on=date(2026, 3, 5))
    models.Procedure.objects.update(source_checked_on=date(2026, 3, 6))
    assert flagged() == []
    models.Procedure.objects.update(source_checked_on=CHECKED)
    (flag,) = flagged()
    user = factories.make_user()
    law.note_reading(flag, user)
    law.note_reading(flag, user)
    assert flagged() == []
    store(fiche(amount="700", modified="2026-04-01"), on=date(2026, 4, 5))
    assert len(flagged()) == 1


def test_reading_for_one_entry_is_not_reading_for_another(procedure):
    factories.make_document(source_reference="F2209", source_checked_on=CHECKED)
    store(fiche(), on=date(2026, 2, 10))
    store(fiche(amount="635", modified="2026-03-01"), on=date(2026, 3, 5))
    assert len(flagged()) == 2
    law.note_reading(flagged()[0], None)
    assert len(flagged()) == 1


def test_fiche_that_disappears_is_flagged_until_it_is_read_or_back(procedure):
    factories.make_document(source_reference="F39", source_checked_on=CHECKED)
    both = fiche(), fiche("F39")
    store(*both, on=date(2026, 2, 10))
    assert store(fiche("F39"), on=date(2026, 3, 5)).gone == ["F2209"]
    assert store(fiche("F39"), on=date(2026, 3, 6)).gone == []
    (flag,) = flagged()
    assert (flag.gone, flag.text_changed, flag.before) == (True, False, None)
    assert flag.fiche.gone_on == date(2026, 3, 5)
    law.note_reading(flag, None)
    assert flagged() == []
    models.LawReading.objects.all().delete()
    store(*both, on=date(2026, 4, 1))
    assert flagged() == []


def test_few_fiches_are_not_the_whole_set(procedure):
    for number in ("F39", "F2231", "F302"):
        factories.make_document(source_reference=number, source_checked_on=CHECKED)
    store(*(fiche(one) for one in ("F2209", "F39", "F2231", "F302")), on=date(2026, 2, 10))
    with pytest.raises(law.NotTheWholeSet, match="2 fiches sur 4"):
        store(fiche(), fiche("F39"), on=date(2026, 3, 1))
    assert store(fiche(), on=date(2026, 3, 1), whole=False).gone == []
    assert store(fiche(), on=date(2026, 3, 1), whole=True).gone == ["F2231", "F302", "F39"]


def test_statement_never_checked_is_flagged_once_its_fiche_was_seen_to_change(procedure):
    models.Procedure.objects.update(source_checked_on=None)
    store(fiche(), on=date(2026, 2, 10))
    assert flagged() == []
    store(fiche(amount="635", modified="2026-03-01"), on=date(2026, 3, 5))
    assert len(flagged()) == 1


def test_fiche_that_no_set_has_is_told(procedure):
    factories.make_document(source_reference="F99999")
    assert store(fiche(), on=CHECKED).unknown == ["F99999"]


def test_flags_are_read_with_few_queries(procedure, django_assert_num_queries):
    for number in ("F2209", "F39", "F2231"):
        factories.make_document(source_reference=number, source_checked_on=CHECKED)
    store(*(fiche(one) for one in ("F2209", "F39", "F2231")), on=date(2026, 2, 10))
    changed = (fiche(one, "635", modified="2026-03-01") for one in ("F2209", "F39", "F2231"))
    store(*changed, on=date(2026, 3, 5))
    every = statements(CHECKED)
    with django_assert_num_queries(3):
        assert len(law.flags(every)) == 4
