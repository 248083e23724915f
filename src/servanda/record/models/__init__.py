"""The tables of the shared book."""

from servanda.record.models.administration import (
    AdministrationEntry,
    AdministrationHead,
    PersonalKey,
)
from servanda.record.models.agreement import Agreement, Appointment, Representation
from servanda.record.models.designing import Answer, DesignSession, SessionAnswer, SessionGuest
from servanda.record.models.draft import DraftState
from servanda.record.models.entry import JournalEntry, KeptEntry, ModelEntry
from servanda.record.models.filters import SavedFilter
from servanda.record.models.finding import Finding
from servanda.record.models.job import Job, JobState
from servanda.record.models.operating import ModelAppointment, ModelCoverage, OperatingModel
from servanda.record.models.people import Invitation, Organisation, Person, ReminderWish
from servanda.record.models.reminding import ReminderDue
from servanda.record.models.requests import AccessToken, KeptRequest, Upload, UploadPurpose
from servanda.record.models.standing import (
    AtAGlance,
    ClaimState,
    DisputeState,
    LineState,
    ProposalState,
    SpendingState,
    StatementState,
    WaitingState,
)
from servanda.record.models.workshop import Workshop, WorkshopAnswer, WorkshopGuest

__all__ = [
    "AccessToken",
    "AdministrationEntry",
    "AdministrationHead",
    "Agreement",
    "Answer",
    "Appointment",
    "AtAGlance",
    "ClaimState",
    "DesignSession",
    "DisputeState",
    "DraftState",
    "Finding",
    "Invitation",
    "Job",
    "JobState",
    "JournalEntry",
    "KeptEntry",
    "KeptRequest",
    "LineState",
    "ModelAppointment",
    "ModelCoverage",
    "ModelEntry",
    "OperatingModel",
    "Organisation",
    "Person",
    "PersonalKey",
    "ProposalState",
    "ReminderDue",
    "ReminderWish",
    "Representation",
    "SavedFilter",
    "SessionAnswer",
    "SessionGuest",
    "SpendingState",
    "StatementState",
    "Upload",
    "UploadPurpose",
    "WaitingState",
    "Workshop",
    "WorkshopAnswer",
    "WorkshopGuest",
]
