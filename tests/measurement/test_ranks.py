"""Ranks in the engine are those of the exact evaluation, whatever the share."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.measurement.engine import Engine
from servanda.measurement.engines.embedded import open_embedded
from servanda.measurement.figures import aggregated, prepared_over
from servanda.measurement.names import record_names
from servanda.measurement.ranks import DENOMINATOR_MAX, has_rank, nearest_ranks, runs_of
from servanda.measurement.results import ResultFile, read_results
from servanda.measurement.survey import study_of
from tests.measurement.scene import scene

SHARES = st.builds(
    lambda above, below: Fraction(min(above, below), below),
    st.integers(1, DENOMINATOR_MAX),
    st.sampled_from([1, 2, 3, 7, 100, 999_983, DENOMINATOR_MAX]),
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with tempfile.TemporaryDirectory() as folder, open_embedded([], Path(folder)) as opened:
        yield opened


def ranks(engine: Engine, kind: str, values: list[object], shares: list[Fraction]) -> object:
    table = engine.given({"of": kind}, [(value,) for value in values])
    [row] = engine.rows(table.aggregate(found=nearest_ranks(table["of"], shares)))
    return row["found"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(-(2**62), 2**62) | st.none(), min_size=1, max_size=120),
    st.lists(SHARES, min_size=1, max_size=3),
)
def test_ranks_count_what_is_known(values: list[int | None], shares: list[Fraction]) -> None:
    with tempfile.TemporaryDirectory() as folder, open_embedded([], Path(folder)) as opened:
        found = ranks(opened, "int64", list(values), shares)
    known = sorted(value for value in values if value is not None)
    expected = [known[ceil(share * len(known)) - 1] for share in shares] if known else None
    assert found == expected


def test_a_share_that_binary_numbers_overstate_keeps_its_rank(engine: Engine) -> None:
    # 0.55 * 100 is 55.00000000000001 in binary floating point.
    assert ranks(engine, "int64", list(range(1, 101)), [Fraction(55, 100)]) == [55]


def test_thirds_of_many_values_keep_their_rank(engine: Engine) -> None:
    assert ranks(engine, "int64", list(range(1, 3001)), [Fraction(1, 3), Fraction(2, 3)]) == [
        1000,
        2000,
    ]


def test_decimals_stay_decimals(engine: Engine) -> None:
    values: list[object] = [Decimal("0.10"), Decimal("-3.25"), None, Decimal("12.00")]
    found = ranks(engine, "decimal(38, 2)", values, [Fraction(1, 2), Fraction(1)])
    assert found == [Decimal("0.10"), Decimal("12.00")]


def test_a_share_too_fine_for_its_decimals_has_no_rank() -> None:
    assert not has_rank(Fraction(1, DENOMINATOR_MAX + 1))
    assert has_rank(Fraction(1, 10**18))


@given(st.dictionaries(st.integers(0, 50), st.integers(1, 9), max_size=20), st.integers(1, 30))
def test_runs_hold_all_positions_and_few_values(counts: dict[int, int], most: int) -> None:
    runs = list(runs_of(counts, most))
    held = [[each for each in counts if first <= each <= last] for first, last in runs]
    assert [each for some in held for each in sorted(some)] == sorted(counts)
    assert all(len(some) == 1 or sum(counts[each] for each in some) <= most for some in held)


TEXT = """
evidence:
  tickets: {each: record, key: number, at: opened,
            columns: {number: text, opened: instant, team: text, minutes: whole number}}
measures:
  slow:
    from: tickets
    ratio: {at: opened}
    by: [team]
    value: >-
      percentile(75%, minutes) + median(minutes)
      - percentile(75%, minutes where minutes above 4)
"""


def test_periods_looked_at_one_after_the_other_give_the_same(tmp_path: Path) -> None:
    rows = [f"T{n},2026-0{1 + n % 3}-1{n % 7}T08:00Z,{'xy'[n % 2]},{n * 7 % 13}" for n in range(40)]
    found = scene(tmp_path, TEXT, {"tickets": "\n".join(["number,opened,team,minutes", *rows])})
    [file] = found.measured().results["slow"]
    files = [file, *(table.path for table in found.snapshot.tables.values())]
    with open_embedded(files, tmp_path / "again") as opened:
        study = study_of(opened, found.history, found.snapshot, found.periods, None)
        [span] = study.spans
        records = read_results(
            study, [ResultFile(measure="slow", span=span, paths=(file,), instants=())]
        )
        slow = span.version.measures["slow"]
        prepared = prepared_over(span.version, slow, records, record_names)
        by = ["position", "segment_team"]
        at_once = aggregated(study, prepared, records, slow, by)
        assert len(at_once) == 6
        assert aggregated(study, prepared, records, slow, by, values_at_once=1) == at_once
