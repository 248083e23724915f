"""Lines of statements posted: as issued, as they differ later, or taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.money import IncentiveKind
from servanda.facts.standing import Edition, IssuedPeriod
from servanda.ledger.account import Account
from servanda.settlement.posting.accounts import (
    FREE,
    NEXT,
    ROUNDING,
    STATED,
    adjustment_account,
    line_account,
)
from servanda.settlement.posting.desk import Desk, Move
from servanda.settlement.posting.occasion import Occasion
from servanda.settlement.posting.owed import Due, LineOwed, is_held, lines_changed, lines_owed

__all__ = ["PeriodPosted", "Shortage"]


@dataclass(frozen=True, slots=True)
class Shortage:
    """What left the holding account before the credit that had filled it was taken away.

    It cannot leave a second time, so that the client owes it on the current account.
    """

    period: str

    @property
    def about(self) -> str:
        """Return how postings name it."""
        return f"{self.period} credits that were spent"


@dataclass(kw_only=True)
class PeriodPosted:
    """Post what the lines of one period pay.

    Args:
        label: The period's label.
        rules: The version that governs it.
        desk: Where it is written.
        lines: Every line that was ever posted for it.
        written: Identifiers of what was written and is not taken back.
    """

    label: str
    rules: Agreement
    desk: Desk
    lines: dict[LineOwed, None] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)

    def post(self, issued: IssuedPeriod, occasion: Occasion, day: date) -> None:
        """Post what lines pay more or less than was posted.

        Args:
            issued: The period as it stands.
            occasion: What brought a difference about.
            day: Day on which it was said.
        """
        owed = lines_owed(issued)
        self.lines.update(dict.fromkeys(owed))
        original = issued.editions[0]
        first = original.entry == occasion.cause and not self.written
        moves = list(self._moves(owed, first=first))
        moves += self._covered(
            sum((each.amount for each in moves if each.account == FREE), Fraction(0))
        )
        edition = _cited(issued, occasion)
        identifier = f"{occasion.cause}:{self.label}"
        if self.desk.write(
            identifier,
            day,
            f"{self.label}: {_said(edition, occasion)}",
            moves,
            cites=(
                ("entry", occasion.cause),
                ("period", self.label),
                ("edition", str(edition.number)),
                ("statement", edition.statement_sha256),
                ("reason", "" if first else "; ".join(_reasons(issued, occasion))),
            ),
        ):
            self.written.append(identifier)

    def take_back(self, occasion: Occasion, day: date) -> None:
        """Reverse all that was posted, once the period's statement was taken back."""
        cites = (("entry", occasion.cause), ("period", self.label))
        cover = self._covered(-self.desk.freed_by(self.written))
        what = f"{self.label}: {occasion.what}"
        written, self.written = self.written, []
        self.desk.write(f"{occasion.cause}:{self.label}:spent", day, what, cover, cites=cites)
        for number, each in enumerate(reversed(written), start=1):
            identifier = f"{occasion.cause}:{self.label}:{number}"
            self.desk.reverse(identifier, day, what, reverses=each, cites=cites)

    def restated(self, before: Edition, after: Edition) -> Iterator[Move]:
        """Yield what a restatement has left on the current account, to be taken up once.

        Args:
            before: The edition before it.
            after: The restatement.
        """
        for line, more in lines_changed(self.label, before, after):
            if not is_held(self.rules, line):
                yield Move(NEXT, more, ("taken up", line), line.about)
        shortage = Shortage(self.label)
        topic = ("taken up", shortage)
        waiting = self.desk.posted(shortage, NEXT) + self.desk.posted(topic, NEXT)
        yield Move(NEXT, waiting, topic, shortage.about)

    def _moves(self, owed: Mapping[LineOwed, Due], *, first: bool) -> Iterator[Move]:
        for line in self.lines:
            yield from self._line(line, owed.get(line, Due()), first=first)

    def _line(self, line: LineOwed, due: Due, *, first: bool) -> Iterator[Move]:
        """Yield the difference of one line: in the client's favour it leaves income."""
        result = self._account(line)
        later = adjustment_account(result)
        more = due.amount + self.desk.posted(line, result, later, ROUNDING)
        evened_out = due.evened_out + self.desk.posted(line, ROUNDING)
        other = STATED if first else NEXT
        yield Move(result if first else later, evened_out - more, line, line.about)
        yield Move(ROUNDING, -evened_out, line, line.about)
        yield Move(FREE if is_held(self.rules, line) else other, more, line, line.about)

    def _account(self, line: LineOwed) -> Account:
        figure = self.rules.figures.get(line.name)
        kind = figure.kind if figure is not None else IncentiveKind.INCENTIVE
        return line_account(line.purpose, kind, line.name, line.segment)

    def _covered(self, freed: Fraction) -> list[Move]:
        """Return the moves that keep the holding account from falling below zero.

        What was covered so before is given back first when credits rise again.
        """
        shortage = Shortage(self.label)
        covered = self.desk.posted(shortage, FREE)
        cover = max(-(self.desk.free + freed), -min(covered, max(freed, Fraction(0))))
        return [
            Move(FREE, cover, shortage, shortage.about),
            Move(NEXT, -cover, shortage, shortage.about),
        ]


def _cited(issued: IssuedPeriod, occasion: Occasion) -> Edition:
    """Return the edition that was handed over at the occasion, else the latest."""
    caused = (each for each in issued.editions if each.entry == occasion.cause)
    return next(caused, issued.editions[-1])


def _said(edition: Edition, occasion: Occasion) -> str:
    if edition.entry != occasion.cause:
        return occasion.what
    return occasion.what if edition.number == 1 else f"edition {edition.number} issued"


def _reasons(issued: IssuedPeriod, occasion: Occasion) -> Iterator[str]:
    for edition in issued.editions:
        if edition.entry == occasion.cause:
            yield from edition.reasons
    for dispute in issued.disputes:
        if dispute.decided_by == occasion.cause:
            yield f"dispute {dispute.number}: {dispute.reason}"
