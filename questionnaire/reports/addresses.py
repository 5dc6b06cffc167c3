"""The address where people tell what is wrong with a line: public names only, never an answer."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language

from procedures.engine.values.procedure import Procedure
from procedures.publishing.departments import department_names
from questionnaire.result.reading import Reading

# What addresses call a line that is the same everywhere, and each kind of line.
EVERYWHERE = "france"
PAPER, STEP, PLACE = "papier", "etape", "lieu"
# The place that is the préfecture itself, beside its counters.
PREFECTURE = "prefecture"


def lines_url(reading: Reading, procedure: Procedure) -> str:
    """Return where to choose which line of an answer is wrong; empty if no address may name it.

    An answer has one such address and not one a line: twenty weigh too much on a telephone.
    """
    if reading.quiet or procedure.sensitive:
        return ""
    where = _where(reading.situation.department or "")
    return f"{_base(get_language())}{where}/{_slug(procedure)}/"


def tell_url(
    reading: Reading, kind: str, key: str, procedure: Procedure | None = None, part: str = ""
) -> str:
    """Return where to tell what is wrong with a line of a page that is the same for everybody.

    It is empty on an answer, and where no address may name the line.
    """
    if reading.urls is not None or not key or (procedure is not None and procedure.sensitive):
        return ""
    about = f"{_slug(procedure)}/{key}" if procedure else key
    return f"{_base(get_language())}{_where(part)}/{kind}/{about}/"


def _where(code: str) -> str:
    return code if code in department_names() else EVERYWHERE


def _slug(procedure: Procedure) -> str:
    return procedure.id.replace("_", "-")


@lru_cache(10)
def _base(_language: str | None) -> str:
    return reverse("thanks").removesuffix("merci/")
