"""Comparisons of a commitment's level with words that it never is."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement import diagnostics as found
from servanda.agreement.check.ranges import check_ranges
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.promise import Commitment
from servanda.agreement.model.terms import Table
from servanda.agreement.notebook import Notebook
from servanda.facts.statement import LevelReached
from servanda.formula.syntax import Comparison, Literal, Member, Membership, Name, Node
from servanda.formula.walk import nodes_in
from servanda.kernel.diagnostic import near_match

__all__ = ["check_level_words"]

_WORDS = frozenset(each.value for each in LevelReached if each is not LevelReached.NOT_JUDGED)


def check_level_words(agreement: Agreement, notebook: Notebook) -> None:
    """Warn of comparisons of a level with a word that is none of its own."""
    known = {
        name: words
        for name, each in agreement.commitments.items()
        if (words := _words_of(each, agreement))
    }
    for formula in _formulas(agreement):
        for node in nodes_in(formula.expression):
            for name, word in _compared(node):
                if name in known and word.value not in known[name]:
                    notebook.report(
                        found.LEVEL_NEVER,
                        word.span,
                        name=name,
                        text=str(word.value),
                        advice=_advice(str(word.value), name, known[name]),
                    )


def _words_of(commitment: Commitment, agreement: Agreement) -> frozenset[str]:
    """Return what the level can be, nothing where that is not written out."""
    table = agreement.tables.get(commitment.bands)
    if not commitment.bands:
        return _WORDS
    if table is None or table.gaps_stay_open:
        return frozenset()
    labels = [row.gives[""].expression if "" in row.gives else None for row in table.rows]
    texts = {each.value for each in labels if isinstance(each, Literal)}
    if len(labels) != sum(isinstance(each, Literal) for each in labels):
        return frozenset()
    words = frozenset(text for text in texts if isinstance(text, str))
    return words | (_WORDS if _has_gap(table) else frozenset())


def _has_gap(table: Table) -> bool:
    ranged = check_ranges(table, Notebook())
    return ranged is None or ranged.has_gap


def _formulas(agreement: Agreement) -> Iterator[Formula]:
    for figure in agreement.figures.values():
        yield from (each for each in (figure.when, figure.pays) if each is not None)
    yield from (limit.amount for limit in agreement.limits)
    yield from (must.condition for must in agreement.musts)
    for right in agreement.rights.values():
        rules = (right.when, right.arises, right.until)
        yield from (each for each in rules if each is not None)


def _compared(node: Node) -> Iterator[tuple[str, Literal]]:
    """Yield the commitments whose levels are compared, each with a word."""
    match node:
        case Comparison(left=Member(of=Name(name=name), name="level"), right=Literal() as word):
            yield name, word
        case Comparison(left=Literal() as word, right=Member(of=Name(name=name), name="level")):
            yield name, word
        case Membership(of=Member(of=Name(name=name), name="level"), members=members):
            yield from ((name, each) for each in members if isinstance(each, Literal))


def _advice(text: str, name: str, words: frozenset[str]) -> str:
    near = near_match(text, words)
    if near:
        return f"did you mean '{near}'?"
    said = ", ".join(f"'{word}'" for word in sorted(words))
    return f"it is one of {said}; {name}.met and {name}.missed ask for its levels"
