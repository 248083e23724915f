"""Numbers and times as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta

__all__ = ["duration", "length", "listing", "moment", "of_all", "share", "some"]


def share(part: int, whole: int) -> str:
    """Return a share in words of figures, never rounded to all or nothing.

    Example:
        >>> share(1, 3), share(1, 100_000), share(99_999, 100_000)
        ('33%', 'less than 0.1%', 'more than 99.9%')
    """
    if whole == 0:
        return "none"
    permille = part * 1000 // whole
    if part and permille == 0:
        return "less than 0.1%"
    if part < whole and permille == 999:
        return "more than 99.9%"
    if permille < 100 or 990 <= permille < 1000:
        return f"{permille // 10}.{permille % 10}%"
    return f"{(part * 100 + whole // 2) // whole}%"


def of_all(part: int, whole: int, noun: str) -> str:
    """Return a part of a whole.

    Example:
        >>> of_all(20, 67, "rows")
        '20 of 67 rows (30%)'
    """
    return f"{part:,} of {whole:,} {noun} ({share(part, whole)})"


def length(span: timedelta) -> str:
    """Return a length of time by its largest units.

    Example:
        >>> length(timedelta(minutes=5)), length(timedelta(hours=25, minutes=30))
        ('5 minutes', '1 day 1 hour')
    """
    seconds = span // timedelta(seconds=1)
    parts = []
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count:,} {unit if count == 1 else unit + 's'}")
    return " ".join(parts[:2]) or "less than a second"


def duration(micros: int) -> str:
    """Return a duration exactly, each of its units.

    Example:
        >>> duration(0), duration(85_000), duration(-90_061_500_000)
        ('0 s', '0.085 s', '-25 h 1 min 1.5 s')
    """
    minutes, rest = divmod(abs(micros), 60_000_000)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{rest // 1_000_000}.{rest % 1_000_000:06d}".rstrip("0").rstrip(".")
    parts = [(hours, f"{hours:,} h"), (minutes, f"{minutes} min"), (rest, f"{seconds} s")]
    spelt = " ".join(text for amount, text in parts if amount)
    return f"{'-' if micros < 0 else ''}{spelt or '0 s'}"


def moment(at: datetime) -> str:
    """Return a time as it would be written: without seconds where they are nought.

    Example:
        >>> moment(datetime.fromisoformat("2026-01-05T09:30:00"))
        '2026-01-05 09:30'
    """
    return at.isoformat(sep=" ", timespec="auto" if at.second or at.microsecond else "minutes")


def listing(parts: list[str]) -> str:
    """Return parts as one does in a sentence.

    Example:
        >>> listing(["a", "b", "c"])
        'a, b and c'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def some(parts: list[str], *, shown: int = 5) -> str:
    """Return the first few parts, saying how many more there are.

    Example:
        >>> some(["a", "b", "c"], shown=2)
        'a, b and 1 more'
    """
    if len(parts) <= shown:
        return listing(parts)
    return f"{', '.join(parts[:shown])} and {len(parts) - shown:,} more"
