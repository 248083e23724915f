"""Typing of names, their parts and keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from servanda.formula import inference_calls
from servanda.formula.dates import DATE_PARTS, INSTANT_DAY, PERIOD_PARTS
from servanda.formula.diagnostics import (
    ABSENT_OUTER_ROW,
    CONDITION_AS_TRUTH,
    DIFFERENT_KINDS,
    GRAIN_TOO_FINE,
    HIDDEN_NAME,
    KEYED_TERM_BARE,
    KEYS_MISSING,
    NAME_IS_FUNCTION,
    UNKNOWN_KEY,
    UNKNOWN_MEMBER,
    UNKNOWN_NAME,
    UNKNOWN_NOUN,
)
from servanda.formula.found import Found, describe
from servanda.formula.functions import AGGREGATES, FUNCTIONS
from servanda.formula.syntax import (
    Arithmetic,
    ArithmeticOperator,
    Call,
    Literal,
    Lookup,
    Member,
    Name,
)
from servanda.formula.types import FormulaType, Grain, Kind, Meaning, Scope
from servanda.formula.words import UNCLEAR_WORDS, UNIT_WORDS
from servanda.kernel.diagnostic import near_match
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import Unit

if TYPE_CHECKING:
    from servanda.formula.inference import Inference

__all__ = [
    "check_grain",
    "infer_count",
    "infer_lookup",
    "infer_member",
    "infer_name",
    "read_noun_after_per",
    "report_member",
]

_ABBREVIATIONS = {slip: word.many for word in UNIT_WORDS for slip in word.slips}


def infer_name(walk: Inference, name: Name) -> Found:
    """Type a name that stands alone."""
    meaning = _meaning(walk, name)
    if meaning is None:
        return Found(name, None)
    if meaning.keys:
        keys = " and ".join(_some(level) for level in meaning.keys)
        example = f"{name.name}[{', '.join(_one(level) for level in meaning.keys)}]"
        walk.report(KEYED_TERM_BARE, name.span, name=name.name, keys=keys, example=example)
        return Found(name, None)
    if not check_grain(walk, name, meaning.type):
        return Found(name, None)
    return Found(name, replace(meaning.type, bare=None))


def _meaning(walk: Inference, name: Name) -> Meaning | None:
    scope = _scope_of(walk, name)
    if scope is None:
        return None
    meaning = scope.meaning(name.name)
    if meaning is None:
        _report_unknown(walk, name, scope)
        return None
    if not name.outer and len(walk.scopes) > 1 and meaning.type.kind is not Kind.CONDITION:
        _warn_of_hiding(walk, name, meaning)
    return meaning


def _scope_of(walk: Inference, name: Name) -> Scope | None:
    if not name.outer:
        return walk.scope
    if len(walk.scopes) < 2:
        walk.report(ABSENT_OUTER_ROW, name.span, name=name.name)
        return None
    return walk.scopes[-2]


def _warn_of_hiding(walk: Inference, name: Name, meaning: Meaning) -> None:
    outer = walk.scopes[-2].meaning(name.name)
    if outer is not None and outer != meaning:
        walk.report(HIDDEN_NAME, name.span, name=name.name, what=outer.what)


def _report_unknown(walk: Inference, name: Name, scope: Scope) -> None:
    if scope.table(name.name) is not None:
        walk.report(NAME_IS_FUNCTION, name.span, name=name.name, what="table")
        return
    if name.name in FUNCTIONS or any(name.name == known.value for known in AGGREGATES):
        walk.report(NAME_IS_FUNCTION, name.span, name=name.name, what="function")
        return
    if scope.over_time().meaning(name.name) is not None:
        walk.report(CONDITION_AS_TRUTH, name.span, name=name.name)
        return
    outside = any(outer.meaning(name.name) for outer in walk.scopes)
    near = near_match(name.name, scope.names())
    advice = UNCLEAR_WORDS.get(name.name) or (f"did you mean '{near}'?" if near else "")
    if outside and not name.outer:
        advice = f"write this.{name.name} for the outer row's"
    walk.report(UNKNOWN_NAME, name.span, name=name.name, advice=advice)


def check_grain(walk: Inference, name: Name, made: FormulaType) -> bool:
    """Report a name that exists once for each of something, in a formula that does not."""
    allowed = walk.scope.grain
    outer = walk.scopes[-2].grain if name.outer and len(walk.scopes) > 1 else frozenset()
    finer = _finer(made.grain, allowed | outer)
    if not finer:
        return True
    rows = [part.removeprefix("row:") for part in sorted(finer) if part.startswith("row:")]
    walk.report(
        GRAIN_TOO_FINE,
        name.span,
        name=name.name,
        each=_each(finer, walk.scope),
        here=_each(allowed, walk.scope) or "for the whole agreement",
        example=_aggregate_example(name.name, made.kind, rows),
    )
    return False


def _finer(grain: Grain, allowed: Grain) -> Grain:
    finer = grain - allowed
    within_row = any(part.startswith("row:") for part in allowed)
    # A row counts in one period and has columns: what is coarser is simply visible from it.
    return frozenset(part for part in finer if part.startswith("row:")) if within_row else finer


def _aggregate_example(name: str, kind: Kind, rows: list[str]) -> str:
    over = f" over {rows[0]}" if rows and rows[0] else ""
    if kind in {Kind.TRUTH, Kind.CONDITION}:
        return f"share({name}{over})"
    word = "first" if kind is Kind.TEXT else "sum" if rows else "mean"
    if not rows:
        over = f" over {name}"
    return f"{word}({name}{over})"


def _each(grain: Grain, scope: Scope) -> str:
    words = []
    for part in sorted(grain):
        if part.startswith("row:"):
            words.append(scope.row_noun(part.removeprefix("row:")) or "row")
        else:
            words.append(part)
    return f"for each {' and '.join(words)}" if words else ""


_PERIODS = "periods"


def infer_member(walk: Inference, member: Member) -> Found:
    """Type what follows a dot: a part of a name, or a column of a table."""
    of = member.of
    if member.name in DATE_PARTS or (member.name in PERIOD_PARTS and walk.scope.rows(_PERIODS)):
        return _date_part(walk, member)
    if isinstance(of, Name):
        meaning = _meaning(walk, of)
        if meaning is None:
            return Found(member, None)
        if member.name == INSTANT_DAY and meaning.type.kind is Kind.INSTANT:
            return _day_of(walk, member, of, meaning.type)
        return _member_of(walk, member, of, meaning.members)
    if isinstance(of, Call):
        table = walk.scope.table(of.function)
        if table is not None:
            return inference_calls.infer_column(walk, member, of, table)
    inner = walk.infer(of)
    if inner.type is not None:
        whole = describe(inner.type)
        walk.report(
            UNKNOWN_MEMBER,
            member.span,
            whole=whole,
            name=member.name,
            advice="names and tables have parts",
        )
    return Found(replace(member, of=inner.expression), None)


def _date_part(walk: Inference, member: Member) -> Found:
    """Type a part of a date: another date."""
    inner = walk.infer(member.of)
    ready = replace(member, of=inner.expression)
    if inner.type is None:
        return Found(ready, None)
    if inner.type.kind is Kind.DATE:
        return Found(ready, inner.type)
    instant = inner.type.kind is Kind.INSTANT
    walk.report(
        UNKNOWN_MEMBER,
        member.span,
        whole=describe(inner.type),
        name=member.name,
        advice=f"write .{INSTANT_DAY}.{member.name}" if instant else "dates have this part",
    )
    return Found(ready, None)


def _day_of(walk: Inference, member: Member, of: Name, made: FormulaType) -> Found:
    """Type the day of an instant, in the settlement's zone."""
    if not check_grain(walk, of, made):
        return Found(member, None)
    return Found(member, replace(made, kind=Kind.DATE))


