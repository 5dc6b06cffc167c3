"""« Enregistrer et publier » publishes an announcement without the part's other changes."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from procedures import models
from procedures.publishing.editions import in_memory, publisher
from procedures.publishing.editions import stored as editions
from tests import factories

from .addresses import adding, page
from .forms import form_data
from .reading import said

pytestmark = pytest.mark.usefixtures("catalogue")
TODAY = timezone.localdate()
DAYS = {"starts_on": TODAY.strftime("%d/%m/%Y"), "ends_on": "31/12/2099"}


@pytest.fixture(autouse=True)
def opened(catalogue):
    return publisher.publish().edition


def notices(code="82"):
    """Return the texts published for a département, in order."""
    part = editions.in_force_now().parts.get(code=code)
    return [one["text"] for one in part.content["department"].get("notices", [])]


def add(client, text, code="82", **more):
    department = models.Department.objects.get(code=code).pk
    data = form_data(client.get(adding(models.Notice)))
    data |= {"department": department, "text_fr": text, "_publier": "oui", **DAYS, **more}
    return client.post(adding(models.Notice), data)


def edit(client, notice, **more):
    data = form_data(client.get(page(notice))) | {"_publier": "oui", **DAYS} | more
    return client.post(page(notice), data)


def unfinished_work(code="82"):
    models.Channel.objects.filter(department__code=code).update(instructions_fr="Pas fini.")
    models.Procedure.objects.update(title_fr="Pas fini.")


def test_enter_in_a_field_saves_and_never_publishes(client_of):
    shown = client_of("82").get(adding(models.Notice)).text
    form = shown[shown.index('id="notice_form"') :]
    buttons = re.findall(r'<(?:button|input)[^>]*type="submit"[^>]*>', form)
    # One without a name saves, and does no more.
    assert "name=" not in buttons[0]
    assert any('name="_publier"' in one for one in buttons)


def test_a_new_one_is_saved_and_published_alone(client_of):
    unfinished_work()
    response = add(client_of("82"), "Fermé le 24 décembre.")
    assert response.status_code == 302
    assert notices() == ["Fermé au 82.", "Fermé le 24 décembre."]
    part = editions.in_force_now().parts.get(code="82")
    assert part.content["department"]["channels"][0]["instructions"] == "Écrivez au 82."
    assert in_memory.edition_in_force().number == 2
    assert editions.in_force_now().note == "Annonce : Fermé le 24 décembre."
    assert "2" in said(response)


def test_pressed_twice_the_second_is_refused_and_the_first_stays(local):
    assert add(local, "Fermé le 24 décembre.").status_code == 302
    response = add(local, "Fermé le 24 décembre.")
    assert "déjà enregistrée" in response.content.decode()
    assert models.Notice.objects.filter(text_fr="Fermé le 24 décembre.").count() == 1
    assert add(local, "Fermé le 24 décembre.", ends_on="30/12/2099").status_code == 302


def test_one_that_is_published_is_replaced_where_it_is(local):
    add(local, "La deuxième.")
    notice = models.Notice.objects.get(text_fr="Fermé au 82.")
    assert edit(local, notice, text_fr="Fermé au 82 le matin.").status_code == 302
    assert notices() == ["Fermé au 82 le matin.", "La deuxième."]


def test_saved_twice_before_it_is_published_it_still_takes_its_own_place(local):
    notice = models.Notice.objects.get(text_fr="Fermé au 82.")
    data = form_data(local.get(page(notice))) | {"text_fr": "Un brouillon."}
    local.post(page(notice), data)
    assert notices() == ["Fermé au 82."]
    edit(local, notice, text_fr="Fermé au 82 l'après-midi.")
    assert notices() == ["Fermé au 82 l'après-midi."]


def test_the_other_announcements_being_written_are_not_published(local, department):
    models.Notice.objects.create(department=department, text_fr="Brouillon.", position=5)
    models.Notice.objects.filter(text_fr="Fermé au 82.").update(text_fr="Corrigé, pas publié.")
    add(local, "Fermé lundi.")
    assert notices() == ["Fermé au 82.", "Fermé lundi."]


def before_the_other(client):
    """Publish an announcement that the working copy puts before the one of the catalogue."""
    models.Notice.objects.filter(text_fr="Fermé au 82.").update(position=3)
    department = models.Department.objects.get(code="82")
    edit(client, department.notices.create(text_fr="D'abord.", position=1))


def test_its_place_is_the_one_of_the_working_copy(client_of):
    before_the_other(client_of("82"))
    assert notices() == ["D'abord.", "Fermé au 82."]


def test_translations_follow_their_announcement(client_of):
    notice = models.Notice.objects.get(text_fr="Fermé au 82.")
    notice.text_en = "Closed in 82."
    notice.translation_states = {"en": {"text": {"status": "reviewed", "of": "x"}}}
    notice.save()
    publisher.publish()
    before_the_other(client_of("82"))
    part = editions.in_force_now().parts.get(code="82")
    texts = part.content["translations"]["en"]["departements/82.yaml"]
    told = {path: one["text"] for path, one in texts.items() if path.startswith("notices.")}
    assert told == {"notices.ferme_82.text": "Closed in 82."}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"starts_on": "", "shown_from": ""}, "starts_on"),
        ({"starts_on": "", "ends_on": ""}, "ends_on"),
        ({"starts_on": "31/12/2098", "ends_on": "30/12/2098"}, "ends_on"),
        ({"starts_on": "01/01/2020", "ends_on": "02/01/2020", "shown_from": ""}, "ends_on"),
        ({"ends_on": "32/12/2099"}, "ends_on"),
    ],
)
def test_without_right_days_nothing_is_saved_and_nothing_is_lost(client_of, fields, wrong):
    response = add(client_of("82"), "Fermé lundi.", **fields)
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == [wrong]
    assert "Fermé lundi." in response.content.decode()
    assert not models.Notice.objects.filter(text_fr="Fermé lundi.").exists()
    assert notices() == ["Fermé au 82."]


def test_one_that_stands_without_days_is_corrected_and_published(client_of):
    client, notice = client_of("82"), models.Notice.objects.get(text_fr="Fermé au 82.")
    days = dict.fromkeys(("starts_on", "ends_on", "shown_from", "shown_until"), "")
    assert edit(client, notice, text_fr="Appelez avant de venir.", **days).status_code == 302
    assert notices() == ["Appelez avant de venir."]
    notice.refresh_from_db()
    assert {getattr(notice, name) for name in days} == {None}


def test_only_saving_asks_for_no_days(local):
    department = models.Department.objects.get(code="82").pk
    data = form_data(local.get(adding(models.Notice))) | {
        "department": department,
        "text_fr": "Sans date.",
    }
    assert local.post(adding(models.Notice), data).status_code == 302
    assert models.Notice.objects.filter(text_fr="Sans date.").exists()
    assert notices() == ["Fermé au 82."]


def test_what_the_check_refuses_is_neither_saved_nor_published(client_of, monkeypatch):
    notice = models.Notice.objects.get(text_fr="Fermé au 82.")
    broken = editions.in_force_now().parts.get(code="34")
    content = broken.content | {"department": broken.content["department"] | {"name": None}}
    monkeypatch.setattr(
        "procedures.publishing.editions.stored.contents_of",
        lambda edition: {part.code: part.content for part in edition.parts.all()} | {"34": content},
    )
    response = edit(client_of("82"), notice, text_fr="Ne passera pas.")
    assert response.status_code == 200
    errors = " ".join(response.context["adminform"].form.non_field_errors())
    assert "Rien n'est enregistré ni publié." in errors
    assert "Hérault : " in errors
    assert ".yaml" not in errors
    assert "Ne passera pas." in response.content.decode()
    notice.refresh_from_db()
    assert notice.text_fr == "Fermé au 82."
    assert models.Edition.objects.count() == 1
    assert not models.EntryChange.objects.filter(section="notices").exists()


@pytest.mark.parametrize("role", ["redaction", "consultation"])
def test_publishing_takes_the_role(client_of, role):
    client = client_of("82", role=role)
    notice = models.Notice.objects.get(text_fr="Fermé au 82.")
    shown = client.get(page(notice))
    assert "_publier" not in shown.content.decode()
    data = {"text_fr": "Fermé.", "position": 0, "_publier": "oui", **DAYS}
    assert client.post(page(notice), data).status_code == 403
    notice.refresh_from_db()
    assert notice.text_fr == "Fermé au 82."
    assert models.Edition.objects.count() == 1


def test_the_announcement_of_another_departement_is_refused(local):
    other = models.Notice.objects.get(text_fr="Fermé au 34.")
    data = {"text_fr": "Fermé.", "position": 0, "_publier": "oui", **DAYS}
    assert local.post(page(other), data).status_code in (302, 403, 404)
    response = local.post(
        adding(models.Notice), data | {"department": other.department_id, "text_fr": "Chez eux."}
    )
    assert response.status_code in (200, 403)
    assert not models.Notice.objects.filter(text_fr="Chez eux.").exists()
    assert notices("34") == ["Fermé au 34."]
    assert models.Edition.objects.count() == 1


def test_what_is_planned_does_not_mind(client_of):
    models.Procedure.objects.update(title_fr="La loi")
    day = TODAY + timedelta(days=30)
    planned = publisher.publish(only="national", takes_effect_on=day).edition
    response = add(client_of("82"), "Fermé lundi.")
    assert "attend un choix" not in said(response)
    assert editions.states()[planned.number] == "reprise"
    assert list(editions.states().values()).count("prévue") == 1


def test_a_part_that_was_never_published_is_published_whole_first(client_of):
    department = factories.make_department("31", name_fr="Haute-Garonne")
    response = add(client_of("31"), "Fermé lundi.", code=department.code)
    errors = " ".join(response.context["adminform"].form.non_field_errors())
    assert "jamais été publiée" in errors
    assert not models.Notice.objects.filter(text_fr="Fermé lundi.").exists()


def test_a_national_one_takes_two_people_where_that_is_asked(client_of, settings):
    settings.TWO_PERSON_REVIEW = True
    response = add(client_of("national"), "Partout.", code="national")
    errors = " ".join(response.context["adminform"].form.non_field_errors())
    assert "Une autre personne" in errors
    assert not models.Notice.objects.filter(text_fr="Partout.").exists()


def test_saving_again_what_is_published_says_that_nothing_changed(local):
    add(local, "Fermé lundi.", starts_on="01/12/2098")
    notice = models.Notice.objects.get(text_fr="Fermé lundi.")
    response = edit(local, notice, starts_on="01/12/2098")
    assert "Rien n'a changé" in said(response)
    assert notice.starts_on == date(2098, 12, 1)
    assert models.Edition.objects.count() == 2


def test_closure_of_later_is_told_from_today_and_the_only_department_is_chosen(client_of):
    form = client_of("82").get(adding(models.Notice)).context["adminform"].form
    assert (
        form.get_initial_for_field(form.fields["shown_from"], "shown_from") == timezone.localdate()
    )
    chosen = form.get_initial_for_field(form.fields["department"], "department")
    assert models.Department.objects.get(pk=chosen).code == "82"


def test_history_of_what_stays_unpublished_does_not_say_that_it_went_out(client_of):
    client, channel = client_of("82"), models.Channel.objects.get(department__code="82")
    typed = form_data(client.get(page(channel))) | {"instructions_fr": "Écrivez ailleurs."}
    assert client.post(page(channel), typed).status_code == 302
    add(client, "Fermé le 24 décembre.")
    history = page(channel).replace("/change/", "/history/")
    assert client.get(history).context["acts"][0].read is None
    publisher.publish()
    shown = client.get(history).context["acts"][0].read
    assert shown.edition == editions.in_force_now()


def test_publishing_is_the_first_button_and_the_families_are_folded(client_of):
    shown = client_of("82").get(adding(models.Notice))
    text = shown.text
    # Behind the unseen one, that Enter presses.
    assert text.index('name="_publier"') < text.rindex('name="_save"')
    options = dict(shown.context["adminform"].fieldsets)
    assert options["Pour certaines démarches seulement"]["classes"] == ("collapse",)
    # Those chosen are seen.
    notice = models.Notice.objects.get(department__code="82")
    models.Notice.objects.filter(pk=notice.pk).update(families=["etudes"])
    options = dict(client_of("82").get(page(notice)).context["adminform"].fieldsets)
    assert options["Pour certaines démarches seulement"]["classes"] == ()
