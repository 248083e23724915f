"""Working the queue off: one job after the other, each held for as long as it takes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

from django.db import close_old_connections, connection

from servanda.desk.background import Sort, attempt
from servanda.desk.errands import ERRANDS
from servanda.desk.incoming import old_files
from servanda.desk.reminding import somebody_to_remind
from servanda.kernel.time import Instant
from servanda.record.queue import HELD_SECONDS, Held, put, take

__all__ = ["Worker"]

_LOG = logging.getLogger("servanda.work")
_IDLE_SECONDS = 2.0
_ROUND_MICROS = 300 * 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Take jobs off the queue and do them.

    Args:
        now: The clock.
        stops: Set when no further job is to be begun.
    """

    now: Callable[[], Instant]
    stops: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Work until told to stop; what was begun is finished."""
        while not self.stops.is_set():
            close_old_connections()
            try:
                worked = self.step(beats=True)
            except Exception:  # noqa: BLE001 - the database may be gone for a while
                _LOG.exception("no work could be taken up")
                worked = False
            if not worked:
                self.stops.wait(_IDLE_SECONDS)
        connection.close()

    def step(self, *, beats: bool = False) -> bool:
        """Do the job that is due first.

        Args:
            beats: Whether to say time and again that it is being worked on, which takes a
                connection of its own.

        Returns:
            Whether there was one.
        """
        at = self.now()
        _plan(at)
        held = take(at)
        if held is None:
            return False
        with _beating(held, self.now) if beats else nullcontext():
            attempt(held, ERRANDS[Sort(held.job.does)], self.now)
        return True


def _plan(at: Instant) -> None:
    """Have reminders written and old files let go where there are any, once in five minutes."""
    if somebody_to_remind(at) or old_files(at).exists():
        name = f"{Sort.REMINDERS.value} {at.micros // _ROUND_MICROS}"
        put(Sort.REMINDERS.value, {}, at, once=name)


@contextmanager
def _beating(held: Held, now: Callable[[], Instant]) -> Iterator[None]:
    """Say time and again that a job is being worked on, for as long as it is."""
    ends = threading.Event()

    def beat() -> None:
        while not ends.wait(HELD_SECONDS / 3):
            try:
                held.renew(now())
            except Exception:  # noqa: BLE001 - as above; what is held no longer is told later
                _LOG.exception("job %s could not be held on", held.job.key)
        connection.close()

    thread = threading.Thread(target=beat, name="servanda-beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ends.set()
        thread.join()
