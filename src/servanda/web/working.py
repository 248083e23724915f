"""Working off what waits in the background of a book, from a process or a thread of its own."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servanda.record.opening import open_book, see_current

__all__ = ["beside", "give_another_try", "given_up_lines", "work", "work_off"]


def work(folder: Path, *, once: bool) -> None:
    """Bring the database up to date, and work until told to stop; what was begun is finished.

    Args:
        folder: The book's folder.
        once: Whether to stop when nothing is left to do.
    """
    open_book(folder)
    from servanda.desk.keeping import bring_forward  # noqa: PLC0415 - the book has to be open first
    from servanda.desk.worker import Worker  # noqa: PLC0415 - the book has to be open first
    from servanda.web.clock import now  # noqa: PLC0415 - as above

    bring_forward()
    if once:
        work_off()
        return
    worker = Worker(now=now)
    signal.signal(signal.SIGTERM, lambda _, __: worker.stops.set())
    worker.run()


def work_off() -> None:
    """Do what waits in the open book, until nothing is left to do."""
    from servanda.desk.worker import Worker  # noqa: PLC0415 - the book has to be open first
    from servanda.web.clock import now  # noqa: PLC0415 - as above

    worker = Worker(now=now)
    while worker.step(beats=True):
        pass


@contextmanager
def beside() -> Iterator[None]:
    """Work on the open book in a thread, for as long as something else is done."""
    from servanda.desk.worker import Worker  # noqa: PLC0415 - the book has to be open first
    from servanda.web.clock import now  # noqa: PLC0415 - as above

    worker = Worker(now=now)
    # Whatever it is in the middle of is taken up again where it is stopped.
    thread = threading.Thread(target=worker.run, name="servanda-worker", daemon=True)
    thread.start()
    try:
        yield
    finally:
        worker.stops.set()
        thread.join(timeout=5)


def given_up_lines(folder: Path) -> Iterator[str]:
    """Yield the jobs that were given up, in words."""
    open_book(folder)
    see_current()
    from servanda.desk.queueing import given_up  # noqa: PLC0415 - the book has to be open first

    found = list(given_up().select_related("agreement"))
    for job in found:
        about = f" of '{job.agreement.title}'" if job.agreement else ""
        yield f"{job.key}  {job.ended_at:%Y-%m-%d %H:%M} UTC  {job.does}{about}: {job.refusal}"
    if not found:
        yield "Nothing was given up."


def give_another_try(folder: Path, key: str) -> str:
    """Try a job again that was given up, and return what it does.

    Raises:
        NothingToTryAgain: There is none of that key.
    """
    open_book(folder)
    see_current()
    from servanda.desk.queueing import try_again  # noqa: PLC0415 - the book has to be open first
    from servanda.web.clock import now  # noqa: PLC0415 - as above

    return try_again(key, now()).does
