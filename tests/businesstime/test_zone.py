"""Wall clocks, from data that comes with the program."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.businesstime.diagnostics import CalendarMistake
from servanda.businesstime.zone import WallClock, load_zone, zone_data_version, zone_names

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICRO = timedelta(microseconds=1)
YEARS = (
    (datetime(2015, 1, 1, tzinfo=UTC) - EPOCH) // MICRO,
    (datetime(2030, 1, 1, tzinfo=UTC) - EPOCH) // MICRO,
)
ZONES = ["Europe/Amsterdam", "Australia/Lord_Howe", "Africa/Casablanca", "America/St_Johns"]
CLOCKS = {name: WallClock.of(load_zone(name), *YEARS) for name in ZONES}


@given(st.sampled_from(ZONES), st.integers(*YEARS))
def test_wall_clock_shows_what_the_zone_does(name: str, instant: int) -> None:
    local = (EPOCH + instant * MICRO).astimezone(load_zone(name)).replace(tzinfo=UTC)
    assert CLOCKS[name].wall(instant) == (local - EPOCH) // MICRO


def test_zones_do_not_come_from_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONTZPATH", "")
    load_zone.cache_clear()
    assert load_zone("Pacific/Apia").key == "Pacific/Apia"
    assert re.fullmatch(r"[0-9]{4}[a-z]+", zone_data_version())
    assert "Europe/Amsterdam" in zone_names()


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("europe/amsterdam", "did you mean Europe/Amsterdam?"),
        ("Amsterdam", "did you mean Europe/Amsterdam?"),
        ("Asia/New York", "did you mean America/New_York?"),
        ("../../etc/passwd", "write a city's zone, such as Europe/Amsterdam"),
        ("", "write a city's zone, such as Europe/Amsterdam"),
    ],
)
def test_unknown_zone_is_refused_with_advice(name: str, advice: str) -> None:
    with pytest.raises(CalendarMistake) as refused:
        load_zone(name)
    assert str(refused.value) == f"there is no time zone called '{name}'; {advice}"
