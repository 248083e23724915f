"""A small agreement with two months of evidence, in a folder of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from servanda.cli.application import execute
from servanda.cli.guard import guarded

AGREEMENT = """\
servanda: 1
agreement: small-desk
title: A small service desk
parties:
  client: {name: Acme Bank, zone: Europe/Amsterdam}
  provider: {name: Northwind Services, zone: Asia/Kolkata}
in force: {from: 2026-01-01, until: 2026-12-31}
settlement:
  every: month
  currency: EUR
  rounding: 0.01 EUR half-up
terms:
  fee: 10000.00 EUR
calendars:
  office:
    zone: Europe/Amsterdam
    open: {mon-fri: 08:00-18:00}
evidence:
  incidents:
    each: case
    noun: incident
    file: incidents.csv
    key: number
    columns:
      number: text
      opened: instant
      resolved: instant
      priority: text
  outages:
    each: interval
    noun: outage
    file: outages.csv
    key: id
    from: began
    until: ended
    columns:
      id: text
      began: instant
      ended: instant
measures:
  restored:
    title: Incidents restored in time
    from: incidents
    where: priority = 'P1'
    clock: {start: opened, stop: resolved, calendar: office, within: 4 business hours}
    value: share(met)
    no data: met
  uptime:
    title: Availability of the desk
    from: outages
    availability: {calendar: always}
    value: availability
    no data: not settled
commitments:
  restored: {aspect: experience, expected: at least 95%, minimum: at least 90%}
  uptime: {aspect: technical, expected: at least 99.5%}
charges:
  monthly: fee
penalties:
  restored: {of: fee, pool: 10%, below expected: 50%, below minimum: 100%}
limits:
  - penalties at most 8% of fee each month
"""
INCIDENTS = """\
number,opened,resolved,priority
INC1,2026-01-05T09:00:00+01:00,2026-01-05T11:00:00+01:00,P1
INC2,2026-01-06T16:30:00+01:00,2026-01-07T12:00:00+01:00,P1
INC3,2026-01-08T09:00:00+01:00,2026-01-08T10:00:00+01:00,P2
INC4,2026-02-03T09:00:00+01:00,2026-02-03T10:00:00+01:00,P1
INC5,2026-02-27T17:30:00+01:00,,P1
INC6,2026-02-28T09:00:00+01:00,2026-02-28T09:30:00+01:00,P2
"""
OUTAGES = """\
id,began,ended
OUT1,2026-01-10T00:00:00+01:00,2026-01-10T01:00:00+01:00
OUT2,2026-01-31T22:00:00+01:00,2026-02-01T02:00:00+01:00
OUT3,2026-02-28T23:00:00+01:00,2026-02-28T23:30:00+01:00
"""


def write_folder(folder: Path, text: str = AGREEMENT) -> Path:
    """Write the agreement and its evidence; return the folder."""
    evidence = folder / "evidence"
    evidence.mkdir(parents=True)
    (folder / "agreement.yaml").write_text(text, encoding="utf-8")
    (evidence / "incidents.csv").write_text(INCIDENTS, encoding="utf-8")
    (evidence / "outages.csv").write_text(OUTAGES, encoding="utf-8")
    return folder


def run(*arguments: object) -> int:
    """Run the command as the shell would, in this process."""
    words: Sequence[str] = [str(each) for each in arguments]
    return guarded(execute, words)
