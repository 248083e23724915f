"""As of when one looks."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.kernel.time import Instant

__all__ = ["NOW", "Moment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Say as of when one looks.

    Args:
        at: Time limits that have run out by then have their effect; absent, the moment of the
            last entry.
        as_known: Whether evidence, texts and decisions are those that were known at that moment,
            from the record, and not those that lie in the workspace now.
    """

    at: Instant | None = None
    as_known: bool = False


NOW = Moment()
"""As everything lies in the workspace, at the moment of the last entry."""
