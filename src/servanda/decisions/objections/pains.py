"""Pain points: named by either side, eased by their owner, gone when their users say so."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.model.measure import ScoreRule
from servanda.agreement.notebook import advise_name
from servanda.decisions import diagnostics as found
from servanda.decisions.objections.case import Case
from servanda.decisions.rulebook import SIDES
from servanda.facts.decision import (
    PainPointAnswered,
    PainPointConfirmed,
    PainPointEased,
    PainPointNamed,
    PainPointReopened,
)
from servanda.kernel.diagnostic import Diagnostic
from servanda.partnership.pains import PainPoint

__all__ = ["answered", "confirmed", "eased", "named", "reopened"]


def named(case: Case, act: PainPointNamed) -> Iterator[Diagnostic]:
    """Yield what speaks against naming a pain point."""
    said = {
        "whom it hurts": (act.group, "name the group of users, as both sides call them"),
        "what hurts": (act.what, "say it in the users' words"),
        "who looks after it": (act.role, "name the role that does"),
    }
    for what, (text, advice) in said.items():
        if not text.strip():
            yield case.say(found.NOTHING_SAID, what=what, advice=advice)
    yield from case.known("party", act.owner, SIDES)
    if act.service:
        yield from case.known("service", act.service, case.now.services)
    if act.users is not None and act.users < 1:
        yield case.say(found.NO_USERS, users=str(act.users))


def answered(case: Case, act: PainPointAnswered) -> Iterator[Diagnostic]:
    """Yield what speaks against answering a pain point."""
    point = _of_owner(case, act.pain_point, "what is done about a pain point that it looks after")
    if isinstance(point, Diagnostic):
        yield point
        return
    if not act.words.strip():
        yield case.say(
            found.NOTHING_SAID, what="what will be done", advice="say it, or why nothing can be"
        )
    if act.due is not None and act.due < case.book.day_of(case.entry.at):
        yield case.say(found.DAY_OVER, what="the last day for it", day=act.due.isoformat())
    yield from _not_gone(case, point)


def eased(case: Case, act: PainPointEased) -> Iterator[Diagnostic]:
    """Yield what speaks against saying what was done about a pain point."""
    point = _of_owner(case, act.pain_point, "what was done about a pain point that it looks after")
    if isinstance(point, Diagnostic):
        yield point
        return
    if not act.what.strip():
        yield case.say(found.NOTHING_SAID, what="what was done", advice="say it in a sentence")
    yield from _not_gone(case, point)


def confirmed(case: Case, act: PainPointConfirmed) -> Iterator[Diagnostic]:
    """Yield what speaks against saying for the users whether it is gone."""
    point = _of_users(case, act.pain_point)
    if isinstance(point, Diagnostic):
        yield point
        return
    if not act.speaks.strip() and not act.measure:
        yield case.say(found.GONE_WITHOUT_USERS, number=str(point.entry.number))
    if not act.gone:
        yield from case.reason(act.words, "a pain point that is still there")
    yield from _survey(case, act)
    yield from _not_gone(case, point)
    if point.gone is None and point.eased_at is None:
        yield _over(
            case, point, "was not eased so far", "who looks after it says first what was done"
        )


def reopened(case: Case, act: PainPointReopened) -> Iterator[Diagnostic]:
    """Yield what speaks against saying for the users that it has come back."""
    point = _of_users(case, act.pain_point)
    if isinstance(point, Diagnostic):
        yield point
        return
    yield from case.reason(act.words, "a pain point that has come back")
    if point.gone is None:
        yield _over(case, point, "is open", "it is looked after already")


def _survey(case: Case, act: PainPointConfirmed) -> Iterator[Diagnostic]:
    """Object to a survey's figure that there is none of."""
    if not act.measure:
        return
    surveys = {each.name for each in case.now.measures.values() if isinstance(each.rule, ScoreRule)}
    if act.measure not in case.now.measures:
        yield from case.known("measure", act.measure, surveys)
    elif act.measure not in surveys:
        yield case.say(
            found.NOT_A_SURVEY, name=act.measure, advice=advise_name(act.measure, surveys)
        )
    period = case.period(act.period)
    if isinstance(period, Diagnostic):
        yield period
    elif period.end > case.entry.at:
        yield case.say(found.NOT_YET, what=period.label, end=case.book.words(period.end))


def _of_owner(case: Case, digest: str, what: str) -> PainPoint | Diagnostic:
    """Return a pain point of which its owner speaks, or why nobody else does."""
    point = _point(case, digest)
    if isinstance(point, Diagnostic):
        return point
    return next(case.only(point.named.owner, what), point)


def _of_users(case: Case, digest: str) -> PainPoint | Diagnostic:
    """Return a pain point of which somebody speaks for the users, or why they cannot."""
    point = _point(case, digest)
    if isinstance(point, Diagnostic):
        return point
    return next(case.only("client", "whether its users are still hurt"), point)


def _point(case: Case, digest: str) -> PainPoint | Diagnostic:
    cited = case.cited(digest, PainPointNamed, "pain point")
    return cited if isinstance(cited, Diagnostic) else case.partnership.pain_points[digest]


def _not_gone(case: Case, point: PainPoint) -> Iterator[Diagnostic]:
    if point.gone_at is not None:
        yield _over(
            case,
            point,
            f"is gone since {case.book.words(point.gone_at)}",
            "the users say so first if it has come back",
        )


def _over(case: Case, point: PainPoint, how: str, advice: str) -> Diagnostic:
    return case.say(
        found.OVER_WITH,
        what="the pain point",
        number=str(point.entry.number),
        how=how,
        advice=advice,
    )
