"""The stored models, one file per concept. Other packages import them from here."""

from .base import NATIONAL, Confidence
from .between import (
    Letter,
    LetterField,
    PaperUse,
    ProofAsker,
    ProofAskerRule,
    ProvisionalPaper,
    SiteWording,
)
from .cases import Case
from .change_proposals import ChangeProposal
from .channels import Channel, ChannelProcedure
from .costs import Cost
from .counts import Count
from .departments import Department
from .derived_facts import DerivedFact, DerivedRule
from .document_entries import DocumentAlternative, DocumentEntry
from .documents import Document, DocumentNote
from .editions import Edition, Frozen, PublishedPart
from .examples import ExampleMoment, ExamplePerson
from .feedback import Feedback
from .fees import Fee, FeeAmount
from .fiches import LawFiche, LawReading, LawVersion
from .fields import (
    CodesField,
    ConditionField,
    DocumentDateField,
    DurationField,
    PhrasesField,
    ServiceField,
    SynonymsField,
    WeeklyHoursField,
    WindowEndField,
)
from .groups import Group
from .helpers import Helper
from .history import EntryChange
from .hosts import ApprovedHost, HostProposal
from .in_charge import PersonInCharge
from .inquiries import Inquiry
from .invariants import Invariant
from .kits import FilledForm, Kit, Wave
from .links import LinkCheck
from .memberships import DepartmentMembership, Role
from .notices import Notice
from .orientations import Orientation, OrientationCall, OrientationLink, OrientationStep
from .overrides import DroppedDocument, Override
from .procedures import Exclusion, LegalReference, Procedure
from .questions import Choice, Question
from .reception import ReceptionCount, ReceptionPost
from .reviews import Review
from .security_events import SecurityEvent
from .sites import Site
from .stances import PlaceName, ProcedureStance, StanceName
from .steps import Step
from .translated import TranslationStatus
from .warnings import ProcedureWarning, StepWarning

__all__ = [
    "NATIONAL",
    "ApprovedHost",
    "Case",
    "ChangeProposal",
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
    "ExampleMoment",
    "ExamplePerson",
    "Exclusion",
    "Fee",
    "FeeAmount",
    "Feedback",
    "FilledForm",
    "Frozen",
    "Group",
    "Helper",
    "HostProposal",
    "Inquiry",
    "Invariant",
    "Kit",
    "LawFiche",
    "LawReading",
    "LawVersion",
    "LegalReference",
    "Letter",
    "LetterField",
    "LinkCheck",
    "Notice",
    "Orientation",
    "OrientationCall",
    "OrientationLink",
    "OrientationStep",
    "Override",
    "PaperUse",
    "PersonInCharge",
    "PhrasesField",
    "PlaceName",
    "Procedure",
    "ProcedureStance",
    "ProcedureWarning",
    "ProofAsker",
    "ProofAskerRule",
    "ProvisionalPaper",
    "PublishedPart",
    "Question",
    "ReceptionCount",
    "ReceptionPost",
    "Review",
    "Role",
    "SecurityEvent",
    "ServiceField",
    "Site",
    "SiteWording",
    "StanceName",
    "Step",
    "StepWarning",
    "SynonymsField",
    "TranslationStatus",
    "Wave",
    "WeeklyHoursField",
    "WindowEndField",
]
