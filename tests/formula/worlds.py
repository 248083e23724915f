"""Small worlds that formulas stand in: fakes of a scope and of an environment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from servanda.businesstime.business_days import BusinessCalendar
from servanda.businesstime.rule import CalendarRule, LocalInterval
from servanda.facts.figure import Absence, NoValue, Value
from servanda.facts.trace import Step
from servanda.formula.environment import Band, Environment
from servanda.formula.exact import evaluate
from servanda.formula.origin import Origin
from servanda.formula.parse import parse
from servanda.formula.printing import print_expression
from servanda.formula.syntax import Expression, RowSource
from servanda.formula.types import FormulaType, FunctionType, Grain, Kind, Meaning, Scope
from servanda.formula.typing import Typed, infer
from servanda.kernel.quantity import NUMBER, SHARE, Quantity
from servanda.kernel.unit import BaseKind, Unit

ORIGIN = Origin(file="a.yaml", line=3, column=10)
EUR = Unit.money("EUR")
ELAPSED = Unit.of(BaseKind.ELAPSED)
OPEN = Unit.of(BaseKind.OPEN)
PERIOD: Grain = frozenset({"period"})
FAILURE: Grain = frozenset({"row:failures"})
NO_DATA = NoValue(Absence.NO_DATA)


def figure(unit: Unit, grain: Grain = frozenset(), *, may_be_absent: bool = False) -> FormulaType:
    return FormulaType(kind=Kind.QUANTITY, unit=unit, grain=grain, may_be_absent=may_be_absent)


def of_kind(kind: Kind, grain: Grain = frozenset()) -> FormulaType:
    return FormulaType(kind=kind, grain=grain)


def meaning(found: FormulaType, what: str = "figure", **more: object) -> Meaning:
    return Meaning(what=what, type=found, **more)  # type: ignore[arg-type] # of the test's own making


OFFICE = BusinessCalendar.of(
    CalendarRule(
        name="office",
        zone="Europe/Amsterdam",
        weekly={day: (LocalInterval(8 * 3600, 18 * 3600),) for day in range(1, 6)},
        holidays={date(2026, 12, 25): "Christmas"},
        special={date(2026, 12, 24): (LocalInterval(8 * 3600, 12 * 3600),)},
    ),
    date(2026, 1, 1),
    date(2026, 12, 31),
)
"""Mondays to Fridays; on the day before Christmas half a day, on Christmas none."""


@dataclass(frozen=True)
class FakeScope:
    known: Mapping[str, Meaning]
    tables: Mapping[str, FunctionType] = field(default_factory=dict)
    inner: Mapping[str, Scope] = field(default_factory=dict)
    grain: Grain = PERIOD
    nouns: Mapping[str, str] = field(
        default_factory=lambda: {"incident": "incident", "incidents": "incident"}
    )
    row_nouns: Mapping[str, str] = field(
        default_factory=lambda: {"failures": "failure", "periods": "month", "": "case"}
    )

    def meaning(self, name: str) -> Meaning | None:
        return self.known.get(name)

    def table(self, name: str) -> FunctionType | None:
        return self.tables.get(name)

    def rows(self, name: str) -> Scope | None:
        return self.inner.get(name)

    def row_noun(self, name: str) -> str:
        return self.row_nouns.get(name, "")

    def calendar(self, name: str) -> BusinessCalendar | None:
        return OFFICE if name == "office" else None

    def calendars(self) -> frozenset[str]:
        return frozenset({"office"})

    def over_time(self) -> Scope:
        return FakeScope(known=OVER_TIME, grain=frozenset({"customer", "site"}))

    @property
    def has_time(self) -> bool:
        return bool(self.known)

    def noun(self, word: str) -> str | None:
        return self.nouns.get(word)

    def names(self) -> frozenset[str]:
        return frozenset({*self.known, *self.tables, *self.inner})


OVER_TIME = {
    "outage": meaning(replace(of_kind(Kind.CONDITION), may_be_absent=True), "condition"),
    "office": meaning(of_kind(Kind.CONDITION), "condition"),
    "line_down": meaning(of_kind(Kind.CONDITION, frozenset({"customer"})), "condition"),
    "site_down": meaning(of_kind(Kind.CONDITION, frozenset({"site"})), "condition"),
}
_COARSE = {
    "fee": meaning(figure(EUR), "term"),
    "fee_usd": meaning(figure(Unit.money("USD")), "term"),
    "uptime": meaning(figure(SHARE, PERIOD, may_be_absent=True), "measure"),
    "downtime": meaning(figure(ELAPSED, PERIOD), "measure"),
    "tickets": meaning(figure(Unit.count("incident"), PERIOD), "measure"),
    "score": meaning(figure(NUMBER, PERIOD), "measure"),
    "points": meaning(figure(Unit.of(BaseKind.SERVICE_POINT), PERIOD)),
    "met": meaning(of_kind(Kind.TRUTH, PERIOD)),
    "level": meaning(of_kind(Kind.TEXT, PERIOD)),
    "office": meaning(of_kind(Kind.CONDITION, PERIOD), "calendar"),
    "restore": meaning(
        figure(SHARE, PERIOD),
        "measure",
        members={"met": of_kind(Kind.TRUTH, PERIOD), "level": of_kind(Kind.TEXT, PERIOD)},
    ),
    "period": meaning(
        of_kind(Kind.TEXT, PERIOD),
        "period",
        members={"start": of_kind(Kind.DATE, PERIOD), "index": figure(NUMBER, PERIOD)},
    ),
    "allowed": meaning(figure(ELAPSED), "term", keys=(frozenset({"P1", "P2"}),)),
    "by_service": meaning(figure(SHARE, PERIOD | {"service"}), "measure"),
    "restoration": meaning(figure(EUR, FAILURE), "penalty"),
}
_ROW = {
    **_COARSE,
    "length": meaning(figure(ELAPSED, FAILURE), "column"),
    "cost": meaning(figure(EUR, FAILURE, may_be_absent=True), "column"),
    "customer": meaning(of_kind(Kind.TEXT, FAILURE), "column"),
    "late": meaning(of_kind(Kind.TRUTH, FAILURE), "column"),
    "answer": meaning(figure(NUMBER, FAILURE), "column"),
    "opened": meaning(of_kind(Kind.INSTANT, FAILURE), "column"),
    "day": meaning(of_kind(Kind.DATE, FAILURE), "column"),
    "score": meaning(figure(NUMBER, FAILURE), "column"),
}
TABLES = {
    "credit": FunctionType(argument=figure(SHARE), result=figure(SHARE)),
    "severity": FunctionType(
        argument=figure(SHARE),
        result=None,
        members={"points": figure(Unit.of(BaseKind.SERVICE_POINT))},
    ),
}
MONTHS = FakeScope(known=_COARSE, tables=TABLES)
FAILURES = FakeScope(
    known=_ROW, tables=TABLES, grain=FAILURE, inner={"periods": MONTHS, "months": MONTHS}
)
FAILURES = replace(FAILURES, inner={**FAILURES.inner, "failures": FAILURES})
MONTHLY = replace(MONTHS, inner={"failures": FAILURES, "periods": MONTHS, "months": MONTHS})
MEASURE = FakeScope(known={}, inner={"": FAILURES})


def read(text: str) -> Expression:
    parsed = parse(text, ORIGIN)
    assert parsed.expression is not None, [str(found) for found in parsed.diagnostics]
    return parsed.expression


def typed(text: str, scope: Scope = MONTHLY, expected: FormulaType | None = None) -> Typed:
    return infer(read(text), scope, expected=expected)


def ready(text: str, scope: Scope = MONTHLY) -> Expression:
    found = typed(text, scope)
    assert found.is_sound, [str(mistake) for mistake in found.diagnostics]
    return found.expression


@dataclass(frozen=True)
class FakePlace:
    """A place whose names, rows and past are written down."""

    values: Mapping[str, Value] = field(default_factory=dict)
    row_sets: Mapping[str, Sequence[FakePlace]] = field(default_factory=dict)
    past: Sequence[FakePlace] = ()
    outer: Environment | None = None
    label: str = ""

    def value(self, name: str) -> Step:
        return Step(name=name, text="", value=self.values[name])

    def member(self, name: str, member: str) -> Step:
        return self.value(f"{name}.{member}")

    def keyed(self, name: str, keys: tuple[str, ...]) -> Step:
        found = self.values.get(f"{name}[{', '.join(keys)}]", NO_DATA)
        return Step(name=name, text="", value=found)

    def table(self, name: str, argument: Value, column: str) -> Step:
        assert isinstance(argument, Quantity)
        gives = Fraction(1, 10) if argument.amount < Fraction(99, 100) else Fraction(0)
        unit = Unit.of(BaseKind.SERVICE_POINT) if column else SHARE
        return Step(name=name, text="", value=Quantity(gives, unit))

    def held(self, condition: Expression, since: Value | None, until: Value | None) -> Step:
        del since, until
        text = f"time({print_expression(condition)})"
        return Step(name=text, text="", value=self.values[text])

    def bands(self, name: str) -> Sequence[Band]:
        rates = ((None, "0.8", "0"), ("0.8", "1", "0.25"), ("1", None, "0.5"))
        return [
            Band(
                text=f"{low} to {high}",
                low=Fraction(low) if low else None,
                high=Fraction(high) if high else None,
                rate=Quantity.share(rate),
            )
            for low, high, rate in rates
        ]

    def rows(self, source: RowSource) -> Sequence[Environment]:
        found = [replace(row, outer=self) for row in self.row_sets.get(source.name, ())]
        return found[:-1] if source.earlier else found

    def on(self, day: date) -> Environment:
        dated = {name: Quantity.money(day.day, "EUR") for name in ("fee",) if name in self.values}
        return replace(self, values={**self.values, **dated})

    def ago(self, periods: int) -> Environment | None:
        return self.past[-periods] if periods <= len(self.past) else None


def worth(text: str, place: FakePlace | None = None, scope: Scope = MONTHLY) -> Value:
    return evaluate(ready(text, scope), place or FakePlace()).value


def euros(amount: str) -> Quantity:
    return Quantity.money(amount, "EUR")


def share(amount: str) -> Quantity:
    return Quantity.share(amount)


def hours(amount: str) -> Quantity:
    return Quantity(Fraction(amount) * 3600, ELAPSED)


def number(amount: str | int) -> Quantity:
    return Quantity(Fraction(amount))
