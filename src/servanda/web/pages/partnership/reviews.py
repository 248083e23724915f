"""Reviews: due, planned, held, and why one does not count; and the actions that come of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import parseaddr

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.agreement.model.agreement import Agreement
from servanda.decisions.rulebook import SIDES
from servanda.desk.callers import Caller
from servanda.desk.refusals import NotThere
from servanda.desk.seeing import Seen, see
from servanda.facts.decision import Attendee
from servanda.kernel.time import Instant
from servanda.partnership.attendance import missing_roles
from servanda.partnership.calling import review_named
from servanda.partnership.clocks import zone_of
from servanda.partnership.effort import effort_words, review_effort, year_efforts, year_words
from servanda.partnership.planning import revision_of
from servanda.partnership.state import Action, Partnership, Review
from servanda.partnership.stretches import Due
from servanda.pipeline.reviewing import resting, reviews_in_sight
from servanda.record.opening import current_book
from servanda.reports.clean import one_line
from servanda.reports.invitation import Organizer, invitation_ics
from servanda.reports.reader import Reader
from servanda.reports.view import Tone
from servanda.web.languages.speaking import say
from servanda.web.pages.documents import DocumentShown, documents_shown
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.listing import Column, listed
from servanda.web.pages.partnership.parts import (
    ActionShown,
    action_shown,
    show_part,
    take_back,
    together,
)
from servanda.web.pages.seeing import page, reader_of

__all__ = ["invitation", "partnership", "review_shown"]

_MOST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesShown:
    """Show what was minuted."""

    words: str
    decisions: tuple[str, ...]
    documents: tuple[DocumentShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewShown:
    """Show a review of one stretch of the calendar.

    Args:
        anchor: By which the page points at it.
        title: What it is called.
        level: How far up it is held.
        state: How it stands.
        tone: Likewise.
        said: When it is due, planned or was held.
        address: Its own page.
        why: Why it does not count as held, and who else was to be there.
        times: When it takes place by each side's clock, where that is still to come.
        rests: Why a side may rest on that day.
        place: Where it takes place.
        people: Who is asked to come, or was there.
        brings: What else is on the table.
        effort: What it costs both sides by its plan, in hours and money.
        kept: What it took of both sides as it was held, likewise.
        cost: What it cost both sides.
        minutes: What was minuted.
        actions: What was agreed in it.
        invitation: Where its invitation is taken from; empty where there is none.
        acts: What one may say to it.
    """

    anchor: str
    title: str
    level: str
    state: str
    tone: Tone
    said: str
    address: str
    why: str
    times: tuple[str, ...] = ()
    rests: tuple[str, ...] = ()
    place: str = ""
    people: tuple[str, ...] = ()
    brings: tuple[str, ...] = ()
    effort: str = ""
    kept: str = ""
    cost: str = ""
    minutes: tuple[MinutesShown, ...] = ()
    actions: tuple[ActionShown, ...] = ()
    invitation: str = ""
    acts: tuple[ActLink, ...] = ()


def _when(each: ReviewShown | ActionShown) -> str:
    if isinstance(each, ActionShown):
        return each.due
    return "; ".join((each.said, *each.times))


_COLUMNS: tuple[Column[ReviewShown | ActionShown], ...] = (
    Column(
        heading="Kind", cell=lambda each: "review" if isinstance(each, ReviewShown) else "action"
    ),
    Column(
        heading="What",
        cell=lambda each: each.title if isinstance(each, ReviewShown) else each.what,
    ),
    Column(heading="How it stands", cell=lambda each: each.state),
    Column(
        heading="Whose, or at which level",
        cell=lambda each: each.level if isinstance(each, ReviewShown) else each.who,
    ),
    Column(heading="When", cell=_when),
    Column(
        heading="Said",
        cell=lambda each: (
            "; ".join(words.words for words in each.minutes)
            if isinstance(each, ReviewShown)
            else each.how
        ),
    ),
)


@page("agreement looked at")
def partnership(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show reviews, what is still to come first, and actions until they are done."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    found = together(seen)
    ahead, over = _apart(seen, found)
    actions = sorted(found.actions.values(), key=lambda each: (each.agreed.due, each.entry.number))
    todo = [action_shown(each, seen, reader) for each in actions if each.done_at is None]
    done = [
        action_shown(each, seen, reader)
        for each in sorted(actions, key=lambda each: -each.entry.number)
        if each.done_at is not None
    ]
    coming = [review_shown(each, found, seen, reader) for each in ahead]
    past = [review_shown(each, found, seen, reader) for each in over]
    rows: list[ReviewShown | ActionShown] = [*coming, *todo, *past, *done]
    shown = listed(request, rows, _COLUMNS, title="Reviews and actions", at=caller.at)
    if shown.file is not None:
        return shown.file
    past = [each for each in past if each in shown.rows]
    every = request.GET.get("all") == "yes" or bool(shown.words)
    values = {
        "listed": shown,
        "has_reviews": any(each.reviews for each in seen.history.versions),
        "ahead": [each for each in coming if each in shown.rows],
        "over": past[: None if every else _MOST],
        "more": 0 if every else max(len(past) - _MOST, 0),
        "years": list(map(year_words, year_efforts(seen.history, (*ahead, *over), found.reviews))),
        "open": [each for each in todo if each in shown.rows],
        "done": [each for each in done if each in shown.rows],
        "agree": act_link(seen, "action agreed", "Agree on an action"),
    }
    return show_part(request, "reviews.html", seen, values, part="partnership")


@page("agreement looked at")
def invitation(
    request: HttpRequest, caller: Caller, agreement: str, review: str, period: str
) -> HttpResponse:
    """Give the invitation to a review that is planned, for people's own calendars."""
    del request
    seen = see(caller, agreement)
    said = together(seen)
    found = said.reviews.get((review, period))
    if found is None or found.plan is None:
        raise NotThere
    book = current_book().settings
    content = invitation_ics(
        seen.history,
        found.plan,
        said,
        seen.at,
        revision=revision_of(seen.journal.entries, review, period),
        organizer=Organizer(address=parseaddr(book.mail_from)[1], name=seen.history.latest.title),
    )
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{review}-{period}.ics"'},
    )


