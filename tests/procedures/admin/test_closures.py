"""« Fermer un jour »: data only, whose sentence is made in every language from its days."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from procedures import models
from procedures.drafting.comparing import my_changes
from procedures.publishing.editions import in_memory, publisher
from tests import factories
from tests.languages import LANGUAGES

from .addresses import adding, page
from .agents import Agent
from .closing import (
    CLOSING,
    DAY,
    LATER,
    close,
    confirm,
    data_of,
    made,
    move,
    public,
    reopen,
    sent_for,
    stored,
    written,
)
from .forms import form_data
from .reading import said

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def opened(catalogue):
    return publisher.publish().edition


def test_a_closure_is_data_and_is_not_published_before_it_is_read(local, opened):
    typed = sent_for(local, closed="matin", reason="travaux") | {"_publier": "oui"}
    asked, done = confirm(local, CLOSING, typed)
    assert asked.status_code == 200
    assert [one["lang"] for one in asked.context["adminform"].form.sentences] == LANGUAGES
    assert "La préfecture est fermée seulement le matin" in unescape(asked.text)
    assert "The prefecture is closed" in asked.text
    assert done.status_code == 302
    assert stored() == [data_of(DAY) | {"closed": "matin", "reason": "travaux"}]
    assert made().text_fr in ("", None)


def test_the_sentence_that_was_read_is_the_one_that_is_published(local, opened):
    typed = sent_for(local) | {"_publier": "oui"}
    read = local.post(CLOSING, typed).context["adminform"].form.sentence
    other = typed | {"_lue": read, "starts_on": written(LATER)}
    assert local.post(CLOSING, other).status_code == 200
    assert stored() == []


def test_it_is_read_in_each_language_and_follows_its_day(local, opened):
    close(local, closed="apres_midi")
    row, before = made(), {code: public(code) for code in LANGUAGES}
    assert all(len(texts) == 1 for texts in before.values())
    assert len({words for texts in before.values() for words in texts}) == 3
    for code, (words,) in before.items():
        assert words in Client().get(f"/{code}/82/").text.replace("\xa0", " ")
    assert move(local, row, starts_on=written(LATER)).status_code == 302
    assert stored() == [data_of(LATER) | {"closed": "apres_midi"}]
    for code, texts in before.items():
        assert len(public(code)) == 1
        assert public(code) != texts


def test_it_is_told_from_today_until_its_last_day(client_of, opened):
    close(client_of("82"))
    notices = in_memory.edition_in_force().rule_set.departments["82"].notices
    (closure,) = [one for one in notices if one.closed]
    assert closure.is_shown(timezone.localdate())
    assert closure.is_shown(DAY)
    assert not closure.is_shown(DAY + timedelta(days=1))


def test_a_day_that_is_opened_again_is_told_to_nobody(local, opened):
    close(local)
    shown = local.get(CLOSING)
    assert page(made()).replace("change", "delete") in shown.text
    response = reopen(local, made())
    assert response.status_code == 302
    assert public() == stored() == []
    assert not models.Notice.objects.exclude(closed="").exists()
    assert "encore" not in said(response)


def test_two_days_are_closed_and_neither_rewrites_the_other(local, opened):
    """Once of Wednesday, a closure of Monday that goes must not take another Wednesday along."""
    close(local, starts_on=written(LATER))
    first = made()
    move(local, first, starts_on=written(DAY))
    close(local, starts_on=written(LATER))
    second = made()
    assert stored() == [data_of(DAY), data_of(LATER)]
    # What the working copy says meanwhile is none of the other's business.
    models.Notice.objects.filter(pk=first.pk).update(starts_on=LATER, ends_on=LATER)
    move(local, first, starts_on=written(DAY + timedelta(days=1)))
    assert stored() == [data_of(DAY + timedelta(days=1)), data_of(LATER)]
    reopen(local, first)
    assert stored() == [data_of(LATER)]
    assert made() == second


def test_what_keeps_its_length_is_moved_whole(local, opened):
    close(local, ends_on=written(LATER))
    week = timedelta(days=7)
    move(local, made(), starts_on=written(DAY + week))
    assert stored() == [data_of(DAY + week, LATER + week)]


def test_pressed_twice_a_day_is_closed_once(local, opened):
    assert close(local).status_code == 302
    again = local.post(CLOSING, sent_for(local) | {"_publier": "oui"})
    assert "déjà enregistrée" in again.text
    assert len(stored()) == 1


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"starts_on": ""}, "Choisissez le jour de la fermeture."),
        ({"starts_on": "02/01/2020"}, "Ce jour est passé"),
        ({"closed": "nuit"}, "Sélectionnez un choix valide"),
    ],
)
def test_a_closure_without_a_right_day_is_refused(local, sent, told):
    response = local.post(CLOSING, sent_for(local, **sent) | {"_publier": "oui"})
    assert response.status_code == 200
    assert told in unescape(response.text)
    assert not response.context["adminform"].form.sentences


def test_an_announcement_is_a_text_and_leads_to_a_closure(client_of):
    shown = client_of("82").get(adding(models.Notice))
    form = shown.context["adminform"].form
    assert form.fields["text_fr"].required
    assert not {"closed", "place"} & set(form.fields)
    assert 'href="?closed=jour"' in shown.text


def test_the_first_day_is_the_last_one_if_none_is_said(local, published):
    data = form_data(local.get(adding(models.Notice)))
    department = models.Department.objects.get(code="82").pk
    data |= {"department": department, "text_fr": "Fermé.", "starts_on": written(DAY)}
    assert local.post(adding(models.Notice), data | {"_publier": "oui"}).status_code == 302
    row = models.Notice.objects.latest("pk")
    assert (row.starts_on, row.ends_on) == (DAY, DAY)


def test_one_without_a_last_day_keeps_none(local):
    notice = models.Notice.objects.filter(department__code="82").latest("pk")
    models.Notice.objects.filter(pk=notice.pk).update(starts_on=date(2026, 1, 5))
    local.post(page(notice), form_data(local.get(page(notice))) | {"text_fr": "Changé."})
    notice.refresh_from_db()
    assert (notice.text_fr, notice.ends_on) == ("Changé.", None)


@pytest.mark.parametrize(("days", "last"), [(3, 3), (-3, None)])
def test_one_without_a_last_day_is_published_for_its_first_day_if_it_is_ahead(
    client_of, opened, days, last
):
    client, today = client_of("82"), timezone.localdate()
    notice = models.Notice.objects.filter(department__code="82").latest("pk")
    models.Notice.objects.filter(pk=notice.pk).update(
        starts_on=today + timedelta(days=days), ends_on=None, shown_until=None
    )
    answer = client.post(page(notice), form_data(client.get(page(notice))) | {"_publier": "oui"})
    assert ("écrivez son dernier jour" in unescape(answer.text)) is (last is None)
    notice.refresh_from_db()
    assert notice.ends_on == (last and today + timedelta(days=last))


@pytest.fixture
def annex(catalogue):
    department = models.Department.objects.get(code="82")
    return models.Site.objects.create(
        department=department, key="annexe", name_fr="Annexe de Moissac", handles=["etudes"]
    )


def families(code="82"):
    notices = in_memory.edition_in_force().rule_set.departments[code].notices
    return [set(one.families) for one in notices if one.closed]


def test_one_place_may_be_closed_and_only_those_it_receives_are_told(local, annex, published):
    text = unescape(local.get(CLOSING).text)
    assert "82 : Annexe de Moissac (Études, stage, séjour au pair)" in text
    done = close(local, place=annex.pk)
    assert done.status_code == 302
    # The message and the page of who opens again name what is closed.
    assert ", Annexe de Moissac »" in said(done)
    assert str(made()).endswith(", Annexe de Moissac")
    assert stored() == [data_of(DAY, place="annexe")]
    assert public()[0].startswith("Annexe de Moissac : fermeture le ")
    assert "\u2068Annexe de Moissac\u2069" in public("ar")[0]
    assert families() == [{"etudes"}]
    assert form_data(local.get(page(made())))["place"] == str(annex.pk)


def test_families_that_are_chosen_stay(client_of, annex):
    factories.make_procedure(key="salarie", family="travail")
    publisher.publish()
    close(client_of("82"), place=annex.pk, families="travail")
    assert families() == [{"travail"}]


def test_a_place_of_another_departement_is_refused(client_of, annex):
    client = client_of("82", "34")
    elsewhere = models.Site.objects.get(department__code="34").pk
    response = client.post(CLOSING, sent_for(client, place=elsewhere))
    assert response.status_code == 200
    assert "Ce lieu est dans un autre département." in unescape(response.text)


def test_a_place_of_others_or_in_preparation_is_not_offered(client_of, annex):
    models.Site.objects.filter(pk=annex.pk).update(draft=True)
    text = client_of("82").get(CLOSING).text
    assert "82 : Accueil" in text
    assert "Annexe de Moissac" not in text
    assert "34 : Accueil" not in text


def test_each_account_is_offered_its_own_places_whoever_asks_at_the_same_time(rf, annex):
    """The form of one request is made after that of another was prepared."""
    forms = []
    for part in ("82", "34"):
        request = rf.get(CLOSING)
        request.user = Agent(part, "publication", part).user
        forms.append(admin.site.get_model_admin(models.Notice).get_form(request))
    assert annex in forms[0]().fields["place"].queryset
    assert annex not in forms[1]().fields["place"].queryset


def test_who_may_not_publish_saves_what_was_read(client_of, opened):
    client = client_of("82", role="redaction")
    asked, done = confirm(client, CLOSING, sent_for(client))
    assert "_publier" not in asked.text
    assert done.status_code == 302
    assert made().starts_on == DAY
    assert stored() == []
    # It waits among what its writer proposes, and so does its opening again.
    author = models.EntryChange.objects.latest("pk").author
    assert [bool(one.after) for one, _ in my_changes.written_by(author, "82")] == [True]
    publisher.publish()
    client.post(page(made()).replace("change", "delete"), {"post": "yes"})
    assert [bool(one.after) for one, _ in my_changes.written_by(author, "82")] == [False]
