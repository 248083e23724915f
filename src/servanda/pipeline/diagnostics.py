"""What can be wrong with the files around an agreement."""

from __future__ import annotations

from servanda.kernel.diagnostic import DiagnosticKind, Severity

__all__ = ["OTHER_DOCUMENT"]

OTHER_DOCUMENT = DiagnosticKind(
    code="A190",
    title="Another document than the one signed",
    message="'{file}' is not the document '{name}' that the agreement names by its digest",
    hint="put the signed file there; if another was signed, its digest is {actual}",
    severity=Severity.ERROR,
    reason="Clauses cite places in the signed contract. A digest names one sequence of bytes and "
    "no other, so a document that was changed after signing is found.",
)
