"""The schemas of what is answered: ``evaluate``, and the lists of the edition."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Schema
from pydantic import Field, create_model

from procedures.engine.schema.declared import texts_of
from procedures.engine.values.rules import Document

from .schemas import HowCertain, LanguageCode


class ServiceNeedAnswer(Schema):
    title: str
    text: str | None
    without: str = Field(description="What to do for who lacks it.")
    optional: bool


class ServiceWayAnswer(Schema):
    title: str
    text: str | None


class ServiceAnswer(Schema):
    id: str
    title: str
    files: str | None = Field(description="Formats and size. Nothing: none is published.")
    needs: list[ServiceNeedAnswer]
    ways: list[ServiceWayAnswer] = Field(description="For who cannot enter at all, in order.")


class ChannelAnswer(Schema):
    kind: str
    url: str | None
    address: str | None
    instructions: str | None
    no_slot_help: str | None
    service: ServiceAnswer | None = Field(None, description="The site on which it is done.")


class AuthorityAnswer(Schema):
    id: str
    name: str
    scope: str | None = Field(description="Which part of the département comes to it.")
    address: str | None
    phone: str | None
    email: str | None
    contact_dated: str | None = Field(description="The date of the address and the telephone.")


class StepAnswer(Schema):
    id: str
    from_: str | None = Field(alias="from")
    to: str | None = Field(description="The careful last day, which is shown.")
    certainty: HowCertain
    late_after: str | None = Field(
        None, description="The last day that the law counts, if it is another."
    )
    authorities: list[AuthorityAnswer] | None = Field(
        None, description="To whom the step goes in the département of the person."
    )


class PaperAnswer(Schema):
    id: str | None
    one_of: list[str] | None
    certainty: HowCertain
    for_some: bool = False


class CostAnswer(Schema):
    label: str
    amount: float | None
    currency: str
    certainty: HowCertain
    may_be_asked: bool = False


class CardAnswer(Schema):
    stance: str | None
    lead: str | None
    last_day: str | None = Field(
        description="The careful last day. It has passed only while the law still counts today."
    )
    place: str | None


class ProcedureResultAnswer(Schema):
    id: str
    certainty: HowCertain
    recommended: bool
    because: list[str] = Field(description="The answered questions that its condition reads.")
    depends_on: list[str] = Field(description="The questions that keep it possible.")
    channel: ChannelAnswer | None
    steps: list[StepAnswer]
    documents: list[PaperAnswer]
    costs: list[CostAnswer]
    total_cost: float | None
    possible_cost: float | None = None
    card: CardAnswer


class OrientationAnswer(Schema):
    id: str
    certainty: HowCertain
    stance: str | None
    last_day: str | None = Field(description="As that of a card.")


class MilestoneAnswer(Schema):
    id: str
    day: str
    appeal: bool
    supposed: bool


class NoticeAnswer(Schema):
    text: str
    from_: str | None = Field(alias="from")
    until: str | None


class TestAnswer(Schema):
    fact: str
    operator: str
    operand: Any
    expected: bool
    value: Any
    missing: Literal["pending", "unknown", "absent"] | None
    questions: list[str]


class WhyNot(Schema):
    procedure: str
    tests: list[TestAnswer]
    answers: dict[str, Any]


class Evaluated(Schema):
    edition: str
    next_question: str | None
    asked: list[str]
    procedures: list[ProcedureResultAnswer]
    orientations: list[OrientationAnswer]
    milestones: list[MilestoneAnswer]
    notices: list[NoticeAnswer]
    why_not: WhyNot | None = None


class ProcedureSummary(Schema):
    id: str
    title: str
    summary: str
    family: str
    from_: str | None = Field(alias="from", description="The first day on which it is possible.")
    until: str | None = Field(description="The last day on which it is possible.")
    sensitive: bool
    page: str = Field(description="The address of its page on the site.")


class Procedures(Schema):
    edition: str
    language: LanguageCode
    procedures: list[ProcedureSummary]


class SourceAnswer(Schema):
    reference: str
    url: str
    dated: str
    checked_on: str | None
    verified_on: str | None
    confidence: str


class ListedStep(Schema):
    id: str
    text: str
    conditional: bool


class ListedDocument(Schema):
    documents: list[str]
    one_of: bool
    note: str
    form: str
    conditional: bool


class FeeFrom(Schema):
    from_: str | None = Field(alias="from")
    amount: float | None


class ListedCost(Schema):
    label: str
    currency: str
    amounts: list[FeeFrom]
    may_be_asked: bool
    conditional: bool


class ProcedureAnswer(ProcedureSummary):
    edition: str
    language: LanguageCode
    result: str
    processing_time: str
    validity: str
    steps: list[ListedStep]
    documents: list[ListedDocument]
    costs: list[ListedCost]
    legal_references: list[str]
    source: SourceAnswer


class DepartmentSummary(Schema):
    code: str
    name: str
    known: bool = Field(description="Whether the catalogue holds local facts of it.")
    page: str


class Departments(Schema):
    edition: str
    language: LanguageCode
    departments: list[DepartmentSummary]


class PlaceAnswer(Schema):
    name: str
    address: str
    phone: str


class HelperAnswer(PlaceAnswer):
    kind: str
    languages: list[str]


class PrefectureAnswer(PlaceAnswer):
    email: str
    site: str


class DepartmentAnswer(DepartmentSummary):
    edition: str
    language: LanguageCode
    prefecture: PrefectureAnswer
    sites: list[PlaceAnswer]
    helpers: list[HelperAnswer]
    notices: list[NoticeAnswer]


class DocumentId(Schema):
    id: str


# The texts of documents are declared with their values: a new one is promised here at once.
_DocumentTexts: Any = create_model(
    "_DocumentTexts", __base__=DocumentId, **dict.fromkeys(texts_of(Document), (str, ...))
)


class DocumentAnswer(_DocumentTexts):
    original: bool
    translation: bool
    validity: dict[str, int] | None
    source: SourceAnswer


class Documents(Schema):
    edition: str
    language: LanguageCode
    documents: list[DocumentAnswer]
