"""An entrance of the 82, and a post there that may count."""

import pytest
from django.utils import timezone

from procedures.models import ReceptionPost
from procedures.publishing.editions import in_memory
from procedures.reception.posts import digest_of

from .tapping import TOKEN


@pytest.fixture(autouse=True)
def published(shipped):
    with in_memory.using(shipped, number=7) as edition:
        yield edition


@pytest.fixture
def post(db):
    return ReceptionPost.objects.create(
        department="82", name="Hall", digest=digest_of(TOKEN), opened_on=timezone.localdate()
    )
