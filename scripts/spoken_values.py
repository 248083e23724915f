"""The closed choices whose values pages show as words."""

from __future__ import annotations

from enum import Enum

from servanda.facts.standing import ClaimState, DisputeState

__all__ = ["SPOKEN"]

SPOKEN: tuple[type[Enum], ...] = (ClaimState, DisputeState)
"""Their values are said in the reader's language where a page shows one."""
