"""Amounts by how far a figure falls short."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from tests.properties.draft import Draft, known, money, percent, points
from tests.properties.mechanisms.common import (
    ZERO,
    a_fee,
    a_measure,
    shortfall,
    steps,
)
from tests.properties.oracle import rounded
from tests.properties.sheet import Place, Section, Worth

__all__ = [
    "from_a_day",
    "greater_of",
    "linear_steps",
    "minimum_credit",
    "onset_plus_steps",
    "overlapping_table",
    "ramp",
    "ratio_with_bounds",
    "rounded_within",
    "tier_table",
]


def tier_table(draft: Draft) -> None:
    """Contiguous stretches with open and closed edges, less the better the figure."""
    measure, fee = a_measure(draft), a_fee(draft)
    count = draft.random.randint(2, 5)
    edges = sorted({draft.share(900, 999) for _ in range(count)})
    given = sorted({draft.share(0, 500, 5) for _ in range(len(edges) + 1)}, reverse=True)
    given += [ZERO] * (len(edges) + 1 - len(given))
    closed = [draft.random.random() < 0.5 for _ in edges]  # whether an edge belongs below
    rows = []
    for number, share in enumerate(given):
        rows.append(f"{_stretch(draft, number, edges, closed)}: {percent(share)}")
    if draft.random.random() < 0.5:
        draft.random.shuffle(rows)
    table = draft.name("credit")
    draft.add(tables={**draft.sheet.tables, table: "{" + ", ".join(rows) + "}"})

    def worth(place: Place) -> Worth:
        value = place.measured(measure.name)
        if value is None:
            return ZERO
        below = [
            value > edge or (value == edge and not into)
            for edge, into in zip(edges, closed, strict=True)
        ]
        return given[sum(below)] * place.term(fee)

    draft.line(
        "tier table",
        Section.PENALTY,
        f"({table}({measure.name}) otherwise 0%) of {fee}",
        worth,
        divided=measure.divided,
        falls=True,
    )


def _stretch(draft: Draft, number: int, edges: list[Fraction], closed: list[bool]) -> str:
    """Spell one stretch; an edge that is closed below belongs to the lower one."""
    low = percent(edges[number - 1]) if number else ""
    high = percent(edges[number]) if number < len(edges) else ""
    from_low = "above" if number and closed[number - 1] else "from"
    to_high = "up to" if high and closed[number] else "to below"
    if from_low == "from" and to_high == "up to":
        to_high = draft.random.choice(["to", "up to"])
    if not low:
        return f"{'at most' if to_high != 'to below' else 'below'} {high}"
    if not high:
        return (
            f"{draft.random.choice(['at least', 'from']) if from_low == 'from' else 'above'} {low}"
        )
    return f"{from_low} {low} {to_high} {high}"


def overlapping_table(draft: Draft) -> None:
    """Nested stretches, of which the first, the last or the deepest counts."""
    measure, fee = a_measure(draft), a_fee(draft)
    edges = sorted({draft.share(900, 998, 2) for _ in range(3)}, reverse=True)
    choose = draft.random.choice(["first", "last", "deepest"])
    order = list(edges)
    draft.random.shuffle(order)
    rows = [(edge, draft.share(10, 400, 10)) for edge in order]
    spelled = ", ".join(f"below {percent(edge)}: {percent(share)}" for edge, share in rows)
    table = draft.name("worst")
    draft.add(tables={**draft.sheet.tables, table: f"{{choose: {choose}, {spelled}}}"})

    def worth(place: Place) -> Worth:
        value = place.measured(measure.name)
        held = [] if value is None else [row for row in rows if value < row[0]]
        if not held:
            return ZERO
        chosen = {"first": held[0], "last": held[-1], "deepest": min(held)}[choose]
        return chosen[1] * place.term(fee)

    draft.line(
        "overlapping table",
        Section.PENALTY,
        f"({table}({measure.name}) otherwise 0%) of {fee}",
        worth,
        divided=measure.divided,
    )
    draft.used.add(f"choose {choose}")


def linear_steps(draft: Draft) -> None:
    """So much for each step that a figure falls short."""
    measure, fee = a_measure(draft), a_fee(draft)
    word = draft.random.choice(["full", "started", "nearest"])
    target, step = draft.share(950, 999), Fraction(draft.random.choice([1, 2, 5, 10, 25]), 1000)
    short = f"greatest(0 pp, {percent(target)} - {measure.name})"
    if draft.random.random() < 0.5:
        rate = draft.share(1, 50)
        pays = f"({percent(rate)} per {word} {points(step)} of {short} otherwise 0%) of {fee}"
    else:
        rate = draft.amount(1, 500)
        pays = f"{money(rate)} per {word} {points(step)} of {short} otherwise 0"
        fee = ""

    def worth(place: Place) -> Worth:
        missing = shortfall(place, measure.name, target)
        if missing is None:
            return ZERO
        return steps(word, missing / step) * rate * (place.term(fee) if fee else 1)

    draft.line(f"{word} steps", Section.PENALTY, pays, worth, divided=measure.divided, falls=True)


def onset_plus_steps(draft: Draft) -> None:
    """A first amount below a level, and more for each step below it."""
    measure = a_measure(draft)
    target, step = draft.share(950, 999), Fraction(draft.random.choice([1, 5, 10]), 1000)
    first, more = draft.share(5, 100, 5), draft.share(1, 20)
    name, level = measure.name, percent(target)
    pays = (
        f"(if {name} at least {level} then 0% else {percent(first)} + "
        f"({percent(more)} per full {points(step)} of ({level} - {name})) otherwise 0%) of fee"
    )

    def worth(place: Place) -> Worth:
        value = place.measured(name)
        if value is None or value >= target:
            return ZERO
        return (first + floor((target - value) / step) * more) * place.term("fee")

    draft.line(
        "onset plus steps", Section.PENALTY, pays, worth, divided=measure.divided, falls=True
    )


def ratio_with_bounds(draft: Draft) -> None:
    """The part of a corridor that was lost, at most all of it."""
    measure, fee = a_measure(draft), a_fee(draft)
    target, width = draft.share(970, 999), draft.share(5, 50)
    slope = draft.share(50, 500, 10)
    lost = f"greatest(0 pp, {percent(target)} - {measure.name}) / {points(width)}"
    ratio = draft.random.choice(["pp", "as"])
    if ratio == "as":
        floor_level = percent(target - width)
        lost = (
            f"greatest(0 pp, {percent(target)} - {measure.name}) / ({percent(target)} - "
            f"{floor_level})"
        )
    pays = f"(least(100%, {lost}) otherwise 0%) of ({percent(slope)} of {fee})"

    def worth(place: Place) -> Worth:
        missing = shortfall(place, measure.name, target)
        part = ZERO if missing is None else min(Fraction(1), missing / width)
        return part * slope * place.term(fee)

    draft.line(
        "ratio with bounds", Section.PENALTY, pays, worth, divided=measure.divided, falls=True
    )


def greater_of(draft: Draft) -> None:
    """The greater, or the lesser, of a share and an amount."""
    measure, word = a_measure(draft), draft.random.choice(["greatest", "least"])
    target, share, amount = draft.share(950, 999), draft.share(5, 80), draft.amount(50, 900)
    pays = (
        f"if {measure.name} at least {percent(target)} then 0 else "
        f"{word}({percent(share)} of fee, {money(amount)}) otherwise 0"
    )

    def worth(place: Place) -> Worth:
        value = place.measured(measure.name)
        if value is None or value >= target:
            return ZERO
        part = share * place.term("fee")
        return max(part, amount) if word == "greatest" else min(part, amount)

    draft.line(f"{word} of two", Section.PENALTY, pays, worth, divided=measure.divided, falls=True)


def ramp(draft: Draft) -> None:
    """A level that is lower in the first periods."""
    measure, until = a_measure(draft), draft.random.randint(1, 6)
    low, high, share = draft.share(900, 950), draft.share(951, 999), draft.share(10, 200, 5)
    level = f"(if period.index at most {until} then {percent(low)} else {percent(high)})"
    pays = f"(if {measure.name} at least {level} then 0% else {percent(share)} otherwise 0%) of fee"

    def worth(place: Place) -> Worth:
        value = place.measured(measure.name)
        due = low if place.index + 1 <= until else high
        return ZERO if value is None or value >= due else share * place.term("fee")

    draft.line("ramp", Section.PENALTY, pays, worth, divided=measure.divided, falls=True)


def rounded_within(draft: Draft) -> None:
    """A formula that rounds inside, before the line is rounded."""
    measure, mode = a_measure(draft), draft.random.choice(["half-even", "floor", "ceiling", "up"])
    share, third = draft.share(1, 99), draft.random.choice([3, 7, 9])
    step = draft.random.choice(["0.01", "0.5", "5"])
    pays = (
        f"if ({measure.name} otherwise 100%) below 99% "
        f"then round({percent(share)} of fee / {third} to {step} EUR {mode}) else 0"
    )

    def worth(place: Place) -> Worth:
        if known(place.measured(measure.name), Fraction(1)) >= Fraction(99, 100):
            return ZERO
        return rounded(share * place.term("fee") / third, Fraction(step), mode)

    draft.line("rounding inside", Section.PENALTY, pays, worth, divided=measure.divided, falls=True)


def from_a_day(draft: Draft) -> None:
    """A level that begins on a day, for whole periods."""
    measure, day = a_measure(draft), draft.day()
    low, high, share = draft.share(900, 950), draft.share(951, 999), draft.share(10, 200, 5)
    level = f"(if period.start at least {day} then {percent(high)} else {percent(low)})"
    pays = f"(if {measure.name} below {level} then {percent(share)} else 0% otherwise 0%) of fee"

    def worth(place: Place) -> Worth:
        value = place.measured(measure.name)
        due = high if place.span.first_day >= day else low
        return ZERO if value is None or value >= due else share * place.term("fee")

    draft.line("from a day", Section.PENALTY, pays, worth, divided=measure.divided, falls=True)


def minimum_credit(draft: Draft) -> None:
    """Nothing where the amount would be less than so much; named figures, divided or not."""
    measure, rate, least = a_measure(draft), draft.amount(10, 900), draft.amount(5, 200)
    target, name = draft.share(950, 999), draft.name("owed")
    formula = (
        f"{money(rate)} * (greatest(0 pp, {percent(target)} - {measure.name}) as %) otherwise 0"
    )
    by = "by: [service], " if measure.divided else ""
    draft.add(figures={**draft.sheet.figures, name: f'{{{by}is: "{formula}"}}'})

    def worth(place: Place) -> Worth:
        missing = shortfall(place, measure.name, target)
        owed = ZERO if missing is None else rate * missing
        return owed if owed >= least / 100 else ZERO

    draft.line(
        "minimum credit",
        Section.PENALTY,
        f"if {name} below {money(least)} / 100 then 0 else {name}",
        worth,
        divided=measure.divided,
        falls=True,
    )
