"""Long work that people ask for, and what has come of it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet

from servanda.desk.background import Sort
from servanda.desk.callers import Caller, Seat, take_seat
from servanda.desk.refusals import NotThere
from servanda.desk.working import history_of, workspace_of
from servanda.kernel.time import Instant
from servanda.pipeline.choosing import periods_named
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import Job, JobState
from servanda.record.queue import put, revive

__all__ = [
    "NothingToTryAgain",
    "ask_for_statements",
    "ask_for_submission",
    "given_up",
    "job_seen",
    "jobs",
    "own_work",
    "try_again",
]


_BY_ITSELF = (Sort.OUTLOOK.value, Sort.COMPARISON.value, Sort.RECORDS.value)


class NothingToTryAgain(MisusedCommand):
    """A job was to be tried again that was not given up."""

    def __init__(self, key: str) -> None:
        super().__init__(f"no job '{key}' was given up; 'servanda work BOOK --list' shows those")


def ask_for_statements(caller: Caller, agreement: str, through: str) -> Job:
    """Have every statement handed over that is due up to a period, in the background.

    Args:
        caller: Who hands them over, for a party that has no key.
        agreement: The agreement's key.
        through: Label of the last period, included.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        UnknownPeriod: The agreement has none of that label.
    """
    seat = take_seat(caller, agreement, Sort.STATEMENTS.value)
    periods_named(history_of(workspace_of(seat.agreement)), through)
    return _ask(seat, Sort.STATEMENTS, through=through)


def ask_for_submission(caller: Caller, agreement: str, note: str) -> Job:
    """Have the evidence that lies in the book submitted, in the background.

    Args:
        caller: Who says it, for a party that has no key.
        agreement: The agreement's key.
        note: What is new about it.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    return _ask(take_seat(caller, agreement, Sort.SUBMISSION.value), Sort.SUBMISSION, note=note)


def jobs(caller: Caller, agreement: str) -> QuerySet[Job]:
    """Return what one's own organisation has asked for on an agreement, newest first."""
    seat = take_seat(caller, agreement, "agreement looked at")
    return Job.objects.filter(
        agreement=seat.agreement, asked_by__organisation=caller.person.organisation
    ).order_by("-made_at", "-pk")


def own_work(caller: Caller, agreement: str) -> QuerySet[Job]:
    """Return what one's own organisation has asked for on an agreement and what follows from
    evidence and decisions by itself, newest first; raises as the table of rights says.
    """
    seat = take_seat(caller, agreement, "agreement looked at")
    own = Q(asked_by__organisation=caller.person.organisation)
    by_itself = Q(asked_by__isnull=True, does__in=_BY_ITSELF)
    found = Job.objects.filter(own | by_itself, agreement=seat.agreement)
    return found.select_related("asked_by").order_by("-made_at", "-pk")


def job_seen(caller: Caller, agreement: str, key: str) -> Job:
    """Return one of them; raises ``NotThere`` for another's."""
    found = jobs(caller, agreement).filter(key=key).first()
    if found is None:
        raise NotThere
    return found


def given_up() -> QuerySet[Job]:
    """Return the jobs that were tried as often as jobs are, for who runs the book; oldest first."""
    return Job.objects.filter(state=JobState.DEAD).order_by("ended_at", "pk")


def try_again(key: str, at: Instant) -> Job:
    """Try a job again that was given up.

    Raises:
        NothingToTryAgain: There is none of that key.
    """
    found = given_up().filter(key=key).first()
    if found is None:
        raise NothingToTryAgain(key)
    revive(found, at)
    return found


def _ask(seat: Seat, sort: Sort, **content: str) -> Job:
    caller = seat.caller
    with transaction.atomic():
        job = put(sort.value, content, caller.at, agreement=seat.agreement, asked=caller.asked)
        caller.keep(job)
    return job
