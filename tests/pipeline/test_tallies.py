"""Records counted in the engine: the same as counting them one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.facts.tally import DurationBar, Tally
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import BaseKind, Unit
from servanda.pipeline.tallies import Asked, Group, tallies

ELAPSED = Unit.of(BaseKind.ELAPSED)
ZONE = "Europe/Amsterdam"
MINUTE = 60_000_000
SCHEMA = pa.schema(
    [
        ("period", pa.string()),
        ("counted", pa.bool_()),
        ("place", pa.timestamp("us")),
        ("met", pa.bool_()),
        ("elapsed", pa.int64()),
        ("segment_team", pa.string()),
    ]
)
Row = tuple[str, bool, datetime, bool | None, int | None, str | None]


def counted(
    *parts: Sequence[Row], group: Group = ("2026-03", ()), allowed: Quantity | None = None
) -> Tally:
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.parquet" for number in range(len(parts))]
        for file, rows in zip(files, parts, strict=True):
            cells = [dict(zip(SCHEMA.names, row, strict=True)) for row in rows]
            pq.write_table(pa.Table.from_pylist(cells, schema=SCHEMA), file)
        return tallies(files, {group: Asked(unit=ELAPSED, allowed=allowed)}, zone=ZONE)[group]


def row(at: str, minutes: int | None = 30, *, met: bool | None = True, team: str = "a") -> Row:
    taken = None if minutes is None else minutes * MINUTE
    return ("2026-03", True, datetime.fromisoformat(at), met, taken, team)


def test_days_are_the_readers_also_when_clocks_change() -> None:
    # Midnight of the 29th is 23:00 in UTC; of the 30th, after clocks went forward, 22:00.
    found = counted(
        [
            row("2026-03-28T22:59:59"),
            row("2026-03-28T23:00"),
            row("2026-03-29T21:59:59", met=False),
        ],
        [row("2026-03-29T22:00", met=None)],
    )
    assert {day: each.counted for day, each in found.days.items()} == {
        date(2026, 3, 28): 1,
        date(2026, 3, 29): 2,
        date(2026, 3, 30): 1,
    }
    assert found.days[date(2026, 3, 29)].good == 1
    assert found.days[date(2026, 3, 30)].judged == 0


def test_bars_reach_past_what_is_allowed_and_the_last_holds_all_longer_ones() -> None:
    quick = [row("2026-03-02T10:00", minutes) for minutes in (10, 50, 70)]
    late = row("2026-03-02T10:00", 60_000, met=False)
    allowed = Quantity(Fraction(4 * 3600), ELAPSED)
    durations = counted([*quick, late], allowed=allowed).durations
    assert durations is not None
    assert (durations.cases, durations.late) == (4, 1)
    assert durations.middle == Quantity(Fraction(50 * 60), ELAPSED)
    assert durations.longest == Quantity(Fraction(1000 * 3600), ELAPSED)
    assert durations.reach == Quantity(Fraction(5 * 3600), ELAPSED)
    assert durations.width == Quantity(Fraction(3600, 2), ELAPSED)
    in_time = [2 if number == 1 else 1 if number == 2 else 0 for number in range(10)]
    in_time[0], in_time[1] = 1, 1
    assert [each.in_time for each in durations.bars] == in_time
    assert durations.bars[-1] == DurationBar(in_time=0, late=1)


def test_a_segment_has_its_own_records() -> None:
    rows = [row("2026-03-02T10:00", team="a"), row("2026-03-02T10:00", met=False, team="it's")]
    found = counted(rows, group=("2026-03", (("team", "it's"),)))
    assert found.days[date(2026, 3, 2)].counted == 1
    assert found.days[date(2026, 3, 2)].good == 0
    assert found.durations is not None
    assert found.durations.late == 1


def test_what_did_not_count_or_is_not_there_is_not_counted() -> None:
    other = ("2026-03", False, datetime.fromisoformat("2026-03-02"), True, MINUTE, "a")
    found = counted([other])
    assert found.days == {}
    assert found.durations is None


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.just("2026-03"),
            st.booleans(),
            st.datetimes(
                datetime.fromisoformat("2025-01-01"), datetime.fromisoformat("2027-01-01")
            ),
            st.none() | st.booleans(),
            st.none() | st.integers(0, 10**13),
            st.sampled_from(["a", "b"]),
        ),
        max_size=40,
    )
)
def test_everything_is_counted_once(rows: list[Row]) -> None:
    found = counted(rows)
    own = [each for each in rows if each[1]]
    local = Counter(each[2].replace(tzinfo=UTC).astimezone(ZoneInfo(ZONE)).date() for each in own)
    assert {day: each.counted for day, each in found.days.items()} == local
    assert sum(each.good for each in found.days.values()) == sum(each[3] is True for each in own)
    taken = sorted(each[4] for each in own if each[4] is not None)
    if not taken:
        assert found.durations is None
        return
    assert found.durations is not None
    bars = found.durations.bars
    late = sum(each[3] is False for each in own if each[4] is not None)
    assert sum(each.in_time + each.late for each in bars) == len(taken)
    assert sum(each.late for each in bars) == found.durations.late == late
    assert found.durations.middle.amount == Fraction(taken[(len(taken) - 1) // 2], 10**6)
    assert len(bars) <= 24
    assert found.durations.width.amount * len(bars) >= found.durations.reach.amount
