"""Writing the dates of public holidays into an agreement, so that what is signed holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from servanda.agreement.format import Formatted, format_text
from servanda.agreement.printing.build import build
from servanda.agreement.printing.printer import print_tree
from servanda.agreement.printing.tree import Branch, Leaf, Part, Tree, mapping_of
from servanda.agreement.surface.leaf import read_date
from servanda.agreement.surface.root import AGREEMENT
from servanda.agreement.text.compose import compose
from servanda.agreement.text.node import MappingNode, Node
from servanda.businesstime.diagnostics import CalendarMistake
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["Frozen", "HolidayChange", "HolidayLookup", "freeze_holidays"]

HolidayLookup = Callable[[Sequence[str], int, int], Mapping[date, str]]
"""Gives the public holidays of places, from a year to a year, both included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayChange:
    """A day on which a frozen list and today's list of holidays differ.

    Args:
        calendar: The calendar's name in the agreement.
        day: The day.
        frozen: Its name in the agreement; empty if it is no holiday there.
        current: Its name in today's list; empty if it is no holiday there.
    """

    calendar: str
    day: date
    frozen: str
    current: str

    def __str__(self) -> str:
        frozen, current = self.frozen or "no holiday", self.current or "no holiday"
        return f"{self.calendar}, {self.day}: {frozen} in the agreement, {current} today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """Hold a text whose holidays are dates.

    Args:
        text: The text in house style; absent where the author's cannot be read as YAML.
        diagnostics: What was found, unknown places included; their calendars stay as they are.
        changes: Where lists frozen before differ from today's, by calendar and day.
    """

    text: str | None
    diagnostics: tuple[Diagnostic, ...]
    changes: tuple[HolidayChange, ...] = ()


def freeze_holidays(
    text: str, name: str, years: range, lookup: HolidayLookup, *, renew: bool = False
) -> Frozen:
    r"""Write the dates of public holidays into a text, in place of the name of a place.

    Lists that are frozen already are completed for years of which they hold no day. Where they
    hold days, they are compared: what was signed stays, unless ``renew`` asks for today's days.

    Args:
        text: The text of an agreement or amendment.
        name: The name that the author knows it by.
        years: The years in force, such as ``range(2026, 2029)``.
        lookup: Where holidays are looked up.
        renew: Whether today's days replace frozen ones that differ.

    Returns:
        The text with its dates, comments kept. Freezing it once more changes nothing.

    Example:
        >>> text = "calendars:\n  office:\n    zone: UTC\n    holidays: NL\n"
        >>> def lookup(places, first_year, last_year):
        ...     return {date(2026, 4, 27): "King's Day"}
        >>> print(freeze_holidays(text, "a.yaml", range(2026, 2027), lookup).text, end="")
        calendars:
          office:
            zone: UTC
            holidays:
              from: NL
              dates: {2026-04-27: King's Day}

    References:
        Public holidays are set by law and moved by it; see ``businesstime.holiday_dates``.
    """
    composed = compose(name, text.encode("utf-8", "surrogatepass"))
    laid_out = format_text(text, name)
    if laid_out.text is None or composed.node is None:
        return Frozen(text=None, diagnostics=laid_out.diagnostics)
    document = build(composed.source, composed.node, AGREEMENT)
    freezer = _Freezer(years=years, lookup=lookup, renew=renew)
    for calendar, holidays in _calendars(document):
        freezer.freeze(calendar, holidays, _node_of(composed.node, calendar))
    printed: Formatted = format_text(print_tree(document), name)
    return Frozen(
        text=printed.text,
        diagnostics=(*laid_out.diagnostics, *freezer.diagnostics),
        changes=tuple(sorted(freezer.changes, key=lambda each: (each.calendar, each.day))),
    )


def _calendars(document: Part) -> Iterator[tuple[str, Part]]:
    """Give each calendar that closes on public holidays, by name."""
    section = document.value.part("calendars") if isinstance(document.value, Branch) else None
    if section is None or not isinstance(section.value, Branch):
        return
    for part in section.value.parts:
        if part.key is not None and isinstance(part.value, Branch):
            holidays = part.value.part("holidays")
            if holidays is not None:
                yield part.key.text, holidays


def _node_of(root: Node, calendar: str) -> Node:
    node = root
    for key in ("calendars", calendar, "holidays"):
        inside = node.get(key) if isinstance(node, MappingNode) else None
        node = inside if inside is not None else node
    return node


@dataclass(slots=True, kw_only=True)
class _Freezer:
    years: range
    lookup: HolidayLookup
    renew: bool
    diagnostics: list[Diagnostic] = field(default_factory=list)
    changes: list[HolidayChange] = field(default_factory=list)

    def freeze(self, calendar: str, holidays: Part, node: Node) -> None:
        if not self.years:
            return
        value = holidays.value
        is_frozen = isinstance(value, Branch) and value.is_mapping
        places = _places(
            value.part("from") if isinstance(value, Branch) and is_frozen else holidays
        )
        try:
            current = self.lookup(places, self.years[0], self.years[-1]) if places else {}
        except CalendarMistake as mistake:
            self.diagnostics.append(mistake.at(node.span))
            return
        if places and is_frozen:
            self._bring_up_to_date(calendar, _dates(value), current)
        elif places:
            dates = mapping_of({str(day): Leaf(text=current[day]) for day in sorted(current)})
            holidays.value = mapping_of({"from": value, "dates": dates})

    def _bring_up_to_date(self, calendar: str, dates: Branch, current: Mapping[date, str]) -> None:
        frozen = {day: part for part in dates.parts if (day := _day(part)) is not None}
        held = {day.year for day in frozen}
        for day in sorted({*frozen, *current}):
            if day.year not in self.years:
                continue
            change = HolidayChange(
                calendar=calendar,
                day=day,
                frozen=_name(frozen.get(day)),
                current=current.get(day, ""),
            )
            if change.frozen == change.current:
                continue
            if day.year in held:
                self.changes.append(change)
            if day.year not in held or self.renew:
                _apply(dates, change, frozen.get(day))


def _dates(holidays: Tree) -> Branch:
    """Return the frozen days; a list that holds none yet is completed."""
    part = holidays.part("dates") if isinstance(holidays, Branch) else None
    return part.value if part and isinstance(part.value, Branch) else Branch(is_mapping=True)


def _apply(dates: Branch, change: HolidayChange, part: Part | None) -> None:
    if part is None:
        new = Part(key=Leaf(text=str(change.day)), value=Leaf(text=change.current))
        dates.parts.insert(_place_of(dates, change.day), new)
    elif change.current:
        part.value = Leaf(text=change.current)
    else:
        _take_out(dates, part)


def _place_of(dates: Branch, day: date) -> int:
    days = [_day(part) or date.min for part in dates.parts]
    return next((place for place, each in enumerate(days) if each > day), len(days))


def _take_out(dates: Branch, part: Part) -> None:
    """Remove a day; what was noted about it stays with the day after, or at the end."""
    place = dates.parts.index(part)
    notes = [*part.before, *part.beside]
    dates.parts.pop(place)
    if place < len(dates.parts):
        dates.parts[place].before[:0] = notes
    else:
        dates.tail[:0] = notes


def _places(part: Part | None) -> list[str]:
    if part is None:
        return []
    if isinstance(part.value, Leaf):
        return [part.value.text] if part.value.text else []
    return [each.value.text for each in part.value.parts if isinstance(each.value, Leaf)]


def _day(part: Part) -> date | None:
    return read_date(part.key.text) if part.key else None


def _name(part: Part | None) -> str:
    return part.value.text if part is not None and isinstance(part.value, Leaf) else ""
