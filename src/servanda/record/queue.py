"""The queue of background work: a table that several workers take from, each job by one of them.

On PostgreSQL a worker skips rows that others have locked; on SQLite writing transactions come one
after the other. A worker that dies leaves nothing locked: it held the job for a while, and the next
one takes it up when that has passed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from servanda.kernel.time import Instant
from servanda.record.models import Agreement, Job, JobState, Person
from servanda.record.models.key import new_key

__all__ = [
    "HELD_SECONDS",
    "TRIES_MAX",
    "Asked",
    "Held",
    "HeldNoLonger",
    "forget",
    "put",
    "revive",
    "take",
]

HELD_SECONDS = 30
"""How long a job is held if its worker says nothing more."""

_WAITS_SECONDS = (10, 60, 300, 1_800, 7_200, 21_600, 43_200)

_KEPT_DAYS = 90

TRIES_MAX = len(_WAITS_SECONDS) + 1
"""How often a job is begun before it is left for a person to look at, about a day later."""


class HeldNoLonger(Exception):
    """A worker took too long, and its job is somebody else's now; what it did is undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Say who asked for a job.

    Args:
        person: The person.
        scopes: What the request might be used for.
    """

    person: Person
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A job that this worker holds.

    Args:
        job: The job as it was taken.
        word: By which it is held.
    """

    job: Job
    word: str

    def renew(self, at: Instant) -> bool:
        """Hold it on, and return whether it is held still."""
        return bool(self._rows().update(held_until=_held_until(at)))

    def told(self, doing: str, done: int, total: int) -> None:
        """Say how far it has come; in a transaction this stands if and only if that does.

        Args:
            doing: What is done next, in words.
            done: Steps done.
            total: Steps there are, 0 where nobody knows.

        Raises:
            HeldNoLonger: It is somebody else's.
        """
        if not self._rows().update(doing=doing, steps_done=done, steps_total=total):
            raise HeldNoLonger
        self.job.steps_done = done

    def done(self, answer: Mapping[str, Any], at: Instant) -> None:
        """Say that it is done, in the transaction of what it has done.

        What it was told is forgotten, since letters name people.

        Raises:
            HeldNoLonger: It is somebody else's; the transaction must not stand.
        """
        self._end(JobState.DONE, at, answer=dict(answer), content={}, refusal="", doing="")

    def refused(self, why: str, at: Instant) -> None:
        """Say that it cannot be done as things stand, and that trying again changes nothing."""
        self._end(JobState.REFUSED, at, refusal=why, doing="")

    def failed(self, why: str, at: Instant) -> None:
        """Say that it did not work; it is tried again later, or is dead if that was the last try.

        Args:
            why: What went wrong, for who runs the book.
            at: Now.
        """
        if self.job.tries >= TRIES_MAX:
            self._end(JobState.DEAD, at, refusal=why, doing="")
            return
        again = at.to_datetime() + timedelta(seconds=_WAITS_SECONDS[self.job.tries - 1])
        self._rows().update(
            state=JobState.WAITING, due_at=again, refusal=why, held_by="", held_until=None
        )

    def _end(self, state: JobState, at: Instant, **fields: Any) -> None:  # noqa: ANN401 - columns
        fields |= {"held_by": "", "held_until": None, "ended_at": at.to_datetime()}
        if not self._rows().update(state=state, **fields):
            raise HeldNoLonger

    def _rows(self) -> Any:  # noqa: ANN401 - a query
        return Job.objects.filter(pk=self.job.pk, held_by=self.word, state=JobState.RUNNING)


def put(
    does: str,
    content: Mapping[str, Any],
    at: Instant,
    *,
    once: str = "",
    agreement: Agreement | None = None,
    asked: Asked | None = None,
    after_seconds: int = 0,
) -> Job:
    """Put a job into the queue, in the transaction of what it follows from.

    Args:
        does: Its sort.
        content: What it is told.
        at: Now.
        once: A name by which it is put there once, however often this is called.
        agreement: The agreement that it is about.
        asked: Who asks for it.
        after_seconds: How long nobody takes it up; who put it there may do it at once.
    """
    now = at.to_datetime()
    values: dict[str, Any] = {
        "does": does,
        "content": dict(content),
        "agreement": agreement,
        "asked_by": asked.person if asked else None,
        "scopes": list(asked.scopes) if asked else [],
        "made_at": now,
        "due_at": now + timedelta(seconds=after_seconds),
    }
    if not once:
        return Job.objects.create(**values)
    return Job.objects.get_or_create(once=once, defaults=values)[0]


def take(at: Instant, *, key: str = "") -> Held | None:
    """Take the job that is due first, or one by its key though it is not due.

    Returns:
        The job, held for ``HELD_SECONDS``; nothing where there is none.
    """
    now = at.to_datetime()
    free = Q(state=JobState.WAITING, **({} if key else {"due_at__lte": now}))
    left = Q(state=JobState.RUNNING, held_until__lt=now)
    wanted = Job.objects.filter(free | left, **({"key": key} if key else {}))
    with transaction.atomic():
        job = wanted.order_by("due_at", "pk").select_for_update(skip_locked=True).first()
        if job is None:
            return None
        job.tries += 1
        word = new_key()
        job.state, job.held_by, job.held_until = JobState.RUNNING, word, _held_until(at)
        if job.tries > TRIES_MAX:
            # Whoever worked on it died with it each time.
            job.state, job.held_by, job.held_until = JobState.DEAD, "", None
            job.refusal, job.ended_at = "every worker that began it was stopped by it", now
        job.save(update_fields=["tries", "state", "held_by", "held_until", "refusal", "ended_at"])
    return Held(job=job, word=word) if job.state == JobState.RUNNING else take(at, key=key)


def forget(at: Instant) -> None:
    """Let go of what was done long ago; what nobody asked for goes sooner."""
    done = Job.objects.filter(state=JobState.DONE)
    now = at.to_datetime()
    done.filter(ended_at__lt=now - timedelta(days=_KEPT_DAYS)).delete()
    done.filter(asked_by=None, ended_at__lt=now - timedelta(days=1)).delete()


def revive(job: Job, at: Instant) -> None:
    """Try a job again that was given up, from its first try."""
    Job.objects.filter(pk=job.pk, state=JobState.DEAD).update(
        state=JobState.WAITING, tries=0, due_at=at.to_datetime(), ended_at=None
    )


def _held_until(at: Instant) -> datetime:
    return at.to_datetime() + timedelta(seconds=HELD_SECONDS)
