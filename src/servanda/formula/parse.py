"""Reading a formula: text in, tree and mistakes out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lark.exceptions import UnexpectedInput

from servanda.formula.build import build
from servanda.formula.built import Built, Refused
from servanda.formula.complaint import complain
from servanda.formula.diagnostics import (
    EMPTY_FORMULA,
    NOT_A_NUMBER,
    NUMBER_TOO_LONG,
    TOO_LONG,
    UNPRINTABLE_CHARACTER,
    YEAR_AND_MONTH,
)
from servanda.formula.grammar import load_grammar
from servanda.formula.limits import CHARACTERS_MAX, DIGITS_MAX
from servanda.formula.origin import Origin
from servanda.formula.syntax import Expression
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["Parsed", "parse", "read"]

_TOLD_MAX = 20
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR"}
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_UNSEEN = re.compile(r"[^\S \t\r\n]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")
_THOUSANDS = re.compile(r"(?<![\w.,])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?!\w|,[0-9])")
_DECIMAL_COMMA = re.compile(
    r"(?<![\w.,])[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]{1,2}(?=\s*(?:%|[A-Z]{3}\b))"
)
_SIGNED_MONEY = re.compile(r"([€$£¥₹])\s?([0-9][0-9.,]*)?")
_POWER_OF_TEN = re.compile(r"(?<![\w.])[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+\b")
_OTHER_BASE = re.compile(r"(?<![\w.])0[xXbBoO][0-9A-Fa-f]+\b")
_LEADING_DOT = re.compile(r"(?<![\w.)\]])\.([0-9]+)")
_YEAR_AND_MONTH = re.compile(r"(?<![\w.-])([12][0-9]{3})-([01]?[0-9])(?![\w.-])")
_DIGITS = re.compile(rf"[0-9][0-9.]{{{DIGITS_MAX},}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """Hold what was read: the tree, or the mistakes that kept it from being one."""

    expression: Expression | None
    diagnostics: tuple[Diagnostic, ...] = ()


def parse(text: str, origin: Origin) -> Parsed:
    """Read a formula.

    Args:
        text: The formula, as its scalar reads.
        origin: Where its characters stand in the author's file.

    Returns:
        The tree, or mistakes with their places; never both missing. Any text whatever is
        answered within milliseconds.

    Example:
        >>> parsed = parse("12% off monthly_fee", Origin(file="a.yaml", line=7, column=12))
        >>> str(parsed.diagnostics[0].span), parsed.diagnostics[0].hint
        ('a.yaml:7:16', 'did you mean of?')
    """
    built, diagnostics = read(text, origin, start="start")
    return Parsed(expression=built.expression if built else None, diagnostics=diagnostics)


def read(
    text: str, origin: Origin, *, start: str, example: str = "12% of monthly_fee"
) -> tuple[Built | None, tuple[Diagnostic, ...]]:
    """Read a formula, or a phrase that holds formulas, by one of the grammar's starts.

    Args:
        text: What was written.
        origin: Where its characters stand.
        start: The grammar's start.
        example: What could have been written, for who left it empty.
    """
    refused = _refuse_early(text, origin, example)
    if refused:
        return None, refused
    try:
        return build(load_grammar().parse(text, start=start), text, origin), ()
    except UnexpectedInput as problem:
        return None, (complain(problem, text, origin, start=start),)
    except Refused as refusal:
        return None, (refusal.diagnostic,)


def _refuse_early(text: str, origin: Origin, example: str) -> tuple[Diagnostic, ...]:
    if not text.strip():
        return (EMPTY_FORMULA.at(origin.span(0, len(text), text), example=example),)
    if len(text) > CHARACTERS_MAX:
        limit = f"{CHARACTERS_MAX:,}"
        span = origin.span(0, CHARACTERS_MAX, text)
        return (TOO_LONG.at(span, limit=limit, what="characters"),)
    bare = _QUOTED.sub(lambda quoted: "'" + "_" * (len(quoted.group()) - 2) + "'", text)
    return (*_unseen(text, origin), *_misspelt_numbers(bare, text, origin)[:_TOLD_MAX])


def _unseen(text: str, origin: Origin) -> list[Diagnostic]:
    match = _UNSEEN.search(text)
    if match is None:
        return []
    character = f"U+{ord(match.group()):04X}"
    return [UNPRINTABLE_CHARACTER.at(origin.span(*match.span(), text), character=character)]


def _misspelt_numbers(bare: str, text: str, origin: Origin) -> list[Diagnostic]:
    long = [
        NUMBER_TOO_LONG.at(
            origin.span(*match.span(), text), limit=str(DIGITS_MAX), digits=str(len(match.group()))
        )
        for match in _DIGITS.finditer(bare)
    ]
    if long:
        return long
    months = [
        YEAR_AND_MONTH.at(
            origin.span(*match.span(), text),
            found=match.group(),
            left=match.group(1),
            right=str(int(match.group(2))),
            date=f"{match.group(1)}-{int(match.group(2)):02d}-01",
        )
        for match in _YEAR_AND_MONTH.finditer(bare)
    ]
    return [*months, *_other_spellings(bare, text, origin)]


def _other_spellings(bare: str, text: str, origin: Origin) -> list[Diagnostic]:
    found: dict[int, tuple[re.Match[str], str]] = {}
    for match in _SIGNED_MONEY.finditer(bare):
        amount = (match.group(2) or "").replace(",", "") or "250.00"
        found[match.start()] = (match, f"{amount} {_SIGNS[match.group(1)]}")
        found.update(dict.fromkeys(range(match.start() + 1, match.end()), (match, "")))
    for pattern, instead in (
        (_THOUSANDS, lambda number: number.replace(",", "") + ", without commas"),
        (_DECIMAL_COMMA, lambda number: number.replace(".", "").replace(",", ".")),
        (_POWER_OF_TEN, lambda _: "the number in full"),
        (_OTHER_BASE, lambda _: "a decimal number"),
        (_LEADING_DOT, lambda number: f"0{number}"),
    ):
        for match in pattern.finditer(bare):
            found.setdefault(match.start(), (match, instead(match.group())))
    return [
        NOT_A_NUMBER.at(
            origin.span(*match.span(), text), found=match.group().strip(), instead=instead
        )
        for _, (match, instead) in sorted(found.items(), key=lambda item: item[0])
        if instead
    ]
