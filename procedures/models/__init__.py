"""The stored models, one file per concept. Other packages import them from here."""

from .authorities import Authority
from .base import NATIONAL, Confidence
from .between import (
    Letter,
    LetterField,
    OnlineService,
    PaperUse,
    ProofAsker,
    ProofAskerRule,
    ProvisionalPaper,
    ServiceNeed,
    ServiceWay,
    SiteWording,
)
from .cases import Case, Invariant
from .change_proposals import ChangeProposal, Review
from .channels import Channel, ChannelProcedure
from .costs import Cost, Fee, FeeAmount
from .counts import Count
from .departments import Department, Helper, ImportedRow, PersonInCharge, Site, WaitingTime
from .documents import (
    Document,
    DocumentAlternative,
    DocumentEntry,
    DocumentNote,
    DroppedDocument,
    Override,
)
from .editions import Edition, EntryChange, Frozen, PublishedPart
from .examples import ExampleMoment, ExamplePerson
from .feedback import Feedback
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
from .hosts import ApprovedHost, HostProposal, LinkCheck
from .kits import FilledForm, Inquiry, Kit, Wave
from .memberships import DepartmentMembership, Role
from .notices import Notice
from .orientations import Orientation, OrientationCall, OrientationLink, OrientationStep
from .procedures import Exclusion, LegalReference, Procedure
from .questions import Choice, DerivedFact, DerivedRule, Question
from .reception import ReceptionCount, ReceptionPost
from .security_events import SecurityEvent
from .stances import PlaceName, ProcedureStance, StanceName
from .steps import ProcedureWarning, Step, StepWarning
from .translated import TranslationStatus

__all__ = [
    "NATIONAL",
    "ApprovedHost",
    "Authority",
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
    "ImportedRow",
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
    "OnlineService",
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
    "ServiceNeed",
    "ServiceWay",
    "Site",
    "SiteWording",
    "StanceName",
    "Step",
    "StepWarning",
    "SynonymsField",
    "TranslationStatus",
    "WaitingTime",
    "Wave",
    "WeeklyHoursField",
    "WindowEndField",
]
