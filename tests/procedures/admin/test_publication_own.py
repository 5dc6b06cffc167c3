"""« Mes changements » shows what an account changed and the public does not see, in words."""

import pytest

from procedures import models
from procedures.publishing.editions import publisher
from procedures.publishing.journal import recording

from .addresses import page
from .agents import INDEX, OWN, Agent, public, write

pytestmark = pytest.mark.usefixtures("catalogue")


def test_a_change_is_shown_in_words_with_its_page(published, anais):
    site = write(anais, models.Site, "Bâtiment B")
    (part,) = anais.client.get(OWN).context["parts"]
    ((change, ticked),) = part["changes"]
    rows = {one.label: (one.before, one.after) for one in change.differences}
    assert (part["code"], ticked, change.url) == ("82", True, page(site))
    assert ["".join(words for words, _ in side) for side in rows["nom"]] == [
        "Accueil",
        "Bâtiment B",
    ]


def test_only_ones_own_changes_are_shown_and_only_unpublished_ones(published, anais, camille):
    write(camille, models.Site, "Bâtiment B")
    write(anais, models.Channel, "Prenez rendez-vous.")
    write(Agent("Ben", "redaction", "34"), models.Site, "Ailleurs", part="34")
    assert set(anais.changes().values()) == {"channels:courrier"}
    assert set(camille.changes().values()) == {"sites:accueil"}
    assert [one["code"] for one in anais.client.get(OWN).context["parts"]] == ["82"]
    publisher.publish()
    assert anais.changes() == {}
    assert "Rien à proposer" in anais.client.get(OWN).text


def test_what_somebody_changed_after_me_is_still_mine_but_not_what_i_changed_long_ago(
    published, anais, camille
):
    write(anais, models.Site, "Bâtiment B")
    write(camille, models.Site, "Bâtiment C")
    assert set(anais.changes().values()) == {"sites:accueil"}
    publisher.publish()
    write(camille, models.Site, "Bâtiment D")
    assert anais.changes() == {}


def test_what_was_left_at_a_publication_is_still_mine(published, anais, camille):
    write(anais, models.Site, "Bâtiment B")
    write(anais, models.Channel, "Prenez rendez-vous.")
    camille.publish(pris=["sites:accueil"])
    assert public("sites")["name"] == "Bâtiment B"
    assert set(anais.changes().values()) == {"channels:courrier"}


def test_a_translation_alone_is_a_change(published, anais):
    with recording(anais.user):
        site = models.Site.objects.get(department__code="82")
        site.set_translation("name", "ar", "الاستقبال", "reviewed")
        site.save()
    (part,) = anais.client.get(OWN).context["parts"]
    ((change, _),) = part["changes"]
    said = "".join(words for one in change.differences for words, _ in one.after)
    assert "الاستقبال" in said


def test_the_bar_of_who_does_not_publish_counts_their_changes(published, anais, camille):
    def bar(agent):
        entries = agent.client.get(INDEX).context["desk_bar"]
        return {one["label"]: one["count"] for one in entries}

    assert bar(anais)["Mes changements"] == 0
    write(anais, models.Site, "Bâtiment B")
    write(camille, models.Channel, "Prenez rendez-vous.")
    assert bar(anais)["Mes changements"] == 1
    assert "Publier" not in bar(anais)
    assert "Mes changements" not in bar(camille)
    assert f'href="{OWN}"' in anais.client.get(INDEX).text


def test_what_is_in_preparation_is_named_and_not_offered(published, anais):
    with recording(anais.user):
        department = models.Department.objects.get(code="82")
        models.Site.objects.create(
            department=department, key="annexe", name_fr="Annexe", draft=True
        )
    context = anais.client.get(OWN).context
    assert (context["in_preparation"], context["parts"]) == (["Annexe"], [])


def test_one_change_is_put_back_to_what_the_public_reads_and_the_others_stay(published, anais):
    site = write(anais, models.Site, "Bâtiment B")
    channel = write(anais, models.Channel, "Prenez rendez-vous.")
    draft = models.Site.objects.create(
        department=site.department, key="annexe", name_fr="Annexe", draft=True
    )
    shown = {
        one.diff.key: one.diff.mark
        for one, _ in anais.client.get(OWN).context["parts"][0]["changes"]
    }
    sent = {"part": "82", "remettre": "sites:accueil"}
    stale = anais.client.post(OWN, sent | {"vu-sites:accueil": "autre"})
    assert "n'est plus le même" in stale.context["refusal"]
    assert (
        anais.client.post(OWN, sent | {f"vu-{k}": m for k, m in shown.items()}).status_code == 302
    )
    site.refresh_from_db()
    assert (site.name, models.Channel.objects.get(pk=channel.pk).instructions) == (
        "Accueil",
        "Prenez rendez-vous.",
    )
    assert set(anais.changes().values()) == {"channels:courrier"}
    assert models.Site.objects.filter(pk=draft.pk, draft=True).exists(), "a draft stays"
    assert models.EntryChange.objects.filter(how="remis comme publié", section="sites").exists()


def test_a_change_of_somebody_else_is_not_put_back(published, anais, camille):
    site = write(camille, models.Site, "Bâtiment B")
    (change, _) = camille.client.get(OWN).context["parts"][0]["changes"][0]
    sent = {
        "part": "82",
        "remettre": change.diff.key,
        f"vu-{change.diff.key}": change.diff.mark,
    }
    assert "n'est plus dans votre travail" in anais.client.post(OWN, sent).context["refusal"]
    site.refresh_from_db()
    assert site.name == "Bâtiment B"
