"""Rows of evidence: failures, groups of them, and stretches in which a condition held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from fractions import Fraction

from tests.properties.draft import Draft
from tests.properties.sheet import SERVICES, Row, Span, Stretch

__all__ = ["failures", "groups", "spells"]

_CAUSES = (*SERVICES * 10, None)
"""Services of failures; of a few nobody knows which."""


def spells(draft: Draft, rows: str, spans: Sequence[Span]) -> list[Row]:
    """Return the longest stretches in which a condition held, where they count."""
    condition, at_end, seconds_above = draft.spells[rows]
    found: list[Row] = []
    joined: list[Stretch] = []
    for each in draft.stretches[condition]:
        if joined and joined[-1].holds is each.holds:
            joined[-1] = replace(joined[-1], ended=each.ended)
        else:
            joined.append(each)
    for each in joined:
        at = each.ended if at_end else each.began
        length = Fraction((each.ended - each.began) // timedelta(microseconds=1), 10**6)
        index = next((n for n, span in enumerate(spans) if span.start <= at < span.end), None)
        if each.holds and length > seconds_above and index is not None:
            found.append(
                Row(
                    key=f"{rows}-{len(found)}",
                    at=at,
                    index=index,
                    service=None,
                    length=length,
                    users=None,
                    at_end=at_end,
                )
            )
    return found


def groups(rows: Sequence[Row]) -> list[Row]:
    """Return one row for each service that failed, where its first failure stands."""
    first: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (row.at, row.key)):
        if row.service is not None:
            first.setdefault(row.service, replace(row, key=f"group of {row.service}"))
    return list(first.values())


def failures(draft: Draft, spans: Sequence[Span]) -> list[Row]:
    random = draft.random
    rows = []
    for number in range(random.randint(0, 3 * len(spans))):
        index = random.randrange(len(spans))
        start, end = (each.astimezone(UTC) for each in (spans[index].start, spans[index].end))
        seconds = (end - start) // timedelta(seconds=1)
        # The very first instant belongs to a period, the one after its last to the next.
        offset = random.choice([0, random.randrange(seconds), random.randrange(seconds)])
        hours = Fraction(random.choice([0, 4, 12, 24, 36])) * 3600
        rows.append(
            Row(
                key=f"o{random.randrange(10**6)}-{number}",
                at=start + timedelta(seconds=offset),
                index=index,
                service=random.choice(_CAUSES),
                length=random.choice([hours, Fraction(random.randint(1, 400_000))]),
                users=random.choice([None, *range(40)]),
            )
        )
    return rows
