"""Proofs on a terminal: what each line pays, piece by piece, and what that proves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from servanda.agreement.proof.model import Proof
from servanda.agreement.proof.words import (
    amount_words,
    circumstances,
    jump_amount,
    range_words,
    value_words,
    verdict,
)
from servanda.formula.display import format_quantity
from servanda.reports.clean import one_line

__all__ = ["proofs_text"]

_SHOWN = 8


def proofs_text(proofs: Sequence[Proof]) -> RenderableType:
    """Return every line with its pieces, its cliffs, and whether it is proven."""
    return Group(*(part for proof in proofs for part in _proof(proof)))


def _proof(proof: Proof) -> Iterator[Text]:
    head = Text(one_line(proof.line.name), style="bold")
    supposed = one_line(circumstances(proof))
    head.append(f" from {' '.join(filter(None, (proof.day.isoformat(), supposed)))}", style="dim")
    yield head
    style = "green" if proof.is_proven else "yellow"
    yield Text(f"  {one_line(verdict(proof))}", style=style)
    if proof.domain is not None:
        unit = proof.domain.unit
        for piece in proof.pieces[:_SHOWN]:
            where = f"{proof.unknown} {range_words(piece, unit)}"
            yield Text(f"    {one_line(where)}: {one_line(value_words(piece))}")
        yield from _more(len(proof.pieces), "pieces")
        cliffs = [(jump.x, money) for jump in proof.jumps if (money := jump_amount(jump))]
        for x, money in cliffs[:_SHOWN]:
            said = f"cliff at {amount_words(x, unit)}: {format_quantity(money)}"
            yield Text(f"    {said}", style="cyan")
        yield from _more(len(cliffs), "cliffs")
    yield Text()


def _more(count: int, what: str) -> Iterator[Text]:
    if count > _SHOWN:
        yield Text(
            f"    ... and {count - _SHOWN} more {what}; --format json shows them", style="dim"
        )
