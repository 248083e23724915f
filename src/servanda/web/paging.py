"""How much of a list is answered at once."""

from __future__ import annotations

from typing import Annotated

from ninja import Query

__all__ = ["Limit", "Offset"]

Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, le=2_000_000_000, description="After how many.")]
