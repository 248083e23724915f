"""What proofs tell an author, as diagnostics at the line's place."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.measure import Measure
from servanda.agreement.model.money import Purpose
from servanda.agreement.proof import diagnostics as found
from servanda.agreement.proof.cure import cheaper_than_cure
from servanda.agreement.proof.model import Proof
from servanda.agreement.proof.one_case import of_one_case
from servanda.agreement.proof.prove import Proofs
from servanda.agreement.proof.words import (
    amount_words,
    circumstances,
    jump_amount,
    range_words,
    value_words,
)
from servanda.formula.display import format_quantity
from servanda.formula.moebius import Moebius
from servanda.formula.pieces import Piece, bounds
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import NUMBER, SHARE, Quantity
from servanda.kernel.unit import Unit

__all__ = ["findings"]

_CLIFFS_SHOWN = 3
_SIGNS = {Purpose.PENALTY: -1, Purpose.INCENTIVE: 1}
"""How the amount should go as performance gets better."""


def findings(proofs: Proofs, history: History) -> Iterator[Diagnostic]:
    """Yield what was found: gaps, better that pays less, cliffs, what is out of reach, failures
    cheaper than their cure.

    What holds on all days is said once; amounts of money are those of the last day on which
    terms change, without a missed period before. The proofs themselves tell the rest.
    """
    by_range: dict[tuple[str, str], list[Proof]] = {}
    by_line: dict[str, list[Proof]] = {}
    for proof in proofs.proofs:
        by_range.setdefault((proof.line.name, proof.unknown), []).append(proof)
        by_line.setdefault(proof.line.name, []).append(proof)
    for own in by_range.values():
        yield from _of_line(own, history.latest)
    for own in by_line.values():
        yield from cheaper_than_cure(own)
    yield from _rows_never_reached(proofs, history)


def _of_line(own: list[Proof], agreement: Agreement) -> Iterator[Diagnostic]:
    seen: set[tuple[str, str]] = set()
    for proof in own:
        for diagnostic in _of_range(proof):
            arguments = {**diagnostic.arguments, "when": ""}
            key = (diagnostic.code, str(sorted(arguments.items())))
            if key not in seen:
                seen.add(key)
                yield diagnostic
    for proof in {each.supposing: each for each in own if not each.after_miss}.values():
        yield from _cliffs(proof, agreement.measures.get(proof.unknown))
        yield from _beyond_cap(proof)
    # Of what is a share of a sum nobody knows whether it is nothing.
    if all(proof.is_proven and not proof.rests_on_nothing and _is_nothing(proof) for proof in own):
        yield found.NEVER_PAYS.at(own[0].line.span, line=own[0].line.name, unknown=own[0].unknown)


def _of_range(proof: Proof) -> Iterator[Diagnostic]:
    line, when = proof.line, circumstances(proof)
    if not proof.is_proven:
        yield found.NOT_PROVEN.at(line.span, line=line.name, reason=proof.reason)
    if proof.domain is None:
        return
    unit = proof.domain.unit
    for kind, pieces in ((found.LINE_GAP, proof.gaps), (found.LINE_FALLBACK, proof.fallbacks)):
        for gap in pieces:
            yield kind.at(
                line.span,
                line=line.name,
                unknown=proof.unknown,
                where=range_words(gap, unit),
                when=when,
            )
    yield from _wrong_ways(proof, unit, when)


def _cliffs(proof: Proof, measure: Measure | None) -> Iterator[Diagnostic]:
    unit = proof.domain.unit if proof.domain else NUMBER
    cliffs = [(jump.x, amount) for jump in proof.jumps if (amount := jump_amount(jump))]
    if cliffs:
        yield found.CLIFF.at(
            proof.line.span,
            line=proof.line.name,
            unknown=proof.unknown,
            decided=_decided(cliffs, unit) + _one_case(proof, measure),
            when=circumstances(proof),
        )


def _one_case(proof: Proof, measure: Measure | None) -> str:
    """Say how much one case decides, empty where the measure is no share of cases."""
    one = of_one_case(proof, measure) if measure is not None else None
    if one is None:
        return ""
    cases = f"{one.cases} cases" + (" (the minimum sample)" if one.is_minimum else "")
    shares = " and ".join(amount_words(share, SHARE) for share in (one.low, one.high))
    return f"; of {cases} a single one decides {format_quantity(one.money)}, between {shares}"


def _decided(cliffs: list[tuple[Fraction, Quantity]], unit: Unit) -> str:
    """Say how much is decided where; many cliffs are summed up by the highest."""
    if len(cliffs) <= _CLIFFS_SHOWN:
        said = [f"{format_quantity(money)} at {amount_words(x, unit)}" for x, money in cliffs]
        return ", ".join(said[:-1]) + (" and " if said[1:] else "") + said[-1]
    highest = max(money.amount for _, money in cliffs)
    places = [x for x, money in cliffs if money.amount == highest]
    return (
        f"up to {amount_words(highest, cliffs[0][1].unit)}, at {len(cliffs)} places from "
        f"{amount_words(cliffs[0][0], unit)} to {amount_words(cliffs[-1][0], unit)}"
        f" (the highest at {amount_words(places[0], unit)})"
    )


def _wrong_ways(proof: Proof, unit: Unit, when: str) -> Iterator[Diagnostic]:
    sign = _SIGNS.get(proof.line.purpose, 0) * proof.better
    if not sign:
        return
    for where, what in _falls(proof.pieces, unit, sign):
        yield found.BETTER_PAYS_LESS.at(
            proof.line.span,
            line=proof.line.name,
            unknown=proof.unknown,
            where=where,
            what=what,
            when=when,
        )


def _falls(pieces: tuple[Piece, ...], unit: Unit, sign: int) -> Iterator[tuple[str, str]]:
    """Yield places and stretches where the amount goes against ``sign``, gaps left aside.

    The unknown is gone through upwards; where lower is better, what is worse going up is what
    is better going down, and the sign says so.
    """
    last: Quantity | None = None
    for piece in pieces:
        first, final = _end(piece, piece.low), _end(piece, piece.high)
        if first is not None and last is not None and (first.amount - last.amount) * sign < 0:
            at = amount_words(piece.low or Fraction(0), unit)
            sides = (format_quantity(last), format_quantity(first))
            yield f"at {at}", "it is {} below and {} from there on".format(*sides)
        amount = piece.value.amount if isinstance(piece.value, Quantity) else None
        if isinstance(amount, Moebius) and (1 if amount.rises else -1) * sign < 0:
            yield range_words(piece, unit), f"it is {value_words(piece)}"
        last = final if final is not None else last


def _end(piece: Piece, end: Fraction | None) -> Quantity | None:
    value = piece.value
    if not isinstance(value, Quantity):
        return None
    if not isinstance(value.amount, Moebius):
        return value
    limit = value.amount.limit(end)
    return None if limit is None else Quantity(limit, value.unit)


def _beyond_cap(proof: Proof) -> Iterator[Diagnostic]:
    greatest = bounds(proof.pieces).greatest if proof.is_proven else None
    cap = proof.cap
    if greatest is None or cap is None or greatest.amount <= cap.at_most.amount:
        return
    yield found.BEYOND_CAP.at(
        proof.line.span,
        line=proof.line.name,
        greatest=format_quantity(greatest),
        limit=cap.text,
        cap=format_quantity(cap.at_most),
        when=circumstances(proof),
    )


def _is_nothing(proof: Proof) -> bool:
    reached = bounds(proof.pieces)
    return (
        reached.least is not None
        and reached.greatest is not None
        and reached.least.amount == reached.greatest.amount == 0
    )


def _rows_never_reached(proofs: Proofs, history: History) -> Iterator[Diagnostic]:
    used = {table for proof in proofs.proofs for table in proof.tables}
    undecided = {table for proof in proofs.proofs if not proof.is_proven for table in proof.tables}
    for version in history.versions:
        for name in sorted((used - undecided) & set(version.tables)):
            for row in version.tables[name].rows:
                if (name, row.text) not in proofs.rows_chosen:
                    yield found.ROW_NEVER_REACHED.at(row.span, row=row.text, table=name)
