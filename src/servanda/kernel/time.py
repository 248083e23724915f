"""Instants and settlement periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

__all__ = ["MICROS_PER_SECOND", "Instant", "Period"]

MICROS_PER_SECOND = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    """Hold a moment as microseconds since 1970-01-01T00:00:00Z; leap seconds are not counted.

    Example:
        >>> str(Instant.parse("2026-03-29T02:30:00+02:00"))
        '2026-03-29T00:30:00Z'
    """

    micros: int

    @classmethod
    def parse(cls, text: str) -> Instant:
        """Read ISO 8601 with an offset or Z; raises ``ValueError`` without one."""
        return cls.from_datetime(datetime.fromisoformat(text))

    @classmethod
    def from_datetime(cls, moment: datetime) -> Instant:
        """Take over an aware ``datetime``; raises ``ValueError`` for a naive one."""
        if moment.tzinfo is None:
            raise ValueError("an instant needs a zone or an offset")
        # Through UTC: subtracting two datetimes of one zone compares wall clocks.
        return cls((moment.astimezone(UTC) - _EPOCH) // _MICROSECOND)

    def to_datetime(self) -> datetime:
        """Return the aware ``datetime`` in UTC."""
        return _EPOCH + self.micros * _MICROSECOND

    def plus_seconds(self, seconds: int) -> Instant:
        """Return the instant so many elapsed seconds later."""
        return Instant(self.micros + seconds * MICROS_PER_SECOND)

    def __str__(self) -> str:
        return self.to_datetime().isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Hold one settlement period: a half-open window between two local midnights.

    Args:
        label: Name used on statements: ``2026-01``, ``2026-Q1``, ``2026``, or
            ``2026-01-16`` (its first day) for any other rhythm.
        index: Position counted from the agreement's first period, 0-based.
        first_day: First calendar day, included.
        end_day: Day after the last one, not included.
        start: Instant of the local midnight that begins ``first_day``.
        end: Instant of the local midnight that begins ``end_day``, not included.
    """

    label: str
    index: int
    first_day: date
    end_day: date
    start: Instant
    end: Instant

    def holds(self, moment: Instant) -> bool:
        """Return whether the instant lies inside, its start included and its end not."""
        return self.start <= moment < self.end
