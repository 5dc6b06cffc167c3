"""The page of a publication shows every field in words: no key, no Python, whatever changes."""

import re
from copy import deepcopy

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import strip_tags

from procedures.admin.addresses import ADDRESSES
from procedures.drafting.comparing.grouping import Grouping
from procedures.drafting.comparing.labels import Labels
from procedures.drafting.versions import Version
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.exchange.plain import canonical
from procedures.models import Procedure
from procedures.publishing.parts import preparing
from procedures.publishing.parts.changes import ORDER, EntryDiff, changed_lines
from tests.procedures.engine.whole import PLAIN

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\bNone\b|\bTrue\b|\bFalse\b|\[\]|[{}]|\w_\w|\.yaml|\b[gl]te\b|\w\.\d")


def whole():
    plain = canonical(deepcopy(PLAIN))
    return plain, Version(plain, "whole", rule_set_from_plain(PLAIN))


def page_of(before, after, part, version):
    grouping = Grouping(part, version, version, addresses=ADDRESSES)
    groups = grouping.groups(changed_lines(before, after))
    lines = [one for _, listed in groups for one in listed]
    assert lines
    html = "".join(
        [title for title, _ in groups]
        + [render_to_string("admin/publication/change.html", {"told": one}) for one in lines]
    )
    return strip_tags(html.replace(">", "> "))


def slimmed(entry, key):
    return {name: value for name, value in entry.items() if name != key}


def states(part):
    """Yield the part with one key less in one entry, for each key of each entry."""
    for section, entries in part.items():
        if isinstance(entries, list):
            for index, entry in enumerate(entries):
                for key in entry:
                    left = [*entries[:index], slimmed(entry, key), *entries[index + 1 :]]
                    yield {**part, section: left}
    department = part.get("department")
    for changed in states(department) if department else ():
        yield {**part, "department": changed}


@pytest.mark.parametrize("code", sorted(preparing.split(canonical(deepcopy(PLAIN)))))
def test_the_page_of_each_changed_field_shows_no_code(code):
    plain, version = whole()
    part = preparing.split(plain)[code]
    pages = [page_of(part, changed, code, version) for changed in states(part)]
    pages += [page_of({}, part, code, version), page_of(part, {}, code, version)]
    for text in pages:
        found = CODE.search(text)
        assert not found, text[max(found.start() - 150, 0) : found.end() + 100]


def channel_label(purpose):
    procedures = [{"id": f"p{one}", "title": f"Titre {one}"} for one in "abcd"]
    entry = {"kind": "anef", "url": "https://a.fr", **({"for": purpose} if purpose else {})}
    change = EntryDiff("channels", "0", entry, entry)
    return Labels({"procedures": procedures}).of(change)


def test_a_channel_is_named_with_what_it_is_for():
    """Several channels of a département are of one kind: « téléservice ANEF » names none."""
    start = "façon de déposer : « téléservice ANEF, pour "
    assert channel_label({"procedures": ["pa", "pb"]}) == f"{start}Titre a ; Titre b »"
    many = channel_label({"families": ["sante"], "procedures": ["pa", "pb", "pc", "pd"]})
    assert many == f"{start}famille Santé ; Titre a ; Titre b et 2 autres »"
    assert channel_label({"procedures": ["partie"]}) == f"{start}une démarche retirée »"
    assert channel_label(None) == f"{start}toutes les démarches »"


def test_a_procedure_that_is_added_leads_to_the_sheet_that_the_public_will_read(catalogue):
    row = Procedure.objects.order_by("pk").first()
    version = whole()[1]
    grouping = Grouping("national", version, version, addresses=ADDRESSES)
    after = {"id": row.key, "title": row.title_fr}
    for before, number in ((None, 1), ({**after, "title": "Autre"}, 0)):
        change = EntryDiff("procedures", row.key, before, after)
        ((_, (told,)),) = grouping.groups([change])
        html = render_to_string("admin/publication/change.html", {"told": told})
        address = reverse("admin:desk_writing", args=[row.pk, "relire"])
        assert html.count(f'href="{address}"') == number


def test_a_new_order_names_what_moved(catalogue):
    plain, version = whole()
    moved = {**plain, "questions": [*plain["questions"][1:], plain["questions"][0]]}
    after = Version(moved, "moved", version.rule_set)
    grouping = Grouping("national", version, after, addresses=ADDRESSES)
    change = EntryDiff("questions", ORDER)
    ((_, (told,)),) = grouping.groups([change])
    first, last = (plain["questions"][one]["text"] for one in (0, -1))
    assert told.label.startswith(f"questions : « {first} » passe derrière « {last} »")
    ((_, (told,)),) = Grouping("national", version, version, addresses=ADDRESSES).groups([change])
    assert told.label == "questions : l'ordre change"
