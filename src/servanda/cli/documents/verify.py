"""``servanda verify --format json`` and ``servanda bundle --format json``."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.pipeline.bundling import Bundle
from servanda.pipeline.verifying import Verified

__all__ = [
    "BundleDocument",
    "CheckedDocument",
    "VerifyDocument",
    "bundle_document",
    "verify_document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDocument:
    """Something that was looked at; ``wrong`` says in sentences what does not hold."""

    what: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyDocument:
    """Whether a bundle holds; ``head`` is the digest of the last entry, ``unsigned`` the number
    of entries without a signature.
    """

    holds: bool
    agreement: str
    entries: int
    unsigned: int
    head: str
    checks: tuple[CheckedDocument, ...]
    format: str = "servanda/verify/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleDocument:
    """A bundle that was packed: its file, its digest, the journal's last entry."""

    path: str
    sha256: str
    head: str
    files: int
    format: str = "servanda/bundled/1"


def verify_document(found: Verified) -> VerifyDocument:
    """Return the document of what verifying found."""
    return VerifyDocument(
        holds=found.holds,
        agreement=found.agreement,
        entries=found.entries,
        unsigned=found.unsigned,
        head=found.head,
        checks=tuple(CheckedDocument(what=each.what, wrong=each.wrong) for each in found.checks),
    )


def bundle_document(packed: Bundle) -> BundleDocument:
    """Return the document of a bundle."""
    return BundleDocument(
        path=str(packed.path), sha256=packed.sha256, head=packed.head, files=packed.files
    )
