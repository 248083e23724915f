"""Wall-clock times of a column: which zone they need, and which of them are strange."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from servanda.evidence.diagnostics import (
    AMBIGUOUS_TIMES,
    FINER_THAN_MICROSECOND,
    MIXED_OFFSETS,
    SKIPPED_TIMES,
)
from servanda.evidence.engine import Engine
from servanda.evidence.statements import compose
from servanda.evidence.wording import counted
from servanda.evidence.zones import Transition, Zone, find_zone
from servanda.kernel.diagnostic import Diagnostic, DiagnosticKind
from servanda.kernel.source import SourceSpan

__all__ = ["Example", "WallClocks", "look_at_clocks"]

Example = tuple[SourceSpan, str]
"""Where the first of some values stands, and a few of them in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WallClocks:
    """Say how a column's wall clocks turn into instants, and what is odd about them."""

    zone: Zone
    diagnostics: tuple[Diagnostic, ...]


def look_at_clocks(
    engine: Engine, index: int, heading: str, zone_name: str, examples: Callable[[str], Example]
) -> WallClocks:
    """Look at an instant column of ``read_values``.

    Args:
        engine: The engine that holds it: wall clock ``v``, offset ``o``, finer ``x``.
        index: Number of the column.
        heading: Its heading, for diagnostics.
        zone_name: The zone of times without offset.
        examples: Gives the first rows that fulfil a condition.
    """
    without, with_offset, first, last, finer = engine.row(
        "SELECT count_if(v{i} IS NOT NULL AND o{i} IS NULL), count(o{i}), "
        "min(v{i}) FILTER (o{i} IS NULL), max(v{i}) FILTER (o{i} IS NULL), count_if(x{i}) "
        "FROM read_values",
        i=str(index),
    )
    found = []
    if finer:
        place, _ = examples(f"x{index}")
        count = counted(finer, "value is", "values are")
        found.append(FINER_THAN_MICROSECOND.at(place, heading=heading, count=count))
    if with_offset and without:
        place, _ = examples(f"v{index} IS NOT NULL AND o{index} IS NULL")
        words = {"heading": heading, "with_offset": counted(with_offset, "time"), "zone": zone_name}
        found.append(MIXED_OFFSETS.at(place, without=f"{without:,}", **words))
    if not without:
        zone = Zone(name=zone_name, first=0, transitions=())
        return WallClocks(zone=zone, diagnostics=tuple(found))
    zone = find_zone(zone_name, first, last)
    for kind, skips in ((SKIPPED_TIMES, True), (AMBIGUOUS_TIMES, False)):
        changes = [change for change in zone.transitions if change.skips is skips]
        found += _strange(engine, index, changes, (kind, heading, zone_name), examples)
    return WallClocks(zone=zone, diagnostics=tuple(found))


def _strange(
    engine: Engine,
    index: int,
    changes: list[Transition],
    words: tuple[DiagnosticKind, str, str],
    examples: Callable[[str], Example],
) -> list[Diagnostic]:
    if not changes:
        return []
    within = " OR ".join(
        compose(
            "(v{i} >= make_timestamp({start}) AND v{i} < make_timestamp({end}))",
            i=str(index),
            start=str(change.wall_strange * 1_000_000),
            end=str(change.wall_until * 1_000_000),
        )
        for change in changes
    )
    condition = f"o{index} IS NULL AND ({within})"
    count = engine.row("SELECT count(*) FROM read_values WHERE {where}", where=condition)[0]
    if not count:
        return []
    place, spelt = examples(condition)
    kind, heading, zone = words
    when = "never happened" if kind is SKIPPED_TIMES else "happened twice"
    happened = f"{counted(count, 'time')} {when}"
    return [kind.at(place, heading=heading, zone=zone, count=happened, examples=spelt)]
