"""Whether a period that was issued comes out otherwise now, and what brought it about."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from servanda.facts.decision import RecordsNamed, StatementIssued, StretchNamed
from servanda.facts.standing import Edition, IssuedPeriod, Standing
from servanda.facts.statement import Statement
from servanda.formula.display import format_quantity
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan
from servanda.kernel.time import Period
from servanda.pipeline.diagnostics import COMES_OUT_OTHERWISE
from servanda.pipeline.record import Record, edition_name
from servanda.pipeline.refusals import CannotRead
from servanda.settlement.adjusting import paid_lines
from servanda.settlement.canonical import statement_json
from servanda.settlement.difference import line_differences

__all__ = ["otherwise", "reasons_for", "substance"]

_MATTERS = ("assessments", "figures", "lines", "totals", "refused")
_CALENDAR = "a calendar was corrected"
# Where a clause stands is moved by an amendment; cases that were open, and so left out, end.
_BESIDES = frozenset({"span", "left_out", "note"})


def otherwise(
    statements: Sequence[Statement], standing: Standing, record: Record, text: str
) -> Iterator[Diagnostic]:
    """Yield a note for each issued period that comes out otherwise now.

    Args:
        statements: As they are settled now.
        standing: What was issued and decided.
        record: Where statements lie as they were handed over; where one is not at hand, only
            its money is compared.
        text: The agreement's text, for the place of a note.
    """
    for statement in statements:
        issued = standing.issued.get(statement.period.label)
        if issued is not None:
            yield from _otherwise(statement, issued, standing, record, text)


def _otherwise(
    statement: Statement, issued: IssuedPeriod, standing: Standing, record: Record, text: str
) -> Iterator[Diagnostic]:
    last = issued.editions[-1]
    try:
        before = json.loads(record.statement(edition_name(issued.period, last.number), last))
    except CannotRead:
        before = None
    lines = list(line_differences(last.lines, paid_lines(statement)))
    if all(each.is_nothing for each in lines) and (
        before is None or substance(before) == substance(statement_json(statement))
    ):
        return
    reasons = reasons_for(statement, before["sources"] if before else None, last, standing)
    more = sum((each.client_pays_more.amount for each in lines), start=Fraction(0))
    amount = format_quantity(Quantity.money(abs(more), statement.currency))
    yield COMES_OUT_OTHERWISE.at(
        SourceSpan.start_of(text),
        period=issued.period,
        edition=str(last.number),
        change=f"by {'+' if more > 0 else '-'}{amount}" if more else "with no other sum",
        reasons=f" because of {'; '.join(reasons)}",
    )


def substance(statement: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a statement says, without the digests of what it was made from."""
    return {key: _without_remarks(statement[key]) for key in _MATTERS}


def reasons_for(
    statement: Statement,
    sources: Mapping[str, Any] | None,
    last: Edition,
    standing: Standing,
    *,
    texts: int = 0,
) -> tuple[str, ...]:
    """Return what may have made a statement come out otherwise, in words, at least one reason.

    Args:
        statement: As it is settled now.
        sources: Of the statement that was handed over, nothing where it is not at hand.
        last: Its edition.
        standing: What was issued and decided.
        texts: How many texts the agreement has now, where that is known: with an amendment come
            calendars of its own, and none of the earlier ones was corrected.
    """
    found = [*_reasons_in(sources, statement)] if sources is not None else []
    if texts and texts != _texts_of(last, standing):
        found = [each for each in found if each != _CALENDAR]
    found += _decided_since(last, statement.period, standing)
    return tuple(dict.fromkeys(found)) or ("what came out otherwise in other periods",)


def _reasons_in(sources: Mapping[str, Any], after: Statement) -> Iterator[str]:
    """Yield what a statement is made of that is not as it was, in words.

    Args:
        sources: Of the statement that was handed over.
        after: The statement as it is settled now.
    """
    new = after.sources
    if sources["agreement_sha256"] != new.agreement_sha256:
        yield f"the agreement was amended (amendment {new.amendment} governs)"
    if sources["snapshot_sha256"] != new.snapshot_sha256:
        yield "later evidence"
    if sources["calendars_sha256"] != new.calendars_sha256:
        yield _CALENDAR
    if sources["semantics"] != new.semantics:
        yield f"settlement semantics {new.semantics} in place of {sources['semantics']}"


def _decided_since(last: Edition, period: Period, standing: Standing) -> Iterator[str]:
    """Yield what the parties decided about a period after an edition of it, in words."""
    for claim in standing.claims:
        late = claim.decided_at is not None and claim.decided_at > last.issued_at
        if late and claim.granted and _is_about(claim.subject, period):
            yield f"relief granted (claimed in entry {claim.number})"
    for dispute in standing.issued[period.label].disputes:
        ended = dispute.decided_at
        if ended is not None and ended > last.issued_at and dispute.amount is not None:
            yield f"an amount agreed in the dispute raised in entry {dispute.number}"
    for waiver in standing.waivers:
        entry = standing.entries.get(waiver.entry)
        if waiver.period == period.label and entry is not None and entry.at > last.issued_at:
            yield f"a line waived in entry {entry.number}"
    for figure in standing.attested:
        signed = figure.countersigned_at
        if figure.period == period.label and signed is not None and signed > last.issued_at:
            number = standing.entries[figure.entry].number
            yield f"a figure countersigned (entered by hand in entry {number})"


def _texts_of(edition: Edition, standing: Standing) -> int:
    entry = standing.entries.get(edition.entry)
    return len(entry.act.texts) if entry and isinstance(entry.act, StatementIssued) else 0


def _is_about(subject: RecordsNamed | StretchNamed, period: Period) -> bool:
    if isinstance(subject, RecordsNamed):
        return subject.period == period.label
    return subject.start < period.end and period.start < subject.end


def _without_remarks(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_remarks(each) for key, each in value.items() if key not in _BESIDES}
    if isinstance(value, list):
        return [_without_remarks(each) for each in value]
    return value
