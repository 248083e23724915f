"""Small agreements that tests build on."""

import re

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.read.versions import Reading, read_texts

BASE = """\
servanda: 1
agreement: sample
title: Sample
parties: {client: {name: Acme Bank, zone: Europe/Amsterdam}, provider: Northwind}
in force: {from: 2026-01-01, until: 2026-12-31}
settlement: {every: month, currency: EUR}
"""

CASES = """\
evidence:
  incidents:
    each: case
    noun: incident
    key: number
    columns: {number: text, opened: instant, resolved: instant, priority: text, cost: money EUR}
  outages:
    each: interval
    noun: outage
    key: id
    from: began
    until: ended
    columns: {id: text, began: instant, ended: instant, service: text}
measures:
  restored:
    from: incidents
    clock: {start: opened, stop: resolved, within: 4 hours}
    value: share(met)
    no data: met
"""


def read(*parts: str) -> Reading:
    """Read an agreement made of parts; indentation by eight, as inside a test, is taken off."""
    text = "".join(re.sub("^ {8}", "", part, flags=re.MULTILINE) for part in parts)
    return read_texts([("agreement.yaml", text.encode())])


def sound(*parts: str) -> Agreement:
    """Return the agreement that parts make, which has no errors."""
    reading = read(*parts)
    assert reading.history is not None, "\n".join(map(str, reading.diagnostics))
    return reading.history.latest


def codes(reading: Reading) -> list[str]:
    """Return the codes of all that was found."""
    return [each.code for each in reading.diagnostics]
