"""Random calendars, mostly near a change of clocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from servanda.businesstime.compile import compile_calendar
from servanda.businesstime.compiled import CompiledCalendar
from servanda.businesstime.rule import CalendarRule, ClosingEdge, LocalInterval

from .oracle import Oracle

# Days on which clocks change; in the last three a day begins an hour late, ends twice, or does
# not exist at all.
CHANGES = {
    "Europe/Amsterdam": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "America/St_Johns": (date(2010, 3, 14), date(2026, 11, 1)),
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4)),
    "Pacific/Auckland": (date(2026, 4, 5), date(2026, 9, 27)),
    "Asia/Kolkata": (date(2026, 6, 1),),
    "Africa/Cairo": (date(2026, 4, 24), date(2026, 10, 29)),
    "America/Sao_Paulo": (date(2017, 10, 15), date(2018, 2, 18)),
    "Pacific/Apia": (date(2011, 12, 30),),
}
WINDOW_DAYS = 7
FIVE_MINUTES = 300
NIGHT_EDGES = [h * 3600 + m * 60 for h in range(5) for m in (0, 15, 30, 45)]


@dataclass(frozen=True)
class Case:
    rule: CalendarRule
    first_day: date
    last_day: date

    @property
    def compiled(self) -> CompiledCalendar:
        return compile_calendar(self.rule, self.first_day, self.last_day)

    @property
    def oracle(self) -> Oracle:
        return Oracle(self.rule, self.first_day, self.last_day)


def times() -> st.SearchStrategy[int]:
    return st.one_of(
        st.sampled_from([*NIGHT_EDGES, 23 * 3600, 23 * 3600 + 1800, 8 * 3600, 18 * 3600]),
        st.integers(0, 287).map(lambda n: n * FIVE_MINUTES),
    )


@st.composite
def openings(draw: st.DrawFn) -> tuple[LocalInterval, ...]:
    """Up to three openings of a day, the last one perhaps overnight or a whole day longer."""
    edges = sorted(draw(st.sets(times(), max_size=6)))
    found = [LocalInterval(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    if len(edges) % 2:
        reach = draw(st.one_of(times().map(lambda s: s + 86_400), st.just(86_400)))
        found.append(LocalInterval(edges[-1], reach))
    return tuple(found)


ROUND_THE_CLOCK = (LocalInterval(0, 86_400),)
SHAPES: list[Mapping[int, tuple[LocalInterval, ...]]] = [
    dict.fromkeys(range(1, 8), ROUND_THE_CLOCK),
    dict.fromkeys(range(1, 6), ROUND_THE_CLOCK),
    {day: (LocalInterval(79_200, 108_000),) for day in range(1, 8)},
    {day: (LocalInterval(79_200, 79_200 + 18_000),) for day in range(1, 6)},
    {day: (LocalInterval(30_600, 61_200),) for day in range(1, 6)},
    {day: (LocalInterval(0, 7_200), LocalInterval(7_200, 9_900)) for day in range(1, 8)},
    {
        day: (LocalInterval(3_600, 4_500), LocalInterval(5_400, 8_100), LocalInterval(9_000, 9_900))
        for day in range(1, 8)
    },
]


def weeks() -> st.SearchStrategy[Mapping[int, tuple[LocalInterval, ...]]]:
    random = st.dictionaries(st.integers(1, 7), openings(), min_size=1, max_size=7)
    return st.one_of(st.sampled_from(SHAPES), random)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    zone = draw(st.sampled_from(sorted(CHANGES)))
    change = draw(st.sampled_from(CHANGES[zone]))
    first_day = change - timedelta(days=draw(st.sampled_from([0, 1, 3, 6])))
    days = [first_day + timedelta(days=n - 1) for n in range(WINDOW_DAYS + 1)]
    some_day = st.sampled_from(days)
    rule = CalendarRule(
        name="random",
        zone=zone,
        weekly=draw(weeks()),
        holidays=draw(st.dictionaries(some_day, st.just("feast"), max_size=2)),
        special=draw(st.dictionaries(some_day, openings(), max_size=2)),
        due_edge=draw(st.sampled_from(ClosingEdge)),
    )
    return Case(rule, first_day, days[-1])


@st.composite
def instants(draw: st.DrawFn, compiled: CompiledCalendar) -> int:
    """An instant of the calendar: anywhere, or at or beside an edge or a change of clocks."""
    start, end = compiled.start_micros, compiled.end_micros
    marks = {*compiled.opening_starts, *compiled.opening_ends, *compiled.open_day_starts}
    marks |= {start, end, *compiled.clock.changes_between(start, end)}
    beside = st.builds(
        lambda mark, step: min(max(mark + step, start), end),
        st.sampled_from(sorted(marks)),
        st.sampled_from([-1_800_000_000, -1, 0, 0, 1, 1_800_000_000]),
    )
    return draw(st.one_of(beside, st.integers(start, end)))
