"""A moment at which something was said, and how everything stood after it."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.facts.standing import Standing
from servanda.kernel.time import Instant

__all__ = ["Occasion"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Say how everything stood once something was said, or once silence had decided it.

    Args:
        at: When.
        cause: Digest of the entry; for silence a name of its own.
        what: What was said, by the act's name: ``statement issued``.
        standing: How everything stood then.
    """

    at: Instant
    cause: str
    what: str
    standing: Standing
