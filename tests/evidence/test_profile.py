"""A profile says in words what is odd, and nothing where nothing is."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from servanda.agreement.model.evidence import ColumnType, EvidenceForm
from servanda.evidence.findings.finding import FindingKind
from servanda.evidence.profile import Profile, profile_file, profile_table
from tests.evidence.tables import column, put, table, take, whole

START = datetime.fromisoformat("2026-01-05T00:00:00")
CASES = table(
    column("number"),
    column("opened", ColumnType.INSTANT),
    column("resolved", ColumnType.INSTANT),
    key="number",
    zone="UTC",
)
EVENTS = table(
    column("number"),
    column("changed", ColumnType.INSTANT),
    column("status"),
    column("sequence", ColumnType.WHOLE),
    form=EvidenceForm.EVENT,
    key="number",
    at="changed",
    zone="UTC",
)


def said(profile: Profile, kind: FindingKind) -> list[str]:
    return [each.text for each in profile.findings if each.kind is kind]


def series(tmp_path: Path, moments: list[datetime]) -> Profile:
    lines = "".join(
        f"{moment.isoformat(sep=' ')},{number}\n" for number, moment in enumerate(moments)
    )
    return profile_file(put(tmp_path, "series.csv", f"time,value\n{lines}"))


def cases(tmp_path: Path, *lines: str) -> Profile:
    path = put(
        tmp_path, "incidents.csv", "number,opened,resolved\n" + "".join(f"{x}\n" for x in lines)
    )
    return profile_table(CASES, path)


def events(tmp_path: Path, *lines: str, order: str = "") -> Profile:
    content = "number,changed,status,sequence\n" + "".join(f"{line}\n" for line in lines)
    return profile_table(replace(EVENTS, order=order), put(tmp_path, "incidents.csv", content))


def test_a_table_in_order_has_nothing_odd(tmp_path: Path) -> None:
    profile = cases(
        tmp_path, "A,2026-01-05 09:00,2026-01-05 10:00", "B,2026-01-06 09:00,2026-01-06 11:00"
    )
    assert profile.findings == ()
    assert profile.rows == 2
    assert [(each.type, each.filled, each.least) for each in profile.columns] == [
        ("text", 2, "A"),
        ("instant", 2, "2026-01-05 09:00"),
        ("instant", 2, "2026-01-05 10:00"),
    ]


def test_empty_cells_are_counted(tmp_path: Path) -> None:
    profile = cases(tmp_path, "A,2026-01-05 09:00,", ",2026-01-06 09:00,")
    assert said(profile, FindingKind.EMPTY) == [
        "'number' is empty in 1 of 2 rows (50%). It names the case, so these rows belong to none.",
        "'resolved' is empty throughout.",
    ]


def test_duplicates_are_counted_by_row_and_by_case(tmp_path: Path) -> None:
    profile = cases(tmp_path, "A,2026-01-05 09:00,", "A,2026-01-05 09:00,", "A,2026-01-06 09:00,")
    assert said(profile, FindingKind.DUPLICATE) == [
        "1 row repeats another row in every column.",
        (
            "1 incident appears more than once under 'number', where each row should be another: "
            "A (3 times)."
        ),
    ]


def test_resolving_before_opening_is_said_even_if_most_do(tmp_path: Path) -> None:
    profile = cases(
        tmp_path,
        "A,2026-01-05 09:00,2026-01-05 08:00",
        "B,2026-01-06 09:00,2026-01-06 08:30",
        "C,2026-01-07 09:00,2026-01-07 10:00",
    )
    assert said(profile, FindingKind.ORDER) == [
        (
            "2 of 3 rows (67%) are resolved before they are opened ('resolved' before 'opened'), "
            "by 30 minutes to 1 hour."
        )
    ]


def test_a_shift_by_whole_hours_is_suspicious(tmp_path: Path) -> None:
    lines = [f"I{day},2026-01-{day:02} 09:00,2026-01-{day:02} 07:00" for day in range(1, 21)]
    profile = cases(tmp_path, *lines)
    assert "may be in another time zone" in said(profile, FindingKind.ORDER)[0]
    assert said(profile, FindingKind.ZONE) == [
        (
            "'opened' is exactly 2 hours after 'resolved' in 20 of 20 rows (100%): the two may be "
            "written in different time zones."
        )
    ]


def test_midnights_are_dates_perhaps(tmp_path: Path) -> None:
    lines = [f"I{day},2026-01-{day:02} 00:00,2026-01-{day:02} 07:{day:02}" for day in range(1, 11)]
    assert said(cases(tmp_path, *lines), FindingKind.MIDNIGHT) == [
        (
            "'opened' is exactly midnight in 10 of 10 rows (100%): dates without a time, "
            "perhaps, so "
            "hours cannot be counted from them."
        )
    ]


def test_times_far_from_the_rest_are_said(tmp_path: Path) -> None:
    lines = [f"I{n},{START + timedelta(hours=n)}," for n in range(150)]
    profile = cases(tmp_path, *lines, "X,2030-01-01 12:00,")
    assert said(profile, FindingKind.FAR_OFF) == [
        "'opened' has 1 time more than a year away from nearly all others: 2030-01-01 12:00 (UTC)."
    ]


def test_ties_need_an_order(tmp_path: Path) -> None:
    lines = ("A,2026-01-05 09:00,New,1", "A,2026-01-05 09:00,Open,2", "A,2026-01-05 10:00,Done,3")
    assert said(events(tmp_path, *lines), FindingKind.TIE) == [
        (
            "2 of 3 events (67%) share 'changed' with another event of the same incident, and no "
            "column says which came first; name one as order, if there is one."
        )
    ]
    assert said(events(tmp_path, *lines, order="sequence"), FindingKind.TIE) == []


def test_events_after_closing_are_said(tmp_path: Path) -> None:
    lines = [f"I{n},2026-01-05 09:0{n},Closed,1" for n in range(5)]
    lines += ["I0,2026-01-06 09:00,Active,2", "I0,2026-01-07 09:00,Closed,3"]
    assert said(events(tmp_path, *lines), FindingKind.AFTER_CLOSING) == [
        (
            "1 event of 1 incident comes after 'status' was 'Closed', the status in which "
            "cases end; "
            "say whether that reopens them."
        )
    ]


def test_words_that_the_agreement_does_not_rename_are_said(tmp_path: Path) -> None:
    path = put(tmp_path, "incidents.csv", "priority\n1 - Critical\n0 - Panic\n0 - Panic\n")
    read_as = table(column("priority", values={"1 - Critical": "P1"}))
    assert said(profile_table(read_as, path), FindingKind.NEW_VALUE) == [
        "'priority' has 1 value that the agreement says nothing about: '0 - Panic' (2 rows)."
    ]


def test_words_that_an_earlier_snapshot_did_not_have_are_said(tmp_path: Path) -> None:
    read_as = table(column("status"))
    put(tmp_path, "incidents.csv", "status\nOpen\nClosed\n")
    earlier = whole(take(read_as, tmp_path))
    path = put(tmp_path, "incidents.csv", "status\nOpen\nParked\n")
    assert said(profile_table(read_as, path, earlier=earlier), FindingKind.NEW_VALUE) == [
        "'status' has 1 value never seen before: 'Parked' (1 row)."
    ]


def test_spellings_and_codes_are_said(tmp_path: Path) -> None:
    content = "state\n" + "New\n" * 60 + "new \n" + "-100\n"
    profile = profile_table(table(column("state")), put(tmp_path, "incidents.csv", content))
    assert said(profile, FindingKind.SPELLING) == [
        "'state' spells one thing in several ways: 'New' (60) and 'new ' (1).",
        "'state' holds words, but also '-100' (1 row): a code for something unknown?",
    ]


def test_gaps_in_a_series_are_said(tmp_path: Path) -> None:
    moments = [START + timedelta(minutes=5 * n) for n in range(100) if not 40 <= n < 50]
    assert said(series(tmp_path, moments), FindingKind.GAP) == [
        (
            "Readings come every 5 minutes, but there is 1 gap in 'time'; the longest lasts "
            "55 minutes, from 2026-01-05 03:15 to 2026-01-05 04:10. About 10 readings are missing."
        )
    ]


def test_readings_squashed_onto_one_minute_are_said(tmp_path: Path) -> None:
    moments = [START + timedelta(minutes=5 * n) for n in range(100)]
    moments[40:52] = [moments[52]] * 12
    assert said(series(tmp_path, moments), FindingKind.SQUASHED) == [
        (
            "13 readings of 'time' share their time with another, in a series of one at a time: "
            "13 at 2026-01-05 04:20."
        )
    ]


def test_days_without_rows_are_said(tmp_path: Path) -> None:
    generator = random.Random(1)
    lines = [
        f"I{day}-{n},{START + timedelta(days=day, seconds=generator.randrange(86_400))},"
        for day in range(28)
        for n in range(8)
        if day != 9
    ]
    assert said(cases(tmp_path, *lines), FindingKind.GAP) == [
        (
            "On 1 day there are no rows at all by 'opened', where that weekday usually has "
            "up to 8: "
            "2026-01-14."
        )
    ]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "22"], "whole number"),
        (["1.5", "2"], "number"),
        (["1,000", "2,500"], "whole number (thousands comma)"),
        (["1.000,5", "2"], "number (decimal comma)"),
        (["007", "012"], "text"),
        (["95%", "99.5%"], "percent"),
        (["true", "false"], "yes or no"),
        (["2026-01-05", "2026-01-06"], "date"),
        (["2026-01-05T09:00:00Z", "2026-01-06T09:00:00Z"], "instant"),
        (["13/1/2026 9:00", "1/2/2026 10:00"], "instant (day/month/year hour:minute)"),
        (["1/13/2026 9:00 AM", "1/2/2026 1:00 PM"], "instant (month/day/year hour:minute am/pm)"),
        (["13.1.26", "14.1.26"], "date (day.month.short year)"),
        (["5 Jan 2026", "6 March 2026"], "date (day month name year)"),
        (["0:30:00", "26:00:00"], "duration"),
        (["?", "?"], "text"),
    ],
)
def test_types_are_guessed(cells: list[str], kind: str, tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", "v\n" + "".join(f'"{cell}"\n' for cell in cells))
    assert [each.type for each in profile_file(path).columns] == [kind]


def test_an_order_of_day_and_month_that_nothing_decides_is_said(tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", "opened\n1/2/2026\n3/4/2026\n")
    assert said(profile_file(path), FindingKind.MEANING) == [
        (
            "'opened' can be read in more than one way: 'day/month/year' and 'month/day/year'. "
            "No value decides between them; say which it is."
        )
    ]


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    profile = profile_file(put(tmp_path, "x.csv", ""))
    assert [each.code for each in profile.diagnostics] == ["E005"]
    assert (profile.rows, profile.form, profile.columns) == (0, None, ())


def test_people_are_not_shown(tmp_path: Path) -> None:
    path = put(tmp_path, "incidents.csv", "caller\nAnna\n")
    profile = profile_table(table(column("caller", personal=True)), path)
    assert (profile.columns[0].least, profile.columns[0].greatest) == ("", "")


def test_a_column_that_seems_to_name_people_is_told(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "export.csv",
        "number,Assigned to,reply,team,asked\n"
        "1,Anna,anna@acme.example,Desk,person-7bd4b1d1ae8f3a50\n"
        "2,Bob,,Desk,person-7bd4b1d1ae8f3a50\n",
    )
    assert said(profile_file(path), FindingKind.PEOPLE) == [
        f"'{heading}' seems to name people ({why}). Say 'personal: yes', and a pseudonym stands in "
        "its place; leave the column out if no figure needs it."
        for heading, why in (
            ("Assigned to", "as its heading says"),
            ("reply", "e-mail addresses stand in it"),
        )
    ]
    read_as = table(column("agent", source="Assigned to", impersonal=True), column("team"))
    assert said(profile_table(read_as, path), FindingKind.PEOPLE) == []


def test_spellings_of_names_are_not_said(tmp_path: Path) -> None:
    path = put(tmp_path, "incidents.csv", "caller\nAnna\nanna\n")
    found = profile_table(table(column("caller", personal=True)), path)
    assert said(found, FindingKind.SPELLING) == []


def test_a_clock_put_forward_is_no_gap(tmp_path: Path) -> None:
    begin = datetime.fromisoformat("2026-03-28T20:00:00+00:00")
    moments = [begin + timedelta(minutes=15 * number) for number in range(80)]
    walls = [each.astimezone(ZoneInfo("Europe/Amsterdam")) for each in moments]
    lines = "".join(f"{wall.replace(tzinfo=None).isoformat(sep=' ')},1\n" for wall in walls)
    path = put(tmp_path, "series.csv", f"time,value\n{lines}")
    assert said(profile_file(path, zone="Europe/Amsterdam"), FindingKind.GAP) == []


def test_durations_are_shown_in_hours_and_seconds(tmp_path: Path) -> None:
    rows = "".join(f"2026-01-05 0{number}:00:00,{number * 2500}\n" for number in range(3))
    took = column("took", ColumnType.DURATION)
    probes = table(
        column("seen", ColumnType.INSTANT),
        replace(took, scale_text="milliseconds"),
        form=EvidenceForm.RECORD,
        at="seen",
        zone="UTC",
    )
    profile = profile_table(probes, put(tmp_path, "probes.csv", f"seen,took\n{rows}"))
    shown = {each.name: (each.least, each.greatest) for each in profile.columns}
    assert shown["took"] == ("0 s", "5 s")
