"""``servanda check --format json``; also what every other command prints where it finds errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.agreement.model.agreement import History
from servanda.cli.documents.common import DiagnosticDocument, diagnostic_document
from servanda.kernel.diagnostic import Diagnostic, Severity

__all__ = ["CheckDocument", "CheckedAgreement", "CheckedVersion", "check_document"]


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
class CheckDocument:
    """What was found; ``agreement`` is null if there are errors."""

    agreement: CheckedAgreement | None
    errors: int
    warnings: int
    notes: int
    diagnostics: tuple[DiagnosticDocument, ...]
    format: str = "servanda/check/1"


def check_document(history: History | None, found: Sequence[Diagnostic]) -> CheckDocument:
    """Return the document of a check."""
    counts = {each: sum(d.severity is each for d in found) for each in Severity}
    ordered = sorted(found, key=lambda each: each.sort_key)
    return CheckDocument(
        agreement=_agreement(history) if history else None,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
        diagnostics=tuple(map(diagnostic_document, ordered)),
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
