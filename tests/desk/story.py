"""A month in the book: evidence, a statement, relief, a dispute that is settled."""

from __future__ import annotations

from collections.abc import Callable

from servanda.desk.saying import issue_statement, say, submit_evidence
from servanda.desk.working import Draft, Entered, Signature
from servanda.facts.decision import (
    Act,
    Answer,
    DisputeAnswered,
    DisputeRaised,
    LineNamed,
    RecordsNamed,
    ReliefAnswered,
    ReliefClaimed,
)
from servanda.kernel.quantity import Quantity
from tests.desk.book import Parties


def signed(
    parties: Parties, party: str, does: Callable[[Signature | None], Entered | Draft]
) -> Entered:
    """Do something, and sign it where the party has a key."""
    signer = parties.signers.get(party)
    made = does(Signature(key=signer.public) if signer else None)
    if isinstance(made, Draft):
        assert signer is not None
        value = signer.sign(made.message)
        made = does(Signature(key=signer.public, value=value, at=made.at))
    assert isinstance(made, Entered)
    return made


def enter(parties: Parties, party: str, day: str, act: Act) -> str:
    """Say something that has to be allowed, and return its digest."""
    caller = parties.caller(party, day)
    entered = signed(
        parties, party, lambda signature: say(caller, parties.key, act, signature=signature)
    )
    return entered.entries[-1].sha256


def play(parties: Parties) -> str:
    """Play January and return the digest of its statement's entry."""
    key, early, later = parties.key, "2026-02-02", "2026-02-04"
    signed(
        parties,
        "provider",
        lambda signature: submit_evidence(
            parties.caller("provider", early), key, note="January", signature=signature
        ),
    )
    issued = signed(
        parties,
        "provider",
        lambda signature: issue_statement(
            parties.caller("provider", later), key, "2026-01", signature=signature
        ),
    )
    statement = issued.entries[-1].sha256
    claim = enter(
        parties,
        "provider",
        "2026-02-05",
        ReliefClaimed(
            relief="carrier",
            subject=RecordsNamed(table="tickets", keys=("2",), period="2026-01"),
            reason="The carrier's line was cut.",
        ),
    )
    answer = ReliefAnswered(claim=claim, answer=Answer.DECLINED, reason="It was not.")
    enter(parties, "client", "2026-02-06", answer)
    dispute = enter(
        parties,
        "client",
        "2026-02-07",
        DisputeRaised(
            statement=statement,
            line=LineNamed(name="restored"),
            reason="Ticket 3 is not ours.",
            proposed=Quantity.money(400, "EUR"),
        ),
    )
    settled = DisputeAnswered(
        dispute=dispute,
        answer=Answer.SETTLED,
        reason="Talked over.",
        amount=Quantity.money(500, "EUR"),
    )
    enter(parties, "provider", "2026-02-08", settled)
    return statement
