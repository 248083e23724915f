"""What people write on a command line or in a sheet, read as the values of acts."""

from __future__ import annotations

import re
from datetime import date, datetime
from fractions import Fraction

from servanda.businesstime.zone import load_zone
from servanda.facts.decision import Answer, LineNamed
from servanda.facts.figure import Segment
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.pipeline.refusals import MisusedCommand

__all__ = [
    "NotReadable",
    "read_amount",
    "read_answer",
    "read_day",
    "read_line",
    "read_moment",
    "read_segment",
    "read_share",
]

_AMOUNT = re.compile(r"(-?[0-9]{1,15}(?:\.[0-9]{1,9})?)\s*([A-Z]{3})")
_SHARE = re.compile(
    r"([0-9]{1,3}(?:\.[0-9]{1,9})?)\s*%|(0(?:\.[0-9]{1,9})?|1)|([0-9]+/[1-9][0-9]*)"
)
_LINE = re.compile(r"([a-z][a-z0-9_]*)(?:\[(.+)\])?")


class NotReadable(MisusedCommand):
    """A value is not written as it has to be."""

    def __init__(self, text: str, what: str, example: str) -> None:
        super().__init__(f"'{text}' is no {what}; write it like {example}")


def read_amount(text: str) -> Quantity:
    """Read an amount of money: ``1250.50 EUR``; raises ``NotReadable``."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise NotReadable(text, "amount of money", "1250.50 EUR")
    return Quantity.money(found[1], found[2])


def read_share(text: str) -> Fraction:
    """Read a share: ``40%``, ``0.4``, ``2/5``; raises ``NotReadable``.

    Example:
        >>> read_share("40%") == read_share("0.4") == read_share("2/5")
        True
    """
    found = _SHARE.fullmatch(text.strip())
    if found is None:
        raise NotReadable(text, "share", "40%")
    return Fraction(found[1]) / 100 if found[1] else Fraction(found[2] or found[3])


def read_moment(text: str, zone: str) -> Instant:
    """Read an instant with its offset, or a time on the wall clock of a zone.

    Args:
        text: ``2026-03-02T09:30+01:00``, ``2026-03-02 09:30``, or a day for its midnight.
        zone: IANA zone of times without an offset.

    Raises:
        NotReadable: It is neither.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise NotReadable(text, "instant", "2026-03-02 09:30 or 2026-03-02T09:30+01:00") from None
    return Instant.from_datetime(
        moment if moment.tzinfo else moment.replace(tzinfo=load_zone(zone))
    )


def read_day(text: str) -> date:
    """Read a day: ``2026-03-31``; raises ``NotReadable``."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise NotReadable(text, "day", "2026-03-31") from None


def read_segment(text: str) -> Segment:
    """Read a segment: ``service=payments, region=north``; raises ``NotReadable``.

    Example:
        >>> read_segment("service=payments")
        (('service', 'payments'),)
    """
    if not text.strip():
        return ()
    pairs = [each.split("=", 1) for each in text.split(",")]
    if not all(len(pair) == 2 and pair[0].strip() and pair[1].strip() for pair in pairs):
        raise NotReadable(text, "segment", "service=payments")
    return tuple(sorted((name.strip(), value.strip()) for name, value in pairs))


def read_line(text: str) -> LineNamed:
    """Read the name of a line: ``restore_major`` or ``restore_major[priority=P1]``.

    Raises:
        NotReadable: It is none.
    """
    found = _LINE.fullmatch(text.strip())
    if found is None:
        raise NotReadable(text, "line", "restore_major or restore_major[priority=P1]")
    return LineNamed(name=found[1], segment=read_segment(found[2] or ""))


def read_answer(text: str) -> Answer:
    """Read an answer: accepted, declined or settled; raises ``NotReadable``."""
    try:
        return Answer(text.strip())
    except ValueError:
        raise NotReadable(text, "answer", "accepted, declined or settled") from None
