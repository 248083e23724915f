"""What is proven of a line is what it pays: the pieces agree with exact evaluation anywhere."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement.proof.place import Place
from servanda.agreement.proof.prove import prove
from servanda.agreement.proof.suppose import Suppositions
from servanda.facts.figure import NoValue
from servanda.formula.pieces import Piece
from servanda.kernel.quantity import SHARE, Quantity
from tests.agreement.proof.test_findings import HEAD
from tests.agreement.samples import read

LINES = """\
terms: {fee: 1000 EUR}
tables: {credit: {above 99.9%: 0%, above 99% up to 99.9%: 10%, below 99%: 25%}}
penalties:
  stepped: {pays: (credit(uptime) of fee) otherwise 3 EUR, commitment: uptime}
  sloped: {when: uptime below 98%, pays: 'least(fee, fee * ((98% - uptime) / 2 pp))'}
  rounded: {pays: round((100% - uptime) * fee to 50 EUR half-up)}
  bent: {pays: '(if uptime above 0% then least(fee, 1 EUR / uptime) else fee) otherwise fee'}
  pool: {of: fee, below expected: 50%, commitment: uptime}
limits: [penalties at most fee each month]
"""


def holding(pieces: tuple[Piece, ...], x: Fraction) -> Piece:
    """Return the piece that holds a place."""
    for piece in pieces:
        above = piece.low is None or piece.low < x or (piece.low == x and piece.low_included)
        below = piece.high is None or x < piece.high or (piece.high == x and piece.high_included)
        if above and below:
            return piece
    raise AssertionError(f"no piece holds {x}")


HISTORY = read(HEAD, LINES).history
assert HISTORY is not None
PROOFS = prove(HISTORY).proofs


def test_every_line_is_proven() -> None:
    assert [proof.line.name for proof in PROOFS if proof.is_proven] == [
        "stepped",
        "sloped",
        "rounded",
        "bent",
        "pool",
    ]


@given(st.fractions(0, 1, max_denominator=10_000))
def test_pieces_agree_with_exact_evaluation(x: Fraction) -> None:
    assert HISTORY is not None
    for proof in PROOFS:
        exact = Place(
            agreement=HISTORY.latest,
            day=proof.day,
            unknown="uptime",
            amount=Quantity(x, SHARE),
            columns=frozenset(),
            supposed=Suppositions(),
        ).figure(proof.line)
        found = holding(proof.pieces, x).at(x)
        assert found == exact or (isinstance(found, NoValue) and isinstance(exact, NoValue))
