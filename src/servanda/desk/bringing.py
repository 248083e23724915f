"""Files brought into the book in parts, and taken in whole or not at all.

They are evidence, or documents that support what a party says.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from servanda.desk.background import DONE_AT_ONCE_SECONDS, Errand, Sort, do_now
from servanda.desk.callers import Caller, Seat, take_seat
from servanda.desk.incoming import (
    EVIDENCE_BROUGHT,
    OPEN_FOR,
    evidence_folder,
    incoming,
    incoming_folder,
    let_go,
    must_be_a_file_name,
    put_among_evidence,
    shown,
    unfinished,
)
from servanda.desk.inspecting import (
    NotWhatWasAnnounced,
    must_be_what_it_says,
    must_be_what_was_announced,
)
from servanda.desk.refusals import NotThere
from servanda.facts.decision import AttachedDocument
from servanda.pipeline.refusals import CannotWrite, MisusedCommand
from servanda.record.models import Upload, UploadPurpose
from servanda.record.queue import put

__all__ = [
    "BYTES_MAX",
    "NotBrought",
    "TooLong",
    "TooManyBegun",
    "WrongPlace",
    "add_part",
    "begin_document",
    "begin_upload",
    "brought",
    "evidence_files",
    "last_uploads",
    "look_at_upload",
    "take_file_in",
]

BYTES_MAX = 1 << 30
"""The longest file of evidence, in bytes."""

DOCUMENT_BYTES_MAX = 1 << 25
"""The longest document, in bytes."""

_AT_ONCE_BYTES_MAX = 1 << 25
_DOES = {
    UploadPurpose.EVIDENCE: EVIDENCE_BROUGHT,
    UploadPurpose.DOCUMENT: "document brought",
}
_OPEN_MAX = 20
_DOCUMENT_NAME = re.compile(r"[^\W_][\w .,()+-]{0,150}\.[A-Za-z0-9]{1,10}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class NotADocumentName(MisusedCommand):
    """A document is called something that it cannot be called."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"'{shown(name)}' cannot be a document's name here; use letters, digits, spaces and"
            " '-_.,()+', with an ending, such as Savings 2026-01.pdf"
        )


class NotBrought(MisusedCommand):
    """Something that is to be said names a document that nobody has brought."""

    def __init__(self, document: AttachedDocument) -> None:
        super().__init__(
            f"the document '{document.name}' is not in the book; bring it first, and name it by"
            " the SHA-256 of its bytes"
        )


class TooLong(MisusedCommand):
    """A file is longer than what can be taken in, or empty."""

    def __init__(self, most: int = BYTES_MAX) -> None:
        hint = "split it, or send it as Parquet" if most == BYTES_MAX else "send a smaller one"
        super().__init__(f"a file has 1 to {most} bytes; {hint}")


class TooManyBegun(MisusedCommand):
    """Somebody has begun too many files without sending them."""

    def __init__(self) -> None:
        super().__init__(
            f"{_OPEN_MAX} files have been begun and not sent, or set aside and not taken in; bring"
            " one of them to its end first"
        )


class WrongPlace(MisusedCommand):
    """A part does not continue what came so far."""

    def __init__(self, received: int) -> None:
        super().__init__(f"the next part begins at byte {received}")
        self.received = received


def begin_upload(
    caller: Caller, agreement: str, name: str, size: int, sha256: str, *, is_aside: bool = False
) -> Upload:
    """Announce a file of evidence.

    Args:
        caller: Who brings it.
        agreement: The agreement's key.
        name: Its name; a file of that name is replaced once all of it has come.
        size: Its length in bytes.
        sha256: Digest of its bytes, lower-case hex.
        is_aside: Whether it is set aside once all of it has come, to be looked at before it is
            taken in.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NotAFileName, TooLong, NotWhatWasAnnounced: Name, length or digest cannot be.
        TooManyBegun: One has begun many others without sending them.
    """
    seat = take_seat(caller, agreement, _DOES[UploadPurpose.EVIDENCE])
    must_be_a_file_name(name)
    if not 1 <= size <= BYTES_MAX:
        raise TooLong
    return _begin(seat, UploadPurpose.EVIDENCE, name, size, sha256, is_aside=is_aside)


