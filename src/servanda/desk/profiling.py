"""A file of evidence looked through, in words, and nobody's name told by it."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.agreement.model.evidence import EvidenceColumn
from servanda.desk.bringing import evidence_files
from servanda.desk.callers import Caller
from servanda.desk.refusals import NotThere
from servanda.desk.seeing import Seen, see
from servanda.evidence.findings.finding import Finding, FindingKind
from servanda.evidence.profile import ColumnProfile, Profile
from servanda.kernel.diagnostic import Diagnostic
from servanda.pipeline.profiling import profile_files
from servanda.pipeline.refusals import MisusedCommand

__all__ = ["TooLongToLook", "profile_file", "profile_of"]

_BYTES_MAX = 1 << 26
_NAMES_NO_VALUE = frozenset({FindingKind.EMPTY, FindingKind.PEOPLE})


class TooLongToLook(MisusedCommand):
    """A file is too long to be looked through while somebody waits."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is too long to be looked through here; 'servanda profile' does")


def profile_file(caller: Caller, agreement: str, name: str) -> Profile:
    """Say in words what is odd about a file of evidence.

    Args:
        caller: Who asks.
        agreement: The agreement's key.
        name: The file's name.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says; or there is no such file.
        TooLongToLook: It has more than 64 MB.
    """
    return profile_of(see(caller, agreement), name)


def profile_of(seen: Seen, name: str) -> Profile:
    """Say in words what is odd about a file of evidence.

    The file lies here as it was brought, and may name people. What its cells hold is told of those
    columns alone that the agreement reads and that are nobody's name.

    Raises:
        NotThere: There is no such file.
        TooLongToLook: It has more than 64 MB.
    """
    files = evidence_files(seen.seat.caller, seen.seat.agreement.key)
    path = next((each for each in files if each.name == name), None)
    if path is None:
        raise NotThere
    if path.stat().st_size > _BYTES_MAX:
        raise TooLongToLook(name)
    read = tuple(_read_from(seen.history, name))
    personal = frozenset(each.source for each in read if each.personal)
    headings = frozenset(each.source for each in read)
    return _looked_through(_as_it_lies(path), seen.zone, headings - personal, personal)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lying:
    """Name a file as it lies there: one that is written anew is another."""

    path: Path
    node: int
    size: int
    changed_nanoseconds: int


def _as_it_lies(path: Path) -> _Lying:
    known = path.stat()
    return _Lying(
        path=path, node=known.st_ino, size=known.st_size, changed_nanoseconds=known.st_ctime_ns
    )


# To look a file through takes longer than all else on its page, and it rarely changes. What may
# not be told is not kept either.
@lru_cache(maxsize=32)
def _looked_through(
    file: _Lying, zone: str, clear: frozenset[str], personal: frozenset[str]
) -> Profile:
    (found,) = (each.profile for each in profile_files([file.path], zone=zone))
    return replace(
        found,
        columns=tuple(each if each.heading in clear else _hidden(each) for each in found.columns),
        findings=tuple(
            each
            for each in found.findings
            if _may_be_told(each, clear) and not _is_heeded(each, clear, personal)
        ),
        diagnostics=tuple(each for each in found.diagnostics if _names_nobody(each, clear)),
    )


def _read_from(history: History, name: str) -> Iterable[EvidenceColumn]:
    for version in history.versions:
        for table in version.evidence.values():
            pattern = table.file or f"{table.name}.*"
            if fnmatch.fnmatchcase(name.casefold(), pattern.casefold()):
                yield from table.columns.values()


def _hidden(column: ColumnProfile) -> ColumnProfile:
    return replace(column, least="", greatest="")


def _may_be_told(finding: Finding, clear: frozenset[str]) -> bool:
    return finding.kind in _NAMES_NO_VALUE or clear.issuperset(finding.columns)


def _is_heeded(finding: Finding, clear: frozenset[str], personal: frozenset[str]) -> bool:
    """Return whether it advises how to read a column, and the agreement says so already."""
    if finding.kind is FindingKind.PEOPLE:
        return personal.issuperset(finding.columns)
    return finding.kind is FindingKind.MEANING and clear.issuperset(finding.columns)


def _names_nobody(diagnostic: Diagnostic, clear: frozenset[str]) -> bool:
    """Return whether it gives no cells as examples, or those of columns that may be told."""
    arguments = diagnostic.arguments
    return "examples" not in arguments or arguments.get("heading") in clear
