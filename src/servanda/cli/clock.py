"""The machine's clock: the one place that asks it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from cyclopts import Parameter

from servanda.kernel.time import Instant
from servanda.pipeline.refusals import MisusedCommand

__all__ = ["END_OF_DAY", "AtOption", "moment_named"]

AtOption = Annotated[
    str,
    Parameter(
        name="--at",
        help="Moment, where it is not now: 2026-03-02T09:30+01:00, or 2026-03-02 for noon of that"
        " day in UTC.",
        show_default=False,
    ),
]


NOON = "12:00:00"
END_OF_DAY = "23:59:59"


def moment_named(text: str, *, of_day: str = NOON) -> Instant:
    """Return the moment that a text names, now where it is empty, to the second.

    Args:
        text: A day, or an instant with its offset.
        of_day: What a day alone means, in UTC. Something said on a day is said at noon, which is
            that day in nearly every zone; what was known on a day was known at its end.

    Raises:
        MisusedCommand: It is no day, and no instant with its offset.
    """
    if not text:
        return Instant.from_datetime(datetime.now(UTC).replace(microsecond=0))
    try:
        if len(text) == len("2026-03-02"):
            return Instant.parse(f"{text}T{of_day}Z")
        return Instant.parse(text)
    except ValueError:
        raise MisusedCommand(
            f"'{text}' is no moment; write a day (2026-03-02) or an instant with its offset"
            " (2026-03-02T09:30+01:00)"
        ) from None
