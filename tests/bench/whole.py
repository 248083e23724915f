"""The whole of ``servanda settle``: an agreement with twelve commitments, from its evidence."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.data import make_cases
from tests.bench.stage import peak_bytes

__all__ = ["Settled", "settle_whole"]

_HEAD = """\
servanda: 1
agreement: bench
title: Twelve commitments
parties:
  client: {name: Client, zone: Europe/Amsterdam}
  provider: {name: Provider, zone: Europe/Amsterdam}
in force: {from: 2016-01-01, until: 2025-12-31}
settlement: {every: year, currency: EUR, rounding: 0.01 EUR half-up}
services: {desk: Service desk}
terms: {yearly_fee: 1000000.00 EUR}
calendars:
  office: {zone: Europe/Amsterdam, open: {mon-fri: 08:00-18:00}}
evidence:
  cases:
    each: case
    file: cases.parquet
    key: id
    columns: {id: whole number, opened: instant, resolved: instant, priority: text, service: text}
"""
_LEVELS = (60, 62, 64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Hold how a settlement went: seconds by step, those of the bare scan, and memory."""

    rows: int
    seconds: float
    scan_seconds: float
    steps: tuple[tuple[str, float], ...]
    peak_bytes: int


def settle_whole(folder: Path, rows: int) -> Settled:
    """Settle in a process of its own and from nothing, beside a scan of the columns used."""
    place = folder / f"whole-{rows}"
    shutil.rmtree(place, ignore_errors=True)
    (place / "evidence").mkdir(parents=True)
    (place / "agreement.yaml").write_text(_agreement(), "utf-8")
    (place / "evidence" / "cases.parquet").hardlink_to(make_cases(folder, rows))
    command = [sys.executable, "-m", "tests.bench.whole", str(place)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    shutil.rmtree(place)
    return Settled(
        rows=rows,
        seconds=found["seconds"],
        scan_seconds=found["scan_seconds"],
        steps=tuple((name, seconds) for name, seconds in found["steps"]),
        peak_bytes=found["peak_bytes"],
    )


def _agreement() -> str:
    measures, commitments = ["measures:"], ["commitments:"]
    for priority in ("P1", "P2", "P3", "P4"):
        for number, level in enumerate(_LEVELS):
            name = f"{priority.lower()}_{number}"
            measures.append(
                f"  {name}:\n    from: cases\n    where: priority = '{priority}'\n"
                f"    clock: {{start: opened, stop: resolved, calendar: office, "
                f"within: {30 + 10 * number} business hours}}\n"
                "    counts in: stop or due\n    value: share(met)\n    no data: met"
            )
            commitments.append(f"  {name}: {{service: desk, expected: at least {level}%}}")
    return _HEAD + "\n".join([*measures, *commitments]) + "\n"


def _settle(place: Path) -> dict[str, object]:
    """Settle, and note when each step began."""
    import duckdb

    from servanda.cli.settled import USUAL_FORMATS, formats_named, write_settled
    from servanda.pipeline.settling import settle
    from servanda.pipeline.workspace import find_workspace
    from servanda.reports.reader import Reader

    columns = ("id", "opened", "resolved", "priority", "service")
    looked = ", ".join(f"max({name})" for name in columns)
    scans = []
    for _ in range(3):
        with duckdb.connect(config={"threads": 2}) as connection:
            began = time.perf_counter()
            connection.execute(f"SELECT {looked} FROM '{place}/evidence/cases.parquet'").fetchall()
            scans.append(time.perf_counter() - began)
    marks: list[tuple[str, float]] = []
    began = time.perf_counter()
    workspace = find_workspace(place)
    answer = settle(
        workspace, progress=lambda doing, *_: marks.append((doing, time.perf_counter()))
    )
    if answer.value is None:
        raise SystemExit("\n".join(str(each) for each in answer.diagnostics))
    marks.append(("writing statements", time.perf_counter()))
    write_settled(
        answer.value, workspace.output, Reader(locale="en"), formats=formats_named(USUAL_FORMATS)
    )
    ended = time.perf_counter()
    ends = [at for _, at in marks[1:]] + [ended]
    return {
        "seconds": ended - began,
        "scan_seconds": sorted(scans)[1],
        "steps": [(doing, end - at) for (doing, at), end in zip(marks, ends, strict=True)],
        "peak_bytes": peak_bytes(),
    }


if __name__ == "__main__":
    print(json.dumps(_settle(Path(sys.argv[1]))))
