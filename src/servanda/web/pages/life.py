"""The days of an agreement, and what it has come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.decisions.agenda import AgendaItem
from servanda.decisions.waiting import waiting
from servanda.desk.callers import Caller
from servanda.desk.life import Days, calendar, renewal_of
from servanda.desk.seeing import Seen, see
from servanda.pipeline.refusals import MisusedCommand
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.renewal import renewal_paper
from servanda.web.languages.speaking import say
from servanda.web.pages.exporting import PAPERS, paper_file
from servanda.web.pages.listing import Column, listed, wanted_file
from servanda.web.pages.overview import WaitShown, wait_shown
from servanda.web.pages.papers import tables_shown
from servanda.web.pages.seeing import page, reader_of, show_agreement

__all__ = ["days", "renewal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayShown:
    """Show what falls on a day, for whom, and until when on it."""

    iso: str
    said: str
    what: str
    party: str
    until: str
    item: AgendaItem


_COLUMNS: tuple[Column[DayShown], ...] = (
    Column(heading="Day", cell=lambda each: each.item.day),
    Column(heading="What", cell=lambda each: each.what),
    Column(heading="Party", cell=lambda each: each.party),
    Column(heading="Until ({zone})", cell=lambda each: each.item.until),
)


@page("agreement looked at")
def days(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show the days that matter, and what waits for whom."""
    sent = {name: request.GET.get(name, "").strip() for name in ("from", "until")}
    wrong = ""
    try:
        named = {name: _day(value) for name, value in sent.items()}
        found = calendar(caller, agreement, named["from"], named["until"])
    except MisusedCommand as refusal:
        wrong, found = str(refusal), calendar(caller, agreement)
    reader = reader_of(request, found.seen.zone)
    first, last = found.first_day.isoformat(), found.last_day.isoformat()
    asked = sent if wrong else {"from": first, "until": last}
    address = reverse("api-1:days_as_file", kwargs={"agreement": agreement})
    shown = listed(
        request,
        list(_days(found, reader)),
        _COLUMNS,
        title="Calendar",
        at=caller.at,
        kept={"from": first, "until": last},
    )
    if shown.file is not None:
        return shown.file
    values = {
        "listed": shown,
        "months": [
            (reader.called(month), list(rows))
            for month, rows in groupby(shown.rows, key=lambda each: each.iso[:7])
        ],
        "sides": list(_waits(found.seen, reader)),
        "asked": asked,
        "wrong": wrong,
        "file": f"{address}?{urlencode({'from': first, 'until': last})}",
        "has_statements": bool(found.seen.periods),
        "party": found.seen.seat.party,
    }
    status = 422 if wrong else 200
    return show_agreement(
        request, "calendar.html", found.seen.seat, values, tab="calendar", status=status
    )


@page("agreement looked at")
def renewal(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show what an agreement has come to, for the talk about how it goes on."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    paper = renewal_paper(renewal_of(seen), reader, as_handed_over=True)
    form = wanted_file(request, tuple(PAPERS))
    if form:
        name = say("renewal of {identifier}", identifier=seen.seat.agreement.identifier)
        return paper_file(paper, form, reader, name)

    values = {
        "paper": paper,
        "opening": reader.words(paper.opening),
        "tables": tables_shown(paper, reader),
    }
    return show_agreement(request, "renewal.html", seen.seat, values, tab="calendar")


class NotADay(MisusedCommand):
    """A day was typed that is none."""

    def __init__(self, text: str) -> None:
        super().__init__(say("'{text}' is no day; write it like 2026-03-31", text=text))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NotADay(text) from None


def _days(found: Days, reader: Reader) -> Iterator[DayShown]:
    for each in found.items:
        yield DayShown(
            iso=each.day.isoformat(),
            said=reader.day(each.day),
            what=one_line(reader.words(each.what)),
            party=say(each.party),
            until=_until(each, reader),
            item=each,
        )


def _until(each: AgendaItem, reader: Reader) -> str:
    """Spell until when on its day something can be done; nothing where it is the whole day."""
    if each.until is None:
        return ""
    spelt, clock = reader.limit(each.until), reader.clock(each.until)
    # The day stands beside already.
    is_here = reader.local(each.until).date() == each.day
    return (clock if spelt.endswith(clock) else "") if is_here else spelt


def _waits(seen: Seen, reader: Reader) -> Iterator[tuple[str, list[WaitShown]]]:
    """Yield what waits for each side, one's own first."""
    everything = waiting(seen.book, seen.standing)
    parties = sorted({each.party for each in everything}, key=lambda each: each != seen.seat.party)
    for party in parties:
        here = [each for each in everything if each.party == party]
        yield party, [wait_shown(each, seen, reader) for each in here]
