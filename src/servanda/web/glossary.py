"""The terms of agreements in a few words each, as pages say them beside the term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.web.languages.speaking import said_later

__all__ = ["GLOSSARY", "Term"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of the field.

    Args:
        name: By which pages name it.
        title: The term.
        words: What it means, in a sentence or two.
    """

    name: str
    title: str
    words: str


def _term(title: str, words: str) -> Term:
    return Term(name=title.casefold().replace(" ", "-"), title=title, words=words)


_TERMS = (
    _term(
        said_later("Commitment"),
        said_later(
            "A measure with what was promised of it: an expected level and a minimum level."
        ),
    ),
    _term(
        said_later("Evidence"),
        said_later(
            "Records such as tickets, outages and surveys, from which every figure is computed."
        ),
    ),
    _term(
        said_later("Figure by hand"),
        said_later(
            "A figure that no system counts. One party enters it, and the other confirms it."
        ),
    ),
    _term(
        said_later("Goodwill"),
        said_later(
            "Something given beyond the agreement. It does not become an entitlement by habit."
        ),
    ),
    _term(
        said_later("Habit"),
        said_later(
            "A favour given again and again. The parties let it end, price it or agree on it."
        ),
    ),
    _term(
        said_later("Holding account"),
        said_later("Where service credits wait until it is decided what they are spent on."),
    ),
    _term(
        said_later("Measure"),
        said_later("How one figure is computed from evidence over a period."),
    ),
    _term(
        said_later("Open period"),
        said_later(
            "The period that is not over yet: what is lost, what can be won, and by which cases."
        ),
    ),
    _term(
        said_later("Outcome"),
        said_later("A figure of the client's business on which both parties are measured."),
    ),
    _term(
        said_later("Relief"),
        said_later(
            "What did not count, and why, such as planned maintenance. One party claims it, and"
            " the other decides."
        ),
    ),
    _term(
        said_later("Restatement"),
        said_later(
            "The same period computed again from later facts. The difference is settled in the"
            " open period, and the earlier statement stays."
        ),
    ),
    _term(
        said_later("Service credit"),
        said_later("What the provider takes off the price where a commitment was missed."),
    ),
    _term(
        said_later("Stabilization"),
        said_later("A time at the beginning in which everything is measured and no money moves."),
    ),
    _term(
        said_later("Statement"),
        said_later(
            "The settlement of one period. Every figure on it opens down to the records behind it."
        ),
    ),
    _term(
        said_later("Watermelon"),
        said_later("Green outside and red inside: technical levels are met, and users suffer."),
    ),
)

GLOSSARY: Mapping[str, Term] = {each.name: each for each in _TERMS}
"""Every term by its name, in the order of the alphabet."""
