"""Favours: given by one side, acknowledged by the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.decisions import diagnostics as found
from servanda.decisions.objections.case import Case
from servanda.decisions.rulebook import other_side
from servanda.facts.decision import GoodwillAcknowledged, GoodwillGiven, HabitSettled
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["acknowledged", "given", "habit_settled"]

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def given(case: Case, act: GoodwillGiven) -> Iterator[Diagnostic]:
    """Yield what speaks against saying that a favour was given."""
    if not _NAME.fullmatch(act.favour):
        yield case.say(found.BAD_FAVOUR, name=act.favour)
    if not act.what.strip():
        yield case.say(
            found.NOTHING_SAID, what="what it was", advice="say it in a sentence, with --what"
        )
    yield from case.money(act.worth, "the worth of a favour", zero=True)
    if act.on > case.book.day_of(case.entry.at):
        yield case.say(found.NOT_YET, what="the favour", end=act.on.isoformat())
    if act.until is not None and act.until < act.on:
        yield case.say(
            found.OVER_BEFORE,
            what="the favour",
            end=act.until.isoformat(),
            start=act.on.isoformat(),
        )


def acknowledged(case: Case, act: GoodwillAcknowledged) -> Iterator[Diagnostic]:
    """Yield what speaks against acknowledging a favour."""
    cited = case.cited(act.goodwill, GoodwillGiven, "favour")
    if isinstance(cited, Diagnostic):
        yield cited
        return
    yield from case.only(other_side(cited.party), "whether a favour is acknowledged")
    favour = case.partnership.goodwill[act.goodwill]
    if favour.acknowledged_at is not None:
        yield case.say(
            found.OVER_WITH,
            what="the favour",
            number=str(cited.number),
            how=f"was acknowledged {case.book.words(favour.acknowledged_at)}",
            advice="nothing has to be said",
        )


def habit_settled(case: Case, act: HabitSettled) -> Iterator[Diagnostic]:
    """Yield what speaks against saying what becomes of a habit."""
    names = {each.given.favour for each in case.partnership.goodwill.values()}
    yield from case.known("favour", act.favour, names)
    yield from case.reason(act.words, "what becomes of a habit")
