"""The desk's own pages: names for conditions, the check, the restoration of an edition."""

import json
from datetime import timedelta
from html import escape, unescape
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures import models
from procedures.admin import pages
from procedures.engine.answers import answers_to_data
from procedures.engine.errors import Problem
from procedures.publishing.editions import publisher

from .addresses import listing
from .channels import change, published_text
from .reading import said

pytestmark = pytest.mark.usefixtures("catalogue")


def url(name, *args):
    return reverse(f"admin:desk_{name}", args=args)


def test_facts_page_lists_what_conditions_may_name(client_of):
    facts = {fact["key"]: fact for fact in client_of("82").get(url("facts")).context["facts"]}
    assert {"age", "situation", "departement", "channel"} <= set(facts)
    assert [value for value, _ in facts["situation"]["values"]] == ["etudes", "travail"]


def test_check_page_leads_to_what_is_wrong(client_of, procedure):
    models.Procedure.objects.update(when={"situation": "etude"})
    response = client_of("82").get(url("check"))
    (label, address), problems = response.context["blocking"][0]
    assert "Une carte" in label
    assert address == reverse("admin:procedures_procedure_change", args=[procedure.pk])
    assert problems[0].problem.near == ("etudes",)
    title = models.Choice.objects.get(value="etudes").text_fr
    assert problems[0].near == (title,)
    assert problems[0].why in unescape(response.content.decode())


def test_a_person_who_shows_a_problem_is_opened_in_essayer(client_of):
    models.Orientation.objects.create(
        key="rien", rank=9, title_fr="Rien", text_fr="Écrivez-nous.", fallback=True
    )
    response = client_of("82").get(url("check"))
    found = {one.message: one for _, listed in response.context["warnings"] for one in listed}
    (stuck,) = (one for said, one in found.items() if "« faute de mieux »" in said)
    assert "ces réponses ne mènent qu'à une orientation" in stuck.message
    assert f'name="reponses" value="{escape(stuck.witness)}"' in response.content.decode()
    opened = client_of("82").post(url("tryout"), {"action": "ouvrir", "reponses": stuck.witness})
    trial = opened.context["trial"]
    assert trial.answers.errors == {}
    assert answers_to_data(trial.answers.given) == json.loads(stuck.witness)
    assert [row.label.text for row in opened.context["orientations"]] == ["Rien"]


def test_a_problem_of_a_day_to_come_is_opened_on_that_day(client_of):
    last = timezone.localdate() + timedelta(days=30)
    texts = {"title_fr": "Rien", "text_fr": "Écrivez-nous."}
    models.Orientation.objects.create(key="rien", rank=9, fallback=True, **texts)
    until = {"today": {"lte": last.isoformat()}}
    models.Orientation.objects.create(key="visite", rank=1, when=until, **texts)
    response = client_of("82").get(url("check"))
    found = [one for _, listed in response.context["warnings"] for one in listed]
    (stuck,) = (one for one in found if "« faute de mieux »" in one.message)
    assert stuck.day == (last + timedelta(days=1)).isoformat()
    assert f'name="jour" value="{stuck.day}"' in response.content.decode()
    sent = {"action": "ouvrir", "reponses": stuck.witness, "jour": stuck.day}
    assert client_of("82").post(url("tryout"), sent).context["trial"].today.isoformat() == stuck.day


def test_check_page_leads_to_a_local_entry(client_of):
    channel = models.Channel.objects.get(department__code="34")
    models.Channel.objects.filter(pk=channel.pk).update(when={"ag": 3})
    assert client_of("82").get(url("check")).context["blocking"] == []
    places = [place for place, _ in client_of("34").get(url("check")).context["blocking"]]
    assert places[0][1] == reverse("admin:procedures_channel_change", args=[channel.pk])


