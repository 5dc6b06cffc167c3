"""Two people who translate one entry: each translation is shown to the other, and none is lost."""

import pytest

from procedures import models

from .addresses import page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")


def translated(anne, bruno, obj, first, second, field="title"):
    """Both open the translations; Anne saves hers, then Bruno: return his response."""
    address, name = page(obj, "translations"), f"{obj._meta.model_name}-{obj.pk}-{field}-en"
    his = form_data(bruno.get(address))
    assert anne.post(address, form_data(anne.get(address)) | {name: first}).status_code == 302
    return bruno.post(address, his | ({name: second} if second is not None else {}))


def version_of(response):
    versions = (
        version
        for _, texts in response.context["groups"]
        for text in texts
        for version in text.versions
    )
    return next(version for version in versions if version.error)


def test_two_translations_of_the_same_text_are_both_shown(anne, bruno, document):
    response = translated(anne, bruno, document, "Passport", "The passport")
    version = version_of(response)
    assert (version.other, version.text) == ("Passport", "The passport")
    assert "Anne" in version.error
    document.refresh_from_db()
    assert document.title_en == "Passport"
    assert bruno.post(page(document, "translations"), form_data(response)).status_code == 302
    document.refresh_from_db()
    assert document.title_en == "The passport"


def test_a_translation_that_one_did_not_touch_stays_as_the_other_left_it(anne, bruno, document):
    assert translated(anne, bruno, document, "Passport", None).status_code == 302
    document.refresh_from_db()
    assert document.title_en == "Passport"


def test_a_translation_without_its_former_text_is_refused(anne, document):
    address, name = page(document, "translations"), f"document-{document.pk}-title-en"
    data = form_data(anne.get(address)) | {name: "Passport", f"{name}-was": "abc"}
    response = anne.post(address, data)
    assert version_of(response).text == "Passport"
    document.refresh_from_db()
    assert not document.title_en


def test_translations_of_what_is_no_more_are_given_back(anne, bruno, procedure):
    step, address = procedure.steps.get(), page(procedure, "translations")
    data = form_data(bruno.get(address)) | {f"step-{step.pk}-text-en": "File it."}
    step.delete()
    response = bruno.post(address, data)
    assert response.context["lost"] == ["File it."]
    models.Override.objects.all().delete()
    procedure.delete()
    response = bruno.post(address, data)
    assert response.status_code == 404
    assert "File it." in response.content.decode()
