"""Amounts for each event, and for events together."""

from __future__ import annotations

from datetime import UTC
from fractions import Fraction

from tests.properties.draft import Draft, money, percent
from tests.properties.mechanisms.common import (
    HOUR,
    ZERO,
    rows_of,
    steps,
)
from tests.properties.sheet import SERVICES, Place, Section, Worth

__all__ = [
    "earlier_events",
    "events_together",
    "excess_of_each",
    "keyed_rate",
    "per_event",
    "per_event_share",
    "per_hour",
    "per_user",
    "recent_events",
    "repeated_event",
]


def per_event(draft: Draft) -> None:
    """An amount for each event that lasted too long, by steps."""
    rows, word = rows_of(draft), draft.random.choice(["full", "started", "nearest"])
    onset, step = draft.random.choice([0, 4, 12]), draft.random.choice([1, 4, 12])
    rate = draft.amount(1, 100)
    over = f"(length - {onset} hours)" if onset else "length"
    pays = f"{money(rate)} per {word} {step} hours of {over}"

    def worth(place: Place) -> Worth:
        assert place.row is not None
        if place.row.length <= onset * HOUR:
            return ZERO
        return rate * steps(word, (place.row.length - onset * HOUR) / (step * HOUR))

    draft.line(
        "per event", Section.PENALTY, pays, worth, each=rows, when=f"length above {onset} hours"
    )


def keyed_rate(draft: Draft) -> None:
    """A rate for each hour, by the service that failed."""
    rows = rows_of(draft)
    rates = {each: draft.amount(1, 40) for each in SERVICES}
    name = draft.name("rate")
    spelled = ", ".join(f"{key}: {money(rate)} per hour" for key, rate in rates.items())
    draft.add(keyed={**draft.sheet.keyed, name: (f"{{{spelled}}}", rates)})

    def worth(place: Place) -> Worth:
        assert place.row is not None
        if place.row.service is None:
            return ZERO
        return place.key(name, place.row.service) * place.row.length / HOUR

    pays = f"{name}[service] * length otherwise 0"
    draft.line("keyed rate", Section.PENALTY, pays, worth, each=rows)


def per_event_share(draft: Draft) -> None:
    """A share of a dated fee for each event of one service."""
    rows, service, share = rows_of(draft), draft.random.choice(SERVICES), draft.share(1, 50)

    def worth(place: Place) -> Worth:
        assert place.row is not None
        if place.row.service is None:
            return None
        return share * place.term("fee") if place.row.service == service else ZERO

    draft.line(
        "share per event",
        Section.PENALTY,
        f"{percent(share)} of fee",
        worth,
        each=rows,
        when=f"service = '{service}'",
    )


def per_user(draft: Draft) -> None:
    """An amount for each user and hour."""
    rows, rate = rows_of(draft), draft.amount(0, 2)

    def worth(place: Place) -> Worth:
        assert place.row is not None
        return rate * (place.row.users or 0) * place.row.length / HOUR

    pays = f"{money(rate)} per hour * (users otherwise 0) * length"
    draft.line("per user", Section.PENALTY, pays, worth, each=rows)


def repeated_event(draft: Draft) -> None:
    """An event pays more where the same service failed before, within so many days."""
    rows, days = rows_of(draft), draft.random.choice([7, 30, 90])
    rate, more, many = draft.amount(5, 200), draft.amount(200, 600), draft.random.randint(1, 3)

    def worth(place: Place) -> Worth:
        assert place.row is not None
        row = place.row
        near = [
            each
            for each in place.world.rows[rows]
            if each is not row
            and ZERO <= Fraction((row.at - each.at).total_seconds()) <= days * 24 * HOUR
        ]
        if near and None in {row.service, *(each.service for each in near)}:
            return None
        near = [each for each in near if each.service == row.service]
        return more if len(near) >= many else rate

    pays = (
        f"if count({rows} in last {days} days where service = this.service) at least "
        f"{many} failures then {money(more)} else {money(rate)}"
    )
    draft.line("repeated event", Section.PENALTY, pays, worth, each=rows)


