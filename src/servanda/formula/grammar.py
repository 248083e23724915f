"""The grammar, loaded when the first formula is read.

Working out a parser's tables takes longer than reading a whole agreement, so they are kept beside
the grammar, and are used only while they belong to it, word for word.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import resources
from typing import Any

import lark
from lark import Lark
from lark.grammar import Rule
from lark.lexer import TerminalDef

from servanda.formula.words import MODE_WORDS, RESERVED_WORDS, unit_pattern

__all__ = ["STARTS", "TABLES_FILE", "build_grammar", "load_grammar", "tables_text"]

STARTS = ("start", "level", "stretch", "limit", "rounding")
TABLES_FILE = "grammar.tables.json"
_FOLDER = resources.files("servanda.formula")


@cache
def load_grammar() -> Lark:
    """Return the parser of formulas and of the phrases that stand beside them."""
    kept = _kept()
    return Lark.load(kept) if kept else build_grammar()


def build_grammar() -> Lark:
    """Work the parser out from the grammar, without what was kept."""
    return Lark(
        _grammar_text(),
        parser="lalr",
        lexer="contextual",
        start=list(STARTS),
        keep_all_tokens=True,
        maybe_placeholders=False,
    )


def tables_text() -> str:
    """Return what the file of tables ought to hold; as it is, while it belongs to the grammar."""
    if _kept():
        return _FOLDER.joinpath(TABLES_FILE).read_text(encoding="utf-8")
    data, memo = build_grammar().memo_serialize([TerminalDef, Rule])
    tables = {"of": _digest(), "data": data, "memo": memo}
    return json.dumps(tables, separators=(",", ":")) + "\n"


def _kept() -> dict[str, Any] | None:
    file = _FOLDER.joinpath(TABLES_FILE)
    if not file.is_file():
        return None
    tables = json.loads(file.read_bytes(), object_pairs_hook=_numbered)
    return tables if tables["of"] == _digest() else None


def _numbered(pairs: list[tuple[str, Any]]) -> dict[str | int, Any]:
    """Give the rows of a table their numbers back, which JSON makes text of."""
    return {int(name) if name.isdecimal() else name: value for name, value in pairs}


def _digest() -> str:
    made_by = f"lark {lark.__version__}\n{' '.join(STARTS)}\n"
    return hashlib.sha256((made_by + _grammar_text()).encode()).hexdigest()


@cache
def _grammar_text() -> str:
    written = _FOLDER.joinpath("grammar.lark").read_text(encoding="utf-8")
    return "\n".join([written, *_generated_terminals()])


def _generated_terminals() -> list[str]:
    modes = "|".join(sorted(MODE_WORDS, key=len, reverse=True))
    reserved = "|".join(sorted(RESERVED_WORDS))
    return [
        f"UNIT.4: /{unit_pattern()}/",
        f"UNIT_ONE.4: /{unit_pattern(singular_only=True)}/",
        rf"MODE.3: /(?:{modes})\b/",
        rf"NAME: /(?!(?:{reserved})\b)[a-z][a-z0-9_]*/",
    ]