def begin_document(caller: Caller, agreement: str, name: str, size: int, sha256: str) -> Upload:
    """Announce a document that supports what one is going to say.

    Args:
        caller: Who brings it.
        agreement: The agreement's key.
        name: Its name.
        size: Its length in bytes.
        sha256: Digest of its bytes, lower-case hex, by which it is named when something is said.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NotADocumentName, TooLong, NotWhatWasAnnounced: Name, length or digest cannot be.
    """
    seat = take_seat(caller, agreement, _DOES[UploadPurpose.DOCUMENT])
    if not _DOCUMENT_NAME.fullmatch(name):
        raise NotADocumentName(name)
    if not 1 <= size <= DOCUMENT_BYTES_MAX:
        raise TooLong(DOCUMENT_BYTES_MAX)
    return _begin(seat, UploadPurpose.DOCUMENT, name, size, sha256)


def brought(seat: Seat, documents: Sequence[AttachedDocument]) -> tuple[Path, ...]:
    """Return where documents lie that one's own party has brought, each by its digest.

    Raises:
        NotBrought: One of them is not there.
    """
    return tuple(_brought(seat, each) for each in documents)


def _brought(seat: Seat, document: AttachedDocument) -> Path:
    found = (
        Upload.objects.select_related("agreement")
        .filter(
            agreement=seat.agreement,
            person__organisation=seat.caller.person.organisation,
            purpose=UploadPurpose.DOCUMENT,
            sha256=document.sha256,
            ended_at__isnull=False,
        )
        .first()
    )
    if found is None:
        raise NotBrought(document)
    return incoming(found)


def _begin(
    seat: Seat,
    purpose: UploadPurpose,
    name: str,
    size: int,
    sha256: str,
    *,
    is_aside: bool = False,
) -> Upload:
    if not _DIGEST.fullmatch(sha256):
        raise NotWhatWasAnnounced
    _let_go_of_old(seat)
    caller = seat.caller
    with transaction.atomic():
        upload = Upload.objects.create(
            agreement=seat.agreement,
            person=caller.person,
            purpose=purpose,
            name=name,
            bytes_expected=size,
            sha256=sha256,
            begun_at=caller.at.to_datetime(),
            is_aside=is_aside,
        )
        caller.keep(upload)
    return upload


def look_at_upload(
    caller: Caller, agreement: str, key: str, purpose: UploadPurpose = UploadPurpose.EVIDENCE
) -> Upload:
    """Return how much has come of a file that one brings oneself; raises as ``begin_upload``."""
    seat = take_seat(caller, agreement, _DOES[purpose])
    found = Upload.objects.filter(
        agreement=seat.agreement, person=caller.person, key=key, purpose=purpose
    ).first()
    if found is None:
        raise NotThere
    return found


