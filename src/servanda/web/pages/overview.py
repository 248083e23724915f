"""The overview of an agreement: how it stands, what waits, what comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from servanda.decisions.agenda import agenda
from servanda.decisions.waiting import Waiting
from servanda.desk.callers import Caller
from servanda.desk.foreseeing import last_outlook, work_on_outlook
from servanda.desk.own_days import ahead
from servanda.desk.seeing import Seen, see
from servanda.facts.statement import Statement
from servanda.pipeline.reporting import Stated
from servanda.reports.clean import one_line
from servanda.reports.outlook import outlook_sentences
from servanda.reports.reader import Reader
from servanda.reports.report import standing_sections, strip_label
from servanda.reports.report_page import standing_body
from servanda.reports.report_view import StandingSection
from servanda.reports.statement_view import statement_view
from servanda.reports.view import Tone
from servanda.web.languages.speaking import say, say_count
from servanda.web.pages.ahead import working_shown
from servanda.web.pages.places import place_of
from servanda.web.pages.seeing import page, reader_of, show_agreement

__all__ = ["WaitShown", "entry", "overview", "wait_shown"]

_STRIP = 12
_AHEAD = timedelta(days=366)
_MOST_DAYS = 12
_MOST_MISSED = 3
_WORST_FIRST = (Tone.BAD, Tone.FAIR, Tone.QUIET, Tone.GOOD)
_MISSED = frozenset({Tone.BAD, Tone.FAIR})


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitShown:
    """Show what waits for one's own party, and where it is answered."""

    what: str
    due: str
    is_late: bool
    silence: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayShown:
    """Show what falls on a day."""

    iso: str
    said: str
    what: str
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AspectShown:
    """Show at a glance how all commitments of one aspect went, and name those that were missed."""

    title: str
    said: str
    tone: Tone
    missed: tuple[tuple[str, str], ...]
    more: int


@page("agreement looked at")
def overview(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show how an agreement stands."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    parties = seen.history.latest.parties
    values = {
        "parties": one_line(
            say("{name} for {name2}", name=parties["provider"].name, name2=parties["client"].name)
        ),
        "waits": [wait_shown(each, seen, reader) for each in seen.waits],
        "days": _days(seen, reader),
        **_last_statement(seen, reader),
        **_ahead(seen, reader),
    }
    return show_agreement(request, "overview.html", seen.seat, values, tab="agreement")


@page("agreement looked at")
def entry(request: HttpRequest, caller: Caller, agreement: str, digest: str) -> HttpResponse:
    """Lead to the page on which an entry is shown and answered."""
    del request
    seen = see(caller, agreement)
    return redirect(place_of(seen, seen.entry(digest)))


def wait_shown(wait: Waiting, seen: Seen, reader: Reader) -> WaitShown:
    """Spell what waits."""
    key = seen.seat.agreement.key
    return WaitShown(
        what=one_line(reader.words(wait.what)),
        due=reader.limit(wait.due) if wait.due else "",
        is_late=wait.due is not None and wait.due < seen.at,
        silence=say(wait.silence),
        address=reverse("entry", kwargs={"agreement": key, "digest": wait.entry}),
    )


def _ahead(seen: Seen, reader: Reader) -> dict[str, object]:
    """Say what is about to go wrong in the period under way, where it was looked at."""
    outlook = last_outlook(seen)
    if outlook is None:
        job = work_on_outlook(seen)
        return {"found": working_shown(job)} if job is not None else {}
    # Once its statement is handed over, nothing of it lies ahead any more.
    if outlook.period in seen.standing.issued:
        return {}
    return {
        "ahead": list(outlook_sentences(outlook, reader)),
        "ahead_period": reader.called(outlook.period) or outlook.period,
        "ahead_until": reader.instant(outlook.known_until),
    }


def _last_statement(seen: Seen, reader: Reader) -> dict[str, object]:
    periods = seen.periods[-_STRIP:]
    statements = [seen.statement(each.period, each.editions[-1]) for each in periods]
    if not statements:
        return {}
    last = statements[-1]
    view = statement_view(last, reader)
    sections = _sections(seen, statements, reader)
    return {
        "opening": view.opening,
        "rest": view.rest,
        "alarm": view.alarm,
        "aspects": list(map(_aspect, sections)),
        "standings": standing_body(sections, strip_label(statements, reader), reader),
        "totals": (*view.totals, view.net),
        "period": view.period,
        "statement": reverse(
            "statement",
            kwargs={"agreement": seen.seat.agreement.key, "period": last.period.label},
        ),
    }


def _sections(
    seen: Seen, statements: list[Statement], reader: Reader
) -> tuple[StandingSection, ...]:
    """Return how commitments stand, each with the way to its records."""
    period = statements[-1].period.label
    named = {"agreement": seen.seat.agreement.key, "period": period}

    def opened(commitment: str) -> str:
        return f"{reverse('figure', kwargs=named)}?{urlencode({'name': commitment})}"

    return standing_sections(statements, reader, opened, Stated(history=seen.history))


def _aspect(section: StandingSection) -> AspectShown:
    missed = [each for each in section.standings if each.tone in _MISSED]
    unknown = sum(each.tone is Tone.QUIET for each in section.standings)
    count = len(section.standings)
    if missed:
        said = say("{missed} of {promised} missed", missed=len(missed), promised=count)
    elif unknown:
        said = say("{missed} of {promised} not judged", missed=unknown, promised=count)
    else:
        said = say_count("met", "all {count} met", count, count=count)
    return AspectShown(
        title=section.title,
        said=said,
        tone=min((each.tone for each in section.standings), key=_WORST_FIRST.index),
        missed=tuple((each.title, each.address) for each in missed[:_MOST_MISSED]),
        more=len(missed[_MOST_MISSED:]),
    )


def _days(seen: Seen, reader: Reader) -> list[DayShown]:
    today = seen.book.day_of(seen.at)
    party = seen.seat.party
    coming = ahead(agenda(seen.book, seen.standing, today, today + _AHEAD), party, today)
    return [
        DayShown(
            iso=each.day.isoformat(),
            said=reader.day(each.day),
            what=one_line(each.what),
            party=say(each.party),
        )
        for each in coming[:_MOST_DAYS]
    ]
