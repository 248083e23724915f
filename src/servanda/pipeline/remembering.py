"""What was measured once is not measured again.

Figures are kept below the cache folder under a name made of everything that they depend on: the
agreement's texts, the evidence, the calendars laid out, the periods, and the program itself. A
cache that is damaged, or whose records are gone, is measured anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from servanda.agreement.model.agreement import History
from servanda.evidence.snapshot import Snapshot
from servanda.kernel.time import Instant, Period
from servanda.measurement.measure import Measurements
from servanda.pipeline.files import write_all
from servanda.pipeline.stored_values import (
    load_left_out,
    load_measurement,
    load_row,
    store_left_out,
    store_measurement,
    store_row,
)

__all__ = ["recall", "remember", "run_digest"]

_FORMAT = 2
_MEASURING = ("kernel", "facts", "businesstime", "formula", "agreement", "evidence", "measurement")


def run_digest(
    history: History, snapshot: Snapshot, calendars: str, periods: tuple[Period, ...]
) -> str:
    """Return the name of a run: the digest of everything that its figures depend on."""
    parts = [
        str(_FORMAT),
        _program(),
        *(each.sha256 for each in history.versions),
        snapshot.digest,
        calendars,
        *(f"{period.label} {period.start} {period.end}" for period in periods),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def recall(folder: Path, periods: tuple[Period, ...]) -> Measurements | None:
    """Return what a run measured, nothing if it has to be measured again."""
    try:
        stored = json.loads((folder / "figures.json").read_text("utf-8"))
        found = _load(stored, folder, {period.label: period for period in periods})
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None
    paths = (path for each in found.results.values() for path in each)
    return found if all(path.exists() for path in paths) else None


def remember(folder: Path, found: Measurements) -> None:
    """Keep what a run measured beside its records; raises ``CannotWrite``."""
    text = json.dumps(_store(found), ensure_ascii=False)
    write_all(folder, {"figures.json": text.encode("utf-8")})


def _store(found: Measurements) -> dict[str, Any]:
    return {
        "figures": [store_measurement(each) for each in found.figures],
        "results": {name: [path.name for path in paths] for name, paths in found.results.items()},
        "rows": {name: [store_row(row) for row in rows] for name, rows in found.rows.items()},
        "unplaced": {
            name: [store_left_out(each) for each in counts]
            for name, counts in found.unplaced.items()
        },
        "known_until": {name: moment.micros for name, moment in found.known_until.items()},
    }


def _load(stored: dict[str, Any], folder: Path, periods: dict[str, Period]) -> Measurements:
    return Measurements(
        figures=tuple(load_measurement(each, periods) for each in stored["figures"]),
        results={
            name: tuple(folder / each for each in names)
            for name, names in stored["results"].items()
        },
        rows={name: tuple(map(load_row, rows)) for name, rows in stored["rows"].items()},
        unplaced={
            name: tuple(map(load_left_out, counts)) for name, counts in stored["unplaced"].items()
        },
        known_until={name: Instant(micros) for name, micros in stored["known_until"].items()},
    )


@cache
def _program() -> str:
    """Return a digest of the program's measuring half, so that a newer one measures anew."""
    digest = hashlib.sha256(version("servanda").encode())
    for path in _sources():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    root = Path(__file__).resolve().parent.parent
    for package in _MEASURING:
        yield from sorted((root / package).rglob("*.py"))
        yield from sorted((root / package).rglob("*.lark"))
