"""A schedule of service levels as contract managers keep it: what was understood, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Final

from servanda.drafting.headings import Headings, find_headings
from servanda.drafting.phrases import (
    Time,
    amount,
    mark,
    opening_hours,
    priorities,
    share,
    time_allowed,
)
from servanda.drafting.roles import plain
from servanda.drafting.sheet import UnreadableSchedule, read_sheet

__all__ = ["Kind", "Level", "Row", "Schedule", "read_schedule"]

_UP: Final = ("availab", "uptime", "verfugbar", "beschikbaar", "disponib")
_FELT: Final = ("satisf", "csat", "zufrieden", "tevreden", "survey", "umfrage", "enquete")
_ANSWERED: Final = ("respon", "reaction", "reaktion", "reactie", "reponse", "prise en charge",
                    "acknowledge", "annahme")  # fmt: skip
_SOLVED: Final = ("resol", "solv", "restor", "fix", "repair", "losung", "gelost", "behoben",
                  "wiederher", "oplos", "opgelost", "herstel", "verholpen", "retabl")  # fmt: skip

_MONTHLY: Final = {"monthly", "month", "each month", "per month", "calendar month", "monatlich",
                   "monat", "maandelijks", "maand", "per maand", "mensuel", "mois",
                   "par mois"}  # fmt: skip


class Kind(Enum):
    """How a level is measured."""

    CLOCK = "clock"
    AVAILABILITY = "availability"
    SCORE = "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level that can be drafted.

    Args:
        row: The number of its row.
        name: Its name in the agreement.
        title: The schedule's own words.
        service: The schedule's word for the service, may be empty.
        kind: How it is measured.
        within: For clocks, the time allowed, as the language spells it.
        stop: For clocks, the column at which a case stops.
        hours: Opening hours by days; empty runs around the clock.
        priorities: For clocks, the priorities it is for; empty is for all.
        scale: For scores, the top of the scale.
        expected: ``99.5%`` or a mark.
        minimum: The same, may be empty.
        penalty: What missing it pays, a formula; may be empty.
        weight: Its share of what is at risk, may be empty.
    """

    row: int
    name: str
    title: str
    service: str
    kind: Kind
    within: str = ""
    stop: str = ""
    hours: Mapping[str, str] = field(default_factory=dict)
    priorities: tuple[str, ...] = ()
    scale: str = ""
    expected: str
    minimum: str = ""
    penalty: str = ""
    weight: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The account of one row.

    Args:
        number: Its number in the sheet.
        text: Its cells, as they stand there.
        level: What is drafted from it; nothing if it was not understood.
        taken: What was taken for granted, in sentences.
        left: What was not understood and why, with the cell.
    """

    number: int
    text: str
    level: Level | None
    taken: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Hold a schedule as it was understood.

    Args:
        path: Its file.
        above: Rows before the headings, which are not part of the table.
        headings: Where its table begins.
        rows: Every row of it.
    """

    path: Path
    above: tuple[str, ...]
    headings: Headings
    rows: tuple[Row, ...]

    @property
    def levels(self) -> tuple[Level, ...]:
        """Return what can be drafted."""
        return tuple(row.level for row in self.rows if row.level)


def read_schedule(path: Path, currency: str) -> Schedule:
    """Read a schedule from a workbook or a CSV.

    Args:
        path: The file.
        currency: What amounts without currency are in.

    Raises:
        UnreadableSchedule: It is no such file, or has no table with a measure and a target.
        OSError: It cannot be opened.
    """
    cells = read_sheet(path)
    headings = find_headings(cells)
    if headings is None:
        why = (
            "no row has headings for a measure and a target; name them 'Measure' and 'Target'"
            " (service, minimum, penalty, weight, service hours and priority are understood too)"
        )
        raise UnreadableSchedule(path, why)
    names: set[str] = set()
    rows = []
    for number, row in cells:
        if number > headings.row:
            reading = _Reading(number, row, headings, currency)
            rows.append(reading.account(names))
    above = tuple(_joined(row) for number, row in cells if number < headings.row)
    return Schedule(path=path, above=above, headings=headings, rows=tuple(rows))


