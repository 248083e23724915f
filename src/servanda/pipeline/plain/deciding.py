"""How much money one case decided, with as many cases as a period had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from servanda.agreement.model.agreement import History
from servanda.agreement.proof.model import Proof
from servanda.agreement.proof.one_case import OneCase, at_each_cliff
from servanda.agreement.proof.prove import prove
from servanda.facts.measurement import Measurement

__all__ = ["Deciding", "deciding_cases"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """Say what one case decides of one line.

    Args:
        line: The line's title, or its name.
        cliffs: The shares at which a small difference makes a large one, upwards, each with what
            one case more or less decides there.
    """

    line: str
    cliffs: tuple[tuple[Fraction, OneCase], ...]


def deciding_cases(
    history: History, volumes: Mapping[str, Measurement]
) -> Mapping[str, tuple[Deciding, ...]]:
    """Return what one case decides, by measure.

    Args:
        history: The agreement.
        volumes: What was measured in one period, by measure.

    Returns:
        Lines in the order of the text, as they are after a period that was kept. Lines whose
        amounts depend on further evidence are left out.
    """
    found: dict[str, tuple[Deciding, ...]] = {}
    if not volumes:
        return found
    proofs = [each for each in prove(history).proofs if not (each.after_miss or each.supposing)]
    for name, measured in volumes.items():
        own = tuple(_decided(proofs, history, measured))
        if own:
            found[name] = own
    return found


def _decided(
    proofs: Sequence[Proof], history: History, measured: Measurement
) -> Iterator[Deciding]:
    day = measured.period.first_day
    version = history.at(day)
    measure = version.measures.get(measured.measure)
    if measure is None or not measured.counted:
        return
    # Proofs stand in the order of their days: the last one up to the period's first day holds.
    in_force = {
        each.line.name: each
        for each in proofs
        if each.unknown == measured.measure and each.day <= day
    }
    for name, proof in in_force.items():
        cliffs = at_each_cliff(proof, measure, measured.counted)
        if cliffs and name in version.figures:
            yield Deciding(line=proof.line.title or name, cliffs=cliffs)
