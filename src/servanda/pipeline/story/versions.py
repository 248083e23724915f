"""Small steps, each signed: the agreement and three amendments, talked over before they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from servanda.example.generate import agreement_paths
from servanda.example.people import ACCOUNT, BANK, CIO, NORTHWIND
from servanda.facts.decision import CommentAnswered
from servanda.facts.proposal import Proposal
from servanda.journal.chain import Speaker
from servanda.kernel.time import Instant
from servanda.pipeline.deciding import Desk
from servanda.pipeline.negotiating import comment, lay_down
from servanda.pipeline.proposing import draft_of_changes, draft_of_texts, propose, sign
from servanda.pipeline.story.table import Step, Table, do, heard, say

__all__ = ["VERSIONS"]

_BASE, _AMENDMENT_1, _AMENDMENT_2, _AMENDMENT_3 = agreement_paths()


def _propose(at: str, by: Speaker, what: str, path: Path | None, note: str) -> Step:
    """Return the step in which a text is proposed, or the texts that lie on the table are."""

    def take(table: Table, moment: Instant) -> None:
        desk = table.desk(moment)
        draft = heard(draft_of_texts(desk, (path,) if path else ()))
        last = _open(desk)
        [entry] = heard(propose(desk, by, draft, instead_of=last, note=note))
        table.said[what] = entry.sha256

    return do(at, what, take)


def _propose_less(table: Table, moment: Instant) -> None:
    desk = table.desk(moment)
    changes = ("commitments.restore_major.expected=at least 95%",)
    draft = heard(
        draft_of_changes(
            desk, changes, first_day=date(2026, 4, 1), title="Major incidents restored more surely"
        )
    )
    heard(propose(desk, NORTHWIND, draft, note="What 2025 has shown that we can keep."))


def _sign(at: str, by: Speaker, what: str) -> Step:
    """Return the step in which the open proposal is signed; signed by both, it is laid down."""

    def take(table: Table, moment: Instant) -> None:
        desk = table.desk(moment)
        proposal = _open(desk)
        assert proposal is not None
        heard(sign(desk, by, proposal))
        if proposal.signatures:
            table.look_again()
            lay_down(table.desk(moment))

    return do(at, what, take)


def _ask(table: Table, moment: Instant) -> None:
    desk = table.desk(moment)
    proposal = _open(desk)
    assert proposal is not None
    words = "And what if we ask for a review only days later?"
    [entry] = heard(comment(desk, BANK, proposal, (7, 7), words))
    table.said["a line is asked about"] = entry.sha256


def _open(desk: Desk) -> Proposal | None:
    """Return the proposal that is open; there is never more than one."""
    opened = [each for each in desk.standing.proposals if not each.decided_at]
    return opened[-1] if opened else None


VERSIONS: Final = (
    _propose("2024-12-16T10:00:00Z", BANK, "the agreement is proposed", None, "As negotiated."),
    _sign("2024-12-18T09:30:00Z", ACCOUNT, "the agreement is signed"),
    _sign("2024-12-19T15:00:00Z", CIO, "by both"),
    do("2026-03-10T09:00:00Z", "a better promise is proposed", _propose_less),
    _propose(
        "2026-03-17T14:00:00Z",
        BANK,
        "and countered",
        _AMENDMENT_1,
        "One in twenty-five may be late, not one in twenty: a branch waits for each.",
    ),
    _sign("2026-03-24T09:00:00Z", ACCOUNT, "amendment 1 is signed"),
    _sign("2026-03-24T16:00:00Z", CIO, "amendment 1 is signed by both"),
    _propose(
        "2026-04-20T09:00:00Z",
        NORTHWIND,
        "amendment 2 is proposed",
        _AMENDMENT_2,
        "Agreed in the service review: a review helps once the bank has it.",
    ),
    do("2026-04-22T13:00:00Z", "a line is asked about", _ask),
    say(
        "2026-04-23T08:00:00Z",
        NORTHWIND,
        "and answered",
        lambda table, _: CommentAnswered(
            comment=table.said["a line is asked about"],
            words="The clock runs from when the service is back, whoever asks. From now on we ask"
            " for it ourselves, on the same day.",
        ),
    ),
    say(
        "2026-04-24T09:00:00Z",
        BANK,
        "which is good",
        lambda table, _: CommentAnswered(
            comment=table.said["a line is asked about"], words="Good.", resolved=True
        ),
    ),
    _sign("2026-04-28T09:00:00Z", BANK, "amendment 2 is signed"),
    _sign("2026-04-29T07:00:00Z", ACCOUNT, "amendment 2 is signed by both"),
    _propose(
        "2026-06-18T09:00:00Z",
        BANK,
        "amendment 3 is proposed",
        _AMENDMENT_3,
        "Drafted from the register of favours: a weekend has its price from October.",
    ),
    _sign("2026-06-23T07:00:00Z", ACCOUNT, "amendment 3 is signed"),
    _sign("2026-06-24T12:00:00Z", CIO, "amendment 3 is signed by both"),
)
"""What was proposed, said and signed."""
