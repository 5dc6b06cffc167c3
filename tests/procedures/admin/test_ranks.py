"""The place of procedures and orientations among their rivals, chosen in words."""

from html import unescape

import pytest
from django.urls import reverse

from procedures import models
from procedures.models import NATIONAL
from tests import factories

from .addresses import adding, listing, page
from .agents import OWN, PUBLISH, Agent
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
RANKED = ("a", "b", "c", "d", "e")


@pytest.fixture
def rivals(catalogue):
    """Five procedures of one track whose ranks leave no room, and one of another track."""
    models.Procedure.objects.update(track="autre")
    for rank, key in enumerate(RANKED, 1):
        factories.make_procedure(
            key=key, family="etudes", track="titre", rank=rank, title_fr=f"Carte {key}"
        )
    return models.Procedure.objects.filter(track="titre").order_by("rank")


def choose(client, row, value, **sent):
    response = client.post(
        page(row), form_data(client.get(page(row))) | {"rank": value} | sent, follow=True
    )
    row.refresh_from_db()
    return response


def order(rows):
    return "".join(rows.values_list("key", flat=True))


@pytest.mark.parametrize(
    ("moved", "before", "result"),
    [
        ("e", "a", "aebcd"),
        ("a", "d", "bcdae"),
        ("b", "c", "acbde"),
        ("c", "premier", "cabde"),
        ("c", "dernier", "abdec"),
        ("c", "b", "abcde"),
    ],
)
def test_who_is_passed_after_is_chosen_and_no_other_one_moves(
    client_of, rivals, moved, before, result
):
    client, row = client_of("national"), models.Procedure.objects.get(key=moved)
    others = dict(rivals.exclude(pk=row.pk).values_list("key", "rank"))
    found = rivals.filter(key=before).first()
    choose(client, row, f"apres-{found.pk}" if found else before)
    assert order(rivals) == result
    assert dict(rivals.exclude(pk=row.pk).values_list("key", "rank")) == others


@pytest.mark.parametrize(
    ("moved", "other", "result"),
    [
        ("e", "a", "eabcd"),
        ("a", "e", "bcdae"),
        pytest.param("e", "b", "aebcd", marks=pytest.mark.whole),
        pytest.param("d", "c", "abdce", marks=pytest.mark.whole),
    ],
)
def test_who_is_passed_in_front_of_is_chosen_too(client_of, rivals, moved, other, result):
    client, row = client_of("national"), rivals.get(key=moved)
    places = [one for one in offered(client, row) if f"avant « Carte {other} »" in one[1]]
    # Each place is offered once, by who passes before it and who passes after it.
    ((value, _),) = [one for one in places if "aujourd'hui" not in one[1]]
    choose(client, row, value)
    assert order(rivals) == result


def offered(client, row):
    """Return [(value, words)] of all the places that the form of a row offers."""
    choices = client.get(page(row)).context["adminform"].form.fields["rank"].choices
    groups = [words if isinstance(words, list) else [(value, words)] for value, words in choices]
    return [one for listed in groups for one in listed]


def test_the_place_says_who_is_before_and_after_and_no_number(client_of, rivals):
    client, row = client_of("national"), rivals.get(key="c")
    shown = client.get(page(row))
    today = "après « Carte b », avant « Carte d » (3e sur 5)"
    assert f"à sa place d'aujourd'hui : {today}" in unescape(shown.text)
    assert "peut changer la réponse de beaucoup de personnes" in unescape(shown.text)
    assert form_data(shown)["rank"] == "ici"
    assert 'type="number" name="rank"' not in shown.text
    assert order(rivals) == "abcde"
    choose(client, row, "ici")
    assert list(rivals.values_list("rank", flat=True)) == [1, 2, 3, 4, 5]


