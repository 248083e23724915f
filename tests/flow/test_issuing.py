"""Statements handed over, restated, packed and verified, on files alone."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from servanda.facts.decision import StatementIssued
from servanda.facts.statement import LinePurpose
from servanda.journal.chain import Speaker
from servanda.journal.signing import SigningKey
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.pipeline.archive import NotABundle
from servanda.pipeline.bundling import bundle
from servanda.pipeline.issuing import (
    Issued,
    NothingChanged,
    NothingDue,
    NotOver,
    OutOfTurn,
    issue,
    issue_through,
    restate,
)
from servanda.pipeline.journals import take_journal
from servanda.pipeline.moment import Moment
from servanda.pipeline.record import Record
from servanda.pipeline.settling import settle
from servanda.pipeline.verifying import verify
from servanda.pipeline.workspace import Workspace, find_workspace

KEY = SigningKey.new()
TEXT = """\
servanda: 1
agreement: small
title: A small desk
parties:
  client: {name: Acme, zone: Europe/Amsterdam}
  provider: {name: Northwind, zone: Europe/Amsterdam, keys: [KEY]}
in force: {from: 2026-01-01, until: 2026-12-31}
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
    columns:
      number: text
      opened: instant
      resolved: instant
measures:
  restored:
    from: tickets
    clock: {start: opened, stop: resolved, calendar: always, within: 4 hours}
    counts in: stop or due
    value: share(met)
    no data: met
commitments:
  restored: {aspect: technical, expected: at least 75%}
charges:
  monthly: {pays: fee}
penalties:
  restored: {of: fee, pool: 10%, below expected: 100%}
limits:
  - penalties at most 10% of fee each month
"""
HEADER = "number,opened,resolved\n"
FIRST = (
    HEADER + "1,2026-01-05T10:00:00Z,2026-01-05T12:00:00Z\n"
    "2,2026-01-06T10:00:00Z,2026-01-06T20:00:00Z\n"
    "3,2026-01-31T22:30:00Z,2026-01-31T22:59:00Z\n"
)
SECOND = (
    "4,2026-02-03T10:00:00Z,2026-02-03T11:00:00Z\n5,2026-02-28T20:00:00Z,2026-02-28T21:00:00Z\n"
)
THIRD = "6,2026-03-31T20:00:00Z,2026-03-31T21:00:00Z\n"


def small(folder: Path) -> Workspace:
    """Return a workspace with January's evidence: two of three tickets met, 1,000 EUR due."""
    (folder / "evidence").mkdir(parents=True)
    (folder / "agreement.yaml").write_text(TEXT.replace("KEY", KEY.public), "utf-8")
    (folder / "evidence" / "tickets.csv").write_text(FIRST, "utf-8")
    return find_workspace(folder)


def more(workspace: Workspace, name: str, rows: str) -> None:
    """Add a file of evidence."""
    (workspace.evidence / f"tickets-{name}.csv").write_text(HEADER + rows, "utf-8")


def speaker() -> Speaker:
    """Return who hands statements over."""
    return Speaker(party="provider", person="J. Smith", role="account manager", key=KEY)


def day(text: str) -> Instant:
    """Return noon of a day in UTC."""
    return Instant.parse(f"{text}T12:00:00Z")


def issued(workspace: Workspace, period: str, when: str) -> Issued:
    """Issue a period, which has to go well."""
    answer = issue(workspace, period, speaker(), day(when))
    assert answer.value is not None, answer.diagnostics
    return answer.value


def test_what_was_issued_is_kept_entered_and_verified(tmp_path: Path) -> None:
    workspace = small(tmp_path)
    found = issued(workspace, "2026-01", "2026-02-02")
    assert found.edition == 1
    assert found.statement.totals.net.amount == 9000
    (entry,) = Record(workspace.record).journal().entries
    assert isinstance(entry.act, StatementIssued)
    paid = {line.name: line.payable.amount for line in entry.act.lines}
    assert paid == {"monthly": 10000, "restored": 1000}
    verified = verify(workspace.record)
    assert verified.holds, verified
    assert (verified.entries, verified.unsigned) == (1, 0)


def test_periods_are_issued_in_their_order_and_once(tmp_path: Path) -> None:
    workspace = small(tmp_path)
    more(workspace, "february", SECOND)
    with pytest.raises(OutOfTurn, match="2026-01 has no statement yet"):
        issue(workspace, "2026-02", speaker(), day("2026-03-01"))
    with pytest.raises(NotOver):
        issue(workspace, "2026-03", speaker(), day("2026-03-01"))
    issued(workspace, "2026-01", "2026-03-01")
    before = Record(workspace.record).content()
    with pytest.raises(NothingChanged, match=r"edition 1"):
        issue(workspace, "2026-01", speaker(), day("2026-03-02"))
    assert Record(workspace.record).content() == before


