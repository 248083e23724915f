"""Settlement as the documentation tells it, slowly, with none of the product's own arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

from tests.properties.sheet import (
    SERVICES,
    Limit,
    Line,
    Place,
    Section,
    Sheet,
    Slice,
    Span,
    Window,
    World,
)

__all__ = ["Settled", "SettledLine", "room_of", "settle", "spans_of"]

Key = tuple[str, Slice]


@dataclass(kw_only=True)
class SettledLine:
    """A line on its way to what is payable."""

    line: Line
    slice: Slice
    asked: Fraction | None
    status: str
    amount: Fraction
    exact: Fraction = Fraction(0)

    @property
    def key(self) -> Key:
        return (self.line.name, self.slice)


@dataclass(kw_only=True)
class Settled:
    """A period: its lines, and what is payable in all."""

    lines: list[SettledLine] = field(default_factory=list)

    def total(self, section: Section) -> Fraction:
        """Return the sum of a section."""
        return sum((x.amount for x in self.lines if x.line.section is section), Fraction(0))


def spans_of(sheet: Sheet) -> list[Span]:
    """Cut the days in force into settlement periods."""
    zone = ZoneInfo(sheet.zone)
    edges = [sheet.first_day]
    while edges[-1] <= sheet.last_day:
        edges.append(_following(edges[-1], sheet))
    edges[-1] = min(edges[-1], sheet.last_day + timedelta(days=1))
    return [
        Span(
            label=first.isoformat(),
            first_day=first,
            end_day=end,
            start=datetime.combine(first, time(), zone),
            end=datetime.combine(end, time(), zone),
        )
        for first, end in pairwise(edges)
    ]


def _following(day: date, sheet: Sheet) -> date:
    if sheet.every in {"week", "four weeks"}:
        return day + timedelta(days=7 if sheet.every == "week" else 28)
    months = {"month": 1, "quarter": 3, "year": 12}[sheet.every]
    while True:
        day += timedelta(days=1)
        if day.day == sheet.starts_on and (day.month - 1) % months == 0:
            return day


def settle(world: World) -> list[Settled]:
    """Settle every period, oldest first."""
    done: list[Settled] = []
    carried: dict[tuple[str, Key], Fraction] = {}
    world.paid.clear()
    for index in range(len(world.spans)):
        if index < len(world.told):
            done.append(_taken_over(Place(world=world, index=index)))
            continue
        done.append(_settle(Place(world=world, index=index), done, carried))
    return done


def _taken_over(place: Place) -> Settled:
    """Take what lines paid in a period that is over: what is stated, or else nothing."""
    paid = place.world.told[place.index].paid
    lines = []
    for line in place.sheet.lines.values():
        amount = paid.get(line.name, Fraction(0))
        place.world.paid[place.index, line.name] = amount
        lines.append(SettledLine(line=line, slice="", asked=amount, status="", amount=amount))
    return Settled(lines=lines)


def _settle(
    place: Place, done: Sequence[Settled], carried: dict[tuple[str, Key], Fraction]
) -> Settled:
    sheet = place.sheet
    lines = [
        _asked(line, cut, place)
        for section in Section
        for line in sheet.lines.values()
        if line.section is section
        for cut in (SERVICES if line.divided else ("",))
    ]
    _hold_back(lines, place)
    _relieve(lines, place)
    rooms: list[tuple[list[SettledLine], Fraction]] = []
    for limit in sheet.limits:
        sharing = [each for each in lines if limit.holds(each.line)]
        room = room_of(limit, place, done)
        _apply(limit, sharing, room, rooms, carried)
        rooms.append((sharing, room))
    for each in lines:
        each.exact = each.amount
    _round(lines, rooms, sheet)
    for each in lines:
        key = (place.index, each.line.name)
        place.world.paid[key] = place.world.paid.get(key, Fraction(0)) + each.amount
    return Settled(lines=lines)


def _asked(line: Line, cut: Slice, place: Place) -> SettledLine:
    here = Place(world=place.world, index=place.index, slice=cut)
    if line.each:
        amounts = [
            line.worth(Place(world=place.world, index=place.index, slice=cut, row=row))
            for row in here.failures(line.each)
        ]
        known = [each for each in amounts if isinstance(each, Fraction)]
        asked = sum(known, Fraction(0)) if len(known) == len(amounts) else None
    else:
        found = line.worth(here)
        asked = found if isinstance(found, Fraction) else None
    status = "not settled" if asked is None else "owed"
    return SettledLine(
        line=line, slice=cut, asked=asked, status=status, amount=asked or Fraction(0)
    )


def _hold_back(lines: Sequence[SettledLine], place: Place) -> None:
    if place.index >= place.world.versions[0].stabilization:
        return
    for each in lines:
        if each.status == "owed" and each.line.section is not Section.CHARGE:
            each.status, each.amount = "shown, no money moves", Fraction(0)


def _relieve(lines: Sequence[SettledLine], place: Place) -> None:
    shares: dict[str, Fraction] = {}
    for _, commitment in place.sheet.commitments.values():
        if commitment.client and place.missed(commitment.name):
            for name, share in commitment.relieves:
                shares[name] = min(Fraction(1), shares.get(name, Fraction(0)) + share)
    for each in lines:
        relieved = shares.get(each.line.commitment)
        penalty = each.line.section is Section.PENALTY
        if relieved is not None and penalty and each.status == "owed" and each.amount > 0:
            each.status, each.amount = "relieved", each.amount * (1 - relieved)


def room_of(limit: Limit, place: Place, done: Sequence[Settled]) -> Fraction:
    """Return what a limit leaves for a period, from what earlier ones of its window paid."""
    used = sum(
        (
            each.amount
            for index in window_of(limit, place)
            for each in done[index].lines
            if limit.holds(each.line)
        ),
        Fraction(0),
    )
    cap = limit.cap(place)
    assert isinstance(cap, Fraction)
    return max(Fraction(0), cap - used)


def window_of(limit: Limit, place: Place) -> list[int]:
    """Return the earlier periods that share a limit's window with this one."""
    day, spans, index = place.span.first_day, place.world.spans, place.index
    since = day
    if limit.window.value == f"this {place.sheet.every}":
        return []
    match limit.window:
        case Window.QUARTER:
            since = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case Window.YEAR:
            since = date(day.year, 1, 1)
        case Window.CONTRACT_YEAR:
            since = anniversary(day, place.sheet.first_day)
        case Window.LAST:
            return list(range(max(0, index - limit.length + 1), index))
        case Window.AGREEMENT:
            return list(range(index))
    return [each for each in range(index) if spans[each].first_day >= since]


