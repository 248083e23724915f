"""The year of the shipped example: what its two parties enter into their record, and when.

Everything is said through the same calls that the commands make, and refused as they would be.
The two service managers meet each quarter: the provider brings the quarter's exports and hands
over the statements of its months.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from servanda.evidence.people.keyring import KEY_FILE
from servanda.example.exports import Export, as_of, write_exports
from servanda.example.generate import agreement_paths, all_exports
from servanda.example.outages import CARD_LINE
from servanda.example.people import BANK, NORTHWIND, example_pseudonym_key
from servanda.example.story import FIRST_DAY
from servanda.facts import decision as said
from servanda.journal.chain import Speaker
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.deciding import Desk, Said, open_desk
from servanda.pipeline.issuing import issue_through, restate
from servanda.pipeline.playing_partnership import work_together
from servanda.pipeline.submitting import submit
from servanda.pipeline.workspace import Workspace, find_workspace

__all__ = ["play_example"]

_BASE, *_AMENDMENTS = agreement_paths()
T = TypeVar("T")


def play_example(folder: Path, *, progress: Progress = say_nothing) -> Workspace:
    """Enter the year into the record of the example.

    Args:
        folder: Where the example's agreement lies; its evidence is written as it grows, and ends
            whole. A record that lies there is the one of an earlier play, and is made anew.
        progress: Told before each step of the year.

    Returns:
        Where everything lies.
    """
    play = _Play(folder=folder, exports=tuple(all_exports()), progress=progress)
    play.begin()
    play.until_autumn()
    play.winter()
    play.spring()
    play.summer()
    play.july()
    return play.workspace


@dataclass(slots=True, kw_only=True)
class _Play:
    """Two parties at one table, with what lies on it."""

    folder: Path
    exports: tuple[Export, ...]
    progress: Progress

    @property
    def workspace(self) -> Workspace:
        return find_workspace(self.folder)

    def begin(self) -> None:
        """Clear the table: no record so far, and nothing signed but the agreement."""
        workspace = self.workspace
        shutil.rmtree(workspace.record, ignore_errors=True)
        for amendment in _AMENDMENTS:
            (self.folder / amendment.name).unlink(missing_ok=True)
        workspace.people.mkdir(parents=True, exist_ok=True)
        (workspace.people / KEY_FILE).write_text(example_pseudonym_key(), "ascii")

    def until_autumn(self) -> None:
        """Take the record up in July 2025; one line of July is disputed and agreed."""
        self._exports("January to June 2025", date(2025, 7, 1))
        self._issue("2025-07-08T08:00:00Z", "2025-06")
        self._agree("2025-07-22T13:30:00Z", "2025-06")
        self._exports("July to September 2025", date(2025, 10, 1))
        self._issue("2025-10-08T08:00:00Z", "2025-09")
        [dispute] = self._says(
            BANK,
            "2025-10-14T09:15:00Z",
            "a line is disputed",
            lambda desk: said.DisputeRaised(
                statement=desk.statement("2025-07"),
                line=said.LineNamed(name="resolve_requests"),
                proposed=_euro("1500"),
                reason="Our late decisions held up some of the requests that were late, not half"
                " of them.",
            ),
        )
        self._says(
            NORTHWIND,
            "2025-10-24T14:00:00Z",
            "and settled",
            lambda _: said.DisputeAnswered(
                dispute=dispute.sha256,
                answer=said.Answer.SETTLED,
                amount=_euro("1000"),
                reason="Two thirds of the full credit, after going through the requests together.",
            ),
        )
        self._restate("2025-10-28T09:00:00Z")

    def winter(self) -> None:
        """Settle the fourth quarter; an outage turns out to be somebody else's in part."""
        self._exports("October to December 2025", date(2026, 1, 1))
        self._issue("2026-01-09T09:00:00Z", "2025-12")
        [claim] = self._says(
            NORTHWIND,
            "2026-01-13T10:00:00Z",
            "relief is claimed",
            lambda _: said.ReliefClaimed(
                relief="third_party",
                subject=said.StretchNamed(
                    start=Instant.from_datetime(CARD_LINE.began),
                    end=Instant.from_datetime(CARD_LINE.ended),
                    segment=(("service", "payments"),),
                ),
                measures=("payments_available",),
                reason="CardNet's line was cut by road works.",
            ),
        )
        self._says(
            BANK,
            "2026-01-22T15:00:00Z",
            "half of it is granted",
            lambda _: said.ReliefAnswered(
                claim=claim.sha256,
                answer=said.Answer.SETTLED,
                share=Fraction(1, 2),
                reason="The second line, which is Northwind's, should have taken over.",
            ),
        )
        self._restate("2026-01-26T09:00:00Z")

    def spring(self) -> None:
        """Sign an amendment, correct the past by late entries, buy a training."""
        for amendment in _AMENDMENTS:
            shutil.copyfile(amendment, self.folder / amendment.name)
        self._submit(NORTHWIND, "2026-03-24T09:00:00Z", "Amendment 1 is signed.")
        self._submit(BANK, "2026-03-24T16:00:00Z", "Amendment 1 is signed.")
        self._exports("January to March 2026", date(2026, 4, 1), late_entries=date(2026, 1, 1))
        self._submit(
            NORTHWIND,
            "2026-04-07T08:00:00Z",
            "An audit of 2025 found waiting times that the desk had noted on paper only.",
        )
        self._restate("2026-04-08T09:00:00Z")
        self._issue("2026-04-09T08:00:00Z", "2026-03")
        [proposal] = self._says(
            NORTHWIND,
            "2026-04-13T12:00:00Z",
            "a training is proposed",
            lambda _: said.SpendingProposed(
                amount=_euro("12000"),
                purpose="training",
                what="Two days for the service desk: closing a ticket with the person, not for"
                " the clock",
                helps="ticket_experience",
                looked_at=date(2026, 6, 30),
            ),
        )
        self._says(
            BANK,
            "2026-04-15T09:00:00Z",
            "and approved",
            lambda _: said.SpendingDecided(proposal=proposal.sha256, approved=True),
        )
        self._says(
            NORTHWIND,
            "2026-05-12T15:00:00Z",
            "and held",
            lambda _: said.SpendingDone(
                proposal=proposal.sha256, cost=_euro("11400"), on=date(2026, 5, 8)
            ),
        )

    def summer(self) -> None:
        """Settle the first quarter under the amended text."""
        self._exports("April to June 2026", date(2026, 7, 1), late_entries=date(2026, 7, 1))
        self._issue("2026-07-08T08:00:00Z", "2026-06")

    def july(self) -> None:
        """Learn from an outage, order a piece of work, do a favour."""
        work_together(self._says)

    def _exports(self, quarter: str, day: date, *, late_entries: date = FIRST_DAY) -> None:
        """Lay the exports of a day on the table; without any, late entries are not known."""
        self.progress(f"writing the exports of {quarter}", 0, 0)
        known = as_of(self.exports, day, late_entries=late_entries)
        folder = self.workspace.evidence
        written = set(write_exports(folder, known))
        for export in self.exports:
            if folder / export.name not in written:
                (folder / export.name).unlink(missing_ok=True)

    def _issue(self, at: str, last: str) -> None:
        self._heard(
            issue_through(
                self.workspace,
                last,
                NORTHWIND,
                Instant.parse(at),
                progress=self._doing(at, f"statements up to {last}"),
            )
        )

    def _restate(self, at: str) -> None:
        moment = Instant.parse(at)
        telling = self._doing(at, "restating")
        self._heard(restate(self.workspace, NORTHWIND, moment, progress=telling))

    def _submit(self, speaker: Speaker, at: str, note: str) -> None:
        telling = self._doing(at, "texts and evidence")
        self._heard(submit(self.workspace, speaker, Instant.parse(at), note=note, progress=telling))

    def _agree(self, at: str, period: str) -> None:
        self._says(
            BANK,
            at,
            f"{period} is agreed to",
            lambda desk: said.StatementAgreed(statement=desk.statement(period)),
        )

    def _says(
        self, speaker: Speaker, at: str, what: str, act: Callable[[Desk], said.Act]
    ) -> tuple[said.Entry, ...]:
        self._doing(at, what)("", 0, 0)
        desk = self._heard(open_desk(self.workspace, Instant.parse(at)))
        return self._heard(desk.say(speaker, [Said(act=act(desk))]))

    def _doing(self, at: str, what: str) -> Progress:
        """Return a teller that says of everything below a step the step alone."""

        def told(doing: str, done: int, total: int) -> None:
            del doing, done, total
            self.progress(f"{at[:10]} {what}", 0, 0)

        return told

    def _heard(self, answer: Answer[T]) -> T:
        """Return what an answer holds; the example's own year is never refused."""
        if answer.value is None:
            raise AssertionError("\n".join(map(str, answer.diagnostics)))
        return answer.value


def _euro(amount: str) -> Quantity:
    return Quantity.money(amount, "EUR")
