"""How many agreements combined each pair of mechanisms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

__all__ = ["pair_lines"]


def pair_lines(agreements: Iterable[frozenset[str]]) -> Iterator[str]:
    """Yield a table: each mechanism with how often it stood beside each one before it."""
    seen = list(agreements)
    single = Counter(name for each in seen for name in each)
    pairs = Counter(pair for each in seen for pair in combinations(sorted(each), 2))
    names = sorted(single)
    wide = max(map(len, names), default=0)
    yield f"{len(seen):,} agreements of {len(names)} mechanisms"
    counts = [pairs[pair] for pair in combinations(names, 2)]
    met = sum(1 for each in counts if each)
    yield f"{met:,} of {len(counts):,} pairs occur; each row counts its pairs with rows 1, 2, ..."
    for number, name in enumerate(names):
        beside = " ".join(f"{pairs[names[other], name]:3}" for other in range(number))
        yield f"{number + 1:3} {name:<{wide}} {single[name]:5} | {beside}"
