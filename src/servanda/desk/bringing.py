"""Files of evidence brought into the book, in parts, and taken in whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

from django.db import transaction

from servanda.desk.callers import Caller, Seat, take_seat
from servanda.desk.refusals import Mistaken, NotThere
from servanda.evidence.formulas import formula_in_text, formula_in_workbook
from servanda.evidence.scanning import scan_text
from servanda.evidence.sniff import Kind, Sniffed, sniff
from servanda.evidence.unpacking import Damage, UnpacksTooFar, check_workbook
from servanda.kernel.diagnostic import Severity
from servanda.pipeline.refusals import CannotWrite, MisusedCommand
from servanda.record.models import Agreement, Upload
from servanda.record.opening import current_book

__all__ = [
    "BYTES_MAX",
    "NotAFileName",
    "NotWhatItSays",
    "NotWhatWasAnnounced",
    "TooLong",
    "TooManyBegun",
    "WrongPlace",
    "add_part",
    "begin_upload",
    "evidence_files",
    "look_at_upload",
]

BYTES_MAX = 1 << 30
"""The longest file of evidence, in bytes."""

_DOES = "evidence brought"
_OPEN_MAX = 20
_OPEN_FOR = timedelta(days=14)
_FREE_ROWS, _ROWS_A_BYTE_MAX = 1_000_000, 100
_NAME = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9_-]{0,80}(\.[A-Za-z0-9_-]{1,40}){0,3}"
    r"\.(csv|tsv|txt|json|jsonl|ndjson|parquet|xlsx)(\.gz|\.zst)?",
    re.IGNORECASE,
)
_DIGEST = re.compile(r"[0-9a-f]{64}")


class NotAFileName(MisusedCommand):
    """A file of evidence is called something that it cannot be called."""

    def __init__(self, name: str) -> None:
        shown = "".join(each if each.isprintable() else "?" for each in name[:60])
        super().__init__(
            f"'{shown}' cannot be a file's name here; letters, digits, '-' and '_', then .csv,"
            " .json, .jsonl, .parquet or .xlsx, such as incidents-2026-03.csv"
        )


class TooLong(MisusedCommand):
    """A file is longer than what can be taken in, or empty."""

    def __init__(self) -> None:
        super().__init__(f"a file has 1 to {BYTES_MAX} bytes; split it, or send it as Parquet")


class NotWhatWasAnnounced(MisusedCommand):
    """A file's bytes are not those that were announced; nothing of it was kept."""

    def __init__(self) -> None:
        super().__init__(
            "the bytes that came are not those that were announced (SHA-256); nothing was kept,"
            " please begin again"
        )


