"""How both sides work together: reviews, actions, incidents, work, favours, pain points."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from servanda.desk.seeing import see
from servanda.web.callers import caller_of
from servanda.web.documents.partnership import TogetherDocument
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["working together"])


@router.get(
    "/agreements/{agreement}/partnership", response=TogetherDocument, operation_id="partnership"
)
@lets("agreement looked at")
def how_both_work_together(request: HttpRequest, agreement: str) -> TogetherDocument:
    """Return what both aim at, promised each other, said, learned, gave, and have left to do."""
    return TogetherDocument.of(see(caller_of(request), agreement))
