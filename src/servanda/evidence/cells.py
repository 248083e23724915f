"""What the writers of cells hand back."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.kernel.diagnostic import Diagnostic

__all__ = ["Written"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Say what was written out as CSV, or why nothing was.

    Args:
        headings: Column headings in order.
        lines: Line or row of each record in the original, counted from 1.
        diagnostics: Why nothing was written; empty otherwise.
    """

    headings: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
