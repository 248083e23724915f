"""Failures that are cheaper than their cure."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.proof import diagnostics as found
from servanda.agreement.proof.model import Proof
from servanda.formula.display import format_quantity
from servanda.formula.pieces import bounds
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import Quantity

__all__ = ["cheaper_than_cure"]


def cheaper_than_cure(own: list[Proof]) -> Iterator[Diagnostic]:
    """Yield that the most that a line can ask in a period is less than curing costs.

    Args:
        own: All proofs of one line, in the order of their days; terms are those of the last.
    """
    latest = {(proof.unknown, proof.after_miss, proof.supposing): proof for proof in own}
    last = own[-1]
    if last.cure is None or not all(proof.is_proven for proof in latest.values()):
        return
    most, cap, limit = _most(list(latest.values())), last.cure.cap, ""
    if cap is not None and (most is None or cap.at_most.amount < most.amount):
        most, limit = cap.at_most, f" (what '{cap.text}' leaves)"
    if most is not None and most.amount < last.cure.costs.amount:
        yield found.CHEAPER_THAN_CURE.at(
            last.line.span,
            line=last.line.name,
            most=format_quantity(most),
            limit=limit,
            cure=format_quantity(last.cure.costs),
        )


def _most(latest: list[Proof]) -> Quantity | None:
    """Return the most that is asked in a period before limits, nothing where it has no known end.

    One row, or one segment, is not the whole line; and what is supposed of evidence is no amount
    that can be compared with another.
    """
    line = latest[-1].line
    if line.each != "period" or line.by or any(proof.supposing for proof in latest):
        return None
    amounts = [bounds(proof.pieces).greatest for proof in latest]
    known = [amount for amount in amounts if amount is not None]
    return max(known, key=lambda most: most.amount) if len(known) == len(amounts) else None
