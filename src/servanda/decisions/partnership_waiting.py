"""What waits for whom of what was said about working together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.decisions.rulebook import Rulebook, other_side
from servanda.facts.decision import Entry
from servanda.facts.standing import Standing
from servanda.kernel.time import Instant
from servanda.partnership.pains import PainState
from servanda.partnership.state import Partnership, partnership_of
from servanda.partnership.stretches import last_instant

__all__ = ["Asked", "asked_together"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Something that a party has to do.

    Args:
        entry: The entry that asks for it.
        party: Identifier of the party.
        does: What it has to do about it: ``answer``, ``do``, ``deliver``, ``hand over``.
        what: What it is about, in a few words.
        since: When it was asked.
        due: Last instant for it, if there is one.
    """

    entry: Entry
    party: str
    does: str
    what: str
    since: Instant
    due: Instant | None = None


def asked_together(book: Rulebook, standing: Standing) -> Iterator[Asked]:
    """Yield what waits for a party: quotations, work, actions, reviews of incidents, favours."""
    found = partnership_of(standing.entries.values())
    yield from _incidents(found)
    yield from _quotations(found)
    yield from _work(book, found)
    yield from _actions(book, found)
    yield from _pains(book, found)
    yield from _goals(book, found)
    for favour in found.goodwill.values():
        if favour.acknowledged_at is None:
            yield _of_the_other(favour.entry, "acknowledge", "favour", favour.given.what)
    for study in found.studies.values():
        if study.agreed_at is None:
            yield _of_the_other(study.entry, "agree to", "case study", study.written.title)
    for change in found.circumstances.values():
        if change.answered_at is None:
            yield _of_the_other(change.entry, "answer", "circumstance", change.reported.what)
    for issue in found.issues.values():
        if issue.answered_at is None:
            yield _of_the_other(issue.entry, "answer", "strategic issue", issue.brought.what)


def _of_the_other(entry: Entry, does: str, sort: str, what: str) -> Asked:
    """Return what the side that did not speak has to do about an entry."""
    return Asked(
        entry=entry,
        party=other_side(entry.party),
        does=does,
        what=f"{sort} {entry.number}: {what}",
        since=entry.at,
    )


def _incidents(found: Partnership) -> Iterator[Asked]:
    for each in found.incident_reviews.values():
        if each.published is None:
            yield Asked(
                entry=each.entry,
                party="provider",
                does="hand over",
                what=f"review {each.entry.number} of {each.opened.incident}",
                since=each.entry.at,
            )


def _quotations(found: Partnership) -> Iterator[Asked]:
    for each in found.quotations.values():
        if each.decided is not None:
            continue
        given = each.given_at
        yield Asked(
            entry=each.entry,
            party="provider" if given is None else "client",
            does="give" if given is None else "answer",
            what=f"quotation {each.entry.number}: {each.asked.what}",
            since=given or each.entry.at,
        )


def _work(book: Rulebook, found: Partnership) -> Iterator[Asked]:
    for each in found.work.values():
        if each.accepted_at is not None:
            continue
        delivered = each.delivered_at
        yield Asked(
            entry=each.entry,
            party="provider" if delivered is None else "client",
            does="deliver" if delivered is None else "look at",
            what=f"work {each.entry.number}: {each.what}",
            since=delivered or each.agreed_at,
            due=last_instant(book.history, each.due) if delivered is None else None,
        )


def _actions(book: Rulebook, found: Partnership) -> Iterator[Asked]:
    for each in found.actions.values():
        if each.done_at is None:
            yield Asked(
                entry=each.entry,
                party=each.agreed.owner,
                does="do",
                what=f"action {each.entry.number}: {each.agreed.what}",
                since=each.entry.at,
                due=last_instant(book.history, each.agreed.due),
            )


def _pains(book: Rulebook, found: Partnership) -> Iterator[Asked]:
    does = {PainState.NAMED: "answer", PainState.ANSWERED: "ease", PainState.EASED: "ask users of"}
    for each in found.pain_points.values():
        if each.state is PainState.GONE:
            continue
        eased = each.state is PainState.EASED
        yield Asked(
            entry=each.entry,
            party="client" if eased else each.named.owner,
            does=does[each.state],
            what=f"pain point {each.entry.number}: {each.named.what}",
            since=each.eased_at or each.came_back_at or each.answered_at or each.entry.at,
            due=last_instant(book.history, each.due) if each.due and not eased else None,
        )


def _goals(book: Rulebook, found: Partnership) -> Iterator[Asked]:
    """Yield goals that nobody has looked at since the day on which they were to be reached."""
    for each in found.goals.values():
        due = last_instant(book.history, each.goal.due)
        if each.reached_at is None and not any(entry.at > due for entry, _ in each.looks):
            yield Asked(
                entry=each.entry,
                party="provider",
                does="look at",
                what=f"goal {each.entry.number}: {each.goal.what}",
                since=each.entry.at,
                due=due,
            )
