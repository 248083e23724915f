"""From what the grammar found to the tree of a formula."""

from __future__ import annotations

from typing import cast

from lark import Token, Tree
from lark.exceptions import VisitError
from lark.visitors import Transformer_NonRecursive

from servanda.formula import literals
from servanda.formula.build_calls import (
    build_call,
    build_count,
    build_round,
    build_rows,
    build_time,
)
from servanda.formula.built import (
    Built,
    Part,
    PartMaker,
    Refused,
    comparison_operator,
    end_of,
    expression_at,
    expressions,
    listed,
    plural,
    start_of,
)
from servanda.formula.diagnostics import NO_SUCH_DATE, NOT_A_DATED_TERM, TOO_DEEP
from servanda.formula.limits import DEPTH_MAX
from servanda.formula.origin import Origin
from servanda.formula.syntax import (
    Ago,
    Arithmetic,
    ArithmeticOperator,
    AsPercent,
    BusinessDays,
    Comparison,
    Conditional,
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
    OnDay,
    Otherwise,
    Steps,
    StepSize,
)
from servanda.kernel.quantity import Quantity

__all__ = ["build"]


def build(tree: Tree[Token], text: str, origin: Origin) -> Built:
    """Build the nodes of one formula or phrase, innermost first and without recursion.

    Args:
        tree: What the grammar found.
        text: The formula.
        origin: Where its characters stand.

    Raises:
        Refused: The grammar takes the formula and the language does not.
    """
    try:
        return _Builder(PartMaker(text, origin)).transform(tree)
    except VisitError as wrapped:
        raise wrapped.orig_exc from None


