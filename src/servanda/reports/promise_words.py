"""What a commitment means, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import (
    AvailabilityRule,
    ClockRule,
    CountsIn,
    Measure,
    NoDataRule,
    PlannedTime,
    Reopened,
    UnknownTime,
)
from servanda.agreement.model.money import Figure, LimitWindow
from servanda.agreement.model.promise import Commitment
from servanda.agreement.model.stretches import table_of
from servanda.agreement.proof.one_case import OneCase
from servanda.businesstime.rule import ALWAYS
from servanda.facts.measurement import Measurement
from servanda.formula.syntax import Lookup
from servanda.kernel.quantity import Quantity
from servanda.pipeline.plain.allowance import Allowance, DownAllowed, FailuresAllowed
from servanda.pipeline.plain.deciding import Deciding
from servanda.pipeline.plain.overview import Promise
from servanda.reports.clean import one_line
from servanda.reports.condition_words import condition_words, described, named
from servanda.reports.measure_words import kind_sentences
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural, spell

__all__ = ["deciding_sentence", "promise_sentences", "promise_title", "volume_sentence"]

_NO_DATA = {
    NoDataRule.MET: "Without data the month counts as met.",
    NoDataRule.MISSED: "Without data the month counts as missed.",
    NoDataRule.NOT_SETTLED: "Without data nothing is settled, and the statement says so.",
}
_COUNTS_IN = {
    CountsIn.START: "A case counts in the period in which it begins.",
    CountsIn.STOP: "A case counts in the period in which it is done.",
    CountsIn.DUE: "A case counts in the period in which it falls due.",
    CountsIn.STOP_OR_DUE: (
        "A case that is late counts where it fell due, done or not; any other where it was done."
    ),
}
_REOPENED = {
    Reopened.RESUMES: "Reopened, its clock goes on; the time while it was done does not count.",
    Reopened.COUNTS_THROUGH: "Reopened, it counts as though it had never been done.",
    Reopened.IGNORED: "Reopening changes nothing: the first time it was done stands.",
}
_PLANNED = {
    PlannedTime.OUT: "Planned maintenance is outside of this: it leaves the agreed time.",
    PlannedTime.UP: "Planned maintenance is inside of this and counts as up.",
}
_UNKNOWN = {
    UnknownTime.OUT: "Time of which nothing is known is left out.",
    UnknownTime.UP: "Time of which nothing is known counts as up.",
    UnknownTime.DOWN: "Time of which nothing is known counts as down.",
}


def promise_title(promise: Promise) -> str:
    """Return what a reader calls a commitment."""
    commitment = promise.commitment
    judged = promise.measure or promise.figure
    title = commitment.title or (judged.title if judged else "") or commitment.name
    return one_line(f"{title} (critical)" if commitment.critical else title)


def promise_sentences(promise: Promise, agreement: Agreement, reader: Reader) -> Iterator[str]:
    """Say what is promised, what that leaves room for, and what counts how."""
    yield _levels(promise)
    if promise.may_fail is not None:
        yield _allowed("Expected", promise.may_fail, reader)
    if promise.must_not is not None:
        yield _allowed("The minimum", promise.must_not, reader)
    if promise.measure is not None:
        yield from _rule(promise, promise.measure, agreement)
        yield from _missing(promise.measure, promise.commitment)
    if promise.figure is not None:
        yield from _of_figure(promise, promise.figure)
    yield from _consequence(promise.commitment, agreement)


def volume_sentence(promise: Promise, measurement: Measurement, reader: Reader) -> str:
    """Say how many there were in a period, how many might have failed, and how many did."""
    allowed, value = promise.may_fail, measurement.value
    begin = f"In {reader.period(measurement.period)}"
    if not isinstance(allowed, FailuresAllowed) or not allowed.noun:
        return f"{begin} it was {spell(value, reader)}."
    if not isinstance(value, Quantity):
        return f"{begin} it was {spell(value, reader)}."
    counted = measurement.counted
    room = allowed.in_hundred * counted // 100
    failed = (1 - value.amount if allowed.fail else value.amount) * counted
    noun = plural(counted, allowed.noun)
    said = f"{begin} {reader.number_of(counted)} {noun} counted"
    return f"{said}: {reader.number_of(room)} might have failed, {reader.number(failed)} did."


def deciding_sentence(promise: Promise, deciding: Deciding, reader: Reader) -> str:
    """Say how much money one case more or less decides at each cliff, of as many as there were."""
    noun = getattr(promise.may_fail, "noun", "") or "case"
    cliffs: dict[OneCase, list[str]] = {}
    for share, one in deciding.cliffs:
        cliffs.setdefault(one, []).append(spell(Quantity.share(share), reader))
    cases = reader.number_of(next(iter(cliffs)).cases)
    told = [
        f"{spell(one.money, reader)} at {' and '.join(shares)}" for one, shares in cliffs.items()
    ]
    said = " and ".join(filter(None, (", ".join(told[:-1]), told[-1])))
    return one_line(f"Of {cases}, one {noun} more or less decides {said} ({deciding.line}).")


def _of_figure(promise: Promise, figure: Figure) -> Iterator[str]:
    when = f" where {figure.when.text}" if figure.when is not None else ""
    yield one_line(f"It judges {figure.title or figure.name}: {figure.pays.text}{when}.")
    over, length = promise.commitment.over, promise.commitment.over_length
    if over is LimitWindow.LAST_PERIODS:
        yield f"It is judged in every period, over the last {length}, once there are so many."
    elif over is not LimitWindow.PERIOD:
        yield f"It is judged once for each {over.value}, in the period in which that ends."
    if promise.commitment.no_data is not None:
        yield _NO_DATA[promise.commitment.no_data]


def _levels(promise: Promise) -> str:
    expected, minimum = _level_words(promise)
    if not minimum:
        return one_line(f"Expected {expected}.")
    return one_line(f"Expected {expected}; {minimum} is the minimum.")


def _level_words(promise: Promise) -> tuple[str, str]:
    expected = "; then ".join(
        level.text + (f" from {day.isoformat()}" if number else "")
        for number, (day, level) in enumerate(promise.commitment.expected.steps)
    )
    steps = promise.commitment.minimum.steps if promise.commitment.minimum else ()
    minimum = "; then ".join(level.text for _, level in steps)
    return _with_value(expected, promise.expected), _with_value(minimum, promise.minimum)


def _with_value(level: str, comes_to: str) -> str:
    return f"{level} ({comes_to})" if comes_to else level


def _allowed(what: str, allowed: Allowance, reader: Reader) -> str:
    match allowed:
        case FailuresAllowed():
            return f"{what} leaves room for {_failing(allowed, reader)}."
        case DownAllowed():
            down = _range(allowed.least, allowed.most, reader)
            agreed = _hours(allowed.agreed_least, allowed.agreed_most, reader)
            return f"{what} leaves room for {down} down a month, of {agreed} agreed."


def _failing(allowed: FailuresAllowed, reader: Reader) -> str:
    out_of = _smallest_whole(allowed.in_hundred)
    amount = reader.number(allowed.in_hundred * out_of / 100)
    counted = f" {plural(out_of, allowed.noun)}" if allowed.noun else ""
    return f"{amount} in {reader.number_of(out_of)}{counted}{' to fail' if allowed.fail else ''}"


def _smallest_whole(in_hundred: Fraction) -> int:
    """Return the first of 100, 200, 500, 1000 ... of which a whole number may fail."""
    for out_of in (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 100_000):
        if (in_hundred * out_of / 100).denominator == 1:
            return out_of
    return 100


def _range(least: Fraction, most: Fraction, reader: Reader) -> str:
    low, high = reader.duration(least), reader.duration(most)
    return low if low == high else f"{low} to {high}"


def _hours(least: Fraction, most: Fraction, reader: Reader) -> str:
    low, high = (reader.number(value / 3600, most_digits=1) for value in (least, most))
    return f"{low} hours" if low == high else f"{low} to {high} hours"


def _rule(promise: Promise, measure: Measure, agreement: Agreement) -> Iterator[str]:
    calendar = promise.calendar
    if measure.where is not None:
        whose = described(measure.where.expression)
        yield one_line(f"It is about {_things(measure, agreement)} {whose}.")
    match measure.rule:
        case ClockRule():
            yield from _clock(promise, measure.rule, measure.counts_in)
        case AvailabilityRule():
            if measure.rule.down is not None and not measure.table:
                down = condition_words(measure.rule.down.expression)
                yield one_line(f"It is down while it is certain that {down}.")
            yield from _availability(measure.rule, calendar, may_be_unknown=not measure.table)
        case _:
            yield from kind_sentences(measure.rule)


def _things(measure: Measure, agreement: Agreement) -> str:
    return plural(2, table_of(agreement, measure).noun.replace("_", " "))


def _clock(promise: Promise, rule: ClockRule, counts_in: CountsIn) -> Iterator[str]:
    if rule.within is not None:
        yield one_line(_within(rule.within, promise.within))
    yield _calendar(promise.calendar)
    if rule.pause is not None:
        pause = condition_words(rule.pause.expression)
        yield one_line(f"The clock stands still while {pause}.")
    if rule.paused_while is not None:
        pause = condition_words(rule.paused_while.expression)
        yield one_line(f"The clock stands still while it is certain that {pause}.")
    if rule.events or rule.reopen is not None:
        yield _REOPENED[rule.reopened]
    yield _COUNTS_IN[counts_in]


def _within(allowed: Formula, by_key: Sequence[tuple[str, str]]) -> str:
    looked_up = allowed.expression
    if not by_key or not isinstance(looked_up, Lookup):
        return f"In time means within {allowed.text}."
    times = ", ".join(f"{time} for {key}" for key, time in by_key)
    return f"In time means, by {named(looked_up.at[0])}, within {times}."


def _calendar(calendar: str) -> str:
    if calendar == ALWAYS.name:
        return "Nights, weekends and holidays count."
    return f"Only the hours of '{calendar}' count; nights and days outside of them do not."


def _availability(rule: AvailabilityRule, calendar: str, *, may_be_unknown: bool) -> Iterator[str]:
    yield _calendar(calendar)
    if rule.planned:
        planned = _PLANNED[rule.planned_time]
        if rule.planned_where is not None:
            planned += f" Planned means that {condition_words(rule.planned_where.expression)}."
        yield one_line(planned)
    else:
        yield "Planned maintenance is not set apart: it counts as down like anything else."
    if rule.unknown is not None or may_be_unknown:
        yield _UNKNOWN[rule.unknown_time]
    if rule.at_least is not None:
        yield one_line(f"Outages shorter than {rule.at_least.text} do not count.")


def _missing(measure: Measure, commitment: Commitment) -> Iterator[str]:
    if measure.minimum_sample > 1:
        yield f"Fewer than {measure.minimum_sample} records are too few to judge."
    no_data = commitment.no_data or measure.no_data
    if no_data is not None:
        yield _NO_DATA[no_data]


def _consequence(commitment: Commitment, agreement: Agreement) -> Iterator[str]:
    outcome = agreement.outcomes.get(commitment.serves)
    if outcome is not None:
        because = f", because {outcome.why}" if outcome.why else ""
        owner = f" ({outcome.owner})" if outcome.owner else ""
        yield one_line(f"It serves {outcome.title or outcome.name}{owner}{because}.")
    for relief in commitment.relieves:
        yield one_line(
            f"Missing it relieves the provider of {relief.share.text} of what"
            f" '{relief.commitment}' costs."
        )
