"""A generated agreement: its text, and beside it what every part of it means.

Meanings are written from the language's documentation alone, in plain fractions: money in its
currency, shares as parts of one, durations in seconds, ``None`` for what is not known. Nothing
here knows how the product reads, types or evaluates a formula.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from fractions import Fraction

__all__ = [
    "SERVICES",
    "Commitment",
    "Dated",
    "Limit",
    "Line",
    "Measure",
    "NoData",
    "Place",
    "Row",
    "Section",
    "Sheet",
    "Slice",
    "Span",
    "Stretch",
    "Told",
    "Window",
    "World",
    "Worth",
]

Worth = Fraction | bool | str | None
SERVICES = ("cards", "loans")


class NoData(Enum):
    """What money does without a value."""

    NOT_SETTLED = "not settled"
    MET = "met"
    MISSED = "missed"


class Section(Enum):
    """Where a line of money stands."""

    CHARGE = "charges"
    PENALTY = "penalties"
    INCENTIVE = "incentives"


class Window(Enum):
    """Over what a limit adds up, in the words of a limit's mapping."""

    PERIOD = "this period"
    QUARTER = "this quarter"
    YEAR = "this year"
    CONTRACT_YEAR = "this contract year"
    LAST = "last periods"
    AGREEMENT = "the agreement"


@dataclass(frozen=True, kw_only=True)
class Dated:
    """Figures by the day from which each holds."""

    steps: tuple[tuple[date, Fraction], ...]

    def at(self, day: date) -> Fraction | None:
        """Return the figure in force on a day."""
        found = bisect_right([since for since, _ in self.steps], day)
        return self.steps[found - 1][1] if found else None


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure as settling sees it: its text, whether it is divided, its no-data rule.

    ``kind`` is what its value is: ``share``, ``money`` or ``count``.
    """

    name: str
    text: str
    kind: str
    divided: bool
    no_data: NoData


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """A promise of at least so much; a client's relieves what it names."""

    name: str
    measure: str
    expected: Dated
    minimum: Fraction | None = None
    only: str = ""
    client: bool = False
    relieves: tuple[tuple[str, Fraction], ...] = ()
    bands: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of money: its text under its section, and what it asks at a place."""

    name: str
    section: Section
    text: str
    worth: Callable[[Place], Worth]
    each: str = ""
    divided: bool = False
    commitment: str = ""
    counts: bool = True
    mechanism: str = ""
    falls: bool = False


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A cap on a sum of lines."""

    text: str
    of: tuple[str, ...]
    cap: Callable[[Place], Worth]
    window: Window
    length: int = 0
    carries: bool = False

    def holds(self, line: Line) -> bool:
        """Return whether a line shares it."""
        return line.name in self.of or (line.counts and line.section.value in self.of)


Slice = str
"""Name of the service that a figure is about, empty for the whole."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of evidence that money is computed for; ``at`` is where it counts."""

    key: str
    at: datetime
    index: int
    service: str | None
    length: Fraction
    users: int | None
    at_end: bool = True

    @property
    def began(self) -> datetime:
        """Return when it began; it counts where it ended, or where it began."""
        return self.at - self._length if self.at_end else self.at

    @property
    def ended(self) -> datetime:
        return self.at if self.at_end else self.at + self._length

    @property
    def _length(self) -> timedelta:
        return timedelta(microseconds=int(self.length * 10**6))


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the parties stated of a period that was over when the text took over.

    Args:
        paid: What lines paid.
        reached: What measures came to, by measure and slice; nothing where nobody says.
    """

    paid: Mapping[str, Fraction]
    reached: Mapping[tuple[str, Slice], Fraction | None]


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A stretch of time in which a condition held, did not, or in which nobody knows."""

    began: datetime
    ended: datetime
    holds: bool | None