def add_part(
    caller: Caller,
    agreement: str,
    key: str,
    offset: int,
    content: bytes,
    *,
    purpose: UploadPurpose = UploadPurpose.EVIDENCE,
) -> Upload:
    """Add the next part of a file; with the last one the file is taken in.

    A file of up to 32 MB is taken in at once, a longer one in the background. Where this process
    dies meanwhile, so is any.

    Args:
        caller: Who brings it.
        agreement: The agreement's key.
        key: The upload's key.
        offset: Where the part begins, in bytes from the file's beginning.
        content: The part.
        purpose: What the file is brought for.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        WrongPlace: It does not continue what came so far; says where to go on.
        NotWhatWasAnnounced: The whole is something else than was announced.
        Mistaken: The file is not what its name says; nothing of it is kept.
    """
    look_at_upload(caller, agreement, key, purpose)
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(key=key)
        if upload.ended_at is not None or offset != upload.bytes_received:
            raise WrongPlace(upload.bytes_received)
        if offset + len(content) > upload.bytes_expected:
            raise WrongPlace(upload.bytes_received)
        path = incoming(upload)
        _write_at(path, offset, content)
        upload.bytes_received += len(content)
        upload.save(update_fields=["bytes_received"])
        if upload.bytes_received < upload.bytes_expected:
            return upload
        is_short = upload.bytes_expected <= _AT_ONCE_BYTES_MAX
        job = put(
            Sort.FILE.value,
            {"upload": upload.key, "name": upload.name},
            caller.at,
            agreement=upload.agreement,
            asked=caller.asked,
            after_seconds=DONE_AT_ONCE_SECONDS if is_short else 0,
        )
    if is_short:
        do_now(job, take_file_in, caller.at)
        upload.refresh_from_db()
    return upload


def evidence_files(caller: Caller, agreement: str) -> tuple[Path, ...]:
    """Return the files of evidence, by name; raises as the table of rights says."""
    seat = take_seat(caller, agreement, "agreement looked at")
    folder = evidence_folder(seat.agreement)
    return tuple(sorted(path for path in folder.iterdir() if not path.name.startswith(".")))


def _let_go_of_old(seat: Seat) -> None:
    """Let go of files that were begun long ago and never came, so that they fill no disk."""
    begun = list(unfinished().filter(agreement=seat.agreement, person=seat.caller.person))
    given_up = seat.caller.at.to_datetime() - OPEN_FOR
    old = [each for each in begun if each.begun_at < given_up]
    if len(begun) - len(old) >= _OPEN_MAX:
        raise TooManyBegun
    for each in old:
        let_go(each)


def last_uploads(caller: Caller, agreement: str) -> dict[str, Upload]:
    """Return the last upload of each file that came whole; raises as the table of rights says."""
    seat = take_seat(caller, agreement, "agreement looked at")
    whole = Upload.objects.filter(
        agreement=seat.agreement,
        purpose=UploadPurpose.EVIDENCE,
        is_aside=False,
        ended_at__isnull=False,
    )
    return {each.name: each for each in whole.select_related("person").order_by("ended_at", "pk")}


def take_file_in(errand: Errand) -> None:
    """Look at a file that has come whole, and put it where it belongs.

    Raises:
        NotWhatWasAnnounced: It is something else than was announced.
        Mistaken, NotWhatItSays: It is not what its name says; nothing of it is kept.
    """
    key = errand.content["upload"]
    upload = Upload.objects.select_related("agreement").filter(key=key).first()
    if upload is None:
        # It was found to be wrong before, and whoever found it stopped in the middle.
        shutil.rmtree(incoming_folder(errand.agreement, key), ignore_errors=True)
        errand.done()
        return
    path = incoming(upload)
    # Whoever took it in before may have stopped after putting it in its place.
    if path.exists():
        _look_at(upload, path)
        if _is_evidence(upload):
            put_among_evidence(upload, path)
    with transaction.atomic():
        upload.ended_at = errand.now().to_datetime()
        upload.save(update_fields=["ended_at"])
        if _is_evidence(upload):
            put(Sort.OUTLOOK.value, {}, errand.now(), agreement=upload.agreement)
        errand.done({"name": upload.name})


def _is_evidence(upload: Upload) -> bool:
    return upload.purpose == UploadPurpose.EVIDENCE and not upload.is_aside


def _look_at(upload: Upload, path: Path) -> None:
    try:
        must_be_what_was_announced(path, upload.sha256)
        if upload.purpose == UploadPurpose.EVIDENCE:
            must_be_what_it_says(path)
    except MisusedCommand:
        upload.delete()
        shutil.rmtree(path.parent)
        raise


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
