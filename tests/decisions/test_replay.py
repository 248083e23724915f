"""Replaying: the same entries give the same standing, and what is refused changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.decisions.holding import balance
from servanda.decisions.rulebook import Rulebook
from servanda.decisions.standing import replay, standing_of, steps
from servanda.facts.decision import (
    Act,
    Answer,
    DisputeAnswered,
    DisputeRaised,
    Entry,
    EntryReversed,
    LinePaid,
    RecordsNamed,
    ReliefAnswered,
    ReliefClaimed,
    SpendingDecided,
    SpendingDone,
    SpendingProposed,
    StatementAgreed,
    StatementIssued,
    StretchNamed,
)
from servanda.facts.standing import Standing
from servanda.facts.statement import LinePurpose
from servanda.journal.chain import Journal, Speaker, next_entry, read_journal
from servanda.kernel.time import Instant
from tests.decisions.talk import FEE, LATE, SLOW, at, euros, history_of

HISTORY = history_of()
BOOK = Rulebook(HISTORY)
DAY_MICROS = 86_400_000_000
START = at("2026-01-05 09:00")
PERIODS = ("2026-01", "2026-02", "2026-03")


def _act(draw: st.DrawFn, entries: tuple[Entry, ...]) -> Act:  # noqa: PLR0911 - one act a case
    """Draw something that could be said, be it allowed or not."""
    cited = draw(st.sampled_from([each.sha256 for each in entries] or ["ff"]))
    amount = euros(draw(st.integers(0, 150)))
    period = draw(st.sampled_from(PERIODS))
    answer = draw(st.sampled_from(Answer))
    match draw(st.integers(0, 11)):
        case 0 | 1:
            slow = LinePaid(name="slow", purpose=LinePurpose.SERVICE_CREDIT, payable=amount)
            fee = LinePaid(name="fee", purpose=LinePurpose.CHARGE, payable=euros(1000))
            return StatementIssued(
                period=period, edition=draw(st.integers(1, 3)), statement_sha256="ab",
                snapshot_sha256="cd", texts=(), lines=(fee, slow), reasons=("later",),
            )  # fmt: skip
        case 2:
            return StatementAgreed(statement=cited)
        case 3:
            line = draw(st.sampled_from([SLOW, FEE, LATE]))
            return DisputeRaised(statement=cited, line=line, reason="Why.", proposed=amount)
        case 4:
            settled = amount if answer is Answer.SETTLED else None
            return DisputeAnswered(dispute=cited, answer=answer, reason="So.", amount=settled)
        case 5:
            key = draw(st.sampled_from(["A", "B", "C"]))
            subject = RecordsNamed(table="incidents", keys=(key,), period=period)
            return ReliefClaimed(relief="oddments", subject=subject, reason="Why.")
        case 6:
            start = Instant(START.micros + draw(st.integers(-20, 60)) * DAY_MICROS)
            stretch = StretchNamed(start=start, end=start.plus_seconds(7200))
            return ReliefClaimed(relief="works", subject=stretch, reason="Why.")
        case 7:
            share = Fraction(1) if answer is Answer.SETTLED else None
            return ReliefAnswered(claim=cited, answer=answer, reason="So.", share=share)
        case 8:
            return SpendingProposed(
                amount=amount, purpose="training", what="Days", helps="restored",
                looked_at=date(2026, 12, 1),
            )  # fmt: skip
        case 9:
            return SpendingDecided(proposal=cited, approved=draw(st.booleans()), reason="So.")
        case 10:
            return SpendingDone(proposal=cited, cost=amount, on=date(2026, 1, 6))
        case _:
            return EntryReversed(entry=cited, reason="A slip.")


@st.composite
def conversations(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Draw entries of two parties, a few hours or weeks apart."""
    entries: tuple[Entry, ...] = ()
    now = START
    for _ in range(draw(st.integers(1, 25))):
        now = Instant(now.micros + draw(st.sampled_from([0, 3, 30, 400])) * DAY_MICROS // 24)
        speaker = Speaker(party=draw(st.sampled_from(["client", "provider"])), person="A. Person")
        entry = next_entry(Journal(entries=entries), "sample", now, speaker, _act(draw, entries))
        entries = (*entries, entry)
    return entries


def _money_holds(standing: Standing) -> None:
    sums = balance(BOOK, standing)
    assert sums.free.amount >= 0
    assert all(each.covered.amount >= 0 for each in standing.held.values())


@settings(max_examples=100, deadline=None)
@given(conversations())
def test_replaying_gives_the_same_and_the_account_is_never_below_zero(
    entries: tuple[Entry, ...],
) -> None:
    last = entries[-1].at
    standing = standing_of(HISTORY, entries, last)
    content = Journal(entries=entries).to_bytes()
    assert standing_of(HISTORY, read_journal(content).entries, last) == standing
    for step in steps(HISTORY, entries, last):
        _money_holds(step.standing)
    _money_holds(standing_of(HISTORY, entries, Instant(last.micros + 400 * DAY_MICROS)))


@settings(max_examples=60, deadline=None)
@given(conversations())
def test_what_is_refused_changes_nothing(entries: tuple[Entry, ...]) -> None:
    last = entries[-1].at
    replayed = replay(HISTORY, entries, last)
    refused = {each.span.line for each in replayed.diagnostics}
    counting = [each for each in entries if each.number not in refused]
    assert replay(HISTORY, counting, last).diagnostics == ()
    assert standing_of(HISTORY, counting, last) == replayed.standing


@settings(max_examples=60, deadline=None)
@given(conversations(), st.data())
def test_what_was_known_at_a_moment_does_not_depend_on_what_came_later(
    entries: tuple[Entry, ...], data: st.DataObject
) -> None:
    at_entry = data.draw(st.sampled_from(entries)).at
    known = [each for each in entries if each.at <= at_entry]
    assert standing_of(HISTORY, known, at_entry) == standing_of(HISTORY, entries, at_entry)


@settings(max_examples=40, deadline=None)
@given(conversations(), st.integers(0, 200))
def test_looking_on_the_way_changes_nothing(entries: tuple[Entry, ...], days: int) -> None:
    end = Instant(entries[-1].at.micros + days * DAY_MICROS)
    walked = list(steps(HISTORY, entries, end))
    if not walked:
        return
    final = standing_of(HISTORY, entries, end)
    last = walked[-1].standing
    assert replace(last, known_at=end) == final
