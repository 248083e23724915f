"""What parties say in the book stands in its journal, and in the tables made of it."""

from __future__ import annotations

from pathlib import Path

from servanda.desk.looking import statement, take_away
from servanda.desk.saying import issue_statement, say, submit_evidence
from servanda.desk.working import Entered
from servanda.facts.decision import DisputeRaised, LineNamed, StatementAgreed
from servanda.kernel.quantity import Quantity
from servanda.pipeline.verifying import verify
from tests.desk.book import Parties


def _issue(parties: Parties) -> Entered:
    submit_evidence(parties.caller("provider"), parties.key)
    issued = issue_statement(parties.caller("provider"), parties.key, "2026-01")
    assert isinstance(issued, Entered)
    return issued


def test_a_statement_is_issued_and_agreed(parties: Parties) -> None:
    issued = _issue(parties)
    seen = statement(parties.caller("client"), parties.key, "2026-01")
    assert seen.statement.entry_sha256 == issued.entries[0].sha256
    assert {each.state for each in seen.lines} == {"open"}
    act = StatementAgreed(statement=issued.entries[0].sha256)
    say(parties.caller("client"), parties.key, act)
    seen = statement(parties.caller("client"), parties.key, "2026-01")
    assert {each.state for each in seen.lines} == {"agreed"}
    assert seen.statement.closed_at is not None


def test_a_bundle_of_the_book_verifies_without_it(parties: Parties, tmp_path: Path) -> None:
    issued = _issue(parties)
    act = DisputeRaised(
        statement=issued.entries[0].sha256,
        line=LineNamed(name="restored"),
        reason="Ticket 2 was the carrier's.",
        proposed=Quantity.money(400, "EUR"),
    )
    said = say(parties.caller("client"), parties.key, act)
    assert isinstance(said, Entered)
    packed = take_away(parties.caller("client"), parties.key, tmp_path / "bundle.zip")
    verified = verify(packed.path)
    assert verified.holds
    assert verified.head == packed.head == said.entries[0].sha256