def test_one_of_another_track_is_refused_and_the_choice_kept(client_of, rivals):
    client, row = client_of("national"), rivals.get(key="c")
    other = models.Procedure.objects.get(track="autre")
    response = choose(client, row, f"apres-{other.pk}")
    assert "Choisissez une fiche de la même série" in unescape(response.text)
    assert form_data(response)["rank"] == f"apres-{other.pk}"
    assert order(rivals) == "abcde"
    # Once its track is that of the other one, it passes after it.
    choose(client, row, f"apres-{other.pk}", track="autre")
    assert (row.track, row.rank) == ("autre", other.rank + 1)


def test_a_rank_that_the_public_still_reads_is_not_given_again(client_of, rivals, published):
    """« Carte b » goes, and is not published: both would have its rank."""
    rivals.get(key="b").delete()
    client, row = client_of("national"), rivals.get(key="e")
    choose(client, row, f"apres-{rivals.get(key='a').pk}")
    assert order(rivals) == "aecd"
    assert row.rank == 2.1


def test_a_new_one_is_the_last_unless_a_place_is_chosen(nation, rivals):
    address = adding(models.Procedure)
    data = form_data(nation.get(address)) | {
        "title_fr": "Carte f",
        "summary_fr": "Une carte.",
        "family": "etudes",
        "track": "titre",
    }
    assert nation.post(address, data).status_code == 302
    assert rivals.last().title_fr == "Carte f"
    data |= {"title_fr": "Carte g", "rank": f"apres-{rivals.first().pk}"}
    assert nation.post(address, data).status_code == 302
    assert list(rivals.values_list("title_fr", flat=True))[:2] == ["Carte a", "Carte g"]


def test_orientations_pass_after_another_of_their_kind(nation):
    rows = [
        models.Orientation.objects.create(
            key=f"o{rank}", rank=rank, title_fr=f"Aide {rank}", text_fr="Ici.", urgent=rank > 2
        )
        for rank in (1, 2, 3, 4)
    ]
    shown = unescape(nation.get(page(rows[0])).text)
    assert "devant toutes les autres, avant « Aide 2 » (1re sur 2)" in shown
    assert '<optgroup label="Les urgentes">' in shown
    choose(nation, rows[0], f"apres-{rows[1].pk}")
    rows[1].refresh_from_db()
    assert rows[0].rank > rows[1].rank
    choose(nation, rows[3], f"apres-{rows[0].pk}")
    assert rows[3].rank == 4
    choose(nation, rows[3], "premier")
    assert rows[3].rank < rows[2].rank


def said(response):
    return [unescape(str(one)) for one in response.context["messages"]]


def test_what_is_saved_says_where_it_stands_and_leads_to_what_it_changes(client_of, rivals):
    client, row = client_of("national"), rivals.get(key="e")
    (told,) = [
        one for one in said(choose(client, row, "premier", title_fr="Carte e")) if "rang" in one
    ]
    assert "Son rang : devant toutes les autres, avant « Carte a » (1re sur 5)." in told
    # What computes for whom the answer changes is there, for who publishes.
    assert f'href="{reverse("admin:desk_publish")}?part=national&etude=oui#effets"' in told
    # What moves nothing says nothing of it.
    for value in ("premier", str(row.rank)):
        assert not [one for one in said(choose(client, row, value)) if "rang" in one]


def test_a_rival_of_its_family_is_offered_first_and_of_another_track_last(client_of, rivals):
    rivals.filter(key__in="bd").update(family="travail")
    models.Procedure.objects.filter(track="autre").update(family="etudes")
    client, row = client_of("national"), rivals.get(key="d")
    field = client.get(page(row)).context["adminform"].form.fields["rank"]
    groups = {name: [words for _, words in one] for name, one in field.choices[3:]}
    assert list(groups) == [
        "Titre : Travail",
        "Titre : Études, stage, séjour au pair",
        "Autre : Études, stage, séjour au pair",
    ]
    assert groups["Titre : Travail"] == ["après « Carte b », avant « Carte c »"]
    # With one track only, its name says nothing.
    models.Procedure.objects.filter(track="autre").update(track="titre", rank=99)
    field = client.get(page(row)).context["adminform"].form.fields["rank"]
    assert [name for name, _ in field.choices[3:]] == ["Travail", "Études, stage, séjour au pair"]


