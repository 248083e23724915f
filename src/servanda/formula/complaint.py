"""From the place where reading stopped to words that help."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress

from lark.exceptions import UnexpectedInput, UnexpectedToken

from servanda.formula.diagnostics import NOT_READABLE, TEXT_NOT_CLOSED
from servanda.formula.grammar import load_grammar
from servanda.formula.origin import Origin
from servanda.formula.words import RESERVED_WORDS
from servanda.kernel.diagnostic import Diagnostic, near_match

__all__ = ["complain"]

_FOUND_MAX = 30

_SLIPS: tuple[tuple[str, str], ...] = (
    (r"&&?", "say and"),
    (r"\|\|?", "say or"),
    (r"==+", "say = or is"),
    (r"<>", "say != or is not"),
    (r"=>", "say >= or at least"),
    (r"=<", "say <= or at most"),
    (r"!(?!=)", "say not"),
    (r"\*|\^", "there are no powers; multiply"),
    (r"/", "there is no division without rest; say round(a / b to 1 down)"),
    (r"\?", "say if CONDITION then A else B"),
    (r":", "a colon belongs to YAML; put the whole formula in quotes if it needs one"),
    (r"[{}]", "round brackets group, square brackets hold keys and lists"),
    (r",", "decimals have a point, 1.5; values in brackets are kept apart by commas"),
    (r";", "one formula gives one value; give parts names under figures"),
    (r"(?:less|fewer|lower|smaller)\b(\s+than\b)?", "say below"),
    (r"(?:more|greater|higher|larger|bigger)\b(\s+than\b)?", "say above"),
    (r"no\s+(?:less|fewer)\b", "say at least"),
    (r"no\s+more\b|up\s+to\b|maximum\b|max\b", "say at most"),
    (r"minimum\b|min\b", "say at least"),
    (r"equals?\b", "say is"),
    (r"exceeds?\b", "say above"),
    (r"(?:isn't|isnt|not\s+equal)\b", "say is not"),
    (r"between\b", "say x at least A and x at most B"),
    (r"(?:plus|minus|times)\b", "say + - or *"),
    (r"divided\b", "say / or per"),
    (r"each\b|every\b", "say per"),
    (r"for\b", "say over for rows"),
    (r"(?:when|if|unless)\b", "say if CONDITION then A else B, or where inside an aggregate"),
    (r"(?:null|none|unknown|missing|empty)\b", "say is not known"),
    (r"known\b", "say is known"),
)
_ROWS = (
    "say over what: failures, this quarter, last 12 months, failures in last 30 days, earlier "
    "periods in last 4 months"
)
_OPERATOR_WORDS = (
    "and",
    "or",
    "of",
    "per",
    "is",
    "in",
    "over",
    "where",
    "then",
    "else",
    "otherwise",
    "below",
    "above",
    "at least",
    "at most",
    "as %",
)
_EXPECTED = {
    "CLOSE": "a closing bracket ')'",
    "CLOSE_LIST": "a closing bracket ']'",
    "THEN": "then",
    "ELSE": "else",
    "MODE": "how to round (half-up, half-even, half-down, up, down, floor or ceiling)",
    "FROM": "from ... to ..., from ... to below ...",
    "IN_THIS": "a window (in this year, in last 3 months)",
    "EACH": "each month (or quarter, year, contract year) or in total",
}


def complain(problem: UnexpectedInput, text: str, origin: Origin, *, start: str) -> Diagnostic:
    """Say what did not fit, what was expected, and what the author may have meant.

    Args:
        problem: What the parser raised.
        text: The formula.
        origin: Where its characters stand.
        start: The grammar's start that the text was read by.
    """
    position = _position(problem, text)
    if position < len(text) and text[position] in "'\"" and text[position + 1 :]:
        rest = text[position + 1 :]
        if text[position] not in rest:
            span = origin.span(position, len(text), text)
            return TEXT_NOT_CLOSED.at(span, quote=text[position])
    found = _found(text, position)
    expected = _expected_terminals(text, start)
    return NOT_READABLE.at(
        origin.span(position, position + len(found), text),
        found=f"'{found}'" if found else "the end of the formula",
        expected=_say_expected(expected),
        advice=_advice(text, position, expected),
    )


def _position(problem: UnexpectedInput, text: str) -> int:
    if isinstance(problem, UnexpectedToken) and problem.token.type == "$END":
        return len(text.rstrip())
    place: int | None = problem.pos_in_stream
    return len(text.rstrip()) if place is None else place


def _expected_terminals(text: str, start: str) -> frozenset[str]:
    """Read again as far as it goes: only the parser's stack knows what may really follow."""
    parser = load_grammar().parse_interactive(text, start=start)
    with suppress(UnexpectedInput):
        parser.exhaust_lexer()
    accepted: frozenset[str] = frozenset(parser.accepts())  # type: ignore[no-untyped-call] # Lark's
    return accepted


