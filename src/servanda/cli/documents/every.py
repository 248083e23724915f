"""Every document that a command can print."""

from __future__ import annotations

from servanda.cli.documents.calendar import CalendarDocument
from servanda.cli.documents.case import CaseDocument
from servanda.cli.documents.check import CheckDocument
from servanda.cli.documents.compare import CompareDocument
from servanda.cli.documents.credit_note import CreditNoteDocument
from servanda.cli.documents.entered import EnteredDocument
from servanda.cli.documents.explain import ExplainDocument
from servanda.cli.documents.forecast import ForecastDocument
from servanda.cli.documents.format import FormatDocument
from servanda.cli.documents.holding import HoldingDocument
from servanda.cli.documents.invoice import InvoiceDocument
from servanda.cli.documents.issue import IssueDocument
from servanda.cli.documents.kind import KindDocument
from servanda.cli.documents.ledger import LedgerDocument
from servanda.cli.documents.measure import MeasureDocument
from servanda.cli.documents.model import (
    ModelChangesDocument,
    ModelDocument,
    RegisterDocument,
    StepInDocument,
)
from servanda.cli.documents.model_journal import ModelJournalDocument
from servanda.cli.documents.outcomes import OutcomesDocument
from servanda.cli.documents.partnership import PartnershipDocument
from servanda.cli.documents.people import (
    ErasedDocument,
    PersonDocument,
    ProcessingDocument,
    RetentionDocument,
)
from servanda.cli.documents.profile import ProfileDocument
from servanda.cli.documents.proposals import ProposalsDocument
from servanda.cli.documents.read import ReadDocument
from servanda.cli.documents.record import RecordDocument
from servanda.cli.documents.renewal import RenewalDocument
from servanda.cli.documents.report import ReportDocument
from servanda.cli.documents.review_pack import ReviewPackDocument
from servanda.cli.documents.service_card import ServiceCardDocument
from servanda.cli.documents.settle import SettleDocument
from servanda.cli.documents.verify import BundleDocument, VerifyDocument
from servanda.cli.documents.waiting import WaitingDocument
from servanda.cli.documents.weighing import BacktestDocument, TryDocument

__all__ = ["DOCUMENTS"]

DOCUMENTS: dict[str, type] = {
    "servanda check": CheckDocument,
    "servanda format": FormatDocument,
    "servanda read": ReadDocument,
    "servanda profile": ProfileDocument,
    "servanda measure": MeasureDocument,
    "servanda settle, servanda demo": SettleDocument,
    "servanda report": ReportDocument,
    "servanda compare": CompareDocument,
    "servanda try": TryDocument,
    "servanda backtest": BacktestDocument,
    "servanda forecast": ForecastDocument,
    "servanda credit-note": CreditNoteDocument,
    "servanda invoice": InvoiceDocument,
    "servanda ledger": LedgerDocument,
    "servanda holding": HoldingDocument,
    "servanda outcomes": OutcomesDocument,
    "servanda partnership": PartnershipDocument,
    "servanda review pack": ReviewPackDocument,
    "servanda service-card": ServiceCardDocument,
    "servanda issue": IssueDocument,
    "servanda bundle": BundleDocument,
    "servanda verify": VerifyDocument,
    "servanda erase": ErasedDocument,
    "servanda retention": RetentionDocument,
    "servanda processing-record": ProcessingDocument,
    "servanda who": PersonDocument,
    "servanda explain": ExplainDocument,
    "servanda explain --case": CaseDocument,
    "servanda explain CODE": KindDocument,
    "servanda record": RecordDocument,
    "servanda proposals": ProposalsDocument,
    "servanda waiting": WaitingDocument,
    "servanda calendar": CalendarDocument,
    "servanda renewal": RenewalDocument,
    "servanda claim, answer, agree, dispute, spend, model accept and so on": EnteredDocument,
    "servanda model check, servanda model show, servanda model risks": ModelDocument,
    "servanda model compare, servanda model fill": ModelChangesDocument,
    "servanda model register": RegisterDocument,
    "servanda model step-in": StepInDocument,
    "servanda model journal": ModelJournalDocument,
}
"""The shapes, by the command that prints them."""
