"""From what the grammar found to the tree of a formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from lark import Token, Tree
from lark.exceptions import VisitError
from lark.visitors import Transformer_NonRecursive

from servanda.formula import literals
from servanda.formula.diagnostics import (
    NO_SUCH_DATE,
    OUT_OF_RANGE,
    TOO_DEEP,
    TOO_LONG,
    UNKNOWN_FUNCTION,
    WRONG_ARGUMENTS,
)
from servanda.formula.functions import AGGREGATES, aggregator_of
from servanda.formula.limits import DEPTH_MAX, NODES_MAX, PERIODS_MAX
from servanda.formula.origin import Origin
from servanda.formula.syntax import (
    Aggregate,
    Aggregator,
    Ago,
    Arithmetic,
    ArithmeticOperator,
    AsPercent,
    Call,
    Comparison,
    ComparisonOperator,
    Conditional,
    Expression,
    IsKnown,
    Literal,
    Logical,
    LogicalOperator,
    Lookup,
    Member,
    Membership,
    Name,
    Negation,
    Not,
    Otherwise,
    Round,
    RowSource,
    RowWindow,
    Run,
    Steps,
    StepSize,
)
from servanda.formula.words import COMPARISON_WORDS, MODE_WORDS, PERIOD_WORDS
from servanda.kernel.diagnostic import Diagnostic, near_match
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan

__all__ = ["Builder", "Built", "Refused"]


class Refused(Exception):
    """A formula that the grammar takes and the language does not."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class Built:
    """Hold a part of the tree with the stretch of text that it was read from."""

    node: object
    start: int
    end: int
    depth: int = 1
    size: int = 1

    @property
    def expression(self) -> Expression:
        """Return the part as an expression."""
        return cast(Expression, self.node)


_Part = Built | Token
_WINDOWS = {
    "month": RowWindow.THIS_MONTH,
    "quarter": RowWindow.THIS_QUARTER,
    "year": RowWindow.THIS_YEAR,
    "contract year": RowWindow.THIS_CONTRACT_YEAR,
}


