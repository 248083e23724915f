"""The server's clock: the one place that asks it."""

from __future__ import annotations

from datetime import UTC, datetime

from servanda.kernel.time import Instant

__all__ = ["now"]


def now() -> Instant:
    """Return the moment."""
    return Instant.from_datetime(datetime.now(UTC))
