"""An agreement that measures nothing and pays for rows is settled as far as they reach."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from servanda.pipeline.settling import settle
from servanda.pipeline.workspace import find_workspace

_AGREEMENT = """\
servanda: 1
agreement: collection
title: Collection
parties:
  client: {name: Client, zone: UTC}
  provider: {name: Provider, zone: UTC}
in force: {from: 2026-01-01, until: 2026-12-31}
settlement: {every: month, currency: EUR}
evidence:
  misses:
    each: record
    noun: miss
    at: reported
    columns: {reported: instant, kind: text}
rows:
  missed: {each: missed_street, from: misses}
penalties:
  unmade: {for each: missed_street, pays: 50 EUR}
limits:
  - penalties at most 80 EUR each month
"""


def test_it_is_settled_up_to_the_month_of_the_newest_row(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "agreement.yaml").write_text(_AGREEMENT, "utf-8")
    (tmp_path / "evidence" / "misses.csv").write_text(
        "reported,kind\n2026-01-05T10:00:00,a\n2026-02-05T10:00:00,a\n2026-02-06T10:00:00,b\n"
        "2026-03-02T10:00:00,a\n",
        "utf-8",
    )
    answer = settle(find_workspace(tmp_path))
    assert answer.value is not None
    paid = [(each.period.label, each.lines[0].payable.amount) for each in answer.value.statements]
    assert paid == [("2026-01", Fraction(50)), ("2026-02", Fraction(80))]
