"""``servanda check --format json``; also what every other command prints where it finds errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.agreement.model.agreement import History
from servanda.agreement.proof.model import Proof
from servanda.agreement.proof.words import (
    amount_words,
    jump_amount,
    range_words,
    value_words,
    verdict,
)
from servanda.cli.documents.common import (
    DiagnosticDocument,
    PlaceDocument,
    diagnostic_document,
    place_document,
)
from servanda.formula.display import format_quantity
from servanda.kernel.diagnostic import Diagnostic, Severity
from servanda.kernel.quantity import NUMBER

__all__ = [
    "CheckDocument",
    "CheckedAgreement",
    "CheckedVersion",
    "CliffDocument",
    "PieceDocument",
    "ProofDocument",
    "check_document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedVersion:
    """A version of the agreement: the number of its last amendment, its first day, its digest."""

    amendment: int
    effective_from: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedAgreement:
    """An agreement that may be used."""

    identifier: str
    title: str
    commitments: int
    versions: tuple[CheckedVersion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceDocument:
    """What a line pays over a stretch of its range, in words; ``absent`` where it has no value."""

    range: str
    pays: str
    absent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CliffDocument:
    """A place where the smallest difference decides an amount of money."""

    at: str
    decides: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofDocument:
    """What one line of money does over the whole range of the figure that it depends on.

    ``first_day`` is the first day of what was looked at; ``after_miss`` supposes that the period
    before missed; ``supposing`` names the amounts of evidence that were supposed; ``reason`` says
    why it is not proven.
    """

    line: str
    depends_on: str
    first_day: str
    after_miss: bool
    supposing: tuple[str, ...]
    proven: bool
    reason: str
    verdict: str
    direction: str
    pieces: tuple[PieceDocument, ...]
    cliffs: tuple[CliffDocument, ...]
    place: PlaceDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDocument:
    """What was found; ``agreement`` is null if there are errors; ``proofs`` where asked for."""

    agreement: CheckedAgreement | None
    errors: int
    warnings: int
    notes: int
    diagnostics: tuple[DiagnosticDocument, ...]
    proofs: tuple[ProofDocument, ...] = ()
    format: str = "servanda/check/1"


def check_document(
    history: History | None, found: Sequence[Diagnostic], proofs: Sequence[Proof] = ()
) -> CheckDocument:
    """Return the document of a check."""
    counts = {each: sum(d.severity is each for d in found) for each in Severity}
    ordered = sorted(found, key=lambda each: each.sort_key)
    return CheckDocument(
        agreement=_agreement(history) if history else None,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
        diagnostics=tuple(map(diagnostic_document, ordered)),
        proofs=tuple(map(_proof, proofs)),
    )


def _proof(proof: Proof) -> ProofDocument:
    unit = proof.domain.unit if proof.domain else NUMBER
    cliffs = ((jump.x, money) for jump in proof.jumps if (money := jump_amount(jump)))
    return ProofDocument(
        line=proof.line.name,
        depends_on=proof.unknown,
        first_day=proof.day.isoformat(),
        after_miss=proof.after_miss,
        supposing=proof.supposing,
        proven=proof.is_proven,
        reason=proof.reason,
        verdict=verdict(proof),
        direction=proof.direction.value,
        pieces=tuple(
            PieceDocument(
                range=range_words(piece, unit), pays=value_words(piece), absent=piece.is_absent
            )
            for piece in proof.pieces
        ),
        cliffs=tuple(
            CliffDocument(at=amount_words(x, unit), decides=format_quantity(money))
            for x, money in cliffs
        ),
        place=place_document(proof.line.span),
    )


def _agreement(history: History) -> CheckedAgreement:
    latest = history.latest
    return CheckedAgreement(
        identifier=latest.identifier,
        title=latest.title,
        commitments=len(latest.commitments),
        versions=tuple(
            CheckedVersion(
                amendment=version.amendment,
                effective_from=version.effective_from.isoformat(),
                sha256=version.sha256,
            )
            for version in history.versions
        ),
    )
