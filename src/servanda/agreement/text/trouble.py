"""YAML's own complaints, said so that an author knows what to do."""

from __future__ import annotations

import re

from ruamel.yaml.error import StreamMark

from servanda.agreement.text import diagnostics as found
from servanda.agreement.text.node import SourceText
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan

__all__ = ["explain_trouble"]

_CLOSING = {"[": "]", "{": "}", "'": "'", '"': '"'}
_WHAT = {"[": "list", "{": "mapping", "'": "text", '"': "text"}
_KEY = re.compile(r"[^,{}\[\]\s][^,{}\[\]]*$")


def explain_trouble(source: SourceText, error: Exception) -> Diagnostic:
    """Turn a YAML library's error into a diagnostic at the place that an author should look at.

    Args:
        source: The text that could not be read.
        error: What the library raised; without a mark it is placed at the text's beginning.
    """
    problem = str(getattr(error, "problem", "") or "")
    context = str(getattr(error, "context", "") or "")
    at = _index(getattr(error, "problem_mark", None))
    begun = _index(getattr(error, "context_mark", None))
    sign = source.text[at : at + 1]
    if _is_unclosed(source, problem, context, at):
        return _unclosed(source, begun)
    of_sign = _at_a_sign(source, at, sign, problem, context)
    if of_sign is not None:
        return of_sign
    if "unindent" in problem or "block end" in problem or "block" in context:
        return _wrong_indentation(source, at, sign)
    if "could not find expected ':'" in problem:
        return found.LONE_TEXT.at(_line_span(source, begun))
    if "document start" in problem or "alphabetic" in problem or "directive" in context:
        return found.LONE_TEXT.at(_line_span(source, at))
    return found.SYNTAX.at(source.span(at, at + 1), problem=problem or "it ends too early")


def _at_a_sign(
    source: SourceText, at: int, sign: str, problem: str, context: str
) -> Diagnostic | None:
    """Return what is said of a sign that cannot stand where it does, nothing if that is not it."""
    span = source.span(at, at + 1)
    if "cannot start any token" in problem:
        return _wrong_beginning(source, at, sign)
    if "mapping values are not allowed" in problem:
        return found.COLON.at(span)
    if "sequence entries" in problem:
        return found.SYNTAX.at(
            span,
            problem="a list with dashes begins on a line of its own",
            advice="write each item on its own line, or the whole list in brackets: [one, two]",
        )
    if "flow" in context and sign and sign in "[]{}":
        return found.BRACKET.at(span, sign=sign)
    return None


def _is_unclosed(source: SourceText, problem: str, context: str, at: int) -> bool:
    if "quoted scalar" in context and ("end of stream" in problem or "document sep" in problem):
        return True
    if "flow" not in context:
        return False
    # A bracket left open is noticed at the end, or at the colon of the next line's key.
    line, _ = source.place(at)
    before = source.text[source.line_starts[line - 1] : at]
    return not source.text[at:].strip() or not before.strip() or bool(_KEY.match(before))


def _unclosed(source: SourceText, begun: int) -> Diagnostic:
    sign = source.text[begun : begun + 1]
    return found.UNCLOSED.at(
        source.span(begun, begun + 1),
        what=_WHAT.get(sign, "value"),
        closing=_CLOSING.get(sign, "a bracket"),
    )


def _wrong_beginning(source: SourceText, at: int, sign: str) -> Diagnostic:
    span = source.span(at, at + 1)
    if sign == "\t":
        return found.TAB.at(span)
    if sign in {">", "|"}:
        return found.COMPARISON_SIGN.at(span, sign=sign)
    return found.NEEDS_QUOTES.at(span, sign=sign)


def _wrong_indentation(source: SourceText, at: int, sign: str) -> Diagnostic:
    line, _ = source.place(at)
    before = source.text[source.line_starts[line - 1] : at]
    if "\t" in before and not before.strip():
        return found.TAB.at(source.span(at - 1, at))
    if before.rstrip().endswith(">"):
        spelled = ">=" if sign == "=" else ">"
        begins = source.text.rindex(">", 0, at)
        return found.COMPARISON_SIGN.at(source.span(begins, begins + len(spelled)), sign=spelled)
    if not before.strip():
        return found.INDENTATION.at(source.span(at, at + 1))
    if sign in {"%", "@", "`"}:
        return found.NEEDS_QUOTES.at(source.span(at, at + 1), sign=sign)
    return found.SYNTAX.at(
        source.span(at, at + 1),
        problem=f"'{sign}' is not expected here",
        advice="put a value that begins with a quote, a bracket or a brace into quotes as a whole",
    )


def _line_span(source: SourceText, at: int) -> SourceSpan:
    line, _ = source.place(at)
    text = source.line(line)
    start = source.line_starts[line - 1] + len(text) - len(text.lstrip())
    return source.span(start, start + len(text.strip()))


def _index(mark: StreamMark | None) -> int:
    return int(mark.index) if mark is not None else 0
