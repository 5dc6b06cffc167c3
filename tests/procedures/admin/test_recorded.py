"""The journal has every change made on the desk, with its author, and no failed change."""

import pytest

from procedures import models

from .addresses import adding, listing, page
from .forms import form_data
from .test_forms import save

pytestmark = pytest.mark.usefixtures("catalogue")


def told():
    rows = models.EntryChange.objects.order_by("section", "name")
    return [(row.kind, row.section, row.name, row.author.email, row.how) for row in rows]


@pytest.fixture
def desk(client_of):
    return client_of("national", "82", email="anne@example.org")


def test_a_change_of_a_line_is_a_change_of_its_entry(desk):
    assert save(desk, models.Step.objects.get(), text_fr="Envoyez.").status_code == 302
    assert told() == [
        ("modified", "procedures", "renouvellement", "anne@example.org", "modification")
    ]
    assert models.EntryChange.objects.get().after["entry"]["steps"][0]["text"] == "Envoyez."


def test_lines_changed_in_the_page_of_their_entry_are_recorded_with_it(desk):
    data = {"title_fr": "Une autre carte", "steps-0-text_fr": "Envoyez."}
    save(desk, models.Procedure.objects.get(), **data)
    after = models.EntryChange.objects.get().after["entry"]
    assert (after["title"], after["steps"][0]["text"]) == ("Une autre carte", "Envoyez.")


def test_each_entry_of_a_departement_is_recorded_by_itself(desk):
    department = models.Department.objects.get(code="82")
    save(
        desk,
        department,
        **{"prefecture_phone": "05 63 22 82 01", "notices-0-text_fr": "Fermé lundi."},
    )
    notice = department.notices.get()
    assert [(section, name) for _, section, name, _, _ in told()] == [
        ("department", "82"),
        ("notices", notice.key),
    ]


def test_an_addition_and_a_deletion_are_recorded(desk):
    data = form_data(desk.get(adding(models.Document))) | {"key": "visa", "title_fr": "Visa"}
    assert desk.post(adding(models.Document), data).status_code == 302
    visa = models.Document.objects.get(key="visa")
    assert desk.post(page(visa, "delete"), {"post": "yes"}).status_code == 302
    kinds = [(row.kind, row.name, row.how) for row in models.EntryChange.objects.order_by("pk")]
    assert kinds == [("added", "visa", "ajout"), ("removed", "visa", "suppression")]


def test_an_action_on_several_entries_is_one_act(desk):
    visas = [models.Document.objects.create(key=key, title_fr=key) for key in ("un", "deux")]
    data = {"action": "delete_selected", "_selected_action": [visa.pk for visa in visas]}
    assert desk.post(listing(models.Document), data | {"post": "yes"}).status_code == 302
    assert [row[:3] for row in told()] == [
        ("removed", "documents", "deux"),
        ("removed", "documents", "un"),
    ]
    assert len({row.at for row in models.EntryChange.objects.all()}) == 1


def test_a_translation_is_recorded_with_its_text(desk):
    document = models.Document.objects.get()
    address = page(document, "translations")
    data = form_data(desk.get(address)) | {f"document-{document.pk}-title-en": "Passport"}
    assert desk.post(address, data).status_code == 302
    row = models.EntryChange.objects.get()
    assert (row.section, row.name, row.how) == ("documents", "passeport", "traduction")
    assert row.after["translations"]["en"]["title"]["text"] == "Passport"


def test_what_is_refused_is_not_recorded(desk):
    assert save(desk, models.Procedure.objects.get(), when="situation: etude").status_code == 200
    assert told() == []


def test_a_form_saved_as_it_is_changes_nothing(desk):
    for model in (models.Procedure, models.Department, models.Channel, models.Question):
        for entry in model.objects.exclude(**part_of_others(model)):
            assert save(desk, entry).status_code == 302
    assert told() == []


def part_of_others(model):
    if model is models.Department:
        return {"code": "34"}
    return {"department__code": "34"} if model is models.Channel else {}


def test_saving_asks_the_working_copy_twice_only(desk, django_assert_max_num_queries):
    document = models.Document.objects.get()
    data = form_data(desk.get(page(document)))
    with django_assert_max_num_queries(113):
        desk.post(page(document), data)
