"""Opening a book: from here on this process works on it."""

from __future__ import annotations

import os
from pathlib import Path

from servanda.pipeline.refusals import MisusedCommand
from servanda.record.folder import BookFolder, open_folder

__all__ = ["AnotherBook", "NoDatabase", "current_book", "open_book", "prepare", "reach"]

_VARIABLE = "SERVANDA_BOOK"


class AnotherBook(MisusedCommand):
    """A process works on one book; a second one was to be opened."""

    def __init__(self, opened: Path, wanted: Path) -> None:
        super().__init__(f"'{opened}' is open; '{wanted}' needs a process of its own")


class NoDatabase(OSError):
    """A book's database does not answer."""

    def __init__(self, why: str) -> None:
        first = " ".join(why.split())
        super().__init__(f"the book's database does not answer: {first}")


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

    Raises:
        NoDatabase: It does not answer.
    """
    reach()
    from django.core.management import call_command  # noqa: PLC0415 - as above

    call_command("migrate", interactive=False, verbosity=0)
    from servanda.record.administering import take_up  # noqa: PLC0415 - as above

    take_up()
