"""Expressions that read texts as numbers: whole, exact decimal, money, percent, yes or no."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from servanda.evidence.statements import compose, literal

__all__ = [
    "DIGITS",
    "NumberSpelling",
    "UnknownSpelling",
    "number",
    "percent",
    "read_spelling",
    "truth",
    "whole",
]

DIGITS: Final = 15
"""Digits after the point that a number keeps."""

_PLAIN: Final = r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?"


class UnknownSpelling(ValueError):
    """The format of a number is not understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSpelling:
    """Say how numbers are spelt in a file.

    Args:
        thousands: What stands between thousands; empty for nothing.
        point: What stands before the fraction.
        digits: Digits after the point to round to, half-up; none to refuse longer ones.
        share: For percentages without a sign, whether 0.95 means 95%.
    """

    thousands: str = ""
    point: str = "."
    digits: int | None = None
    share: bool = False


def read_spelling(words: str) -> NumberSpelling:
    """Read the format of a number column.

    Args:
        words: Any of ``thousands comma`` (1,234.5), ``decimal comma`` (1.234,5), ``share``
            (0.95 is 95%), ``rounded to 6 digits``, divided by semicolons or commas; empty for
            plain numbers.

    Raises:
        UnknownSpelling: A part is something else.

    Example:
        >>> read_spelling("thousands comma").thousands
        ','
    """
    found: dict[str, str | int | bool] = {}
    for part in filter(None, re.split(r"\s*[;,]\s*", words.strip())):
        rounded = re.fullmatch(r"rounded to (\d{1,2}) digits?", part)
        if rounded is not None and int(rounded[1]) <= DIGITS:
            found["digits"] = int(rounded[1])
        elif part == "thousands comma":
            found |= {"thousands": ",", "point": "."}
        elif part == "decimal comma":
            found |= {"thousands": ".", "point": ","}
        elif part == "share":
            found["share"] = True
        else:
            raise UnknownSpelling(part)
    return _spelling(found)


def _spelling(found: dict[str, str | int | bool]) -> NumberSpelling:
    digits = found.get("digits")
    return NumberSpelling(
        thousands=str(found.get("thousands", "")),
        point=str(found.get("point", ".")),
        digits=None if digits is None else int(digits),
        share=bool(found.get("share")),
    )


def _plain(text: str, spelling: NumberSpelling) -> str:
    """Return an expression for the number in plain spelling."""
    if not spelling.thousands:
        return text
    thousands, point = re.escape(spelling.thousands), re.escape(spelling.point)
    shape = rf"[+-]?(\d{{1,3}}({thousands}\d{{3}})+|\d+)({point}\d*)?"
    return compose(
        "CASE WHEN regexp_full_match({text}, {shape}) "
        "THEN replace(replace({text}, {thousands}, ''), {point}, '.') END",
        text=text,
        shape=literal(shape),
        thousands=literal(spelling.thousands),
        point=literal(spelling.point),
    )


def whole(text: str, spelling: NumberSpelling) -> str:
    """Return an expression that reads a whole number; ``7.0`` is one, ``7.5`` is not."""
    return compose(
        "CASE WHEN regexp_full_match({plain}, {shape}) "
        "THEN CASE WHEN contains({plain}, '.') "
        "THEN TRY_CAST(regexp_replace({plain}, {zeros}, '') AS BIGINT) "
        "ELSE TRY_CAST({plain} AS BIGINT) END END",
        plain=_plain(text, spelling),
        shape=literal(r"[+-]?\d+(\.0*)?"),
        zeros=literal(r"\.0*$"),
    )


def number(text: str, spelling: NumberSpelling, *, currency: str = "", shift: int = 0) -> str:
    """Return an expression that reads an exact decimal, times ten to the power ``shift``.

    Args:
        text: Expression of the text.
        spelling: How numbers are spelt.
        currency: Code that may stand before or after the number.
        shift: Power of ten.
    """
    bare = text
    if currency:
        code = re.escape(currency)
        bare = compose(
            "regexp_replace({text}, {code}, '', 'g')",
            text=text,
            code=literal(rf"^{code}\s*|\s*{code}$"),
        )
    return compose(
        "CASE WHEN regexp_full_match({plain}, {shape}) AND {short} "
        "THEN CAST(TRY_CAST(regexp_replace({plain}, '[eE].*$', '') || 'e' || ({power}) "
        "AS DECIMAL(38, {digits})) AS DECIMAL(38, {all_digits})) END",
        plain=_plain(bare, spelling),
        shape=literal(_PLAIN),
        short=_is_short(_plain(bare, spelling), spelling, shift),
        power=_power(_plain(bare, spelling), shift),
        digits=str(DIGITS if spelling.digits is None else spelling.digits),
        all_digits=str(DIGITS),
    )


def _power(plain: str, shift: int) -> str:
    return compose(
        "coalesce(TRY_CAST(nullif(regexp_extract({plain}, {exponent}, 1), '') AS INTEGER), 0) "
        "+ ({shift})",
        plain=plain,
        exponent=literal(r"[eE]([+-]?\d+)$"),
        shift=str(shift),
    )


def _is_short(plain: str, spelling: NumberSpelling, shift: int) -> str:
    """Return a condition that no digit would be lost."""
    if spelling.digits is not None:
        return "true"
    return compose(
        "length(rtrim(regexp_extract({plain}, {fraction}, 1), '0')) - ({power}) <= {digits}",
        plain=plain,
        fraction=literal(r"\.(\d*)"),
        power=_power(plain, shift),
        digits=str(DIGITS),
    )


def percent(text: str, spelling: NumberSpelling) -> str:
    """Return an expression that reads a percentage as a share: ``95%`` and ``95`` are 0.95."""
    signed = compose("trim(rtrim({text}, '%'))", text=text)
    return compose(
        "CASE WHEN ends_with({text}, '%') THEN {signed} ELSE {bare} END",
        text=text,
        signed=number(signed, spelling, shift=-2),
        bare=number(text, spelling, shift=0 if spelling.share else -2),
    )


def truth(text: str) -> str:
    """Return an expression that reads yes or no."""
    return compose(
        "CASE WHEN lower({text}) IN ('true', 'yes', 'y', '1', 't', '1.0') THEN true "
        "WHEN lower({text}) IN ('false', 'no', 'n', '0', 'f', '0.0') THEN false END",
        text=text,
    )
