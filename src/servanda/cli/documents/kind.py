"""``servanda explain CODE --format json``."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.kernel.diagnostic import DiagnosticKind

__all__ = ["KindDocument", "kind_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindDocument:
    """What a diagnostic means: ``message`` and ``hint`` hold their arguments in braces, ``page``
    is where the documentation says more.
    """

    code: str
    title: str
    severity: str
    message: str
    hint: str
    reason: str
    page: str
    format: str = "servanda/kind/1"


def kind_document(kind: DiagnosticKind) -> KindDocument:
    """Return a kind's document."""
    return KindDocument(
        code=kind.code,
        title=kind.title,
        severity=kind.severity.value,
        message=kind.message,
        hint=kind.hint,
        reason=kind.reason,
        page=kind.page,
    )
