"""Amounts by how commitments and several figures stand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil

from tests.properties.draft import Draft, known, money, percent
from tests.properties.mechanisms.common import (
    ZERO,
    a_commitment,
    a_measure,
)
from tests.properties.sheet import SERVICES, Line, Place, Section, Worth

__all__ = [
    "bands",
    "incentive",
    "level_in_words",
    "over_segments",
    "pool",
    "segments_below",
    "service_points",
    "weighted",
]


def pool(draft: Draft) -> None:
    """Pool times allocation times amount at risk, more where it is repeated."""
    commitment = draft.random.choice(draft.promised())
    if commitment.name in draft.sheet.lines and draft.random.random() < 0.7:
        return
    measure = draft.sheet.measures[commitment.measure]
    divided = measure.divided and not commitment.only
    expected, minimum = draft.share(100, 700, 50), draft.share(700, 1000, 50)
    share, factor = draft.share(100, 1000, 50), draft.random.choice(["", "2", "1.5", "3"])
    more = ["of: at_risk", f"below expected: {percent(expected)}"]
    more += [f"pool: {percent(share)}"] if share != 1 else []
    more += [f"below minimum: {percent(minimum)}"] if commitment.minimum is not None else []
    more += [f"repeat: x{factor}"] if factor else []
    if commitment.minimum is None:
        minimum = expected

    def worth(place: Place) -> Worth:
        level = place.level(commitment.name)
        if not level:
            return None
        part = {"met": ZERO, "below expected": expected, "below minimum": minimum}[level]
        before = place.ago(1)
        again = factor and before is not None and before.missed(commitment.name)
        return part * share * place.term("at_risk") * (Fraction(factor) if again else 1)

    name = commitment.name if commitment.name not in draft.sheet.lines else ""
    draft.line(
        "pool",
        Section.PENALTY,
        "",
        worth,
        divided=False,
        name=name,
        commitment=commitment.name,
        falls=True,
        more=draft.random.sample(more, len(more)),
    )
    if divided:
        # The shorthand is divided as its commitment is, without saying so.
        made = {**draft.sheet.lines}
        last = next(reversed(made))
        made[last] = _divided(made[last])
        draft.add(lines=made)
    if factor:
        draft.used.add("repeat")


def _divided(line: Line) -> Line:
    return replace(line, divided=True)


def service_points(draft: Draft) -> None:
    """Points by a table, points to money by a rate or by a second table."""
    measure = a_measure(draft)
    edges = sorted({draft.share(900, 999) for _ in range(2)})
    given = [Fraction(each) for each in (draft.random.randint(5, 20), 3, 0)][3 - len(edges) - 1 :]
    rows = [f"below {percent(edges[0])}: {given[0]} points"]
    if len(edges) == 2:
        rows.append(f"from {percent(edges[0])} to below {percent(edges[1])}: {given[1]} points")
    rows.append(f"at least {percent(edges[-1])}: {given[-1]} points")
    table = draft.name("points")
    tables = {**draft.sheet.tables, table: "{" + ", ".join(rows) + "}"}
    by_rate = draft.random.random() < 0.5
    rate, first, second = draft.amount(10, 300), draft.share(5, 50, 5), draft.share(50, 200, 5)
    scored = f"({table}({measure.name}) otherwise 0 points)"
    pays = f"{money(rate)} per point * {scored}"
    if not by_rate:
        worths = draft.name("worth")
        tables[worths] = f"{{up to 3 points: {percent(first)}, above 3 points: {percent(second)}}}"
        pays = f"({worths}({scored}) otherwise 0%) of fee"

    def worth(place: Place) -> Worth:
        value = place.measured(measure.name)
        got = ZERO if value is None else given[sum(value >= edge for edge in edges)]
        if by_rate:
            return rate * got
        return (first if got <= 3 else second) * place.term("fee")

    draft.add(tables=tables)
    draft.line(
        "service points",
        Section.PENALTY,
        pays,
        worth,
        divided=measure.divided,
        falls=by_rate,
    )


def over_segments(draft: Draft) -> None:
    """The services that fell short, taken together."""
    found = [each for each in draft.shares() if each.divided]
    measure = draft.random.choice(found) if found else draft.measure("share", divided=True)
    target, rate = draft.share(950, 999), draft.share(10, 300, 5)
    name = measure.name
    lost = f"greatest(0 pp, {percent(target)} - ({name} otherwise 100%))"
    word = draft.random.choice(["greatest", "sum"])
    pays = f"(({word}({lost} over {name}) otherwise 0 pp) as % / 5%) of ({percent(rate)} of fee)"

    def worth(place: Place) -> Worth:
        short = [
            max(
                ZERO,
                target - known(place.world.measured.get((name, place.index, cut)), Fraction(1)),
            )
            for cut in SERVICES
        ]
        whole = max(short) if word == "greatest" else sum(short, ZERO)
        return whole / Fraction(1, 20) * rate * place.term("fee")

    draft.line("over segments", Section.PENALTY, pays, worth)


def level_in_words(draft: Draft) -> None:
    """An amount by the name of the level reached."""
    commitment = a_commitment(draft)
    some, all_of_it = draft.share(10, 300, 5), draft.share(300, 900, 5)
    name = commitment.name
    pays = (
        f"(if {name}.level is 'below minimum' then {percent(all_of_it)} "
        f"else if {name}.level is 'below expected' then {percent(some)} else 0%) of at_risk"
    )

    def worth(place: Place) -> Worth:
        level = place.level(name)
        if not level:
            return None
        if commitment.bands and place.measured(commitment.measure) is not None:
            # The table's names are the levels then, and none of them is asked for here.
            return ZERO
        shares = {"below minimum": all_of_it, "below expected": some}
        return shares.get(level, ZERO) * place.term("at_risk")

    draft.line(
        "level in words", Section.PENALTY, pays, worth, commitment=commitment.name, falls=True
    )


def weighted(draft: Draft) -> None:
    """A weighted score of two figures, and what it falls short."""
    plain = [each for each in draft.shares() if not each.divided]
    while len(plain) < 2:
        plain.append(draft.measure("share"))
    left, right = draft.random.sample(plain, 2)
    part, target, rate = draft.share(200, 800, 50), draft.share(930, 999), draft.amount(10, 300)
    score = (
        f"{percent(part)} of ({left.name} otherwise 100%) + "
        f"{percent(1 - part)} of ({right.name} otherwise 100%)"
    )
    pays = f"{money(rate)} per started 1 pp of greatest(0 pp, {percent(target)} - ({score}))"

    def worth(place: Place) -> Worth:
        one, two = (known(place.measured(x.name), Fraction(1)) for x in (left, right))
        short = max(ZERO, target - part * one - (1 - part) * two)
        return rate * ceil(short * 100)

    draft.line("weighted score", Section.PENALTY, pays, worth, falls=True)


def incentive(draft: Draft) -> None:
    """An amount where a figure was reached, or a commitment met."""
    commitment = a_commitment(draft)
    share = draft.share(1, 50)

    def worth(place: Place) -> Worth:
        missed = place.missed(commitment.name)
        if missed is None:
            return None
        return ZERO if missed else share * place.term("fee")

    draft.line(
        "incentive",
        Section.INCENTIVE,
        f"{percent(share)} of fee",
        worth,
        when=f"{commitment.name}.met",
    )


def bands(draft: Draft) -> None:
    """A commitment whose levels a table names, and amounts by those names."""
    measure = next((each for each in draft.shares() if not each.divided), None)
    measure = measure or draft.measure("share")
    table, edge = draft.name("severity"), draft.share(900, 940)
    made = draft.commitment(measure, bands=table)
    low, high = draft.amount(10, 300), draft.amount(300, 900)
    upper = draft.share(950, 990)
    rows = (
        f"at least {percent(upper)}: \"'minor'\"",
        f"from {percent(edge)} to below {percent(upper)}: \"'major'\"",
        f"below {percent(edge)}: \"'severe'\"",
    )
    draft.add(tables={**draft.sheet.tables, table: f"{{{', '.join(rows)}}}"})
    name = made.name
    pays = (
        f"if {name}.level is 'severe' then {money(high)} "
        f"else if {name}.level is 'major' then {money(low)} else 0"
    )

    def worth(place: Place) -> Worth:
        value = place.measured(measure.name)
        if value is None:
            # Without a value a band has no name, and the level's own name is neither.
            return ZERO if place.level(name) else None
        return high if value < edge else low if value < upper else ZERO

    draft.line("bands", Section.PENALTY, pays, worth, commitment=name, falls=True)


def segments_below(draft: Draft) -> None:
    """The part of the services that fell short."""
    found = [each for each in draft.shares() if each.divided]
    measure = draft.random.choice(found) if found else draft.measure("share", divided=True)
    target, amount = draft.share(950, 999), draft.amount(50, 900)
    name = measure.name
    below = f"({name} otherwise 100%) below {percent(target)}"

    def worth(place: Place) -> Worth:
        found = [
            known(place.world.measured[name, place.index, cut], Fraction(1)) < target
            for cut in SERVICES
        ]
        return amount * Fraction(sum(found), len(found))

    pays = f"(share({below} over {name}) otherwise 0%) of {money(amount)}"
    draft.line("segments below", Section.PENALTY, pays, worth, falls=True)
