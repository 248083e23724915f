"""A case's scenarios run again and again, through the real flow; what was measured is kept.

A figure that only money is made of needs no measuring: the measurements of the same evidence by a
text that measures alike are settled by the changed text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from servanda.kernel.diagnostic import Diagnostic
from servanda.pipeline.check import check
from servanda.pipeline.choosing import Choice
from servanda.pipeline.measured import Measured
from servanda.pipeline.measuring import measure
from servanda.pipeline.settling import settle_measured
from servanda.pipeline.workspace import Workspace
from servanda.settlement.telling import diagnostics_of
from tests.cases.mapping import Prepared
from tests.cases.run import Outcome, write_evidence

__all__ = ["Rerun", "measured_part"]

_SETTLED = frozenset(
    {"charges", "commitments", "figures", "incentives", "limits", "must", "penalties"}
)
"""Sections that say what is made of figures, never how they are measured."""
_SHARED = frozenset({"tables", "terms"})
"""Sections that measures may refer to."""
_SECTION = re.compile(r"^(\S[^:#]*):")
_NAME = re.compile(r"^  (\w+):")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What measuring gave, and what it reported beyond what is wrong with the text."""

    measured: Measured | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True, kw_only=True)
class Rerun:
    """Run scenarios in one folder, and measure nothing twice.

    Args:
        folder: Where evidence, texts and what was measured lie.
    """

    folder: Path
    _kept: dict[tuple[str, str, str], _Kept] = field(default_factory=dict)

    def run(self, prepared: Prepared, text: str) -> Outcome:
        """Run a scenario on a text in the place of its own."""
        workspace = self._workspace(prepared, text)
        checked = check(workspace, measurable=False)
        if checked.value is None:
            return Outcome(statements=(), diagnostics=checked.diagnostics)
        place = (workspace.evidence.name, prepared.period, measured_part(text))
        if place not in self._kept:
            answer = measure(workspace, choice=Choice(last=prepared.period))
            beyond = answer.diagnostics[len(checked.diagnostics) :]
            self._kept[place] = _Kept(measured=answer.value, diagnostics=beyond)
        kept = self._kept[place]
        told = (*checked.diagnostics, *kept.diagnostics)
        if kept.measured is None:
            return Outcome(statements=(), diagnostics=told)
        settled = settle_measured(replace(kept.measured, history=checked.value)).statements
        reported = (found for each in settled for found in diagnostics_of(each))
        return Outcome(statements=settled, diagnostics=(*told, *reported))

    def _workspace(self, prepared: Prepared, text: str) -> Workspace:
        path = self.folder / "texts" / prepared.text.name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        digest = sha256(repr(prepared.evidence).encode()).hexdigest()[:16]
        evidence = self.folder / digest
        if not evidence.exists():
            write_evidence(prepared.evidence, evidence)
        return Workspace(
            texts=(path,),
            evidence=evidence,
            cache=self.folder / "cache",
            output=self.folder / "statements",
            record=self.folder / "record",
        )


def measured_part(text: str) -> str:
    """Return the lines of a text that decide what is measured, all where money asks for lengths.

    Example:
        >>> measured_part('''\\
        ... terms:
        ...   fee: 5
        ... measures:
        ...   up: {from: outages}
        ... penalties:
        ...   up: fee''')
        'measures:\\n  up: {from: outages}'
    """
    if "time(" in text:
        return text
    sections = list(_sections(text))
    kept = [lines for name, lines in sections if name not in _SETTLED | _SHARED]
    words = set(re.findall(r"\w+", " ".join(line for lines in kept for line in lines)))
    kept += [
        lines
        for name, lines in sections
        if name in _SHARED and words & {found[1] for found in map(_NAME.match, lines) if found}
    ]
    return "\n".join(line for lines in kept for line in lines)


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    name, lines = "", list[str]()
    for line in text.splitlines():
        found = _SECTION.match(line)
        if found:
            yield name, lines
            name, lines = found[1], []
        lines.append(line)
    yield name, lines
