"""Counts, cells and columns in words, for diagnostics."""

from __future__ import annotations

from typing import Final

from servanda.agreement.model.evidence import ColumnType, EvidenceColumn
from servanda.kernel.diagnostic import near_match

__all__ = ["advice", "counted", "described", "near_heading", "shortened"]

_NOTHINGS: Final = frozenset(
    {"nan", "inf", "infinity", "n/a", "na", "null", "none", "nil", "-", "--", "?", "unknown", "tbd"}
)
_SHOWN_MAX: Final = 40


def counted(count: int, noun: str, nouns: str = "") -> str:
    """Return a number with its noun.

    Example:
        >>> counted(1, "row"), counted(1200, "row")
        ('1 row', '1,200 rows')
    """
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def shortened(text: str) -> str:
    """Return a cell fit to be shown on one line.

    Example:
        >>> shortened("a" * 50)
        'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...'
    """
    shown = text if len(text) <= _SHOWN_MAX else f"{text[: _SHOWN_MAX - 3]}..."
    return shown if shown.isprintable() else shown.encode("unicode_escape").decode("ascii")


def near_heading(wanted: str, headings: tuple[str, ...]) -> str:
    """Return the heading most like the wanted one; case, spaces and ``_`` hardly count.

    Example:
        >>> near_heading("resolved_at", ("Number", "Resolved at"))
        'Resolved at'
    """
    folded = {_folded(heading): heading for heading in headings}
    near: str = near_match(_folded(wanted), folded)
    return folded.get(near, "")


def _folded(heading: str) -> str:
    return heading.casefold().replace("_", " ").strip()


def described(column: EvidenceColumn) -> str:
    """Return what a column's values should be."""
    match column.type:
        case ColumnType.INSTANT | ColumnType.DATE:
            written = f"'{column.format}'" if column.format else "ISO 8601 (2026-01-31 09:30:00)"
            return f"{column.type.value} in the format {written}"
        case ColumnType.DURATION if column.scale_text:
            return f"duration in {column.scale_text}"
        case ColumnType.MONEY if column.unit is not None:
            return f"money in {column.unit}"
        case _:
            return str(column.type.value)


def advice(column: EvidenceColumn, examples: list[str]) -> str:
    """Return what an author can do about values that cannot be read."""
    if any(text.casefold().lstrip("+-") in _NOTHINGS or text == "-" for text in examples):
        return "if it means that nothing is known, list it under nulls"
    match column.type:
        case ColumnType.INSTANT | ColumnType.DATE:
            return _time_advice(examples)
        case ColumnType.TRUTH:
            return "say what is yes and what is no under values"
        case ColumnType.DURATION if not column.scale_text:
            return "say the unit, such as duration in minutes"
        case ColumnType.NUMBER | ColumnType.MONEY | ColumnType.PERCENT | ColumnType.WHOLE:
            return _number_advice(column, examples)
        case _:
            return "list it under nulls, or rename it under values, if it has a meaning"


def _time_advice(examples: list[str]) -> str:
    if any("9999" in text or text.startswith(("0001", "1753", "0000")) for text in examples):
        return "if it stands for 'never', list it under nulls"
    return "say how it is written, such as format: day/month/year hour:minute"


def _number_advice(column: EvidenceColumn, examples: list[str]) -> str:
    if any("," in text for text in examples):
        return "say format: thousands comma (1,234.5) or format: decimal comma (1.234,5)"
    if column.type is ColumnType.WHOLE:
        return "a whole number has no fraction and at most 18 digits; number takes fractions"
    return (
        "at most 15 digits after the point are kept; "
        "say format: rounded to 6 digits where a file has more"
    )