class Builder(Transformer_NonRecursive[Token, Built]):
    """Build the nodes of one formula, innermost first and without recursion.

    Args:
        text: The formula.
        origin: Where its characters stand.
    """

    def __init__(self, text: str, origin: Origin) -> None:
        super().__init__(visit_tokens=False)
        self._text = text
        self._origin = origin

    def build(self, tree: Tree[Token]) -> Built:
        """Return the whole; raises ``Refused`` where the language has a limit."""
        try:
            return self.transform(tree)
        except VisitError as wrapped:
            raise wrapped.orig_exc from None

    def _make(self, parts: Sequence[_Part], make: Callable[[SourceSpan], object]) -> Built:
        start, end = _start(parts[0]), _end(parts[-1])
        inner = [part for part in parts if isinstance(part, Built)]
        depth = 1 + max((part.depth for part in inner), default=0)
        size = 1 + sum(part.size for part in inner)
        span = self._origin.span(start, end, self._text)
        if depth > DEPTH_MAX:
            raise Refused(TOO_DEEP.at(span, limit=str(DEPTH_MAX)))
        if size > NODES_MAX:
            raise Refused(TOO_LONG.at(span, limit=str(NODES_MAX), what="parts"))
        return Built(make(span), start, end, depth, size)

    # The loosest bindings first, as in the grammar.

    def otherwise(self, parts: list[_Part]) -> Built:
        return self._make(
            parts,
            lambda span: Otherwise(span=span, of=_part(parts, 0), fallback=_part(parts, 2)),
        )

    def conditional(self, parts: list[_Part]) -> Built:
        return self._make(
            parts,
            lambda span: Conditional(
                span=span,
                condition=_part(parts, 1),
                then=_part(parts, 3),
                otherwise=_part(parts, 5),
            ),
        )

    def disjunction(self, parts: list[_Part]) -> Built:
        return self._logical(LogicalOperator.OR, parts)

    def conjunction(self, parts: list[_Part]) -> Built:
        return self._logical(LogicalOperator.AND, parts)

    def _logical(self, operator: LogicalOperator, parts: list[_Part]) -> Built:
        return self._make(
            parts,
            lambda span: Logical(
                span=span, operator=operator, left=_part(parts, 0), right=_part(parts, 2)
            ),
        )

    def contrary(self, parts: list[_Part]) -> Built:
        return self._make(parts, lambda span: Not(span=span, of=_part(parts, 1)))

    def comparison(self, parts: list[_Part]) -> Built:
        return self._make(
            parts,
            lambda span: Comparison(
                span=span,
                operator=comparison_operator(str(parts[1])),
                left=_part(parts, 0),
                right=_part(parts, 2),
            ),
        )

    def member_in(self, parts: list[_Part]) -> Built:
        return self._membership(parts, negated=False)

    def member_not_in(self, parts: list[_Part]) -> Built:
        return self._membership(parts, negated=True)

    def _membership(self, parts: list[_Part], *, negated: bool) -> Built:
        members = _listed(parts[2])
        return self._make(
            parts,
            lambda span: Membership(
                span=span, of=_part(parts, 0), members=members, negated=negated
            ),
        )

    def is_known(self, parts: list[_Part]) -> Built:
        return self._make(parts, lambda span: IsKnown(span=span, of=_part(parts, 0)))

    def is_not_known(self, parts: list[_Part]) -> Built:
        return self._make(parts, lambda span: IsKnown(span=span, of=_part(parts, 0), negated=True))

    def arithmetic(self, parts: list[_Part]) -> Built:
        return self._make(
            parts,
            lambda span: Arithmetic(
                span=span,
                operator=ArithmeticOperator(str(parts[1])),
                left=_part(parts, 0),
                right=_part(parts, 2),
            ),
        )

    def per_unit(self, parts: list[_Part]) -> Built:
        word = " ".join(str(parts[2]).split())
        unit = self._make(
            parts[2:],
            lambda span: Literal(span=span, value=literals.read_unit(word), text=word),
        )
        return self.arithmetic([*parts[:2], unit])

    def steps(self, parts: list[_Part]) -> Built:
        size = StepSize(str(parts[1]).split()[-1])
        return self._make(
            parts,
            lambda span: Steps(
                span=span,
                rate=_part(parts, 0),
                rounding=size,
                size=_part(parts, 2),
                amount=_part(parts, 4),
            ),
        )

    def negation(self, parts: list[_Part]) -> Built:
        return self._make(parts, lambda span: Negation(span=span, of=_part(parts, 1)))

    def previous(self, parts: list[_Part]) -> Built:
        return self._make(parts, lambda span: Ago(span=span, of=_part(parts, 1), periods=1))

    def ago(self, parts: list[_Part]) -> Built:
        count, word, _ = str(parts[1]).split()
        periods = self._whole(count, parts[1])
        return self._make(
            parts,
            lambda span: Ago(
                span=span, of=_part(parts, 0), periods=periods, counted_in=_plural(word)
            ),
        )

    def as_percent(self, parts: list[_Part]) -> Built:
        return self._make(parts, lambda span: AsPercent(span=span, of=_part(parts, 0)))

    def member(self, parts: list[_Part]) -> Built:
        return self._make(
            parts, lambda span: Member(span=span, of=_part(parts, 0), name=str(parts[2]))
        )

    def bracketed(self, parts: list[_Part]) -> Built:
        inner = cast(Built, parts[1])
        depth = inner.depth + 1
        span = self._origin.span(_start(parts[0]), _end(parts[2]), self._text)
        if depth > DEPTH_MAX:
            raise Refused(TOO_DEEP.at(span, limit=str(DEPTH_MAX)))
        return Built(inner.node, _start(parts[0]), _end(parts[2]), depth, inner.size)

    def number(self, parts: list[_Part]) -> Built:
        text = str(parts[0])
        return self._literal(parts, literals.read_number(text), text)

    def quantity(self, parts: list[_Part]) -> Built:
        word = " ".join(str(parts[1]).split())
        gap = "" if word == "%" else " "
        one = literals.read_unit(word)
        amount = literals.read_number(str(parts[0])).amount
        return self._literal(
            parts, Quantity(amount * one.amount, one.unit), f"{parts[0]}{gap}{word}"
        )

    def text(self, parts: list[_Part]) -> Built:
        value = literals.read_text(str(parts[0]))
        return self._literal(parts, value, literals.spell_text(value))

    def date(self, parts: list[_Part]) -> Built:
        written = str(parts[0])
        day = literals.read_date(written)
        if day is None:
            raise Refused(NO_SUCH_DATE.at(self._span(parts), found=written))
        return self._literal(parts, day, written)

    def truth(self, parts: list[_Part]) -> Built:
        value = str(parts[0]) in {"yes", "true"}
        return self._literal(parts, value, "yes" if value else "no")

    def _literal(self, parts: list[_Part], value: object, text: str) -> Built:
        return self._make(
            parts,
            lambda span: Literal(span=span, value=cast(Quantity, value), text=text),
        )

    def name(self, parts: list[_Part]) -> Built:
        return self._make(
            parts, lambda span: Name(span=span, name=str(parts[-1]), outer=len(parts) > 1)
        )

    def lookup(self, parts: list[_Part]) -> Built:
        keys = tuple(key for part in parts[1:] for key in _listed(part))
        return self._make(
            parts,
            lambda span: Lookup(span=span, of=cast(Name, _part(parts, 0)), at=keys),
        )

    def listing(self, parts: list[_Part]) -> Built:
        return self._make(parts, lambda _: _expressions(parts))

    def arguments(self, parts: list[_Part]) -> Built:
        return self._make(parts, lambda _: _expressions(parts))

    def call(self, parts: list[_Part]) -> Built:
        name = str(parts[0])
        arguments = _listed(parts[2]) if _is_list(parts[2]) else ()
        over = _first_row_source(parts)
        where = _after(parts, "WHERE")
        if name == "run" and len(arguments) == 1 and not (over or where):
            return self._make(parts, lambda span: Run(span=span, of=arguments[0]))
        aggregator = aggregator_of(name, values=len(arguments))
        if aggregator is None and (over or where):
            raise Refused(self._not_an_aggregate(parts))
        if aggregator is None:
            return self._make(
                parts, lambda span: Call(span=span, function=name, arguments=arguments)
            )
        return self._aggregate(parts, aggregator, arguments, over, where)

    def _not_an_aggregate(self, parts: list[_Part]) -> Diagnostic:
        name = str(parts[0])
        known = {aggregator.value: rule for aggregator, rule in AGGREGATES.items()}
        if name in known:
            needed = "two values" if known[name].aggregator is Aggregator.PERCENTILE else "a value"
            return WRONG_ARGUMENTS.at(
                self._span(parts[:1]),
                name=name,
                needed=f"{needed} of each row",
                given="another number",
                example=known[name].usage,
            )
        near = near_match(name, known)
        return UNKNOWN_FUNCTION.at(
            self._span(parts[:1]),
            name=f"{name}(... over ROWS)",
            advice=f"did you mean '{near}'?"
            if near
            else f"of many rows there are {', '.join(known)}",
        )

    def _aggregate(
        self,
        parts: list[_Part],
        aggregator: Aggregator,
        arguments: tuple[Expression, ...],
        over: RowSource | None,
        where: Expression | None,
    ) -> Built:
        return self._make(
            parts,
            lambda span: Aggregate(
                span=span,
                aggregator=aggregator,
                of=arguments[-1] if arguments else None,
                parameter=arguments[0] if len(arguments) > 1 else None,
                over=over,
                where=where,
            ),
        )

    def count(self, parts: list[_Part]) -> Built:
        over, where = _first_row_source(parts), _after(parts, "WHERE")
        return self._aggregate(parts, Aggregator.COUNT, (), over, where)

    def round(self, parts: list[_Part]) -> Built:
        return self._make(
            parts,
            lambda span: Round(
                span=span,
                of=_part(parts, 2),
                to=_part(parts, 4),
                mode=MODE_WORDS[str(parts[5])],
            ),
        )

    def rows(self, parts: list[_Part]) -> Built:
        tokens = cast("list[Token]", parts)
        first = tokens[0]
        if first.type == "LAST_PERIODS":
            _, count, word = str(first).split()
            return self._rows(parts, _plural(word), RowWindow.LAST_PERIODS, count)
        if first.type == "EARLIER":
            return self._rows(parts, str(tokens[1]), RowWindow.EARLIER)
        if len(tokens) == 1:
            return self._rows(parts, str(first), RowWindow.ALL)
        words = str(tokens[1]).split()
        if tokens[1].type == "IN_LAST_DAYS":
            return self._rows(parts, str(first), RowWindow.LAST_DAYS, words[2])
        return self._rows(parts, str(first), _WINDOWS[" ".join(words[2:])])

    def _rows(self, parts: list[_Part], name: str, window: RowWindow, count: str = "") -> Built:
        length = self._whole(count, parts[0]) if count else 0
        return self._make(
            parts, lambda span: RowSource(span=span, name=name, window=window, length=length)
        )

    def _whole(self, digits: str, part: _Part) -> int:
        number = int(digits)
        if 1 <= number <= PERIODS_MAX:
            return number
        allowed = f"from 1 to {PERIODS_MAX:,}"
        raise Refused(
            OUT_OF_RANGE.at(self._span([part]), what="a length", range=allowed, found=digits)
        )

    def _span(self, parts: Sequence[_Part]) -> SourceSpan:
        return self._origin.span(_start(parts[0]), _end(parts[-1]), self._text)

    def level(self, parts: list[_Part]) -> Built:
        return self._make(parts, lambda _: tuple(parts))

    stretch = level
    limit = level
    window = level
    rounding = level


