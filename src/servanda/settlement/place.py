"""What names are worth at one place: a period, a segment of it, or a row of evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction

from servanda.agreement.bands import bands_of
from servanda.agreement.held import UNSEEN, held_name
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import Figure
from servanda.agreement.model.promise import Commitment
from servanda.businesstime.zone import load_zone
from servanda.facts.figure import Absence, NoValue, Segment, Value
from servanda.facts.row import EvidenceRow
from servanda.facts.statement import LevelReached
from servanda.facts.trace import Step
from servanda.formula.environment import Band, Environment
from servanda.formula.exact import evaluate
from servanda.formula.printing import print_once
from servanda.formula.syntax import Expression, RowSource, RowWindow
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant, Period
from servanda.settlement.assess import assess, judged_by, not_due
from servanda.settlement.book import Book
from servanda.settlement.computing import compute
from servanda.settlement.given import Given
from servanda.settlement.lengths import length_held
from servanda.settlement.lookup import row_for
from servanda.settlement.period_parts import period_around, period_part
from servanda.settlement.rows_seen import earlier_rows, members_of, rows_of_days
from servanda.settlement.stated import is_stated, stated_step
from servanda.settlement.windows import Years, period_window

__all__ = ["Here"]

_PERIOD_NAMES = frozenset({"period", "periods", "months", "quarters", "years", "weeks"})


@dataclass(frozen=True, kw_only=True)
class Here:
    """Answer what names mean at a place of a settlement; an ``Environment`` for formulas.

    Args:
        given: The inputs.
        book: What has been computed so far.
        index: The period's index.
        segment: Segment columns and their values; empty for the whole.
        row: The evidence row at hand, if any.
        around: The place outside the aggregate, if any.
        read_on: The day on which dated terms are read, where a formula says another one.
    """

    given: Given
    book: Book
    index: int
    segment: Segment = ()
    row: EvidenceRow | None = None
    around: Here | None = field(default=None)
    read_on: date | None = None

    @property
    def period(self) -> Period:
        """Return the period at hand."""
        return self.given.periods[self.index]

    @property
    def agreement(self) -> Agreement:
        """Return the version that governs the period."""
        return self.given.version(self.period)

    @property
    def outer(self) -> Environment | None:
        """Return the place outside the aggregate."""
        return self.around

    def value(self, name: str) -> Step:
        """Return what a name is worth here; inner names hide outer ones."""
        if self.row is not None and name in self.row.columns:
            return Step(name=name, text="", value=self.row.columns[name], note=self.row.key)
        for column, value in self.segment:
            if column == name:
                return Step(name=name, text="", value=value)
        agreement = self.agreement
        figure = agreement.figures.get(name)
        # A line of money may bear its measure's name, which then stands for what was measured.
        if figure is not None and (name not in agreement.measures or self._is_of_row(figure)):
            return self.figure(figure)
        if name in agreement.terms:
            return self._term(name, ())
        if name in agreement.measures:
            return self._measure(name)
        stage = self.book.stages.get((name, self.index))
        if stage is not None:
            currency = agreement.settlement.currency
            return Step(name=name, text="", value=Quantity.money(stage, currency))
        if self.around is not None:
            return self.around.value(name)
        if any(name in measure.by for measure in agreement.measures.values()):
            absent = NoValue(Absence.NO_DATA, f"nothing was measured by '{name}'")
            return Step(name=name, text="", value=absent)
        raise LookupError(name)

    def member(self, name: str, member: str) -> Step:
        """Return a part of a name: of a commitment, of a line, or of the period."""
        if name == "period":
            return self._period_member(member)
        if self.row is not None and name in self.row.columns:
            return self._day_of(self.row.columns[name], f"{name}.{member}")
        if name in self.agreement.commitments:
            return self._commitment_member(name, member)
        if name in self.agreement.figures and member == "payable":
            return self._payable(name)
        raise LookupError(f"{name}.{member}")

    def _day_of(self, value: Value, label: str) -> Step:
        """Return the day of an instant, in the settlement's zone."""
        if isinstance(value, Instant):
            zone = load_zone(self.agreement.settlement.zone)
            value = value.to_datetime().astimezone(zone).date()
        return Step(name=label, text="", value=value)

    def bands(self, name: str) -> Sequence[Band]:
        """Return the rows of a table of rates."""
        return bands_of(self.agreement.tables[name], self)

    def keyed(self, name: str, keys: tuple[str, ...]) -> Step:
        """Return a keyed term's value."""
        return self._term(name, keys)

    def table(self, name: str, argument: Value, column: str) -> Step:
        """Return a column of the row of a table that holds the argument."""
        if isinstance(argument, NoValue):
            return Step(name=name, text="", value=argument)
        if not isinstance(argument, Quantity):
            raise LookupError(name)
        table = self.agreement.tables[name]
        row = row_for(table, argument)
        if row is None:
            absent = NoValue(Absence.NO_DATA, f"no row of '{name}' holds the value")
            return Step(name=name, text="", value=absent, span=table.span)
        step = evaluate(row.gives[column].expression, self)
        return replace(step, name=name, text=row.text, note=f"row '{row.text}'", span=row.span)

    def rows(self, source: RowSource) -> Sequence[Environment]:
        """Return the rows of a source as seen from here, oldest first."""
        if source.name in _PERIOD_NAMES:
            return self._periods(source)
        if source.name in self.agreement.measures:
            return [
                self._inside(segment=segment)
                for segment in self.given.segments(source.name, self.period)
            ]
        return [self._inside(row=row) for row in self._evidence_rows(source)]

    def on(self, day: date) -> Environment:
        """Return the same place with dated terms read on another day."""
        first = self.agreement.in_force.first_day
        return replace(self, read_on=max(day, first))

    def ago(self, periods: int) -> Environment | None:
        """Return the same place so many periods earlier, nothing before the first."""
        if self.index < periods:
            return None
        return replace(self, index=self.index - periods)

    def held(self, condition: Expression, since: Value | None, until: Value | None) -> Step:
        """Return how long a condition over time held: in the period, or between two instants."""
        name = f"time({print_once(condition)})"
        rows = self._stretches(held_name(self.agreement, condition))
        if not rows:
            return Step(name=name, text="", value=NoValue(Absence.NO_DATA, "nothing was measured"))
        if isinstance(since, Instant) and isinstance(until, Instant):
            return length_held(name, rows, since, until)
        step = length_held(
            f"{name} in {self.period.label}", rows, self.period.start, self.period.end
        )
        return replace(step, period=self.period.label)

    def _stretches(self, name: str) -> Sequence[EvidenceRow]:
        """Return when a condition held that is meant here: of a divided one, that of this place."""
        segments = self.given.by_segment(name)
        if not segments or () in segments:
            return segments.get((), ())
        columns = next(iter(segments))
        wanted = tuple((column, str(self.value(column).value)) for column, _ in columns)
        return segments.get(wanted) or segments.get(tuple((c, UNSEEN) for c, _ in columns), ())

    def figure(self, figure: Figure) -> Step:
        """Return a figure at this place, seen at its own grain; computed once."""
        place = self._narrowed(figure)
        if is_stated(place.agreement, place.period) and not place.row:
            return stated_step(place.given, figure, place.period)
        row_key = place.row.key if place.row is not None else ""
        key = (figure.name, place.index, place.segment, row_key)
        return self.book.once(key, lambda: _compute(figure, place))

    def _is_of_row(self, figure: Figure) -> bool:
        return self.row is not None and figure.each == self.row.rows

    def _narrowed(self, figure: Figure) -> Here:
        kept = tuple((column, value) for column, value in self.segment if column in figure.by)
        row = self.row if figure.each not in {"", "period"} else None
        return replace(self, segment=kept, row=row, around=None)

    def _inside(self, *, segment: Segment | None = None, row: EvidenceRow | None = None) -> Here:
        return replace(
            self,
            segment=self.segment if segment is None else segment,
            row=row,
            around=self,
        )

    def _term(self, name: str, keys: tuple[str, ...]) -> Step:
        term = self.agreement.terms[name]
        day = self._governing_day()
        found: object = term.values.at(day)
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        if not isinstance(found, Formula):
            why = f"'{name}' has no value for {', '.join(keys)}" if keys else f"not yet on {day}"
            return Step(name=name, text="", value=NoValue(Absence.NO_DATA, why), span=term.span)
        step = evaluate(found.expression, self)
        label = f"{name}[{', '.join(keys)}]" if keys else name
        if self.read_on is not None:
            label = f"{label} on {day}"
        return Step(
            name=label,
            text=found.text,
            value=step.value,
            of=step.of,
            span=found.span,
            note=step.note,
        )

    def _governing_day(self) -> date:
        """Return the day by which dated terms are read: the one said, else the row's own, else
        the period's first.
        """
        if self.read_on is not None:
            return self.read_on
        if self.row is None:
            return self.period.first_day
        moment: datetime = self.row.at.to_datetime()
        return moment.astimezone(load_zone(self.agreement.settlement.zone)).date()

    def _measure(self, name: str) -> Step:
        measure = self.agreement.measures[name]
        wanted = tuple((c, v) for c, v in self._all_segments() if c in measure.by)
        found = self.given.measurement(name, self.period, tuple(sorted(wanted)))
        parts = tuple(Step(name=text, text="", value=value) for text, value in found.parts.items())
        note = f"{found.counted} counted" + "".join(
            f", {out.records} left out ({out.reason})" for out in found.left_out
        )
        return Step(
            name=f"{name} in {self.period.label}",
            text=measure.value.text,
            value=found.value,
            of=parts,
            span=measure.span,
            note=note,
            period=self.period.label,
        )

    def _all_segments(self) -> Segment:
        if self.row is None:
            return self.segment
        return tuple(sorted({**dict(self.row.segment), **dict(self.segment)}.items()))

    def _commitment_member(self, name: str, member: str) -> Step:
        commitment = self.agreement.commitments[name]
        if member == "due":
            return self._due(commitment)
        columns = judged_by(self.agreement, commitment)
        ambient = {c: v for c, v in self._all_segments() if c in columns}
        segment = tuple(sorted({**ambient, **dict(commitment.only)}.items()))
        place = replace(self, segment=segment, row=None, around=None)
        judged = assess(self.given, self.index, commitment, segment, place)
        value = _member_value(judged.level, judged.band, member)
        if isinstance(value, NoValue):
            value = NoValue(Absence.NO_DATA, judged.rule)
        measured = place.value(commitment.judged)
        promised = " / ".join(filter(None, (judged.expected, judged.minimum)))
        return Step(
            name=f"{name}.{member} in {self.period.label}",
            text=promised,
            value=value,
            of=(measured, *judged.levels),
            span=commitment.span,
            note=judged.rule,
            period=self.period.label,
        )

    def _due(self, commitment: Commitment) -> Step:
        """Return whether the window of a commitment ends in the period."""
        waiting = not_due(self.given, self.index, commitment)
        return Step(
            name=f"{commitment.name}.due in {self.period.label}",
            text="",
            value=not waiting,
            span=commitment.span,
            note=waiting,
            period=self.period.label,
        )

    def _period_member(self, member: str) -> Step:
        value = period_part(self.given.history, self.period, member)
        return Step(name=f"period.{member}", text="", value=value, period=self.period.label)

    def period_around(self, day: date, later: int) -> tuple[date, date] | None:
        """Return the first and the last day of the period so many after that of a day."""
        return period_around(self.given.history, day, later)

    def _payable(self, name: str) -> Step:
        currency = self.agreement.settlement.currency
        lines = self.book.payable.get(self.index)
        if lines is None:
            absent = NoValue(Absence.NO_DATA, "not payable before the period is settled")
            return Step(name=f"{name}.payable", text="", value=absent, period=self.period.label)
        amount = sum((paid for (line, _), paid in lines.items() if line == name), start=Fraction(0))
        return Step(
            name=f"{name}.payable in {self.period.label}",
            text="",
            value=Quantity.money(amount, currency),
            period=self.period.label,
        )

    def _periods(self, source: RowSource) -> list[Environment]:
        seen = self._seen(source)
        return [
            replace(self, index=index, row=None, around=self)
            for index in seen
            if index < self.index or not source.earlier
        ]

    def _seen(self, source: RowSource) -> range:
        """Return the periods of a window, the present one among them."""
        return period_window(
            self.given.periods,
            self.index,
            source.window,
            source.length,
            Years.of(self.agreement),
        )

    def _evidence_rows(self, source: RowSource) -> Sequence[EvidenceRow]:
        rows = self.given.all_rows(source.name)
        if source.earlier:
            rows = earlier_rows(rows, self.period, tuple(self._rows_around()))
        match source.window:
            case RowWindow.ALL if source.earlier:
                return rows
            case RowWindow.ALL:
                return self._members(source.name) or self.given.rows_in(
                    source.name, self.period.label
                )
            case RowWindow.LAST_DAYS:
                return rows_of_days(rows, source.length, self.period, self.row)
            case _:
                labels = {self.given.periods[index].label for index in self._seen(source)}
                return [row for row in rows if row.period in labels]

    def _members(self, rows: str) -> Sequence[EvidenceRow]:
        """Return the rows that the group at hand was made of; none where it is no such group."""
        grouped = self.agreement.rows.get(self.row.rows) if self.row is not None else None
        if self.row is None or grouped is None or grouped.group != rows:
            return ()
        return members_of(self.row, grouped, self.given.all_rows(rows))

    def _rows_around(self) -> Iterator[EvidenceRow]:
        """Yield the rows at hand, from the innermost place outwards."""
        place: Here | None = self
        while place is not None:
            if place.row is not None:
                yield place.row
            place = place.around


def _compute(figure: Figure, place: Here) -> Step:
    label = place.row.key if place.row is not None else place.period.label
    return compute(
        figure,
        place,
        name=" ".join([f"{figure.name} in {label}", *(f"({value})" for _, value in place.segment)]),
        period=place.period.label,
        currency=place.agreement.settlement.currency,
    )


def _member_value(level: LevelReached, band: str, member: str) -> Value:
    if level is LevelReached.NOT_JUDGED:
        return NoValue(Absence.NO_DATA)
    match member:
        case "met":
            return level is LevelReached.EXPECTED
        case "missed":
            return level is not LevelReached.EXPECTED
        case "minimum_met":
            return level is not LevelReached.BELOW_MINIMUM
        case "level":
            return band or level.value
    raise LookupError(member)
