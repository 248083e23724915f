"""Ranges and what is paid over them, in words."""

from __future__ import annotations

from fractions import Fraction

from servanda.agreement.model.money import Purpose
from servanda.agreement.proof.model import Proof
from servanda.facts.figure import NoValue, Value
from servanda.formula.display import format_quantity, format_value
from servanda.formula.moebius import Moebius
from servanda.formula.pieces import Direction, Jump, Piece
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import Unit

__all__ = [
    "amount_words",
    "circumstances",
    "jump_amount",
    "range_words",
    "side_words",
    "value_words",
    "verdict",
]


def range_words(piece: Piece, unit: Unit) -> str:
    """Say where a piece lies.

    Example:
        >>> from servanda.kernel.quantity import SHARE
        >>> piece = Piece(low=Fraction(9, 10), low_included=True, high=Fraction(1),
        ...     high_included=False, value=None)
        >>> range_words(piece, SHARE)
        'from 90% to below 100%'
    """
    low, high = piece.low, piece.high
    if low is not None and low == high:
        return f"exactly {amount_words(low, unit)}"
    parts = []
    if low is not None:
        parts.append(f"{'from' if piece.low_included else 'above'} {amount_words(low, unit)}")
    if high is not None:
        to = "to" if piece.high_included else "to below"
        alone = "up to" if piece.high_included else "below"
        parts.append(f"{to if parts else alone} {amount_words(high, unit)}")
    return " ".join(parts) or "everywhere"


def amount_words(amount: Fraction, unit: Unit) -> str:
    """Say an amount of a unit."""
    return format_quantity(Quantity(amount, unit))


def value_words(piece: Piece) -> str:
    """Say what is paid over a piece: one amount, or how it goes from one to another."""
    if piece.unproven:
        return f"not proven: {piece.unproven}"
    value = piece.value
    if value is None or isinstance(value, NoValue):
        return "no value"
    if not isinstance(value, Quantity) or not isinstance(value.amount, Moebius):
        return format_value(value)
    ends = [value.amount.limit(end) for end in (piece.low, piece.high)]
    first, last = ("beyond all bounds" if e is None else amount_words(e, value.unit) for e in ends)
    return f"{'rising' if value.amount.rises else 'falling'} from {first} to {last}"


def jump_amount(jump: Jump) -> Quantity | None:
    """Return how much money the smallest difference decides at a cliff, nothing beside a gap."""
    known = [value for value in (jump.before, jump.here, jump.after) if isinstance(value, Quantity)]
    if len(known) < 2:
        return None
    amounts = [value.amount for value in known]
    return Quantity(max(amounts) - min(amounts), known[0].unit)


def side_words(value: Value | None) -> str:
    """Say what is paid at one side of a cliff."""
    if value is None or isinstance(value, NoValue):
        return "no value"
    return format_value(value)


def circumstances(proof: Proof) -> str:
    """Say what is supposed where a finding holds, empty where nothing is."""
    parts = ["after a period that missed"] if proof.after_miss else []
    parts += [f"where {said}" for said in proof.supposing]
    return f" ({', '.join(parts)})" if parts else ""


def verdict(proof: Proof) -> str:
    """Say what was proven of a line, or why nothing was."""
    if not proof.is_proven or proof.domain is None:
        return f"not proven: {proof.reason}"
    whole = Piece(
        low=proof.domain.low,
        low_included=True,
        high=proof.domain.high,
        high_included=True,
        value=None,
    )
    said = [f"proven over {proof.unknown} {range_words(whole, proof.domain.unit)}"]
    if proof.gaps:
        said.append(f"{len(proof.gaps)} stretches without a value")
    else:
        said.append("no gaps")
    way = proof.direction
    against = {Purpose.PENALTY: Direction.RISES, Purpose.INCENTIVE: Direction.FALLS}
    wrong = against.get(proof.line.purpose)
    if proof.better < 0 and wrong is not None:
        wrong = Direction.FALLS if wrong is Direction.RISES else Direction.RISES
    if proof.better and wrong is not None and way not in {wrong, Direction.MIXED}:
        said.append("better never pays the provider less")
    else:
        said.append(f"as {proof.unknown} grows, it {way.value}")
    return "; ".join(said)
