"""A rank is said by who passes just before and after, never by a number."""

from procedures.drafting.versions import Version
from procedures.drafting.words.changes import ChangeWords
from procedures.drafting.words.ranks import Orders, Ranked
from procedures.publishing.parts.changes import EntryDiff


def version(ranks, **more):
    entries = [
        {"id": key, "title": f"Carte {key}", "track": "titre", "rank": rank, **more.get(key, {})}
        for key, rank in ranks.items()
    ]
    return Version({"procedures": entries}, "", None)


def told(before, after):
    """Return {entry: (its place before, afterwards)} of what a diff of two versions says."""
    words = ChangeWords(before, after)
    was, now = ({one["id"]: one for one in side.plain["procedures"]} for side in (before, after))
    found = {}
    for key in now:
        change = EntryDiff("procedures", key, was.get(key), now[key])
        for one in words.differences(change):
            if one.label == "rang":
                found[key] = (one.before, one.after)
    return found


def test_who_moves_is_told_by_its_neighbours():
    before = version({"a": 1, "b": 2, "c": 3, "d": 4})
    after = version({"a": 1, "d": 1.5, "b": 2, "c": 3})
    assert told(before, after) == {
        "d": (
            "derrière toutes les autres, après « Carte c » (4e sur 4)",
            "après « Carte a », avant « Carte b » (2e sur 4)",
        )
    }


def test_another_list_is_another_place():
    before = version({"a": 1, "b": 2, "c": 1}, c={"track": "autre"})
    after = version({"a": 1, "b": 2, "c": 3})
    assert told(before, after) == {
        "c": (
            "seule, sans autre à comparer",
            "derrière toutes les autres, après « Carte b » (3e sur 3)",
        )
    }


def test_what_is_new_says_its_place_alone():
    before, after = version({"a": 1}), version({"a": 1, "b": 0})
    assert told(before, after) == {
        "b": ("rien", "devant toutes les autres, avant « Carte a » (1re sur 2)")
    }


def test_urgent_orientations_have_their_own_order():
    rows = [
        {"id": "a", "title": "Aide a", "rank": 1},
        {"id": "b", "title": "Aide b", "rank": 2, "urgent": True},
        {"id": "c", "title": "Aide c", "rank": 3},
    ]
    orders = Orders.of("orientations", rows)
    places = [orders.place(Ranked.of("orientations", one)) for one in rows]
    assert places == [
        "devant toutes les autres, avant « Aide c » (1re sur 2)",
        "seule, sans autre à comparer",
        "derrière toutes les autres, après « Aide a » (2e sur 2)",
    ]
