"""Strategic issues that the client brought, and the provider's own goals."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from servanda.desk.callers import Caller
from servanda.desk.seeing import Seen, see
from servanda.partnership.steering import Goal, StrategicIssue
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.view import Tone
from servanda.web.languages.speaking import say
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.partnership.parts import show_part, take_back, together
from servanda.web.pages.seeing import page, reader_of

__all__ = ["issues"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueShown:
    """Show a strategic issue, and what the provider says to it."""

    number: int
    what: str
    matters: str
    answer: str
    elsewhere: str
    state: str
    tone: Tone
    acts: tuple[ActLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookShown:
    """Show what was said when a goal was looked at."""

    number: int
    day: str
    given_by: str
    reached: bool
    words: str
    acts: tuple[ActLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalShown:
    """Show a goal of the provider, and how it was looked at."""

    number: int
    what: str
    seen_by: str
    due: str
    state: str
    tone: Tone
    looks: tuple[LookShown, ...]
    acts: tuple[ActLink, ...]


@page("agreement looked at")
def issues(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show strategic issues with their answers, and the provider's goals, the newest first."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    found = together(seen)
    issues = sorted(found.issues.values(), key=lambda each: -each.entry.number)
    goals = sorted(found.goals.values(), key=lambda each: -each.entry.number)
    values = {
        "issues": [_issue(each, seen, reader) for each in issues],
        "goals": [_goal(each, seen, reader) for each in goals],
        "bring": _own(seen, "client", "strategic issue brought", "Bring a strategic issue"),
        "set": _own(seen, "provider", "goal set", "Set a goal of your own"),
    }
    return show_part(request, "issues.html", seen, values, part="issues")


def _own(seen: Seen, party: str, act: str, title: str, **known: str) -> tuple[ActLink, ...]:
    return act_link(seen, act, title, **known) if seen.seat.party == party else ()


def _issue(each: StrategicIssue, seen: Seen, reader: Reader) -> IssueShown:
    answered = each.answered
    state, tone = say("to be answered by the provider"), Tone.FAIR
    if each.answered_at is not None:
        state, tone = say("answered {when}", when=reader.instant(each.answered_at)), Tone.GOOD
        acts: tuple[ActLink, ...] = ()
    else:
        named = {"issue": each.entry.sha256}
        acts = _own(seen, "provider", "strategic issue answered", "Answer", **named)
        acts += take_back(seen, each.entry)
    return IssueShown(
        number=each.entry.number,
        what=one_line(each.brought.what),
        matters=one_line(each.brought.matters),
        answer=one_line(answered.words) if answered else "",
        elsewhere=one_line(answered.elsewhere) if answered else "",
        state=state,
        tone=tone,
        acts=acts,
    )


def _goal(each: Goal, seen: Seen, reader: Reader) -> GoalShown:
    acts: tuple[ActLink, ...] = ()
    if each.reached_at is not None:
        state, tone = say("reached {when}", when=reader.instant(each.reached_at)), Tone.GOOD
    else:
        late = each.goal.due < seen.book.day_of(seen.at)
        state = say("not reached by its day") if late else say("not reached yet")
        tone = Tone.BAD if late else Tone.FAIR
        acts = act_link(seen, "goal looked at", "Say whether it is reached", goal=each.entry.sha256)
    if not each.looks:
        acts += take_back(seen, each.entry)
    looks = tuple(
        LookShown(
            number=entry.number,
            day=reader.instant(entry.at),
            given_by=entry.party,
            reached=look.reached,
            words=one_line(look.words),
            acts=take_back(seen, entry),
        )
        for entry, look in reversed(each.looks)
    )
    return GoalShown(
        number=each.entry.number,
        what=one_line(each.goal.what),
        seen_by=one_line(each.goal.seen_by),
        due=reader.day(each.goal.due),
        state=state,
        tone=tone,
        looks=looks,
        acts=acts,
    )
