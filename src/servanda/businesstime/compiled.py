"""A calendar on the time line: elapsed open time, and when an allowance runs out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from servanda.businesstime.pieces import (
    DUE_SLOT_MICROS,
    SLOT_MICROS,
    PieceTable,
    pieces_of,
    tabulate,
)
from servanda.businesstime.refusals import NegativeAllowance, OutsideCalendar
from servanda.businesstime.rule import CalendarRule, ClosingEdge
from servanda.businesstime.zone import DAY_MICROS, WallClock
from servanda.kernel.time import Instant

__all__ = ["CompiledCalendar", "OpenDay", "Opening"]

_EPOCH_DAY = date(1970, 1, 1)


class Opening(NamedTuple):
    """One stretch of open time, in microseconds since the epoch; ``until`` is closed again."""

    start: int
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDay:
    """A business day: a local day on which at least one opening begins.

    Args:
        ordinal: Position among the open days, counted from 0.
        day: The local day.
        openings: What opens on it, ascending; the last one may run into the next day.
    """

    ordinal: int
    day: date
    openings: tuple[Opening, ...]

    @property
    def midnight_wall(self) -> int:
        """Return the wall time, in microseconds, at which the day begins."""
        return (self.day - _EPOCH_DAY).days * DAY_MICROS


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledCalendar:
    """Hold a calendar's openings over a range of days, with the open time before each.

    With F(t) the open time from the calendar's start to t, elapsed open time is F(b) - F(a) and
    a due time is where F reaches F(a) + allowance. Instants may lie anywhere from the calendar's
    start to its end, both included; outside of it nothing is guessed.

    Args:
        rule: What was compiled.
        first_day: First local day.
        last_day: Last local day, included.
        start_micros: The midnight that begins the first day.
        end_micros: The midnight that ends the last day.
        clock: The zone's wall clock.
        opening_starts: When each opening begins, in microseconds since the epoch, ascending;
            openings neither touch nor overlap.
        opening_ends: When each ends, not included.
        open_before: Open microseconds before each opening, and last of all the total.
        open_days: The business days; they may begin inside a joined opening.
        open_day_starts: When the first opening of each business day begins.
    """

    rule: CalendarRule
    first_day: date
    last_day: date
    start_micros: int
    end_micros: int
    clock: WallClock = field(repr=False)
    opening_starts: tuple[int, ...] = field(repr=False)
    opening_ends: tuple[int, ...] = field(repr=False)
    open_before: tuple[int, ...] = field(repr=False)
    open_days: tuple[OpenDay, ...] = field(repr=False)
    open_day_starts: tuple[int, ...] = field(repr=False)

    @property
    def total_open_micros(self) -> int:
        """Return the open time of the whole range."""
        return self.open_before[-1]

    def open_micros_between(self, a: Instant, b: Instant) -> int:
        """Return the open time from one instant to another, in microseconds.

        Returns:
            F(b) - F(a): negative if b is before a, so that splitting time always adds up.

        Raises:
            OutsideCalendar: An instant lies outside the compiled days.
        """
        return self._open_at(self._inside(b)) - self._open_at(self._inside(a))

    def is_open(self, moment: Instant) -> bool:
        """Return whether the calendar is open; at closing time it is closed.

        Raises:
            OutsideCalendar: The instant lies outside the compiled days, or at their very end.
        """
        micros = self._inside(moment)
        if micros == self.end_micros:
            raise self._outside(str(moment))
        return self._is_open(micros)

    def next_opening(self, moment: Instant) -> Instant:
        """Return the instant itself where the calendar is open, else when it next opens.

        Raises:
            OutsideCalendar: The instant, or the next opening, lies outside the compiled days.
        """
        found = self._next_opening(self._inside(moment))
        return self._known(found, f"the next opening after {moment}")

    def openings_between(self, a: Instant, b: Instant) -> tuple[Opening, ...]:
        """Return what is open from one instant to another, cut at both.

        Returns:
            Openings, ascending; none if ``b`` is not after ``a``.

        Raises:
            OutsideCalendar: An instant lies outside the compiled days.
        """
        first, last = self._inside(a), self._inside(b)
        if last <= first:
            return ()
        low = bisect_right(self.opening_ends, first)
        high = bisect_left(self.opening_starts, last)
        return tuple(
            Opening(max(first, self.opening_starts[n]), min(last, self.opening_ends[n]))
            for n in range(low, high)
        )

    def due_after_open(self, start: Instant, micros: int) -> Instant:
        """Return when an allowance of open time has run out.

        Under ``ClosingEdge.CLOSING`` that is the earliest instant, not before the start, by
        which so much open time has passed; no allowance is due at once, also outside opening
        hours. Under ``ClosingEdge.NEXT_OPENING`` it is the last instant by which no more open
        time than that has passed: where the allowance runs out on closing time, the next
        opening; no allowance is due at the start, or at the next opening if the start is outside
        opening hours.

        Args:
            start: When the clock starts.
            micros: Open microseconds allowed, 0 or more.

        Raises:
            NegativeAllowance: The allowance is below 0.
            OutsideCalendar: The start, or the due time, lies outside the compiled days.

        References:
            The agreement language, ``due on closing time``.
        """
        if micros < 0:
            raise NegativeAllowance(micros)
        found = self._due_after_open(self._inside(start), micros)
        return self._known(found, f"the due time of {start}")

    def due_after_business_days(self, start: Instant, days: int) -> Instant:
        """Return the same time on the wall clock a number of business days later.

        A business day is a local day on which an opening begins, however short; it lasts until
        the first opening of the next one. A start outside opening hours moves to the next opening
        first. A wall-clock time before the first opening of the day reached moves to that
        opening, and one past the whole business day to the opening that ends it. Where the
        calendar is open, the due time stays; on closing time, or where the calendar is closed
        at that time, it moves to the next opening, or under ``ClosingEdge.CLOSING`` back to
        the last closing time. A time skipped when clocks go forward is the moment of the change
        and one that occurs twice its first occurrence.

        Args:
            start: When the clock starts.
            days: Business days allowed, 0 or more; 0 is the start, moved into opening hours.

        Raises:
            NegativeAllowance: The number of days is below 0.
            OutsideCalendar: The start, or the due time, lies outside the compiled days.

        References:
            The agreement language, ``within: 3 business days`` and ``due on closing time``.
        """
        if days < 0:
            raise NegativeAllowance(days)
        found = self._due_after_business_days(self._inside(start), days)
        return self._known(found, f"the due time of {start}")

    def due_after_calendar_days(self, start: Instant, days: int) -> Instant:
        """Return the same time on the zone's wall clock a number of calendar days later.

        Opening hours do not matter. A time skipped when clocks go forward is the moment of the
        change and one that occurs twice its first occurrence.

        Args:
            start: When the clock starts.
            days: Calendar days allowed, 0 or more; 0 is the start.

        Raises:
            NegativeAllowance: The number of days is below 0.
            OutsideCalendar: The start, or the due time, lies outside the compiled days.

        References:
            The agreement language, ``within: 30 calendar days``.
        """
        if days < 0:
            raise NegativeAllowance(days)
        found = self._due_after_calendar_days(self._inside(start), days)
        return self._known(found, f"the due time of {start}")

    def elapsed_table(self, *, slot_micros: int = SLOT_MICROS) -> PieceTable:
        """Return F by slots of the instant: open microseconds since the calendar's start."""
        edges = (*self.opening_starts, *self.opening_ends)
        return self._table(self._open_at, edges, slot_micros)

    def inverse_table(self, *, slot_micros: int = DUE_SLOT_MICROS) -> PieceTable:
        """Return the instant at which so much open time has passed, by slots of open time.

        To find due times in an engine: look up F of the start, add the allowance (and whatever
        was paused), look the sum up here. Under ``ClosingEdge.CLOSING`` take the later of what is
        found and the start, which matters only for a start outside opening hours and no
        allowance. The edge is already in the table; what runs past the calendar is absent.
        """
        total = self.total_open_micros
        stays = self.rule.due_edge is ClosingEdge.CLOSING
        edges = [before + 1 if stays else before for before in self.open_before]
        return tabulate(pieces_of(self._at_open, edges, 0, total), 0, total, slot_micros)

    def business_day_table(self, days: int, *, slot_micros: int = SLOT_MICROS) -> PieceTable:
        """Return due times after a number of business days, by slots of the start."""
        return self._table(
            lambda micros: self._due_after_business_days(micros, days),
            self._business_day_edges(days),
            slot_micros,
        )

    def calendar_day_table(self, days: int, *, slot_micros: int = SLOT_MICROS) -> PieceTable:
        """Return due times after a number of calendar days, by slots of the start."""
        reached = (*self._changes(), self.end_micros + 1)
        edges = [edge for at in reached for edge in self._at_same_time(at, -days * DAY_MICROS)]
        return self._table(
            lambda micros: self._due_after_calendar_days(micros, days),
            (*self._changes(), *edges),
            slot_micros,
        )

    def _table(
        self, function: Callable[[int], int | None], edges: Iterable[int], slot_micros: int
    ) -> PieceTable:
        start, end = self.start_micros, self.end_micros
        return tabulate(pieces_of(function, edges, start, end), start, end, slot_micros)

    def _business_day_edges(self, days: int) -> Iterator[int]:
        yield from (*self.opening_starts, *self.opening_ends, *self.open_day_starts)
        yield from self._changes()
        for day, reached in zip(self.open_days, self.open_days[days:], strict=False):
            shift = day.midnight_wall - reached.midnight_wall
            for at in self._marks_of(reached.ordinal):
                yield from self._at_same_time(at, shift)

    def _marks_of(self, ordinal: int) -> Iterator[int]:
        first, last = self._day_bounds(ordinal)
        yield from (first, last, *self.clock.changes_between(first, last))
        for edges in (self.opening_starts, self.opening_ends):
            yield from edges[bisect_right(edges, first) : bisect_left(edges, last)]

    def _at_same_time(self, micros: int, shift: int) -> Iterator[int]:
        """Name the instants at which the wall clock shows what it does here, some days apart."""
        for wall in {self.clock.wall(micros), self.clock.wall(micros - 1) + 1}:
            yield self.clock.first_at(wall + shift)
            yield self.clock.end_before(wall + shift)

    def _inside(self, moment: Instant) -> int:
        if not self.start_micros <= moment.micros <= self.end_micros:
            raise self._outside(str(moment))
        return moment.micros

    def _known(self, micros: int | None, asked: str) -> Instant:
        if micros is None:
            raise self._outside(asked)
        return Instant(micros)

    def _outside(self, asked: str) -> OutsideCalendar:
        return OutsideCalendar(self.rule.name, self.first_day, self.last_day, asked)

    def _open_at(self, micros: int) -> int:
        at = bisect_right(self.opening_starts, micros) - 1
        if at < 0:
            return 0
        return self.open_before[at] + min(micros, self.opening_ends[at]) - self.opening_starts[at]

    def _is_open(self, micros: int) -> bool:
        at = bisect_right(self.opening_starts, micros) - 1
        return at >= 0 and micros < self.opening_ends[at]

    def _next_opening(self, micros: int) -> int | None:
        at = bisect_right(self.opening_ends, micros)
        return max(micros, self.opening_starts[at]) if at < len(self.opening_starts) else None

    def _last_closing(self, micros: int) -> int:
        return self.opening_ends[bisect_right(self.opening_ends, micros) - 1]

    def _due_after_open(self, micros: int, allowed: int) -> int | None:
        found = self._at_open(self._open_at(micros) + allowed)
        if found is None or self.rule.due_edge is ClosingEdge.NEXT_OPENING:
            return found
        return max(micros, found)

    def _at_open(self, passed: int) -> int | None:
        if self.rule.due_edge is ClosingEdge.NEXT_OPENING:
            at = bisect_right(self.open_before, passed) - 1
        elif passed == 0:
            return self.start_micros
        else:
            at = bisect_left(self.open_before, passed) - 1
        if at < len(self.opening_starts):
            return self.opening_starts[at] + passed - self.open_before[at]
        return None

    def _due_after_business_days(self, micros: int, days: int) -> int | None:
        start = self._next_opening(micros)
        if start is None or days == 0:
            return start
        at = bisect_right(self.open_day_starts, start) - 1
        if at + days >= len(self.open_days):
            return None
        day, reached = self.open_days[at], self.open_days[at + days]
        wall = self.clock.wall(start) - day.midnight_wall + reached.midnight_wall
        due = self.clock.first_at(wall)
        if due >= self.end_micros:
            return None
        return self._placed(due, *self._day_bounds(reached.ordinal))

    def _day_bounds(self, ordinal: int) -> tuple[int, int]:
        following = ordinal + 1
        ends = (
            self.open_day_starts[following] if following < len(self.open_days) else self.end_micros
        )
        return self.open_day_starts[ordinal], ends

    def _placed(self, micros: int, first: int, last: int) -> int | None:
        held = min(max(micros, first), last)
        if self._is_open(held):
            return held
        if self.rule.due_edge is ClosingEdge.CLOSING:
            return self._last_closing(held)
        return self._next_opening(held)

    def _due_after_calendar_days(self, micros: int, days: int) -> int | None:
        if days == 0:
            return micros
        due = self.clock.first_at(self.clock.wall(micros) + days * DAY_MICROS)
        return due if due <= self.end_micros else None

    def _changes(self) -> tuple[int, ...]:
        return self.clock.changes_between(self.start_micros, self.end_micros)
