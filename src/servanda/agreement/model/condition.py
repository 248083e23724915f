"""Conditions over time: true, false or unknown at every instant."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.agreement.model.formula import Formula
from servanda.kernel.source import SourceSpan

__all__ = ["TimeCondition"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeCondition:
    """Say when something holds, by a table of facts or by other conditions.

    Over a table of intervals it is true while a row lasts for which ``where`` holds, else false.
    Over a table of events it is true from an event for which ``where`` holds until the next
    event of the same key, false after any other, and unknown before the first. What still holds
    where the table's evidence ends is unknown from there on.

    Args:
        name: Its name.
        table: Table of intervals or of events; empty where it is made of other conditions.
        where: Which rows; absent for all.
        by: Columns of which each value has a condition of its own; for one made of others,
            theirs.
        of: The conditions and calendars that it is made of; absent over a table.
    """

    name: str
    table: str
    where: Formula | None
    span: SourceSpan
    by: tuple[str, ...] = ()
    of: Formula | None = None
