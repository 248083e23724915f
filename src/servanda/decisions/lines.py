"""Lines of an issued statement: which are agreed, which are disputed, when a period closes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda.facts.decision import LineNamed, LinePaid
from servanda.facts.standing import Dispute, DisputeState, Edition, IssuedPeriod
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant

__all__ = ["agreed_of", "close", "dispute_of", "line_called", "lines_left", "restated"]


def line_called(issued: IssuedPeriod, line: LineNamed) -> LinePaid | None:
    """Return a line of the last edition, nothing if it has none of that name and segment."""
    return next((each for each in issued.editions[-1].lines if _named(each) == line), None)


def dispute_of(issued: IssuedPeriod, line: LineNamed) -> Dispute | None:
    """Return the last dispute of a line that was not withdrawn and concerns the last edition."""
    return next((each for each in reversed(list(_current(issued))) if each.line == line), None)


def lines_left(issued: IssuedPeriod) -> tuple[LineNamed, ...]:
    """Return the lines of the last edition that are neither agreed nor were ever disputed."""
    settled = {*issued.agreed, *(each.line for each in _current(issued))}
    return tuple(line for line in map(_named, issued.editions[-1].lines) if line not in settled)


def agreed_of(issued: IssuedPeriod, lines: Sequence[LineNamed]) -> tuple[LineNamed, ...]:
    """Return the lines agreed once these are too; all that are not disputed where none is named."""
    wanted = lines or lines_left(issued)
    return tuple(dict.fromkeys((*issued.agreed, *wanted)))


def close(issued: IssuedPeriod, at: Instant) -> IssuedPeriod:
    """Return a period closed where nothing of its last edition is left to be said."""
    disputed = any(each.state is DisputeState.OPEN for each in issued.disputes)
    if disputed or lines_left(issued):
        return replace(issued, closed_at=None)
    return replace(issued, closed_at=issued.closed_at or at)


def restated(issued: IssuedPeriod, edition: Edition) -> IssuedPeriod:
    """Return a period with a further edition; lines that pay what was agreed stay agreed."""
    known = {_named(each): each.payable for each in issued.editions[-1].lines}
    agreed = {line: known[line] for line in issued.agreed if line in known}
    for dispute in _current(issued):
        amount = _outcome(dispute, known)
        if amount is not None:
            agreed[dispute.line] = amount
    stays = tuple(
        name
        for name, paid in ((_named(e), e.payable) for e in edition.lines)
        if agreed.get(name) == paid
    )
    return replace(issued, editions=(*issued.editions, edition), agreed=stays, by_silence=False)


def _outcome(dispute: Dispute, known: dict[LineNamed, Quantity]) -> Quantity | None:
    if dispute.state is DisputeState.STANDS:
        return known.get(dispute.line)
    return dispute.amount if dispute.state is DisputeState.CHANGED else None


def _current(issued: IssuedPeriod) -> Iterator[Dispute]:
    """Yield open disputes, and those that ended about the last edition."""
    since = issued.editions[-1].issued_at
    for dispute in issued.disputes:
        is_open = dispute.state is DisputeState.OPEN
        ended = dispute.decided_at is not None and dispute.decided_at >= since
        if is_open or (ended and dispute.state is not DisputeState.WITHDRAWN):
            yield dispute


def _named(line: LinePaid) -> LineNamed:
    return LineNamed(name=line.name, segment=line.segment)
