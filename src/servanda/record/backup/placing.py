"""A backup's files laid out as a book's folder again, before its database is."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from servanda.pipeline.refusals import CannotRead, CannotWrite
from servanda.record.backup.archive import BackupReader
from servanda.record.folder import BookFolder, MistakenBook, open_folder

__all__ = ["DamagedBackup", "placed"]

_DATABASE = re.compile(r"^database *=.*$", re.MULTILINE)
_SHOWN = 5


class DamagedBackup(CannotRead):
    """A backup is not what was written; nothing of it was restored."""

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        super().__init__(path, "; ".join(faults[:_SHOWN]) + more)


@contextmanager
def placed(backup: BackupReader, folder: Path, *, database: str = "") -> Iterator[BookFolder]:
    """Lay a backup's files out beside a folder, and make it that folder once all else is done.

    Args:
        backup: The backup.
        folder: Where the book will be.
        database: Which database will keep it; as it was where this is empty.

    Raises:
        MistakenBook: There is something in the folder.
        DamagedBackup: The backup is not what was written.
        CannotWrite: The folder cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise MistakenBook(folder, "there is something in it, and restoring overwrites nothing")
    faults = backup.faults()
    if faults:
        raise DamagedBackup(backup.path, faults)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as problem:
        raise CannotWrite(folder, problem.strerror or str(problem)) from None
    try:
        backup.extract("book", beside)
        if database:
            _set_database(beside / "book.toml", database)
        yield open_folder(beside)
        _put(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _put(beside: Path, folder: Path) -> None:
    try:
        for path in beside.iterdir():
            path.chmod(0o700 if path.is_dir() else 0o600)
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    except OSError as problem:
        raise CannotWrite(folder, problem.strerror or str(problem)) from None


def _set_database(path: Path, database: str) -> None:
    said = f"database = {json.dumps(database)}"
    text, found = _DATABASE.subn(lambda _: said, path.read_text("utf-8"))
    path.write_text(text if found else f"{said}\n{text}", "utf-8")
