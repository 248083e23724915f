"""Public holidays by country and part of a country."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.businesstime.diagnostics import CalendarMistake
from servanda.businesstime.holiday_dates import holiday_data_version, public_holidays


def test_country_has_english_names() -> None:
    found = public_holidays("NL", 2026, 2027)
    assert found[date(2026, 4, 27)] == "King's Day"
    assert found[date(2027, 12, 25)] == "Christmas Day"
    assert list(found) == sorted(found)


def test_part_of_a_country_has_more() -> None:
    epiphany = date(2026, 1, 6)
    assert epiphany not in public_holidays("DE", 2026, 2026)
    assert public_holidays("DE-BY", 2026, 2026)[epiphany] == "Epiphany"
    assert public_holidays("de-bayern", 2026, 2026) == public_holidays("DE-BY", 2026, 2026)


def test_several_places_are_joined_and_each_name_stands_once() -> None:
    both = public_holidays(["NL", "IN"], 2026, 2026)
    assert both.keys() == {
        *public_holidays("NL", 2026, 2026),
        *public_holidays("IN", 2026, 2026),
    }
    assert both[date(2026, 1, 26)] == "Republic Day"
    assert both[date(2026, 4, 3)] == "Good Friday"


def test_day_off_for_a_holiday_in_a_weekend_is_included() -> None:
    assert "Independence Day" in public_holidays("US", 2026, 2026)[date(2026, 7, 3)]


def test_names_do_not_depend_on_the_machines_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "nl")
    assert public_holidays("NL", 2026, 2026)[date(2026, 12, 25)] == "Christmas Day"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("Netherlands", "no public holidays are known for 'Netherlands'; did you mean NL?"),
        ("the Netherlands", "no public holidays are known for 'the Netherlands'; did you mean NL?"),
        ("Germny", "no public holidays are known for 'Germny'; did you mean DE?"),
        ("UK", "no public holidays are known for 'UK'; did you mean GB?"),
        (
            "",
            (
                "no public holidays are known for ''; write a country's two letters, such as NL, or"
                " a part of it, such as DE-BY"
            ),
        ),
        ("DE-Bayrn", "no public holidays are known for 'DE-Bayrn' in DE; did you mean DE-BY?"),
        (
            "LU-ZZ",
            (
                "no public holidays are known for 'LU-ZZ' in LU; write LU: its holidays are the"
                " same everywhere"
            ),
        ),
    ],
)
def test_unknown_place_is_refused_with_near_matches(source: str, message: str) -> None:
    with pytest.raises(CalendarMistake) as refused:
        public_holidays(source, 2026, 2026)
    assert str(refused.value) == message


def test_unknown_part_names_the_known_ones() -> None:
    with pytest.raises(CalendarMistake, match="write one of DE-Augsburg, DE-BB"):
        public_holidays("DE-42", 2026, 2026)


def test_years_without_known_holidays_are_refused() -> None:
    with pytest.raises(CalendarMistake, match="from 1966 to 2100, not for 1960 to 1970"):
        public_holidays("NL", 1960, 1970)


def test_version_of_the_dates_is_known() -> None:
    assert holiday_data_version().count(".") >= 1
