"""Files that come with a form, taken into the book as those that come in parts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from servanda.desk.bringing import add_part, begin_document, begin_upload
from servanda.desk.callers import Caller
from servanda.record.models import Upload, UploadPurpose

__all__ = ["bring_document", "bring_evidence"]

_PART = 4 * 1024 * 1024


def bring_evidence(
    caller: Caller, agreement: str, sent: UploadedFile[Any], *, is_aside: bool = False
) -> Upload:
    """Take a file of evidence in, or set it aside; refusals as for ``begin_upload``."""
    begin = partial(begin_upload, is_aside=is_aside)
    return _bring(caller, agreement, sent, UploadPurpose.EVIDENCE, begin)


def bring_document(caller: Caller, agreement: str, sent: UploadedFile[Any]) -> Upload:
    """Take a document in; refusals as for ``begin_document`` and ``add_part``."""
    return _bring(caller, agreement, sent, UploadPurpose.DOCUMENT, begin_document)


def _bring(
    caller: Caller,
    agreement: str,
    sent: UploadedFile[Any],
    purpose: UploadPurpose,
    begin: Callable[[Caller, str, str, int, str], Upload],
) -> Upload:
    digest = hashlib.sha256()
    for chunk in sent.chunks(_PART):
        digest.update(chunk)
    name, size = sent.name or "", sent.size or 0
    upload = begin(caller, agreement, name, size, digest.hexdigest())
    sent.seek(0)
    offset = 0
    for chunk in sent.chunks(_PART):
        add_part(caller, agreement, upload.key, offset, chunk, purpose=purpose)
        offset += len(chunk)
    return upload
