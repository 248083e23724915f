"""Authors' mistakes as values.

A kind is declared once, beside the rule that finds it; what is reported carries the kind's
code and the arguments, so that the words can be translated and the code looked up.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from string import Formatter

from servanda.kernel.source import SourceSpan

__all__ = ["Diagnostic", "DiagnosticKind", "Severity", "near_match"]


class Severity(Enum):
    """Say whether a text may be used in spite of what was found."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosticKind:
    """Describe one mistake that an author can make.

    Args:
        code: Letter of the package and three digits, never reused: ``F014``.
        title: The mistake in a few words, heading of its documentation page.
        message: What is wrong, with ``{arguments}``.
        hint: What to do about it, with ``{arguments}``; may be empty.
        severity: Whether it stops the text from being used.
        reason: Why the rule exists, for the documentation page.

    Example:
        >>> kind = DiagnosticKind(code="X001", title="Unknown name",
        ...     message="there is no {what} called '{name}'", hint="did you mean '{near}'?")
        >>> span = SourceSpan.start_of("a.yaml")
        >>> kind.at(span, what="term", name="fe", near="fee").message
        "there is no term called 'fe'"
    """

    code: str
    title: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    reason: str = ""

    @property
    def page(self) -> str:
        """Return where the documentation says more, below the project's folder."""
        return f"docs/diagnostics/{self.code}.md"

    def at(self, span: SourceSpan, **arguments: str) -> Diagnostic:
        """Report this mistake at a place; every argument of message and hint must be given,
        except that a hint some of whose arguments are missing or empty is left out.
        """
        return Diagnostic(kind=self, span=span, arguments=dict(sorted(arguments.items())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Hold one mistake found in an author's text or evidence.

    Args:
        kind: What sort of mistake it is.
        span: Where it stands.
        arguments: The words that fill the kind's message and hint.
    """

    kind: DiagnosticKind
    span: SourceSpan
    arguments: Mapping[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """Return the stable code."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """Return whether this stops the text from being used."""
        return self.kind.severity

    @property
    def message(self) -> str:
        """Return the message in English."""
        return self.kind.message.format_map(self.arguments)

    @property
    def hint(self) -> str:
        """Return the advice in English, empty where an argument for it is missing."""
        needed = {name for _, name, _, _ in Formatter().parse(self.kind.hint) if name}
        if not all(self.arguments.get(name) for name in needed):
            return ""
        return self.kind.hint.format_map(self.arguments)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Return the order in which diagnostics are shown: by place, then code."""
        return (self.span.file, self.span.line, self.span.column, self.code, self.message)

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.span}: {self.severity.value} {self.code}: {self.message}{hint}"


def near_match(name: str, known: Iterable[str]) -> str:
    """Return the known name closest to a mistyped one, or an empty string.

    Example:
        >>> near_match("resolvd", ["opened", "resolved"])
        'resolved'
    """
    matches = difflib.get_close_matches(name, sorted(set(known)), n=1, cutoff=0.6)
    return matches[0] if matches else ""
