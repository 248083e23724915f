"""Files on their way into the book: where they lie, what they may be called, what is let go."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta
from pathlib import Path

from django.db.models import Q, QuerySet

from servanda.desk.working import changing_evidence
from servanda.kernel.time import Instant
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import Agreement, Upload
from servanda.record.opening import current_book

__all__ = [
    "EVIDENCE_BROUGHT",
    "OPEN_FOR",
    "NotAFileName",
    "evidence_folder",
    "forget_old_files",
    "incoming",
    "incoming_folder",
    "let_go",
    "must_be_a_file_name",
    "old_files",
    "put_among_evidence",
    "shown",
    "unfinished",
]

EVIDENCE_BROUGHT = "evidence brought"
"""What the table of rights calls bringing a file of evidence."""

OPEN_FOR = timedelta(days=14)
"""How long a file may be on its way."""

_NAME = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9_-]{0,80}(\.[A-Za-z0-9_-]{1,40}){0,3}"
    r"\.(csv|tsv|txt|json|jsonl|ndjson|parquet|xlsx)(\.gz|\.zst)?",
    re.IGNORECASE,
)


class NotAFileName(MisusedCommand):
    """A file of evidence is called something that it cannot be called."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"'{shown(name)}' cannot be a file's name here; letters, digits, '-' and '_', then"
            " .csv, .json, .jsonl, .parquet or .xlsx, such as incidents-2026-03.csv"
        )


def must_be_a_file_name(name: str) -> None:
    """See that a file of evidence may be called so.

    Raises:
        NotAFileName: It may not.
    """
    if not _NAME.fullmatch(name):
        raise NotAFileName(name)


def shown(name: str) -> str:
    """Return the beginning of a name that may hold anything, fit to be shown."""
    return "".join(each if each.isprintable() else "?" for each in name[:60])


def old_files(at: Instant) -> QuerySet[Upload]:
    """Return files that were begun or set aside 14 days ago or before, by whomever."""
    return unfinished().filter(begun_at__lt=at.to_datetime() - OPEN_FOR)


def forget_old_files(at: Instant) -> None:
    """Let go of files that were begun long ago and never came, or were set aside since then."""
    for each in old_files(at):
        let_go(each)


def unfinished() -> QuerySet[Upload]:
    """Return files that have not come whole, or were set aside."""
    found = Upload.objects.filter(Q(ended_at__isnull=True) | Q(is_aside=True))
    return found.select_related("agreement")


def let_go(upload: Upload) -> None:
    """Forget a file on its way."""
    shutil.rmtree(incoming(upload).parent, ignore_errors=True)
    upload.delete()


def put_among_evidence(upload: Upload, path: Path) -> None:
    """Put a file that has come whole among the evidence, in the place of one of its name."""
    with changing_evidence(upload.agreement):
        path.replace(evidence_folder(upload.agreement) / upload.name)
    path.parent.rmdir()


def evidence_folder(agreement: Agreement) -> Path:
    """Return where an agreement's evidence lies."""
    return current_book().agreement(agreement.key) / "evidence"


def incoming(upload: Upload) -> Path:
    """Return where a file lies while it comes."""
    return incoming_folder(upload.agreement, upload.key) / upload.name


def incoming_folder(agreement: Agreement, upload: str) -> Path:
    """Return the folder of an upload, by its key."""
    return current_book().agreement(agreement.key) / "incoming" / upload
