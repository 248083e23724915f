"""The signed documents that lie beside an agreement's text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.kernel.diagnostic import Diagnostic
from servanda.pipeline.diagnostics import OTHER_DOCUMENT

__all__ = ["check_documents"]


def check_documents(history: History, folder: Path) -> Iterator[Diagnostic]:
    """Compare each signed document that lies beside the text with its digest.

    A document that is not there is not asked for: parties may keep the paper elsewhere.

    Args:
        history: The agreement.
        folder: The folder of its text.
    """
    for version in history.versions:
        for document in version.contract.documents.values() if version.contract else ():
            place = folder / document.file
            if not place.is_file():
                continue
            with place.open("rb") as file:
                actual = hashlib.file_digest(file, "sha256").hexdigest()
            if actual != document.sha256:
                yield OTHER_DOCUMENT.at(
                    document.span, file=document.file, name=document.identifier, actual=actual
                )
