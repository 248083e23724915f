"""The journal in words: what was said, by whom, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse

from servanda.desk.callers import Caller
from servanda.desk.seeing import Seen, see
from servanda.facts.decision import Entry
from servanda.reports.acts import act_sentences
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.web.languages.speaking import say
from servanda.web.pages.listing import Column, listed
from servanda.web.pages.naming import key_called, said_to
from servanda.web.pages.seeing import page, reader_of, show_agreement
from servanda.web.pages.taking_back import TakenBack, own_words

__all__ = ["ON_A_PAGE", "journal"]

ON_A_PAGE = 50
_FOUND_MOST = 200


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
    taken: TakenBack
    entry: Entry


_COLUMNS: tuple[Column[EntryShown], ...] = (
    Column(heading="Entry", cell=lambda each: each.number),
    Column(heading="Entered ({zone})", cell=lambda each: each.entry.at),
    Column(heading="Party", cell=lambda each: each.entry.party),
    Column(heading="Person", cell=lambda each: each.entry.person),
    Column(heading="Role", cell=lambda each: each.entry.role),
    Column(heading="What was said", cell=lambda each: each.said),
    Column(heading="Counts", cell=lambda each: "yes" if each.counts else "no"),
    Column(heading="Whose word", cell=lambda each: each.signed),
    Column(heading="SHA-256", cell=lambda each: each.sha256),
)


@page("agreement looked at")
def journal(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show the entries, the newest first, or those that hold some words."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    entries = seen.journal.entries
    asked = request.GET.get("until", "")
    last = min(int(asked), len(entries)) if asked.isdecimal() and len(asked) < 10 else len(entries)
    first = max(0, last - ON_A_PAGE)
    # Whoever looks for something or takes the list away wants it out of all of them.
    everything = bool(request.GET.get("words", "").strip() or request.GET.get("as"))
    some = entries if everything else entries[first:last]
    taken = own_words(seen, some)
    sentences = act_sentences(some, entries, wording=said_to(reader, seen.history.latest))
    shown = [
        _entry(each, said, seen, reader, taken.get(each.sha256, TakenBack()))
        for each, said in zip(some, sentences, strict=True)
    ]
    found = listed(request, shown[::-1], _COLUMNS, title="Journal", at=caller.at)
    if found.file is not None:
        return found.file
    values = {
        "listed": replace(found, rows=found.rows[:_FOUND_MOST], of_all=len(entries)),
        "more": len(found.rows) - _FOUND_MOST,
        "later": min(last + ON_A_PAGE, len(entries)) if last < len(entries) else 0,
        "earlier": 0 if everything else first,
        "bundle": seen.seat.may("record taken away") and bool(entries),
    }
    return show_agreement(request, "journal.html", seen.seat, values, tab="journal")


def _entry(entry: Entry, said: str, seen: Seen, reader: Reader, taken: TakenBack) -> EntryShown:
    role = f", {entry.role}" if entry.role else ""
    counts = entry.sha256 in seen.standing.entries
    return EntryShown(
        number=entry.number,
        at=reader.instant(entry.at),
        iso=str(entry.at),
        who=one_line(f"{entry.party} ({entry.person}{role})"),
        said=said,
        signed=say("signed with {key}", key=key_called(entry.key))
        if entry.key
        else say("rests on the host's word"),
        sha256=entry.sha256,
        counts=counts,
        entry=entry,
        taken=taken,
    )