def _found(text: str, start: int) -> str:
    match = re.compile(r"[A-Za-z0-9_]+|[<>=!&|*/]+|\S").match(text, start)
    return match.group()[:_FOUND_MAX] if match else ""


def _say_expected(expected: frozenset[str]) -> str:
    if "TEXT" in expected:
        return "a value is expected: a number with its unit, a name, a text or a bracket"
    if "EARLIER" in expected:
        return "rows or periods are expected"
    if expected == {"NAME"}:
        return "a name is expected"
    if expected == {"OPEN_LIST"}:
        return "a list is expected: ['P1', 'P2']"
    words = [said for terminal, said in _EXPECTED.items() if terminal in expected]
    if "PLUS" in expected or "AND" in expected:
        words.append("an operator (+, of, per, and, at least ...)")
    elif "COMPARE" in expected:
        words.append("a comparison (at least, at most, above, below, is)")
    if "$END" in expected:
        words.append("the end")
    return f"expected {_either(words)}" if words else "it cannot stand here"


def _either(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _advice(text: str, start: int, expected: frozenset[str]) -> str:
    rest = text[start:]
    wants_operator = "TEXT" not in expected
    word = re.match(r"[A-Za-z_]\w*", rest)
    if start and text[start - 1].isalnum() and rest[:1].isupper():
        return f"names are in lower-case letters: {_whole_word(text, start).lower()}"
    if "EARLIER" in expected or _is_window(text[:start], rest, expected):
        return _ROWS
    slip = _slip(rest)
    if slip and not (wants_operator and rest[0] in "*/"):
        return slip
    if wants_operator and re.match(r"(<|>|=(?!=)|at\s+(least|most)|below|above|is)(?!\w)", rest):
        return _second_comparison(expected)
    if "OPEN_LIST" in expected and rest.startswith(("'", '"')) and text[:start].endswith("in "):
        return "put the texts in square brackets"
    if wants_operator and rest.startswith(("'", '"')):
        return "compare with a text by is: priority is 'P1'"
    if not wants_operator and word and word.group() in RESERVED_WORDS:
        return f"'{word.group()}' is a word of the language and no name"
    return _near_word(word, wants_operator=wants_operator)


def _whole_word(text: str, inside: int) -> str:
    return next(
        match.group() for match in re.finditer(r"\w+", text) if match.start() < inside < match.end()
    )


def _is_window(before: str, rest: str, expected: frozenset[str]) -> bool:
    """Return whether it is a window that did not fit: after its rows, or after 'earlier'."""
    if "IN_THIS" in expected:
        return re.match(r"\w", rest) is not None
    return re.search(r"\bearlier\s+$", before) is not None


def _second_comparison(expected: frozenset[str]) -> str:
    if "COMPARE" in expected:
        return ""
    return "join two comparisons with and: x above a and x below b"


def _slip(rest: str) -> str:
    for pattern, advice in _SLIPS:
        if re.match(pattern, rest, re.IGNORECASE):
            return advice
    return ""


def _near_word(word: re.Match[str] | None, *, wants_operator: bool) -> str:
    if word is None:
        return ""
    written = word.group()
    if not wants_operator and written != written.lower():
        return f"a text stands in quotes, '{written}'; names are in lower-case letters"
    near = near_match(written.lower(), _candidates(wants_operator=wants_operator))
    return f"did you mean {near}?" if near and near != written else ""


def _candidates(*, wants_operator: bool) -> Iterable[str]:
    return _OPERATOR_WORDS if wants_operator else ("not", "if", "previous", "this", "yes", "no")
