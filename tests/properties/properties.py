"""What holds for every agreement whatever it says."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from servanda.agreement.format import format_text
from servanda.facts.figure import NoValue
from servanda.facts.statement import LineStatus, Stage, Statement, StatementLine
from servanda.kernel.quantity import Quantity
from servanda.settlement.canonical import statement_bytes
from servanda.settlement.given import Given
from servanda.settlement.readings import Reread, with_readings
from tests.properties import oracle
from tests.properties.generate import Case, generate
from tests.properties.product import given_of, read, statements_of
from tests.properties.sheet import Limit, Line, Place, Section

__all__ = ["PROPERTIES", "Done", "case_of", "digest_of", "done", "failures_of", "shuffled"]

_PAYING = frozenset({LineStatus.OWED, LineStatus.RELIEVED})
_SECTIONS = {
    Section.CHARGE: "charges",
    Section.PENALTY: "service_credits",
    Section.INCENTIVE: "incentives",
}


@dataclass(frozen=True, kw_only=True)
class Done:
    """An agreement settled by the product, and by the oracle."""

    case: Case
    given: Given
    statements: list[Statement]
    settled: list[oracle.Settled]

    @property
    def first(self) -> int:
        """Return the first period that is settled; those before it are stated."""
        return len(self.case.world.told)

    @property
    def numbered(self) -> Iterator[tuple[int, Statement]]:
        """Yield the statements with their periods' indexes."""
        return enumerate(self.statements, start=self.first)

    def place(self, index: int) -> Place:
        return Place(world=self.case.world, index=index)

    def line(self, index: int, name: str) -> Line:
        return self.case.world.version(index).lines[name]


def done(seed: int) -> Done:
    """Make the agreement of a seed, read it, and settle it by the product and by the oracle."""
    case = case_of(seed)
    given = given_of(case, read(case.texts))
    return Done(
        case=case,
        given=given,
        statements=statements_of(given),
        settled=oracle.settle(case.world),
    )


def case_of(seed: int) -> Case:
    """Return the agreement of a seed; every fourth is printed before it is read."""
    case = generate(seed)
    if seed % 4:
        return case
    return replace(case, texts=tuple(in_house_style(text) for text in case.texts))


def in_house_style(text: str) -> str:
    """Return a text as it is printed, which printing leaves alone."""
    printed = format_text(text, "agreement.yaml").text
    assert printed is not None
    assert format_text(printed, "agreement.yaml").text == printed
    return printed


def failures_of(seed: int) -> tuple[list[str], Done | None]:
    """Return each property that does not hold for a seed with the reason, and what was settled."""
    found = []
    try:
        made = done(seed)
    except AssertionError as error:
        return [f"seed {seed}: {error}"], None
    for holds in PROPERTIES:
        try:
            holds(made)
        except AssertionError as error:
            found.append(f"seed {seed}: {holds.__name__}: {error}")
    return found, made


def digest_of(statements: Sequence[Statement]) -> str:
    """Return one digest of the bytes of all statements."""
    whole = hashlib.sha256()
    for statement in statements:
        whole.update(statement_bytes(statement))
    return whole.hexdigest()


def shuffled(given: Given, seed: int) -> Given:
    """Return the same evidence in another order."""
    random, measurements = Random(seed), list(given.measurements)
    random.shuffle(measurements)
    rows = {name: random.sample(each, len(each)) for name, each in given.rows.items()}
    return replace(given, measurements=measurements, rows=rows)


def periods_are_cut_alike(made: Done) -> None:
    """The days in force are cut where the oracle cuts them."""
    cut = [(each.first_day, each.end_day) for each in made.given.periods]
    assert cut == [(each.first_day, each.end_day) for each in made.case.world.spans]


def lines_agree(made: Done) -> None:
    """Every line is what the oracle settles, to the last digit."""
    _agree(made.statements, made.settled[made.first :])


def readings_agree(made: Done) -> None:
    """Under another reading everything is settled as if the text said so, and told beside."""
    if made.case.reading is None:
        return
    [reading] = made.given.history.readings
    statements = statements_of(replace(made.given, history=reading.history))
    world = replace(made.case.world, versions=[made.case.reading], paid={})
    _agree(statements, oracle.settle(world)[made.first :])
    beside = with_readings(made.statements, [Reread(reading=reading, statements=statements)])
    for own, told, other in zip(made.statements, beside, statements, strict=True):
        assert replace(told, readings=()) == own
        assert [each.totals for each in told.readings] == [other.totals]


def _agree(statements: Sequence[Statement], expected: Sequence[oracle.Settled]) -> None:
    for index, (statement, settled) in enumerate(zip(statements, expected, strict=True)):
        got = [(*_key(x), _asked(x), x.status.value, x.payable.amount) for x in statement.lines]
        want = [(x.line.name, x.slice, x.asked, x.status, x.amount) for x in settled.lines]
        assert got == want, f"period {index}: {_first_difference(got, want)}"


def _first_difference(got: Sequence[tuple[object, ...]], want: Sequence[tuple[object, ...]]) -> str:
    pairs = [(x, y) for x, y in zip(got, want, strict=False) if x != y]
    return f"settled {pairs[0][0]}, the oracle says {pairs[0][1]}" if pairs else "other lines"


