"""Opening a book: from here on this process works on it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from servanda.pipeline.files import alone
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.folder import BookFolder, open_folder

__all__ = [
    "AnotherBook",
    "EarlierBook",
    "LaterBook",
    "NoDatabase",
    "current_book",
    "is_current",
    "lists_wanted",
    "open_book",
    "prepare",
    "reach",
    "see_current",
]

_VARIABLE = "SERVANDA_BOOK"
_APPLICATION = "record"
_LISTS = "lists.wanted"
_LOCK = 0x5345_5256  # any number that others on the same server do not use


class AnotherBook(MisusedCommand):
    """A process works on one book; a second one was to be opened."""

    def __init__(self, opened: Path, wanted: Path) -> None:
        super().__init__(f"'{opened}' is open; '{wanted}' needs a process of its own")


class NoDatabase(OSError):
    """A book's database does not answer."""

    def __init__(self, why: str) -> None:
        first = " ".join(why.split())
        super().__init__(f"the book's database does not answer: {first}")


class EarlierBook(MisusedCommand):
    """A book's database is of an earlier version."""

    def __init__(self) -> None:
        super().__init__(
            "the book's database is of an earlier version of Servanda; 'servanda serve' and"
            " 'servanda work' bring it forward"
        )


class LaterBook(MisusedCommand):
    """A book's database is of a later version."""

    def __init__(self, unknown: Sequence[str]) -> None:
        super().__init__(
            "the book's database is of a later version of Servanda, which knows"
            f" '{unknown[-1]}'; run that version, or restore a backup of before"
        )


def open_book(path: Path) -> BookFolder:
    """Open a book; the database is asked for nothing yet.

    Args:
        path: The book's folder.

    Raises:
        CannotRead: There is no book.
        MistakenBook: A setting of it cannot be used.
        AnotherBook: This process works on another one.
    """
    folder = open_folder(path)
    import django  # noqa: PLC0415 - who looks at a folder alone does without it
    from django.apps import apps  # noqa: PLC0415 - as above

    if not apps.ready:
        os.environ[_VARIABLE] = str(folder.path)
        os.environ["DJANGO_SETTINGS_MODULE"] = "servanda.record.settings"
        django.setup()
    if current_book().path != folder.path:
        raise AnotherBook(current_book().path, folder.path)
    return folder


def current_book() -> BookFolder:
    """Return the book that this process works on."""
    from django.conf import settings  # noqa: PLC0415 - as above

    found = settings.SERVANDA_BOOK
    assert isinstance(found, BookFolder)
    return found


def reach() -> None:
    """See that the open book's database answers.

    Raises:
        NoDatabase: It does not.
    """
    from django.db import OperationalError, connection  # noqa: PLC0415 - as above

    try:
        connection.ensure_connection()
    except OperationalError as problem:
        raise NoDatabase(str(problem)) from None


def prepare() -> None:
    """Bring the open book's database to what this version of Servanda needs.

    Any number of processes may do so at once: one does it, and the others wait. Lists that follow
    from journals have to be made again afterwards where ``lists_wanted`` is there.

    Raises:
        NoDatabase: It does not answer.
        LaterBook: A later version of Servanda has brought it further.
    """
    reach()
    from django.core.management import call_command  # noqa: PLC0415 - as above

    with _nobody_else():
        steps = _steps()
        if steps.unknown:
            raise LaterBook(steps.unknown)
        if steps.missing and steps.begun:
            lists_wanted().touch()
        call_command("migrate", interactive=False, verbosity=0)
        from servanda.record.administering import take_up  # noqa: PLC0415 - as above

        take_up()


def see_current() -> None:
    """See that the open book's database answers, and is what this version of Servanda needs.

    Raises:
        NoDatabase: It does not answer.
        EarlierBook: It has to be brought forward first.
        LaterBook: A later version of Servanda has brought it further.
    """
    reach()
    steps = _steps()
    if steps.unknown:
        raise LaterBook(steps.unknown)
    if steps.missing:
        raise EarlierBook


def is_current() -> bool:
    """Return whether the open book's database is what this version of Servanda needs."""
    steps = _steps()
    return not (steps.missing or steps.unknown)


def lists_wanted() -> Path:
    """Return the file that is there from a step forward until lists were made again after it."""
    return current_book().path / _LISTS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Steps:
    """Name the steps forward that a database has not gone, or that nobody here knows.

    Args:
        begun: Whether it has gone any.
        missing: Those that it has to go.
        unknown: Those that a later version went.
    """

    begun: bool
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def _steps() -> _Steps:
    from django.db import connection  # noqa: PLC0415 - as above
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415 - as above

    loader = MigrationLoader(connection)
    known, gone = set(loader.graph.nodes), set(loader.applied_migrations)
    # Of other packages' steps, some may have been left behind.
    unknown = {each for each in gone - known if each[0] == _APPLICATION}
    return _Steps(
        begun=any(each[0] == _APPLICATION for each in gone),
        missing=tuple(sorted(map(".".join, known - gone))),
        unknown=tuple(sorted(map(".".join, unknown))),
    )


@contextmanager
def _nobody_else() -> Iterator[None]:
    """Keep others from bringing the same database forward at the same moment."""
    from django.db import connection  # noqa: PLC0415 - as above

    if connection.vendor != "postgresql":
        with alone(current_book().path):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
