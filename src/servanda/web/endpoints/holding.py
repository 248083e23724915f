"""What the journal holds beside statements: the holding account, figures by hand, wrinkles."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from servanda.desk.holding import holding_account
from servanda.desk.life import figures_by_hand, wrinkles
from servanda.web.callers import caller_of
from servanda.web.documents.holding import (
    FigureDocument,
    FiguresPage,
    HoldingDocument,
    WrinkleDocument,
    WrinklesPage,
)
from servanda.web.paging import Limit, Offset
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["statements and decisions"])


@router.get(
    "/agreements/{agreement}/holding-account",
    response=HoldingDocument,
    operation_id="holding_account",
)
@lets("agreement looked at")
def holding(
    request: HttpRequest, agreement: str, limit: Limit = 50, offset: Offset = 0
) -> HoldingDocument:
    """Return what stands in the holding account, and what came in, newest first."""
    return HoldingDocument.of(holding_account(caller_of(request), agreement), limit, offset)


@router.get("/agreements/{agreement}/figures", response=FiguresPage, operation_id="figures")
@lets("agreement looked at")
def all_figures(
    request: HttpRequest, agreement: str, limit: Limit = 50, offset: Offset = 0
) -> FiguresPage:
    """List the figures that were entered by hand, newest first."""
    found = figures_by_hand(caller_of(request), agreement)
    shown = found[offset : offset + limit]
    return FiguresPage(figures=[FigureDocument.of(each) for each in shown], total=len(found))


@router.get("/agreements/{agreement}/wrinkles", response=WrinklesPage, operation_id="wrinkles")
@lets("agreement looked at")
def all_wrinkles(
    request: HttpRequest, agreement: str, limit: Limit = 50, offset: Offset = 0
) -> WrinklesPage:
    """List what is to be worked off before stabilization ends, newest first."""
    found = wrinkles(caller_of(request), agreement)
    shown = found[offset : offset + limit]
    return WrinklesPage(wrinkles=[WrinkleDocument.of(each) for each in shown], total=len(found))
