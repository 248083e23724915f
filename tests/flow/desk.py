"""A small service desk: an agreement, its tickets and outages, and the command run on them."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

AGREEMENT = """\
servanda: 1
agreement: desk
title: A small service desk
parties:
  client: {name: Client, zone: Europe/Amsterdam}
  provider: {name: Provider, zone: Europe/Amsterdam}
in force: {from: 2026-03-01, until: 2026-12-31}
settlement: {every: month, currency: EUR, rounding: 0.01 EUR half-up}
terms:
  fee: 1000.00 EUR
  allowed: {P1: 4 business hours, P2: 8 business hours}
calendars:
  office: {zone: Europe/Amsterdam, open: {mon-fri: 08:00-18:00}}
evidence:
  changes:
    each: event
    noun: ticket
    key: number
    at: changed
    order: sequence
    columns: {number: text, changed: instant, sequence: whole number, status: text, priority: text}
  outages:
    each: interval
    noun: outage
    key: id
    from: began
    until: ended
    columns: {id: text, service: text, began: instant, ended: instant}
measures:
  restored:
    from: changes
    clock:
      start: status = 'New'
      stop: status = 'Resolved'
      pause: status = 'Waiting'
      calendar: office
      within: allowed[priority]
    value: share(met)
    no data: not settled
  up:
    from: outages
    availability: {}
    by: {service: [mail, web]}
    value: availability
    no data: not settled
commitments:
  restored: {expected: at least 95%, minimum: at least 50%}
  up: {expected: at least 99.9%}
penalties:
  restored: {of: fee, pool: 40%, below expected: 50%, below minimum: 100%}
  up: {of: fee, pool: 10%, below expected: 100%}
limits: [penalties at most 50% of fee each month]
"""

# Over the weekend on which clocks go forward, and on working days around it.
CHANGES = [
    ("T1", "2026-03-27 16:00:00", 1, "New", "P1"),
    ("T1", "2026-03-30 09:30:00", 2, "Resolved", "P1"),
    ("T2", "2026-03-30 09:00:00", 1, "New", "P1"),
    ("T2", "2026-03-30 10:00:00", 2, "Waiting", "P1"),
    ("T2", "2026-03-31 09:00:00", 3, "New", "P1"),
    ("T2", "2026-03-31 13:00:00", 4, "Resolved", "P1"),
    ("T3", "2026-03-03 08:00:00", 1, "New", "P2"),
    ("T3", "2026-03-03 08:00:00", 2, "Resolved", "P2"),
    ("T4", "2026-04-02 08:00:00", 1, "New", "P2"),
    ("T4", "2026-04-02 12:00:00", 2, "Resolved", "P2"),
    ("T5", "2026-05-04 08:00:00", 1, "New", "P2"),
]
OUTAGES = [
    ("O1", "mail", "2026-03-10 10:00:00", "2026-03-10 12:00:00"),
    ("O2", "mail", "2026-03-10 11:00:00", "2026-03-10 12:30:00"),
    ("O3", "web", "2026-04-29 23:50:00", "2026-05-01 00:10:00"),
]


def write_desk(
    folder: Path, *, without: tuple[str, int] | None = None, seed: int | None = None
) -> Path:
    """Write agreement and evidence; one event may be missing, the order may be another."""
    changes = [row for row in CHANGES if (row[0], row[2]) != without]
    outages = list(OUTAGES)
    if seed is not None:
        random.Random(seed).shuffle(changes)
        random.Random(seed).shuffle(outages)
    evidence = folder / "evidence"
    evidence.mkdir(parents=True)
    (folder / "agreement.yaml").write_text(AGREEMENT, encoding="utf-8")
    _write(evidence / "changes.csv", "number,changed,sequence,status,priority", changes)
    _write(evidence / "outages.csv", "id,service,began,ended", outages)
    return folder


def _write(path: Path, heading: str, rows: list[Any]) -> None:
    lines = [heading, *(",".join(map(str, row)) for row in rows)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def run(folder: Path, *arguments: str, **environment: str) -> str:
    """Run the command in a folder and return what it prints."""
    finished = subprocess.run(
        [sys.executable, "-m", "servanda.app.main", *arguments],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


def statements(folder: Path) -> dict[str, bytes]:
    """Return the statements' bytes by period."""
    return {path.stem: path.read_bytes() for path in sorted((folder / "statements").glob("*.json"))}


def opened(statement: bytes) -> Any:  # noqa: ANN401 - JSON of a known shape
    """Return a statement as JSON values."""
    return json.loads(statement)
