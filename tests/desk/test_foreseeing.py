"""The period under way is looked at when evidence comes, and people are told in time."""

from __future__ import annotations

import hashlib
from pathlib import Path

from servanda.desk.bringing import add_part, begin_upload
from servanda.desk.callers import Caller
from servanda.desk.foreseeing import outlook_seen
from servanda.desk.letter_wishes import LetterWishes, wish_letters
from servanda.desk.letters import reminder_letter
from servanda.desk.portfolio import Asked, PeriodUnderWay, portfolio
from servanda.desk.worker import Worker
from servanda.facts.statement import LevelReached
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.record.models import Finding, Job, Person, ReminderDue
from servanda.record.opening import current_book
from tests.desk.book import Parties
from tests.flow.kept import HEADER, JANUARY

NOW = Instant.parse("2026-02-10T09:00:00Z")
FEBRUARY = "4,2026-02-02T10:00:00Z,2026-02-02T11:00:00Z\n5,2026-02-10T08:00:00Z,\n"
"""One ticket in time, and one that falls due at noon."""


def _work_off(at: Instant) -> None:
    worker = Worker(now=lambda: at)
    while worker.step():
        pass


def _bring(parties: Parties, rows: str, at: Instant = NOW) -> None:
    content = (HEADER + JANUARY + rows).encode()
    caller = Caller(person=parties.provider, at=at)
    upload = begin_upload(
        caller, parties.key, "tickets.csv", len(content), hashlib.sha256(content).hexdigest()
    )
    add_part(caller, parties.key, upload.key, 0, content)


def _letters() -> list[Job]:
    return list(Job.objects.filter(does="letter mailed").order_by("pk"))


def test_the_open_period_is_computed_when_evidence_comes_and_then_only_read(
    parties: Parties,
) -> None:
    """Two tickets in February, one of them open: the level hangs on it."""
    _bring(parties, FEBRUARY)
    _work_off(NOW)
    caller = Caller(person=parties.client, at=NOW)
    found = outlook_seen(caller, parties.key)
    assert found.finding.is_fresh
    assert found.finding.job is None
    outlook = found.outlook
    assert outlook is not None
    assert outlook.period == "2026-02"
    assert [each.key for each in outlook.cases] == ["5"]
    (level,) = (each for each in outlook.levels if each.commitment == "restored")
    assert (level.best, level.is_open) == (LevelReached.EXPECTED, True)
    assert outlook.service_credits.best == Quantity.money(0, "EUR")
    assert outlook.service_credits.worst == Quantity.money(1000, "EUR")
    assert Finding.objects.count() == 1
    (row,) = portfolio(caller, Asked()).rows
    assert row.under_way == PeriodUnderWay(
        period="2026-02",
        missed=0,
        undecided=1,
        lost=Quantity.money(0, "EUR"),
        at_stake=Quantity.money(1000, "EUR"),
    )
    assert not row.is_looked_at


def test_other_evidence_makes_it_old_and_it_is_computed_once_more(parties: Parties) -> None:
    _bring(parties, FEBRUARY)
    _work_off(NOW)
    (parties.evidence(_book()) / "tickets.csv").write_text(
        HEADER + JANUARY + FEBRUARY + "6,2026-02-10T08:30:00Z,\n", "utf-8"
    )
    caller = Caller(person=parties.client, at=NOW)
    stale = outlook_seen(caller, parties.key)
    assert not stale.finding.is_fresh
    assert stale.outlook is not None
    assert outlook_seen(caller, parties.key).finding.job == stale.finding.job
    _work_off(NOW)
    fresh = outlook_seen(caller, parties.key)
    assert fresh.finding.is_fresh
    assert fresh.outlook is not None
    assert {each.key for each in fresh.outlook.cases} == {"5", "6"}


def test_where_nothing_is_under_way_that_is_said(parties: Parties) -> None:
    (parties.evidence(_book()) / "tickets.csv").write_text(
        HEADER + "1,2026-01-31T10:00:00Z,2026-01-31T11:00:00Z\n", "utf-8"
    )
    caller = Caller(person=parties.client, at=NOW)
    assert outlook_seen(caller, parties.key).finding.why_not == ""
    _work_off(NOW)
    assert "does not reach" in outlook_seen(caller, parties.key).finding.why_not


def test_who_promised_is_told_once_of_a_case_that_is_about_to_be_missed(parties: Parties) -> None:
    _bring(parties, FEBRUARY)
    _work_off(NOW)
    (due,) = ReminderDue.objects.filter(person=parties.provider)
    assert due.told_at is not None
    # The letter is handed over and its words forgotten; how it reads is asked below.
    assert not ReminderDue.objects.filter(person=parties.client).exists()
    assert len(_letters()) == 1
    _bring(parties, FEBRUARY + "6,2026-02-03T08:00:00Z,2026-02-03T08:30:00Z\n")
    _work_off(NOW)
    assert ReminderDue.objects.count() == 1
    assert len(_letters()) == 1


def test_who_wants_no_letters_gets_none(parties: Parties) -> None:
    wish_letters(Caller(person=parties.provider, at=NOW), LetterWishes(how_often="never"))
    _bring(parties, FEBRUARY)
    _work_off(NOW)
    assert _letters() == []


def test_a_case_that_is_past_due_is_nobodys_to_prevent(parties: Parties) -> None:
    later = Instant.parse("2026-02-11T09:00:00Z")
    _bring(parties, FEBRUARY, at=later)
    _work_off(later)
    assert not ReminderDue.objects.exists()


def _book() -> Path:
    return current_book().path


def test_the_letter_tells_what_can_still_end_in_time_apart_from_what_waits() -> None:
    told = {"agreement": "abc", "title": "A small desk", "due": "10 Feb, 13:00", "silence": ""}
    missed = {**told, "what": "5 of 'restored' is still open", "sort": "about to be missed"}
    waits = {**told, "what": "Statement of 2026-01", "sort": "asked"}
    person = Person(name="J. Smith", email="j.smith@example.com")
    letter = reminder_letter(person, [missed], "https://book")
    assert letter.subject == "A small desk: 5 of 'restored' is still open"
    assert "this can still end in time:" in letter.text
    assert "- 5 of 'restored' is still open, and falls due 10 Feb, 13:00" in letter.text
    assert "https://book/agreements/abc/open-period/" in letter.text
    both = reminder_letter(person, [waits, *[missed] * 30], "https://book")
    assert both.subject == "30 cases can still end in time; 1 thing waits for your answer"
    assert "- and 10 more" in both.text
    assert "this waits for your party's answer:" in both.text
