"""Proposals in words: how each stands, who has signed, what is still talked over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from servanda.decisions.proposals import open_threads
from servanda.decisions.rulebook import Rulebook
from servanda.facts.proposal import Proposal, ProposalState, Thread
from servanda.facts.standing import Standing
from servanda.pipeline.contradicting import Contradiction
from servanda.reports.clean import one_line
from servanda.reports.spelling import plural

__all__ = ["contradiction_lines", "proposal_lines", "proposals_lines", "thread_lines"]


def proposals_lines(book: Rulebook, standing: Standing) -> Iterator[str]:
    """Yield a few lines for each proposal, oldest first."""
    if not standing.proposals:
        yield "Nothing was proposed so far."
    for proposal in standing.proposals:
        yield from proposal_lines(book, standing, proposal)


def proposal_lines(book: Rulebook, standing: Standing, proposal: Proposal) -> Iterator[str]:
    """Yield how one proposal stands."""
    names = ", ".join(each.name for each in proposal.texts)
    note = f": {one_line(proposal.note)}" if proposal.note else ""
    yield (
        f"{proposal.number:>4}  {book.words(proposal.proposed_at)}  the {proposal.proposed_by}"
        f" proposes {names}{note}"
    )
    yield f"      {_state(book, standing, proposal)}; it governs from {proposal.governs_from}"
    for signature in proposal.signatures:
        how = "with its key" if signature.with_key else "without a key"
        yield (
            f"      the {signature.party} ({one_line(signature.person)}) signed it {how},"
            f" {book.words(signature.at)}"
        )
    left = len(open_threads(proposal))
    if proposal.threads:
        count = len(proposal.threads)
        yield f"      {count} {plural(count, 'comment')}, {left} not resolved"


def thread_lines(
    book: Rulebook, proposal: Proposal, texts: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """Yield each comment of a proposal below the lines that it is about.

    Args:
        book: The agreement.
        proposal: The proposal.
        texts: The lines of its texts by digest, as far as they are at hand.
    """
    names = {each.sha256: each.name for each in proposal.texts}
    for thread in proposal.threads:
        yield ""
        yield from _thread(book, thread, names[thread.text_sha256], texts)


def contradiction_lines(found: Iterable[Contradiction]) -> Iterator[str]:
    """Say which open proposals a further one contradicts, place by place."""
    for each in found:
        yield (
            f"proposal {each.number} of the {each.proposed_by}, which is open too, says otherwise:"
        )
        for clash in each.clashes:
            yield "  " + one_line(f"{clash.place}: '{clash.there}' there, '{clash.here}' here")
        yield "  once both parties have signed one of them, the other can no longer be signed"


def _thread(
    book: Rulebook, thread: Thread, name: str, texts: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    state = "not resolved" if thread.resolved_at is None else "resolved"
    yield f"comment {thread.number} on {name}, {state}:"
    lines = texts.get(thread.text_sha256, ())
    for number in range(thread.first_line, thread.last_line + 1):
        if number <= len(lines):
            yield f"  {number:>4} | {lines[number - 1].rstrip()}"
    for remark in thread.remarks:
        who = f"{remark.party} ({one_line(remark.person)})"
        yield f"       {book.words(remark.at)}  {who}: {one_line(remark.words)}"


def _state(book: Rulebook, standing: Standing, proposal: Proposal) -> str:
    words = proposal.state.value
    after = standing.entries.get(proposal.superseded_by)
    if after is not None:
        words += f" by entry {after.number}"
    if proposal.by_silence:
        words += ", since nobody answered"
    if proposal.reason:
        words += f": {one_line(proposal.reason)}"
    if proposal.state is ProposalState.OPEN and proposal.answer_due is not None:
        words += f" until {book.words(proposal.answer_due)}"
        words += f"; silence means {proposal.silence}" if proposal.silence else ""
    elif proposal.decided_at is not None:
        words += f" since {book.words(proposal.decided_at)}"
    return words
