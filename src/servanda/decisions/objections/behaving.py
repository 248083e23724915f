"""Principles looked at, and circumstances that changed."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.decisions import diagnostics as found
from servanda.decisions.objections.case import Case
from servanda.decisions.rulebook import other_side
from servanda.facts.decision import CircumstanceAnswered, CircumstanceReported, ExampleGiven
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["answered", "example_given", "reported"]


def example_given(case: Case, act: ExampleGiven) -> Iterator[Diagnostic]:
    """Yield what speaks against an example of a principle."""
    names = {each for version in case.book.history.versions for each in version.principles}
    yield from case.known("principle", act.principle, names)
    if not act.what.strip():
        yield case.say(
            found.NOTHING_SAID, what="what happened", advice="say it in a sentence, without names"
        )
    if act.on > case.book.day_of(case.entry.at):
        yield case.say(found.NOT_YET, what="the example", end=act.on.isoformat())


def reported(case: Case, act: CircumstanceReported) -> Iterator[Diagnostic]:
    """Yield what speaks against reporting a circumstance that changed."""
    if not act.what.strip():
        yield case.say(
            found.NOTHING_SAID, what="what changed", advice="say it in a sentence, with --what"
        )
    if not act.affects.strip():
        yield case.say(
            found.NOTHING_SAID,
            what="who is affected by it",
            advice="say whom or what it touches, and how",
        )
    if act.since > case.book.day_of(case.entry.at):
        yield case.say(found.NOT_YET, what="the circumstance", end=act.since.isoformat())


def answered(case: Case, act: CircumstanceAnswered) -> Iterator[Diagnostic]:
    """Yield what speaks against answering a report."""
    cited = case.cited(act.circumstance, CircumstanceReported, "changed circumstance")
    if isinstance(cited, Diagnostic):
        yield cited
        return
    yield from case.only(other_side(cited.party), "what it makes of a circumstance")
    yield from case.reason(act.words, "an answer to a circumstance")
    circumstance = case.partnership.circumstances[act.circumstance]
    if circumstance.answered_at is not None:
        yield case.say(
            found.OVER_WITH,
            what="the circumstance",
            number=str(cited.number),
            how=f"was answered {case.book.words(circumstance.answered_at)}",
            advice="talk about it in a review that it calls",
        )
