"""``servanda proposals --format json``."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.cli.documents.compare import CompareDocument
from servanda.facts.proposal import Proposal, Signature, Thread
from servanda.facts.standing import Standing

__all__ = ["ProposalDocument", "ProposalsDocument", "proposals_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedText:
    """A text by its name and digest."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureDocument:
    """A party's signature; ``with_key`` says whether its key stands for it."""

    entry: int
    party: str
    person: str
    at: str
    with_key: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkDocument:
    """One thing said in a thread."""

    party: str
    person: str
    at: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadDocument:
    """What was said about lines of a text, the first and the last included; ``resolved_at`` is
    empty before.
    """

    entry: int
    text: str
    first_line: int
    last_line: int
    remarks: tuple[RemarkDocument, ...]
    resolved_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDocument:
    """A proposal and how it stands; entries are by number, 0 for none, instants empty for none."""

    entry: int
    proposed_by: str
    proposed_at: str
    note: str
    texts: tuple[ProposedText, ...]
    version_sha256: str
    governs_from: str
    instead_of: int
    state: str
    by_silence: bool
    reason: str
    superseded_by: int
    answer_due: str
    silence: str
    decided_at: str
    signatures: tuple[SignatureDocument, ...]
    threads: tuple[ThreadDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalsDocument:
    """What was proposed, oldest first; ``comparison`` where one proposal was asked for."""

    proposals: tuple[ProposalDocument, ...]
    comparison: CompareDocument | None
    format: str = "servanda/proposals/1"


def proposals_document(
    standing: Standing, proposals: tuple[Proposal, ...], comparison: CompareDocument | None
) -> ProposalsDocument:
    """Return the document of proposals."""
    numbers = {digest: entry.number for digest, entry in standing.entries.items()}
    numbers |= {each.entry: each.number for each in standing.proposals}
    return ProposalsDocument(
        proposals=tuple(_proposal(each, numbers) for each in proposals), comparison=comparison
    )


def _proposal(proposal: Proposal, numbers: dict[str, int]) -> ProposalDocument:
    due, decided = proposal.answer_due, proposal.decided_at
    return ProposalDocument(
        entry=proposal.number,
        proposed_by=proposal.proposed_by,
        proposed_at=str(proposal.proposed_at),
        note=proposal.note,
        texts=tuple(ProposedText(name=each.name, sha256=each.sha256) for each in proposal.texts),
        version_sha256=proposal.version_sha256,
        governs_from=proposal.governs_from.isoformat(),
        instead_of=numbers.get(proposal.instead_of, 0),
        state=proposal.state.value,
        by_silence=proposal.by_silence,
        reason=proposal.reason,
        superseded_by=numbers.get(proposal.superseded_by, 0),
        answer_due=str(due) if due else "",
        silence=proposal.silence,
        decided_at=str(decided) if decided else "",
        signatures=tuple(_signature(each, numbers) for each in proposal.signatures),
        threads=tuple(_thread(each, proposal) for each in proposal.threads),
    )


def _signature(signature: Signature, numbers: dict[str, int]) -> SignatureDocument:
    return SignatureDocument(
        entry=numbers[signature.entry],
        party=signature.party,
        person=signature.person,
        at=str(signature.at),
        with_key=signature.with_key,
    )


def _thread(thread: Thread, proposal: Proposal) -> ThreadDocument:
    names = {each.sha256: each.name for each in proposal.texts}
    return ThreadDocument(
        entry=thread.number,
        text=names[thread.text_sha256],
        first_line=thread.first_line,
        last_line=thread.last_line,
        remarks=tuple(
            RemarkDocument(party=each.party, person=each.person, at=str(each.at), words=each.words)
            for each in thread.remarks
        ),
        resolved_at=str(thread.resolved_at) if thread.resolved_at else "",
    )
