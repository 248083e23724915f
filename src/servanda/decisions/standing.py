"""Replaying a journal: how everything stands, and which entries do not count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from servanda.agreement.model.agreement import History
from servanda.decisions.applying import apply
from servanda.decisions.objections.everything import objections_to
from servanda.decisions.rulebook import Rulebook
from servanda.decisions.silence import let_time_pass, silences
from servanda.facts.decision import Entry
from servanda.facts.standing import Standing
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan
from servanda.kernel.time import Instant

__all__ = ["Replayed", "Step", "place_of", "replay", "standing_of", "steps", "take"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Say how everything stood after something happened.

    Args:
        at: When.
        entry: What was said; absent where the time for an answer had run out.
        standing: How everything stood then.
    """

    at: Instant
    entry: Entry | None
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """Hold what the entries of a journal amount to.

    Args:
        standing: How everything stands.
        diagnostics: Entries that do not count, each at its line.
    """

    standing: Standing
    diagnostics: tuple[Diagnostic, ...]


def standing_of(history: History, entries: Iterable[Entry], now: Instant) -> Standing:
    """Return how everything stands at a moment.

    Pure: the same agreement, entries and moment give the same. An entry that is not allowed
    changes nothing; entries later than the moment are not known yet.

    Args:
        history: The agreement.
        entries: Those of a sound journal, in their order.
        now: The moment; what is due before it and unanswered is decided by silence.
    """
    return replay(history, entries, now).standing


def replay(
    history: History, entries: Iterable[Entry], now: Instant, *, file: str = "journal.jsonl"
) -> Replayed:
    """Return how everything stands at a moment, and what is wrong with which entry.

    Args:
        history: The agreement.
        entries: Those of a sound journal, in their order.
        now: The moment.
        file: How diagnostics call the journal.
    """
    book = Rulebook(history)
    standing, found = Standing(), list[Diagnostic]()
    for entry in entries:
        if entry.at > now:
            break
        standing, objections = take(book, standing, entry, place=place_of(entry, file))
        found += objections
    return Replayed(standing=let_time_pass(book, standing, now), diagnostics=tuple(found))


def take(
    book: Rulebook, standing: Standing, entry: Entry, *, place: SourceSpan | None = None
) -> tuple[Standing, tuple[Diagnostic, ...]]:
    """Return the standing after one more entry, and why it does not count where it does not."""
    standing = let_time_pass(book, standing, entry.at)
    where = place or place_of(entry, "journal.jsonl")
    objections = objections_to(book, standing, entry, where)
    return (standing if objections else apply(book, standing, entry)), objections


def steps(history: History, entries: Iterable[Entry], now: Instant) -> Iterator[Step]:
    """Yield how everything stood after each entry that counts, and each time that ran out.

    Args:
        history: The agreement.
        entries: Those of a sound journal, in their order.
        now: The last moment looked at.
    """
    book, standing = Rulebook(history), Standing()
    for entry in entries:
        if entry.at > now:
            break
        yield from _silent_steps(book, standing, entry.at)
        standing = let_time_pass(book, standing, entry.at)
        if not objections_to(book, standing, entry, place_of(entry, "journal.jsonl")):
            standing = apply(book, standing, entry)
            yield Step(at=entry.at, entry=entry, standing=standing)
    yield from _silent_steps(book, standing, now)


def place_of(entry: Entry, file: str) -> SourceSpan:
    """Return where an entry stands in the journal's file."""
    return SourceSpan(file=file, line=entry.number, column=1, end_line=entry.number, end_column=2)


def _silent_steps(book: Rulebook, standing: Standing, until: Instant) -> Iterator[Step]:
    for due in sorted({each.due for each in silences(standing, until)}):
        passed = let_time_pass(book, standing, Instant(due.micros + 1))
        yield Step(at=due, entry=None, standing=passed)
