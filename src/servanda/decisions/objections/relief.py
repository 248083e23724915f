"""Claims for relief, and their answers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from servanda.agreement.model.decisions import Relief
from servanda.decisions import diagnostics as found
from servanda.decisions.objections.case import Case
from servanda.decisions.reach import reaches
from servanda.decisions.rulebook import other_side
from servanda.facts.decision import (
    Answer,
    Entry,
    RecordsNamed,
    ReliefAnswered,
    ReliefClaimed,
    StretchNamed,
)
from servanda.facts.standing import Claim, ClaimState
from servanda.formula.display import format_quantity
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import Quantity

__all__ = ["answered", "claimed"]


def claimed(case: Case, act: ReliefClaimed) -> Iterator[Diagnostic]:
    """Yield what speaks against a claim."""
    subject = tuple(_subject(case, act))
    yield from subject
    relief = case.book.relief_of(act)
    if relief is None:
        yield from case.known("relief", act.relief, case.book.history.latest.relief)
        if act.relief in case.book.history.latest.relief:
            yield case.say(found.UNKNOWN_NAME, what="relief in that period", name=act.relief)
        return
    yield from case.reason(act.reason, "a claim")
    if case.entry.party not in relief.claimed_by:
        yield case.say(
            found.WRONG_PARTY,
            what=f"relief of the sort '{relief.name}'",
            right=" and ".join(f"the {each}" for each in relief.claimed_by),
            party=case.entry.party,
        )
    yield from _share(case, relief, act.share)
    measures = tuple(_measures(case, relief, act))
    yield from measures
    if not subject and not measures:
        yield from _touches_something(case, relief, act)
    if not subject:
        yield from _in_time(case, relief, act)
        yield from _said_already(case, act)


def answered(case: Case, act: ReliefAnswered) -> Iterator[Diagnostic]:
    """Yield what speaks against the answer to a claim."""
    cited = case.cited(act.claim, ReliefClaimed, "claim for relief")
    if isinstance(cited, Diagnostic):
        yield cited
        return
    claim = next(each for each in case.standing.claims if each.entry == act.claim)
    yield from case.only(other_side(claim.claimed_by), "the answer to a claim")
    if claim.state is not ClaimState.CLAIMED:
        yield _decided(case, claim)
        return
    relief = _relief_of(case, cited)
    if act.answer is not Answer.ACCEPTED:
        yield from case.reason(act.reason, f"a claim that is {act.answer.value}")
    if act.answer is not Answer.SETTLED:
        if act.share is not None:
            yield case.say(
                found.AMOUNT_UNSAID,
                message=f"a claim that is {act.answer.value} needs no share",
                advice="say 'settled' with the share that is granted",
            )
    elif act.share is None:
        yield case.say(
            found.AMOUNT_UNSAID,
            message="nothing says which share was settled on",
            advice="name the share that is granted",
        )
    elif relief is not None:
        yield from _share(case, relief, act.share)
        if act.share > claim.asked:
            yield _outside(case, act.share, f"{_percent(claim.asked)} was claimed")


def _relief_of(case: Case, entry: Entry) -> Relief | None:
    act = entry.act
    return case.book.relief_of(act) if isinstance(act, ReliefClaimed) else None


def _decided(case: Case, claim: Claim) -> Diagnostic:
    how = claim.state.value
    if claim.from_bucket:
        how = "it needed no answer, the bucket had room for it"
    elif claim.by_silence and claim.decided_at is not None:
        how = f"nobody answered until {case.book.words(claim.decided_at)}, so that it is {how}"
    return case.say(found.ANSWERED, number=str(claim.number), how=how)


def _subject(case: Case, act: ReliefClaimed) -> Iterator[Diagnostic]:
    subject = act.subject
    if isinstance(subject, StretchNamed):
        words = case.book.words
        if subject.end <= subject.start:
            yield case.say(found.BACKWARD, start=words(subject.start), end=words(subject.end))
        elif case.entry.at < subject.end:
            yield case.say(found.NOT_YET, what="the stretch of time", end=words(subject.end))
        elif not case.book.subject_periods(subject):
            label = case.book.day_of(subject.start).isoformat()
            yield case.say(found.UNKNOWN_PERIOD, name=label)
        return
    if not subject.keys or not all(each.strip() for each in subject.keys):
        yield case.say(found.NO_RECORDS)
    if not subject.period:
        yield case.say(found.NO_PERIOD)
    elif isinstance(period := case.period(subject.period), Diagnostic):
        yield period
    yield from case.known("evidence table", subject.table, case.book.history.latest.evidence)


def _share(case: Case, relief: Relief, share: Fraction) -> Iterator[Diagnostic]:
    if relief.shares is None:
        if share != 1:
            allowed = f"'{relief.name}' relieves all of something, or nothing"
            yield _outside(case, share, allowed, "claim or grant 100%")
    elif not relief.shares.holds(Quantity.share(share)):
        yield _outside(case, share, f"'{relief.name}' allows {_range_words(relief)}")


def _outside(case: Case, share: Fraction, allowed: str, advice: str = "") -> Diagnostic:
    return case.say(
        found.SHARE_OUTSIDE,
        share=_percent(share),
        allowed=allowed,
        advice=advice or "choose a share within that",
    )


def _range_words(relief: Relief) -> str:
    shares = relief.shares
    assert shares is not None
    assert shares.low is not None
    assert shares.high is not None
    low = "from" if shares.low_included else "above"
    high = "to" if shares.high_included else "to below"
    return f"{low} {_percent(shares.low.amount)} {high} {_percent(shares.high.amount)}"


def _percent(share: Fraction) -> str:
    return format_quantity(Quantity.share(share))


def _measures(case: Case, relief: Relief, act: ReliefClaimed) -> Iterator[Diagnostic]:
    known = case.book.history.latest.measures
    for measure in act.measures:
        if measure not in known:
            yield from case.known("measure", measure, known)
        elif relief.measures and measure not in relief.measures:
            yield case.say(
                found.OTHER_MEASURE,
                relief=relief.name,
                measure=measure,
                measures=", ".join(relief.measures),
            )


def _touches_something(case: Case, relief: Relief, act: ReliefClaimed) -> Iterator[Diagnostic]:
    """Yield that no measure would find what is claimed for, so that granting it changed nothing."""
    versions = [case.book.governing(each) for each in case.book.subject_periods(act.subject)]
    wanted = act.measures or relief.measures
    if not any(reaches(version, act.subject, wanted) for version in versions):
        yield case.say(found.REACHES_NOTHING, **_reach_words(act.subject, wanted))


def _reach_words(subject: RecordsNamed | StretchNamed, measures: tuple[str, ...]) -> dict[str, str]:
    who = " and ".join(measures) or "no measure"
    if isinstance(subject, RecordsNamed):
        reads = f"{who} does not read" if measures else "nothing measures"
        return {
            "message": f"{reads} the records of '{subject.table}'",
            "advice": "claim for records of the table that the measure reads",
        }
    divided = " and ".join(f"'{name}'" for name, _ in subject.segment)
    return {
        "message": f"no measure tells stretches of time apart by {divided}",
        "advice": "name the measures that it is about, or a column that divides them",
    }


def _in_time(case: Case, relief: Relief, act: ReliefClaimed) -> Iterator[Diagnostic]:
    periods = case.book.subject_periods(act.subject)
    for period in periods:
        yield from case.still_open(period.label)
    if not periods:
        return
    version = case.book.governing(periods[-1])
    due = case.book.due(version, relief.claimed_within, periods[-1].end)
    if due is not None and case.entry.at > due and relief.claimed_within is not None:
        yield case.say(
            found.TOO_LATE,
            due=case.book.words(due),
            advice=f"'{relief.name}' is claimed within {relief.claimed_within.text} of the end of"
            " its period",
        )


def _said_already(case: Case, act: ReliefClaimed) -> Iterator[Diagnostic]:
    for claim in case.standing.claims:
        counts = claim.state in {ClaimState.CLAIMED, ClaimState.GRANTED}
        if counts and claim.relief == act.relief and _same(claim.subject, act.subject):
            yield case.say(found.SAID_ALREADY, number=str(claim.number))


def _same(one: RecordsNamed | StretchNamed, other: RecordsNamed | StretchNamed) -> bool:
    """Return whether two claims are about the same: one record in both is enough."""
    if isinstance(one, RecordsNamed) and isinstance(other, RecordsNamed):
        same_place = (one.table, one.period) == (other.table, other.period)
        return same_place and not {*one.keys}.isdisjoint(other.keys)
    return one == other
