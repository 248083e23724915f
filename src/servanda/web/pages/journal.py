"""The journal in words: what was said, by whom, and when."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from servanda.desk.callers import Caller
from servanda.desk.seeing import Seen, see
from servanda.facts.decision import Entry
from servanda.reports.acts import act_sentence
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.naming import key_called
from servanda.web.pages.seeing import page, reader_of, show_agreement

__all__ = ["ON_A_PAGE", "journal"]

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryShown:
    """Show an entry."""

    number: int
    at: str
    iso: str
    who: str
    said: str
    signed: str
    sha256: str
    counts: bool
    acts: tuple[ActLink, ...]


@page("agreement looked at")
def journal(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show the entries, the newest first."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    entries = seen.journal.entries
    asked = request.GET.get("until", "")
    last = min(int(asked), len(entries)) if asked.isdecimal() and len(asked) < 10 else len(entries)
    first = max(0, last - ON_A_PAGE)
    values = {
        "entries": [_entry(each, seen, reader) for each in reversed(entries[first:last])],
        "count": len(entries),
        "later": min(last + ON_A_PAGE, len(entries)) if last < len(entries) else 0,
        "earlier": first,
        "bundle": seen.seat.may("record taken away") and bool(entries),
    }
    return show_agreement(request, "journal.html", seen.seat, values, tab="journal")


def _entry(entry: Entry, seen: Seen, reader: Reader) -> EntryShown:
    role = f", {entry.role}" if entry.role else ""
    counts = entry.sha256 in seen.standing.entries
    own = counts and entry.party == seen.seat.party
    return EntryShown(
        number=entry.number,
        at=reader.instant(entry.at),
        iso=str(entry.at),
        who=one_line(f"{entry.party} ({entry.person}{role})"),
        said=act_sentence(entry, seen.journal.entries),
        signed=f"signed with {key_called(entry.key)}" if entry.key else "rests on the host's word",
        sha256=entry.sha256,
        counts=counts,
        acts=act_link(seen, "entry reversed", "Take back", entry=entry.sha256) if own else (),
    )
