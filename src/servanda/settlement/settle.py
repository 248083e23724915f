"""Every period settled, oldest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from servanda.agreement.model.money import Figure, Purpose
from servanda.facts.statement import Assessment, Sources, Statement
from servanda.facts.trace import Step
from servanda.formula.exact import ROWS_TRACED_MAX, evaluate
from servanda.settlement.adjusting import adjustment_lines
from servanda.settlement.assess import assess, judged_segments
from servanda.settlement.book import Book
from servanda.settlement.decided import decisions_sha256, signature_words
from servanda.settlement.given import Given
from servanda.settlement.lines import segments_of, settle_lines
from servanda.settlement.place import Here
from servanda.settlement.rights import rights_of
from servanda.settlement.stabilizing import money_moves
from servanda.settlement.stated import is_stated, stated_lines
from servanda.settlement.totals import totals_of

__all__ = ["Evidenced", "settle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidenced:
    """Name the evidence that measurements came from, for the statement to cite.

    Args:
        recorded: Digests of the tables that were made of the journal's entries, by name.
    """

    snapshot_sha256: str
    calendars_sha256: str
    known_until: str
    recorded: Mapping[str, str] = field(default_factory=dict)


def settle(
    given: Given,
    evidenced: Evidenced,
    *,
    progress: Callable[[str], None] | None = None,
    begun: Book | None = None,
    first: int = 0,
) -> Iterator[Statement]:
    """Settle the periods one after the other.

    Pure: the same inputs give the same statements, whatever the order of measurements and
    rows, the machine's zone, locale or clock. Periods that the parties have stated are looked
    back on and not settled again.

    Args:
        given: The agreement, the periods from its first one on, and what was measured.
        evidenced: Digests that the statements cite.
        progress: Called with each period's label before it is settled.
        begun: What settling has remembered of the periods before ``first``; it goes on in it.
        first: Position of the first period that is settled.

    Yields:
        One statement per period that is settled, oldest first.
    """
    place = Here(given=given, book=Book() if begun is None else begun, index=first)
    for index, period in enumerate(given.periods[first:], start=first):
        here = replace(place, index=index)
        if is_stated(given.version(period), period):
            _take_over(here)
            continue
        if progress is not None:
            progress(period.label)
        yield _settle_period(here, evidenced)


def _take_over(place: Here) -> None:
    place.book.payable[place.index] = stated_lines(place.given, place.period)


def _settle_period(place: Here, evidenced: Evidenced) -> Statement:
    agreement = place.agreement
    stabilization = not money_moves(place)
    assessments = tuple(_assessments(place))
    refused = tuple(_refused(place))
    settled = settle_lines(place, assessments, refused=refused)
    # After the lines, so that a figure may look at what they pay.
    figures = tuple(_figures(place))
    lines = (*settled.lines, *adjustment_lines(place))
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
        totals=totals_of(lines, agreement.settlement.currency),
        sources=Sources(
            agreement_sha256=agreement.sha256,
            amendment=agreement.amendment,
            snapshot_sha256=evidenced.snapshot_sha256,
            calendars_sha256=evidenced.calendars_sha256,
            semantics=place.given.semantics.version,
            known_until=evidenced.known_until,
            decisions_sha256=decisions_sha256(place.given.standing, evidenced.recorded),
            signature=signature_words(place.given.standing, agreement.sha256),
        ),
        limits=settled.limits,
        row_figures=tuple(_row_figures(place)),
        refused=refused,
        rights=rights_of(place, settled=not (stabilization or refused)),
    )


def _refused(place: Here) -> Iterator[str]:
    """Yield the conditions on evidence that do not hold, or of which that is not known."""
    for must in place.agreement.musts:
        if must.each_period and evaluate(must.condition.expression, place).value is not True:
            yield must.says or must.text


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
    if _is_of_rows(figure):
        for row in place.given.rows_in(figure.each, place.period.label):
            replace(place, row=row).figure(figure)
        return
    for segment in segments_of(figure, place):
        yield replace(place, segment=segment).figure(figure)


def _is_of_rows(figure: Figure) -> bool:
    return figure.each not in {"", "period"}


def _row_figures(place: Here) -> Iterator[Step]:
    """Yield the figures of the period's rows, of each figure as many as a trace shows."""
    for figure in place.agreement.figures.values():
        if figure.purpose is Purpose.FIGURE and _is_of_rows(figure):
            rows = place.given.rows_in(figure.each, place.period.label)
            for row in rows[:ROWS_TRACED_MAX]:
                yield replace(place, row=row).figure(figure)
