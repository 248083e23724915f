"""One work in a process of its own, so that its memory is its own: ``child WORK ROWS ROUNDS``."""

from __future__ import annotations

import json
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

from servanda.measurement.engine import EngineLimits
from servanda.measurement.engines.embedded import open_embedded
from tests.bench.data import make_cases, make_events, make_outages
from tests.bench.kernels import WORKS
from tests.bench.stage import THREADS, Stage, interleaved, peak_bytes

_LIMIT_BYTES = 1_200_000_000


def main(name: str, rows: int, rounds: int, folder: Path) -> None:
    """Time a work beside its scan and print what was found as JSON."""
    make = {"pauses": make_events, "outages": make_outages}.get(name, make_cases)
    limits = EngineLimits(memory_bytes=_LIMIT_BYTES, threads=THREADS)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        # Making the rows takes memory too, which is not the work's.
        with ProcessPoolExecutor(1, get_context("spawn")) as other:
            file = other.submit(make, folder, rows).result()
        with open_embedded([file], Path(scratch), limits=limits) as engine:
            pair = WORKS[name](Stage(engine, folder, Path(scratch), rows))
            timing, _ = interleaved(pair.scan, pair.work, rounds)
    print(json.dumps({**asdict(timing), "peak_bytes": peak_bytes()}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