def test_a_late_correction_restates_and_only_its_difference_is_paid(tmp_path: Path) -> None:
    workspace = small(tmp_path)
    issued(workspace, "2026-01", "2026-02-02")
    first = (workspace.record / "statements" / "2026-01.1.json").read_bytes()
    # Ticket 2 was resolved in time after all; with it, all three are met.
    corrected = FIRST.replace("2026-01-06T20:00:00Z", "2026-01-06T13:00:00Z")
    (workspace.evidence / "tickets.csv").write_text(corrected, "utf-8")
    more(workspace, "february", SECOND)
    answer = restate(workspace, speaker(), day("2026-03-01"))
    assert answer.value is not None
    (restated,) = answer.value
    assert restated.edition == 2
    assert restated.statement.totals.net.amount == 10000
    assert restated.reasons == ("later evidence",)
    assert (workspace.record / "statements" / "2026-01.1.json").read_bytes() == first

    february = issued(workspace, "2026-02", "2026-03-02").statement
    (adjustment,) = (x for x in february.lines if x.purpose is LinePurpose.ADJUSTMENT)
    assert adjustment.name == "restored of 2026-01"
    assert adjustment.payable.amount == 1000
    values = [step.value for step in adjustment.asked.of]
    assert values == [Quantity.money(1000, "EUR"), Quantity.money(0, "EUR")]
    assert february.totals.net.amount == 11000

    more(workspace, "march", THIRD)
    march = issued(workspace, "2026-03", "2026-04-02").statement
    assert march.totals.adjustments.amount == 0
    assert march.totals.net.amount == 10000
    assert restate(workspace, speaker(), day("2026-04-03")).value == ()
    assert verify(workspace.record).holds


def test_what_goes_to_the_holding_account_is_not_taken_off_the_invoice(tmp_path: Path) -> None:
    workspace = small(tmp_path)
    account = (
        "holding account:\n  receives: penalties\n  decided by: client\n"
        "  spent on: [training]\n  at the end: client\n"
    )
    with (tmp_path / "agreement.yaml").open("a", encoding="utf-8") as text:
        text.write(account)
    january = issued(workspace, "2026-01", "2026-02-02").statement.totals
    assert january.net.amount == 9000
    assert january.held == Quantity.money(1000, "EUR")
    assert january.due.amount == 10000
    corrected = FIRST.replace("2026-01-06T20:00:00Z", "2026-01-06T13:00:00Z")
    (workspace.evidence / "tickets.csv").write_text(corrected, "utf-8")
    more(workspace, "february", SECOND)
    assert restate(workspace, speaker(), day("2026-03-01")).value is not None
    february = issued(workspace, "2026-02", "2026-03-02").statement.totals
    assert february.adjustments.amount == 1000
    assert february.held == Quantity.money(-1000, "EUR")
    assert february.due.amount == 10000


def test_periods_restated_at_once_verify_each(tmp_path: Path) -> None:
    """Each edition is settled on the decisions before it, those of the same moment too."""
    workspace = small(tmp_path)
    late = SECOND.replace("2026-02-03T11:00:00Z", "2026-02-03T19:00:00Z")
    more(workspace, "february", late)
    answer = issue_through(workspace, "2026-02", speaker(), day("2026-03-02"))
    assert answer.value is not None
    assert [each.statement.totals.net.amount for each in answer.value] == [9000, 9000]
    corrected = FIRST.replace("2026-01-06T20:00:00Z", "2026-01-06T13:00:00Z")
    (workspace.evidence / "tickets.csv").write_text(corrected, "utf-8")
    more(workspace, "february", SECOND)
    restated = restate(workspace, speaker(), day("2026-03-10"))
    assert restated.value is not None
    assert [each.statement.period.label for each in restated.value] == ["2026-01", "2026-02"]
    verified = verify(workspace.record)
    assert verified.holds, verified


def test_what_is_due_is_handed_over_at_once_and_what_was_is_left_alone(tmp_path: Path) -> None:
    workspace = small(tmp_path)
    issued(workspace, "2026-01", "2026-02-02")
    more(workspace, "february", SECOND)
    with pytest.raises(NotOver):
        issue_through(workspace, "2026-03", speaker(), day("2026-03-02"))
    answer = issue_through(workspace, "2026-02", speaker(), day("2026-03-02"))
    assert answer.value is not None
    assert [each.statement.period.label for each in answer.value] == ["2026-02"]
    with pytest.raises(NothingDue, match="every period up to 2026-02 has its statement"):
        issue_through(workspace, "2026-02", speaker(), day("2026-03-03"))
    assert verify(workspace.record).holds


