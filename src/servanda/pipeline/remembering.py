"""What was measured once is not measured again.

The figures of each measure are kept below the cache folder under a name made of everything that
they depend on: the parts of the text that the measure reads, the evidence, the calendars laid
out, the periods, and the program itself. Two texts that measure alike share them, whatever they
pay. A cache that is damaged, or whose records are gone, is measured anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from servanda.facts.measurement import LeftOut, Measurement
from servanda.kernel.time import Instant, Period
from servanda.measurement.measure import Measurements
from servanda.measurement.settlement_rows import RowsTaken
from servanda.pipeline.dependence import sha256_of
from servanda.pipeline.files import write_all
from servanda.pipeline.stored_values import (
    load_left_out,
    load_measurement,
    load_row,
    store_left_out,
    store_measurement,
    store_row,
)

__all__ = ["Kept", "KeptMeasure", "put_together", "run_digest"]

_FORMAT = 5
_FIGURES, _ROWS = "figures.json", "rows.json"
_DAMAGE = (OSError, ValueError, KeyError, TypeError, IndexError)
_MEASURING = ("kernel", "facts", "businesstime", "formula", "agreement", "evidence", "measurement")


def run_digest(parts: Iterable[str]) -> str:
    """Return a name made of everything that something measured depends on, the program too."""
    return sha256_of((str(_FORMAT), _program(), *parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMeasure:
    """Hold what was measured of one measure; as ``Measurements`` has it."""

    name: str
    figures: tuple[Measurement, ...]
    results: tuple[Path, ...]
    unplaced: tuple[LeftOut, ...]
    known_until: Mapping[str, Instant]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Find and keep what was measured.

    Args:
        folder: Where it is kept, a folder for each name.
        periods: The periods measured.
    """

    folder: Path
    periods: tuple[Period, ...]

    def measure(self, key: str) -> KeptMeasure | None:
        """Return what was measured of a measure, nothing if it has to be measured again."""
        folder = self.folder / key
        labelled = {period.label: period for period in self.periods}
        try:
            stored = json.loads((folder / _FIGURES).read_text("utf-8"))
            found = _load_measure(stored, self.folder, labelled)
        except _DAMAGE:
            return None
        return found if all(path.exists() for path in found.results) else None

    def rows(self, key: str) -> RowsTaken | None:
        """Return the rows for money, nothing if they have to be made again."""
        try:
            stored = json.loads((self.folder / key / _ROWS).read_text("utf-8"))
            return RowsTaken(
                rows={name: tuple(map(load_row, rows)) for name, rows in stored["rows"].items()},
                left_out={
                    name: tuple(map(load_left_out, each))
                    for name, each in stored["left_out"].items()
                },
            )
        except (*_DAMAGE, AttributeError):
            return None

    def remember_measure(self, key: str, found: Measurements, name: str) -> KeptMeasure:
        """Keep what was measured of one measure beside its records; raises ``CannotWrite``."""
        kept = KeptMeasure(
            name=name,
            figures=tuple(each for each in found.figures if each.measure == name),
            results=found.results[name],
            unplaced=tuple(found.unplaced.get(name, ())),
            known_until=found.known_until,
        )
        self._write(key, _FIGURES, _store_measure(kept, self.folder))
        return kept

    def remember_rows(self, key: str, found: Measurements) -> RowsTaken:
        """Keep the rows for money; raises ``CannotWrite``."""
        stored = {
            "rows": {name: [store_row(row) for row in rows] for name, rows in found.rows.items()},
            "left_out": {
                name: [store_left_out(each) for each in left_out]
                for name, left_out in found.rows_left_out.items()
            },
        }
        self._write(key, _ROWS, stored)
        return RowsTaken(rows=found.rows, left_out=found.rows_left_out)

    def _write(self, key: str, name: str, stored: dict[str, Any]) -> None:
        text = json.dumps(stored, ensure_ascii=False)
        write_all(self.folder / key, {name: text.encode("utf-8")})


def put_together(measures: Sequence[KeptMeasure], taken: RowsTaken) -> Measurements:
    """Return one run's measurements out of what was kept, the measures in their order."""
    figures = (figure for each in measures for figure in each.figures)
    return Measurements(
        figures=tuple(
            sorted(figures, key=lambda each: (each.measure, each.period.index, each.segment))
        ),
        results={each.name: each.results for each in measures},
        rows=taken.rows,
        rows_left_out=taken.left_out,
        unplaced={each.name: each.unplaced for each in measures if each.results},
        known_until=measures[0].known_until if measures else {},
    )


def _store_measure(kept: KeptMeasure, folder: Path) -> dict[str, Any]:
    return {
        "name": kept.name,
        "figures": [store_measurement(each) for each in kept.figures],
        "results": [path.relative_to(folder).as_posix() for path in kept.results],
        "unplaced": [store_left_out(each) for each in kept.unplaced],
        "known_until": {name: moment.micros for name, moment in kept.known_until.items()},
    }


def _load_measure(stored: dict[str, Any], folder: Path, periods: dict[str, Period]) -> KeptMeasure:
    return KeptMeasure(
        name=stored["name"],
        figures=tuple(load_measurement(each, periods) for each in stored["figures"]),
        results=tuple(folder / each for each in stored["results"]),
        unplaced=tuple(map(load_left_out, stored["unplaced"])),
        known_until={name: Instant(micros) for name, micros in stored["known_until"].items()},
    )


@cache
def _program() -> str:
    """Return a digest of the program's measuring half, so that a newer one measures anew."""
    from importlib.metadata import version  # noqa: PLC0415 - slow to load; refusals do without

    digest = hashlib.sha256(version("servanda").encode())
    for path in _sources():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    root = Path(__file__).resolve().parent.parent
    for package in _MEASURING:
        yield from sorted((root / package).rglob("*.py"))
        yield from sorted((root / package).rglob("*.lark"))
