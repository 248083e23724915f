"""The provider's invoice against what the agreement says is payable: line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from pathlib import Path

from servanda.facts.figure import Segment
from servanda.facts.statement import LinePurpose, LineStatus, Statement, StatementLine
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.pipeline import diagnostics as found
from servanda.pipeline.answer import Answer
from servanda.pipeline.booking import Booked
from servanda.pipeline.crediting import NotIssued
from servanda.pipeline.record import Record, edition_name
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.sheet_cells import Row, read_cells, rows_of
from servanda.settlement.reading_back import statement_of

__all__ = [
    "INVOICE_COLUMNS",
    "InvoiceChecked",
    "InvoiceMatch",
    "InvoicePosition",
    "NotAnInvoice",
    "check_invoice",
    "check_invoice_of",
]

INVOICE_COLUMNS = {
    "line": "the line of the agreement, by its name or title",
    "segment": "what it is for, where the line is divided: service=payments",
    "quantity": "how many; may be empty",
    "price": "the price of one; may be empty",
    "amount": "what is invoiced for it, without taxes: 1250.50",
}
"""Columns of an invoice's sheet, with what each holds; others are left unread."""

_CALLED: Mapping[str, tuple[str, ...]] = {
    "line": ("line", "item", "description", "position", "name"),
    "segment": ("segment",),
    "quantity": ("quantity", "qty", "volume", "units"),
    "price": ("price", "unit price", "rate"),
    "amount": ("amount", "net amount", "total", "net"),
}
_AMOUNT = re.compile(r"(?P<amount>-?\d{1,15}(\.\d{1,9})?)( ?(?P<currency>[A-Z]{3}))?")
_HALF_A_CENT = Fraction(1, 200)
_OWED = (LineStatus.OWED, LineStatus.RELIEVED)
_INVOICED = (LinePurpose.CHARGE, LinePurpose.INCENTIVE)


class NotAnInvoice(MisusedCommand):
    """A sheet has no column of lines, or none of amounts."""

    def __init__(self, missing: Sequence[str], headings: Sequence[str]) -> None:
        have = ", ".join(f"'{each}'" for each in headings if each)[:200]
        need = " and ".join(f"'{each}'" for each in missing)
        super().__init__(
            f"the sheet has no column {need}; its headings are {have or 'empty'}, and an invoice"
            " has at least 'line' and 'amount'"
        )


