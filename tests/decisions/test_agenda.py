"""The calendar of an agreement: what falls on which day, and as a file for calendars."""

from __future__ import annotations

from datetime import date, timedelta

from icalendar import Calendar

from servanda.decisions.agenda import AgendaItem, AgendaSort, agenda
from servanda.facts.decision import EvidenceSubmitted
from servanda.reports.agenda import agenda_ics, agenda_lines
from tests.decisions.talk import TEXT, Talk, at, history_of

LONG = (
    TEXT.replace(
        "in force: {from: 2026-01-01, until: 2026-12-31}",
        "in force: {from: 2026-01-01, until: 2026-12-31, notice: 3 months, renewal: 12 months}",
    )
    .replace(
        "  statement: {within",
        "  evidence: {within: 48 hours, silence means: accepted}\n"
        "  statement: {handed over within: 5 business days of office, within",
    )
    .replace("calendars:", "terms: {price: {2026-01-01: 10 EUR, 2026-07-01: 11 EUR}}\ncalendars:")
)


def items_of(talk: Talk, first: date, last: date) -> tuple[AgendaItem, ...]:
    return agenda(talk.book, talk.standing, first, last)


def sorts(items: tuple[AgendaItem, ...], sort: AgendaSort) -> list[tuple[str, str]]:
    return [(str(each.day), each.what) for each in items if each.sort is sort]


def test_a_year_has_its_days() -> None:
    talk = Talk(history_of(LONG))
    year = items_of(talk, date(2026, 1, 1), date(2027, 1, 31))
    assert sorts(year, AgendaSort.BEGINS) == [("2026-01-01", "the agreement is in force")]
    assert sorts(year, AgendaSort.NOTICE) == [
        ("2026-09-30", "last day to give notice for 2026-12-31; else it is renewed")
    ]
    assert sorts(year, AgendaSort.RENEWED) == [
        ("2027-01-01", "renewed for 12 months, unless notice was given")
    ]
    assert sorts(year, AgendaSort.ENDS) == []
    assert sorts(year, AgendaSort.VALUE_CHANGES) == [("2026-07-01", "price changes")]
    assert sorts(year, AgendaSort.STABILIZATION_ENDS) == [
        ("2026-04-01", "money moves from 2026-04 on")
    ]
    due = sorts(year, AgendaSort.STATEMENT_DUE)
    assert due[0] == ("2026-02-09", "the statement of 2026-01 is handed over")
    assert len(due) == 12
    claims = [each for each in year if each.sort is AgendaSort.CLAIM_UNTIL]
    assert claims[0].party == "provider"
    assert str(claims[0].day) == "2026-02-16"


def test_what_was_handed_over_is_due_no_longer_and_its_answer_is() -> None:
    talk = Talk(history_of(LONG))
    talk.issue("2026-03-02 10:00", "2026-02")
    talk.say("2026-03-03 10:00", "provider", EvidenceSubmitted(snapshot_sha256="a", texts=()))
    march = items_of(talk, date(2026, 3, 1), date(2026, 3, 31))
    assert sorts(march, AgendaSort.STATEMENT_DUE) == []
    assert sorts(march, AgendaSort.ANSWER_DUE) == [
        ("2026-03-05", "last day to answer evidence 2; silence means accepted"),
        ("2026-03-23", "last day to answer statement of 2026-02; silence means agreed"),
    ]


def test_an_agreement_that_ends_says_when() -> None:
    year = items_of(Talk(), date(2026, 6, 1), date(2027, 12, 31))
    assert sorts(year, AgendaSort.ENDS) == [("2026-12-31", "last day of the agreement")]
    assert sorts(year, AgendaSort.NOTICE) == []


def test_a_calendar_takes_the_file_over() -> None:
    talk = Talk(history_of(LONG.replace("title: Sample", 'title: "Sample, part; one\\\\ two"')))
    items = items_of(talk, date(2026, 1, 1), date(2027, 1, 31))
    moment = at("2026-01-05 10:00")
    content = agenda_ics(talk.book, items, moment)
    assert content == agenda_ics(talk.book, items, moment)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    read = Calendar.from_ical(content)
    assert not read.errors
    events = read.walk("VEVENT")
    assert [each.decoded("dtstart") for each in events] == [each.day for each in items]
    assert all(
        each.decoded("dtend") - each.decoded("dtstart") == timedelta(days=1) for each in events
    )
    assert len({str(each["uid"]) for each in events}) == len(items)
    notice = next(each for each in events if "notice for 2026-12-31" in str(each["summary"]))
    assert str(notice["summary"]).startswith("Sample, part; one\\ two: last day to give notice")
    (alarm,) = notice.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-30)


def test_a_time_limit_that_moves_keeps_its_event() -> None:
    talk = Talk(history_of(LONG))
    talk.issue("2026-03-02 10:00", "2026-02")
    (before,) = (
        each
        for each in items_of(talk, date(2026, 3, 1), date(2026, 4, 1))
        if each.sort is AgendaSort.ANSWER_DUE
    )
    moved = AgendaItem(
        day=date(2026, 4, 1),
        sort=before.sort,
        what=before.what,
        party=before.party,
        about=before.about,
    )
    uids = {
        str(Calendar.from_ical(agenda_ics(talk.book, [each], at("2026-03-03 10:00")))
            .walk("VEVENT")[0]["uid"])
        for each in (before, moved)
    }  # fmt: skip
    assert len(uids) == 1


def test_days_are_told_in_words() -> None:
    talk = Talk(history_of(LONG))
    lines = list(agenda_lines(talk.book, items_of(talk, date(2026, 2, 9), date(2026, 2, 9))))
    (line,) = lines
    assert line.startswith(
        "2026-02-09  the provider: the statement of 2026-01 is handed over (until"
    )
    nothing = items_of(talk, date(2026, 1, 20), date(2026, 1, 20))
    assert list(agenda_lines(talk.book, nothing)) == ["Nothing falls on these days."]
