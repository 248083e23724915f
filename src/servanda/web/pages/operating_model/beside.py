"""What changed since a day, teams, and the journal of an operating model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from operator import itemgetter

from django.http import HttpRequest, HttpResponse

from servanda.desk.callers import Caller
from servanda.desk.operating_model.changing import changed_since
from servanda.desk.operating_model.seeing import ModelSeen, see_whole_model
from servanda.facts.decision import Entry, EntryReversed
from servanda.facts.figure import Segment
from servanda.reports.act_words import ActWords
from servanda.reports.acts import act_sentences
from servanda.reports.clean import one_line
from servanda.reports.model_tables import teams_table
from servanda.reports.paper import PaperCell
from servanda.reports.reader import Reader
from servanda.web.languages.speaking import say, say_count
from servanda.web.pages.links import ActLink
from servanda.web.pages.listing import Column, listed
from servanda.web.pages.operating_model.seeing import (
    day_asked,
    days_spelt,
    model_link,
    show_model,
    table_shown,
)
from servanda.web.pages.seeing import page, reader_of

__all__ = ["changes", "journal", "teams"]

_A_REVIEW = timedelta(days=182)
_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Show what differs, and of which service; of none where that is empty."""

    of: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryShown:
    """Show an entry of the journal."""

    number: int
    at: str
    iso: str
    who: str
    said: str
    state: str
    sha256: str
    acts: tuple[ActLink, ...]


_ENTRIES: tuple[Column[EntryShown], ...] = (
    Column(heading="Entry", cell=lambda each: each.number),
    Column(heading="Entered", cell=lambda each: each.iso),
    Column(heading="Who", cell=lambda each: each.who),
    Column(heading="What was said", cell=lambda each: each.said),
    Column(heading="How it stands", cell=lambda each: each.state or "counts"),
    Column(heading="SHA-256", cell=lambda each: each.sha256),
)
_CHANGES: tuple[Column[Changed], ...] = (
    Column(heading="Of", cell=lambda each: each.of),
    Column(heading="What", cell=lambda each: each.what),
    Column(heading="Before", cell=lambda each: each.before),
    Column(heading="After", cell=lambda each: each.after),
)


