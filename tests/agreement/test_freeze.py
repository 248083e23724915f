"""Dates of holidays written into a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from servanda.agreement.freeze import Frozen, freeze_holidays
from servanda.agreement.read.versions import read_texts
from servanda.businesstime.diagnostics import UNKNOWN_COUNTRY, CalendarMistake
from servanda.businesstime.holiday_dates import public_holidays

_DAYS = {
    "NL": {
        date(2026, 1, 1): "New Year's Day",
        date(2026, 4, 27): "King's Day",
        date(2026, 12, 25): "Christmas Day",
        date(2026, 12, 26): "Second Day: Christmas",
        date(2027, 1, 1): "New Year's Day",
        date(2027, 4, 27): "King's Day",
    },
    "BE": {date(2026, 7, 21): "National Day"},
}

_TEXT = """\
calendars:
  office: # the bank's
    open: {mon-fri: 08:00-18:00}
    # closed then
    holidays: NL # by law
    closed: 2026-12-24
  always_open:
    open: always
"""

_FROZEN = """\
calendars:
  office: # the bank's
    open: {mon-fri: 08:00-18:00}
    # closed then
    holidays: # by law
      from: NL
      dates:
        2026-01-01: New Year's Day
        2026-04-27: King's Day
        2026-12-25: Christmas Day
        2026-12-26: 'Second Day: Christmas'
    closed: 2026-12-24
  always_open: {open: always}
"""


def _lookup(places: Sequence[str], first_year: int, last_year: int) -> Mapping[date, str]:
    found: dict[date, str] = {}
    for place in places:
        if place not in _DAYS:
            raise CalendarMistake(UNKNOWN_COUNTRY, name=place, advice="write a country")
        found |= _DAYS[place]
    return {day: name for day, name in found.items() if first_year <= day.year <= last_year}


def _freeze(text: str, first: int = 2026, last: int = 2026, *, renew: bool = False) -> Frozen:
    return freeze_holidays(text, "a.yaml", range(first, last + 1), _lookup, renew=renew)


def test_dates_stand_in_place_of_the_country() -> None:
    frozen = _freeze(_TEXT)
    assert frozen.text == _FROZEN
    assert frozen.diagnostics == ()
    assert frozen.changes == ()


def test_freezing_again_changes_nothing() -> None:
    assert _freeze(_FROZEN) == Frozen(text=_FROZEN, diagnostics=())


def test_several_places_give_one_list() -> None:
    text = _TEXT.replace("NL", "[NL, BE]").replace(" # by law", "")
    frozen = _freeze(text).text
    assert frozen is not None
    assert "      from: [NL, BE]\n" in frozen
    assert frozen.index("2026-04-27") < frozen.index("2026-07-21") < frozen.index("2026-12-25")
    assert _freeze(frozen).text == frozen


def test_later_years_are_added() -> None:
    frozen = _freeze(_FROZEN, last=2027)
    assert frozen.text == _FROZEN.replace(
        "    closed:",
        "        2027-01-01: New Year's Day\n        2027-04-27: King's Day\n    closed:",
    )
    assert frozen.changes == ()


_MOVED = (
    _FROZEN.replace("2026-04-27: King's Day", "2026-04-27: Queen's Day # moved")
    .replace("        2026-01-01: New Year's Day\n", "")
    .replace("    closed:", "        # for good measure\n        2026-12-31: Old Year\n    closed:")
)


def test_days_that_differ_are_reported_and_stay() -> None:
    frozen = _freeze(_MOVED)
    assert frozen.text == _MOVED
    assert [str(change) for change in frozen.changes] == [
        "office, 2026-01-01: no holiday in the agreement, New Year's Day today",
        "office, 2026-04-27: Queen's Day in the agreement, King's Day today",
        "office, 2026-12-31: Old Year in the agreement, no holiday today",
    ]


def test_days_that_differ_are_renewed_on_request() -> None:
    frozen = _freeze(_MOVED, renew=True)
    assert len(frozen.changes) == 3
    assert frozen.text == _FROZEN.replace("King's Day", "King's Day # moved").replace(
        "    closed:", "        # for good measure\n    closed:"
    )
    assert _freeze(frozen.text or "").changes == ()


def test_other_years_are_left_alone() -> None:
    text = _FROZEN.replace("2026-01-01", "2025-01-01")
    frozen = _freeze(text, 2026, 2026)
    assert frozen.text == text
    assert [change.day for change in frozen.changes] == [date(2026, 1, 1)]


def test_an_unknown_place_is_reported_where_it_stands() -> None:
    frozen = _freeze(_TEXT.replace("NL", "XX"))
    assert frozen.text is not None
    assert "holidays: XX # by law" in frozen.text
    assert [str(found.span) for found in frozen.diagnostics] == ["a.yaml:5:15"]


@pytest.mark.parametrize(
    "text",
    [
        "title: A\n",
        "calendars: none\n",
        "calendars:\n  office: none\n",
        "calendars:\n  office:\n    holidays:\n",
        "calendars:\n  office:\n    holidays: {dates: none}\n",
    ],
)
def test_nothing_to_freeze(text: str) -> None:
    frozen = _freeze(text)
    assert frozen.text is not None
    assert "2026" not in frozen.text


def test_what_cannot_be_read_is_left_alone() -> None:
    frozen = _freeze("calendars: [")
    assert frozen.text is None
    assert [found.code for found in frozen.diagnostics] == ["T010"]


def test_a_frozen_agreement_reads_the_same() -> None:
    text = f"""\
servanda: 1
agreement: northwind-acme
title: Payments
parties:
  client: {{name: Acme Bank, zone: Europe/Amsterdam}}
  provider: {{name: Northwind Services}}
in force: {{from: 2026-01-01, until: 2028-12-31}}
settlement: {{every: month, currency: EUR}}
{_TEXT.replace("NL", "[NL, DE-BY]")}"""
    frozen = freeze_holidays(text, "a.yaml", range(2026, 2029), public_holidays).text
    assert frozen is not None
    before, after = (read_texts([("a.yaml", each.encode())]) for each in (text, frozen))
    assert before.history is not None
    assert after.history is not None
    assert before.history.versions[0].calendars == after.history.versions[0].calendars
    assert "A053" in {found.code for found in before.diagnostics}
    assert "A053" not in {found.code for found in after.diagnostics}
