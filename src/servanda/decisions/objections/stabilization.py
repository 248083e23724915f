"""Wrinkles, and the end of stabilization by both parties' word."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.periods import in_stabilization
from servanda.decisions import diagnostics as found
from servanda.decisions.objections.case import Case
from servanda.facts.decision import StabilizationEnded, WrinkleFound, WrinkleWorkedOff
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["ended", "wrinkle_found", "wrinkle_worked_off"]


def wrinkle_found(case: Case, act: WrinkleFound) -> Iterator[Diagnostic]:
    """Yield what speaks against putting something on the list."""
    yield from case.known("commitment", act.commitment, case.book.history.latest.commitments)
    yield from case.reason(act.what, "a wrinkle")
    since = case.standing.stabilization_ends.get(act.commitment)
    if since is not None:
        yield case.say(
            found.NO_STABILIZATION,
            message=f"stabilization of '{act.commitment}' has ended with {since}",
            advice="raise it in a review",
        )


def wrinkle_worked_off(case: Case, act: WrinkleWorkedOff) -> Iterator[Diagnostic]:
    """Yield what speaks against taking something off the list."""
    cited = case.cited(act.wrinkle, WrinkleFound, "wrinkle")
    if isinstance(cited, Diagnostic):
        yield cited
        return
    wrinkle = next(each for each in case.standing.wrinkles if each.entry == act.wrinkle)
    if wrinkle.worked_off:
        yield case.say(found.WORKED_OFF, number=str(wrinkle.number))
    yield from case.reason(act.how, "a wrinkle that is worked off")


def ended(case: Case, act: StabilizationEnded) -> Iterator[Diagnostic]:
    """Yield what speaks against ending a commitment's stabilization."""
    unknown = tuple(case.known("commitment", act.commitment, case.book.history.latest.commitments))
    yield from unknown
    period = case.period(act.since)
    if isinstance(period, Diagnostic):
        yield period
    if unknown or isinstance(period, Diagnostic):
        return
    for wrinkle in case.standing.wrinkles:
        if wrinkle.commitment == act.commitment and not wrinkle.worked_off:
            yield case.say(
                found.WRINKLE_OPEN,
                commitment=act.commitment,
                number=str(wrinkle.number),
                what=wrinkle.what,
            )
    since = case.standing.stabilization_ends.get(act.commitment)
    if since is not None:
        yield case.say(
            found.NO_STABILIZATION,
            message=f"stabilization of '{act.commitment}' has ended with {since} already",
        )
    elif not in_stabilization(case.book.history.versions[0].settlement, period):
        yield case.say(
            found.NO_STABILIZATION,
            message=f"{act.since} is after stabilization; money moves in it anyway",
            advice="name the first period in which money shall move earlier than agreed",
        )
    elif act.since in case.standing.issued:
        yield case.say(
            found.NO_STABILIZATION,
            message=f"the statement of {act.since} was handed over without money moving",
            advice="name a period that has no statement yet",
        )
    for word in case.standing.stabilization_words:
        same = (word.party, word.commitment) == (case.entry.party, act.commitment)
        if same and word.since == act.since and since is None:
            number = case.standing.entries[word.entry].number
            yield case.say(found.SAID_ALREADY, number=str(number))
