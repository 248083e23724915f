"""Every period settled, oldest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from servanda.agreement.model.money import Figure, Purpose
from servanda.facts.statement import (
    Assessment,
    LinePurpose,
    Sources,
    Statement,
    StatementLine,
    Totals,
)
from servanda.facts.trace import Step
from servanda.kernel.quantity import Quantity
from servanda.settlement.assess import assess, judged_segments
from servanda.settlement.book import Book
from servanda.settlement.given import Given
from servanda.settlement.lines import segments_of, settle_lines
from servanda.settlement.place import Here
from servanda.settlement.semantics import SEMANTICS

__all__ = ["Evidenced", "settle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidenced:
    """Name the evidence that measurements came from, for the statement to cite."""

    snapshot_sha256: str
    calendars_sha256: str
    known_until: str


def settle(
    given: Given,
    evidenced: Evidenced,
    *,
    progress: Callable[[str], None] | None = None,
) -> Iterator[Statement]:
    """Settle the periods one after the other.

    Pure: the same inputs give the same statements, whatever the order of measurements and
    rows, the machine's zone, locale or clock.

    Args:
        given: The agreement, the periods from its first one on, and what was measured.
        evidenced: Digests that the statements cite.
        progress: Called with each period's label before it is settled.

    Yields:
        One statement per period, oldest first.
    """
    book = Book()
    for index, period in enumerate(given.periods):
        if progress is not None:
            progress(period.label)
        yield _settle_period(Here(given=given, book=book, index=index), evidenced)


def _settle_period(place: Here, evidenced: Evidenced) -> Statement:
    agreement = place.agreement
    stabilization = place.index < agreement.settlement.stabilization_periods
    assessments = tuple(_assessments(place))
    figures = tuple(_figures(place))
    lines = settle_lines(place, assessments, stabilization=stabilization)
    return Statement(
        agreement=agreement.identifier,
        title=agreement.title,
        parties={name: party.name for name, party in agreement.parties.items()},
        currency=agreement.settlement.currency,
        period=place.period,
        stabilization=stabilization,
        assessments=assessments,
        figures=figures,
        lines=lines,
        totals=_totals(lines, agreement.settlement.currency),
        sources=Sources(
            agreement_sha256=agreement.sha256,
            amendment=agreement.amendment,
            snapshot_sha256=evidenced.snapshot_sha256,
            calendars_sha256=evidenced.calendars_sha256,
            semantics=SEMANTICS,
            known_until=evidenced.known_until,
        ),
    )


def _assessments(place: Here) -> Iterator[Assessment]:
    for commitment in place.agreement.commitments.values():
        for segment in judged_segments(place.given, commitment, place.period):
            here = replace(place, segment=segment)
            yield assess(place.given, place.index, commitment, segment, here)


def _figures(place: Here) -> Iterator[Step]:
    """Evaluate the named figures, so that later periods find their history in the book."""
    for figure in place.agreement.figures.values():
        if figure.purpose is Purpose.FIGURE:
            yield from _figure(figure, place)


def _figure(figure: Figure, place: Here) -> Iterator[Step]:
    if figure.each in {"", "period"}:
        for segment in segments_of(figure, place):
            yield replace(place, segment=segment).figure(figure)
    else:
        for row in place.given.rows_in(figure.each, place.period.label):
            replace(place, row=row).figure(figure)


def _totals(lines: tuple[StatementLine, ...], currency: str) -> Totals:
    def total(purpose: LinePurpose) -> Fraction:
        paid = (line.payable.amount for line in lines if line.purpose is purpose)
        return sum(paid, start=Fraction(0))

    charges = total(LinePurpose.CHARGE)
    credited = total(LinePurpose.SERVICE_CREDIT)
    incentives = total(LinePurpose.INCENTIVE)
    return Totals(
        charges=Quantity.money(charges, currency),
        service_credits=Quantity.money(credited, currency),
        incentives=Quantity.money(incentives, currency),
        net=Quantity.money(charges - credited + incentives, currency),
    )
