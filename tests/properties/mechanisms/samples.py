"""Amounts by groups of rows, by samples of them, and by the business days since."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from tests.properties.draft import Draft, money, percent
from tests.properties.mechanisms.common import HOUR, ZERO, rows_of
from tests.properties.sheet import Place, Row, Section, Worth

__all__ = ["business_days_late", "claimed_in_time", "grouped", "sampled"]

_CLOSED = timedelta(days=11)


def sampled(draft: Draft) -> None:
    """What is found in a sample is taken for the whole, where more than a number is accepted."""
    rows, hours = rows_of(draft), draft.random.choice([4, 12, 24])
    most, accepted = draft.random.randint(2, 5), draft.share(100, 700, 50)
    bad = f"share(length above {hours} hours over {rows})"

    def worth(place: Place) -> Worth:
        found = place.failures(rows)
        if len(found) < most:
            return ZERO
        share = Fraction(sum(row.length > hours * HOUR for row in found), len(found))
        return share * place.term("fee") if share > accepted else ZERO

    draft.line(
        "sampling",
        Section.PENALTY,
        f"{bad} of fee otherwise 0 EUR",
        worth,
        when=f"count({rows}) at least {most} failures and ({bad} otherwise 0%) above "
        f"{percent(accepted)}",
    )


def grouped(draft: Draft) -> None:
    """All failures of a service are one case, which pays for the worst of them."""
    rows, rate = rows_of(draft), draft.amount(1, 30)
    draft.add(rows={**draft.sheet.rows, "groups": "{each: group, group: failures, by: [service]}"})
    pays = f"{money(rate)} per started 4 hours of greatest(length over {rows}) otherwise 0 EUR"

    def worth(place: Place) -> Worth:
        assert place.row is not None
        lengths = [x.length for x in place.world.rows[rows] if x.service == place.row.service]
        return rate * ceil(max(lengths) / (4 * HOUR))

    draft.line("grouped", Section.PENALTY, pays, worth, each="groups")


def claimed_in_time(draft: Draft) -> None:
    """A failure is paid for where it ended by some day of the month after the period began."""
    rows, amount, days = rows_of(draft), draft.amount(5, 200), draft.random.randint(3, 40)

    def worth(place: Place) -> Worth:
        assert place.row is not None
        deadline = place.span.first_day + timedelta(days=days)
        return amount if _day(place, place.row) <= deadline else ZERO

    draft.line(
        "claimed in time",
        Section.PENALTY,
        money(amount),
        worth,
        each=rows,
        when=f"ended.day at most period.start + {days} calendar days",
    )


def business_days_late(draft: Draft) -> None:
    """An amount for each business day from a failure's end to that of the period."""
    rows, rate = rows_of(draft), draft.amount(1, 60)
    closed = draft.sheet.first_day + _CLOSED
    zone = draft.random.choice(["UTC", "Asia/Tokyo"])
    name = draft.name("office")
    draft.add(
        calendars={
            **draft.sheet.calendars,
            name: f"{{zone: {zone}, open: {{mon-thu: 08:00-18:00, fri: 08:00-12:00}}, "
            f"closed: [{closed}]}}",
        }
    )
    grace = draft.random.randint(0, 4)
    late = f"business days of {name} from ended.day to period.end - {grace} business days"

    def worth(place: Place) -> Worth:
        assert place.row is not None
        day, count = _day(place, place.row), 0
        while day < place.span.end_day:
            day += timedelta(days=1)
            count += day.isoweekday() <= 5 and day != closed
        return rate * max(0, count - grace)

    draft.line(
        "business days late",
        Section.PENALTY,
        f"{money(rate)} per business day * greatest(0 business days, {late})",
        worth,
        each=rows,
    )


def _day(place: Place, row: Row) -> date:
    return row.at.astimezone(place.span.start.tzinfo).date()
