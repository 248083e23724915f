"""Amounts that remember earlier periods."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from tests.properties.draft import Draft, known, money, percent, points
from tests.properties.mechanisms.common import (
    ZERO,
    a_commitment,
    a_fee,
    a_measure,
)
from tests.properties.oracle import anniversary
from tests.properties.sheet import Place, Section, Worth

__all__ = [
    "again",
    "best_of_earlier",
    "decline",
    "history_count",
    "over_a_window",
    "run_of_misses",
    "trailing_volume",
]


def history_count(draft: Draft) -> None:
    """So many misses in the last periods."""
    commitment = a_commitment(draft)
    length, many, amount = (
        draft.random.randint(2, 6),
        draft.random.randint(1, 3),
        draft.amount(50, 900),
    )
    total = draft.random.random() < 0.5
    missed = f"{commitment.name}.missed" + (" otherwise no" if total else "")
    counted = f"count(last {length} periods where {missed})"
    figure = draft.name("misses")
    if draft.random.random() < 0.5:
        draft.add(figures={**draft.sheet.figures, figure: f'"{counted}"'})
        counted = figure

    def worth(place: Place) -> Worth:
        found = [each.missed(commitment.name) for each in place.last(length)]
        if None in found and not total:
            return None
        return amount if found.count(True) >= many else ZERO

    draft.line(
        "count in last",
        Section.PENALTY,
        money(amount),
        worth,
        when=f"{counted} at least {many}",
        commitment=commitment.name,
    )


def run_of_misses(draft: Draft) -> None:
    """So many misses one after the other."""
    commitment, many, fee = a_commitment(draft), draft.random.randint(2, 3), a_fee(draft)
    share = draft.share(10, 200, 5)
    good = draft.random.random() < 0.3
    member = "met" if good else "missed"
    section = Section.INCENTIVE if good else Section.PENALTY

    def worth(place: Place) -> Worth:
        length = 0
        here: Place | None = place
        while here is not None and here.missed(commitment.name) is (not good):
            length, here = length + 1, here.ago(1)
        return share * place.term(fee) if length >= many else ZERO

    draft.line(
        "run",
        section,
        f"{percent(share)} of {fee}",
        worth,
        when=f"run({commitment.name}.{member} otherwise no) at least {many}",
        commitment=commitment.name,
    )


def decline(draft: Draft) -> None:
    """What a figure lost against an earlier period of its own."""
    measure, back, rate = a_measure(draft), draft.random.randint(1, 3), draft.amount(1, 200)
    step = Fraction(draft.random.choice([1, 5, 10]), 1000)
    name = measure.name
    past = f"previous {name}" if back == 1 else f"{name} {back} periods ago"
    pays = f"{money(rate)} per full {points(step)} of greatest(0 pp, {past} - {name}) otherwise 0"

    def worth(place: Place) -> Worth:
        before = place.ago(back)
        then = before.measured(name) if before else None
        now = place.measured(name)
        if then is None or now is None:
            return ZERO
        return rate * floor(max(ZERO, then - now) / step)

    draft.line(
        "previous" if back == 1 else "periods ago",
        Section.PENALTY,
        pays,
        worth,
        divided=measure.divided,
    )


def over_a_window(draft: Draft) -> None:
    """The mean or the worst of a figure over a window of periods."""
    measure, target = a_measure(draft), draft.share(930, 999)
    name, share = measure.name, draft.share(10, 200, 5)
    word = draft.random.choice(["mean", "least"])
    length = draft.random.randint(2, 5)
    window = draft.random.choice(["last", "quarter", "year", "contract year", "all"])
    rows = {"last": f"last {length} periods", "all": "periods"}.get(
        window, f"periods in this {window}"
    )
    pays = (
        f"(if {word}({name} otherwise 100% over {rows}) below {percent(target)} "
        f"then {percent(share)} else 0% otherwise 0%) of fee"
    )

    def worth(place: Place) -> Worth:
        found = [known(each.measured(name), Fraction(1)) for each in _window(place, window, length)]
        figure = min(found) if word == "least" else sum(found, ZERO) / len(found)
        return share * place.term("fee") if figure < target else ZERO

    draft.line("window figure", Section.PENALTY, pays, worth, divided=measure.divided)


def _window(place: Place, window: str, length: int) -> list[Place]:
    day = place.span.first_day
    # The word of the rhythm itself is the present period.
    if window == place.sheet.every:
        return [place]
    match window:
        case "last":
            return place.last(length)
        case "quarter":
            return place.since(day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1))
        case "year":
            return place.since(day.replace(month=1, day=1))
        case "contract year":
            return place.since(anniversary(day, place.sheet.first_day))
    return place.last(place.index + 1)


def again(draft: Draft) -> None:
    """Less in the first period that misses, more where the one before missed too."""
    commitment, less, more = a_commitment(draft), draft.amount(10, 200), draft.amount(200, 900)
    name = commitment.name

    def worth(place: Place) -> Worth:
        missed = place.missed(name)
        if missed is None:
            return None
        before = place.ago(1)
        twice = before is not None and before.missed(name)
        return (more if twice else less) if missed else ZERO

    draft.line(
        "again",
        Section.PENALTY,
        f"if previous {name}.missed otherwise no then {money(more)} else {money(less)}",
        worth,
        when=f"{name}.missed",
        commitment=name,
    )


def trailing_volume(draft: Draft) -> None:
    """A share of the fee by the volume of the last periods."""
    measure = draft.measure("count")
    length, many, share = (
        draft.random.randint(2, 5),
        draft.random.randint(40, 300),
        draft.share(5, 90),
    )
    name = measure.name

    def worth(place: Place) -> Worth:
        volume = sum((known(x.measured(name), ZERO) for x in place.last(length)), ZERO)
        return share * place.term("fee") if volume > many else ZERO

    volume = f"sum({name} otherwise 0 over last {length} periods)"
    draft.line(
        "trailing volume",
        Section.INCENTIVE,
        f"{percent(share)} of fee",
        worth,
        when=f"{volume} above {many} bookings",
    )


def best_of_earlier(draft: Draft) -> None:
    """A figure held against the best that any earlier period reached."""
    measure, rate = a_measure(draft), draft.amount(1, 90)
    name = measure.name
    best = f"(greatest({name} otherwise 0% over earlier periods) otherwise 0%)"

    def worth(place: Place) -> Worth:
        value = place.measured(name)
        earlier = place.last(place.index + 1)[:-1]
        best = max((known(x.measured(name), ZERO) for x in earlier), default=ZERO)
        if value is None:
            return ZERO
        return rate * ceil(max(ZERO, best - value) * 100)

    draft.line(
        "best of earlier",
        Section.PENALTY,
        f"{money(rate)} per started 1 pp of greatest(0 pp, {best} - {name}) otherwise 0",
        worth,
        divided=measure.divided,
    )
