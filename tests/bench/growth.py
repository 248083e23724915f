"""How the cost of settling grows: with cases, events, services, calendars and commitments.

``python -m tests.bench.growth`` settles agreements that differ in one of these alone, three sizes
each, and a year that grows by a month or has a late fact. Every run has a process of its own and
begins with nothing but evidence that was read before; sizes are run in turns, and a figure is the
median in seconds of processors, which a busy machine does not lengthen.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median

import duckdb

__all__ = ["Shape", "agreement_text"]

_BASE = 20_000
_HEAD = """\
servanda: 1
agreement: growth
title: Growth
parties:
  client: {name: Client, zone: Europe/Amsterdam}
  provider: {name: Provider, zone: Europe/Amsterdam}
in force: {from: 2025-01-01, until: 2025-12-31}
settlement: {every: month, currency: EUR, rounding: 0.01 EUR half-up}
services: {desk: Service desk}
terms: {monthly_fee: 100000.00 EUR}
evidence:
  cases:
    each: case
    file: cases.parquet
    key: id
    columns: {id: whole number, opened: instant, resolved: instant, service: text}
  changes:
    each: event
    file: changes.parquet
    key: id
    at: at
    columns: {id: whole number, at: instant, state: text}
calendars:
"""
_MEASURE = """\
  {name}:
    from: cases
    by: {{service: [{services}]}}
    clock: {{events: changes, start: state = 'new', stop: state = 'done', pause: state = 'waiting',
      reopened: resumes, {clock}}}
    counts in: stop or due
    value: share(met)
    no data: met"""
_CASES = """
SELECT i AS id, 's' || (hash(i * 7 + 3) % {services}) AS service,
    TIMESTAMP '2025-01-01' + to_microseconds((i * 365::HUGEINT * 86400000000 // {cases})::BIGINT)
        AS opened,
    opened + to_microseconds(86400000000 + (hash(i * 7 + 5) % 432000000000)::BIGINT) AS resolved
FROM range({cases}) AS rows(i) WHERE opened < TIMESTAMP '2025-12-20'
"""
_CHANGES = """
SELECT id, turn,
    opened + to_microseconds(turn * (epoch_us(resolved) - epoch_us(opened)) // {events}) AS at,
    CASE WHEN turn = 0 THEN 'new' WHEN turn = {events} THEN 'done'
    WHEN turn % 2 = 1 THEN 'waiting' ELSE 'doing' END AS state
FROM ({cases}), range({events} + 1) AS turns(turn)
"""
_USED = {"cases": ("id", "opened", "resolved", "service"), "changes": ("id", "at", "state")}
_ZONES = ("Europe/Amsterdam", "Asia/Kolkata", "America/New_York", "Australia/Sydney")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Say how large an agreement and its evidence are."""

    cases: int = _BASE
    events: int = 4
    services: int = 5
    calendars: int = 1
    commitments: int = 2


def agreement_text(shape: Shape) -> str:
    """Return an agreement of a shape: its commitments take turns among the calendars."""
    names = [f"m{number}" for number in range(shape.commitments)]
    parts = [_HEAD.rstrip()]
    for number in range(shape.calendars):
        zone, opens = _ZONES[number % len(_ZONES)], f"0{7 + number % 3}:00-{17 + number // 3}:00"
        parts.append(f"  c{number}: {{zone: {zone}, open: {{mon-fri: {opens}}}}}")
    parts.append("measures:")
    services = ", ".join(f"s{number}" for number in range(shape.services))
    for number, name in enumerate(names):
        clock = f"calendar: c{number % shape.calendars}, within: {20 + number} business hours"
        parts.append(_MEASURE.format(name=name, services=services, clock=clock))
    parts.append("commitments:")
    parts += [f"  {name}: {{service: desk, expected: at least 50%}}" for name in names]
    return "\n".join(parts) + "\n"


def _make(place: Path, shape: Shape, *, until: str = "2026-01-01", late: bool = False) -> None:
    (place / "evidence").mkdir(parents=True, exist_ok=True)
    (place / "agreement.yaml").write_text(agreement_text(shape), "utf-8")
    cases = _CASES.format(**asdict(shape))
    cases = f"SELECT * FROM ({cases}) WHERE resolved < TIMESTAMP '{until}'"
    if late:
        moved = "CASE WHEN id = (SELECT min(id) FROM all_cases WHERE opened >= '2025-03-10')"
        cases = (
            f"WITH all_cases AS ({cases}) SELECT * REPLACE "
            f"({moved} THEN resolved + INTERVAL 1 DAY ELSE resolved END AS resolved) FROM all_cases"
        )
    changes = _CHANGES.format(cases=cases, events=shape.events)
    with duckdb.connect(config={"threads": 2}) as connection:
        for name, query in (("cases", cases), ("changes", changes)):
            file = place / "evidence" / f"{name}.parquet"
            connection.execute(f"COPY ({query}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")


def _run(place: Path) -> dict[str, float]:
    """Settle in a process of its own, and return the seconds of its processors by step."""
    command = [sys.executable, "-m", "tests.bench.growth", "--settle", str(place)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _settle(place: Path) -> dict[str, float]:
    from servanda.cli.settled import USUAL_FORMATS, formats_named, write_settled
    from servanda.pipeline.inputs import gather
    from servanda.pipeline.measuring import measure_inputs
    from servanda.pipeline.settling import settle_measured
    from servanda.pipeline.workspace import find_workspace
    from servanda.reports.reader import Reader

    workspace = find_workspace(place)
    marks = [time.process_time()]
    inputs = gather(workspace).value
    marks.append(time.process_time())
    assert inputs is not None
    measured = measure_inputs(inputs, workspace).value
    marks.append(time.process_time())
    assert measured is not None
    settled = settle_measured(measured)
    formats = formats_named(USUAL_FORMATS)
    write_settled(settled, workspace.output, Reader(locale="en"), formats=formats)
    marks.append(time.process_time())
    steps = ("reading", "measuring", "statements")
    return {step: end - at for step, at, end in zip(steps, marks, marks[1:], strict=False)}


def _scan(place: Path) -> float:
    """Return the seconds of processors of a bare scan of the columns that are used."""
    with duckdb.connect(config={"threads": 2}) as connection:
        began = time.process_time()
        for name, columns in (
            ("cases", ("id", "opened", "resolved", "service")),
            ("changes", ("id", "at", "state")),
        ):
            looked = ", ".join(f'max("{column}")' for column in columns)
            connection.execute(f"SELECT {looked} FROM '{place}/evidence/{name}.parquet'").fetchall()
        return time.process_time() - began


_GROWTH = {
    "cases": [Shape(cases=_BASE // 2), Shape(), Shape(cases=_BASE * 2)],
    "events": [Shape(events=2), Shape(), Shape(events=8)],
    "services": [Shape(services=1), Shape(), Shape(services=25)],
    "calendars": [Shape(commitments=4, calendars=n) for n in (1, 2, 4)],
    "commitments": [Shape(commitments=1), Shape(), Shape(commitments=4)],
}


def _grown(folder: Path, rounds: int) -> Iterator[dict[str, object]]:
    shapes = dict.fromkeys(shape for sizes in _GROWTH.values() for shape in sizes)
    found: dict[Shape, list[dict[str, float]]] = {shape: [] for shape in shapes}
    for _ in range(rounds):
        for shape in shapes:
            place = folder / "growth-of-one"
            shutil.rmtree(place, ignore_errors=True)
            _make(place, shape)
            found[shape].append({**_run(place), "scan": _scan(place)})
            print(shape, found[shape][-1], file=sys.stderr, flush=True)
    for what, sizes in _GROWTH.items():
        for shape in sizes:
            runs = found[shape]
            steps = {step: median(run[step] for run in runs) for step in runs[0]}
            yield {"what": what, "size": getattr(shape, what), **steps}


def _bit_by_bit(folder: Path) -> Iterator[dict[str, object]]:
    shape = replace(Shape(), cases=100_000, commitments=4)
    place = folder / "growth"
    shutil.rmtree(place, ignore_errors=True)
    _make(place, shape, until="2025-12-01")
    yield {"what": "eleven months, from nothing", **_run(place)}
    _make(place, shape)
    yield {"what": "the twelfth month", **_run(place)}
    _make(place, shape, late=True)
    yield {"what": "a late fact of March", **_run(place)}
    yield {"what": "nothing new", **_run(place)}
    shutil.rmtree(place / ".servanda")
    yield {"what": "twelve months, from nothing", **_run(place)}
    shutil.rmtree(place)


def main() -> None:
    """Run everything, and print a line of JSON for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settle", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("growth", "bit by bit"))
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    wanted = parser.parse_args()
    if wanted.settle:
        print(json.dumps(_settle(wanted.settle)))
        return
    if wanted.only != "growth":
        for each in _bit_by_bit(wanted.folder):
            print(json.dumps(each), flush=True)
    if wanted.only != "bit by bit":
        for each in _grown(wanted.folder, wanted.rounds):
            print(json.dumps(each), flush=True)


if __name__ == "__main__":
    main()