def _apart(seen: Seen, found: Partnership) -> tuple[list[Due], list[Due]]:
    """Return reviews that can still be held in time, the next first, and the rest, newest first."""
    today = seen.book.day_of(seen.at)
    ahead: list[Due] = []
    over: list[Due] = []
    for due in reviews_in_sight(seen.book, found, seen.at):
        review = found.reviews.get((due.rule.name, due.stretch.label))
        if review is None and due.stretch.first_day > today:
            continue
        is_held = review is not None and review.held is not None
        (over if is_held or due.until < seen.at else ahead).append(due)
    return ahead, over[::-1]


def review_shown(due: Due, found: Partnership, seen: Seen, reader: Reader) -> ReviewShown:
    """Show a review as far as it has come."""
    review = found.reviews.get((due.rule.name, due.stretch.label))
    shown = _stands(due, found, seen, reader)
    if review is None:
        return shown
    effort = review_effort(seen.history, due, review)
    shown = replace(shown, effort=effort_words(effort.planned), kept=effort_words(effort.kept))
    if review.held is not None:
        return _with_minutes(shown, review, found, seen, reader)
    return _with_plan(shown, review, seen, reader)


def _stands(due: Due, found: Partnership, seen: Seen, reader: Reader) -> ReviewShown:
    review = found.reviews.get((due.rule.name, due.stretch.label))
    rule, label = due.rule, due.stretch.label
    named = rule.title or rule.name.replace("_", " ").capitalize()
    about = f"{rule.name} {label}"
    acts: tuple[ActLink, ...] = ()
    why = say("It counts as held with {attended_by}.", attended_by=_roles(rule.attended_by))
    if review is not None and review.held is not None:
        missing = missing_roles(rule, review.held.attendance)
        state, tone = (say("does not count as held"), Tone.BAD) if missing else ("held", Tone.GOOD)
        said = say("Took place {at}", at=reader.instant(review.held.at))
        why = (
            say("It does not count as held: missing was {missing}.", missing=_roles(missing))
            if missing
            else ""
        )
    else:
        planned = review.plan if review is not None else None
        is_late = due.until < seen.at
        state, tone = (
            (say("not held in time"), Tone.BAD) if is_late else (say("to be planned"), Tone.FAIR)
        )
        if planned is not None and not is_late:
            is_past = planned.ends <= seen.at
            state, tone = (
                (say("to be entered"), Tone.FAIR) if is_past else (say("planned"), Tone.GOOD)
            )
        until = reader.limit(due.until)
        said = (
            say("Was to be held until {until}", until=until)
            if is_late
            else say("To be held until {until}", until=until)
        )
        again = say("Plan it anew") if planned else say("Plan it")
        if is_late:
            why = ""
        else:
            acts = act_link(seen, "review planned", again, review=about)
        if due.stretch.first_day <= seen.book.day_of(seen.at):
            acts += act_link(seen, "review held", "It was held", review=about)
    return ReviewShown(
        anchor=f"review-{rule.name}-{label}",
        title=one_line(review_named(named, reader.called(label) or label, found)),
        level=rule.level.value,
        state=state,
        tone=tone,
        said=said,
        address=reverse(
            "review",
            kwargs={"agreement": seen.seat.agreement.key, "review": rule.name, "period": label},
        ),
        why=one_line(why),
        acts=acts,
    )


