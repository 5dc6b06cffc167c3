"""The stored models, one file per concept. Other packages import them from here."""

from .base import NATIONAL, Confidence
from .cases import Case
from .channels import Channel, ChannelProcedure
from .costs import Cost
from .counts import Count
from .departments import Department
from .derived_facts import DerivedFact, DerivedRule
from .document_entries import DocumentAlternative, DocumentEntry
from .documents import Document, DocumentNote
from .editions import Edition, Frozen, PublishedPart
from .fees import Fee, FeeAmount
from .fiches import LawFiche, LawReading, LawVersion
from .fields import (
    CodesField,
    ConditionField,
    DocumentDateField,
    DurationField,
    PhrasesField,
    ServiceField,
    WeeklyHoursField,
    WindowEndField,
)
from .groups import Group
from .helpers import Helper
from .history import EntryChange
from .hosts import ApprovedHost
from .in_charge import PersonInCharge
from .inquiries import Inquiry
from .invariants import Invariant
from .links import LinkCheck
from .memberships import DepartmentMembership, Role
from .notices import Notice
from .orientations import Orientation, OrientationCall, OrientationLink, OrientationStep
from .overrides import DroppedDocument, Override
from .procedures import Exclusion, LegalReference, Procedure
from .questions import Choice, Question
from .reviews import Review
from .sites import Site
from .stances import PlaceName, ProcedureStance, StanceName
from .steps import Step
from .translated import TranslationStatus
from .warnings import ProcedureWarning, StepWarning

__all__ = [
    "NATIONAL",
    "ApprovedHost",
    "Case",
    "Channel",
    "ChannelProcedure",
    "Choice",
    "CodesField",
    "ConditionField",
    "Confidence",
    "Cost",
    "Count",
    "Department",
    "DepartmentMembership",
    "DerivedFact",
    "DerivedRule",
    "Document",
    "DocumentAlternative",
    "DocumentDateField",
    "DocumentEntry",
    "DocumentNote",
    "DroppedDocument",
    "DurationField",
    "Edition",
    "EntryChange",
    "Exclusion",
    "Fee",
    "FeeAmount",
    "Frozen",
    "Group",
    "Helper",
    "Inquiry",
    "Invariant",
    "LawFiche",
    "LawReading",
    "LawVersion",
    "LegalReference",
    "LinkCheck",
    "Notice",
    "Orientation",
    "OrientationCall",
    "OrientationLink",
    "OrientationStep",
    "Override",
    "PersonInCharge",
    "PhrasesField",
    "PlaceName",
    "Procedure",
    "ProcedureStance",
    "ProcedureWarning",
    "PublishedPart",
    "Question",
    "Review",
    "Role",
    "ServiceField",
    "Site",
    "StanceName",
    "Step",
    "StepWarning",
    "TranslationStatus",
    "WeeklyHoursField",
    "WindowEndField",
]
