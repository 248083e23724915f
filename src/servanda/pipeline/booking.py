"""An agreement's accounts, made of its text and its journal alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.agreement.model.agreement import History
from servanda.agreement.periods import local_midnight
from servanda.businesstime.zone import load_zone
from servanda.decisions.ending import ended
from servanda.decisions.rulebook import Rulebook
from servanda.decisions.standing import replay
from servanda.facts.decision import EvidenceSubmitted, StatementIssued
from servanda.facts.standing import Standing
from servanda.journal.chain import Journal
from servanda.kernel.diagnostic import near_match
from servanda.kernel.time import Instant
from servanda.ledger.account import Account
from servanda.ledger.book import Ledger, mirrored
from servanda.pipeline.answer import Answer
from servanda.pipeline.check import check
from servanda.pipeline.record import Record
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.workspace import Workspace
from servanda.settlement.posting.occasion import Occasion
from servanda.settlement.posting.post import post
from servanda.settlement.posting.replay import occasions_of

__all__ = ["Booked", "UnknownAccount", "account_named", "book", "book_of_record", "seen_by"]


_CITING = (EvidenceSubmitted, StatementIssued)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """Hold the accounts of an agreement as known on one day.

    Args:
        history: The agreement.
        standing: How everything stands.
        occasions: What moved money, oldest first.
        ledger: The accounts as the client keeps them.
        last_day: Last day that is in it.
    """

    history: History
    standing: Standing
    occasions: tuple[Occasion, ...]
    ledger: Ledger
    last_day: date

    @property
    def currency(self) -> str:
        """Return the code of the agreement's currency."""
        return self.history.latest.settlement.currency


class UnknownAccount(MisusedCommand):
    """An account was named that the agreement does not have, or that several could be."""

    def __init__(self, name: str, known: Iterable[str], meant: Iterable[str]) -> None:
        names, several = sorted(known), sorted(meant)
        if several:
            super().__init__(f"'{name}' could be {' or '.join(several)}; write more of the name")
            return
        near = near_match(name, names)
        hint = f"did you mean '{near}'?" if near else "'servanda ledger' lists those that it has"
        super().__init__(
            f"there is no account '{name}'; {hint if names else 'nothing is posted so far'}"
        )


def book(workspace: Workspace, now: Instant, *, on: date | None = None) -> Answer[Booked]:
    """Return the accounts of an agreement; no evidence is read.

    Args:
        workspace: Where everything lies.
        now: The moment at which it is asked; time for answers that has run out has its effect.
        on: Last day that is in it, included, as it was known at the end of that day; all that
            was entered if not said.

    Returns:
        The accounts, or what is wrong with the texts.

    Raises:
        BrokenJournal: The journal was changed by other means than by entering.
        CannotRead: It cannot be read.
    """
    checked = check(workspace, measurable=False)
    if checked.value is None:
        return Answer(None, checked.diagnostics)
    history = checked.value
    journal = Record.of(workspace).journal()
    zone = load_zone(history.latest.settlement.zone)
    if on is not None:
        # The last microsecond of the day.
        now = Instant(local_midnight(on + timedelta(days=1), zone).micros - 1)
    elif journal.entries:
        now = max(now, journal.entries[-1].at)
    last_day = now.to_datetime().astimezone(zone).date()
    booked = _booked(history, journal, now, last_day)
    return Answer(booked.value, (*checked.diagnostics, *booked.diagnostics))


def book_of_record(record: Record, journal: Journal) -> Booked | None:
    """Return the accounts by the newest texts that a record names, as its last entry leaves them.

    Nothing where no entry names texts, or where they are not sound.

    Raises:
        CannotRead: A text that is named is not in the record.
    """
    cited = [each.act for each in journal.entries if isinstance(each.act, _CITING)]
    if not cited:
        return None
    texts = tuple(record.text_path(each) for each in cited[-1].texts)
    nowhere = record.folder / "nothing is read here"
    workspace = Workspace(
        texts=texts,
        evidence=nowhere,
        cache=nowhere,
        output=nowhere,
        record=record.folder,
        people=nowhere,
    )
    history = check(workspace, measurable=False).value
    if history is None:
        return None
    now = journal.entries[-1].at
    return _booked(history, journal, now, Rulebook(history).day_of(now)).value


def _booked(history: History, journal: Journal, now: Instant, last_day: date) -> Answer[Booked]:
    replayed = replay(history, journal.entries, now)
    occasions = tuple(occasions_of(history, journal.entries, now))
    history = ended(history, replayed.standing)
    booked = Booked(
        history=history,
        standing=replayed.standing,
        occasions=occasions,
        ledger=post(history, occasions, until=last_day),
        last_day=last_day,
    )
    return Answer(booked, replayed.diagnostics)


def seen_by(ledger: Ledger, party: str) -> Ledger:
    """Return the accounts as a party keeps them, ``client`` or ``provider``."""
    return mirrored(ledger) if party == "provider" else ledger


def account_named(ledger: Ledger, name: str) -> Account:
    """Return the account of a name, or the one whose accounts below it were used.

    Capitals do not matter, and what stands before a name may be left out: ``free`` and
    ``holding account:free`` are ``Assets:Holding account:Free``.

    Raises:
        UnknownAccount: There is none, or several could be meant.
    """
    known: dict[str, Account] = {}
    for posting in ledger.postings():
        account = posting.account
        for length in range(1, len(account.path) + 1):
            above = Account(account.kind, account.path[:length])
            known.setdefault(str(above), above)
    wanted = f":{name.strip().casefold()}"
    exact = [each for text, each in known.items() if f":{text.casefold()}" == wanted]
    found = exact or [
        each for text, each in known.items() if f":{text.casefold()}".endswith(wanted)
    ]
    if len(found) != 1:
        raise UnknownAccount(name, map(str, known.values()), map(str, found))
    return found[0]
