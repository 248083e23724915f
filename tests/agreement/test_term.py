"""Terms: by when notice is given, and how an agreement goes on."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement.model.setting import InForce, Notice
from servanda.agreement.periods import periods_of
from servanda.agreement.term import notice_day, terms_until
from servanda.kernel.source import SourceSpan
from tests.agreement.samples import read

TEXT = """\
servanda: 1
agreement: sample
title: Sample
parties: {client: {name: Acme, zone: UTC}, provider: Northwind}
in force: IN_FORCE
settlement: {every: month, currency: EUR}
"""


def in_force(text: str) -> InForce:
    history = read(TEXT.replace("IN_FORCE", text)).history
    assert history is not None
    return history.latest.in_force


def test_an_agreement_that_is_renewed_goes_on() -> None:
    text = "{from: 2026-02-15, until: 2027-02-14, notice: 90 calendar days, renewal: 6 months}"
    found = in_force(text)
    assert (found.last_day, found.term_ends) == (None, date(2027, 2, 14))
    terms = list(terms_until(found, date(2028, 1, 1)))
    assert [(str(each.first_day), str(each.last_day), str(each.notice_by)) for each in terms] == [
        ("2026-02-15", "2027-02-14", "2026-11-16"),
        ("2027-02-15", "2027-08-14", "2027-05-16"),
        ("2027-08-15", "2028-02-14", "2027-11-16"),
    ]
    history = read(TEXT.replace("IN_FORCE", text)).history
    assert history is not None
    assert periods_of(history, date(2028, 1, 1))[-1].label == "2028-01"


@pytest.mark.parametrize(
    ("text", "last_day", "notice_by"),
    [
        ("{from: 2026-01-01, until: 2026-12-31}", date(2026, 12, 31), None),
        (
            "{from: 2026-01-01, until: 2026-12-31, notice: 1 month, renewal: none}",
            date(2026, 12, 31),
            date(2026, 11, 30),
        ),
        ("{from: 2026-01-01, notice: 1 month}", None, None),
    ],
)
def test_an_agreement_that_is_not_renewed_has_one_term(
    text: str, last_day: date | None, notice_by: date | None
) -> None:
    (term,) = terms_until(in_force(text), date(2040, 1, 1))
    assert (term.last_day, term.notice_by, term.renews) == (last_day, notice_by, False)


@given(
    first=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    days=st.integers(30, 2000),
    months=st.integers(1, 60),
    notice=st.builds(
        Notice, count=st.integers(1, 24), of_months=st.booleans(), text=st.just("some")
    ),
)
def test_terms_follow_without_gaps_and_notice_lies_before_their_end(
    first: date, days: int, months: int, notice: Notice
) -> None:
    found = InForce(
        first_day=first,
        last_day=None,
        term_ends=first + timedelta(days=days),
        notice=notice,
        renewal_months=months,
        span=SourceSpan.start_of("a.yaml"),
    )
    terms = list(terms_until(found, date(2060, 1, 1)))
    for before, after in pairwise(terms):
        assert before.last_day is not None
        assert after.first_day == before.last_day + timedelta(days=1)
    for term in terms:
        assert term.last_day is not None
        assert term.notice_by == notice_day(notice, term.last_day)
        assert term.notice_by < term.last_day