def _member_of(
    walk: Inference, member: Member, name: Name, members: Mapping[str, FormulaType]
) -> Found:
    made = members.get(member.name)
    if made is None:
        report_member(walk, member, f"'{name.name}'", members)
        return Found(member, None)
    if not check_grain(walk, replace(name, name=f"{name.name}.{member.name}"), made):
        return Found(member, None)
    return Found(member, made)


def report_member(
    walk: Inference, member: Member, whole: str, members: Mapping[str, FormulaType]
) -> None:
    """Report a part that a name or a table does not have."""
    near = near_match(member.name, members)
    advice = f"did you mean '{near}'?" if near else ""
    if not near and members:
        advice = f"it has {', '.join(sorted(members))}"
    walk.report(UNKNOWN_MEMBER, member.span, whole=whole, name=member.name, advice=advice)


def infer_lookup(walk: Inference, lookup: Lookup) -> Found:
    """Type a keyed term with its keys."""
    meaning = _meaning(walk, lookup.of)
    keys = [walk.infer(key) for key in lookup.at]
    ready = replace(lookup, at=tuple(key.expression for key in keys))
    if meaning is None:
        return Found(ready, None)
    if len(meaning.keys) != len(keys):
        _report_keys(walk, lookup, meaning)
        return Found(ready, None)
    for key, level in zip(keys, meaning.keys, strict=True):
        _check_key(walk, lookup, key, level)
    if not check_grain(walk, lookup.of, meaning.type):
        return Found(ready, None)
    parts = [key.type for key in keys if key.type]
    sure = all(_is_sure(key, level, meaning) for key, level in zip(keys, meaning.keys, strict=True))
    made = meaning.type
    return Found(
        ready,
        replace(
            made,
            bare=None,
            grain=made.grain.union(*(part.grain for part in parts)),
            may_be_absent=made.may_be_absent or not sure,
        ),
    )


