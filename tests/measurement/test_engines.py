"""Measuring on a Spark cluster: the same figures, records of every case, and statements.

All that needs the cluster is in this file, so that one process starts it, and once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pyarrow.parquet
import pytest

from servanda.agreement.model.agreement import History
from servanda.agreement.model.measure import Rule
from servanda.facts.relief import Relief
from servanda.measurement.engine import Engine, EngineStopped
from servanda.measurement.engines.choice import measuring_on
from servanda.measurement.engines.opening import open_engine
from servanda.measurement.engines.shared import SamePaths
from servanda.measurement.engines.spark import SparkEngine
from servanda.measurement.measure import Measurements
from tests.bench.truth import asked, mismatches
from tests.measurement import (
    test_down,
    test_more_kinds,
    test_paused,
    test_ranks,
    test_relief,
    test_rows_kinds,
    test_spells,
)
from tests.measurement.cluster import cluster_session, on_cluster
from tests.measurement.logs import clock_by_events
from tests.measurement.scene import Scene, scene
from tests.pipeline import test_portions


@dataclass(frozen=True)
class Played:
    """A text with its tables, which of its measures are wanted, and what is laid over them."""

    text: str
    tables: Mapping[str, str]
    only: frozenset[str] = frozenset()
    months: int = 2
    reliefs: tuple[Relief, ...] = ()

    def scene(self, folder: Path) -> Scene:
        """Return it with the measures that are wanted, which is quicker than all of them."""
        found = scene(folder, self.text, self.tables, months=self.months)
        (version,) = found.history.versions
        wanted = {
            name: measure
            for name, measure in version.measures.items()
            if name in self.only or not self.only
        }
        return replace(
            found,
            history=History((replace(version, measures=wanted),)),
            snapshot=replace(found.snapshot, reliefs=self.reliefs),
        )


def _clocks() -> Played:
    drawn = clock_by_events(7)
    return Played(drawn.text, drawn.tables, months=5)


def _paused() -> Played:
    pause, within = "status = 'waiting' or vendor_down", "4 business hours"
    text = test_paused.TEXT.format(pause=pause, calendar="office", within=within)
    tables = {
        "tickets": test_paused.TICKETS,
        "changes": test_paused.CHANGES,
        "outages": test_paused.OUTAGES,
    }
    return Played(text, tables)


def _relief() -> Played:
    return Played(
        test_relief.TEXT,
        test_relief.TABLES,
        frozenset({"fixed", "quick", "up"}),
        months=1,
        reliefs=(
            test_relief.records("tickets", "A"),
            test_relief.stretch("08:30", "10:30", share="1/3"),
        ),
    )


def _down() -> Played:
    rule = "{down: vendor_down or host_down, calendar: desk, planned: maintenance}"
    tables = {
        "outages": test_down.OUTAGES,
        "states": test_down.STATES,
        "works": test_down.WORKS,
    }
    return Played(test_down.TEXT.format(rule=rule, by="[service]"), tables)


def _spells() -> Played:
    text = test_spells.TEXT.format(spells="a_down and not host_down", more="")
    tables = {"outages": test_spells.OUTAGES, "states": test_spells.STATES}
    return Played(text, tables, frozenset({"lost"}))


RATIOS = Played(
    test_rows_kinds.TEXT.replace("EMPTY", "bad"),
    test_rows_kinds.TABLES,
    frozenset({"quick", "slowest", "each_user", "by_site", "steady", "promoters"}),
)
KINDS = Played(
    test_more_kinds.TEXT,
    test_more_kinds.TABLES,
    frozenset({"quick", "steady", "how_many", "warned", "watched", "savings"}),
)
CALLS = "call,taken,minutes\n" + "\n".join(
    f"{day},2026-01-{day:02}T12:00:00Z,{day * day % 7 + 40 * (day == 29)}" for day in range(1, 32)
)
PLAYED = {
    "clocks": _clocks(),
    "clocks that stand still": _paused(),
    "relief": _relief(),
    "availability": _down(),
    "stretches of time": _spells(),
    "ratios, percentiles and scores": RATIOS,
    "response times, counts, warnings and what is attested": KINDS,
    "perception": Played(test_more_kinds.ANSWERS, test_more_kinds.GIVEN, frozenset({"felt"})),
    "outcomes": Played(
        test_more_kinds.OUTCOME, test_more_kinds.BOOKED, frozenset({"compared", "interrupted"})
    ),
    "variation": Played(test_more_kinds.VARIATION, {"calls": CALLS}),
}


def told(measured: Measurements) -> tuple[object, ...]:
    return (
        measured.figures,
        measured.rows,
        measured.rows_left_out,
        measured.unplaced,
        measured.known_until,
    )


def assert_same(one: Measurements, other: Measurements) -> None:
    """Every figure with its parts, every row, and every record of every case in its order."""
    assert told(one) == told(other)
    assert one.results.keys() == other.results.keys()
    for name, files in one.results.items():
        for here, there in zip(files, other.results[name], strict=True):
            ours, theirs = (pyarrow.parquet.read_table(file) for file in (here, there))
            assert ours.equals(theirs), name


@pytest.mark.parametrize("name", PLAYED)
def test_a_cluster_measures_alike(tmp_path: Path, name: str) -> None:
    found = PLAYED[name].scene(tmp_path)
    here = found.measured(name="here")
    with measuring_on(on_cluster()):
        there = found.measured(name="there")
    assert_same(here, there)


def test_every_kind_of_measure_is_compared(tmp_path: Path) -> None:
    compared = set()
    for number, played in enumerate(PLAYED.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        (version,) = played.scene(folder).history.versions
        compared |= {type(each.rule) for each in version.measures.values()}
    assert compared == set(get_args(Rule))


def test_a_folder_behind_a_url_is_enough(tmp_path: Path) -> None:
    found = replace(PLAYED["relief"], only=frozenset({"fixed"})).scene(tmp_path)
    shared = tmp_path / "shared"
    shared.mkdir()
    here = found.measured(name="here")
    with measuring_on(on_cluster(folder=shared.as_uri())):
        there = found.measured(name="there")
    assert_same(here, there)
    # Evidence that was read stays there by its content, for the next time; nothing else does.
    assert {each.name for each in shared.iterdir()} == {"tables"}
    assert list((shared / "tables").glob("*.parquet"))
    assert not [each for each in (tmp_path / "there").iterdir() if each.is_dir()]


def test_open_time_on_a_cluster_is_what_the_seconds_say() -> None:
    """Six calendars, half of the cases within hours of a change of clocks."""
    with measuring_on(on_cluster()):
        assert mismatches(asked(1_200)) == 0


def test_ranks_are_the_nearest_on_a_cluster(tmp_path: Path) -> None:
    with measuring_on(on_cluster()), open_engine([], tmp_path) as engine:
        thirds = [Fraction(1, 3), Fraction(2, 3)]
        assert test_ranks.ranks(engine, "int64", list(range(1, 3001)), thirds) == [1000, 2000]
        values: list[object] = [Decimal("0.10"), Decimal("-3.25"), None, Decimal("12.00")]
        found = test_ranks.ranks(engine, "decimal(38, 2)", values, [Fraction(1, 2), Fraction(1)])
        assert found == [Decimal("0.10"), Decimal("12.00")]


def written_each(engine: Engine, folder: Path) -> tuple[list[pyarrow.Table], list[object]]:
    """Write a file of each of three numbers, one of them without rows, and read them again."""
    columns = {"number": "int64", "key": "string", "at": "timestamp(6)"}
    day = datetime(2026, 1, 5)  # noqa: DTZ001 - columns have no zone
    rows = [(2, "b", None), (1, "c", day), (2, None, day), (2, "b", day), (2, "a", day)]
    files = {number: folder / f"{number}.parquet" for number in (1, 2, 3)}
    kept = engine.write_each(engine.given(columns, rows), files, by="number", order=("key", "at"))
    counts = engine.rows(kept.group_by("number").agg(rows=kept.count()).order_by("number"))
    again = engine.read(*files.values())
    found = engine.rows(again.order_by(["key", "at"]))
    engine.forget(lasting=True)
    return [pyarrow.parquet.read_table(file) for file in files.values()], [*counts, *found]


def test_rows_of_each_number_become_a_file_on_a_cluster(tmp_path: Path) -> None:
    with open_engine([], tmp_path / "here") as engine:
        here = written_each(engine, tmp_path / "here")
    with (
        measuring_on(on_cluster(folder=(tmp_path / "shared").as_uri())),
        open_engine([], tmp_path / "there in [2026]") as engine,
    ):
        there = written_each(engine, tmp_path / "there in [2026]")
    assert [each.num_rows for each in here[0]] == [1, 4, 0]
    assert there == here
    assert not list((tmp_path / "shared").iterdir())


class OtherDisk(SamePaths):
    """Where workers write to a disk of their own, under a path that is here as well."""

    def lend(self) -> str:
        return super().lend() + "-there"

    def rows(self, url: str) -> int:
        return super().rows(url.removesuffix("-there"))


def test_what_workers_write_where_nobody_sees_it_is_not_taken_for_nothing(tmp_path: Path) -> None:
    engine = SparkEngine(cluster_session(), OtherDisk(tmp_path))
    with pytest.raises(EngineStopped, match="this machine does not see it"):
        engine.keep(engine.given({"key": "string"}, [("a",)]))


def test_a_sum_that_is_too_long_is_refused_in_the_same_words(tmp_path: Path) -> None:
    paid = "9" * 23
    rows = "\n".join(f"{n},2026-01-05T10:00:00Z,up,1,a,{paid}.00,1" for n in range(2000))
    tables = {**RATIOS.tables, "loads": f"load,seen,state,response,site,cost,users\n{rows}"}
    found = replace(RATIOS, tables=tables, only=frozenset({"total"})).scene(tmp_path)
    with pytest.raises(EngineStopped) as here:
        found.measured(name="here")
    with measuring_on(on_cluster()), pytest.raises(EngineStopped) as there:
        found.measured(name="there")
    assert str(there.value) == str(here.value)
    names = ("here", "there")
    left, right = (sorted(each.name for each in (tmp_path / name).iterdir()) for name in names)
    assert left == right


def test_what_a_late_fact_touches_is_measured_beside_what_is_kept(tmp_path: Path) -> None:
    cache = tmp_path / "kept"
    year = test_portions.a_year(4)
    year.write(tmp_path)
    test_portions.measured(tmp_path, cache, rows_least=1)
    first = test_portions.settled(cache)
    late = replace(year.cases["1-1"], took=300)
    test_portions.Evidence({**year.cases, "1-1": late}).write(tmp_path)
    with measuring_on(on_cluster()):
        bit_by_bit = test_portions.measured(tmp_path, cache, rows_least=1)
    # One portion of each of the two clocks: that of the month in which the case began.
    assert len(test_portions.settled(cache) - first) == 2
    whole = test_portions.measured(tmp_path, tmp_path / "new", rows_least=10**9)
    assert bit_by_bit.measurements.figures == whole.measurements.figures
    assert test_portions.traced(bit_by_bit) == test_portions.traced(whole)
    settled = test_portions.statements(whole)
    assert len(settled) == 3
    assert test_portions.statements(bit_by_bit) == settled
