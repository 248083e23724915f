"""Files of evidence that are set aside to be looked at before they are taken in."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from servanda.desk.background import Sort
from servanda.desk.callers import Caller, Seat, take_seat
from servanda.desk.incoming import (
    EVIDENCE_BROUGHT,
    incoming,
    let_go,
    must_be_a_file_name,
    put_among_evidence,
)
from servanda.desk.refusals import NotThere
from servanda.evidence.people.holding import files_holding
from servanda.record.models import Agreement, Upload
from servanda.record.queue import put

__all__ = [
    "file_aside",
    "files_aside",
    "holds_aside",
    "let_aside_go",
    "let_go_of_aside",
    "take_aside",
]


def files_aside(caller: Caller, agreement: str) -> tuple[Upload, ...]:
    """Return the files that one has set aside oneself, the newest first.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    seat = take_seat(caller, agreement, EVIDENCE_BROUGHT)
    return tuple(_aside(seat).order_by("-begun_at", "-pk"))


def file_aside(caller: Caller, agreement: str, key: str) -> tuple[Upload, Path]:
    """Return a file that one has set aside oneself, and where it lies.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says, or there is none.
    """
    seat = take_seat(caller, agreement, EVIDENCE_BROUGHT)
    found = _aside(seat).filter(key=key).first()
    if found is None:
        raise NotThere
    return found, incoming(found)


def take_aside(caller: Caller, agreement: str, key: str, name: str) -> Upload:
    """Take in a file that one has set aside.

    Args:
        caller: Who set it aside.
        agreement: The agreement's key.
        key: The upload's key.
        name: What it is called from now on; a file of that name is replaced.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says, or there is none.
        NotAFileName: It cannot be called so.
    """
    upload, path = file_aside(caller, agreement, key)
    must_be_a_file_name(name)
    with transaction.atomic():
        upload.name, upload.is_aside = name, False
        upload.ended_at = caller.at.to_datetime()
        upload.save(update_fields=["name", "is_aside", "ended_at"])
        put(Sort.OUTLOOK.value, {}, caller.at, agreement=upload.agreement)
        put_among_evidence(upload, path)
        caller.keep(upload)
    return upload


def let_aside_go(caller: Caller, agreement: str, key: str) -> Upload:
    """Let go of a file that one has set aside.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says, or there is none.
    """
    upload, path = file_aside(caller, agreement, key)
    with transaction.atomic():
        shutil.rmtree(path.parent, ignore_errors=True)
        caller.keep(upload)
        upload.delete()
    return upload


def holds_aside(agreement: Agreement, name: str) -> bool:
    """Return whether a name stands in a file that somebody has set aside."""
    paths = (incoming(each) for each in _set_aside(agreement))
    return any(True for _ in files_holding({name}, filter(Path.exists, paths)))


def let_go_of_aside(agreement: Agreement, holding: Collection[Path]) -> Collection[Path]:
    """Let go of files that somebody has set aside and that are to be gone.

    No table reads them, so nothing tells which of their cells are to be changed; who brought one
    can bring it again.

    Args:
        agreement: The agreement.
        holding: Files of its folder that are to be gone, set aside or not.

    Returns:
        Those that were let go.
    """
    wanted = set(holding)
    gone: set[Path] = set()
    for each in _set_aside(agreement):
        path = incoming(each).resolve()
        if path in wanted:
            let_go(each)
            gone.add(path)
    return gone


def _set_aside(agreement: Agreement) -> QuerySet[Upload]:
    whole = Upload.objects.filter(agreement=agreement, is_aside=True, ended_at__isnull=False)
    return whole.select_related("agreement")


def _aside(seat: Seat) -> QuerySet[Upload]:
    return _set_aside(seat.agreement).filter(person=seat.caller.person)
