"""Texts become typed values exactly, or are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.agreement.model.evidence import ColumnType, EvidenceColumn
from servanda.businesstime.zone import load_zone
from servanda.evidence.zones import find_zone
from servanda.kernel.unit import Unit
from tests.evidence.tables import column, one, put, rows, table, take, values, whole

MINUTE = 60_000_000


@pytest.mark.parametrize(
    ("kind", "changes", "text", "value"),
    [
        (ColumnType.TEXT, {}, " as it is ", " as it is "),
        (ColumnType.TEXT, {}, "   ", None),
        (ColumnType.WHOLE, {}, " 42 ", 42),
        (ColumnType.WHOLE, {}, "-7.0", -7),
        (ColumnType.WHOLE, {"format": "thousands comma"}, "1,234,567", 1_234_567),
        (ColumnType.NUMBER, {}, "45.751999999999995", Decimal("45.751999999999995")),
        (ColumnType.NUMBER, {}, "1e-05", Decimal("0.00001")),
        (ColumnType.NUMBER, {}, "-.5", Decimal("-0.5")),
        (ColumnType.NUMBER, {"format": "thousands comma"}, "1,234.5", Decimal("1234.5")),
        (ColumnType.NUMBER, {"format": "decimal comma"}, "1.234,5", Decimal("1234.5")),
        (
            ColumnType.NUMBER,
            {"format": "rounded to 2 digits"},
            "2.3450000000000000001",
            Decimal("2.35"),
        ),
        (ColumnType.NUMBER, {"format": "rounded to 2 digits"}, "-2.345", Decimal("-2.35")),
        (ColumnType.MONEY, {"unit": Unit.money("EUR")}, "EUR 12.50", Decimal("12.5")),
        (ColumnType.MONEY, {"unit": Unit.money("EUR")}, "-12.50 EUR", Decimal("-12.5")),
        (ColumnType.PERCENT, {}, "95%", Decimal("0.95")),
        (ColumnType.PERCENT, {}, "99.95", Decimal("0.9995")),
        (ColumnType.PERCENT, {"format": "share"}, "0.95", Decimal("0.95")),
        (ColumnType.PERCENT, {"format": "share"}, "95 %", Decimal("0.95")),
        (ColumnType.TRUTH, {}, "TRUE", True),
        (ColumnType.TRUTH, {}, "n", False),
        (ColumnType.TRUTH, {"values": {"ONTIME": "yes", "OVERDUE": "no"}}, "OVERDUE", False),
        (ColumnType.DATE, {}, "2026-01-31", date(2026, 1, 31)),
        (ColumnType.DATE, {}, "2026-01-31 00:00:00", date(2026, 1, 31)),
        (ColumnType.DATE, {"format": "day.month.short year"}, "3.1.26", date(2026, 1, 3)),
        (ColumnType.DATE, {"format": "day month name year"}, "31 January 2026", date(2026, 1, 31)),
        (ColumnType.DURATION, {"scale_text": "minutes"}, "90", 90 * MINUTE),
        (ColumnType.DURATION, {"scale_text": "milliseconds"}, "0.5", 500),
        (ColumnType.DURATION, {"scale_text": "hours"}, "-1.5", -90 * MINUTE),
        (ColumnType.DURATION, {"scale_text": "seconds"}, "0.1", 100_000),
        (ColumnType.DURATION, {}, "26:30:00", 1590 * MINUTE),
        (ColumnType.DURATION, {}, "1 day, 2:30:00", 1590 * MINUTE),
        (ColumnType.DURATION, {"scale_text": "h:mm"}, "26:30", 1590 * MINUTE),
        (ColumnType.DURATION, {}, "PT26H30M", 1590 * MINUTE),
        (ColumnType.DURATION, {"scale_text": "seconds"}, "1970-01-02 02:30:00", 1590 * MINUTE),
    ],
)
def test_a_text_is_read(
    kind: ColumnType, changes: dict[str, Any], text: str, value: object, tmp_path: Path
) -> None:
    assert values(tmp_path, [text], kind, **changes) == [value]


@pytest.mark.parametrize(
    ("kind", "changes", "text"),
    [
        (ColumnType.WHOLE, {}, "7.5"),
        (ColumnType.WHOLE, {}, "1,000"),
        (ColumnType.WHOLE, {}, "1_000"),
        (ColumnType.WHOLE, {}, "9" * 20),
        (ColumnType.WHOLE, {"format": "thousands comma"}, "1,00"),
        (ColumnType.NUMBER, {}, "NaN"),
        (ColumnType.NUMBER, {}, "-Infinity"),
        (ColumnType.NUMBER, {}, "0x1F"),
        (ColumnType.NUMBER, {}, "0.0000000000000001"),
        (ColumnType.NUMBER, {}, "1e30"),
        (ColumnType.NUMBER, {}, "1.234,5"),
        (ColumnType.MONEY, {"unit": Unit.money("EUR")}, "USD 12.50"),
        (ColumnType.PERCENT, {}, "%"),
        (ColumnType.TRUTH, {}, "perhaps"),
        (ColumnType.DATE, {}, "2026-01-31 09:00:00"),
        (ColumnType.DATE, {}, "2026-02-30"),
        (ColumnType.DURATION, {}, "90"),
        (ColumnType.DURATION, {"scale_text": "minutes"}, "P"),
        (ColumnType.DURATION, {"scale_text": "minutes"}, "1:75:00"),
        (ColumnType.DURATION, {"scale_text": "days"}, "9" * 18),
    ],
)
def test_a_text_is_refused(
    kind: ColumnType, changes: dict[str, Any], text: str, tmp_path: Path
) -> None:
    put(tmp_path, "incidents.csv", f'index,v\n1,"{text}"\n')
    read_as = table(column("index"), column("v", kind, **changes))

    found = one(take(read_as, tmp_path))

    assert (found.code, str(found.span)) == ("E022", "incidents.csv:2:2")
    assert f"1 value cannot be read as {kind.value}" in found.message


@pytest.mark.parametrize(
    ("words", "text", "instant"),
    [
        ("", "2026-01-05", "2026-01-05T00:00:00"),
        ("", "2026-01-05T09:30", "2026-01-05T09:30:00"),
        ("", "2026-01-05 09:30:15.25", "2026-01-05T09:30:15.250000"),
        ("", "2026-01-05T09:30:00Z", "2026-01-05T09:30:00"),
        ("", "2026-01-05T09:30:00+05:30", "2026-01-05T04:00:00"),
        ("", "2026-01-05 09:30:00-0330", "2026-01-05T13:00:00"),
        ("", "2026-01-05 09:30:00 UTC", "2026-01-05T09:30:00"),
        ("day/month/year hour:minute", "29/2/2016 1:16", "2016-02-29T01:16:00"),
        (
            "month/day/year hour:minute:second am/pm",
            "02/29/2016 12:05:09 AM",
            "2016-02-29T00:05:09",
        ),
        (
            "month/day/year hour:minute:second am/pm",
            "02/29/2016 12:05:09 pm",
            "2016-02-29T12:05:09",
        ),
        ("day-month name-short year hour.minute", "05-Mar-26 7.05", "2026-03-05T07:05:00"),
        (
            "year-month-dayThour:minute:secondoffset",
            "2026-1-5T09:30:00,5+02",
            "2026-01-05T07:30:00.500000",
        ),
        ("epoch seconds", "1767605400.5", "2026-01-05T09:30:00.500000"),
        ("epoch milliseconds", "1767605400250", "2026-01-05T09:30:00.250000"),
    ],
)
def test_an_instant_is_read(words: str, text: str, instant: str, tmp_path: Path) -> None:
    read = values(tmp_path, [text], ColumnType.INSTANT, format=words)

    assert read == [datetime.fromisoformat(instant)]


def test_what_is_finer_than_a_microsecond_is_cut_off_and_said(tmp_path: Path) -> None:
    put(
        tmp_path,
        "incidents.csv",
        "v\n2026-01-05 09:30:00.123456900\n2026-01-05 09:30:00.123456000\n",
    )
    taken = take(table(column("v", ColumnType.INSTANT), zone="UTC"), tmp_path)

    assert {row[0] for row in rows(whole(taken))} == {
        datetime.fromisoformat("2026-01-05T09:30:00.123456")
    }
    assert [str(each.span) for each in taken.diagnostics] == ["incidents.csv:2:1"]
    assert "1 value is finer than a microsecond" in taken.diagnostics[0].message


def test_strange_wall_clocks_are_read_by_the_rule_and_counted(tmp_path: Path) -> None:
    """Amsterdam: 29 March 2026 has no 02:30, 25 October 2026 has two."""
    put(tmp_path, "incidents.csv", "v\n2026-03-29 02:30\n2026-10-25 02:30\n2026-10-25 03:00\n")
    taken = take(table(column("v", ColumnType.INSTANT)), tmp_path)

    assert [row[0].isoformat() for row in rows(whole(taken))] == [
        "2026-03-29T01:30:00",
        "2026-10-25T00:30:00",
        "2026-10-25T02:00:00",
    ]
    assert [each.code for each in taken.diagnostics] == ["E027", "E026"]
    assert "1 time happened twice in Europe/Amsterdam" in taken.diagnostics[1].message
    assert "'2026-10-25 02:30' in line 3" in taken.diagnostics[1].message


def test_offsets_beside_wall_clocks_are_said(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "v\n2026-01-05 09:30+05:30\n2026-01-05 09:30\n")
    taken = take(table(column("v", ColumnType.INSTANT)), tmp_path)

    assert [row[0].isoformat() for row in rows(whole(taken))] == [
        "2026-01-05T04:00:00",
        "2026-01-05T08:30:00",
    ]
    assert [(each.code, str(each.span)) for each in taken.diagnostics] == [
        ("E029", "incidents.csv:3:1")
    ]


def test_a_column_may_have_a_zone_of_its_own(tmp_path: Path) -> None:
    read = values(tmp_path, ["2026-01-05 09:30"], ColumnType.INSTANT, zone="Australia/Lord_Howe")
    assert read == [datetime.fromisoformat("2026-01-04T22:30:00")]


ZONES = (
    "Europe/Amsterdam",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "America/St_Johns",
    "Africa/Casablanca",
    "Pacific/Apia",
    "America/Asuncion",
)


@given(
    zone=st.sampled_from(ZONES),
    wall=st.datetimes(datetime.fromisoformat("1975-01-01"), datetime.fromisoformat("2030-12-31")),
)
@settings(max_examples=200, deadline=None)
def test_wall_clocks_agree_with_python(zone: str, wall: datetime) -> None:
    """The column's rule is that of ``fold=0``."""
    moment = wall.replace(microsecond=0)
    found = find_zone(zone, moment - timedelta(days=300), moment + timedelta(days=300))
    second = int(moment.replace(tzinfo=UTC).timestamp())
    offset = next(
        (change.before for change in found.transitions if second < change.wall_until), found.last
    )

    expected = moment.replace(tzinfo=load_zone(zone)).astimezone(UTC)

    assert moment.replace(tzinfo=UTC) - timedelta(seconds=offset) == expected


