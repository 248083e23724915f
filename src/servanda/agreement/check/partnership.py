"""Can every review be held by both sides, and is there something to measure?"""

from __future__ import annotations

from servanda.agreement import diagnostics as found
from servanda.agreement.check.where import Where
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.notebook import Notebook

__all__ = ["check_partnership"]


def check_partnership(agreement: Agreement, where: Where, notebook: Notebook) -> None:
    """Note reviews that a side need not attend, and reviews that are read where none is agreed."""
    for review in agreement.reviews.values():
        for side, roles in review.attended_by.items():
            path = ("reviews", review.name, "attended by", side)
            if where.has(*path) and not any(role.strip() for role in roles):
                notebook.report(found.NOBODY_ATTENDS, where.key(*path), name=review.name, side=side)
    table = agreement.evidence.get("reviews")
    if table is not None and table.recorded and not agreement.reviews:
        notebook.report(found.NOTHING_TO_REVIEW, table.span)