def test_the_list_and_who_may_only_read_see_a_place_and_no_number(client_of, rivals):
    rivals.filter(key="c").update(rank=320)
    client = client_of("national", role="consultation")
    listed = unescape(client.get(listing(models.Procedure)).text)
    assert "5e sur 5 de « Titre »" in listed
    assert ">320<" not in listed.replace(" ", "")
    row = rivals.get(key="c")
    assert "derrière toutes les autres, après « Carte e » (5e sur 5)" in unescape(
        client.get(page(row)).text
    )


def test_the_history_says_the_places_that_it_had_at_that_moment(nation, rivals):
    choose(nation, rivals.get(key="e"), f"apres-{rivals.get(key='a').pk}")
    choose(nation, rivals.get(key="a"), "dernier")
    acts = nation.get(page(rivals.get(key="e"), "history")).context["acts"].object_list
    (told,) = [one for line in acts[-1].lines for one in line.differences if one.label == "rang"]
    # A place is read as a whole: no word of it is marked apart.
    assert [*told.before, *told.after] == [
        ("derrière toutes les autres, après « Carte d » (5e sur 5)", True),
        ("après « Carte a », avant « Carte b » (2e sur 5)", True),
    ]


def test_a_move_is_one_change_wherever_it_is_told(rivals, published):
    agent, editor = Agent("Léa", "publication", NATIONAL), Agent("Zoé", "redaction", NATIONAL)
    choose(editor.client, rivals.get(key="e"), f"apres-{rivals.get(key='b').pk}")
    assert {one.name for one in models.EntryChange.objects.all()} == {"e"}
    context = agent.client.get(PUBLISH, {"part": NATIONAL}).context
    groups = dict(context["groups"])
    (moved,) = groups["Démarche « Carte e »"]
    assert [one.label for one in moved.differences] == ["rang"]
    assert (list(groups), context["change_count"]) == (["Démarche « Carte e »"], 1)
    assert [one.label for one in context["choices"]] == [
        "démarche : « Carte e » passe devant « Carte c » et une autre"
    ]
    ((own, _),) = editor.client.get(OWN).context["parts"][0]["changes"]
    assert own.label == context["choices"][0].label
    editor.propose("procedures:e", part=NATIONAL)
    agent.publish(models.ChangeProposal.objects.get(), part=NATIONAL)
    assert models.ChangeProposal.objects.get().state == "published"


def test_a_move_is_put_back_alone(rivals, published):
    was = list(rivals.values_list("key", "rank"))
    editor, ali = Agent("Zoé", "redaction", NATIONAL), Agent("Ali", "redaction", NATIONAL)
    choose(editor.client, rivals.get(key="e"), f"apres-{rivals.get(key='b').pk}")
    choose(ali.client, rivals.get(key="c"), "dernier")
    (part,) = editor.client.get(OWN).context["parts"]
    ((one, _),) = part["changes"]
    sent = {"part": NATIONAL, "remettre": one.diff.key, f"vu-{one.diff.key}": one.diff.mark}
    assert editor.client.post(OWN, sent).status_code == 302
    assert order(rivals) == "abdec"
    assert editor.changes(NATIONAL) == {}
    assert [one for one in rivals.values_list("key", "rank") if one not in was] == [("c", 6)]


def test_orientations_of_one_rank_are_told_apart_where_one_is_put_between(client_of):
    rows = [
        models.Orientation.objects.create(
            key=key, rank=rank, title_fr=f"Aide {key}", text_fr="Ici."
        )
        for key, rank in (("a", 9), ("b", 9), ("c", 12))
    ]
    choose(client_of("national"), rows[2], f"apres-{rows[0].pk}")
    assert order(models.Orientation.objects.order_by("rank")) == "acb"
