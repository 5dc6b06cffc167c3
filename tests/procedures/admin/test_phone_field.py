"""A telephone number typed at the desk is whole, and written in one way."""

import pytest

from procedures import models
from procedures.drafting.words.formats import read_number

from .addresses import page
from .forms import form_data

ONE = "05 63 22 82 99"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("05.63.22.82.99", ONE),
        (" 0563228299 ", ONE),
        ("05-63-22-82-99", ONE),
        ("05\u00a063\u00a022\u00a082\u00a099", ONE),
        ("+33 5 63 22 82 99", ONE),
        ("+33 (0)5 63 22 82 99", ONE),
        ("0033563228299", ONE),
        ("0 806 001 620", "0 806 001 620"),
        ("08 06 00 16 20", "0 806 001 620"),
        ("+213 21 98 10 10", "+213 21 98 10 10"),
        ("+213.21.98", "+213 21 98"),
        *((one, one) for one in ("15", "17", "112", "119", "3919", "3114", "1019", "118712")),
        ("39 19", "3919"),
    ],
)
def test_a_number_is_written_in_one_way(typed, written):
    assert read_number(typed) == written
    assert read_number(written) == written


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("05 63 22", "celui-ci en a 6"),
        ("05 63 22 82 9", "celui-ci en a 9"),
        ("05 63 22 82 99 1", "celui-ci en a 11"),
        ("2563228299", "un seul numéro"),
        ("05 63 22 82 99 ou 98", "un seul numéro"),
        ("+", "un seul numéro"),
        ("+33 5 63 22", "celui-ci en a 6"),
        ("standard", "un seul numéro"),
        # Digits of other writings: the public's pages, and telephones, read only ours.
        ("05 63 ٢٢ ٨٢ ٩٩", "un seul numéro"),
        ("+33 5 ٦٣ 22 82 99", "un seul numéro"),
        ("3٩٣٩", "un seul numéro"),
        # The prefix of France over and over.
        (f"+33{'0033' * 600}", "celui-ci en a"),
    ],
)
def test_what_is_no_whole_number_is_refused_in_words(typed, said):
    with pytest.raises(ValueError, match=said):
        read_number(typed)


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("model", "field"), [(models.Site, "phone"), (models.Helper, "phone")], ids=str
)
def test_the_form_writes_it_and_refuses_half_a_number(client_of, model, field):
    client, row = client_of("82"), model.objects.get(department__code="82")
    shown = client.get(page(row))
    refused = client.post(page(row), form_data(shown) | {field: "05 63 22"})
    assert "celui-ci en a 6" in refused.text
    client.post(page(row), form_data(shown) | {field: "05.63.22.82.99"})
    row.refresh_from_db()
    assert getattr(row, field) == ONE


@pytest.mark.usefixtures("catalogue")
def test_the_number_of_a_prefecture_too_and_a_stored_one_keeps_nobody_from_saving(client_of):
    client, row = client_of("82"), models.Department.objects.get(code="82")
    models.Department.objects.filter(pk=row.pk).update(prefecture_phone="standard")
    sent = form_data(client.get(page(row)))
    assert client.post(page(row), sent).status_code == 302
    sent = form_data(client.get(page(row)))
    assert client.post(page(row), sent | {"prefecture_phone": "05 63"}).status_code == 200
    assert client.post(page(row), sent | {"prefecture_phone": "0563228299"}).status_code == 302
    row.refresh_from_db()
    assert row.prefecture_phone == ONE
