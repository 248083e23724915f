"""Single values as they are written: dates, whole numbers."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["YEAR_MAX", "YEAR_MIN", "looks_like_date", "read_date", "read_whole"]

YEAR_MIN = 1900
YEAR_MAX = 2200


def read_date(text: str) -> date | None:
    """Read a day of the years 1900 to 2200, nothing if it is none.

    Example:
        >>> read_date("2026-02-28"), read_date("2026-02-30"), read_date("20260228")
        (datetime.date(2026, 2, 28), None, None)
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if YEAR_MIN <= day.year <= YEAR_MAX else None


def read_whole(text: str) -> int | None:
    """Read a whole number of at most 12 digits, nothing if it is none.

    Example:
        >>> read_whole("12"), read_whole("1_2"), read_whole("1.0")
        (12, None, None)
    """
    return int(text) if re.fullmatch(r"[0-9]{1,12}", text) else None


def looks_like_date(text: str) -> bool:
    """Return whether a key is meant as a date, be it a possible one or not.

    Example:
        >>> looks_like_date("2026-02-30"), looks_like_date("1 - Critical")
        (True, False)
    """
    return re.match(r"[0-9]{4}-[0-9]", text) is not None
