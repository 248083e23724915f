"""A record in words: what was said, what waits for whom, how everything stands."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from servanda.decisions.bucket import bucket_use
from servanda.decisions.holding import balance
from servanda.decisions.rulebook import Rulebook
from servanda.decisions.waiting import Waiting, waiting
from servanda.facts.decision import Entry, EntryReversed
from servanda.facts.standing import Standing
from servanda.formula.display import format_quantity
from servanda.kernel.diagnostic import Diagnostic
from servanda.reports.acts import act_sentence, act_sentences
from servanda.reports.clean import one_line

__all__ = ["entry_lines", "list_lines", "model_lines", "standing_lines", "waiting_line"]

_UNSIGNED = "not signed: it rests on the file's word"


def list_lines(
    book: Rulebook, entries: Sequence[Entry], uncounted: Sequence[Diagnostic]
) -> Iterator[str]:
    """Yield a line for each entry, oldest first."""
    wrong = {each.span.line for each in uncounted}
    for entry, said in zip(entries, act_sentences(entries, entries), strict=True):
        mark = "  DOES NOT COUNT" if entry.number in wrong else ""
        who = f"{entry.party} ({entry.person})"
        yield f"{entry.number:>4}  {book.words(entry.at)}  {who} {said}{mark}"


def entry_lines(book: Rulebook, entry: Entry, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield what one entry says, and by which key it stands."""
    role = f", {entry.role}" if entry.role else ""
    yield f"entry {entry.number}, {book.words(entry.at)}"
    yield f"  {entry.party} ({entry.person}{role}) {act_sentence(entry, entries)}"
    yield f"  signed with {entry.key}" if entry.key else f"  {_UNSIGNED}"
    yield f"  digest {entry.sha256}"


def model_lines(
    entries: Sequence[Entry], counted: Container[str], uncounted: Sequence[Diagnostic]
) -> Iterator[str]:
    """Yield a line for each entry of an operating model's journal, oldest first.

    Args:
        entries: The journal.
        counted: Digests of those that count.
        uncounted: Why others never did.
    """
    wrong = {each.span.line for each in uncounted}
    taken_back = {each.act.entry for each in entries if isinstance(each.act, EntryReversed)}
    for entry, said in zip(entries, act_sentences(entries, entries), strict=True):
        mark = ""
        if entry.number in wrong:
            mark = "  DOES NOT COUNT"
        elif entry.sha256 not in counted:
            mark = "  TAKEN BACK" if entry.sha256 in taken_back else "  IN THE TEXT BY NOW"
        yield f"{entry.number:>4}  {entry.at}  {entry.person} ({entry.role}) {said}{mark}"


def standing_lines(book: Rulebook, standing: Standing) -> Iterator[str]:
    """Yield what waits for whom, and what buckets and the holding account have."""
    asked = waiting(book, standing)
    if asked:
        yield "Waiting for an answer:"
    for each in asked:
        yield waiting_line(book, each)
    if not asked:
        yield "Nothing waits for an answer."
    yield from _buckets(book, standing)
    yield from _account(book, standing)


def waiting_line(book: Rulebook, waits: Waiting) -> str:
    """Say what a party has to answer, until when, and what silence means."""
    until = f" until {book.words(waits.due)}" if waits.due else ", without a time limit"
    silence = f"; silence means {waits.silence}" if waits.silence else ""
    return f"  the {waits.party}{until}: {one_line(waits.what)}{silence}"


def _buckets(book: Rulebook, standing: Standing) -> Iterator[str]:
    if standing.known_at is None:
        return
    day = book.day_of(standing.known_at)
    periods = book.periods_touched(standing.known_at, standing.known_at.plus_seconds(1))
    for relief in book.history.at(day).relief.values():
        period = next((each for each in periods if each.holds(standing.known_at)), None)
        if relief.bucket is not None and period is not None:
            use = bucket_use(book, standing, relief, period)
            yield (
                f"Relief '{relief.name}' without an answer: {format_quantity(use.used)} of"
                f" {relief.bucket.text} used, {format_quantity(use.rest)} left"
            )


def _account(book: Rulebook, standing: Standing) -> Iterator[str]:
    if book.history.latest.holding_account is None:
        return
    sums = balance(book, standing)
    yield (
        f"Holding account: {format_quantity(sums.free)} free,"
        f" {format_quantity(sums.set_aside)} set aside, {format_quantity(sums.spent)} spent"
    )
