"""Statements handed over, agreed to and disputed; lines that are waived."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.model.money import Purpose
from servanda.decisions import diagnostics as found
from servanda.decisions.lines import dispute_of, line_called, lines_left
from servanda.decisions.objections.case import Case, line_words
from servanda.decisions.rulebook import other_side
from servanda.facts.decision import (
    Answer,
    DisputeAnswered,
    DisputeRaised,
    LineNamed,
    RightWaived,
    StatementAgreed,
    StatementIssued,
)
from servanda.facts.standing import Dispute, DisputeState, IssuedPeriod
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["agreed", "dispute_answered", "disputed", "issued", "waived"]

_FAVOURED = {
    Purpose.PENALTY: "client",
    Purpose.INCENTIVE: "provider",
    Purpose.CHARGE: "provider",
}


def issued(case: Case, act: StatementIssued) -> Iterator[Diagnostic]:
    """Yield what speaks against a statement that is handed over."""
    period = case.period(act.period)
    if isinstance(period, Diagnostic):
        yield period
        return
    if case.entry.at < period.end:
        end = case.book.words(period.end)
        yield case.say(found.NOT_YET, what=f"the period {act.period}", end=end)
    ending = case.standing.ending
    if ending is not None and ending.ends < period.first_day:
        yield case.say(found.AFTER_END, period=act.period, ends=str(ending.ends))
    before = case.standing.issued.get(act.period)
    expected = len(before.editions) + 1 if before else 1
    if act.edition != expected:
        yield case.say(
            found.WRONG_EDITION,
            edition=str(act.edition),
            period=act.period,
            expected=str(expected),
        )
    if act.edition > 1 and not any(each.strip() for each in act.reasons):
        yield case.say(found.NO_DIFFERENCE_REASON)
    for line in act.lines:
        currency = line.payable.unit.currency
        if currency != case.book.currency:
            yield from case.money(line.payable, f"the line '{line.name}'", zero=True)
    yield from _adjusts(case, act)


def _adjusts(case: Case, act: StatementIssued) -> Iterator[Diagnostic]:
    standing = case.standing
    paid = {entry for each in standing.issued.values() for entry in each.editions[0].adjusts}
    open_ones = {
        edition.entry: edition.number
        for each in standing.issued.values()
        for edition in each.editions[1:]
    }
    for digest in act.adjusts:
        entry = standing.entries.get(digest)
        number = str(entry.number) if entry else digest[:12]
        if act.edition > 1:
            why = "is paid by the first edition of a statement"
        elif digest not in open_ones:
            why = "cannot be paid: it is no restatement"
        elif digest in paid or act.adjusts.count(digest) > 1:
            why = "is paid already"
        else:
            continue
        yield case.say(found.ADJUSTED, number=number, why=why)


def agreed(case: Case, act: StatementAgreed) -> Iterator[Diagnostic]:
    """Yield what speaks against agreeing to lines."""
    period = _statement(case, act.statement)
    if isinstance(period, Diagnostic):
        yield period
        return
    yield from case.only(other_side(period.editions[-1].issued_by), "whether a statement is agreed")
    left = lines_left(period)
    if not act.lines and not left:
        yield _nothing_left(case, period)
    for line in act.lines:
        if line_called(period, line) is None:
            yield from _unknown_line(case, period, line)
        elif line not in left:
            yield _settled(case, period, line)


def disputed(case: Case, act: DisputeRaised) -> Iterator[Diagnostic]:
    """Yield what speaks against disputing a line."""
    period = _statement(case, act.statement)
    if isinstance(period, Diagnostic):
        yield period
        return
    yield from case.only(
        other_side(period.editions[-1].issued_by),
        "whether a line is disputed",
        "hand over a restatement instead",
    )
    yield from case.reason(act.reason, "a dispute")
    if act.proposed is not None:
        yield from case.money(act.proposed, "what a line pays", zero=True)
    elif _silence_accepts(case):
        yield case.say(
            found.AMOUNT_UNSAID,
            message="nothing says what the line should pay, and silence would accept it",
            advice="propose an amount",
        )
    if line_called(period, act.line) is None:
        yield from _unknown_line(case, period, act.line)
    elif act.line not in lines_left(period):
        yield _settled(case, period, act.line)


def _silence_accepts(case: Case) -> bool:
    silence = case.now.answers.dispute.silence
    return silence is not None and silence.value == Answer.ACCEPTED.value


def dispute_answered(case: Case, act: DisputeAnswered) -> Iterator[Diagnostic]:
    """Yield what speaks against the answer to a dispute."""
    cited = case.cited(act.dispute, DisputeRaised, "dispute")
    if isinstance(cited, Diagnostic):
        yield cited
        return
    dispute = next(
        each
        for period in case.standing.issued.values()
        for each in period.disputes
        if each.entry == act.dispute
    )
    yield from case.only(other_side(dispute.raised_by), "the answer to a dispute")
    if dispute.state is not DisputeState.OPEN:
        how = dispute.state.value + (", since nobody answered" if dispute.by_silence else "")
        yield case.say(found.ANSWERED, number=str(dispute.number), how=how)
        return
    if act.answer is not Answer.ACCEPTED:
        yield from case.reason(act.reason, f"a dispute that is {act.answer.value}")
    yield from _amount(case, act, dispute)


def _amount(case: Case, act: DisputeAnswered, dispute: Dispute) -> Iterator[Diagnostic]:
    if act.answer is Answer.SETTLED:
        if act.amount is None:
            yield case.say(
                found.AMOUNT_UNSAID,
                message="nothing says on which amount the dispute was settled",
                advice="name what the line pays",
            )
        else:
            yield from case.money(act.amount, "what a line pays", zero=True)
    elif act.amount is not None:
        yield case.say(
            found.AMOUNT_UNSAID,
            message=f"a dispute that is {act.answer.value} needs no amount",
            advice="say 'settled' with the amount that the line pays",
        )
    elif act.answer is Answer.ACCEPTED and dispute.proposed is None:
        yield case.say(
            found.AMOUNT_UNSAID,
            message="the dispute proposes no amount that could be accepted",
            advice="say 'settled' with the amount that the line pays",
        )


def waived(case: Case, act: RightWaived) -> Iterator[Diagnostic]:
    """Yield what speaks against giving up a line."""
    period = case.period(act.period)
    if isinstance(period, Diagnostic):
        yield period
        return
    lines = {
        name: figure
        for name, figure in case.book.governing(period).figures.items()
        if figure.purpose in _FAVOURED
    }
    yield from case.reason(act.reason, "a waiver")
    yield from case.still_open(act.period)
    if act.line.name not in lines:
        yield from case.known("line", act.line.name, lines)
        return
    right = _FAVOURED[lines[act.line.name].purpose]
    if case.entry.party != right:
        yield case.say(found.NOT_FAVOURED, line=line_words(act.line), right=right)
    for waiver in case.standing.waivers:
        if (waiver.line, waiver.period) == (act.line, act.period):
            number = case.standing.entries[waiver.entry].number
            yield case.say(found.SAID_ALREADY, number=str(number))


def _statement(case: Case, digest: str) -> IssuedPeriod | Diagnostic:
    """Return the period whose last edition is cited, or why it cannot be."""
    cited = case.cited(digest, StatementIssued, "statement")
    if isinstance(cited, Diagnostic):
        return cited
    assert isinstance(cited.act, StatementIssued)
    period = case.standing.issued[cited.act.period]
    latest = period.editions[-1]
    if latest.entry != digest:
        number = case.standing.entries[latest.entry].number
        return case.say(found.NEWER_EDITION, period=period.period, number=str(number))
    return period


def _nothing_left(case: Case, period: IssuedPeriod) -> Diagnostic:
    if period.closed_at is not None:
        since = case.book.words(period.closed_at)
        return case.say(found.CLOSED, period=period.period, since=since)
    number = case.standing.entries[period.editions[-1].entry].number
    return case.say(found.ANSWERED, number=str(number), how="what is not agreed is disputed")


def _unknown_line(case: Case, period: IssuedPeriod, line: LineNamed) -> Iterator[Diagnostic]:
    own = {each.name for each in period.editions[-1].lines}
    if line.name not in own:
        yield from case.known("line", line.name, own)
        return
    segments = sorted(
        line_words(LineNamed(name=each.name, segment=each.segment))
        for each in period.editions[-1].lines
        if each.name == line.name
    )
    yield from case.known("line", line_words(line), segments)


def _settled(case: Case, period: IssuedPeriod, line: LineNamed) -> Diagnostic:
    dispute = dispute_of(period, line)
    if dispute is not None and dispute.state is DisputeState.OPEN:
        how = f"is disputed already, by entry {dispute.number}"
    elif dispute is not None:
        how = f"was disputed by entry {dispute.number}, and that was answered"
    elif period.by_silence and period.answer_due is not None:
        how = f"is agreed: nobody disputed it until {case.book.words(period.answer_due)}"
    else:
        how = "is agreed already"
    return case.say(found.LINE_SETTLED, line=line_words(line), how=how)
