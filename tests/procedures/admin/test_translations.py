"""The « Traductions » page: every text of an entry and of its lines, saved as reviewed."""

import pytest

from procedures import models
from procedures.models import TranslationStatus

from .addresses import page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def procedure():
    return models.Procedure.objects.get()


def names(obj, field="title"):
    prefix = f"{obj._meta.model_name}-{obj.pk}-{field}"
    return f"{prefix}-ar", f"{prefix}-mark"


def address(obj):
    return page(obj, "translations")


def test_texts_of_an_entry_and_of_its_lines(superuser, procedure):
    data = form_data(superuser.get(address(procedure)))
    assert {names(procedure)[0], names(procedure.steps.get(), "text")[0]} <= set(data)


def test_typed_translation_is_reviewed(superuser, procedure):
    name, _ = names(procedure)
    data = form_data(superuser.get(address(procedure))) | {name: "بطاقة"}
    assert superuser.post(address(procedure), data).status_code == 302
    procedure.refresh_from_db()
    assert procedure.title_ar == "بطاقة"
    assert procedure.translation_status("title", "ar") == TranslationStatus.REVIEWED
    assert procedure.translation_status("title", "en") == TranslationStatus.MISSING


def test_machine_translation_stays_so_until_somebody_confirms_it(superuser, procedure):
    procedure.set_translation("title", "ar", "بطاقة", TranslationStatus.MACHINE)
    procedure.save()
    name, _ = names(procedure)
    data = form_data(superuser.get(address(procedure)))
    superuser.post(address(procedure), data)
    procedure.refresh_from_db()
    assert procedure.translation_status("title", "ar") == TranslationStatus.MACHINE
    superuser.post(address(procedure), data | {f"{name}-relue": "on"})
    procedure.refresh_from_db()
    assert procedure.translation_status("title", "ar") == TranslationStatus.REVIEWED


def test_emptied_translation_is_missing(superuser, procedure):
    procedure.set_translation("title", "ar", "بطاقة", TranslationStatus.REVIEWED)
    procedure.save()
    data = form_data(superuser.get(address(procedure))) | {names(procedure)[0]: ""}
    superuser.post(address(procedure), data)
    procedure.refresh_from_db()
    assert procedure.translation_status("title", "ar") == TranslationStatus.MISSING


def test_changed_french_refuses_the_translation_and_keeps_it(superuser, procedure):
    name, _ = names(procedure)
    data = form_data(superuser.get(address(procedure))) | {name: "بطاقة"}
    procedure.title_fr = "Tout autre chose"
    procedure.save()
    response = superuser.post(address(procedure), data)
    assert response.status_code == 200
    assert form_data(response)[name] == "بطاقة"
    procedure.refresh_from_db()
    assert not procedure.title_ar


def test_translations_of_others_are_only_read(client_of, procedure):
    client = client_of("82")
    assert names(procedure)[0] not in form_data(client.get(address(procedure)))
    name, mark = names(procedure)
    data = {name: "بطاقة", mark: procedure.french_hash("title")}
    assert client.post(address(procedure), data).status_code == 403
    channel = models.Channel.objects.get(department__code="34")
    assert client.get(address(channel)).status_code == 404


def test_agent_translates_their_own_texts(client_of):
    client, channel = client_of("82"), models.Channel.objects.get(department__code="82")
    name, _ = names(channel, "instructions")
    data = form_data(client.get(address(channel))) | {name: "اكتبوا"}
    assert client.post(address(channel), data).status_code == 302
    channel.refresh_from_db()
    assert channel.instructions_ar == "اكتبوا"
