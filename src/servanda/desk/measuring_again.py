"""Records behind what was handed over, measured again where what was kept does not fit any more.

That is so after an upgrade that measures otherwise, and where what can be computed again was
deleted. Figures and money stand in the statement; this is about what they are made of.
"""

from __future__ import annotations

import hashlib

from servanda.desk.background import Errand, Sort
from servanda.desk.finding_out import FindingSeen, telling
from servanda.desk.seeing import Seen
from servanda.desk.working import value_of, workspace_of
from servanda.kernel.time import Instant
from servanda.pipeline.choosing import Choice
from servanda.pipeline.moment import Moment
from servanda.pipeline.settling import settle
from servanda.record.models import Job, JobState
from servanda.record.queue import put

__all__ = ["measure_again", "measuring_again"]


def measuring_again(seen: Seen, period: str, at: Instant) -> FindingSeen:
    """Have the records behind a statement measured again, once however many ask.

    Args:
        seen: The agreement, and who asks.
        period: Label of its period.
        at: When it was handed over.

    Returns:
        How far that has come.
    """
    agreement = seen.seat.agreement
    of = hashlib.sha256(f"{period} {at}".encode()).hexdigest()[:16]
    # What could not be done is tried again on another day.
    once = f"{Sort.RECORDS.value} {agreement.key} {of} {seen.book.day_of(seen.at)}"
    job = _put(seen, once, period, at)
    while job.state == JobState.DONE:
        # It was kept, and is gone again.
        job = _put(seen, f"{once} {job.key}", period, at)
    return FindingSeen(content=None, made_at=None, is_fresh=False, job=job)


def measure_again(errand: Errand) -> None:
    """Measure what a period was settled on, as it was known then, and keep it.

    Raises:
        Mistaken: Texts or evidence cannot be read any more.
    """
    at = Instant.parse(errand.content["at"])
    answer = settle(
        workspace_of(errand.agreement),
        choice=Choice(only=errand.content["period"]),
        moment=Moment(at=at, as_known=True),
        progress=telling(errand),
    )
    value_of(answer)
    errand.done()


def _put(seen: Seen, once: str, period: str, at: Instant) -> Job:
    told = {"period": period, "at": str(at)}
    return put(
        Sort.RECORDS.value, told, seen.seat.caller.at, once=once, agreement=seen.seat.agreement
    )
