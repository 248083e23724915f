"""Quotations and work, with the time that each side took."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from servanda.desk.callers import Caller
from servanda.desk.seeing import Seen, see
from servanda.facts.decision import Entry
from servanda.partnership.state import Quotation, Work
from servanda.partnership.stretches import last_instant
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell
from servanda.reports.view import Tone
from servanda.web.languages.speaking import say
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.listing import Column, listed
from servanda.web.pages.partnership.parts import (
    AgreedTime,
    agreed_times,
    case_address,
    show_part,
    take_back,
    together,
    took,
)
from servanda.web.pages.seeing import page, reader_of

__all__ = ["work"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    """Show a step: whose it was or is, what it was, when, and how long it took."""

    party: str
    said: str
    at: str = ""
    took: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkShown:
    """Show a quotation or work: how it stands, its steps, and what one may say to it."""

    number: int
    what: str
    state: str
    tone: Tone
    steps: tuple[StepShown, ...]
    clocks: tuple[tuple[str, str], ...]
    acts: tuple[ActLink, ...]
    kind: str


_QUOTATION, _WORK = "quotation", "work"
_COLUMNS: tuple[Column[WorkShown], ...] = (
    Column(heading="Entry", cell=lambda each: each.number),
    Column(heading="Kind", cell=lambda each: each.kind),
    Column(heading="What", cell=lambda each: each.what),
    Column(heading="How it stands", cell=lambda each: each.state),
    Column(heading="Steps", cell=lambda each: "; ".join(map(_step, each.steps))),
)


def _step(each: StepShown) -> str:
    at = f", {each.at}" if each.at else ""
    return f"the {each.party} {each.said}{at}" + (f" ({each.took})" if each.took else "")


@page("agreement looked at")
def work(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show quotations and work, the newest first."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    found = together(seen)
    quoted = list(agreed_times(seen, "quotations"))
    delivered = list(agreed_times(seen, "work_requests"))
    quotations = sorted(found.quotations.values(), key=lambda each: -each.entry.number)
    works = sorted(found.work.values(), key=lambda each: -each.entry.number)
    is_client = seen.seat.party == "client"
    rows = [
        *(_quotation(each, quoted, seen, reader) for each in quotations),
        *(_work(each, delivered, seen, reader) for each in works),
    ]
    shown = listed(request, rows, _COLUMNS, title="Quotations and work", at=caller.at)
    if shown.file is not None:
        return shown.file
    values = {
        "listed": shown,
        "quotations": [each for each in shown.rows if each.kind == _QUOTATION],
        "works": [each for each in shown.rows if each.kind == _WORK],
        "quoted": quoted,
        "delivered": delivered,
        "ask": act_link(seen, "quotation asked", "Ask for a quotation") if is_client else (),
        "request_work": act_link(seen, "work requested", "Ask for work") if is_client else (),
    }
    return show_part(request, "work.html", seen, values, part="work")


def _quotation(each: Quotation, agreed: list[AgreedTime], seen: Seen, reader: Reader) -> WorkShown:
    asked_at = each.entry.at
    steps = [StepShown(party="client", said=say("asked"), at=reader.instant(asked_at), took="")]
    state, tone = say("to be quoted"), Tone.FAIR
    if each.given is None or each.given_at is None:
        steps.append(_waiting("provider", say("has not quoted"), took(asked_at, seen.at, reader)))
    else:
        price = say(
            "{price}, delivered until {due}",
            price=spell(each.given.price, reader),
            due=reader.day(each.given.due),
        )
        note = f": {one_line(each.given.note)}" if each.given.note else ""
        steps.append(
            StepShown(
                party="provider",
                said=say("quoted {price}{note}", price=price, note=note),
                at=reader.instant(each.given_at),
                took=took(asked_at, each.given_at, reader),
            )
        )
        state, tone = say("to be decided"), Tone.FAIR
        if each.decided is None or each.decided_at is None:
            waited = took(each.given_at, seen.at, reader)
            steps.append(_waiting("client", say("has not decided"), waited))
        else:
            state = "accepted" if each.decided.accepted else "declined"
            tone = Tone.GOOD if each.decided.accepted else Tone.QUIET
            reason = f": {one_line(each.decided.reason)}" if each.decided.reason else ""
            steps.append(
                StepShown(
                    party="client",
                    said=f"{say(state)}{reason}",
                    at=reader.instant(each.decided_at),
                    took=took(each.given_at, each.decided_at, reader),
                )
            )
    return WorkShown(
        number=each.entry.number,
        what=one_line(each.asked.what),
        state=state,
        tone=tone,
        steps=tuple(steps),
        clocks=_clocks(agreed, seen, each.entry),
        acts=_quotation_acts(each, seen),
        kind=_QUOTATION,
    )


def _quotation_acts(each: Quotation, seen: Seen) -> tuple[ActLink, ...]:
    digest, party = each.entry.sha256, seen.seat.party
    if each.decided is not None:
        return ()
    if each.given is None:
        give = act_link(seen, "quotation given", "Quote", quotation=digest)
        return (*(give if party == "provider" else ()), *take_back(seen, each.entry))
    if party == "client":
        return act_link(seen, "quotation decided", "Decide", quotation=digest)
    return act_link(seen, "quotation given", "Quote anew", quotation=digest)


def _work(each: Work, agreed: list[AgreedTime], seen: Seen, reader: Reader) -> WorkShown:
    due = last_instant(seen.history, each.due)
    price = say(" for {price}", price=spell(each.price, reader)) if each.price is not None else ""
    steps = [
        StepShown(
            party="client",
            said=say("wanted it{price} until {due}", price=price, due=reader.day(each.due)),
            at=reader.instant(each.agreed_at),
            took="",
        )
    ]
    late = due < (each.delivered_at or seen.at)
    state, tone = ("overdue", Tone.BAD) if late else (say("to be delivered"), Tone.FAIR)
    if each.delivered_at is None:
        missing = (
            say("; missing is: {missing}", missing=one_line(each.missing)) if each.missing else ""
        )
        waited = took(each.agreed_at, seen.at, reader)
        steps.append(
            _waiting("provider", say("has not delivered{missing}", missing=missing), waited)
        )
    else:
        state, tone = say("to be looked at"), Tone.FAIR
        timing = "late" if late else say("in time")
        steps.append(
            StepShown(
                party="provider",
                said=say("delivered {timing}", timing=timing),
                at=reader.instant(each.delivered_at),
                took=took(each.agreed_at, each.delivered_at, reader),
            )
        )
        if each.accepted_at is None:
            waited = took(each.delivered_at, seen.at, reader)
            steps.append(_waiting("client", say("has not looked at it"), waited))
        else:
            state, tone = (say("done, late"), Tone.BAD) if late else ("done", Tone.GOOD)
            steps.append(
                StepShown(
                    party="client",
                    said=say("accepted it as done"),
                    at=reader.instant(each.accepted_at),
                    took=took(each.delivered_at, each.accepted_at, reader),
                )
            )
    return WorkShown(
        number=each.entry.number,
        what=one_line(each.what),
        state=state,
        tone=tone,
        steps=tuple(steps),
        clocks=_clocks(agreed, seen, each.entry),
        acts=_work_acts(each, seen),
        kind=_WORK,
    )


def _work_acts(each: Work, seen: Seen) -> tuple[ActLink, ...]:
    digest, party = each.entry.sha256, seen.seat.party
    if each.accepted_at is not None:
        return ()
    if each.delivered_at is None:
        say = act_link(seen, "work delivered", "It is delivered", work=digest)
        is_plain = each.price is None
        return (
            *(say if party == "provider" else ()),
            *(take_back(seen, each.entry) if is_plain else ()),
        )
    return act_link(seen, "work accepted", "Look at it", work=digest) if party == "client" else ()


def _clocks(agreed: list[AgreedTime], seen: Seen, entry: Entry) -> tuple[tuple[str, str], ...]:
    return tuple((time.title, case_address(seen, time.measure, entry)) for time in agreed)


def _waiting(party: str, said: str, waited: str) -> StepShown:
    return StepShown(
        party=say(party),
        said=say("{said} yet", said=said),
        took=say("{waited} so far", waited=waited),
    )
