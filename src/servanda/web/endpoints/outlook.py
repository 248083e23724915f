"""What was found out in the background: the period under way, and versions in money."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from servanda.desk.foreseeing import outlook_seen
from servanda.desk.side_by_side import sides_seen
from servanda.web.callers import caller_of
from servanda.web.documents.common import Line
from servanda.web.documents.outlook import ComparisonDocument, OpenPeriodDocument
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["statements and decisions"])


@router.get(
    "/agreements/{agreement}/open-period", response=OpenPeriodDocument, operation_id="open_period"
)
@lets("agreement looked at")
def open_period(request: HttpRequest, agreement: str) -> OpenPeriodDocument:
    """Return how the period under way stands; what is not known yet is being computed."""
    return OpenPeriodDocument.of(outlook_seen(caller_of(request), agreement))


@router.get(
    "/agreements/{agreement}/comparison", response=ComparisonDocument, operation_id="comparison"
)
@lets("agreement looked at")
def comparison(
    request: HttpRequest,
    agreement: str,
    before: Line = "",
    after: Line = "",
) -> ComparisonDocument:
    """Hold two versions against each other, each by its first day, or as proposal-12.

    Not named, they are the first version and the last one.
    """
    return ComparisonDocument.of(sides_seen(caller_of(request), agreement, before, after))
