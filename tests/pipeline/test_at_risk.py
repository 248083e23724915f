"""The most that service credits of a period may come to, as the limits on all of them say it."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.agreement.read.versions import read_texts
from servanda.kernel.quantity import Quantity
from servanda.pipeline.plain.at_risk import money_at_risk
from tests.settlement.scenes import EVIDENCE, HEAD, MEASURE, MONTHLY, settled

_LINES = """\
commitments:
  up: {aspect: technical, expected: at least 99%}
terms:
  fee: {2026-01-01: 1000 EUR, 2027-01-01: 2000 EUR}
charges:
  usage: {pays: (up otherwise 0%) of fee}
"""
_TWO = """\
penalties:
  down: {when: up.missed, pays: 300 EUR}
  late: {when: up.missed, pays: 100 EUR}
"""


@pytest.mark.parametrize(
    ("money", "day", "most"),
    [
        ("", date(2026, 1, 1), 0),
        (_TWO, date(2026, 1, 1), None),
        (f"{_TWO}limits: [penalties at most 12% of fee each month]\n", date(2026, 12, 31), 120),
        (f"{_TWO}limits: [penalties at most 12% of fee each month]\n", date(2027, 1, 1), 240),
        (f"{_TWO}limits: [down at most 50 EUR each month]\n", date(2026, 1, 1), None),
        (
            f"{_TWO}limits: [down at most 50 EUR each month, late at most 9 EUR each month]\n",
            date(2026, 1, 1),
            59,
        ),
        (f"{_TWO}limits: [penalties at most 12% of usage each month]\n", date(2026, 1, 1), None),
    ],
)
def test_what_terms_decide_is_known_without_a_statement(
    money: str, day: date, most: int | None
) -> None:
    history = read_texts(
        [("a.yaml", (HEAD + MONTHLY + EVIDENCE + MEASURE + _LINES + money).encode())]
    ).history
    assert history is not None
    expected = None if most is None else Quantity.money(most, "EUR")
    assert money_at_risk(history, day, None) == expected


def test_what_evidence_decides_is_as_the_last_statement_had_it() -> None:
    limits = (
        "limits: [penalties at most 50% of usage each month, penalties at most 430 EUR each year]"
    )
    body = f"{MEASURE}{_LINES}{_TWO}{limits}\n"
    history = read_texts([("a.yaml", (HEAD + MONTHLY + EVIDENCE + body).encode())]).history
    assert history is not None
    most = [
        money_at_risk(history, date(2026, 3, 1), each)
        for each in settled(body, {"up": ["80", "90"]})
    ]
    assert most == [Quantity.money(400, "EUR"), Quantity.money(430, "EUR")]
