"""Whether a file is what it claims to be, before anything of it is used."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from servanda.desk.refusals import Mistaken
from servanda.evidence.formulas import formula_in_text, formula_in_workbook
from servanda.evidence.scanning import scan_text
from servanda.evidence.sniff import Kind, Sniffed, sniff
from servanda.evidence.unpacking import Damage, UnpacksTooFar, check_workbook
from servanda.kernel.diagnostic import Severity
from servanda.pipeline.refusals import MisusedCommand

__all__ = [
    "NotWhatItSays",
    "NotWhatWasAnnounced",
    "must_be_what_it_says",
    "must_be_what_was_announced",
]

_FREE_ROWS, _ROWS_A_BYTE_MAX = 1_000_000, 100


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


def must_be_what_was_announced(path: Path, sha256: str) -> None:
    """Raise ``NotWhatWasAnnounced`` where a file's bytes have another digest."""
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise NotWhatWasAnnounced


def must_be_what_it_says(path: Path) -> None:
    """Look through a file of evidence.

    Raises:
        Mistaken, NotWhatItSays: It is not what its name says.
    """
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