@dataclass(frozen=True, kw_only=True)
class Span:
    """One settlement period, cut by the oracle itself."""

    label: str
    first_day: date
    end_day: date
    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One version of an agreement: what it says in text, and what that means."""

    every: str = "month"
    starts_on: int = 1
    zone: str = "UTC"
    first_day: date = date(2026, 1, 1)
    last_day: date = date(2026, 12, 31)
    quantum: Fraction = Fraction(1, 100)
    mode: str = "half-up"
    stabilization: int = 0
    terms: Mapping[str, tuple[str, Dated]] = field(default_factory=dict)
    keyed: Mapping[str, tuple[str, Mapping[str, Fraction]]] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    calendars: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    commitments: Mapping[str, tuple[str, Commitment]] = field(default_factory=dict)
    figures: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, Line] = field(default_factory=dict)
    limits: tuple[Limit, ...] = ()
    readings: Mapping[str, str] = field(default_factory=dict)
    history: str = ""
    from_day: date = date(2026, 1, 1)
    mechanisms: frozenset[str] = frozenset()

    def changed(self, **changes: object) -> Sheet:
        """Return a version with some parts replaced."""
        return replace(self, **changes)  # type: ignore[arg-type]  # fields by name


@dataclass(frozen=True, kw_only=True)
class World:
    """All versions, the periods, and the evidence; what the oracle found payable, by period.

    ``told`` says what the parties stated of the first periods, which are over.
    """

    versions: Sequence[Sheet]
    spans: Sequence[Span]
    measured: Mapping[tuple[str, int, Slice], Fraction | None]
    unjudged: frozenset[tuple[str, int, Slice]]
    rows: Mapping[str, Sequence[Row]]
    stretches: Mapping[str, Sequence[Stretch]] = field(default_factory=dict)
    told: Sequence[Told] = ()
    paid: dict[tuple[int, str], Fraction] = field(default_factory=dict)

    def version(self, index: int) -> Sheet:
        """Return the version in force on the period's first day."""
        day = self.spans[index].first_day
        return [each for each in self.versions if each.from_day <= day][-1]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a formula stands: a period, a slice of it, a row."""

    world: World
    index: int
    slice: Slice = ""
    row: Row | None = None

    @property
    def sheet(self) -> Sheet:
        return self.world.version(self.index)

    @property
    def span(self) -> Span:
        return self.world.spans[self.index]

    def ago(self, periods: int) -> Place | None:
        """Return the same place in an earlier period, nothing before the first."""
        if periods > self.index:
            return None
        return replace(self, index=self.index - periods)

    def term(self, name: str) -> Fraction:
        """Return a term as of the row's own day, else of the period's first."""
        day = self.span.first_day
        if self.row is not None:
            day = self.row.at.astimezone(self.span.start.tzinfo).date()
        found = self.sheet.terms[name][1].at(day)
        assert found is not None
        return found

    def key(self, name: str, key: str) -> Fraction:
        """Return a keyed term's figure."""
        return self.sheet.keyed[name][1][key]

    def measured(self, name: str) -> Fraction | None:
        """Return what was measured in this period and slice."""
        divided = self.sheet.measures[name].divided
        return self.world.measured.get((name, self.index, self.slice if divided else ""))

    def level(self, name: str) -> str:
        """Return how a commitment stands: met, below expected, below minimum, or nothing."""
        commitment = self.sheet.commitments[name][1]
        measure = self.sheet.measures[commitment.measure]
        cut = commitment.only or (self.slice if measure.divided else "")
        value = self.world.measured.get((measure.name, self.index, cut))
        if value is None:
            if (measure.name, self.index, cut) in self.world.unjudged:
                return ""
            return {NoData.MET: "met", NoData.MISSED: "below minimum"}.get(measure.no_data, "")
        if commitment.minimum is not None and value < commitment.minimum:
            return "below minimum"
        expected = commitment.expected.at(self.span.first_day)
        assert expected is not None
        return "met" if value >= expected else "below expected"

    def missed(self, name: str) -> bool | None:
        """Return whether a commitment was missed."""
        level = self.level(name)
        return None if not level else level != "met"

    def failures(self, name: str = "failures") -> list[Row]:
        """Return the rows that count in this period, oldest first, ties by key."""
        rows = [row for row in self.world.rows.get(name, ()) if row.index == self.index]
        return sorted(rows, key=lambda row: (row.at, row.key))

    def held(self, condition: str) -> Fraction | None:
        """Return for how many seconds a condition held in this period; nothing where at no
        moment anything is known.
        """
        held = known = Fraction(0)
        # Two moments of one zone would be subtracted by its clock, which may be put forward.
        start, end = (each.astimezone(UTC) for each in (self.span.start, self.span.end))
        for each in self.world.stretches[condition]:
            length = min(each.ended, end) - max(each.began, start)
            seconds = max(Fraction(0), Fraction(length // timedelta(microseconds=1), 10**6))
            held += seconds if each.holds else 0
            known += seconds if each.holds is not None else 0
        return held if known else None

    def since(self, first_day: date) -> list[Place]:
        """Return the periods that begin on or after a day, up to this one."""
        spans = self.world.spans
        return [
            replace(self, index=index)
            for index in range(self.index + 1)
            if spans[index].first_day >= first_day
        ]

    def last(self, count: int) -> list[Place]:
        """Return the last periods, this one included."""
        return [replace(self, index=i) for i in range(self.index + 1)][-count:]
