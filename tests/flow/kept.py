"""A small record in which everything happens once, with keys that anybody may know.

``python -m tests.flow.kept FILE`` writes its bundle; one is kept for each version of the
settlement semantics.
"""

from __future__ import annotations

import sys
import tempfile
from fractions import Fraction
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from servanda.facts.decision import (
    Act,
    Answer,
    DisputeAnswered,
    DisputeRaised,
    Entry,
    FigureAttested,
    FigureCountersigned,
    LineNamed,
    RecordsNamed,
    ReliefAnswered,
    ReliefClaimed,
)
from servanda.journal.chain import Speaker
from servanda.journal.signing import SigningKey
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.pipeline.bundling import bundle
from servanda.pipeline.deciding import Said, open_desk
from servanda.pipeline.issuing import issue, restate
from servanda.pipeline.record import Record, attach
from servanda.pipeline.submitting import submit
from servanda.pipeline.workspace import Workspace, find_workspace

KEYS = {
    "client": SigningKey(Ed25519PrivateKey.from_private_bytes(b"c" * 32)),
    "provider": SigningKey(Ed25519PrivateKey.from_private_bytes(b"p" * 32)),
}
TEXT = f"""\
servanda: 1
agreement: kept
title: A small desk
parties:
  client: {{name: Acme, zone: Europe/Amsterdam, keys: ["{KEYS["client"].public}"]}}
  provider: {{name: Northwind, zone: Europe/Amsterdam, keys: ["{KEYS["provider"].public}"]}}
in force: {{from: 2026-01-01, until: 2026-12-31}}
settlement:
  every: month
  zone: Europe/Amsterdam
  currency: EUR
  rounding: 0.01 EUR half-up
terms:
  fee: 10000.00 EUR
evidence:
  tickets:
    each: case
    noun: ticket
    file: tickets*.csv
    key: number
    columns: {{number: text, opened: instant, resolved: instant}}
  entries:
    each: record
    noun: entry
    key: entry
    at: entered
    required: no
    columns:
      entry: text
      month: text
      amount: money EUR
      author: text
      entered: instant
      paper: text
      signer: text
      signed: instant
measures:
  restored:
    from: tickets
    clock: {{start: opened, stop: resolved, calendar: always, within: 4 hours}}
    counts in: stop or due
    value: share(met)
    no data: met
  savings:
    from: entries
    attested:
      figure: amount
      period: month
      entered by: author
      document: paper
      countersigned by: signer
      countersigned at: signed
    value: attested
    no data: not settled
relief:
  carrier:
    cause: third party
    claimed by: provider
    answered within: 30 calendar days
    silence means: declined
    share: at most 100%
commitments:
  restored: {{aspect: technical, expected: at least 75%}}
charges:
  monthly: {{pays: fee}}
penalties:
  restored: {{of: fee, pool: 10%, below expected: 100%}}
incentives:
  shared: {{pays: 10% * savings}}
limits:
  - penalties at most 10% of fee each month
"""
HEADER = "number,opened,resolved\n"
JANUARY = (
    "1,2026-01-05T10:00:00Z,2026-01-05T12:00:00Z\n"
    "2,2026-01-06T10:00:00Z,2026-01-06T20:00:00Z\n"
    "3,2026-01-31T22:30:00Z,2026-01-31T22:59:00Z\n"
)
FEBRUARY = (
    "4,2026-02-03T10:00:00Z,2026-02-03T11:00:00Z\n5,2026-02-28T20:00:00Z,2026-02-28T23:00:00Z\n"
)
MARCH = "6,2026-03-02T20:00:00Z,2026-03-03T21:00:00Z\n7,2026-03-31T20:00:00Z,2026-03-31T21:59:00Z\n"


def noon(day: str) -> Instant:
    """Return noon of a day in UTC."""
    return Instant.parse(f"{day}T12:00:00Z")


