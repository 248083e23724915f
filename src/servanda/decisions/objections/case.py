"""What every rule looks at, and looks that several of them share."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.notebook import advise_name
from servanda.decisions import diagnostics as found
from servanda.decisions.rulebook import Rulebook
from servanda.facts.decision import Act, Entry, LineNamed
from servanda.facts.standing import Standing
from servanda.formula.display import format_quantity
from servanda.journal.acts import NAME_OF
from servanda.kernel.diagnostic import Diagnostic, DiagnosticKind
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan
from servanda.kernel.time import Period
from servanda.partnership.state import Partnership, partnership_of

__all__ = ["Case", "line_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Hold what is said, and what it is said into.

    Args:
        book: The agreement.
        standing: How everything stands; time has passed in it up to the entry.
        entry: What is said.
        place: Where mistakes are reported.
    """

    book: Rulebook
    standing: Standing
    entry: Entry
    place: SourceSpan

    @property
    def now(self) -> Agreement:
        """Return the version in force when it is said."""
        return self.book.at(self.entry.at)

    @property
    def partnership(self) -> Partnership:
        """Return what was said so far about working together."""
        return partnership_of(self.standing.entries.values())

    def say(self, kind: DiagnosticKind, **arguments: str) -> Diagnostic:
        """Return an objection."""
        return kind.at(self.place, **arguments)

    def cited(self, digest: str, expected: type[Act], word: str) -> Entry | Diagnostic:
        """Return an entry that is referred to, or why it cannot be."""
        entry = self.standing.entries.get(digest)
        if entry is None:
            return self.say(found.NO_SUCH_ENTRY, name=digest[:12] or "of no name")
        if not isinstance(entry.act, expected):
            return self.say(
                found.OTHER_SORT,
                number=str(entry.number),
                expected=word,
                act=NAME_OF[type(entry.act)],
            )
        return entry

    def only(self, right: str, what: str, advice: str = "") -> Iterator[Diagnostic]:
        """Object where another party speaks than the one whose say it is."""
        if self.entry.party != right:
            yield self.say(
                found.WRONG_PARTY,
                what=what,
                right=f"the {right}",
                party=self.entry.party,
                advice=advice,
            )

    def reason(self, text: str, what: str) -> Iterator[Diagnostic]:
        """Object where nothing is said why."""
        if not text.strip():
            yield self.say(found.NO_REASON, what=what)

    def known(self, what: str, name: str, names: Collection[str]) -> Iterator[Diagnostic]:
        """Object to a name that the agreement does not have."""
        if name not in names:
            advice = advise_name(name, names)
            yield self.say(found.UNKNOWN_NAME, what=what, name=name, advice=advice)

    def period(self, label: str) -> Period | Diagnostic:
        """Return a period, or why there is none of that label."""
        period = self.book.period(label)
        if period is None:
            near = self.book.labels_near(self.book.day_of(self.entry.at))
            advice = advise_name(label, near[-12:])
            return self.say(found.UNKNOWN_PERIOD, name=label, advice=advice)
        return period

    def still_open(self, label: str) -> Iterator[Diagnostic]:
        """Object where a period is closed."""
        issued = self.standing.issued.get(label)
        if issued is not None and issued.closed_at is not None:
            since = self.book.words(issued.closed_at)
            yield self.say(found.CLOSED, period=label, since=since)

    def money(self, amount: Quantity, what: str, *, zero: bool = False) -> Iterator[Diagnostic]:
        """Object to an amount that cannot be paid: in another currency, or not above zero."""
        currency = self.book.currency
        if amount.unit.currency != currency:
            why = f"the agreement's currency is {currency}"
        elif amount.amount < 0 or (amount.amount == 0 and not zero):
            why = "it is below zero" if amount.amount < 0 else "it is nothing"
        elif not self._can_be_paid(amount):
            why = f"nothing finer than {format_quantity(self._coin())} is paid"
        else:
            return
        yield self.say(found.BAD_AMOUNT, amount=format_quantity(amount), what=what, why=why)

    def _can_be_paid(self, amount: Quantity) -> bool:
        return any(
            (amount.amount / step.amount).denominator == 1
            for step in (self._coin(), self.now.settlement.quantum)
        )

    def _coin(self) -> Quantity:
        # Only where money is named is it worth loading what is known of the world's currencies.
        from babel.numbers import get_currency_precision  # noqa: PLC0415 - as said above

        digits = get_currency_precision(self.book.currency)
        return Quantity.money(Fraction(1, 10**digits), self.book.currency)


def line_words(line: LineNamed) -> str:
    """Return a line as messages name it: ``restore_major (P1)``."""
    values = ", ".join(value for _, value in line.segment)
    return f"{line.name} ({values})" if values else line.name