def _joined(cells: Sequence[str]) -> str:
    return " | ".join(filter(None, cells))


class _Reading:
    """Read one row."""

    def __init__(
        self, number: int, cells: Sequence[str], headings: Headings, currency: str
    ) -> None:
        self._number = number
        self._cells = cells
        self._headings = headings
        self._currency = currency
        self._taken: list[str] = []
        self._left: list[str] = []
        self._described = False
        self._words = plain(f"{self._cell('measure')} {self._cell('target')}")

    def account(self, names: set[str]) -> Row:
        level = self._level(names)
        self._leave_unused()
        for position, heading in self._headings.strange.items():
            if position < len(self._cells) and self._cells[position]:
                self._left.append(f"'{heading}' says '{self._cells[position]}': not used")
        return Row(
            number=self._number,
            text=_joined(self._cells),
            level=level,
            taken=tuple(self._taken),
            left=tuple(self._left),
        )

    def _leave_unused(self) -> None:
        """Tell what the description and the period say, where nothing was taken from them."""
        detail, period = self._cell("detail"), self._cell("period")
        if detail and not self._described:
            self._left.append(f"the description '{detail}' is not used")
        if period and plain(period) not in _MONTHLY:
            self._left.append(f"period '{period}' is not used: every level is settled by the month")

    def _cell(self, meaning: str) -> str:
        position = self._headings.columns.get(meaning)
        return "" if position is None or position >= len(self._cells) else self._cells[position]

    def _level(self, names: set[str]) -> Level | None:
        if not self._cell("measure"):
            self._left.append("no measure is named, so that it is taken for a heading or a note")
            return None
        found = self._of_kind()
        if found is None:
            return None
        return replace(
            found,
            title=_title(found),
            name=_name(" ".join((*_first(found.title), *found.priorities)), names),
            penalty=self._penalty(),
            weight=self._weight(),
            minimum=self._minimum(found.expected),
        )

    def _of_kind(self) -> Level | None:
        target = self._cell("target")
        time = self._time()
        if any(each in self._words for each in _UP):
            return self._availability(target)
        if any(each in self._words for each in _FELT):
            return self._score(target)
        if time is None and (time := time_allowed(self._cell("detail"))) is not None:
            self._described = True
            self._taken.append(
                f"the time allowed, {_said(time)}, is the one that its description names"
            )
        if time is not None:
            return self._clock(target, time)
        self._left.append(
            f"target '{target}' of '{self._cell('measure')}' is neither a time for cases, nor an"
            " availability, nor a mark of people: draft it by hand"
        )
        return None

    def _time(self) -> Time | None:
        texts = (self._cell("within"), self._cell("target"), self._cell("measure"))
        return next((found for text in texts if text and (found := time_allowed(text))), None)

    def _availability(self, target: str) -> Level | None:
        expected = share(target)
        if not expected:
            self._left.append(f"target '{target}' names no share of time, like 99.5%")
            return None
        hours = self._hours()
        if hours is None:
            return None
        return replace(self._plain(Kind.AVAILABILITY, expected), hours=hours)

    def _score(self, target: str) -> Level | None:
        found = mark(target)
        if found is None:
            self._left.append(f"target '{target}' names no mark, like 4.2 out of 5")
            return None
        if not found[1]:
            self._taken.append("the scale is taken to be 1 to 5")
        return replace(self._plain(Kind.SCORE, found[0]), scale=found[1] or "5")

    def _clock(self, target: str, time: Time) -> Level | None:
        hours = self._hours()
        if hours is None:
            return None
        expected = share(target) or share(self._cell("measure"))
        if not expected and "%" in target:
            self._left.append(f"target '{target}' names no share of cases that is at least reached")
            return None
        if not expected:
            self._taken.append("no share is named, so that every case counts: 100%")
            expected = "100%"
        if not hours and (time.business or time.unit == "days"):
            hours = {"mon-fri": "09:00-17:00"}
            self._taken.append("no service hours are named: Monday to Friday 9 to 17")
        return replace(
            self._plain(Kind.CLOCK, expected),
            within=_within(time, business=bool(hours)),
            stop=self._stop(),
            hours=hours,
            priorities=self._priorities(),
        )

    def _plain(self, kind: Kind, expected: str) -> Level:
        return Level(
            row=self._number,
            name="",
            title=self._cell("measure"),
            service=self._cell("service"),
            kind=kind,
            expected=expected,
        )

    def _hours(self) -> dict[str, str] | None:
        text = self._cell("hours")
        if not text:
            return {}
        found = opening_hours(text)
        if found is None:
            self._left.append(
                f"service hours '{text}' are not understood; write them like 'Mon-Fri 8-18'"
                " or '24x7'"
            )
        return found

    def _stop(self) -> str:
        heading = plain(f"{self._cell('measure')} {self._cell('detail')}")
        if any(each in heading for each in _ANSWERED):
            return "responded"
        if not any(each in heading for each in _SOLVED):
            self._taken.append("the clock is taken to stop when a case is resolved")
        return "resolved"

    def _priorities(self) -> tuple[str, ...]:
        text = self._cell("priority")
        if not text:
            return priorities(self._cell("measure")) or self._described_priorities()
        found = priorities(text)
        if not found and plain(text) not in {"all", "alle", "toutes", "any"}:
            self._left.append(f"priority '{text}' is none of P1 to P4: it is for all cases")
        return found

    def _described_priorities(self) -> tuple[str, ...]:
        found = priorities(self._cell("detail"))
        if found:
            self._described = True
            self._taken.append(f"it is for {' and '.join(found)}, as its description says")
        return found

    def _minimum(self, expected: str) -> str:
        text = self._cell("minimum")
        if not text:
            return ""
        found = share(text) if expected.endswith("%") else (mark(text) or ("",))[0]
        if not found:
            self._left.append(f"minimum '{text}' is not understood: none is drafted")
        elif Decimal(found.rstrip("%")) > Decimal(expected.rstrip("%")):
            self._left.append(f"minimum '{text}' is above the target: none is drafted")
            return ""
        return found

    def _penalty(self) -> str:
        text = self._cell("penalty")
        if not text or plain(text) in {"none", "no", "keine", "geen", "aucune", "n a", "0"}:
            return ""
        found = amount(text, self._currency)
        if not found:
            self._left.append(
                f"penalty '{text}' is neither a share of the fee nor an amount: none is drafted"
            )
        return found

    def _weight(self) -> str:
        text = self._cell("weight")
        if not text:
            return ""
        found = share(text) or (share(f"{text}%") if text.isdecimal() else "")
        if not found:
            self._left.append(f"weight '{text}' is no share: not used")
        elif self._cell("penalty"):
            self._left.append(f"weight '{text}' is not used, because the row names a penalty")
            return ""
        return found


def _within(time: Time, *, business: bool) -> str:
    if time.unit == "days":
        return f"{time.count} business days"
    return f"{time.count} business {time.unit}" if business else f"{time.count} {time.unit}"


def _said(time: Time) -> str:
    return f"{time.count} {'business ' if time.business else ''}{time.unit}"


def _title(level: Level) -> str:
    """Return the schedule's words with the priorities, by which rows differ."""
    unsaid = [each for each in level.priorities if each.casefold() not in plain(level.title)]
    return f"{level.title} ({', '.join(unsaid)})" if unsaid else level.title


def _first(title: str) -> list[str]:
    return plain(title)[:40].split()[:6]


def _name(words: str, taken: set[str]) -> str:
    name = plain(words).replace(" ", "_") or "level"
    if not name[0].isalpha() or "_" not in name:
        name = f"level_{name}"
    for free in _free(name):
        if free not in taken:
            taken.add(free)
            return free
    raise AssertionError("numbers do not end")


def _free(name: str) -> Iterator[str]:
    yield name
    number = 1
    while True:
        number += 1
        yield f"{name}_{number}"
