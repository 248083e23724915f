"""Taking a backup while people work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from servanda.kernel.time import Instant
from servanda.record.backup.archive import BackupWriter, open_backup, writing_backup
from servanda.record.backup.tables import kept_tables, one_moment, plain_row, reached
from servanda.record.examining import journal_faults
from servanda.record.examining_people import administration_faults
from servanda.record.folder import BookFolder
from servanda.record.heads import heads_now
from servanda.record.models import Agreement, OperatingModel

__all__ = ["BackedUp", "back_up"]

_OWN = ("book.toml", "secret.key", "host.pem", "metrics.key")
_FOLDERS = ("agreements", "operating-models")
_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """Say what was kept.

    Args:
        path: The backup's file.
        agreements: How many agreements are in it.
        rows: How many rows of tables.
        files: How many files of agreements and operating models.
        faults: What is wrong with the book itself, in plain words; it is kept as it is.
    """

    path: Path
    agreements: int
    rows: int
    files: int
    faults: tuple[str, ...]


def back_up(book: BookFolder, path: Path) -> BackedUp:
    """Keep a whole book in one file, and read it again to see that it is there.

    The tables are those of one moment. Files that entries of the journal cite are in their places
    before the entry is, and never change; they are copied afterwards.

    Args:
        book: The open book.
        path: Where the backup goes; whoever reads it has the book's secrets.

    Raises:
        CannotWrite: It cannot be written, or was not written as it should be.
    """
    host = book.host_key().public
    with writing_backup(path) as writer:
        with one_moment():
            at = datetime.now(UTC)
            heads = heads_now(book)
            agreements = Agreement.objects.count()
            rows = sum(_write_table(writer, table) for table in kept_tables())
            migrations = reached()
            faults = tuple(_faults(host))
        files = sum(1 for _ in _files(writer, book))
        content: dict[str, Any] = {
            "servanda": version("servanda"),
            "at": str(Instant.from_datetime(at)),
            "migrations": migrations,
            "heads": heads.plain(),
        }
        writer.close_with(content)
    with open_backup(path) as written:
        faults = (*faults, *written.faults())
    return BackedUp(path=path, agreements=agreements, rows=rows, files=files, faults=faults)


def _write_table(writer: BackupWriter, table: Any) -> int:  # noqa: ANN401 - any of the tables
    count = 0
    with writer.member(f"tables/{table._meta.label}.jsonl") as file:
        for row in table._default_manager.order_by("pk").iterator(chunk_size=_ROWS_AT_ONCE):
            file.write(f"{plain_row(row)}\n".encode())
            count += 1
    return count


def _faults(host: str) -> Iterator[str]:
    yield from administration_faults(host)
    for table in (Agreement, OperatingModel):
        for owner in table._default_manager.order_by("title", "pk"):
            yield from (f"{owner.title}: {fault}" for fault in journal_faults(owner, host))


def _files(writer: BackupWriter, book: BookFolder) -> Iterator[Path]:
    for name in _OWN:
        if (book.path / name).exists():
            with (book.path / name).open("rb") as file:
                writer.add(f"book/{name}", file)
    found = (path for folder in _FOLDERS for path in (book.path / folder).rglob("*"))
    for path in sorted(found):
        within = path.relative_to(book.path)
        if path.is_file() and not _passing(within) and _added(writer, within, path):
            yield path


def _added(writer: BackupWriter, within: Path, path: Path) -> bool:
    """Keep a file; nothing is kept of one that was taken away meanwhile, as uploads are."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return False
    with file:
        writer.add(f"book/{within.as_posix()}", file)
    return True


def _passing(within: Path) -> bool:
    """Return whether a file can be made again, or is not whole yet."""
    return any(
        part in {".servanda", ".lock"} or part.startswith(".servanda-") for part in within.parts
    )