def _key(line: StatementLine) -> tuple[str, str]:
    return line.name, line.segment[0][1] if line.segment else ""


def _asked(line: StatementLine) -> Fraction | None:
    return line.asked.value.amount if isinstance(line.asked.value, Quantity) else None


def caps_are_never_passed(made: Done) -> None:
    """Statements alone, added up over each window, keep every limit after rounding."""
    for index, _ in made.numbered:
        place = made.place(index)
        for limit in place.sheet.limits:
            used = sum(
                (_held(made, limit, each) for each in oracle.window_of(limit, place)), Fraction(0)
            )
            cap = limit.cap(place)
            assert isinstance(cap, Fraction)
            now = _held(made, limit, index)
            assert now <= max(Fraction(0), cap - used), f"period {index}: {limit.text}"


def _held(made: Done, limit: Limit, index: int) -> Fraction:
    if index < made.first:
        stated = made.case.world.told[index].paid.items()
        return sum((x for name, x in stated if limit.holds(made.line(index, name))), Fraction(0))
    lines = made.statements[index - made.first].lines
    return sum(
        (x.payable.amount for x in lines if limit.holds(made.line(index, x.name))), Fraction(0)
    )


def lines_and_totals_add_up(made: Done) -> None:
    """Totals are sums of lines, lines are whole steps, and stages lead from asked to payable."""
    quantum = made.case.world.versions[0].quantum
    for index, statement in made.numbered:
        totals = {
            section: sum(
                (
                    line.payable.amount
                    for line in statement.lines
                    if made.line(index, line.name).section is section
                ),
                Fraction(0),
            )
            for section in Section
        }
        for section, total in totals.items():
            assert getattr(statement.totals, _SECTIONS[section]).amount == total
        charged, credited, earned = totals.values()
        assert statement.totals.net.amount == charged - credited + earned
        for line in statement.lines:
            assert (line.payable.amount / quantum).denominator == 1
            assert line.stages[0].amount.amount == (_asked(line) or 0)
            assert line.stages[-1].amount == line.payable
            assert line.status in _PAYING or line.payable.amount == 0


def stabilization_pays_nothing(made: Done) -> None:
    """In the first periods everything is shown, and nothing but charges is owed."""
    first = made.case.world.versions[0].stabilization
    for index, statement in made.numbered:
        assert statement.stabilization == (index < first)
        for line in statement.lines[: None if index < first else 0]:
            charge = made.line(index, line.name).section is Section.CHARGE
            assert charge or (line.payable.amount == 0 and line.status not in _PAYING)


def levels_are_judged_alike(made: Done) -> None:
    """Every commitment stands as the oracle judges it; what is absent, by its no-data rule."""
    for index, statement in made.numbered:
        for judged in statement.assessments:
            segment = dict(judged.measurement.segment).get("service", "")
            place = Place(world=made.case.world, index=index, slice=segment)
            assert judged.level.value == (place.level(judged.commitment) or "not judged")
            if isinstance(judged.measurement.value, NoValue):
                assert judged.rule


def better_never_pays_the_provider_less(made: Done) -> None:
    """A better figure in the last period never makes a line more that falls by construction."""
    if made.case.seed % 3:
        return
    last = len(made.given.periods) - 1
    improved = _improved(made, last)
    if improved is None:
        return
    before, after = made.statements[-1], statements_of(improved)[-1]
    lines = list(zip(before.lines, after.lines, strict=True))
    for was, now in lines:
        if made.line(last, was.name).falls:
            assert (_asked(now) or 0) <= (_asked(was) or 0), was.name
    if _is_monotone(made, last):
        assert sum(_unrounded(now) for _, now in lines) <= sum(_unrounded(was) for was, _ in lines)


def _improved(made: Done, last: int) -> Given | None:
    """Return the same evidence with one of the provider's figures better."""
    random, sheet = Random(made.case.seed), made.case.world.version(last)
    own = {x.measure for _, x in sheet.commitments.values() if not x.client}
    found = [
        each
        for each in made.given.measurements
        if each.period.index == last and each.measure in own and isinstance(each.value, Quantity)
    ]
    if not found:
        return None
    chosen = random.choice(found)
    assert isinstance(chosen.value, Quantity)
    missing = 1 - chosen.value.amount
    better = Quantity.share(chosen.value.amount + missing * Fraction(random.randint(1, 8), 8))
    return replace(
        made.given,
        measurements=[
            replace(each, value=better) if each is chosen else each
            for each in made.given.measurements
        ],
    )


def _is_monotone(made: Done, last: int) -> bool:
    """Return whether all lines fall and no limit shares some of them only."""
    sheet = made.case.world.version(last)
    falls = all(line.falls or line.each for line in sheet.lines.values())
    return falls and all(limit.of == ("penalties",) for limit in sheet.limits)


def _unrounded(line: StatementLine) -> Fraction:
    stages: Iterator[Stage] = (each for each in reversed(line.stages) if each.name != "rounding")
    return next(stages).amount.amount


PROPERTIES: tuple[Callable[[Done], None], ...] = (
    periods_are_cut_alike,
    lines_agree,
    readings_agree,
    caps_are_never_passed,
    lines_and_totals_add_up,
    stabilization_pays_nothing,
    levels_are_judged_alike,
    better_never_pays_the_provider_less,
)