@given(numbers=st.lists(st.decimals(-(10**15), 10**15, places=15), min_size=1, max_size=20))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_numbers_keep_every_digit(numbers: list[Decimal], tmp_path: Path) -> None:
    texts = [format(number, "f") for number in numbers]
    assert values(tmp_path, texts, ColumnType.NUMBER) == numbers


def test_values_are_renamed_before_nulls_are_taken_out(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "v\n?\n-100\n1 - Critical\n")
    read_as = table(column("v", values={"-100": "?", "1 - Critical": "P1"}), nulls=("?",))
    assert rows(whole(take(read_as, tmp_path))) == [(None,), (None,), ("P1",)]


@pytest.mark.parametrize(
    ("changed", "code", "says"),
    [
        (column("v", ColumnType.INSTANT, format="day/mnth/year"), "E024", "no part 'mnth'"),
        (column("v", ColumnType.INSTANT, format="hour:minute"), "E024", "it has no year"),
        (column("v", ColumnType.DATE, format="day/day/year"), "E024", "it has day twice"),
        (column("v", ColumnType.NUMBER, format="european"), "E024", "not a way to spell numbers"),
        (column("v", ColumnType.INSTANT, zone="Europe/Amsterdan"), "E023", "is not a time zone"),
        (column("v", ColumnType.DURATION, scale_text="fortnights"), "E025", "'fortnights'"),
        (column("v", ColumnType.WHOLE, personal=True), "E030", "only text"),
        (column("_record"), "E031", "reserved"),
    ],
)
def test_a_mapping_mistake_points_into_the_agreement(
    changed: EvidenceColumn, code: str, says: str, tmp_path: Path
) -> None:
    found = one(take(table(changed), tmp_path))

    assert (found.code, str(found.span)) == (code, "agreement.yaml:7:3")
    assert says in found.message


def test_the_zone_of_a_table_must_exist(tmp_path: Path) -> None:
    found = one(take(replace(table(column("v")), zone="CEST"), tmp_path))
    assert found.message == "'CEST' is not a time zone"


def test_a_cell_with_several_values_makes_a_row_of_each(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", 'id,parts\n1,"web, api,"\n2,\n3,db\n')
    read_as = table(
        column("id", ColumnType.WHOLE), column("parts", split_by=",", values={"db": "data"})
    )
    assert rows(whole(take(read_as, tmp_path))) == [
        (1, "api"),
        (1, "web"),
        (2, None),
        (3, "data"),
    ]
