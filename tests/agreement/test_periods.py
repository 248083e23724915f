"""How the days in force are cut into periods."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement.model.setting import InForce, Rhythm, SettlementRule
from servanda.agreement.periods import EndlessPeriods, cut_periods, in_stabilization, nominal_days
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import RoundingMode
from servanda.kernel.source import SourceSpan

HERE = SourceSpan.start_of("agreement.yaml")
MONTHLY = SettlementRule(
    rhythm=Rhythm.MONTH,
    starts_on=1,
    zone="Europe/Amsterdam",
    currency="EUR",
    quantum=Quantity.money("0.01", "EUR"),
    rounding=RoundingMode.HALF_UP,
    stabilization_periods=3,
    span=HERE,
)


def in_force(first: date, last: date | None) -> InForce:
    return InForce(first_day=first, last_day=last, span=HERE)


def labels(first: date, last: date | None, rule: SettlementRule) -> list[str]:
    return [period.label for period in cut_periods(in_force(first, last), rule, None)]


def test_months_of_a_year_with_local_midnights() -> None:
    periods = cut_periods(in_force(date(2026, 1, 1), date(2026, 12, 31)), MONTHLY, None)
    assert [p.label for p in periods][:3] == ["2026-01", "2026-02", "2026-03"]
    assert len(periods) == 12
    assert str(periods[2].start) == "2026-02-28T23:00:00Z"
    assert str(periods[2].end) == "2026-03-31T22:00:00Z"
    assert [in_stabilization(MONTHLY, p) for p in periods[:4]] == [True, True, True, False]


def test_first_and_last_periods_may_be_partial() -> None:
    periods = cut_periods(in_force(date(2026, 1, 15), date(2026, 3, 10)), MONTHLY, None)
    assert [(p.label, p.first_day, p.end_day) for p in periods] == [
        ("2026-01", date(2026, 1, 15), date(2026, 2, 1)),
        ("2026-02", date(2026, 2, 1), date(2026, 3, 1)),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 11)),
    ]


def test_months_that_begin_within_a_calendar_month() -> None:
    rule = replace(MONTHLY, starts_on=16)
    periods = cut_periods(in_force(date(2026, 1, 3), date(2026, 2, 20)), rule, None)
    assert [(p.label, p.end_day) for p in periods] == [
        ("2026-01-03", date(2026, 1, 16)),
        ("2026-01-16", date(2026, 2, 16)),
        ("2026-02-16", date(2026, 2, 21)),
    ]


def test_months_from_the_31st_begin_on_the_last_day_of_shorter_ones() -> None:
    rule = replace(MONTHLY, starts_on=31)
    periods = cut_periods(in_force(date(2026, 1, 15), date(2026, 5, 30)), rule, None)
    assert [p.label for p in periods] == [
        "2026-01-15",
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
    ]


def test_contract_quarters_and_years_count_from_the_first_day() -> None:
    first = date(2026, 11, 30)
    quarterly = replace(MONTHLY, rhythm=Rhythm.QUARTER, starts_on=first.day, from_first_day=True)
    yearly = replace(quarterly, rhythm=Rhythm.YEAR)
    assert labels(first, date(2027, 9, 1), quarterly) == [
        "2026-11-30",
        "2027-02-28",
        "2027-05-30",
        "2027-08-30",
    ]
    assert labels(first, date(2028, 1, 1), yearly) == ["2026-11-30", "2027-11-30"]


def test_nominal_days_are_those_of_the_whole_period() -> None:
    first = date(2026, 1, 15)
    assert nominal_days(first, MONTHLY, first) == (date(2026, 1, 1), date(2026, 2, 1))
    assert nominal_days(first, MONTHLY, date(2030, 2, 28)) == (date(2030, 2, 1), date(2030, 3, 1))
    four_weeks = replace(MONTHLY, rhythm=Rhythm.FOUR_WEEKS)
    assert nominal_days(first, four_weeks, date(2026, 2, 12)) == (
        date(2026, 2, 12),
        date(2026, 3, 12),
    )


def test_quarters_and_years_are_the_calendars() -> None:
    first, last = date(2026, 2, 1), date(2027, 1, 31)
    quarters = labels(first, last, replace(MONTHLY, rhythm=Rhythm.QUARTER))
    assert quarters == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"]
    assert labels(first, last, replace(MONTHLY, rhythm=Rhythm.YEAR)) == ["2026", "2027"]


def test_weeks_count_from_the_first_day() -> None:
    rule = replace(MONTHLY, rhythm=Rhythm.FOUR_WEEKS)
    assert labels(date(2026, 1, 7), date(2026, 3, 1), rule) == ["2026-01-07", "2026-02-04"]


def test_until_takes_the_period_that_holds_the_day_whole() -> None:
    open_ended = in_force(date(2026, 1, 1), None)
    periods = cut_periods(open_ended, MONTHLY, date(2026, 2, 1))
    assert [(p.label, p.end_day) for p in periods][-1] == ("2026-02", date(2026, 3, 1))
    assert cut_periods(open_ended, MONTHLY, date(2025, 12, 31)) == ()


def test_an_open_ended_agreement_needs_an_end() -> None:
    with pytest.raises(EndlessPeriods):
        cut_periods(in_force(date(2026, 1, 1), None), MONTHLY, None)


def test_a_day_begins_when_clocks_skip_its_midnight() -> None:
    rule = replace(MONTHLY, zone="America/Sao_Paulo", rhythm=Rhythm.WEEK)
    periods = cut_periods(in_force(date(2018, 11, 4), date(2018, 11, 4)), rule, None)
    assert str(periods[0].start) == "2018-11-04T03:00:00Z"


DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1))


@given(
    first=DAYS,
    length=st.integers(0, 900),
    rhythm=st.sampled_from(Rhythm),
    starts_on=st.integers(1, 31),
    from_first_day=st.booleans(),
    zone=st.sampled_from(["Europe/Amsterdam", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]),
)
def test_periods_tile_the_days_in_force(
    first: date, length: int, rhythm: Rhythm, starts_on: int, from_first_day: bool, zone: str
) -> None:
    last = first + timedelta(days=length)
    rule = replace(
        MONTHLY,
        rhythm=rhythm,
        starts_on=first.day if from_first_day else starts_on,
        zone=zone,
        from_first_day=from_first_day,
    )
    periods = cut_periods(in_force(first, last), rule, None)
    assert periods[0].first_day == first
    assert periods[-1].end_day == last + timedelta(days=1)
    for before, after in pairwise(periods):
        assert before.end_day == after.first_day
        assert before.end == after.start
    assert [p.index for p in periods] == list(range(len(periods)))
    assert len({p.label for p in periods}) == len(periods)
    assert all(p.start < p.end for p in periods)
