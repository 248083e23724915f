"""``servanda format --format json``."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FormatDocument", "FormattedFile"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormattedFile:
    """A text: whether it changes, whether it was written, the unified difference, and holidays
    that have changed since they were frozen (``notes``).
    """

    file: str
    changes: bool
    written: bool
    difference: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatDocument:
    """The texts that were laid out."""

    files: tuple[FormattedFile, ...]
    format: str = "servanda/format/1"
