"""The grammar, loaded when the first formula is read."""

from __future__ import annotations

from functools import cache
from importlib import resources

from lark import Lark

from servanda.formula.words import MODE_WORDS, RESERVED_WORDS, unit_pattern

__all__ = ["STARTS", "load_grammar"]

STARTS = ("start", "level", "stretch", "limit", "rounding")


@cache
def load_grammar() -> Lark:
    """Return the parser of formulas and of the phrases that stand beside them."""
    written = resources.files("servanda.formula").joinpath("grammar.lark")
    return Lark(
        "\n".join([written.read_text(encoding="utf-8"), *_generated_terminals()]),
        parser="lalr",
        lexer="contextual",
        start=list(STARTS),
        keep_all_tokens=True,
        maybe_placeholders=False,
    )


def _generated_terminals() -> list[str]:
    modes = "|".join(sorted(MODE_WORDS, key=len, reverse=True))
    reserved = "|".join(sorted(RESERVED_WORDS))
    return [
        f"UNIT.4: /{unit_pattern()}/",
        f"UNIT_ONE.4: /{unit_pattern(singular_only=True)}/",
        rf"MODE.3: /(?:{modes})\b/",
        rf"NAME: /(?!(?:{reserved})\b)[a-z][a-z0-9_]*/",
    ]