def recent_events(draft: Draft) -> None:
    """So many events in the days before a period's end, whatever the periods are."""
    rows, days, many = rows_of(draft), draft.random.choice([5, 30, 60]), draft.random.randint(1, 4)
    amount = draft.amount(50, 900)

    def worth(place: Place) -> Worth:
        end = place.span.end.astimezone(UTC)
        near = [
            row
            for row in place.world.rows[rows]
            if ZERO < Fraction((end - row.at).total_seconds()) <= days * 24 * HOUR
        ]
        return amount if len(near) >= many else ZERO

    when = f"count({rows} in last {days} days) at least {many} failures"
    draft.line("recent events", Section.PENALTY, money(amount), worth, when=when)


def earlier_events(draft: Draft) -> None:
    """An event pays for how many there were before it, in the whole agreement."""
    rows, amount = rows_of(draft), draft.amount(1, 60)

    def worth(place: Place) -> Worth:
        assert place.row is not None
        own = (place.row.at, place.row.key)
        return amount * sum((row.at, row.key) < own for row in place.world.rows[rows])

    pays = f"{money(amount)} per failure * count(earlier {rows})"
    draft.line("earlier events", Section.PENALTY, pays, worth, each=rows)


def events_together(draft: Draft) -> None:
    """What the events of a period have in common: longest, middle, in all."""
    rows, hours = rows_of(draft), draft.random.choice([2, 6, 12, 24])
    word, amount = (
        draft.random.choice(["greatest", "least", "first", "last", "median", "sum", "mean", "90"]),
        draft.amount(50, 900),
    )
    figure = "percentile(90%, length" if word == "90" else f"{word}(length"
    when = f"({figure} over {rows}) otherwise 0 hours) above {hours} hours"

    def worth(place: Place) -> Worth:
        found = ZERO
        if place.failures(rows):
            found = _together(word, [row.length for row in place.failures(rows)])
        return amount if found > hours * HOUR else ZERO

    draft.line("events together", Section.PENALTY, money(amount), worth, when=when)


def _together(word: str, in_order: list[Fraction]) -> Fraction:
    lengths, count = sorted(in_order), len(in_order)
    match word:
        case "first":
            return in_order[0]
        case "last":
            return in_order[-1]
        case "least":
            return lengths[0]
        case "greatest":
            return lengths[-1]
        case "sum":
            return sum(lengths, ZERO)
        case "mean":
            return sum(lengths, ZERO) / count
        case "median":
            return (lengths[(count - 1) // 2] + lengths[count // 2]) / 2
    return next(x for n, x in enumerate(lengths, start=1) if n * 10 >= 9 * count)


def per_hour(draft: Draft) -> None:
    """A charge for each hour of work, whatever its steps."""
    rows, rate = rows_of(draft), draft.amount(1, 90)

    def worth(place: Place) -> Worth:
        assert place.row is not None
        return rate * place.row.length / HOUR

    draft.line(
        "hourly charge", Section.CHARGE, f"{money(rate)} per hour * length", worth, each=rows
    )


def excess_of_each(draft: Draft) -> None:
    """A figure for each event, and what is paid for all of them together."""
    rows, name = rows_of(draft), draft.name("excess")
    onset, rate, service = draft.random.choice([2, 8]), draft.amount(1, 50), "cards"
    figure = (
        f'{{for each: {rows[:-1]}, when: "length above {onset} hours", '
        f'is: "length - {onset} hours"}}'
    )
    draft.add(figures={**draft.sheet.figures, name: figure})

    def worth(place: Place) -> Worth:
        found = place.failures(rows)
        if any(row.service is None for row in found):
            return ZERO
        return rate * sum(
            (max(ZERO, row.length / HOUR - onset) for row in found if row.service == service),
            ZERO,
        )

    pays = (
        f"{money(rate)} per hour * sum({name} over {rows} where service = '{service}') otherwise 0"
    )
    draft.line("excess of each", Section.PENALTY, pays, worth)