class NotWhatItSays(MisusedCommand):
    """A compressed file or workbook does not unpack as it should."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the file cannot be taken in: {why}; nothing of it was kept")


class TooManyBegun(MisusedCommand):
    """Somebody has begun too many files without sending them."""

    def __init__(self) -> None:
        super().__init__(
            f"{_OPEN_MAX} files have been begun and not sent; send one of them to its end first"
        )


class WrongPlace(MisusedCommand):
    """A part does not continue what came so far."""

    def __init__(self, received: int) -> None:
        super().__init__(f"the next part begins at byte {received}")
        self.received = received


def begin_upload(caller: Caller, agreement: str, name: str, size: int, sha256: str) -> Upload:
    """Announce a file of evidence.

    Args:
        caller: Who brings it.
        agreement: The agreement's key.
        name: Its name; a file of that name is replaced once all of it has come.
        size: Its length in bytes.
        sha256: Digest of its bytes, lower-case hex.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NotAFileName, TooLong, NotWhatWasAnnounced: Name, length or digest cannot be.
        TooManyBegun: One has begun many others without sending them.
    """
    seat = take_seat(caller, agreement, _DOES)
    if not _NAME.fullmatch(name):
        raise NotAFileName(name)
    if not 1 <= size <= BYTES_MAX:
        raise TooLong
    if not _DIGEST.fullmatch(sha256):
        raise NotWhatWasAnnounced
    _let_go_of_old(seat)
    with transaction.atomic():
        upload = Upload.objects.create(
            agreement=seat.agreement,
            person=caller.person,
            name=name,
            bytes_expected=size,
            sha256=sha256,
            begun_at=caller.at.to_datetime(),
        )
        caller.keep(upload)
    return upload


def look_at_upload(caller: Caller, agreement: str, key: str) -> Upload:
    """Return how much has come of a file that one brings oneself; raises as ``begin_upload``."""
    seat = take_seat(caller, agreement, _DOES)
    found = Upload.objects.filter(agreement=seat.agreement, person=caller.person, key=key).first()
    if found is None:
        raise NotThere
    return found


def add_part(caller: Caller, agreement: str, key: str, offset: int, content: bytes) -> Upload:
    """Add the next part of a file; with the last one the file is evidence.

    Args:
        caller: Who brings it.
        agreement: The agreement's key.
        key: The upload's key.
        offset: Where the part begins, in bytes from the file's beginning.
        content: The part.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        WrongPlace: It does not continue what came so far; says where to go on.
        NotWhatWasAnnounced: The whole is something else than was announced.
        Mistaken: The file is not what its name says; nothing of it is kept.
    """
    look_at_upload(caller, agreement, key)
    with transaction.atomic():
        upload = Upload.objects.select_for_update().select_related("agreement").get(key=key)
        if upload.ended_at is not None or offset != upload.bytes_received:
            raise WrongPlace(upload.bytes_received)
        if offset + len(content) > upload.bytes_expected:
            raise WrongPlace(upload.bytes_received)
        path = _incoming(upload)
        _write_at(path, offset, content)
        upload.bytes_received += len(content)
        upload.save(update_fields=["bytes_received"])
        if upload.bytes_received < upload.bytes_expected:
            return upload
    return _take_in(upload, caller)


def evidence_files(caller: Caller, agreement: str) -> tuple[Path, ...]:
    """Return the files of evidence, by name; raises as the table of rights says."""
    seat = take_seat(caller, agreement, "agreement looked at")
    folder = _evidence(seat.agreement)
    return tuple(sorted(path for path in folder.iterdir() if not path.name.startswith(".")))


def _let_go_of_old(seat: Seat) -> None:
    """Let go of files that were begun long ago and never came, so that they fill no disk."""
    begun = list(
        Upload.objects.filter(
            agreement=seat.agreement, person=seat.caller.person, ended_at__isnull=True
        ).select_related("agreement")
    )
    given_up = seat.caller.at.to_datetime() - _OPEN_FOR
    old = [each for each in begun if each.begun_at < given_up]
    if len(begun) - len(old) >= _OPEN_MAX:
        raise TooManyBegun
    for each in old:
        shutil.rmtree(_incoming(each).parent, ignore_errors=True)
        each.delete()


def _take_in(upload: Upload, caller: Caller) -> Upload:
    path = _incoming(upload)
    try:
        _must_be_what_it_says(upload, path)
    except MisusedCommand:
        path.unlink()
        path.parent.rmdir()
        upload.delete()
        raise
    path.replace(_evidence(upload.agreement) / upload.name)
    path.parent.rmdir()
    upload.ended_at = caller.at.to_datetime()
    upload.save(update_fields=["ended_at"])
    return upload


def _must_be_what_it_says(upload: Upload, path: Path) -> None:
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != upload.sha256:
            raise NotWhatWasAnnounced
    found = sniff(path)
    wrong = [each for each in found.diagnostics if each.severity is Severity.ERROR]
    if wrong:
        raise Mistaken(wrong)
    try:
        _CHECKS[found.kind](path, found)
    except (Damage, UnpacksTooFar) as problem:
        raise NotWhatItSays(str(problem)) from None


def _check_sheets(path: Path, _: Sniffed) -> None:
    check_workbook(path)
    with zipfile.ZipFile(path) as archive:
        if any(name.endswith("vbaProject.bin") for name in archive.namelist()):
            raise NotWhatItSays("it holds macros; save it as a workbook without them")
    where = formula_in_workbook(path)
    if where:
        raise NotWhatItSays(f"cell {where} holds a formula; paste its values in place of formulas")


def _check_text(path: Path, found: Sniffed) -> None:
    wrong = scan_text(path, found.packing, path.name)
    if wrong is not None:
        raise Mistaken([wrong])
    if found.kind is not Kind.CSV:
        return
    line = formula_in_text(path, found.packing)
    if line:
        raise NotWhatItSays(f"line {line} has a cell that begins with '=', which is a formula")


def _check_columns(path: Path, _: Sniffed) -> None:
    import pyarrow as pa  # noqa: PLC0415 - slow to load, and only Parquet needs it
    from pyarrow import parquet  # noqa: PLC0415 - as above

    try:
        found = parquet.read_metadata(path)
    except (pa.ArrowException, OSError):
        raise NotWhatItSays("it is no Parquet file from beginning to end") from None
    # Each record has a key of its own, which takes some room however well it is packed.
    if found.num_rows > _FREE_ROWS + path.stat().st_size * _ROWS_A_BYTE_MAX:
        raise UnpacksTooFar


_CHECKS = {
    Kind.WORKBOOK: _check_sheets,
    Kind.CSV: _check_text,
    Kind.JSON_LINES: _check_text,
    Kind.PARQUET: _check_columns,
    None: _check_text,
}


def _evidence(agreement: Agreement) -> Path:
    return current_book().agreement(agreement.key) / "evidence"


def _incoming(upload: Upload) -> Path:
    return current_book().agreement(upload.agreement.key) / "incoming" / upload.key / upload.name


def _write_at(path: Path, offset: int, content: bytes) -> None:
    """Write a part at its place and see that the disk has it before its length is kept."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("r+b" if path.exists() else "xb") as file:
            file.seek(offset)
            file.write(content)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        raise CannotWrite(path, problem.strerror or str(problem)) from None
