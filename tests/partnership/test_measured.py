"""What stands in the journal is measured like any ticket, and moves money."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from servanda.facts.decision import EntryReversed, WorkAccepted, WorkDelivered, WorkRequested
from servanda.facts.statement import Statement
from servanda.journal.chain import Speaker
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.pipeline.bundling import bundle
from servanda.pipeline.explaining import explain
from servanda.pipeline.issuing import issue
from servanda.pipeline.moment import Moment
from servanda.pipeline.record import Record
from servanda.pipeline.verifying import verify
from tests.partnership.pair import (
    CIO,
    EXECUTIVE,
    MANAGER,
    TEXT,
    amsterdam,
    begin,
    held,
    opened,
    published,
    say,
    settled,
)

RESTORED = amsterdam("2026-02-10 09:00:00")
IN_TIME = RESTORED.plus_seconds(48 * 3600)
TOO_LATE = Instant(IN_TIME.micros + MICROS_PER_SECOND)
MARCH = amsterdam("2026-03-02 10:00:00")
JULY = amsterdam("2026-07-02 10:00:00")


def figure(statement: Statement, measure: str) -> Fraction:
    """Return the figure that a commitment judges."""
    found = next(each for each in statement.assessments if each.commitment == measure)
    value = found.measurement.value
    assert isinstance(value, Quantity)
    return value.amount


def paid(statement: Statement, name: str) -> Fraction:
    """Return what a line pays."""
    return next(each for each in statement.lines if each.name == name).payable.amount


@pytest.mark.parametrize(
    ("when", "met", "earned"), [(IN_TIME, 1, 50), (TOO_LATE, 0, 0)], ids=["48:00:00", "48:00:01"]
)
def test_a_review_after_48_hours_earns_its_incentive_and_a_second_later_does_not(
    tmp_path: Path, when: Instant, met: int, earned: int
) -> None:
    workspace = begin(tmp_path)
    asked = say(workspace, RESTORED.plus_seconds(600), "client", opened("INC1", RESTORED))
    entry = say(workspace, when, "provider", published(asked))
    statement = settled(workspace, "2026-02", MARCH)
    assert figure(statement, "review_speed") == met
    assert paid(statement, "quick_review") == earned
    explained = explain(workspace, "review_speed", "2026-02", moment=Moment(at=MARCH)).value
    assert explained is not None
    (record,) = explained.taken[0].records.first
    assert record.key == f"entry {asked.number}"
    assert record.values["stopped"] == entry.at


def test_a_review_that_nobody_hands_over_is_missed_once_its_time_is_over(tmp_path: Path) -> None:
    workspace = begin(tmp_path)
    say(workspace, RESTORED.plus_seconds(600), "client", opened("INC1", RESTORED))
    assert figure(settled(workspace, "2026-02", MARCH), "review_speed") == 0


def test_without_the_cio_a_review_is_not_held_and_its_line_changes(tmp_path: Path) -> None:
    workspace = begin(tmp_path)
    when = amsterdam("2026-06-10 10:00:00")
    whole = say(workspace, when, "client", held(CIO, MANAGER, EXECUTIVE, at=when))
    statement = settled(workspace, "2026-06", JULY)
    assert figure(statement, "reviews_held") == 1
    assert paid(statement, "not_talked") == 0
    back = EntryReversed(entry=whole.sha256, reason="She had to leave.")
    say(workspace, when.plus_seconds(60), "client", back)
    say(workspace, when.plus_seconds(120), "client", held(MANAGER, EXECUTIVE, at=when))
    statement = settled(workspace, "2026-06", JULY)
    assert figure(statement, "reviews_held") == 0
    assert paid(statement, "not_talked") == 500


def test_a_statement_on_what_the_journal_says_is_computed_anew(tmp_path: Path) -> None:
    workspace = begin(tmp_path / "pair")
    asked = say(workspace, RESTORED.plus_seconds(600), "client", opened("INC1", RESTORED))
    say(workspace, IN_TIME, "provider", published(asked))
    provider = Speaker(party="provider", person="J. Smith")
    issued = issue(workspace, "2026-01", provider, MARCH).value
    assert issued is not None
    issued = issue(workspace, "2026-02", provider, MARCH.plus_seconds(60)).value
    assert issued is not None
    assert paid(issued.statement, "quick_review") == 50
    path = tmp_path / "pair.servanda"
    bundle(Record.of(workspace), path)
    verified = verify(path)
    assert not [each for each in verified.checks if each.wrong], verified.checks


ORDERED = """\
rows:
  orders: {each: order, from: work_requests, where: what = 'desk', counts in: accepted}
charges: {desks: {for each: order, pays: 100 EUR}}
"""


def test_work_accepted_is_charged_and_none_costs_nothing(tmp_path: Path) -> None:
    head, _, tail = TEXT.partition("reviews:\n  steering:")
    assert tail
    workspace = begin(tmp_path, head + ORDERED)
    assert paid(settled(workspace, "2026-02", MARCH), "desks") == 0
    when = amsterdam("2026-02-10 10:00:00")
    work = say(workspace, when, "client", WorkRequested(what="desk", due=date(2026, 2, 20))).sha256
    say(workspace, when, "provider", WorkDelivered(work=work))
    assert paid(settled(workspace, "2026-02", MARCH), "desks") == 0
    say(workspace, when, "client", WorkAccepted(work=work, accepted=True))
    assert paid(settled(workspace, "2026-02", MARCH), "desks") == 100
