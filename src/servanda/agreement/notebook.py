"""What reading keeps while it goes through a text: mistakes found, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from servanda.agreement.model.formula import Formula
from servanda.agreement.text.node import Node, ScalarNode
from servanda.formula.origin import Origin
from servanda.formula.parse import parse
from servanda.kernel.diagnostic import Diagnostic, DiagnosticKind, near_match
from servanda.kernel.source import SourceSpan

__all__ = ["Notebook", "advise_name", "origin_of"]

_NAMES_SHOWN = 8


@dataclass(slots=True)
class Notebook:
    """Collect mistakes; nothing that is read stops at the first one.

    Args:
        diagnostics: What was found so far.
        broken: Names of things that stand in the text and could not be read. Whoever looks one
            of them up has not made a mistake of its own.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def report(self, kind: DiagnosticKind, span: SourceSpan, **arguments: str) -> None:
        """Note a mistake."""
        self.diagnostics.append(kind.at(span, **arguments))

    def take(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Note the mistakes that another reader found."""
        self.diagnostics.extend(diagnostics)

    def formula(self, node: Node | None) -> Formula | None:
        """Read a formula; nothing where it is none, which is noted."""
        if not isinstance(node, ScalarNode):
            return None
        return self.part(node, 0, len(node.text))

    def part(self, node: ScalarNode, start: int, end: int) -> Formula | None:
        """Read a stretch of a scalar as a formula.

        Args:
            node: The scalar.
            start: Offset of its first character in the scalar's text.
            end: Offset after its last.
        """
        text = node.text[start:end]
        if not text.strip():
            return None
        parsed = parse(text, origin_of(node, start))
        self.take(parsed.diagnostics)
        if parsed.expression is None:
            return None
        whole = start == 0 and end == len(node.text)
        span = node.span if whole else node.part(start, end)
        return Formula(text=text.strip(), expression=parsed.expression, span=span)


def advise_name(name: str, known: Iterable[str]) -> str:
    """Return what a name that does not exist may have been meant to be.

    Example:
        >>> advise_name("offce", ["office", "workplace"])
        "did you mean 'office'?"
        >>> advise_name("night", ["office", "workplace"])
        'known are: office, workplace'
    """
    names = sorted(known)
    near = near_match(name, names)
    if near:
        return f"did you mean '{near}'?"
    shown = ", ".join(names[:_NAMES_SHOWN]) + (" ..." if len(names) > _NAMES_SHOWN else "")
    return f"known are: {shown}" if names else ""


def origin_of(node: ScalarNode, start: int = 0) -> Origin:
    """Return where the characters of a scalar stand, from an offset on."""
    places = node.places()[start:]
    line, column = places[0]
    if not node.style and node.span.line == node.span.end_line:
        return Origin(file=node.source.file, line=line, column=column)
    return Origin(file=node.source.file, line=line, column=column, places=places)
