"""The schemas of ``evaluate``: the shape of ``engine/results.py``."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from .schemas import HowCertain


class ChannelAnswer(Schema):
    kind: str
    url: str | None
    address: str | None
    instructions: str | None
    no_slot_help: str | None


class StepAnswer(Schema):
    id: str
    from_: str | None = Field(alias="from")
    to: str | None = Field(description="The careful last day, which is shown.")
    certainty: HowCertain
    late_after: str | None = Field(
        None, description="The last day that the law counts, if it is another."
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
    notices: list[NoticeAnswer]
    why_not: WhyNot | None = None
