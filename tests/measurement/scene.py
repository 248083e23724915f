"""Small agreements with small tables, measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.agreement.periods import periods_of
from servanda.agreement.read import read_agreement
from servanda.evidence.snapshot import Snapshot, take_snapshot
from servanda.facts.measurement import Measurement
from servanda.kernel.time import Instant, Period
from servanda.measurement.measure import Measurements, measure

HEAD = """
servanda: 1
agreement: test
title: Test
parties:
  client: {name: C, zone: Europe/Amsterdam}
  provider: {name: P, zone: Europe/Amsterdam}
in force: {from: 2026-01-01}
settlement: {every: month, zone: Europe/Amsterdam, currency: EUR}
"""


@dataclass(frozen=True)
class Scene:
    """An agreement, its evidence, and its first periods."""

    history: History
    snapshot: Snapshot
    periods: tuple[Period, ...]
    folder: Path

    def measured(self, *, known_until: str = "", name: str = "results") -> Measurements:
        return measure(
            self.history,
            self.snapshot,
            self.periods,
            self.folder / name,
            known_until=Instant.parse(known_until) if known_until else None,
        )


def scene(
    folder: Path,
    text: str,
    tables: Mapping[str, str],
    *,
    months: int = 3,
    amendments: tuple[str, ...] = (),
) -> Scene:
    """Read an agreement and tables written as indented CSV."""
    evidence = folder / "evidence"
    evidence.mkdir(exist_ok=True)
    for name, rows in tables.items():
        lines = [line.strip() for line in rows.strip().splitlines()]
        (evidence / f"{name}.csv").write_text("\n".join(lines) + "\n")
    texts = folder / "agreement"
    texts.mkdir(exist_ok=True)
    paths = [texts / "agreement.yaml"]
    paths[0].write_text(HEAD + text)
    for number, amendment in enumerate(amendments, 1):
        paths.append(texts / f"amendment-{number}.yaml")
        paths[-1].write_text(amendment)
    reading = read_agreement(paths)
    assert reading.history is not None, [str(each) for each in reading.diagnostics]
    taken = take_snapshot(reading.history.latest.evidence, evidence, folder / "cache")
    assert taken.snapshot is not None, [str(each) for each in taken.diagnostics]
    periods = tuple(_periods(reading.history, months))
    return Scene(reading.history, taken.snapshot, periods, folder)


def _periods(history: History, months: int) -> list[Period]:
    return list(periods_of(history, date(2026, months, 1)))


def figure(measured: Measurements, name: str, label: str, **segment: str) -> Measurement:
    """Return one figure."""
    wanted = tuple(segment.items())
    [found] = [
        each
        for each in measured.figures
        if each.measure == name and each.period.label == label and each.segment == wanted
    ]
    return found
