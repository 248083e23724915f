"""A book restored from a backup, examined before it is put in its place.

The web framework is loaded only once the backup's files are laid out, as it needs a book.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from servanda.pipeline.heads import Heads
from servanda.record.backup.archive import BackupReader, open_backup
from servanda.record.backup.placing import placed
from servanda.record.folder import BookFolder
from servanda.record.opening import open_book

__all__ = ["Restored", "restore"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """Say what was restored.

    Args:
        at: The moment of the backup, ISO 8601 in UTC.
        agreements: How many agreements there are.
        rows: How many rows were put in.
        faults: What is not as it has to be, in plain words.
    """

    at: str
    agreements: int
    rows: int
    faults: tuple[str, ...]


def restore(
    path: Path, folder: Path, *, database: str = "", journals_alone: bool = False
) -> Restored:
    """Make a book of a backup, and examine it.

    Args:
        path: The backup.
        folder: Where the book will be; it may exist and has to be empty then.
        database: Which database will keep it, empty too; as it was where this is empty.
        journals_alone: Make everything anew that the journals say, and say where the backup's
            tables differ from it.

    Raises:
        MistakenBook, NotEmpty: There is something in the folder, or in the database.
        DamagedBackup: The backup is not what was written; nothing of it was restored.
        CannotRead, CannotWrite: It is no backup, or a file cannot be written.
    """
    with open_backup(path) as backup, placed(backup, folder, database=database) as book:
        open_book(book.path)
        from django.db import connection  # noqa: PLC0415 - the book has to be open first

        try:
            return _filled(backup, book, journals_alone=journals_alone)
        finally:
            connection.close()


def _filled(backup: BackupReader, book: BookFolder, *, journals_alone: bool) -> Restored:
    # The book has to be open first.
    from servanda.desk.agreeing import lay_down  # noqa: PLC0415 - as said above
    from servanda.desk.keeping import bring_forward, rebuild_book  # noqa: PLC0415 - as said above
    from servanda.kernel.time import Instant  # noqa: PLC0415 - as said above
    from servanda.record.backup.filling import (  # noqa: PLC0415 - as said above
        differing_from,
        fill,
        fill_from_journals,
        let_go_of_torn_uploads,
    )
    from servanda.record.models import Agreement  # noqa: PLC0415 - as said above

    rows = fill_from_journals(backup) if journals_alone else fill(backup)
    let_go_of_torn_uploads(book)
    agreements = list(Agreement.objects.order_by("pk"))
    for agreement in agreements:
        # Texts may have been laid down after the moment of the tables.
        last = agreement.entries.order_by("-number").values_list("at", flat=True).first()
        if last is not None:
            lay_down(agreement, Instant.from_datetime(last))
    if journals_alone:
        rebuild_book()
    else:
        # A backup of an earlier version has none of the lists that came later.
        bring_forward()
    faults = [*_faults(backup, book)]
    if journals_alone:
        faults += differing_from(backup)
    return Restored(
        at=str(backup.manifest["at"]), agreements=len(agreements), rows=rows, faults=tuple(faults)
    )


def _faults(backup: BackupReader, book: BookFolder) -> Iterator[str]:
    from servanda.desk.keeping import faults_of_book  # noqa: PLC0415 - as said above
    from servanda.record.heads import rewritten  # noqa: PLC0415 - as said above

    yield from faults_of_book()
    yield from rewritten(Heads.of_plain(backup.manifest["heads"]), book)