def by_each_clock(
    agreement: Agreement, starts: Instant, ends: Instant, reader: Reader
) -> tuple[str, ...]:
    """Return when something begins and ends by each side's clock, one line each."""
    lines = []
    for side in SIDES:
        zone = zone_of(agreement, side)
        there = replace(reader, zone=zone, beside="")
        begin, end = there.instant(starts), there.clock(ends)
        lines.append(
            say(
                "{begin} to {end} ({zone}, {side})", begin=begin, end=end, zone=zone, side=say(side)
            )
        )
    return tuple(lines)


def _with_plan(shown: ReviewShown, review: Review, seen: Seen, reader: Reader) -> ReviewShown:
    plan = review.plan
    if plan is None:
        return shown
    key = seen.seat.agreement.key
    named = {"agreement": key, "review": review.name, "period": review.period}
    is_ahead = plan.ends > seen.at
    return replace(
        shown,
        times=by_each_clock(seen.history.latest, plan.starts, plan.ends, reader),
        rests=tuple(resting(seen.history, plan.starts)) if is_ahead else (),
        place=one_line(plan.place),
        people=tuple(map(_person, plan.invited)),
        brings=tuple(map(one_line, plan.brings)),
        invitation=reverse("invitation", kwargs=named) if is_ahead else "",
        acts=(*shown.acts, *take_back(seen, review.plan_entry)),
    )


def _with_minutes(
    shown: ReviewShown, review: Review, found: Partnership, seen: Seen, reader: Reader
) -> ReviewShown:
    held, entry = review.held, review.held_entry
    assert held is not None, "who was there is shown of what was held"
    assert entry is not None, "that it was held stands in an entry"
    acts = [
        *act_link(seen, "review minuted", "Add to the minutes", held=entry.sha256),
        *act_link(seen, "action agreed", "Agree on an action", comes_from=entry.sha256),
        *(() if review.minutes else take_back(seen, entry)),
    ]
    return replace(
        shown,
        people=tuple(map(_person, held.attendance)),
        brings=tuple(map(one_line, review.plan.brings)) if review.plan else (),
        cost=one_line(held.cost),
        minutes=tuple(
            MinutesShown(
                words=one_line(each.minutes),
                decisions=tuple(map(one_line, each.decisions)),
                documents=documents_shown(each.documents, seen),
            )
            for each in review.minutes
        ),
        actions=tuple(action_shown(each, seen, reader) for each in _from(found, entry.sha256)),
        acts=tuple(acts),
    )


def _from(found: Partnership, entry: str) -> Iterator[Action]:
    yield from (each for each in found.actions.values() if each.agreed.comes_from == entry)


def _person(each: Attendee) -> str:
    who = each.person.strip() or "somebody"
    return one_line(
        say("{who} ({role} of the {party})", who=who, role=each.role, party=say(each.party))
    )


def _roles(by_party: Mapping[str, Sequence[str]]) -> str:
    said = [
        say("{by_party} of the {side}", by_party=", ".join(by_party[side]), side=say(side))
        for side in SIDES
        if side in by_party
    ]
    return say(" and ").join(said)
