"""``servanda profile --format json``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.cli.documents.common import DiagnosticDocument, diagnostic_document
from servanda.pipeline.profiling import Profiled

__all__ = [
    "ColumnDocument",
    "FindingDocument",
    "ProfileDocument",
    "TableProfile",
    "profile_document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnDocument:
    """A column: what it is read as, how many rows have a value, how many differ, its ends."""

    name: str
    heading: str
    type: str
    filled: int
    different: int
    least: str
    greatest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDocument:
    """Something odd, in a sentence, with how many rows show it and a few examples."""

    kind: str
    columns: tuple[str, ...]
    count: int
    text: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableProfile:
    """A table or file; ``table`` is empty for a file that no agreement describes."""

    table: str
    file: str
    rows: int
    form: str
    columns: tuple[ColumnDocument, ...]
    findings: tuple[FindingDocument, ...]
    diagnostics: tuple[DiagnosticDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileDocument:
    """What is odd about evidence."""

    tables: tuple[TableProfile, ...]
    format: str = "servanda/profile/1"


def profile_document(profiled: Sequence[Profiled]) -> ProfileDocument:
    """Return the document of profiles."""
    return ProfileDocument(tables=tuple(map(_table, profiled)))


def _table(profiled: Profiled) -> TableProfile:
    profile = profiled.profile
    return TableProfile(
        table=profiled.table,
        file=profile.file,
        rows=profile.rows,
        form=profile.form.value if profile.form else "",
        columns=tuple(
            ColumnDocument(
                name=each.name,
                heading=each.heading,
                type=each.type,
                filled=each.filled,
                different=each.different,
                least=each.least,
                greatest=each.greatest,
            )
            for each in profile.columns
        ),
        findings=tuple(
            FindingDocument(
                kind=each.kind.value,
                columns=each.columns,
                count=each.count,
                text=each.text,
                examples=each.examples,
            )
            for each in profile.findings
        ),
        diagnostics=tuple(map(diagnostic_document, profile.diagnostics)),
    )
