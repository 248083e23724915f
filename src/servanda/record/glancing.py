"""What a list of agreements shows of one: how long it runs, and how its last period went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from servanda.agreement.term import terms_until
from servanda.decisions.rulebook import Rulebook
from servanda.facts.standing import Standing
from servanda.facts.statement import Statement
from servanda.kernel.decimals import amount_text
from servanda.kernel.quantity import Quantity
from servanda.pipeline.plain.at_risk import money_at_risk
from servanda.pipeline.record import Record, edition_name
from servanda.pipeline.refusals import CannotRead
from servanda.record.models import Agreement, AtAGlance
from servanda.record.opening import current_book
from servanda.settlement.glance import glance
from servanda.settlement.reading_back import NotAStatement, statement_of

__all__ = ["glances", "money_text"]

_YEARS_AHEAD = timedelta(days=3660)


def glances(agreement: Agreement, book: Rulebook, standing: Standing) -> Iterator[AtAGlance]:
    """Yield the one row of an agreement."""
    parties = book.history.latest.parties
    row = AtAGlance(
        agreement=agreement,
        client=parties["client"].name,
        provider=parties["provider"].name,
        zone=book.history.latest.settlement.zone,
        terms=_terms(book, standing),
        outcomes=[[each.name, each.title] for each in book.history.latest.outcomes.values()],
    )
    last = _of_last_statement(row, agreement, standing) if standing.issued else None
    _hangs_on(row, book, standing, last)
    yield row


def money_text(amount: Quantity | None) -> str:
    """Return money as the tables keep it: ``1250.5 EUR``, nothing where there is none."""
    if amount is None:
        return ""
    ((base, _),) = amount.unit.powers
    return f"{amount_text(amount.amount)} {base.name}"


def _of_last_statement(
    row: AtAGlance, agreement: Agreement, standing: Standing
) -> Statement | None:
    issued = standing.issued[max(standing.issued)]
    last = issued.editions[-1]
    row.period, row.statement_sha256 = issued.period, last.statement_sha256
    row.is_closed = issued.closed_at is not None
    record = Record(current_book().agreement(agreement.key) / "record")
    try:
        content = record.statement(edition_name(issued.period, last.number), last)
        statement = statement_of(content)
    except (CannotRead, NotAStatement):
        # It was handed over, and is not at hand: nothing is said of how it went.
        return None
    seen = glance(statement)
    row.level, row.missed, row.promised = seen.level, seen.missed, seen.promised
    row.net = money_text(seen.net)
    return statement


def _hangs_on(row: AtAGlance, book: Rulebook, standing: Standing, last: Statement | None) -> None:
    """Say how much hangs on the agreement in the period after the last that was settled."""
    settled = book.period(max(standing.issued)) if standing.issued else None
    day = settled.end_day if settled else book.history.versions[0].in_force.first_day
    version = book.history.at(day)
    place = version.portfolio
    if place is not None:
        row.tier, row.tier_rank = place.tier, place.rank
        row.exposure = money_text(place.exposure)
    row.at_risk = money_text(money_at_risk(book.history, day, last))
    row.rhythm = version.settlement.rhythm.value


def _terms(book: Rulebook, standing: Standing) -> list[list[str | None]]:
    if standing.ending is not None:
        return [[standing.ending.ends.isoformat(), None]]
    in_force = book.history.latest.in_force
    begins = book.day_of(standing.known_at) if standing.known_at else in_force.first_day
    until = begins + _YEARS_AHEAD
    return [
        [_text(term.last_day), _text(term.notice_by)]
        for term in terms_until(in_force, until)
        if term.last_day is None or term.last_day >= begins
    ]


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
