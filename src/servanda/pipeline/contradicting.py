"""Open proposals that contradict each other: both change the same place, to something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from servanda.agreement.variants import versions_of
from servanda.decisions.proposals import last_signed
from servanda.facts.attached import AttachedDocument
from servanda.facts.proposal import Proposal, ProposalState
from servanda.pipeline.deciding import Desk
from servanda.pipeline.proposing import Texts

__all__ = ["Clash", "Contradiction", "contradicting", "contradictions_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A place that two versions change to something else.

    Args:
        place: The place: ``terms.fee``.
        here: What the one says; empty where it takes the place away.
        there: What the other says.
    """

    place: str
    here: str
    there: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """An open proposal that a version contradicts.

    Args:
        number: Number of the proposal.
        proposed_by: Identifier of the party that made it.
        clashes: The places, in the order of their names; at least one.
    """

    number: int
    proposed_by: str
    clashes: tuple[Clash, ...]


def contradictions_of(desk: Desk, proposal: Proposal) -> tuple[Contradiction, ...]:
    """Return the other open proposals that an open one contradicts, oldest first.

    Raises:
        CannotRead: A proposed text is not in the record.
    """
    if proposal.state is not ProposalState.OPEN:
        return ()
    others = [each for each in _open(desk) if each.entry != proposal.entry]
    return _found(desk, proposal.texts, _kept(desk, proposal) if others else (), others)


def contradicting(
    desk: Desk, named: Mapping[AttachedDocument, bytes], instead_of: Proposal | None = None
) -> tuple[Contradiction, ...]:
    """Return the open proposals that a draft contradicts, oldest first.

    Args:
        desk: The agreement and its record.
        named: The draft's texts by their content, the base first.
        instead_of: The proposal whose place the draft takes.

    Raises:
        CannotRead: A proposed text is not in the record.
    """
    countered = instead_of.entry if instead_of else ""
    others = [each for each in _open(desk) if each.entry != countered]
    texts = tuple((each.name, content) for each, content in named.items())
    return _found(desk, tuple(named), texts, others)


def _found(
    desk: Desk, mine: Sequence[AttachedDocument], texts: Texts, others: Sequence[Proposal]
) -> tuple[Contradiction, ...]:
    # Where one begins with the other, both can be signed, one after the other.
    beside = [
        each
        for each in others
        if [one.sha256 for one in mine[: len(each.texts)]] != [one.sha256 for one in each.texts]
        and [one.sha256 for one in each.texts[: len(mine)]] != [one.sha256 for one in mine]
    ]
    if not beside:
        return ()
    here = _said(texts)
    before = _said(_base(desk, texts))
    found = [(each, tuple(_clashes(before, here, _said(_kept(desk, each))))) for each in beside]
    return tuple(
        Contradiction(number=each.number, proposed_by=each.proposed_by, clashes=clashes)
        for each, clashes in found
        if clashes
    )


def _clashes(
    before: Mapping[str, str], here: Mapping[str, str], there: Mapping[str, str]
) -> Iterator[Clash]:
    for place in sorted(here.keys() | there.keys()):
        was, mine, theirs = (each.get(place, "") for each in (before, here, there))
        if mine != theirs and was not in {mine, theirs}:
            yield Clash(place=place, here=mine, there=theirs)


def _open(desk: Desk) -> list[Proposal]:
    return [each for each in desk.standing.proposals if each.state is ProposalState.OPEN]


def _base(desk: Desk, texts: Texts) -> Texts:
    """Return what both are laid over: what was signed, else the agreement's first text."""
    signed = last_signed(desk.standing)
    return texts[: len(signed.texts)] if signed else texts[:1]


def _kept(desk: Desk, proposal: Proposal) -> Texts:
    return tuple((each.name, desk.record.text(each)) for each in proposal.texts)


def _said(texts: Texts) -> Mapping[str, str]:
    """Return what a version says by place; nothing where its texts are not sound."""
    versions = versions_of(texts).versions
    if not versions:
        return {}
    return {
        ".".join(filter(None, (*part, *path))): text
        for part, leaves in versions[-1].parts.items()
        for path, text in leaves.items()
    }
