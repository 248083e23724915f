"""From files to the versions of an agreement."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from servanda.agreement import diagnostics as found
from servanda.agreement.check import check_agreement, check_versions
from servanda.agreement.digest import version_sha256
from servanda.agreement.model.agreement import Agreement, History, OtherReading
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.amendments import Amendment, in_order, read_amendment
from servanda.agreement.read.document import Edition, read_document
from servanda.agreement.read.fields import text_of
from servanda.agreement.read.overlay import lay_over
from servanda.agreement.read.readings import ReadVersion, read_readings
from servanda.agreement.surface.conform import conform
from servanda.agreement.surface.leaf import read_date
from servanda.agreement.surface.root import AGREEMENT
from servanda.agreement.text.compose import BYTES_MAX, Composed, compose
from servanda.agreement.text.node import MappingNode, Node, SourceText
from servanda.kernel.diagnostic import Diagnostic, Severity
from servanda.kernel.source import SourceSpan

__all__ = ["Reading", "read_agreement", "read_texts", "read_version"]

_BASE_NAME = "agreement.yaml"
_AMENDMENT_NAMES = "amendment-*.yaml"
_DIAGNOSTICS_MAX = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Hold what reading an agreement gave.

    Args:
        history: Its versions; absent where there are errors.
        diagnostics: All mistakes, sorted by place.
        sources: The texts that were read, by the name their author knows them by.
    """

    history: History | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, SourceText] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        """Return whether the text may be used: there are no errors."""
        return self.history is not None


def read_agreement(paths: Sequence[Path]) -> Reading:
    """Read an agreement and its amendments, and check all of it.

    Args:
        paths: One folder with ``agreement.yaml`` and ``amendment-*.yaml``, or files: the
            agreement's text first, then its amendments in any order.

    Returns:
        The versions, and every mistake in any of the files. Nothing is written, and no text
        whatever raises an exception.
    """
    notebook = Notebook()
    texts: list[tuple[str, bytes]] = []
    for path in _files(paths, notebook):
        try:
            with path.open("rb") as file:
                # One byte more than is allowed is enough to refuse it.
                texts.append((str(path), file.read(BYTES_MAX + 1)))
        except OSError as error:
            problem = error.strerror or "unknown reason"
            notebook.report(
                found.UNREADABLE_FILE,
                SourceSpan.start_of(str(path)),
                name=str(path),
                problem=problem,
            )
    if notebook.diagnostics:
        return Reading(history=None, diagnostics=tuple(notebook.diagnostics))
    return read_texts(texts)


def _files(paths: Sequence[Path], notebook: Notebook) -> list[Path]:
    if not paths:
        raise ValueError("name at least one file or folder")
    if len(paths) > 1 or not paths[0].is_dir():
        return list(paths)
    folder = paths[0]
    base = folder / _BASE_NAME
    if not base.is_file():
        notebook.report(found.NO_TEXT, SourceSpan.start_of(str(folder)), name=str(folder))
        return []
    return [base, *sorted(folder.glob(_AMENDMENT_NAMES), key=_natural)]


def _natural(path: Path) -> tuple[int, str]:
    number = re.search(r"(\d{1,9})", path.name)
    return (int(number[1]) if number else 0, path.name)


def read_texts(texts: Sequence[tuple[str, bytes]]) -> Reading:
    r"""Read an agreement from bytes.

    Args:
        texts: Name and bytes of the agreement's text, then of its amendments.

    Example:
        >>> reading = read_texts([("a.yaml", b"servanda: 1\nagrement: x\n")])
        >>> reading.history is None, reading.diagnostics[0].code
        (True, 'A002')
    """
    notebook = Notebook()
    composed = [(name, content, compose(name, content)) for name, content in texts]
    sources = {name: each.source for name, _, each in composed}
    for _, _, each in composed:
        notebook.take(each.diagnostics)
    versions, readings = _versions(composed, notebook)
    diagnostics = _sorted(notebook.diagnostics)
    sound = versions and not _has_errors(diagnostics)
    history = History(versions, readings) if sound else None
    return Reading(history=history, diagnostics=diagnostics, sources=sources)


def _versions(
    composed: Sequence[tuple[str, bytes, Composed]], notebook: Notebook
) -> tuple[tuple[Agreement, ...], tuple[OtherReading, ...]]:
    name, content, base = composed[0]
    root = base.node
    if root is None:
        return (), ()
    digests = [hashlib.sha256(content).hexdigest()]
    amendments = _amendments(composed[1:], root, notebook)
    edition = Edition(source_name=name, sha256=digests[0])
    found_versions = [_read_with_text(root, edition, notebook)]
    for amendment in amendments:
        if not isinstance(root, MappingNode):
            break
        root = lay_over(root, amendment.changes, notebook)
        digests.append(amendment.sha256)
        edition = Edition(
            source_name=amendment.source_name,
            sha256=version_sha256(digests),
            amendment=amendment.number,
            effective_from=amendment.first_day,
        )
        found_versions.append(_read_with_text(root, edition, notebook))
    read = [each for each in found_versions if each is not None]
    versions = tuple(each.agreement for each in read)
    if len(versions) == len(amendments) + 1 and not _has_errors(notebook.diagnostics):
        places = tuple(amendment.day_span for amendment in amendments)
        check_versions(History(versions), places, notebook)
    return versions, read_readings(read, read_version, notebook)


def _read_with_text(root: Node, edition: Edition, notebook: Notebook) -> ReadVersion | None:
    version = read_version(root, edition, notebook)
    if version is None or not isinstance(root, MappingNode):
        return None
    return ReadVersion(root=root, edition=edition, agreement=version)


def _has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    return any(each.severity is Severity.ERROR for each in diagnostics)


def read_version(root: Node, edition: Edition, notebook: Notebook) -> Agreement | None:
    """Read and check one text; what is wrong with it is noted."""
    notebook.take(conform(root, AGREEMENT))
    if not isinstance(root, MappingNode):
        return None
    if edition.amendment == 0 and (amends := root.entry("amends")):
        notebook.report(found.AMENDS_IN_BASE, amends.key.span)
    own = Notebook()
    agreement = read_document(root, edition, own)
    checked = check_agreement(agreement, root, own)
    notebook.take(own.diagnostics)
    return checked


def _amendments(
    composed: Sequence[tuple[str, bytes, Composed]], root: Node, notebook: Notebook
) -> tuple[Amendment, ...]:
    base = root if isinstance(root, MappingNode) else None
    identifier = text_of(base.get("agreement")) if base else ""
    in_force = base.get("in force") if base else None
    first = read_date(text_of(in_force.get("from"))) if isinstance(in_force, MappingNode) else None
    found_amendments = [
        read_amendment(name, content, each.node, identifier, notebook)
        for name, content, each in composed
    ]
    sound = [each for each in found_amendments if each is not None]
    return in_order(sound, first, notebook)


def _sorted(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return each diagnostic once, by place; what an amendment leaves alone is found twice."""
    unique = {each.sort_key: each for each in diagnostics}
    ordered = [unique[key] for key in sorted(unique)]
    if len(ordered) <= _DIAGNOSTICS_MAX:
        return tuple(ordered)
    shown = ordered[:_DIAGNOSTICS_MAX]
    rest = found.TOO_MANY_MISTAKES.at(shown[-1].span, count=f"{len(ordered) - _DIAGNOSTICS_MAX:,}")
    return (*shown, rest)
