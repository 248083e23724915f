"""What lies on the table of a review, by what was handed over in the shared book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from servanda.desk.callers import Caller
from servanda.desk.operating_model.seeing import see_model
from servanda.desk.refusals import NotAllowed, NotInScope, NotThere
from servanda.desk.seeing import Seen
from servanda.operating_model.standing import ServiceStanding
from servanda.partnership.state import partnership_of
from servanda.pipeline.reporting import Stated
from servanda.pipeline.review_pack import Ground, ReviewPack, pack_from
from servanda.pipeline.reviewing import due_review
from servanda.record.models import ModelCoverage

__all__ = ["pack_of_review"]


def pack_of_review(caller: Caller, seen: Seen, name: str, period: str) -> ReviewPack:
    """Return the pack of a review, by the last edition of each statement handed over.

    How support stands is told as far as the caller may see the operating model.

    Raises:
        NoSuchReview: The agreement asks for no such review.
        NothingSettled: No statement of its stretch was handed over.
        CannotRead: A statement is not in the record, or not what was handed over.
    """
    found = partnership_of(seen.standing.entries.values())
    due = due_review(seen.history, name, period, partnership=found)
    statements = tuple(seen.statement(each.period, each.editions[-1]) for each in seen.periods)
    ground = Ground(
        workspace=seen.workspace,
        history=seen.history,
        standing=seen.standing,
        statements=statements,
        so_far=statements,
        promises=Stated(history=seen.history),
        support=tuple(_support(caller, seen, due.stretch.last_day)),
    )
    return pack_from(ground, name, period, seen.at)


def _support(caller: Caller, seen: Seen, day: date) -> Iterator[ServiceStanding]:
    covering = ModelCoverage.objects.filter(agreement=seen.seat.agreement, has_services=True)
    for each in covering.select_related("model").order_by("pk"):
        try:
            model = see_model(caller, each.model.key, day=day)
        except (NotThere, NotAllowed, NotInScope):
            continue
        for standing in model.examination.standings.values():
            if standing.service.agreement == each.link:
                yield standing
