"""The schemas of the interface, requests and answers: the source of its OpenAPI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.conf import settings
from ninja import Schema
from pydantic import ConfigDict, Field

if TYPE_CHECKING:
    LanguageCode = str
else:
    LanguageCode = Literal[*(code for code, _ in settings.LANGUAGES)]
HowCertain = Literal["certain", "possible"]
KindOfQuestion = Literal["choice", "choices", "yes_no", "country", "date", "integer", "commune"]
WrittenDay = Annotated[
    str,
    Field(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        examples=["2026-11-24"],
        json_schema_extra={"format": "date"},
    ),
]


class SentBody(Schema):
    """A body: what it does not know is refused, so that a misspelt key is never ignored."""

    model_config = ConfigDict(extra="forbid")


class SentAnswers(SentBody):
    answers: dict[str, Any] = Field(
        description="{key of a question: value}. A value is a code, a number, true or false, a day "
        "(2026-11-24), an INSEE code for a commune, a list of codes for « choices », or null for "
        "« I do not know » where the question allows it.",
        examples=[{"residence": "france", "nationality": "MA"}],
    )
    department: str | None = Field(
        None,
        description="The code of a département, where the commune is not among the answers.",
        examples=["82"],
    )
    today: WrittenDay | None = Field(
        None, description="The day of the evaluation; today if left out."
    )


class SentPerson(SentAnswers):
    why_not: str | None = Field(
        None, description="The id of a procedure: the answer then says which tests failed for it."
    )


class FaultAnswer(Schema):
    code: str = Field(description="What is wrong, as a word for programs.")
    key: str | None = Field(description="What in the request is wrong: a key, or nothing.")
    fr: str = Field(description="What is wrong, in French.")
    en: str = Field(description="What is wrong, in English.")
    nearest: list[str] = Field(description="The valid names that look most like the one sent.")


class Refusal(Schema):
    error: FaultAnswer


class Licence(Schema):
    name: str
    url: str


class EditionAnswer(Schema):
    number: int
    label: str = Field(description="The name of the edition on every page of the site.")
    digest: str
    published_at: str
    languages: list[str]
    licence: Licence
    downloads: dict[str, str] = Field(description="{format: address of the whole edition}")


class ChoiceAnswer(Schema):
    value: str
    text: str
    help: str
    sensitive: bool
    exclusive: bool


class QuestionAnswer(Schema):
    key: str
    kind: KindOfQuestion
    section: str
    text: str
    help: str
    why: str
    allow_unknown: bool
    unknown_help: str
    sensitive: bool = Field(
        description="Tells of a danger: no title, list or address of a site may name it."
    )
    may_be_passed: bool
    choices: list[ChoiceAnswer]


class Questions(Schema):
    edition: str
    language: LanguageCode
    questions: list[QuestionAnswer]


class NextQuestion(Schema):
    edition: str
    done: bool = Field(description="No answer can change anything any more.")
    question: QuestionAnswer | None = Field(
        description="The question to ask now, with the choices that it offers to this person."
    )
    asked: list[str] = Field(description="The questions asked so far, in the order of asking.")
    left: int = Field(description="At most so many questions are still to come.")
