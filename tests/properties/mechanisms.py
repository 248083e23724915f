"""Ways in which contracts make money of figures: each writes its text and says what it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from fractions import Fraction
from math import ceil, floor

from tests.properties.draft import Draft, known, money, percent, points
from tests.properties.sheet import SERVICES, Commitment, Line, Measure, Place, Section, Worth

__all__ = ["LINEAR", "MECHANISMS"]

ZERO = Fraction(0)
HOUR = Fraction(3600)
NEW_ROWS = "{each: failure, from: outages, counts in: ended}"


def _measure(draft: Draft) -> Measure:
    return draft.random.choice(draft.shares())


def _whole(draft: Draft) -> Commitment:
    """Return a commitment that is judged once a period."""
    found = [
        each
        for each in draft.promised()
        if each.only or not draft.sheet.measures[each.measure].divided
    ]
    return draft.random.choice(found) if found else draft.commitment(draft.measure("share"))


def _fee(draft: Draft) -> str:
    return draft.random.choice(["fee", "at_risk"])


def _rows(draft: Draft) -> str:
    if "failures" not in draft.sheet.rows:
        draft.add(rows={**draft.sheet.rows, "failures": NEW_ROWS})
    return "failures"


def _shortfall(place: Place, measure: str, target: Fraction) -> Fraction | None:
    value = place.measured(measure)
    return None if value is None else max(ZERO, target - value)


def tier_table(draft: Draft) -> None:
    """Contiguous stretches with open and closed edges, less the better the figure."""
    measure, fee = _measure(draft), _fee(draft)
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
    measure, fee = _measure(draft), _fee(draft)
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


def _steps(word: str, amount: Fraction) -> int:
    """Count steps; halfway between two, the nearer is the upper one."""
    match word:
        case "full":
            return floor(amount)
        case "started":
            return ceil(amount)
    return floor(amount + Fraction(1, 2))


def linear_steps(draft: Draft) -> None:
    """So much for each step that a figure falls short."""
    measure, fee = _measure(draft), _fee(draft)
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
        missing = _shortfall(place, measure.name, target)
        if missing is None:
            return ZERO
        return _steps(word, missing / step) * rate * (place.term(fee) if fee else 1)

    draft.line(f"{word} steps", Section.PENALTY, pays, worth, divided=measure.divided, falls=True)


def onset_plus_steps(draft: Draft) -> None:
    """A first amount below a level, and more for each step below it."""
    measure = _measure(draft)
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
    measure, fee = _measure(draft), _fee(draft)
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
        missing = _shortfall(place, measure.name, target)
        part = ZERO if missing is None else min(Fraction(1), missing / width)
        return part * slope * place.term(fee)

    draft.line(
        "ratio with bounds", Section.PENALTY, pays, worth, divided=measure.divided, falls=True
    )


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
    measure = _measure(draft)
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


def per_event(draft: Draft) -> None:
    """An amount for each event that lasted too long, by steps."""
    rows, word = _rows(draft), draft.random.choice(["full", "started", "nearest"])
    onset, step = draft.random.choice([0, 4, 12]), draft.random.choice([1, 4, 12])
    rate = draft.amount(1, 100)
    over = f"(length - {onset} hours)" if onset else "length"
    pays = f"{money(rate)} per {word} {step} hours of {over}"

    def worth(place: Place) -> Worth:
        assert place.row is not None
        if place.row.length <= onset * HOUR:
            return ZERO
        return rate * _steps(word, (place.row.length - onset * HOUR) / (step * HOUR))

    draft.line(
        "per event", Section.PENALTY, pays, worth, each=rows, when=f"length above {onset} hours"
    )


def keyed_rate(draft: Draft) -> None:
    """A rate for each hour, by the service that failed."""
    rows = _rows(draft)
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
    rows, service, share = _rows(draft), draft.random.choice(SERVICES), draft.share(1, 50)

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
    rows, rate = _rows(draft), draft.amount(0, 2)

    def worth(place: Place) -> Worth:
        assert place.row is not None
        return rate * (place.row.users or 0) * place.row.length / HOUR

    pays = f"{money(rate)} per hour * (users otherwise 0) * length"
    draft.line("per user", Section.PENALTY, pays, worth, each=rows)


def repeated_event(draft: Draft) -> None:
    """An event pays more where the same service failed before, within so many days."""
    rows, days = _rows(draft), draft.random.choice([7, 30, 90])
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
    rows, days, many = _rows(draft), draft.random.choice([5, 30, 60]), draft.random.randint(1, 4)
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
    rows, amount = _rows(draft), draft.amount(1, 60)

    def worth(place: Place) -> Worth:
        assert place.row is not None
        own = (place.row.at, place.row.key)
        return amount * sum((row.at, row.key) < own for row in place.world.rows[rows])

    pays = f"{money(amount)} per failure * count(earlier {rows})"
    draft.line("earlier events", Section.PENALTY, pays, worth, each=rows)


def events_together(draft: Draft) -> None:
    """What the events of a period have in common: longest, middle, in all."""
    rows, hours = _rows(draft), draft.random.choice([2, 6, 12, 24])
    word, amount = (
        draft.random.choice(["greatest", "median", "sum", "mean", "90"]),
        draft.amount(50, 900),
    )
    figure = "percentile(90%, length" if word == "90" else f"{word}(length"
    when = f"({figure} over {rows}) otherwise 0 hours) above {hours} hours"

    def worth(place: Place) -> Worth:
        lengths = sorted(row.length for row in place.failures(rows))
        found = ZERO
        if lengths:
            found = _together(word, lengths)
        return amount if found > hours * HOUR else ZERO

    draft.line("events together", Section.PENALTY, money(amount), worth, when=when)


def _together(word: str, lengths: list[Fraction]) -> Fraction:
    count = len(lengths)
    match word:
        case "greatest":
            return lengths[-1]
        case "sum":
            return sum(lengths, ZERO)
        case "mean":
            return sum(lengths, ZERO) / count
        case "median":
            return (lengths[(count - 1) // 2] + lengths[count // 2]) / 2
    return next(x for n, x in enumerate(lengths, start=1) if n * 10 >= 9 * count)


def history_count(draft: Draft) -> None:
    """So many misses in the last periods."""
    commitment = _whole(draft)
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
        draft.add(figures={**draft.sheet.figures, figure: quoted_figure(counted)})
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


def quoted_figure(formula: str) -> str:
    """Return a named figure in its short form or its long one."""
    return f'"{formula}"'


def run_of_misses(draft: Draft) -> None:
    """So many misses one after the other."""
    commitment, many, fee = _whole(draft), draft.random.randint(2, 3), _fee(draft)
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
    measure, back, rate = _measure(draft), draft.random.randint(1, 3), draft.amount(1, 200)
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
    measure, target = _measure(draft), draft.share(930, 999)
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
    from tests.properties.oracle import anniversary

    day = place.span.first_day
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
    commitment = _whole(draft)
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


def greater_of(draft: Draft) -> None:
    """The greater, or the lesser, of a share and an amount."""
    measure, word = _measure(draft), draft.random.choice(["greatest", "least"])
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
    measure, until = _measure(draft), draft.random.randint(1, 6)
    low, high, share = draft.share(900, 950), draft.share(951, 999), draft.share(10, 200, 5)
    level = f"(if period.index at most {until} then {percent(low)} else {percent(high)})"
    pays = f"(if {measure.name} at least {level} then 0% else {percent(share)} otherwise 0%) of fee"

    def worth(place: Place) -> Worth:
        value = place.measured(measure.name)
        due = low if place.index + 1 <= until else high
        return ZERO if value is None or value >= due else share * place.term("fee")

    draft.line("ramp", Section.PENALTY, pays, worth, divided=measure.divided, falls=True)


def bonus_and_malus(draft: Draft) -> None:
    """More above a benchmark and less below, between two bounds."""
    measure = _measure(draft)
    mark, slope = draft.share(940, 990), draft.amount(100, 5000)
    bound = draft.amount(20, 300)
    pays = (
        f"greatest(-{money(bound)}, least({money(bound)}, "
        f"{money(slope)} * ({measure.name} - {percent(mark)}) as %)) otherwise 0"
    )

    def worth(place: Place) -> Worth:
        value = place.measured(measure.name)
        if value is None:
            return ZERO
        return max(-bound, min(bound, slope * (value - mark)))

    draft.line("bonus and malus", Section.INCENTIVE, pays, worth, divided=measure.divided)


def incentive(draft: Draft) -> None:
    """An amount where a figure was reached, or a commitment met."""
    commitment = _whole(draft)
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


def gain_share(draft: Draft) -> None:
    """A share of what was saved, outside a dead band, at most so much."""
    measure = draft.measure("money")
    baseline, dead = draft.amount(3000, 9000), draft.amount(10, 800)
    share, most = draft.share(100, 700, 50), draft.amount(100, 2000)
    cliff = draft.random.random() < 0.5
    saved = f"({money(baseline)} - {measure.name})"
    counted = saved if cliff else f"({saved} - {money(dead)})"
    pays = (
        f"if {saved} at most {money(dead)} then 0 else "
        f"least({money(most)}, {percent(share)} of {counted}) otherwise 0"
    )

    def worth(place: Place) -> Worth:
        spent = place.measured(measure.name)
        if spent is None or baseline - spent <= dead:
            return ZERO
        return min(most, share * (baseline - spent - (0 if cliff else dead)))

    draft.line(
        "dead band cliff" if cliff else "dead band deductible", Section.INCENTIVE, pays, worth
    )


def overspend(draft: Draft) -> None:
    """Share bands of what was spent above a baseline."""
    measure = draft.measure("money")
    base, width = draft.amount(2000, 6000), draft.amount(100, 2000)
    low, high = draft.share(100, 400, 50), draft.share(400, 900, 50)
    over = f"greatest(0, {measure.name} - {money(base)})"
    pays = (
        f"{percent(low)} of least({money(width)}, {over}) + "
        f"{percent(high)} of greatest(0, {over} - {money(width)}) otherwise 0"
    )

    def worth(place: Place) -> Worth:
        spent = place.measured(measure.name)
        if spent is None:
            return ZERO
        above = max(ZERO, spent - base)
        return low * min(width, above) + high * max(ZERO, above - width)

    draft.line("share bands", Section.PENALTY, pays, worth)


def fixed_charge(draft: Draft) -> None:
    """The fee, or a part of it."""
    parts = draft.random.choice([1, 3, 7])

    def worth(place: Place) -> Worth:
        return place.term("fee") / parts

    draft.line("charge", Section.CHARGE, "fee" if parts == 1 else f"fee / {parts}", worth)


def unit_price(draft: Draft) -> None:
    """Rate card times volume, in marginal bands."""
    measure = draft.measure("count")
    first, price, less = draft.random.randint(5, 60), draft.amount(1, 20), draft.amount(0, 5)
    name = measure.name
    pays = (
        f"{money(price)} per booking * least({name}, {first} bookings) + "
        f"{money(less)} per booking * greatest(0, {name} - {first} bookings) otherwise 0"
    )

    def worth(place: Place) -> Worth:
        volume = place.measured(name)
        if volume is None:
            return ZERO
        return price * min(volume, Fraction(first)) + less * max(ZERO, volume - first)

    draft.line("unit price", Section.CHARGE, pays, worth)


def per_hour(draft: Draft) -> None:
    """A charge for each hour of work, whatever its steps."""
    rows, rate = _rows(draft), draft.amount(1, 90)

    def worth(place: Place) -> Worth:
        assert place.row is not None
        return rate * place.row.length / HOUR

    draft.line(
        "hourly charge", Section.CHARGE, f"{money(rate)} per hour * length", worth, each=rows
    )


def rounded_within(draft: Draft) -> None:
    """A formula that rounds inside, before the line is rounded."""
    measure, mode = _measure(draft), draft.random.choice(["half-even", "floor", "ceiling", "up"])
    share, third = draft.share(1, 99), draft.random.choice([3, 7, 9])
    step = draft.random.choice(["0.01", "0.5", "5"])
    pays = (
        f"if ({measure.name} otherwise 100%) below 99% "
        f"then round({percent(share)} of fee / {third} to {step} EUR {mode}) else 0"
    )

    def worth(place: Place) -> Worth:
        from tests.properties.oracle import rounded

        if known(place.measured(measure.name), Fraction(1)) >= Fraction(99, 100):
            return ZERO
        return rounded(share * place.term("fee") / third, Fraction(step), mode)

    draft.line("rounding inside", Section.PENALTY, pays, worth, divided=measure.divided, falls=True)


MECHANISMS: tuple[Callable[[Draft], None], ...] = (
    tier_table,
    overlapping_table,
    linear_steps,
    onset_plus_steps,
    ratio_with_bounds,
    pool,
    pool,
    service_points,
    per_event,
    keyed_rate,
    per_event_share,
    per_user,
    repeated_event,
    recent_events,
    earlier_events,
    events_together,
    history_count,
    run_of_misses,
    decline,
    over_a_window,
    over_segments,
    level_in_words,
    weighted,
    greater_of,
    ramp,
    bonus_and_malus,
    incentive,
    gain_share,
    overspend,
    fixed_charge,
    unit_price,
    per_hour,
    rounded_within,
)

LINEAR: tuple[Callable[[Draft], None], ...] = (keyed_rate, per_user, per_hour)
