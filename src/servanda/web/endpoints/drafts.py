"""Writing a version: one's own draft, kept until it is proposed; an invoice beside a statement."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from servanda.desk import drafts, drafts_begun, drafts_kept
from servanda.desk.callers import Caller
from servanda.desk.invoicing import invoice_seen
from servanda.web.answering import IDEMPOTENT
from servanda.web.callers import caller_of
from servanda.web.documents.common import Line
from servanda.web.documents.drafts import (
    InvoiceDocument,
    NewCounter,
    NewDraftProposal,
    NewDraftText,
    NewDraftValues,
    OwnDraft,
)
from servanda.web.documents.journal import DraftDocument, EnteredDocument
from servanda.web.parts import PART
from servanda.web.routes import lets
from servanda.web.signatures import entered_or_draft, signature_of

__all__ = ["router"]

router = Router(tags=["versions"])
_DRAFT = "/agreements/{agreement}/draft"


@router.get(_DRAFT, response=OwnDraft, operation_id="own_draft")
@lets("draft proposed")
def own_draft(request: HttpRequest, agreement: str) -> OwnDraft:
    """Return one's own draft: its text, values, mistakes and changes; nobody else sees it."""
    return _draft(caller_of(request), agreement)


@router.put(_DRAFT, response=OwnDraft, operation_id="save_draft")
@lets("draft proposed")
def save_draft(request: HttpRequest, agreement: str, draft: NewDraftText) -> OwnDraft:
    """Save one's draft as text, sound or not."""
    caller = caller_of(request)
    drafts.save_text(caller, agreement, draft.text, was=draft.was)
    return _draft(caller, agreement)


@router.put(f"{_DRAFT}/values", response=OwnDraft, operation_id="save_draft_values")
@lets("draft proposed")
def save_values(request: HttpRequest, agreement: str, draft: NewDraftValues) -> OwnDraft:
    """Write values into one's draft, each at its place in the text."""
    caller = caller_of(request)
    values = {tuple(each.place): each.value for each in draft.values}
    drafts.save_values(caller, agreement, values, was=draft.was)
    return _draft(caller, agreement)


@router.post(f"{_DRAFT}/undone", response=OwnDraft, operation_id="undo_draft")
@lets("draft proposed")
def undo(request: HttpRequest, agreement: str) -> OwnDraft:
    """Undo the last change of one's draft."""
    caller = caller_of(request)
    drafts_kept.step_back(caller, agreement)
    return _draft(caller, agreement)


@router.post(f"{_DRAFT}/done-again", response=OwnDraft, operation_id="redo_draft")
@lets("draft proposed")
def redo(request: HttpRequest, agreement: str) -> OwnDraft:
    """Do again what was undone last."""
    caller = caller_of(request)
    drafts_kept.step_forward(caller, agreement)
    return _draft(caller, agreement)


@router.post(f"{_DRAFT}/countering", response=OwnDraft, operation_id="counter_proposal")
@lets("draft proposed")
def counter(request: HttpRequest, agreement: str, counters: NewCounter) -> OwnDraft:
    """Begin a draft with what a proposal says, to counter it."""
    caller = caller_of(request)
    drafts_begun.begin_counter(caller, agreement, counters.proposal)
    return _draft(caller, agreement)


@router.delete(_DRAFT, response=OwnDraft, operation_id="let_draft_go")
@lets("draft proposed")
def let_go(request: HttpRequest, agreement: str) -> OwnDraft:
    """Let one's draft go for good; how one would begin is answered."""
    caller = caller_of(request)
    drafts_kept.let_go(caller, agreement)
    return _draft(caller, agreement)


@router.post(
    f"{_DRAFT}/proposed",
    response={201: EnteredDocument, 202: DraftDocument},
    operation_id="propose_draft",
    openapi_extra=IDEMPOTENT,
)
@lets("draft proposed")
def propose(request: HttpRequest, agreement: str, proposal: NewDraftProposal) -> HttpResponse:
    """Propose one's draft; there is no draft any more then."""
    return entered_or_draft(
        request,
        lambda caller: drafts.propose_draft(
            caller, agreement, note=proposal.note, signature=signature_of(proposal.signature)
        ),
    )


@router.post(
    "/agreements/{agreement}/statements/{period}/invoice",
    response=InvoiceDocument,
    operation_id="hold_invoice",
    openapi_extra=PART,
)
@lets("agreement looked at")
def invoice(request: HttpRequest, agreement: str, period: str, name: Line) -> InvoiceDocument:
    """Hold the lines of an invoice, a CSV file or workbook, against a statement; none are kept.

    ``name`` is the name of the file, for its ending.
    """
    held = invoice_seen(caller_of(request), agreement, period, name, request.body)
    return InvoiceDocument.of(held)


def _draft(caller: Caller, agreement: str) -> OwnDraft:
    return OwnDraft.of(drafts.draft_written(caller, agreement))
