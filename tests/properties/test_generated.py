"""At least two thousand generated agreements, each against everything that holds for all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.properties.digests import SURROUNDINGS, digests_elsewhere
from tests.properties.properties import digest_of, failures_of

AGREEMENTS = 2000
BATCH = 100


@pytest.mark.parametrize("first", range(0, AGREEMENTS, BATCH))
def test_every_property_holds(first: int, record_property: Callable[[str, object], None]) -> None:
    found: list[str] = []
    digests = {}
    for seed in range(first, first + BATCH):
        failures, made = failures_of(seed)
        found += failures
        if made is not None:
            digests[seed] = digest_of(made.statements)
            record_property("mechanisms", sorted(made.case.mechanisms))
    assert not found, "\n".join(found)
    surroundings = SURROUNDINGS[first // BATCH % len(SURROUNDINGS)]
    assert digests_elsewhere(first, BATCH, surroundings) == digests
