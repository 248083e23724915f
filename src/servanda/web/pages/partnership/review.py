"""One review on its page: what is missing, when both could meet, its pack, and minutes live."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from servanda.agreement.model.partnership import Tabled
from servanda.businesstime.zone import load_zone
from servanda.decisions.rulebook import SIDES
from servanda.desk.callers import Caller, take_seat
from servanda.desk.refusals import NotThere
from servanda.desk.reviewing import pack_of_review
from servanda.desk.seeing import Seen, see
from servanda.kernel.time import Instant
from servanda.partnership.state import Partnership
from servanda.partnership.stretches import Due
from servanda.pipeline.meeting_times import meeting_times
from servanda.pipeline.reviewing import NoSuchReview, due_review
from servanda.reports.reader import Reader
from servanda.reports.review_paper import review_paper
from servanda.web.languages.speaking import said_later, say
from servanda.web.pages.exporting import PAPERS, paper_file
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.listing import wanted_file
from servanda.web.pages.papers import tables_shown
from servanda.web.pages.partnership.parts import show_part, together
from servanda.web.pages.partnership.reviews import by_each_clock, review_shown
from servanda.web.pages.seeing import page, reader_of, show_agreement

__all__ = ["review", "review_news", "review_pack"]


_TABLED = {
    Tabled.SCORECARD: said_later("scorecard"),
    Tabled.STATEMENTS: said_later("statements"),
    Tabled.OUTCOMES: said_later("outcomes"),
    Tabled.RELIEF: said_later("relief"),
    Tabled.RISKS: said_later("risks"),
    Tabled.SUPPORT: said_later("support"),
    Tabled.GOODWILL: said_later("goodwill"),
    Tabled.INCIDENTS: said_later("incidents"),
    Tabled.PRINCIPLES: said_later("principles"),
    Tabled.CIRCUMSTANCES: said_later("circumstances"),
    Tabled.WORK: said_later("work"),
    Tabled.ACTIONS: said_later("actions"),
    Tabled.AMENDMENTS: said_later("amendments"),
    Tabled.GOVERNANCE: said_later("governance"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeShown:
    """Show a time at which both sides work, and the way to plan the review for it."""

    clocks: tuple[str, ...]
    plan: tuple[ActLink, ...]


@page("agreement looked at")
def review(
    request: HttpRequest, caller: Caller, agreement: str, review: str, period: str
) -> HttpResponse:
    """Show one review of a stretch of the calendar."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    found, due = together(seen), _due(seen, review, period)
    shown = review_shown(due, found, seen, reader)
    named = {"agreement": agreement, "review": review, "period": period}
    values = {
        "each": shown,
        "missing": list(_missing(due, found, seen)),
        "times": list(_times(due, found, seen, reader)),
        "tabled": [say(_TABLED[each]) for each in due.rule.tabled],
        "pack": reverse("review_pack", kwargs=named) if _has_statements(seen, due) else "",
        "begins": _begins(due, found, seen),
        "live": _live(due, found, seen),
        "news": reverse("review_news", kwargs=named),
        "head": seen.seat.agreement.head_sha256,
        "sides": SIDES,
        "today": seen.book.day_of(seen.at).isoformat(),
    }
    return show_part(request, "review_page.html", seen, values, part="partnership")


@page("agreement looked at")
def review_news(
    request: HttpRequest, caller: Caller, agreement: str, review: str, period: str
) -> HttpResponse:
    """Tell the script of the page what was said meanwhile; nothing where nothing was."""
    seat = take_seat(caller, agreement, "agreement looked at")
    if request.GET.get("after") == seat.agreement.head_sha256:
        return HttpResponse(status=204)
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    shown = review_shown(_due(seen, review, period), together(seen), seen, reader)
    values = {"each": shown, "head": seen.seat.agreement.head_sha256}
    return render(request, "servanda/pages/review_said.html", values)


