"""The agreement's life: versions proposed, and signed by both parties."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from servanda.decisions.proposals import last_signed
from servanda.desk.background import DONE_AT_ONCE_SECONDS, Errand, Sort, do_now
from servanda.desk.callers import Caller, take_seat
from servanda.desk.founding import must_be_text_names
from servanda.desk.working import (
    Draft,
    Entered,
    Signature,
    Work,
    enter,
    lay_out_anew,
    value_of,
    workspace_of,
)
from servanda.facts.proposal import Proposal
from servanda.kernel.time import Instant
from servanda.pipeline.deciding import Desk, open_desk
from servanda.pipeline.files import write_all
from servanda.pipeline.proposing import Draft as ProposedDraft
from servanda.pipeline.proposing import (
    draft_of_changes,
    draft_of_texts,
    proposal_numbered,
    propose,
    sign,
)
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import Agreement, Job
from servanda.record.queue import put

__all__ = [
    "NewVersion",
    "TextsOrChanges",
    "draft_of",
    "lay_down",
    "lay_texts_down",
    "propose_version",
    "sign_version",
]


class TextsOrChanges(MisusedCommand):
    """A proposal was to be made of texts and of single changes at once."""

    def __init__(self) -> None:
        super().__init__("propose texts or single changes, not both at once")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """Say what a version is made of: texts, single changes, or the texts that lie in the book.

    Args:
        texts: Texts by their names, the agreement's or amendments; may be empty.
        changes: Single changes: ``penalties.slow.pays=200 EUR``; may be empty.
        governs_from: First day on which changes govern.
        instead_of: Number of the proposal that this one counters, 0 for none.
        note: What is new about it.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    changes: Sequence[str] = ()
    governs_from: date | None = None
    instead_of: int = 0
    note: str = ""


def propose_version(
    caller: Caller, agreement: str, version: NewVersion, *, signature: Signature | None = None
) -> Entered | Draft:
    """Propose a version of the agreement.

    Args:
        caller: Who proposes it.
        agreement: The agreement's key.
        version: What it is made of.
        signature: The party's signature, or the key that it is going to sign with.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        TextsOrChanges, NotATextName, NoDay, NoSuchProposal, WrongChange: What was sent is none.
        Mistaken: The texts are not sound, or the agreement does not allow it.
    """
    seat = take_seat(caller, agreement, "draft proposed")

    def does(work: Work) -> None:
        desk = value_of(open_desk(work.workspace, work.at))
        draft, before = draft_of(desk, version)
        value_of(propose(desk, work.speaker, draft, instead_of=before, note=version.note))

    return enter(seat, does, signature=signature)


def draft_of(desk: Desk, version: NewVersion) -> tuple[ProposedDraft, Proposal | None]:
    """Make a draft of what was sent, checked as whatever is proposed.

    Args:
        desk: The agreement and its record.
        version: What the draft is made of.

    Returns:
        The draft, and the proposal that it counters, if it does.

    Raises:
        TextsOrChanges, NotATextName, NoDay, NoSuchProposal, WrongChange: What was sent is none.
        Mistaken: The texts are not sound.
    """
    if version.texts and version.changes:
        raise TextsOrChanges
    must_be_text_names(version.texts)
    before = _countered(desk, version)
    if version.changes:
        changed = draft_of_changes(
            desk, version.changes, first_day=version.governs_from, instead_of=before
        )
        return value_of(changed), before
    with tempfile.TemporaryDirectory(prefix="servanda-") as scratch:
        content = {name: text.encode() for name, text in sorted(version.texts.items())}
        paths = write_all(Path(scratch), content)
        return value_of(draft_of_texts(desk, paths, instead_of=before)), before


def sign_version(
    caller: Caller, agreement: str, number: int, *, signature: Signature | None = None
) -> Entered | Draft:
    """Sign a proposed version; once both parties have, its texts are the agreement's.

    Args:
        caller: Who signs.
        agreement: The agreement's key.
        number: Number of the proposal.
        signature: The party's signature, or the key that it is going to sign with.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NoSuchProposal: There is none of that number.
        Mistaken: Its texts are not sound, or the agreement does not allow it.
    """
    seat = take_seat(caller, agreement, "version signed")
    jobs: list[Job] = []

    def keep(entered: object) -> None:
        caller.keep(entered)
        waits = DONE_AT_ONCE_SECONDS
        job = put(Sort.TEXTS.value, {}, caller.at, agreement=seat.agreement, after_seconds=waits)
        jobs[:] = [job]

    def does(work: Work) -> None:
        desk = value_of(open_desk(work.workspace, work.at))
        value_of(sign(desk, work.speaker, proposal_numbered(desk, number)))

    entered = enter(replace(seat, caller=replace(caller, keep=keep)), does, signature=signature)
    for job in jobs:
        do_now(job, lay_texts_down, caller.at)
    return entered


def lay_texts_down(errand: Errand) -> None:
    """Make the texts that both parties signed last those that the agreement is settled by."""
    last = errand.agreement.entries.order_by("-number").values_list("at", flat=True)[0]
    at = max(Instant.from_datetime(last), errand.now())
    lay_down(errand.agreement, at)
    lay_out_anew(errand.agreement, at)
    put(Sort.OUTLOOK.value, {}, errand.now(), agreement=errand.agreement)
    errand.done()


def _countered(desk: Desk, version: NewVersion) -> Proposal | None:
    return proposal_numbered(desk, version.instead_of) if version.instead_of else None


def lay_down(agreement: Agreement, at: Instant) -> None:
    """Lay the texts down; doing so again changes nothing."""
    workspace = workspace_of(agreement)
    desk = value_of(open_desk(workspace, at))
    signed = last_signed(desk.standing)
    if signed is None:
        return
    names = ("agreement.yaml", *(f"amendment-{each}.yaml" for each in range(1, len(signed.texts))))
    wanted = {name: desk.record.text(text) for name, text in zip(names, signed.texts, strict=True)}
    lying = {path.name: path.read_bytes() for path in workspace.texts}
    folder = workspace.texts[0].parent
    write_all(folder, {name: text for name, text in wanted.items() if lying.get(name) != text})
    for name in lying.keys() - wanted.keys():
        (folder / name).unlink(missing_ok=True)
