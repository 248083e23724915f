"""Printing an agreement back: the same text in house style, comments kept."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.agreement.printing.build import build
from servanda.agreement.printing.printer import print_tree
from servanda.agreement.printing.same import say_the_same
from servanda.agreement.surface.root import AGREEMENT
from servanda.agreement.surface.shape import Record
from servanda.agreement.text import diagnostics as found
from servanda.agreement.text.compose import Composed, compose
from servanda.kernel.diagnostic import Diagnostic, Severity
from servanda.kernel.source import SourceSpan

__all__ = ["Formatted", "format_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted:
    """Hold a text in house style.

    Args:
        text: The text; absent where the author's cannot be read as YAML, and stays as it is.
        diagnostics: What was found in reading it.
    """

    text: str | None
    diagnostics: tuple[Diagnostic, ...]


def format_text(text: str, name: str, shape: Record = AGREEMENT) -> Formatted:
    r"""Print an agreement, or an amendment, in house style.

    Nothing but the layout changes: the same values under the same keys, the same comments. Keys
    of the language go in the order of their description and dated values in the order of time;
    limits, rows of tables, lists and whatever the author named keep the author's order. The text
    need not be a correct agreement, only YAML without anchors, tags and duplicate keys.

    Args:
        text: The author's text.
        name: The name that the author knows it by, for diagnostics.
        shape: The keys of the language that it is written in.

    Returns:
        The text in house style. Printing it once more gives it back unchanged.

    Example:
        >>> text = "title:   'Payments'  # what it is about\nservanda: 1\n"
        >>> print(format_text(text, "agreement.yaml").text, end="")
        servanda: 1
        title: Payments # what it is about
    """
    composed = compose(name, text.encode("utf-8", "surrogatepass"))
    if composed.node is None or any(
        each.severity is Severity.ERROR for each in composed.diagnostics
    ):
        return Formatted(text=None, diagnostics=composed.diagnostics)
    printed = print_tree(build(composed.source, composed.node, shape))
    return _checked(composed, printed)


def _checked(before: Composed, printed: str) -> Formatted:
    """Return what was printed only if it says what the author's text says."""
    after = compose(before.source.file, printed.encode("utf-8"))
    if not after.diagnostics and say_the_same(before, after):
        return Formatted(text=printed, diagnostics=before.diagnostics)
    refusal = found.NOT_LAID_OUT.at(SourceSpan.start_of(before.source.file))
    return Formatted(text=None, diagnostics=(*before.diagnostics, refusal))