class _Builder(Transformer_NonRecursive[Token, Built]):
    """Build each node by the name of its rule in the grammar."""

    def __init__(self, maker: PartMaker) -> None:
        super().__init__(visit_tokens=False)
        self._maker = maker

    # The loosest bindings first, as in the grammar.

    def otherwise(self, parts: list[Part]) -> Built:
        return self._maker.make(
            parts,
            lambda span: Otherwise(
                span=span, of=expression_at(parts, 0), fallback=expression_at(parts, 2)
            ),
        )

    def conditional(self, parts: list[Part]) -> Built:
        return self._maker.make(
            parts,
            lambda span: Conditional(
                span=span,
                condition=expression_at(parts, 1),
                then=expression_at(parts, 3),
                otherwise=expression_at(parts, 5),
            ),
        )

    def disjunction(self, parts: list[Part]) -> Built:
        return self._logical(LogicalOperator.OR, parts)

    def conjunction(self, parts: list[Part]) -> Built:
        return self._logical(LogicalOperator.AND, parts)

    def _logical(self, operator: LogicalOperator, parts: list[Part]) -> Built:
        return self._maker.make(
            parts,
            lambda span: Logical(
                span=span,
                operator=operator,
                left=expression_at(parts, 0),
                right=expression_at(parts, 2),
            ),
        )

    def contrary(self, parts: list[Part]) -> Built:
        return self._maker.make(parts, lambda span: Not(span=span, of=expression_at(parts, 1)))

    def comparison(self, parts: list[Part]) -> Built:
        return self._maker.make(
            parts,
            lambda span: Comparison(
                span=span,
                operator=comparison_operator(str(parts[1])),
                left=expression_at(parts, 0),
                right=expression_at(parts, 2),
            ),
        )

    def member_in(self, parts: list[Part]) -> Built:
        return self._membership(parts, negated=False)

    def member_not_in(self, parts: list[Part]) -> Built:
        return self._membership(parts, negated=True)

    def _membership(self, parts: list[Part], *, negated: bool) -> Built:
        members = listed(parts[2])
        return self._maker.make(
            parts,
            lambda span: Membership(
                span=span, of=expression_at(parts, 0), members=members, negated=negated
            ),
        )

    def is_known(self, parts: list[Part]) -> Built:
        return self._maker.make(parts, lambda span: IsKnown(span=span, of=expression_at(parts, 0)))

    def is_not_known(self, parts: list[Part]) -> Built:
        return self._maker.make(
            parts, lambda span: IsKnown(span=span, of=expression_at(parts, 0), negated=True)
        )

    def arithmetic(self, parts: list[Part]) -> Built:
        return self._maker.make(
            parts,
            lambda span: Arithmetic(
                span=span,
                operator=ArithmeticOperator(str(parts[1])),
                left=expression_at(parts, 0),
                right=expression_at(parts, 2),
            ),
        )

    def per_unit(self, parts: list[Part]) -> Built:
        return self.arithmetic([*parts[:2], self._one(parts[2])])

    def steps(self, parts: list[Part]) -> Built:
        size = StepSize(str(parts[1]).split()[-1])
        return self._maker.make(
            parts,
            lambda span: Steps(
                span=span,
                rate=expression_at(parts, 0),
                rounding=size,
                size=expression_at(parts, 2),
                amount=expression_at(parts, 4),
            ),
        )

    def steps_of_one(self, parts: list[Part]) -> Built:
        return self.steps([*parts[:2], self._one(parts[2]), *parts[3:]])

    def _one(self, part: Part) -> Built:
        word = " ".join(str(part).split())
        return self._maker.make(
            [part], lambda span: Literal(span=span, value=literals.read_unit(word), text=word)
        )

    def negation(self, parts: list[Part]) -> Built:
        return self._maker.make(parts, lambda span: Negation(span=span, of=expression_at(parts, 1)))

    def previous(self, parts: list[Part]) -> Built:
        return self._maker.make(
            parts, lambda span: Ago(span=span, of=expression_at(parts, 1), periods=1)
        )

    def ago(self, parts: list[Part]) -> Built:
        count, word, _ = str(parts[1]).split()
        periods = self._maker.whole(count, parts[1])
        return self._maker.make(
            parts,
            lambda span: Ago(
                span=span, of=expression_at(parts, 0), periods=periods, counted_in=plural(word)
            ),
        )

    def on_day(self, parts: list[Part]) -> Built:
        of = expression_at(parts, 0)
        if not isinstance(of, Name | Lookup):
            raise Refused(NOT_A_DATED_TERM.at(of.span, found="what stands here"))
        return self._maker.make(
            parts, lambda span: OnDay(span=span, of=of, day=expression_at(parts, 2))
        )

    def business_days(self, parts: list[Part]) -> Built:
        return self._maker.make(
            parts,
            lambda span: BusinessDays(
                span=span,
                calendar=str(parts[1]),
                start=expression_at(parts, 3),
                end=expression_at(parts, 5),
            ),
        )

    def as_percent(self, parts: list[Part]) -> Built:
        return self._maker.make(
            parts, lambda span: AsPercent(span=span, of=expression_at(parts, 0))
        )

    def member(self, parts: list[Part]) -> Built:
        return self._maker.make(
            parts, lambda span: Member(span=span, of=expression_at(parts, 0), name=str(parts[2]))
        )

    def bracketed(self, parts: list[Part]) -> Built:
        inner = cast(Built, parts[1])
        depth = inner.depth + 1
        span = self._maker.span(parts)
        if depth > DEPTH_MAX:
            raise Refused(TOO_DEEP.at(span, limit=str(DEPTH_MAX)))
        return Built(inner.node, start_of(parts[0]), end_of(parts[2]), depth, inner.size)

    def number(self, parts: list[Part]) -> Built:
        text = str(parts[0])
        return self._literal(parts, literals.read_number(text), text)

    def quantity(self, parts: list[Part]) -> Built:
        word = " ".join(str(parts[1]).split())
        gap = "" if word == "%" else " "
        one = literals.read_unit(word)
        amount = literals.read_number(str(parts[0])).amount
        return self._literal(
            parts, Quantity(amount * one.amount, one.unit), f"{parts[0]}{gap}{word}"
        )

    def text(self, parts: list[Part]) -> Built:
        value = literals.read_text(str(parts[0]))
        return self._literal(parts, value, literals.spell_text(value))

    def date(self, parts: list[Part]) -> Built:
        written = str(parts[0])
        day = literals.read_date(written)
        if day is None:
            raise Refused(NO_SUCH_DATE.at(self._maker.span(parts), found=written))
        return self._literal(parts, day, written)

    def truth(self, parts: list[Part]) -> Built:
        value = str(parts[0]) in {"yes", "true"}
        return self._literal(parts, value, "yes" if value else "no")

    def _literal(self, parts: list[Part], value: object, text: str) -> Built:
        return self._maker.make(
            parts,
            lambda span: Literal(span=span, value=cast(Quantity, value), text=text),
        )

    def name(self, parts: list[Part]) -> Built:
        return self._maker.make(
            parts, lambda span: Name(span=span, name=str(parts[-1]), outer=len(parts) > 1)
        )

    def lookup(self, parts: list[Part]) -> Built:
        keys = tuple(key for part in parts[1:] for key in listed(part))
        return self._maker.make(
            parts,
            lambda span: Lookup(span=span, of=cast(Name, expression_at(parts, 0)), at=keys),
        )

    def listing(self, parts: list[Part]) -> Built:
        return self._maker.make(parts, lambda _: expressions(parts))

    def arguments(self, parts: list[Part]) -> Built:
        return self._maker.make(parts, lambda _: expressions(parts))

    def call(self, parts: list[Part]) -> Built:
        return build_call(self._maker, parts)

    def count(self, parts: list[Part]) -> Built:
        return build_count(self._maker, parts)

    def round(self, parts: list[Part]) -> Built:
        return build_round(self._maker, parts)

    def time(self, parts: list[Part]) -> Built:
        return build_time(self._maker, parts)

    def rows(self, parts: list[Part]) -> Built:
        return build_rows(self._maker, parts)

    def level(self, parts: list[Part]) -> Built:
        return self._maker.make(parts, lambda _: tuple(parts))

    stretch = level
    limit = level
    window = level
    rounding = level
