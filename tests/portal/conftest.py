"""A small edition in force, so that pages need no database."""

import pytest

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.publishing.editions.in_memory import using

PLAIN = {
    "questions": [{"key": "age", "kind": "integer", "section": "vous", "text": "Âge ?"}],
    "departments": {
        "national": {"code": "national", "name": "National"},
        "82": {"code": "82", "name": "Tarn-et-Garonne"},
    },
}


@pytest.fixture
def edition():
    with using(rule_set_from_plain(PLAIN), number=12) as edition:
        yield edition
