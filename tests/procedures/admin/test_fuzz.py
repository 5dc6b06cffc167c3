"""No crafted POST changes anything that its account may not change."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q

from procedures import models
from procedures.exchange import plain_from_database
from procedures.models.base import Local, National, Ordered
from procedures.publishing.editions import publisher
from procedures.publishing.journal import recording
from procedures.publishing.parts import preparing
from tests.procedures.engine.examples import share_of

from .crafted import Crafter
from .everything import clients, make_everything, undrawn
from .matrix import MODELS

pytestmark = pytest.mark.usefixtures("catalogue", "quiet")

COUNT = share_of(80)  # requests an account; four accounts.
FEW = 30
# What is no content: who came, and what the program notes of what was allowed.
NOT_WATCHED = {"admin.LogEntry", "sessions.Session", "procedures.EntryChange", "procedures.Count"}
# A download changes nothing, and is noted: who may read a table may download it.
NOTED = {"procedures.SecurityEvent": Q(kind=models.SecurityEvent.Kind.EXPORTED)}
IN_A_PART = (models.Department, National, Local, Ordered)
# account: what is its own; a request may well end there, as an addition with its own département.
INTRUDERS = {
    "agent of 82": {"82"},
    "publisher of 82": {"82"},
    "reader of 82": set(),
    "national editor": {"national"},
}
PARTS = {"82", "34", "national"}
# What belongs to no part, and to nobody but administrators.
ACCESS = {model for model, table in MODELS.items() if "-" in table["national publisher"]}


@pytest.fixture
def rows(catalogue):
    made = make_everything()
    # A first text in a language names that language in every part. Two parts are published at
    # once, so that nobody of one of them may undo it; the journal has a version of each channel.
    with recording():
        for channel in models.Channel.objects.all():
            channel.instructions_fr = "Prenez rendez-vous."
            state = models.TranslationStatus.REVIEWED
            channel.set_translation("instructions", "ar", "اكتبوا", state)
            channel.save()
    publisher.publish()
    return made


def digests():
    """Return the digest of each part's plain data, and of each table that is in no part."""
    found = {
        code: preparing.digest(part)
        for code, part in preparing.split(plain_from_database()).items()
    }
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if label not in NOT_WATCHED and not issubclass(model, IN_A_PART):
            columns = [field.name for field in model._meta.fields if field.name != "last_login"]
            watched = model.objects.exclude(NOTED.get(label, Q(pk__in=())))
            values = [list(map(str, row)) for row in watched.order_by("pk").values_list(*columns)]
            found[label] = preparing.digest(values)
    return found


def part_of(row, part):
    return part or ("" if type(row) in ACCESS else "national")


def tried(rows, account, targets_in, count):
    """Send the requests; return (how many, {what changed: the requests that did it})."""
    accounts = clients()
    listed = [
        (part_of(row, part), row) for by_part in rows.values() for part, row in by_part.items()
    ]
    targets = [row for part, row in listed if part in targets_in]
    others = [row for _, row in listed]
    crafter = Crafter(f"{account}", accounts["administrator"], targets, others)
    requests = list(crafter.requests(count))
    before, written = digests(), {}
    for request in requests:
        with transaction.atomic():
            if sends_a_write(request, accounts[account]):
                after = digests()
                for name in {*before, *after}:
                    if before.get(name) != after.get(name):
                        written.setdefault(name, []).append(request)
                transaction.set_rollback(True)
    assert digests() == before
    return len(requests), written


def sends_a_write(request, client):
    """Send a request; tell whether the database was asked to write anything, at all."""
    statements = []

    def watch(execute, sql, params, many, context):
        statements.append(sql.split(maxsplit=1)[0].upper())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch), undrawn():
        request.send(client)
    return bool({"INSERT", "UPDATE", "DELETE"} & {*statements})


# Of each kind of part, one who writes in the short run: test_matrix.py tries all the accounts.
ALWAYS = {"agent of 82", "national editor"}


@pytest.mark.parametrize(
    "account",
    [pytest.param(one, marks=() if one in ALWAYS else pytest.mark.whole) for one in INTRUDERS],
)
def test_no_crafted_request_changes_what_belongs_to_others(rows, account):
    sent, written = tried(rows, account, {*PARTS, ""} - INTRUDERS[account], COUNT)
    assert sent == COUNT
    assert {name: found for name, found in written.items() if name not in INTRUDERS[account]} == {}


@pytest.mark.parametrize(
    ("account", "part"),
    [
        ("agent of 82", "82"),
        # One way of crafting: what an agent's requests change, an editor's would.
        pytest.param("national editor", "national", marks=pytest.mark.whole),
    ],
)
def test_the_same_requests_change_what_is_ones_own(rows, account, part):
    """Otherwise the test above would prove that the requests are bad, not that they are refused."""
    _, written = tried(rows, account, {part}, FEW)
    assert len(written[part]) > FEW / 10
    assert set(written) == {part}
