"""Rows of evidence that the parties entered themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["EnteredRow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredRow:
    """Hold a figure entered by hand, as a row of the table that its measure reads.

    Args:
        measure: The measure that it is about, and that alone finds it.
        table: The evidence table beside whose rows it stands.
        cells: Its cells by column: amounts as exact decimals, durations in seconds, instants in
            UTC. What nobody has said is left out.
    """

    measure: str
    table: str
    cells: Mapping[str, str]