@page("agreement looked at")
def review_pack(
    request: HttpRequest, caller: Caller, agreement: str, review: str, period: str
) -> HttpResponse:
    """Show what lies on the table of a review, to be read or taken away."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    _due(seen, review, period)
    paper = review_paper(pack_of_review(caller, seen, review, period), reader, as_handed_over=True)
    form = wanted_file(request, tuple(PAPERS))
    if form:
        return paper_file(paper, form, reader, f"review {review} {period}")

    values = {
        "paper": paper,
        "opening": reader.words(paper.opening),
        "tables": tables_shown(paper, reader),
    }
    return show_agreement(request, "renewal.html", seen.seat, values, tab="partnership")


def _due(seen: Seen, review: str, period: str) -> Due:
    try:
        return due_review(seen.history, review, period, partnership=together(seen))
    except NoSuchReview:
        raise NotThere from None


def _missing(due: Due, found: Partnership, seen: Seen) -> Iterator[str]:
    """Yield what a review that is still to come lacks."""
    review = found.reviews.get((due.rule.name, due.stretch.label))
    if review is not None and review.held is not None:
        if not review.minutes:
            yield say("Nothing is minuted yet.")
        return
    if review is None or review.plan is None:
        yield say("No time is agreed.")
        return
    plan = review.plan
    asked = {(each.party, each.role) for each in plan.invited if each.person.strip()}
    for side, roles in due.rule.attended_by.items():
        for role in roles:
            if (side, role) not in asked:
                yield say(
                    "Nobody is named who comes as {role} of the {side}.", role=role, side=say(side)
                )
    if plan.invited and not any(each.address for each in plan.invited):
        yield say("Nobody who is asked has a mail address here, so no invitation goes out.")
    if plan.ends <= seen.at:
        yield say("Who was there is not said.")


def _times(due: Due, found: Partnership, seen: Seen, reader: Reader) -> Iterator[TimeShown]:
    review = found.reviews.get((due.rule.name, due.stretch.label))
    is_planned = review is not None and (review.held is not None or review.plan is not None)
    if is_planned or due.until < seen.at or not seen.seat.may("review planned"):
        return
    for each in meeting_times(seen.history, found, seen.at, due.until):
        plan = act_link(
            seen,
            "review planned",
            "Plan it for then",
            review=_about(due),
            starts=_local(each.starts, seen),
            ends=_local(each.ends, seen),
        )
        clocks = by_each_clock(seen.history.latest, each.starts, each.ends, reader)
        yield TimeShown(clocks=clocks, plan=plan)


def _begins(due: Due, found: Partnership, seen: Seen) -> tuple[ActLink, ...]:
    """Return the way to say who is here, from half a day before it begins by its plan."""
    review = found.reviews.get((due.rule.name, due.stretch.label))
    if review is None or review.plan is None or review.held is not None:
        return ()
    if review.plan.starts.plus_seconds(-12 * 3600) > seen.at:
        return ()
    began = _local(min(review.plan.starts, seen.at), seen)
    return act_link(seen, "review held", "Say who is here", review=_about(due), at=began)


def _live(due: Due, found: Partnership, seen: Seen) -> dict[str, Any]:
    """Return where minutes and actions are typed live; nothing where they are not, or signed."""
    review = found.reviews.get((due.rule.name, due.stretch.label))
    if review is None or review.held_entry is None or not seen.seat.may("review minuted"):
        return {}
    signs = seen.book.at(seen.at).parties[seen.seat.party].keys
    return {
        "held": review.held_entry.sha256,
        "said": "" if signs else f"/api/v1/agreements/{seen.seat.agreement.key}/said/",
    }


def _has_statements(seen: Seen, due: Due) -> bool:
    first, last = due.stretch.first_day, due.stretch.last_day
    periods = (seen.book.period(each.period) for each in seen.periods)
    return any(each and each.first_day <= last and first < each.end_day for each in periods)


def _about(due: Due) -> str:
    return f"{due.rule.name} {due.stretch.label}"


def _local(moment: Instant, seen: Seen) -> str:
    return f"{moment.to_datetime().astimezone(load_zone(seen.zone)):%Y-%m-%dT%H:%M}"
