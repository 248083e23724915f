"""What is done in the background: its sorts, and whoever works on one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import transaction

from servanda.desk.callers import Caller
from servanda.desk.refusals import NotAllowed, NotInScope, NotThere
from servanda.desk.rights import Scope
from servanda.facts.decision import (
    EntryReversed,
    FigureAttested,
    FigureCountersigned,
    NoticeGiven,
    ReliefAnswered,
    StabilizationEnded,
)
from servanda.kernel.time import Instant
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import Agreement, Job
from servanda.record.queue import Held, HeldNoLonger, take

__all__ = ["DONE_AT_ONCE_SECONDS", "WEIGHING", "Errand", "Sort", "attempt", "do_now"]

DONE_AT_ONCE_SECONDS = 60
"""How long the workers leave a job alone that is done at once by who put it into the queue."""

WEIGHING = (
    EntryReversed,
    FigureAttested,
    FigureCountersigned,
    NoticeGiven,
    ReliefAnswered,
    StabilizationEnded,
)
"""Acts by which figures and money come out otherwise, though texts and evidence are the same."""

_LOG = logging.getLogger("servanda.work")
_REFUSALS = (MisusedCommand, NotAllowed, NotInScope, NotThere)


class Sort(Enum):
    """A sort of work; what a party says by it is called as in the table of rights."""

    INVITATION = "invitation mailed"
    LETTER = "letter mailed"
    SUMMONS = "review invited to"
    PASSWORD = "new password mailed"  # noqa: S105 - what is done
    REMINDERS = "reminders written"
    FILE = "file taken in"
    TEXTS = "texts laid down"
    SUBMISSION = "evidence submitted"
    STATEMENTS = "statement issued"
    OUTLOOK = "open period looked at"
    COMPARISON = "versions compared"
    RECORDS = "records measured again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Hold a job that is being worked on.

    Args:
        held: The job.
        now: The clock.
    """

    held: Held
    now: Callable[[], Instant]

    @property
    def content(self) -> Mapping[str, Any]:
        """Return what the job was told."""
        found: Mapping[str, Any] = self.held.job.content
        return found

    @property
    def agreement(self) -> Agreement:
        """Return the agreement that it is about."""
        found = self.held.job.agreement
        assert found is not None
        return found

    def caller(self, keep: Callable[[Any], None]) -> Caller:
        """Return who asked for it, with the rights that they have now.

        Args:
            keep: Told what is done, in its transaction.
        """
        person = self.held.job.asked_by
        assert person is not None
        scopes = frozenset(each for each in Scope if each.value in self.held.job.scopes)
        return Caller(person=person, at=self.now(), scopes=scopes, keep=keep)

    def done(self, answer: Mapping[str, Any] | None = None) -> None:
        """Say that it is done; inside a transaction both stand or neither does.

        Raises:
            HeldNoLonger: Somebody else has taken it up meanwhile.
        """
        with transaction.atomic():
            self.held.done(answer or {}, self.now())


def attempt(
    held: Held, does: Callable[[Errand], None], now: Callable[[], Instant]
) -> Exception | None:
    """Do a job and note what has come of it.

    Args:
        held: The job.
        does: Does it.
        now: The clock.

    Returns:
        What it was refused with, or what went wrong; nothing where it is done.
    """
    called = f"job {held.job.key} ({held.job.does})"
    try:
        does(Errand(held=held, now=now))
    except HeldNoLonger as lost:
        _LOG.warning("%s took too long, and is somebody else's", called)
        return lost
    except _REFUSALS as refusal:
        _LOG.info("%s refused: %s", called, refusal)
        held.refused(str(refusal), now())
        return refusal
    except Exception as problem:  # noqa: BLE001 - whatever it is, the next try may do better
        _LOG.exception("%s failed", called)
        held.failed(f"{type(problem).__name__}: {problem}", now())
        return problem
    return None


def do_now(job: Job, does: Callable[[Errand], None], at: Instant) -> None:
    """Do a job at once that one has put into the queue oneself.

    If this process dies meanwhile, a worker does it.

    Args:
        job: The job.
        does: Does it.
        at: Now.

    Raises:
        Exception: Whatever it is refused with or has failed with, which is noted too.
    """
    held = take(at, key=job.key)
    problem = attempt(held, does, lambda: at) if held is not None else None
    if problem is not None:
        raise problem
