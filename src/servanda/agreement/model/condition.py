"""Conditions over time: true, false or unknown at every instant."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.agreement.model.formula import Formula
from servanda.kernel.source import SourceSpan

__all__ = ["TimeCondition"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeCondition:
    """Say when something holds, by a table of facts.

    Over a table of intervals it is true while a row lasts for which ``where`` holds, else false.
    Over a table of events it is true from an event for which ``where`` holds until the next
    event of the same key, false after any other, and unknown before the first.

    Args:
        name: Its name.
        table: Table of intervals or of events.
        where: Which rows; absent for all.
    """

    name: str
    table: str
    where: Formula | None
    span: SourceSpan
