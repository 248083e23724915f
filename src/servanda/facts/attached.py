"""Files that are named by their content."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["AttachedDocument"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedDocument:
    """Name a document that an act rests on.

    Args:
        name: What it is called: ``carrier-report.pdf``.
        sha256: Digest of its bytes, lower-case hex.
    """

    name: str
    sha256: str
