"""Who decides, who judges and who receives, département by département, in all of France."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, TypeAlias

from ..schema.declared import document_date
from ..schema.shapes import one_of
from .content import NO_SOURCE, Id, Source

PREFECTURE, SUB_PREFECTURE, COURT = "prefecture", "sous_prefecture", "ta"
# The préfecture and its sous-préfectures, the administrative court, its court of appeal, the court
# for refused visas and nationality, the courts and registries for nationality, the desk for asylum,
# the OFII, the office for naturalisation.
AUTHORITY_KINDS = (
    *(PREFECTURE, SUB_PREFECTURE, COURT, "caa", "ta_visas_nationalite", "tj_nationalite"),
    *("greffe_nationalite", "guda", "ofii", "plateforme_naturalisation"),
)
# Who helps beside them with a form on a site: one place a row, found by its commune.
FRANCE_SERVICES = "france_services"
# The kinds to which an appeal is filed: no e-mail is shown, since none would count.
JUDGES = ("ta", "caa", "ta_visas_nationalite", "tj_nationalite")
# The kinds of which a département may have several.
SEVERAL = (SUB_PREFECTURE, "greffe_nationalite", FRANCE_SERVICES)

KindName: TypeAlias = Annotated[str, one_of(*AUTHORITY_KINDS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One authority of some départements; without any, it is that of the whole country.

    ``commune`` is the INSEE code of where a place stands that one looks for nearby.
    ``arrondissement`` is that of a sous-préfecture. ``scope`` tells which part of a département
    comes to it, where several share it. Its name and address are official: they stay in French.
    The source tells who is competent; ``contact_dated`` is the age of the address and telephone.
    """

    id: Id
    draft: ClassVar[bool]
    kind: Annotated[str, one_of(*AUTHORITY_KINDS, FRANCE_SERVICES)]
    name: str
    departments: frozenset[str] = frozenset()
    arrondissement: str = ""
    commune: str = ""
    scope: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    site: str = ""
    contact_dated: Annotated[str, document_date] = ""
    source: Source = NO_SOURCE