def _is_sure(key: Found, level: frozenset[str], meaning: Meaning) -> bool:
    """Return whether a key is always one that the term has."""
    if isinstance(key.expression, Literal):
        return True
    among = key.type.among if key.type else frozenset()
    return meaning.complete and bool(among) and among <= level


def _report_keys(walk: Inference, lookup: Lookup, meaning: Meaning) -> None:
    name = lookup.of.name
    example = f"{name}[{', '.join(_one(level) for level in meaning.keys)}]"
    needed = f"{len(meaning.keys)} keys" if len(meaning.keys) != 1 else "one key"
    walk.report(
        KEYS_MISSING,
        lookup.span,
        name=name,
        needed=needed if meaning.keys else "no key",
        given=str(len(lookup.at)),
        example=example if meaning.keys else name,
    )


def _check_key(walk: Inference, lookup: Lookup, key: Found, level: frozenset[str]) -> None:
    if key.type is None:
        return
    if key.type.kind not in {Kind.TEXT, Kind.QUANTITY}:
        walk.report(
            DIFFERENT_KINDS,
            key.expression.span,
            doing="look up",
            left=f"'{lookup.of.name}'",
            right=describe(key.type),
            advice=f"its keys are texts: {_one(level)}",
        )
        return
    if isinstance(key.expression, Literal) and isinstance(key.expression.value, str):
        written = key.expression.value
        if level and written not in level:
            near = near_match(written, level)
            advice = f"did you mean '{near}'?" if near else f"its keys are {_some(level)}"
            walk.report(
                UNKNOWN_KEY, key.expression.span, name=lookup.of.name, key=written, advice=advice
            )


def _some(level: frozenset[str]) -> str:
    keys = sorted(level)
    return ", ".join(keys[:6]) + (" ..." if len(keys) > 6 else "")


def _one(level: frozenset[str]) -> str:
    return f"'{min(level)}'" if level else "'...'"


def infer_count(walk: Inference, literal: Literal, value: Quantity, noun: str) -> Found:
    """Type a number of things, by a noun that the agreement declares."""
    singular = walk.scope.noun(noun)
    if singular is None:
        walk.report(UNKNOWN_NOUN, literal.span, word=noun, advice=_noun_advice(noun))
        return Found(literal, None)
    unit = Unit.count(singular)
    ready = replace(literal, value=Quantity(value.amount, unit))
    return Found(ready, FormulaType(kind=Kind.QUANTITY, unit=unit, positive=value.amount > 0))


def _noun_advice(noun: str) -> str:
    if noun in UNCLEAR_WORDS:
        return UNCLEAR_WORDS[noun]
    if noun in _ABBREVIATIONS:
        return f"write it out: {_ABBREVIATIONS[noun]}"
    if len(noun) == 3 and noun in {"eur", "usd", "gbp", "chf", "inr", "jpy"}:
        return f"currencies are in capitals: {noun.upper()}"
    known = [word.many for word in UNIT_WORDS] + [word.one for word in UNIT_WORDS]
    near = near_match(noun, known)
    return f"did you mean {near}?" if near else ""


def read_noun_after_per(walk: Inference, expression: Arithmetic) -> Arithmetic:
    """Return ``120 EUR per incident`` with its noun read as one incident.

    The singular of a noun goes before a name; a plural is a noun only where no name is meant.
    """
    right = expression.right
    if expression.operator is not ArithmeticOperator.PER or not isinstance(right, Name):
        return expression
    singular = None if right.outer else walk.scope.noun(right.name)
    if singular is None:
        return expression
    if singular != right.name and walk.scope.meaning(right.name) is not None:
        return expression
    one = Literal(
        span=right.span, value=Quantity(Fraction(1), Unit.count(singular)), text=right.name
    )
    return replace(expression, right=one)