def comparison_operator(spelling: str) -> ComparisonOperator:
    """Return the comparison of a sign or of words, however they are spaced."""
    return ComparisonOperator(COMPARISON_WORDS[" ".join(spelling.split())])


def _start(part: _Part) -> int:
    return part.start if isinstance(part, Built) else cast(int, part.start_pos)


def _end(part: _Part) -> int:
    return part.end if isinstance(part, Built) else cast(int, part.end_pos)


def _part(parts: Sequence[_Part], index: int) -> Expression:
    return cast(Built, parts[index]).expression


def _is_list(part: _Part) -> bool:
    return isinstance(part, Built) and isinstance(part.node, tuple)


def _listed(part: _Part) -> tuple[Expression, ...]:
    return cast("tuple[Expression, ...]", cast(Built, part).node)


def _expressions(parts: Sequence[_Part]) -> tuple[Expression, ...]:
    return tuple(part.expression for part in parts if isinstance(part, Built))


def _first_row_source(parts: Sequence[_Part]) -> RowSource | None:
    for part in parts:
        if isinstance(part, Built) and isinstance(part.node, RowSource):
            return part.node
    return None


def _after(parts: Sequence[_Part], terminal: str) -> Expression | None:
    for index, part in enumerate(parts):
        if isinstance(part, Token) and part.type == terminal:
            return _part(parts, index + 1)
    return None


def _plural(word: str) -> str:
    return PERIOD_WORDS.get(word, word)
