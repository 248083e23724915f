"""How a figure came about, so that it can be opened."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.facts.figure import Value
from servanda.kernel.source import SourceSpan

__all__ = ["Step"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Show one named formula with its values.

    Args:
        name: The figure's name, with its row in words: ``restore_major in 2026-03``.
        text: The formula as its author wrote it, empty for evidence and given values.
        value: What came out.
        of: The steps that this one used, in order of use.
        span: Where the formula stands, if it stands anywhere.
        note: What a reader should know: the table row that applied, the rounding made.
        period: Label of the period that it is about, empty for what has none.
    """

    name: str
    text: str
    value: Value
    of: tuple[Step, ...] = ()
    span: SourceSpan | None = None
    note: str = ""
    period: str = ""