class InvoiceMatch(Enum):
    """How a line of the invoice stands against the agreement."""

    AS_AGREED = "as agreed"
    OTHERWISE = "another amount"
    NOT_INVOICED = "not invoiced"
    NOT_AGREED = "not in the agreement"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePosition:
    """Hold one line against what was invoiced for it.

    Args:
        name: The line's name; what the invoice calls it where the agreement has no such line.
        segment: What the line is for.
        title: A reader's name for it.
        agreed: What is payable by the statement; a service credit is below zero.
        invoiced: What the invoice asks for it in all.
        rows: Rows of the sheet that ask for it.
        match: How the two stand to each other.
    """

    name: str
    segment: Segment
    title: str
    agreed: Quantity
    invoiced: Quantity
    rows: tuple[int, ...]
    match: InvoiceMatch

    @property
    def too_much(self) -> Quantity:
        """Return how much more is invoiced than payable."""
        return Quantity(self.invoiced.amount - self.agreed.amount, self.agreed.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceChecked:
    """Hold an invoice against a period's statement.

    Args:
        title: The agreement's title.
        period: The period.
        edition: Which edition of the statement it was held against.
        positions: Line by line, in the order of the statement; what it does not know comes last.
        agreed: What may be invoiced in all.
        invoiced: What is invoiced in all.
        credits: Service credits of the period that the invoice does not take off; they come off by
            the credit note, or go to the holding account.
        sums: Rows in which quantity times price is not the amount, with what it is.
    """

    title: str
    period: Period
    edition: int
    positions: tuple[InvoicePosition, ...]
    agreed: Quantity
    invoiced: Quantity
    credits: Quantity
    sums: tuple[tuple[int, Quantity, Quantity], ...]

    @property
    def too_much(self) -> Quantity:
        """Return how much more is invoiced than payable."""
        return Quantity(self.invoiced.amount - self.agreed.amount, self.agreed.unit)

    @property
    def differences(self) -> tuple[InvoicePosition, ...]:
        """Return the lines that are not as agreed."""
        return tuple(each for each in self.positions if each.match is not InvoiceMatch.AS_AGREED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One row of an invoice."""

    number: int
    line: str
    where: Mapping[str, str]
    amount: Fraction


def check_invoice_of(
    booked: Booked, record: Record, period: str, path: Path
) -> Answer[InvoiceChecked]:
    """Hold an invoice against the statement that was handed over for a period.

    Args:
        booked: The agreement's accounts.
        record: Where its statements are kept.
        period: The period's label.
        path: The invoice, CSV or XLSX.

    Raises:
        NotIssued: The period has no statement.
        NotAnInvoice, CannotRead: The sheet is no invoice, or cannot be read.
    """
    issued = booked.standing.issued.get(period)
    if issued is None:
        raise NotIssued(period, tuple(booked.standing.issued))
    edition = issued.editions[-1]
    statement = statement_of(record.statement(edition_name(period, edition.number), edition))
    return check_invoice(statement, path, edition=edition.number)


def check_invoice(statement: Statement, path: Path, *, edition: int = 1) -> Answer[InvoiceChecked]:
    """Hold an invoice against a statement.

    What may be invoiced are its charges and incentives. A service credit that the invoice takes
    off itself is held against the credit; one that it leaves alone is told apart.

    Args:
        statement: The statement.
        path: The invoice, CSV or XLSX.
        edition: Which edition of the statement it is.

    Raises:
        NotAnInvoice, CannotRead: The sheet is no invoice, or cannot be read.
    """
    rows = read_cells(path)
    headings = [each.strip().lower() for each in rows[0][1]] if rows else []
    columns = _columns(headings)
    missing = [each for each in ("line", "amount") if each not in columns]
    if missing:
        raise NotAnInvoice(missing, headings)
    reading = _Reading(statement.currency)
    asked = [
        each
        for row in rows_of(path, rows, {**_others(headings), **columns})
        if (each := reading.row(row)) is not None
    ]
    if reading.wrong:
        return Answer(None, tuple(reading.wrong))
    return Answer(_checked(statement, asked, tuple(reading.sums), edition))


def _columns(headings: Sequence[str]) -> dict[str, int]:
    """Return the number of each column of an invoice that is there, from 1."""
    return {
        name: headings.index(called) + 1
        for name, names in _CALLED.items()
        for called in names[::-1]
        if called in headings
    }


def _others(headings: Sequence[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(headings, start=1) if name}


class _Reading:
    """Read rows, noting what cannot be read and where."""

    def __init__(self, currency: str) -> None:
        self._currency = currency
        self.wrong: list[Diagnostic] = []
        self.sums: list[tuple[int, Quantity, Quantity]] = []

    def row(self, row: Row) -> _Asked | None:
        """Return what a row asks for; nothing where it says nothing, or cannot be read."""
        if not row["line"] and not row["amount"]:
            return None
        if not row["line"]:
            self._note(row, "line", "it is empty")
        amount = self._amount(row, "amount")
        if amount is None:
            if not row["amount"]:
                self._note(row, "amount", "it is empty")
            return None
        quantity, price = (
            self._amount(row, name) if name in row.columns else None
            for name in ("quantity", "price")
        )
        if quantity is not None and price is not None:
            product = quantity * price
            if abs(product - amount) > _HALF_A_CENT:
                self.sums.append((row.number, self._money(amount), self._money(product)))
        return _Asked(number=row.number, line=row["line"], where=_where(row), amount=amount)

    def _amount(self, row: Row, column: str) -> Fraction | None:
        text = row[column]
        if not text:
            return None
        matched = _AMOUNT.fullmatch(text)
        if matched is None:
            self._note(row, column, f"'{text[:40]}' is not like 1250.50")
            return None
        if (matched["currency"] or self._currency) != self._currency:
            self._note(row, column, f"the agreement settles in {self._currency}")
            return None
        return Fraction(matched["amount"])

    def _note(self, row: Row, column: str, why: str) -> None:
        self.wrong.append(found.BAD_CELL.at(row.place(column), column=column, why=why))

    def _money(self, amount: Fraction) -> Quantity:
        return Quantity.money(amount, self._currency)


def _where(row: Row) -> dict[str, str]:
    """Return what a row is for: its own segment, and what its other columns hold."""
    named = {name: row[name].casefold() for name in row.columns if name not in INVOICE_COLUMNS}
    for part in row["segment"].split(",") if "segment" in row.columns else ():
        name, sign, value = part.partition("=")
        if sign:
            named[name.strip().lower()] = value.strip().casefold()
    return named


def _checked(
    statement: Statement,
    asked: Sequence[_Asked],
    sums: tuple[tuple[int, Quantity, Quantity], ...],
    edition: int,
) -> InvoiceChecked:
    lines = [each for each in statement.lines if each.status in _OWED]
    matched: dict[tuple[str, Segment, LinePurpose], list[_Asked]] = {}
    strange: list[_Asked] = []
    for each in asked:
        line = _line_of(lines, each)
        if line is None:
            strange.append(each)
        else:
            matched.setdefault((line.name, line.segment, line.purpose), []).append(each)
    known = tuple(_positions(lines, matched, statement.currency))
    other = tuple(_not_agreed(strange, statement.currency))
    positions = (*known, *other)
    taken_off = {key for key in matched if key[2] is LinePurpose.SERVICE_CREDIT}
    left = [
        each.payable.amount
        for each in lines
        if each.purpose is LinePurpose.SERVICE_CREDIT
        and (each.name, each.segment, each.purpose) not in taken_off
    ]
    return InvoiceChecked(
        title=statement.title,
        period=statement.period,
        edition=edition,
        positions=positions,
        agreed=_total([each.agreed for each in positions], statement.currency),
        invoiced=_total([each.invoiced for each in positions], statement.currency),
        credits=Quantity.money(sum(left, start=Fraction(0)), statement.currency),
        sums=sums,
    )


def _line_of(lines: Sequence[StatementLine], asked: _Asked) -> StatementLine | None:
    """Return the line that a row asks for, where it is one alone."""
    called = asked.line.casefold()
    named = [each for each in lines if called in _names(each)]
    if len(named) > 1:
        named = [
            each
            for each in named
            if all(
                asked.where.get(column.casefold(), "") == value.casefold()
                for column, value in each.segment
            )
        ]
    return named[0] if len(named) == 1 else None


def _names(line: StatementLine) -> set[str]:
    return {line.name.casefold(), line.name.replace("_", " ").casefold(), line.title.casefold()}


def _positions(
    lines: Sequence[StatementLine],
    matched: Mapping[tuple[str, Segment, LinePurpose], Sequence[_Asked]],
    currency: str,
) -> Iterator[InvoicePosition]:
    for line in lines:
        asked = matched.get((line.name, line.segment, line.purpose), ())
        is_credit = line.purpose is LinePurpose.SERVICE_CREDIT
        if not asked and (is_credit or line.purpose not in _INVOICED or not line.payable.amount):
            continue
        sign = -1 if is_credit else 1
        agreed = Quantity.money(sign * line.payable.amount, currency)
        invoiced = Quantity.money(sum((e.amount for e in asked), start=Fraction(0)), currency)
        if not asked:
            match = InvoiceMatch.NOT_INVOICED
        else:
            match = InvoiceMatch.AS_AGREED if agreed == invoiced else InvoiceMatch.OTHERWISE
        yield InvoicePosition(
            name=line.name,
            segment=line.segment,
            title=line.title or line.name,
            agreed=agreed,
            invoiced=invoiced,
            rows=tuple(each.number for each in asked),
            match=match,
        )


def _not_agreed(strange: Sequence[_Asked], currency: str) -> Iterator[InvoicePosition]:
    for each in strange:
        yield InvoicePosition(
            name=each.line,
            segment=(),
            title=each.line,
            agreed=Quantity.money(0, currency),
            invoiced=Quantity.money(each.amount, currency),
            rows=(each.number,),
            match=InvoiceMatch.NOT_AGREED,
        )


def _total(amounts: Sequence[Quantity], currency: str) -> Quantity:
    return Quantity.money(sum((each.amount for each in amounts), start=Fraction(0)), currency)
