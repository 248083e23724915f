"""Relief, answers and the holding account, as the text says them."""

from datetime import date
from fractions import Fraction

from servanda.agreement.model.decisions import Cause, Silence, TimeUnit
from servanda.agreement.model.money import LimitWindow
from servanda.agreement.periods import in_stabilization, periods_of
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import BaseKind, Unit
from tests.agreement.samples import BASE, CASES, sound

DECIDED = """\
        calendars: {office: {open: {mon-fri: 08:00-18:00}}}
        penalties: {slow: 5 EUR, down: 7 EUR}
        limits: [penalties at most 5 EUR each month]
        relief:
          carrier:
            cause: third party
            claimed by: provider
            claimed within: 10  business days of office
            answered within: 48 hours
            silence means: accepted
            share: from 10% to below 90%
            measures: restored
          works:
            cause: planned maintenance
            claimed by: [client, provider]
            bucket: 90 minutes each quarter
          any: {cause: joint cause, claimed by: provider, share: any, bucket: 3 records each month}
        answers:
          relief: {within: 30 calendar days, silence means: declined}
        holding account:
          {receives: penalties, decided by: client, spent on: training, at the end: provider}
"""


def test_a_relief_says_who_may_claim_it_and_until_when() -> None:
    carrier = sound(BASE, CASES, DECIDED).relief["carrier"]
    assert (carrier.cause, carrier.claimed_by) == (Cause.THIRD_PARTY, ("provider",))
    assert carrier.measures == ("restored",)
    claimed, answer = carrier.claimed_within, carrier.answer
    assert claimed is not None
    assert (claimed.count, claimed.unit, claimed.calendar) == (10, TimeUnit.BUSINESS_DAYS, "office")
    assert answer.within is not None
    assert (answer.within.count, answer.within.unit) == (48, TimeUnit.HOURS)
    assert answer.silence is Silence.ACCEPTED
    assert carrier.shares is not None
    shares = [Fraction(9, 100), Fraction(1, 10), Fraction(89, 100), Fraction(9, 10)]
    held = [carrier.shares.holds(Quantity.share(each)) for each in shares]
    assert held == [False, True, True, False]


def test_a_relief_that_says_nothing_else_is_answered_as_all_are() -> None:
    works = sound(BASE, CASES, DECIDED).relief["works"]
    assert works.answer.within is not None
    assert works.answer.within.unit is TimeUnit.CALENDAR_DAYS
    assert works.answer.silence is Silence.DECLINED
    assert works.shares is None
    assert works.claimed_by == ("client", "provider")


def test_a_bucket_is_a_duration_or_a_number_of_records() -> None:
    agreement = sound(BASE, CASES, DECIDED)
    works, each = agreement.relief["works"].bucket, agreement.relief["any"].bucket
    assert works is not None
    assert each is not None
    assert works.amount == Quantity(Fraction(5400), Unit.of(BaseKind.ELAPSED))
    assert works.window is LimitWindow.QUARTER
    assert (each.amount, each.window) == (
        Quantity(Fraction(3), Unit.count("record")),
        LimitWindow.PERIOD,
    )


def test_any_share_is_above_nothing_and_at_most_all() -> None:
    shares = sound(BASE, CASES, DECIDED).relief["any"].shares
    assert shares is not None
    held = [shares.holds(Quantity.share(each)) for each in (0, Fraction(1, 1000), 1, 2)]
    assert held == [False, True, True, False]


def test_a_holding_account_of_all_penalties_takes_each() -> None:
    account = sound(BASE, CASES, DECIDED).holding_account
    assert account is not None
    assert account.takes("slow")
    assert account.takes("down")
    assert (account.decided_by, account.rest_to) == ("client", "provider")
    assert dict(account.purposes) == {"training": ""}


def test_stabilization_may_last_until_both_agree() -> None:
    text = BASE.replace("currency: EUR", "currency: EUR, stabilization: until both agree")
    agreement = sound(text)
    periods = periods_of(agreement, date(2026, 12, 31))
    assert all(in_stabilization(agreement.settlement, each) for each in periods)
