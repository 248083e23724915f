"""Reviews, their minutes, and the actions that come of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from servanda.agreement.model.partnership import ReviewRule
from servanda.agreement.notebook import advise_name
from servanda.decisions import diagnostics as found
from servanda.decisions.objections.case import Case
from servanda.decisions.rulebook import SIDES
from servanda.facts.decision import (
    ActionAgreed,
    ActionDone,
    Attendee,
    ReviewHeld,
    ReviewMinuted,
    ReviewPlanned,
)
from servanda.kernel.diagnostic import Diagnostic
from servanda.partnership.calling import called_by, caller_of
from servanda.partnership.stretches import due_reviews, labels_near

__all__ = ["action_agreed", "action_done", "held", "minuted", "planned"]

_YEARS_AHEAD = 5
_ADDRESS = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,255}")


def planned(case: Case, act: ReviewPlanned) -> Iterator[Diagnostic]:
    """Yield what speaks against planning a review."""
    yield from _review(case, act.review, act.period)
    yield from _sides(case, act.invited)
    for each in act.invited:
        if each.address and not _ADDRESS.fullmatch(each.address):
            yield case.say(
                found.BAD_ADDRESS,
                address=each.address,
                person=each.person or each.role,
            )
    if act.ends <= act.starts:
        yield case.say(
            found.OVER_BEFORE,
            what="the review",
            end=case.book.words(act.ends),
            start=case.book.words(act.starts),
        )
    if act.starts < case.entry.at:
        yield case.say(found.IN_THE_PAST, starts=case.book.words(act.starts))
    yield from _not_held(case, act.review, act.period)


def held(case: Case, act: ReviewHeld) -> Iterator[Diagnostic]:
    """Yield what speaks against saying that a review took place."""
    yield from _review(case, act.review, act.period)
    yield from _sides(case, act.attendance)
    if not any(each.person.strip() for each in act.attendance):
        yield case.say(found.NOBODY_THERE)
    if act.at > case.entry.at:
        yield case.say(found.NOT_YET, what="the review", end=case.book.words(act.at))
    elif act.ended is not None and act.ended > case.entry.at:
        yield case.say(found.NOT_YET, what="the review", end=case.book.words(act.ended))
    if act.ended is not None and act.ended <= act.at:
        yield case.say(
            found.TOOK_NO_TIME,
            end=case.book.words(act.ended),
            start=case.book.words(act.at),
        )
    yield from _not_held(case, act.review, act.period)


def minuted(case: Case, act: ReviewMinuted) -> Iterator[Diagnostic]:
    """Yield what speaks against adding to the minutes."""
    cited = case.cited(act.held, ReviewHeld, "review that was held")
    if isinstance(cited, Diagnostic):
        yield cited
    elif not act.minutes.strip() and not any(each.strip() for each in act.decisions):
        yield case.say(
            found.NOTHING_SAID,
            what="what was talked about, or decided",
            advice="say it with --minutes, or --decision for each decision",
        )


def action_agreed(case: Case, act: ActionAgreed) -> Iterator[Diagnostic]:
    """Yield what speaks against agreeing on something to be done."""
    if not act.what.strip():
        yield case.say(found.NOTHING_SAID, what="what is to be done", advice="say it in a sentence")
    yield from case.known("party", act.owner, SIDES)
    if act.due < case.book.day_of(case.entry.at):
        yield case.say(found.DAY_OVER, what="the last day for it", day=act.due.isoformat())
    if act.comes_from and act.comes_from not in case.standing.entries:
        yield case.say(found.NO_SUCH_ENTRY, name=act.comes_from[:12])


def action_done(case: Case, act: ActionDone) -> Iterator[Diagnostic]:
    """Yield what speaks against saying that an action is done."""
    cited = case.cited(act.action, ActionAgreed, "action")
    if isinstance(cited, Diagnostic):
        yield cited
        return
    action = case.partnership.actions[act.action]
    yield from case.only(action.agreed.owner, "whether an action of its own is done")
    if not act.how.strip():
        yield case.say(
            found.NOTHING_SAID, what="what was done", advice="say it in a sentence, with --how"
        )
    if action.done_at is not None:
        yield case.say(
            found.OVER_WITH,
            what="the action",
            number=str(cited.number),
            how=f"is done since {case.book.words(action.done_at)}",
            advice="agree on another action if something is left",
        )


def _rule(case: Case, name: str) -> ReviewRule | None:
    """Return a review as any version has it, the newest first."""
    versions = reversed(case.book.history.versions)
    return next((each.reviews[name] for each in versions if name in each.reviews), None)


def _review(case: Case, name: str, period: str) -> Iterator[Diagnostic]:
    rule = _rule(case, name)
    if rule is None:
        names = {each for version in case.book.history.versions for each in version.reviews}
        advice = advise_name(name, names) if names else "describe it under 'reviews' in the text"
        yield case.say(found.NO_REVIEWS, name=name, advice=advice)
        return
    number = called_by(period)
    if number is not None:
        if caller_of(case.partnership, period) is None:
            yield case.say(found.CALLED_BY_NOTHING, number=str(number))
        return
    near = tuple(labels_near(rule, case.book.day_of(case.entry.at)))
    if period not in _labels(case, name, period):
        yield case.say(
            found.UNKNOWN_STRETCH,
            review=name,
            every=rule.every.value,
            period=period,
            advice=f"around now there are {', '.join(near)}",
        )


def _labels(case: Case, name: str, period: str) -> set[str]:
    """Return the labels of the stretches in which a review is due, up to the year of a label."""
    year = period[:4]
    if not (year.isascii() and year.isdecimal() and len(year) == 4):
        return set()
    latest = case.book.day_of(case.entry.at).year + _YEARS_AHEAD
    until = date(min(max(int(year), 1), latest), 12, 31)
    due = due_reviews(case.book.history, until)
    return {each.stretch.label for each in due if each.rule.name == name}


def _not_held(case: Case, name: str, period: str) -> Iterator[Diagnostic]:
    review = case.partnership.reviews.get((name, period))
    if review is not None and review.held_entry is not None:
        yield case.say(
            found.OVER_WITH,
            what="the review",
            number=str(review.held_entry.number),
            how="was held already",
            advice="who said so takes that back first if it is wrong",
        )


def _sides(case: Case, people: Iterable[Attendee]) -> Iterator[Diagnostic]:
    for each in people:
        if each.party not in SIDES:
            yield case.say(
                found.OUTSIDER, person=each.person or each.role or "somebody", party=each.party
            )