def anniversary(day: date, began: date) -> date:
    """Return the day on which the contract year of a day began."""
    since = began
    while True:
        year = since.year + 1
        leap = (began.month, began.day) == (2, 29) and not _is_leap(year)
        following = date(year, 2, 28) if leap else date(year, began.month, began.day)
        if following > day:
            return since
        since = following


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _apply(
    limit: Limit,
    sharing: Sequence[SettledLine],
    room: Fraction,
    rooms: Sequence[tuple[list[SettledLine], Fraction]],
    carried: dict[tuple[str, Key], Fraction],
) -> None:
    waiting: Mapping[Key, Fraction] = {}
    added: dict[Key, Fraction] = {}
    if limit.carries:
        waiting = {x.key: carried.get((limit.text, x.key), Fraction(0)) for x in sharing}
        added = {
            x.key: waiting[x.key] if x.status != "not settled" else Fraction(0) for x in sharing
        }
        for earlier, held in rooms:
            _fit(added, earlier, held)
    before = {x.key: x.amount for x in sharing}
    for each in sharing:
        each.amount += added.get(each.key, Fraction(0))
    total = sum((x.amount for x in sharing), Fraction(0))
    if total > room:
        above = sum((x.amount for x in sharing if x.amount > 0), Fraction(0))
        for each in sharing:
            if each.amount > 0:
                each.amount -= each.amount / above * (total - room)
    if limit.carries:
        for each in sharing:
            carried[limit.text, each.key] = before[each.key] + waiting[each.key] - each.amount


def _fit(added: dict[Key, Fraction], earlier: Sequence[SettledLine], room: Fraction) -> None:
    """Let what was carried wait where an earlier limit has no room for it."""
    mine = {x.key for x in earlier} & set(added)
    extra = sum((added[key] for key in mine), Fraction(0))
    over = sum((x.amount for x in earlier), Fraction(0)) + extra - room
    if over > 0 and extra > 0:
        for key in mine:
            added[key] -= added[key] * min(Fraction(1), over / extra)


def _round(
    lines: Sequence[SettledLine],
    rooms: Sequence[tuple[list[SettledLine], Fraction]],
    sheet: Sheet,
) -> None:
    for each in lines:
        each.amount = rounded(each.exact, sheet.quantum, sheet.mode)
    for sharing, room in rooms:
        while sum((x.amount for x in sharing), Fraction(0)) > room:
            raised = [x for x in sharing if x.amount > x.exact]
            candidates = raised or [x for x in sharing if x.amount > 0]
            # Of equals max() takes the first, in the order of the text.
            highest = max(candidates, key=lambda x: x.amount - x.exact)
            highest.amount -= sheet.quantum


def rounded(amount: Fraction, step: Fraction, mode: str) -> Fraction:
    """Round by walking over the two neighbouring steps."""
    low = amount // step * step
    if low == amount:
        return amount
    high = low + step
    inner, outer = (low, high) if amount > 0 else (high, low)
    match mode:
        case "floor":
            return low
        case "ceiling":
            return high
        case "down":
            return inner
        case "up":
            return outer
    if amount - low != high - amount:
        return low if amount - low < high - amount else high
    if mode == "half-even":
        return low if low / step % 2 == 0 else high
    return outer if mode == "half-up" else inner
