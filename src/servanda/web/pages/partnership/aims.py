"""Outcomes: where they stand, over time, whose a change is, and what success came to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from markupsafe import Markup

from servanda.desk.callers import Caller
from servanda.desk.seeing import Seen, see
from servanda.desk.workshops import ANSWERS, begin_workshop
from servanda.kernel.quantity import Quantity
from servanda.partnership.outcomes import OutcomeLevel, OutcomePeriod, OutcomeStanding, outcomes_of
from servanda.pipeline.refusals import MisusedCommand
from servanda.reports.clean import one_line
from servanda.reports.outcomes_paper import attributed, outcome_title, owner_words
from servanda.reports.pictures.drawing import picture_svg
from servanda.reports.pictures.outcomes import OUTCOME_TONES, outcome_picture
from servanda.reports.pictures.picture import Picture
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell, to_the_cent
from servanda.reports.view import Tone
from servanda.web.kept import refuse_unkept
from servanda.web.pages.doing import NOTHING_REFUSED, Refused
from servanda.web.pages.partnership.parts import show_part
from servanda.web.pages.partnership.workshops import workshops_listed
from servanda.web.pages.seeing import page, reader_of

__all__ = ["WORKSHOPS", "outcomes"]

_STRIP = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodShown:
    """Show an outcome in one period, and where its statement is."""

    label: str
    address: str
    value: str
    gained: str
    shared: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeShown:
    """Show an outcome: what it was, is and is to be, and what success came to."""

    anchor: str
    title: str
    owner: str
    why: str
    before: str
    now: str
    target: str
    state: str
    tone: Tone
    trend: str
    attributed: tuple[str, ...]
    served_with: str
    success: str
    has_money: bool
    periods: tuple[PeriodShown, ...]
    picture: Picture | None
    svg: str


@page("agreement looked at")
def outcomes(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show the outcomes of an agreement by the statements that were handed over."""
    return _listed(request, see(caller, agreement))


@page(ANSWERS, at_fields=True)
def begin(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Begin a workshop, or go on with the one on that outcome."""
    seen = see(caller, agreement, ANSWERS)
    if request.method != "POST":
        return redirect("outcomes", agreement=agreement)
    sent = request.POST
    try:
        refuse_unkept(sent)
        begun = begin_workshop(caller, agreement, sent.get("title", ""))
    except MisusedCommand as refusal:
        return _listed(request, seen, Refused.of("begin", refusal, sent.dict()))
    return redirect("workshop", agreement=agreement, workshop=begun.key)


WORKSHOPS = {"begin": begin}
"""What is done where workshops are listed."""


def _listed(request: HttpRequest, seen: Seen, refused: Refused = NOTHING_REFUSED) -> HttpResponse:
    reader = reader_of(request, seen.zone)
    statements = [seen.statement(each.period, each.editions[-1]) for each in seen.periods]
    found = outcomes_of(seen.history, statements)
    values = {
        "outcomes": [_shown(each, seen, reader) for each in found],
        "workshops": workshops_listed(seen, reader),
        "may_begin": seen.seat.may(ANSWERS),
        "refused": refused,
    }
    status = 422 if refused.form else 200
    return show_part(request, "outcomes.html", seen, values, part="outcomes", status=status)


def _shown(each: OutcomeStanding, seen: Seen, reader: Reader) -> OutcomeShown:
    outcome, latest = each.outcome, each.latest
    strip = replace(each, periods=each.periods[-_STRIP:])
    picture = outcome_picture(strip, outcome_title(each), reader)
    way = "" if each.way is None else f", {reader.share(each.way)} of the way"
    return OutcomeShown(
        anchor=outcome.name,
        title=outcome_title(each),
        owner=owner_words(each),
        why=one_line(outcome.why),
        before=_before(each, reader),
        now=f"{spell(latest.value, reader)} in {reader.called(latest.label) or latest.label}"
        if latest is not None and latest.value is not None
        else "",
        target=_target(each, reader),
        state=each.level.value + (way if each.level is OutcomeLevel.ON_THE_WAY else ""),
        tone=OUTCOME_TONES.get(each.level, Tone.QUIET),
        trend=each.trend.value,
        attributed=tuple(attributed(each, reader)),
        served_with=", ".join(outcome.served_with),
        success=_success(each, reader),
        has_money=each.gained is not None,
        periods=tuple(_periods(each, seen, reader)),
        picture=picture,
        svg=Markup(picture_svg(picture.drawing, reader)) if picture else "",  # noqa: S704 - drawn here
    )


def _before(each: OutcomeStanding, reader: Reader) -> str:
    baseline = each.outcome.baseline
    if baseline is None or each.baseline is None:
        return ""
    days = f"{reader.day(baseline.first_day)} to {reader.day(baseline.last_day)}"
    return f"{spell(each.baseline, reader)} ({days})"


def _target(each: OutcomeStanding, reader: Reader) -> str:
    target = each.outcome.target
    return "" if target is None else f"{one_line(target.level.text)} by {reader.day(target.by)}"


def _success(each: OutcomeStanding, reader: Reader) -> str:
    if each.gained is None:
        return ""
    shared = spell(each.shared, reader) if each.shared is not None else "nothing"
    return (
        f"{spell(to_the_cent(each.gained), reader)} gained so far; {shared} of it paid to"
        f" {one_line(each.provider)}."
    )


def _periods(each: OutcomeStanding, seen: Seen, reader: Reader) -> Iterator[PeriodShown]:
    key = seen.seat.agreement.key
    for one in reversed(each.periods[-_STRIP:]):
        yield PeriodShown(
            label=reader.called(one.label) or one.label,
            address=reverse("statement", kwargs={"agreement": key, "period": one.label}),
            value=spell(one.value, reader) if one.value is not None else "not on the statement",
            gained=_gained(one, reader),
            shared=_shared(one, reader),
        )


def _gained(one: OutcomePeriod, reader: Reader) -> str:
    if one.gained is None:
        return ""
    return spell(
        to_the_cent(one.gained) if isinstance(one.gained, Quantity) else one.gained, reader
    )


def _shared(one: OutcomePeriod, reader: Reader) -> str:
    if not isinstance(one.shared, Quantity):
        return ""
    return spell(one.shared, reader) + ("" if one.moves else " (no money moves)")
