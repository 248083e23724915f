"""A contract joined in its third year: what was measured and missed before is stated."""

from __future__ import annotations

from fractions import Fraction

import pytest

from servanda.agreement.read.versions import read_texts
from servanda.facts.figure import Absence, NoValue, Value
from servanda.facts.row import EvidenceRow
from servanda.facts.statement import Statement
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from tests.settlement.scenes import EVIDENCE, HEAD, MONTHLY, settled, share

BODY = """\
  statements_before:
    each: record
    at: month
    columns: {month: instant, reached: percent, paid: money EUR}
measures:
  up: {from: outages, availability: {}, value: availability, no data: met}
commitments:
  up: {expected: at least 99%}
terms: {fee: 1000 EUR}
penalties:
  up: {of: fee, pool: 10%, below expected: 100%, repeat: x2}
incentives:
  steady: {when: all(up.met over last 3 months), pays: 50 EUR}
limits:
  - penalties at most 250 EUR each year
history: {until: 2026-02-28, from: statements_before, gives: {up: paid}, measured: {up: reached}}
"""
UNSEEN = NoValue(Absence.NO_DATA, "no file reaches back so far")


def _row(month: str, reached: Value, paid: str) -> EvidenceRow:
    return EvidenceRow(
        rows="history",
        key=month,
        at=Instant.parse(f"{month}-15T00:00:00Z"),
        period=month,
        segment=(),
        columns={"reached": reached, "paid": Quantity.money(Fraction(paid), "EUR")},
    )


def _payable(statement: Statement) -> dict[str, Fraction]:
    return {line.name: line.payable.amount for line in statement.lines}


def test_a_miss_that_is_stated_makes_the_next_one_a_repetition_and_uses_up_the_limit() -> None:
    rows = {"history": [_row("2026-01", share("98"), "100"), _row("2026-02", share("97"), "0")]}
    statements = settled(BODY, {"up": [UNSEEN, UNSEEN, "98", "98"]}, rows=rows)
    assert [statement.period.label for statement in statements] == ["2026-03", "2026-04"]
    # Doubled because February is stated as missed, and 100 of the year's 250 were paid before.
    assert _payable(statements[0]) == {"up": 150, "steady": 0}
    assert _payable(statements[1]) == {"up": 0, "steady": 0}


def test_a_month_that_is_stated_as_met_repeats_nothing_and_counts_in_windows() -> None:
    rows = {"history": [_row("2026-01", share("99"), "0"), _row("2026-02", share("99.5"), "0")]}
    first, second = settled(BODY, {"up": [UNSEEN, UNSEEN, "99", "98"]}, rows=rows)
    assert _payable(first) == {"up": 0, "steady": 50}
    assert _payable(second) == {"up": 100, "steady": 0}


def test_what_is_not_stated_is_not_known_rather_than_met() -> None:
    rows = {"history": [_row("2026-01", share("99"), "0"), _row("2026-02", UNSEEN, "0")]}
    (statement,) = settled(BODY, {"up": [UNSEEN, UNSEEN, "98"]}, rows=rows)
    assert _payable(statement)["up"] == 100


@pytest.mark.parametrize(
    ("measured", "code"),
    [("{up: paid}", "A130"), ("{upp: reached}", "A100"), ("{up: reech}", "A040")],
)
def test_mistakes_in_what_is_stated_have_their_place(measured: str, code: str) -> None:
    text = HEAD + MONTHLY + EVIDENCE + BODY.replace("{up: reached}", measured)
    reading = read_texts([("scene.yaml", text.encode())])
    assert reading.history is None
    (mistake,) = reading.diagnostics
    assert text.splitlines()[mistake.span.line - 1].startswith("history:")
    assert mistake.code == code
