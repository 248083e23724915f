"""Versions of the agreement: proposed, and signed."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from servanda.desk.agreeing import NewVersion, propose_version, sign_version
from servanda.desk.looking import proposals
from servanda.web.answering import IDEMPOTENT, page_of
from servanda.web.callers import caller_of
from servanda.web.documents.agreements import (
    NewProposal,
    NewSignature,
    ProposalDocument,
    ProposalsPage,
)
from servanda.web.documents.common import of_rows
from servanda.web.documents.journal import DraftDocument, EnteredDocument
from servanda.web.paging import Limit, Offset
from servanda.web.routes import lets
from servanda.web.signatures import entered_or_draft, signature_of

__all__ = ["router"]

router = Router(tags=["versions"])


@router.get("/agreements/{agreement}/proposals", response=ProposalsPage, operation_id="proposals")
@lets("agreement looked at")
def all_proposals(
    request: HttpRequest, agreement: str, limit: Limit = 50, offset: Offset = 0
) -> ProposalsPage:
    """List the proposed versions, newest first."""
    rows, total = page_of(proposals(caller_of(request), agreement), limit, offset)
    return ProposalsPage(proposals=of_rows(ProposalDocument, rows), total=total)


@router.post(
    "/agreements/{agreement}/proposals",
    response={201: EnteredDocument, 202: DraftDocument},
    operation_id="propose_version",
    openapi_extra=IDEMPOTENT,
)
@lets("draft proposed")
def new_proposal(request: HttpRequest, agreement: str, proposal: NewProposal) -> HttpResponse:
    """Propose a version: of texts, of single changes, or the texts as they lie in the book."""
    return entered_or_draft(
        request,
        lambda caller: propose_version(
            caller,
            agreement,
            NewVersion(
                texts=proposal.texts,
                changes=proposal.changes,
                governs_from=proposal.governs_from,
                instead_of=proposal.instead_of,
                note=proposal.note,
            ),
            signature=signature_of(proposal.signature),
        ),
    )


@router.post(
    "/agreements/{agreement}/proposals/{proposal}/signatures",
    response={201: EnteredDocument, 202: DraftDocument},
    operation_id="sign_version",
    openapi_extra=IDEMPOTENT,
)
@lets("version signed")
def new_signature(
    request: HttpRequest,
    agreement: str,
    proposal: Annotated[int, Path(ge=1, le=2_000_000_000)],
    signature: NewSignature,
) -> HttpResponse:
    """Sign a proposed version; once both parties have, it is agreed."""
    return entered_or_draft(
        request,
        lambda caller: sign_version(
            caller, agreement, proposal, signature=signature_of(signature.signature)
        ),
    )
