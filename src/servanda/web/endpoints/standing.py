"""How an agreement stands: statements, claims, disputes, spendings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from servanda.desk.looking import claims, disputes, spendings, statement, statements
from servanda.desk.saying import issue_statement
from servanda.web.answering import IDEMPOTENT, page_of
from servanda.web.callers import caller_of
from servanda.web.documents.common import of_rows
from servanda.web.documents.journal import DraftDocument, EnteredDocument
from servanda.web.documents.standing import (
    ClaimDocument,
    ClaimsPage,
    DisputeDocument,
    DisputesPage,
    NewStatement,
    SpendingDocument,
    SpendingsPage,
    StatementDocument,
    StatementsPage,
    StatementWithLines,
)
from servanda.web.paging import Limit, Offset
from servanda.web.routes import lets
from servanda.web.signatures import entered_or_draft, signature_of

__all__ = ["router"]

router = Router(tags=["statements and decisions"])


@router.get(
    "/agreements/{agreement}/statements", response=StatementsPage, operation_id="statements"
)
@lets("agreement looked at")
def all_statements(
    request: HttpRequest, agreement: str, limit: Limit = 50, offset: Offset = 0
) -> StatementsPage:
    """List the periods that have a statement, newest first."""
    rows, total = page_of(statements(caller_of(request), agreement), limit, offset)
    return StatementsPage(statements=[StatementDocument.of(each) for each in rows], total=total)


@router.get(
    "/agreements/{agreement}/statements/{period}",
    response=StatementWithLines,
    operation_id="statement",
)
@lets("agreement looked at")
def one_statement(request: HttpRequest, agreement: str, period: str) -> StatementWithLines:
    """Return a period's statement with its lines and disputes."""
    return StatementWithLines.seen(statement(caller_of(request), agreement, period))


@router.post(
    "/agreements/{agreement}/statements",
    response={201: EnteredDocument, 202: DraftDocument},
    operation_id="issue_statement",
    openapi_extra=IDEMPOTENT,
)
@lets("statement issued")
def new_statement(request: HttpRequest, agreement: str, statement: NewStatement) -> HttpResponse:
    """Hand over a period's statement, the first time or where it comes out otherwise now."""
    return entered_or_draft(
        request,
        lambda caller: issue_statement(
            caller,
            agreement,
            statement.period,
            signature=signature_of(statement.signature),
        ),
    )


@router.get("/agreements/{agreement}/claims", response=ClaimsPage, operation_id="claims")
@lets("agreement looked at")
def all_claims(
    request: HttpRequest, agreement: str, limit: Limit = 50, offset: Offset = 0
) -> ClaimsPage:
    """List the claims for relief, newest first."""
    rows, total = page_of(claims(caller_of(request), agreement), limit, offset)
    return ClaimsPage(claims=of_rows(ClaimDocument, rows), total=total)


@router.get("/agreements/{agreement}/disputes", response=DisputesPage, operation_id="disputes")
@lets("agreement looked at")
def all_disputes(
    request: HttpRequest, agreement: str, limit: Limit = 50, offset: Offset = 0
) -> DisputesPage:
    """List the disputes, newest first."""
    rows, total = page_of(disputes(caller_of(request), agreement), limit, offset)
    return DisputesPage(disputes=of_rows(DisputeDocument, rows), total=total)


@router.get("/agreements/{agreement}/spendings", response=SpendingsPage, operation_id="spendings")
@lets("agreement looked at")
def all_spendings(
    request: HttpRequest, agreement: str, limit: Limit = 50, offset: Offset = 0
) -> SpendingsPage:
    """List what the holding account is spent on, newest first."""
    rows, total = page_of(spendings(caller_of(request), agreement), limit, offset)
    return SpendingsPage(spendings=of_rows(SpendingDocument, rows), total=total)
