"""An engine with evidence, and how long statements take in it."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from servanda.measurement.engines.embedded import EmbeddedEngine

__all__ = ["THREADS", "Stage", "Timing", "interleaved", "peak_bytes"]

THREADS = 2


@dataclass(frozen=True, slots=True)
class Timing:
    """Hold rounds of two works done in turns: seconds on the clock, and seconds of processors."""

    scan: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    scan_processor: list[float] = field(default_factory=list)
    work_processor: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stage:
    """Hold an open engine, the folders of the evidence and of what is written, and the rows."""

    engine: EmbeddedEngine
    folder: Path
    scratch: Path
    rows: int

    def run(self, query: str | ir.Table) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""
        return self.compiled(query)()

    def compiled(self, query: str | ir.Table) -> Callable[[], list[tuple[Any, ...]]]:
        """Return a statement ready to run, so that spelling it takes no part in its time."""
        text = query if isinstance(query, str) else str(ibis.to_sql(query, dialect="duckdb"))
        return lambda: list(self.engine._connection.execute(text).fetchall())


def interleaved(
    scan: Callable[[], object], work: Callable[[], object], rounds: int
) -> tuple[Timing, object]:
    """Run both in turns, once without being timed; return their times and the work's answer."""
    scan()
    answer = work()
    timing = Timing()
    for _ in range(rounds):
        _timed(scan, timing.scan, timing.scan_processor)
        _timed(work, timing.work, timing.work_processor)
    return timing, answer


def _timed(work: Callable[[], object], seconds: list[float], processor: list[float]) -> None:
    began, busy = time.perf_counter(), time.process_time()
    work()
    seconds.append(time.perf_counter() - began)
    processor.append(time.process_time() - busy)


def peak_bytes() -> int:
    """Return the most memory that this process, the language and its libraries included, held.

    What the system says of a process also counts the one that started it; where it tells of the
    program alone, that is taken.
    """
    told = Path("/proc/self/status")
    if told.exists():
        lines = dict(line.split(":", 1) for line in told.read_text("utf-8").splitlines())
        return int(lines["VmHWM"].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