def test_what_is_wrong_is_read_before_what_lacks_where_nothing_has_to_be_done_too(
    client_of, monkeypatch
):
    """Of each gravity: the defects one by one, then what lacks, counted."""
    found = [
        Problem("procedures/a.yaml", "renouvellement", said, (), False, fault, kind=kind)
        for said, kind, fault in (
            ("pas de résumé", "no_summary", True),
            ("personne ne la reçoit", "", True),
            ("source à relire", "recheck", False),
            ("retirée par une autre", "", False),
        )
    ]
    work = SimpleNamespace(finished=True, result=lambda: found)
    monkeypatch.setattr(pages, "check_of", lambda user: work)
    text = client_of("82", "national").get(url("check")).text
    for title in ("À améliorer (2)", "Pour information"):
        panel = text.partition(f"<h2>{title}</h2>")[2].partition("</section>")[0]
        assert 0 < panel.index("desk-problems") < panel.index("desk-lacking"), title


def test_former_edition_is_put_in_force_again(nation, published):
    change("82")
    publisher.publish()
    assert nation.get(url("restore", 1)).status_code == 200
    assert nation.post(url("restore", 1), {"note": "Erreur."}).status_code == 302
    assert models.Edition.objects.first().number == 3
    assert published_text("82") == "Écrivez au 82."


def test_publisher_of_a_part_undoes_a_publication_of_it(local, published):
    change("82")
    publisher.publish(only="82")
    assert url("restore", 1) in local.get(listing(models.Edition)).content.decode()
    assert local.post(url("restore", 1), {"note": "Erreur."}).status_code == 302
    assert published_text("82") == "Écrivez au 82."


@pytest.mark.parametrize(("chosen", "left"), [("garder", "Prenez"), ("retirer", "Écrivez")])
def test_a_return_keeps_the_work_or_takes_it_back(local, chosen, left, published):
    change("82")
    publisher.publish(only="82")
    models.Site.objects.filter(department__code="82").update(name_fr="Accueil, depuis")
    assert "Les retirer aussi de mon travail" in local.get(url("restore", 1)).text
    response = local.post(url("restore", 1), {"note": "", "work": chosen})
    assert ("retirés de votre travail" in said(response)) == (chosen == "retirer")
    channel = models.Channel.objects.get(department__code="82")
    assert channel.instructions_fr.startswith(left)
    assert models.Site.objects.get(department__code="82").name_fr == "Accueil, depuis"
    assert published_text("82") == "Écrivez au 82."


def test_publisher_of_a_part_does_not_undo_the_publication_of_another(local, published):
    change("82", "Erreur.")
    change("34", "Juste.")
    publisher.publish()
    assert url("restore", 1) in local.get(listing(models.Edition)).content.decode()
    assert local.post(url("restore", 1), {"note": ""}).status_code == 302
    assert published_text("82") != "Erreur."
    assert published_text("34") == "Juste."


def test_what_is_taken_back_is_that_of_its_page(local, monkeypatch, published):
    change("82")
    publisher.publish(only="82")
    restore = publisher.restore

    def overtaken(number, **options):
        change("34", "Fermé aujourd'hui.")
        publisher.publish(only="34")
        return restore(number, **options)

    monkeypatch.setattr(publisher, "restore", overtaken)
    response = local.post(url("restore", 1), {"note": "Erreur."})
    assert "Une autre édition est en vigueur depuis" in response.context["refusal"]
    assert models.Edition.objects.first().number == 3
    assert published_text("34") == "Fermé aujourd'hui."


@pytest.mark.parametrize(("part", "role"), [("82", "publication"), ("national", "redaction")])
def test_only_publishers_of_the_national_content_restore(client_of, part, role, published):
    client = client_of(part, role=role)
    assert client.get(url("restore", 1)).status_code == 403
    assert client.post(url("restore", 1)).status_code == 403
    assert models.Edition.objects.count() == 1


def test_list_of_editions_says_which_is_in_force(client_of, published):
    change("82")
    publisher.publish()
    page = client_of("national").get(listing(models.Edition)).content.decode()
    assert url("restore", 1) in page
    assert url("restore", 2) not in page


def test_every_page_is_in_french_whatever_the_browser_asks(client_of):
    response = client_of("82").get(reverse("admin:index"), headers={"accept-language": "ar"})
    assert '<html lang="fr" dir="ltr">' in response.content.decode()
