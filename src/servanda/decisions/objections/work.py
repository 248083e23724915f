"""Quotations and work requests: each step by the side whose it is, once and in its order."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.decisions import diagnostics as found
from servanda.decisions.objections.case import Case
from servanda.facts.decision import (
    Entry,
    QuotationAsked,
    QuotationDecided,
    QuotationGiven,
    WorkAccepted,
    WorkDelivered,
    WorkRequested,
)
from servanda.kernel.diagnostic import Diagnostic
from servanda.partnership.state import Quotation, Work

__all__ = [
    "quotation_asked",
    "quotation_decided",
    "quotation_given",
    "work_accepted",
    "work_delivered",
    "work_requested",
]

_ASK_ANEW = "ask for another quotation if more is wanted"


def quotation_asked(case: Case, act: QuotationAsked) -> Iterator[Diagnostic]:
    """Yield what speaks against asking for a quotation."""
    yield from case.only("client", "what it wants quoted")
    yield from _what(case, act.what)


def quotation_given(case: Case, act: QuotationGiven) -> Iterator[Diagnostic]:
    """Yield what speaks against quoting."""
    quotation = _quotation(case, act.quotation)
    if isinstance(quotation, Diagnostic):
        yield quotation
        return
    yield from case.only("provider", "what a piece of work costs")
    yield from case.money(act.price, "a price", zero=True)
    yield from _to_come(case, "the day of delivery", act)
    if quotation.decided is not None:
        yield _over(case, "the quotation", quotation.entry, _decided(quotation), _ASK_ANEW)


def quotation_decided(case: Case, act: QuotationDecided) -> Iterator[Diagnostic]:
    """Yield what speaks against accepting or declining a quotation."""
    quotation = _quotation(case, act.quotation)
    if isinstance(quotation, Diagnostic):
        yield quotation
        return
    yield from case.only("client", "whether it accepts a quotation")
    if quotation.given is None:
        how = "has not been given yet"
        advice = "wait for the price; the provider quotes with 'servanda quotation give'"
        yield _over(case, "the quotation", quotation.entry, how, advice)
    if quotation.decided is not None:
        yield _over(case, "the quotation", quotation.entry, _decided(quotation), _ASK_ANEW)
    if not act.accepted:
        yield from case.reason(act.reason, "declining a quotation")


def work_requested(case: Case, act: WorkRequested) -> Iterator[Diagnostic]:
    """Yield what speaks against asking for work."""
    yield from case.only("client", "what it wants done")
    yield from _what(case, act.what)
    yield from _to_come(case, "the day of delivery", act)


def work_delivered(case: Case, act: WorkDelivered) -> Iterator[Diagnostic]:
    """Yield what speaks against saying that work is delivered."""
    work = _work(case, act.work)
    if isinstance(work, Diagnostic):
        yield work
        return
    yield from case.only("provider", "whether work is delivered")
    if work.delivered_at is not None or work.accepted_at is not None:
        how = "is delivered already"
        yield _over(case, "the work", work.entry, how, "the client says whether it is done")


def work_accepted(case: Case, act: WorkAccepted) -> Iterator[Diagnostic]:
    """Yield what speaks against accepting work as done, or finding it wanting."""
    work = _work(case, act.work)
    if isinstance(work, Diagnostic):
        yield work
        return
    yield from case.only("client", "whether work is done")
    if work.accepted_at is not None:
        how = f"was accepted as done {case.book.words(work.accepted_at)}"
        yield _over(case, "the work", work.entry, how, "request other work if more is wanted")
    elif work.delivered_at is None:
        how = "is not delivered yet"
        yield _over(case, "the work", work.entry, how, "wait until the provider has delivered it")
    if not act.accepted:
        yield from case.reason(act.reason, "finding work wanting")


def _what(case: Case, what: str) -> Iterator[Diagnostic]:
    if not what.strip():
        yield case.say(
            found.NOTHING_SAID, what="what is wanted", advice="say it in a sentence, with --what"
        )


def _to_come(case: Case, what: str, act: QuotationGiven | WorkRequested) -> Iterator[Diagnostic]:
    if act.due < case.book.day_of(case.entry.at):
        yield case.say(found.DAY_OVER, what=what, day=act.due.isoformat())


def _quotation(case: Case, digest: str) -> Quotation | Diagnostic:
    cited = case.cited(digest, QuotationAsked, "quotation asked for")
    return cited if isinstance(cited, Diagnostic) else case.partnership.quotations[digest]


def _work(case: Case, digest: str) -> Work | Diagnostic:
    work = case.partnership.work.get(digest)
    if work is not None:
        return work
    cited = case.cited(digest, QuotationAsked, "work request")
    if isinstance(cited, Diagnostic):
        return cited
    how, advice = "is not accepted", "only work whose quotation is accepted is delivered"
    return _over(case, "the quotation", cited, how, advice)


def _decided(quotation: Quotation) -> str:
    assert quotation.decided is not None
    return "is accepted already" if quotation.decided.accepted else "is declined"


def _over(case: Case, what: str, entry: Entry, how: str, advice: str) -> Diagnostic:
    return case.say(found.OVER_WITH, what=what, number=str(entry.number), how=how, advice=advice)