def test_a_case_that_was_open_and_ends_is_no_restatement(tmp_path: Path) -> None:
    """Ticket 7 is open when January is issued, and due in February."""
    workspace = small(tmp_path)
    more(workspace, "january", "7,2026-01-31T22:58:00Z,\n")
    first = issued(workspace, "2026-01", "2026-02-02").statement
    (assessment,) = first.assessments
    assert [each.records for each in assessment.measurement.left_out] == [1]
    more(workspace, "january", "7,2026-01-31T22:58:00Z,2026-02-01T00:10:00Z\n")
    more(workspace, "february", SECOND)
    assert restate(workspace, speaker(), day("2026-03-01")).value == ()


def test_any_figure_as_it_was_known(tmp_path: Path) -> None:
    workspace = small(tmp_path)
    issued(workspace, "2026-01", "2026-02-02")
    corrected = FIRST.replace("2026-01-06T20:00:00Z", "2026-01-06T13:00:00Z")
    (workspace.evidence / "tickets.csv").write_text(corrected, "utf-8")
    restate(workspace, speaker(), day("2026-03-01"))

    def net(moment: str) -> object:
        asked = Moment(at=day(moment), as_known=True)
        answer = settle(workspace, moment=asked)
        assert answer.value is not None
        return answer.value.statements[0].totals.net.amount

    assert net("2026-02-02") == 9000
    assert net("2026-02-28") == 9000
    assert net("2026-03-01") == 10000


def test_a_bundle_is_the_same_bytes_and_verifies_elsewhere(tmp_path: Path) -> None:
    workspace = small(tmp_path / "ours")
    issued(workspace, "2026-01", "2026-02-02")
    one = bundle(Record(workspace.record), tmp_path / "one.servanda")
    two = bundle(Record(workspace.record), tmp_path / "two.servanda")
    assert one.sha256 == two.sha256
    shutil.rmtree(tmp_path / "ours")
    verified = verify(tmp_path / "one.servanda", head=one.head)
    assert verified.holds, verified
    assert [each.what for each in verified.checks][-1] == "statement 2026-01, edition 1"


def test_a_head_that_is_gone_is_found(tmp_path: Path) -> None:
    workspace = small(tmp_path)
    issued(workspace, "2026-01", "2026-02-02")
    wrong = [
        each for check in verify(workspace.record, head="ab" * 32).checks for each in check.wrong
    ]
    assert len(wrong) == 1
    assert "it was rewritten or cut off" in wrong[0]


def test_a_changed_amount_is_found_though_all_digests_fit(tmp_path: Path) -> None:
    """Who holds the file and no key rewrites amount, digest and chain: the figures tell."""
    text = TEXT.replace(", keys: [KEY]", "")
    workspace = small(tmp_path)
    (tmp_path / "agreement.yaml").write_text(text, "utf-8")
    unsigned = Speaker(party="provider", person="J. Smith")
    assert issue(workspace, "2026-01", unsigned, day("2026-02-02")).value is not None
    place = workspace.record / "statements" / "2026-01.1.json"
    statement = json.loads(place.read_bytes())
    statement["totals"]["net"]["amount"] = "9999"
    _forge(workspace, statement)
    verified = verify(workspace.record)
    (odd,) = (check for check in verified.checks if not check.holds)
    assert odd.what == "statement 2026-01, edition 1"
    assert "totals differ" in odd.wrong[0]


def _forge(workspace: Workspace, statement: dict[str, Any]) -> None:

    place = workspace.record / "statements" / "2026-01.1.json"
    old = hashlib.sha256(place.read_bytes()).hexdigest()
    place.write_bytes(rfc8785.dumps(statement))
    new = hashlib.sha256(place.read_bytes()).hexdigest()
    journal = Record(workspace.record).path
    journal.write_bytes(journal.read_bytes().replace(old.encode(), new.encode()))


def test_every_byte_of_a_bundle_counts(tmp_path: Path) -> None:
    """Flip bytes all over a small bundle; ``make soak`` flips every one."""
    workspace = small(tmp_path / "ours")
    issued(workspace, "2026-01", "2026-02-02")
    path = tmp_path / "one.servanda"
    bundle(Record(workspace.record), path)
    whole = path.read_bytes()
    changed = tmp_path / "changed.servanda"
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        content = bytearray(whole)
        content[place] ^= 0xFF
        changed.write_bytes(content)
        try:
            verified = verify(changed)
        except NotABundle:
            continue
        assert not verified.holds, place


def test_a_bundle_is_taken_over_with_what_it_cites(tmp_path: Path) -> None:
    theirs = small(tmp_path / "theirs")
    issued(theirs, "2026-01", "2026-02-02")
    packed = bundle(Record(theirs.record), tmp_path / "record.servanda").path
    shutil.copytree(tmp_path / "theirs", tmp_path / "ours", ignore=shutil.ignore_patterns("record"))
    ours = find_workspace(tmp_path / "ours")
    (entry,) = take_journal(ours, packed)
    assert entry.number == 1
    assert Record(ours.record).content() == Record(theirs.record).content()
    assert verify(ours.record).holds
    assert take_journal(ours, theirs.record) == ()
