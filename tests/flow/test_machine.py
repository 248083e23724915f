"""Two thousand conversations of two parties: balanced, capped, never overdrawn, replayable."""

from __future__ import annotations

import pytest

from tests.flow.machine import converse

_PARTS = 8
_EACH = 250


@pytest.mark.parametrize("part", range(_PARTS))
def test_whatever_is_said_holds_together(part: int) -> None:
    """In parts with seeds of their own, which can run beside each other."""
    converse(part, _EACH)