@page("whole operating model looked at")
def changes(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """Say what changed since a day, such as that of the last review."""
    on, since = day_asked(request), day_asked(request, "since")
    until = on or caller.at.to_datetime().date()
    first = since or until - _A_REVIEW
    seen, found = changed_since(caller, model, first, until)
    reader = reader_of(request)
    titles = {name: each.title for name, each in seen.model.services.items()}
    titles |= {name: each.title for name, each in seen.model.register.items()}
    rows = [
        Changed(
            of=titles.get(each.service, each.service),
            what=days_spelt(each.what, reader),
            before=each.before,
            after=each.after,
        )
        for each in found
    ]
    kept = {"since": first.isoformat(), "on": until.isoformat()}
    shown = listed(request, rows, _CHANGES, title="What changed", at=caller.at, kept=kept)
    if shown.file is not None:
        return shown.file
    values = {
        "listed": shown,
        "since": first.isoformat(),
        "on": until.isoformat(),
        "opening": say_count(
            "{count} difference between {first} and {until}.",
            "{count} differences between {first} and {until}.",
            len(found),
            count=len(found),
            first=reader.day(first),
            until=reader.day(until),
        ),
        "by_service": _by_service(shown.rows),
    }
    return show_model(request, "changes.html", seen.seat, values, tab="model-changes")


def _by_service(found: Sequence[Changed]) -> list[tuple[str, list[Changed]]]:
    by_title: dict[str, list[Changed]] = {}
    for each in found:
        by_title.setdefault(each.of, []).append(each)
    return list(by_title.items())


@page("whole operating model looked at")
def teams(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """Show what each team can do, run against change."""
    seen = see_whole_model(caller, model, day=day_asked(request))
    reader = reader_of(request)
    table = teams_table(seen.model, seen.day, reader)
    names = {each.title for each in seen.model.teams.values()}
    columns: list[Column[tuple[PaperCell, ...]]] = [
        Column(heading=heading, cell=itemgetter(place))
        for place, heading in enumerate(table.headings)
    ]
    shown = listed(request, table.rows, columns, title="Teams", at=caller.at)
    if shown.file is not None:
        return shown.file
    values = {
        "listed": shown,
        "tables": [table_shown(replace(table, rows=shown.rows))] if shown.rows else [],
        "shares": [_share(seen, name, reader) for name in seen.model.teams],
        "found": [
            each.diagnostic.message
            for each in seen.examination.findings
            if not each.service and any(name in each.diagnostic.message for name in names)
        ],
    }
    return show_model(request, "teams.html", seen.seat, values, tab="model-teams")


def _share(seen: ModelSeen, name: str, reader: Reader) -> dict[str, object]:
    """Return how much of a team's days running takes, period by period."""
    team = seen.model.teams[name]
    begun = [each for each in team.periods if each.first_day <= seen.day]
    return {
        "title": team.title,
        "most": team.run_most,
        "periods": [
            {
                "since": reader.day(each.first_day),
                "days": each.run_days + each.change_days,
                "run": each.run_days,
                "share": each.run_days * 100 // (each.run_days + each.change_days or 1),
                "over": team.run_most is not None
                and each.run_days * 100 > team.run_most * (each.run_days + each.change_days),
            }
            for each in begun
        ],
    }


@page("whole operating model looked at")
def journal(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """Show what was said about the model and done to its text, the newest first."""
    seen, reader = see_whole_model(caller, model), reader_of(request)
    heard, uncounted = seen.opened.heard()
    wrong = {each.span.line for each in uncounted}
    entries = seen.journal.entries
    asked = request.GET.get("until", "")
    last = min(int(asked), len(entries)) if asked.isdecimal() and len(asked) < 10 else len(entries)
    first = max(0, last - _ON_A_PAGE)
    # Whoever looks for something or takes the list away wants it out of all of them.
    everything = bool(request.GET.get("words", "").strip() or request.GET.get("as"))
    wording = ActWords(reader=reader, titled=partial(_titled, _titles(seen)))
    taken_back = {each.act.entry for each in entries if isinstance(each.act, EntryReversed)}
    shown = []
    some = (entries if everything else entries[first:last])[::-1]
    for entry, said in zip(some, act_sentences(some, entries, wording=wording), strict=True):
        state = ""
        if entry.number in wrong:
            state = say("does not count")
        elif entry.sha256 not in heard.counted:
            state = say("taken back") if entry.sha256 in taken_back else say("in the text by now")
        shown.append(_entry(entry, said, seen, reader, state))
    found = listed(request, shown, _ENTRIES, title="Journal", at=caller.at)
    if found.file is not None:
        return found.file
    values = {
        "listed": replace(found, of_all=len(entries)),
        "entries": found.rows,
        "count": len(entries),
        "later": min(last + _ON_A_PAGE, len(entries)) if last < len(entries) else 0,
        "earlier": 0 if everything else first,
        "takes": seen.seat.may("operating model taken away"),
    }
    return show_model(request, "journal.html", seen.seat, values, tab="model-journal")


def _titles(seen: ModelSeen) -> Mapping[str, str]:
    """Return what services, risks and controls are called; a name that two bear stays one."""
    found = dict[str, set[str]]()
    for service in seen.model.services.values():
        found.setdefault(service.name, set()).add(service.title)
        for risk in service.risks.values():
            found.setdefault(risk.name, set()).add(risk.title)
        for control in service.controls.values():
            found.setdefault(control.name, set()).add(control.title)
    return {name: min(titles) for name, titles in found.items() if len(titles) == 1}


def _titled(titles: Mapping[str, str], name: str, _: Segment) -> str:
    return one_line(titles.get(name) or name)


def _entry(entry: Entry, said: str, seen: ModelSeen, reader: Reader, state: str) -> EntryShown:
    known = seen.model.roles.get(entry.role)
    role = known.title if known else entry.role
    own = not state and entry.role in seen.seat.holds and not isinstance(entry.act, EntryReversed)
    about = {"entry": entry.sha256}
    link = model_link(
        seen.seat, "word taken back", "Take back", "model-word_taken_back", about=about
    )
    return EntryShown(
        number=entry.number,
        at=reader.instant(entry.at),
        iso=str(entry.at),
        who=one_line(f"{entry.person} ({role})"),
        said=said,
        state=state,
        sha256=entry.sha256,
        acts=link if own else (),
    )
