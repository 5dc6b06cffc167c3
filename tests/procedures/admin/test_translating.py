"""« Traductions »: the figures, the files that go out, and those that come back."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from procedures import models
from procedures.models import TranslationStatus
from procedures.translating import reading, workbook
from procedures.translating.catalogue_texts import read_texts
from procedures.translating.reading import read_file
from procedures.translating.workbook import write_workbook
from tests import factories
from tests.procedures.translating.made import filled

from .addresses import page
from .forms import form_data
from .reading import said

pytestmark = pytest.mark.usefixtures("catalogue")
FIGURES = "/admin/traductions/"
TEXTS = "/admin/traductions/textes/"
OUT = "/admin/traductions/envoyer/"
BACK = "/admin/traductions/recevoir/"
ARABIC = "نص بالعربية"


@pytest.fixture
def local():
    return models.Channel.objects.get(department__code="82")


@pytest.fixture
def document():
    return models.Document.objects.get()


def references(parts):
    return {text.reference for text in read_texts() if text.part in parts}


def sent(client, source, name="traductions.xlsx"):
    return client.post(BACK, {"fichier": SimpleUploadedFile(name, source)})


def file_of(parts, translate=lambda french: ARABIC):
    texts = [text for text in read_texts() if text.part in parts]
    return filled(write_workbook(texts, "ar"), translate)


def confirmed(client, response, sorte="reviewed", **changed):
    packet = response.context["confirmation"].initial["paquet"]
    return client.post(BACK, {"paquet": packet, "sorte": sorte} | changed)


def figures(client):
    return {
        (language["code"], part["name"], row["name"]): [count for count, _, _ in row["cells"]]
        for language in client.get(FIGURES).context["languages"]
        for part in language["parts"]
        for row in part["rows"]
    }


def test_figures_of_what_the_account_may_see(client_of):
    found = figures(client_of("82", role="consultation"))
    assert {name for _, name, _ in found} == {"contenu national", "82 Département 82"}
    assert found["ar", "82 Département 82", "Façons de déposer"] == [0, 0, 0, 1]


@pytest.mark.parametrize("code", ["ar", pytest.param("en", marks=pytest.mark.whole)])
def test_each_figure_leads_to_its_texts(client_of, local, code):
    local.set_translation("instructions", "ar", ARABIC, TranslationStatus.MACHINE)
    local.save()
    client = client_of("82")
    (language,) = (one for one in client.get(FIGURES).context["languages"] if one["code"] == code)
    for part in language["parts"]:
        for row in part["rows"]:
            for count, url, _ in row["cells"]:
                assert client.get(url).context["page"].paginator.count == count


def test_texts_lead_to_the_page_that_mends_them(client_of, local):
    url = f"{TEXTS}?langue=ar&partie=82&section=channels"
    (entry,) = client_of("82").get(url).context["texts"]
    address = f"{page(local, 'translations')}#channel-{local.pk}-instructions-ar"
    assert (entry.url, entry.french) == (address, "Écrivez au 82.")


def test_every_text_has_a_page(superuser):
    response = superuser.get(f"{TEXTS}?langue=ar")
    assert len(response.context["texts"]) > 10
    for entry in response.context["texts"]:
        address, _, anchor = entry.url.partition("#")
        assert f'id="{anchor}"' in superuser.get(address).content.decode()


def test_texts_of_others_are_not_listed(client_of):
    client = client_of("82")
    assert "au 34" not in client.get(f"{TEXTS}?langue=ar&partie=34").content.decode()
    shown = client.get(f"{TEXTS}?langue=ar&section=channels").content.decode()
    assert ("au 82" in shown, "au 34" in shown) == (True, False)


@pytest.mark.parametrize("query", ["langue=xx", "partie=99", "etat=rien", "page=abc", "page=9999"])
def test_strange_choices_show_a_page(client_of, query):
    assert client_of("82").get(f"{TEXTS}?{query}").status_code == 200


def test_file_holds_what_was_chosen(client_of):
    chosen = {"langue": "ar", "fichier": "xlsx", "etat": ["missing"], "partie": ["82"]}
    response = client_of("82", role="consultation").get(OUT, chosen)
    assert ".xlsx" in response["Content-Disposition"]
    language, lines = read_file(response.content)
    assert (language, {line.reference for line in lines}) == ("ar", references(["82"]))


def test_file_never_holds_the_texts_of_others(client_of):
    client = client_of("82")
    chosen = {"langue": "ar", "fichier": "xlsx", "etat": ["missing"]}
    _, lines = read_file(client.get(OUT, chosen).content)
    assert {line.reference for line in lines} == references(["national", "82"])
    response = client.get(OUT, chosen | {"partie": ["34"]})
    assert "Content-Disposition" not in response


def test_nothing_to_send_is_said(client_of):
    chosen = {"langue": "ar", "fichier": "xlsx", "etat": ["stale"]}
    response = client_of("82").get(OUT, chosen)
    assert response.context["nothing"]


@pytest.mark.parametrize("sorte", ["machine", "reviewed"])
def test_file_is_shown_then_taken(client_of, local, sorte):
    client = client_of("82", role="redaction", email="lea@example.org")
    response = sent(client, file_of(["82"]))
    local.refresh_from_db()
    assert not local.instructions_ar
    assert response.context["taken"]["count"] == len(references(["82"]))
    taken = confirmed(client, response, sorte)
    assert taken.status_code == 302
    told = said(taken)
    assert "le public le verra après publication. Ensuite :" in told
    assert f"/admin/traductions/textes/?langue=ar&amp;etat={sorte}&amp;partie=82" in told
    # One who does not publish tells who does.
    assert "/admin/mes-changements/" in told
    local.refresh_from_db()
    assert local.instructions_ar == ARABIC
    assert local.translation_status("instructions", "ar") == sorte
    (change,) = models.EntryChange.objects.filter(section="channels")
    assert (change.how, change.author.email) == ("traductions importées", "lea@example.org")


def test_national_texts_are_refused_to_an_agent_and_theirs_taken(client_of, document, local):
    client = client_of("82")
    response = sent(client, file_of(["82", "34", "national"]))
    refused = {row["studied"].line.reference for row in response.context["refused"]["rows"]}
    assert refused == references(["34", "national"])
    assert confirmed(client, response).status_code == 302
    for row in (document, local):
        row.refresh_from_db()
    assert (document.title_ar or "", local.instructions_ar) == ("", ARABIC)


def test_changed_french_is_kept_aside_and_shown(client_of, document):
    source = file_of(["national"])
    document.title_fr = "Passeport en cours de validité"
    document.save()
    response = sent(client_of("national"), source)
    (row,) = response.context["refused"]["rows"]
    assert row["entry"].french == "Passeport en cours de validité"
    assert "le français a changé" in unescape(response.content.decode())


def test_warning_is_shown_and_does_not_refuse(client_of):
    response = sent(client_of("82"), file_of(["82"], translate=lambda french: "Write to 83"))
    assert response.context["warned"] == response.context["taken"]["count"] > 0
    assert "À regarder" in response.content.decode()


def test_markup_in_a_translation_is_shown_as_it_is(client_of):
    attack = "<script>alert(1)</script>"
    response = sent(client_of("82"), file_of(["82"], translate=lambda french: attack))
    assert attack not in response.content.decode()


def test_broken_file_is_refused_and_changes_nothing(client_of):
    response = sent(client_of("82"), b"PK\x03\x04 not an archive")
    assert "XLSX" in str(response.context["form"].errors)
    assert "study" not in response.context


def test_big_file_is_refused(client_of, monkeypatch):
    monkeypatch.setattr(workbook, "LARGEST", 100)
    response = sent(client_of("82"), b"#" * 101)
    assert "trop gros" in str(response.context["form"].errors)


def test_no_file_is_said(client_of):
    assert client_of("82").post(BACK, {}).context["form"].errors


def test_nothing_is_taken_when_one_text_changed_meanwhile(client_of, document):
    client = client_of("national")
    response = sent(client, file_of(["national"]))
    document.title_fr = "Passeport en cours de validité"
    document.save()
    again = confirmed(client, response)
    assert again.status_code == 200
    assert "Rien n'est enregistré" in said(again)
    assert again.context["refused"]["count"] == 1
    assert not models.Question.objects.exclude(text_ar=None).exclude(text_ar="").exists()


def test_kind_of_translation_must_be_said(client_of, local):
    client = client_of("82")
    response = sent(client, file_of(["82"]))
    again = confirmed(client, response, sorte="publiée")
    assert again.context["confirmation"].errors
    local.refresh_from_db()
    assert not local.instructions_ar
    assert confirmed(client, response, paquet=form_data(again)["paquet"]).status_code == 302


def test_rights_are_looked_at_again_when_confirming(client_of, local):
    client = client_of("82", role="redaction")
    response = sent(client, file_of(["82"]))
    (membership,) = models.DepartmentMembership.objects.all()
    user = membership.user
    membership.delete()
    factories.make_membership("82", role="consultation", user=user)
    assert confirmed(client, response).status_code == 403
    local.refresh_from_db()
    assert not local.instructions_ar


def test_packet_of_another_account_is_not_taken(client_of, local):
    packet = sent(client_of("82"), file_of(["82"])).context["confirmation"].initial["paquet"]
    other = client_of("82", "national")
    assert other.post(BACK, {"paquet": packet, "sorte": "machine"}).status_code == 302
    local.refresh_from_db()
    assert not local.instructions_ar


@pytest.mark.parametrize("packet", ["", "x", "a:b:c"])
def test_made_up_packet_is_not_taken(client_of, packet, local):
    response = client_of("82").post(BACK, {"paquet": packet, "sorte": "machine"})
    assert "trop ancienne" in said(response)
    local.refresh_from_db()
    assert not local.instructions_ar


@pytest.mark.parametrize("url", [FIGURES, TEXTS, OUT, BACK])
def test_pages_are_for_agents(client_of, url):
    assert client_of(is_staff=True).get(url).status_code == 403


def test_reader_sends_files_but_takes_none(client_of):
    client = client_of("82", role="consultation")
    assert client.get(OUT).status_code == 200
    assert client.get(BACK).status_code == 403
    assert sent(client, file_of(["82"])).status_code == 403


def test_menu_leads_to_the_figures(client_of):
    index = client_of("82").get(reverse("admin:index")).content.decode()
    assert f'href="{FIGURES}"' in index


def test_translators_read_the_glossary_of_each_language(client_of):
    html = client_of("82").get(FIGURES).content.decode()
    assert "Glossaire" in html
    assert '<td lang="ar" dir="rtl">محافظة</td>' in html


def test_a_file_sent_while_others_are_read_may_be_sent_again(client_of, monkeypatch):
    client, source = client_of("82"), file_of(["82"])
    monkeypatch.setattr(reading, "TURN", 0.01)
    for _ in range(reading.AT_ONCE):
        reading._turns.acquire()
    try:
        response = sent(client, source)
    finally:
        for _ in range(reading.AT_ONCE):
            reading._turns.release()
    assert response.context["form"].errors["fichier"] == [reading.BUSY]
    assert "study" not in response.context
    assert "study" in sent(client, source).context
