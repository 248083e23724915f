"""The versions of the rules by which statements are computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["CURRENT", "KNOWN", "SEMANTICS", "Semantics"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Semantics:
    """Say by which rules statements are computed.

    A version is added whenever the same text, evidence and decisions could give another figure.
    What it does otherwise becomes a field here, which the code asks where it matters, so that
    statements of every version can be computed again.

    Args:
        version: Its number, as statements name it.
    """

    version: int


KNOWN: Final[Mapping[int, Semantics]] = {each.version: each for each in (Semantics(version=1),)}
"""Every version that this program computes, oldest first."""

CURRENT: Final = KNOWN[max(KNOWN)]
"""By which statements are computed that are not handed over so far."""

SEMANTICS: Final = CURRENT.version
"""Its number."""
