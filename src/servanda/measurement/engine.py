"""The query engine as measuring sees it: named files in, one results folder out, nothing else.

Measures are ibis expressions and say nothing of an engine. An engine brings files in as tables,
computes, hands small answers back, and writes what became of every record as one Parquet file:
the same rows in the same order, whichever engine it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

import ibis.expr.types as ir

from servanda.measurement.machine import memory_bytes

__all__ = ["TOO_LONG", "Engine", "EngineLimits", "EngineMissing", "EngineStopped"]

TOO_LONG: Final = (
    "a sum has more digits than can be added up exactly, which are 38; see whether a value of the"
    " evidence is far too large, or counted in too small a unit"
)


class EngineStopped(RuntimeError):
    """The engine could not finish: out of memory or disk, or a sum with too many digits."""


class EngineMissing(RuntimeError):
    """The engine is not installed, or cannot be started or reached; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineLimits:
    """Bound what the engine may take of the machine.

    Args:
        memory_bytes: Most memory, above zero; what does not fit goes to the scratch folder. Absent
            is what was said (`within_memory`), or half of what the machine has.
        threads: How many threads work at once, at least 1; absent is one per core.
    """

    memory_bytes: int = field(default_factory=memory_bytes)
    threads: int | None = None


class Engine(Protocol):
    """Compute with tables. Whole numbers have 64 bits and never wrap; time is UTC."""

    def read(self, *files: Path) -> ir.Table:
        """Return Parquet files of the same columns, at least one, as a table."""

    def given(self, columns: Mapping[str, str], rows: Sequence[tuple[object, ...]]) -> ir.Table:
        """Return a table of values; ``columns`` are names with their ibis types."""

    def keep(self, table: ir.Table, *, lasting: bool = False) -> ir.Table:
        """Compute a table once, for everything that reads it afterwards.

        Args:
            table: The table.
            lasting: Whether more than one measure reads it.
        """

    def forget(self, *, lasting: bool = False) -> None:
        """Drop all that was kept for one measure; tables made of it must not be used any more.

        Args:
            lasting: Whether to drop what was kept for several measures as well.
        """

    def rows(self, table: ir.Table) -> list[dict[str, Any]]:
        """Return all rows; decimals stay decimals, whole numbers whole.

        Raises:
            EngineStopped: Memory, disk or digits ran out.
        """

    def write(self, table: ir.Table, file: Path) -> None:
        """Write an ordered table as one Parquet file, whole or not at all.

        Raises:
            EngineStopped: Memory, disk or digits ran out.
        """

    def write_each(
        self, table: ir.Table, files: Mapping[int, Path], *, by: str, order: Sequence[str]
    ) -> ir.Table:
        """Keep a table, and write the rows of each number of a column as a file of their own.

        Args:
            table: The table.
            files: The files, by number; each is written whole or not at all.
            by: The column of the number, which is not written.
            order: Columns in which rows follow each other, what is unknown last.

        Returns:
            The table as it was kept, for one measure.

        Raises:
            EngineStopped: Memory, disk or digits ran out.
        """