def speaker(party: str) -> Speaker:
    """Return who speaks for a party."""
    person = {"client": "C. Jones", "provider": "J. Smith"}[party]
    return Speaker(party=party, person=person, key=KEYS[party])


def say(workspace: Workspace, party: str, day: str, act: Act, *papers: Path) -> Entry:
    """Enter what has to be allowed."""
    desk = open_desk(workspace, noon(day)).value
    assert desk is not None
    answer = desk.say(speaker(party), (Said(act=act),), documents=papers)
    assert answer.value is not None, answer.diagnostics
    return answer.value[0]


def hand_over(workspace: Workspace, period: str, day: str) -> Fraction:
    """Issue a period, and return what the client pays by it."""
    answer = issue(workspace, period, speaker("provider"), noon(day))
    assert answer.value is not None, answer.diagnostics
    return answer.value.statement.totals.net.amount


def begin(folder: Path) -> Workspace:
    """Return a workspace with January's evidence: two of three tickets met, 1,000 EUR due."""
    (folder / "evidence").mkdir(parents=True)
    (folder / "agreement.yaml").write_text(TEXT, "utf-8")
    (folder / "evidence" / "tickets.csv").write_text(HEADER + JANUARY, "utf-8")
    return find_workspace(folder)


def attest(workspace: Workspace, folder: Path) -> Entry:
    """Enter January's savings by hand, with the sheet that they come from, and confirm them."""
    paper = folder / "savings.txt"
    paper.write_text("Savings of January: 1,250.50 EUR\n", "utf-8")
    figure = FigureAttested(
        measure="savings", period="2026-01", value="1250.50 EUR", documents=attach([paper])
    )
    entered = say(workspace, "provider", "2026-02-02", figure, paper)
    say(workspace, "client", "2026-02-03", FigureCountersigned(figure=entered.sha256))
    return entered


def relieve(workspace: Workspace) -> None:
    """Grant that January's late ticket does not count."""
    named = RecordsNamed(table="tickets", keys=("2",), period="2026-01")
    act = ReliefClaimed(relief="carrier", subject=named, reason="The carrier's line was cut.")
    claim = say(workspace, "provider", "2026-02-10", act)
    say(
        workspace,
        "client",
        "2026-02-11",
        ReliefAnswered(claim=claim.sha256, answer=Answer.ACCEPTED, reason=""),
    )


def everything(folder: Path) -> Workspace:
    """Return a workspace in which everything has happened once."""
    workspace = begin(folder)
    attest(workspace, folder)
    hand_over(workspace, "2026-01", "2026-02-04")
    relieve(workspace)
    (workspace.evidence / "tickets-2.csv").write_text(HEADER + FEBRUARY, "utf-8")
    submit(workspace, speaker("provider"), noon("2026-03-01"), note="Tickets of February.")
    restate(workspace, speaker("provider"), noon("2026-03-02"))
    hand_over(workspace, "2026-02", "2026-03-03")
    (workspace.evidence / "tickets-3.csv").write_text(HEADER + MARCH, "utf-8")
    hand_over(workspace, "2026-03", "2026-04-02")
    statement = Record(workspace.record).journal().entries[-1].sha256
    dispute = DisputeRaised(
        statement=statement,
        line=LineNamed(name="restored", segment=()),
        reason="Ticket 6 was not ours to count.",
        proposed=Quantity.money(400, "EUR"),
    )
    raised = say(workspace, "client", "2026-04-03", dispute)
    answer = DisputeAnswered(
        dispute=raised.sha256,
        answer=Answer.SETTLED,
        reason="Talked over.",
        amount=Quantity.money(500, "EUR"),
    )
    say(workspace, "provider", "2026-04-04", answer)
    restate(workspace, speaker("provider"), noon("2026-04-05"))
    return workspace


def main() -> None:
    """Write the bundle."""
    with tempfile.TemporaryDirectory() as scratch:
        workspace = everything(Path(scratch) / "kept")
        bundle(Record(workspace.record), Path(sys.argv[1]).absolute())


if __name__ == "__main__":
    main()
