"""What the parties entered reaches figures, statements and bundles, and can be looked back on."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from servanda.facts.decision import (
    Answer,
    FigureAttested,
    FigureCountersigned,
    RecordsNamed,
    ReliefAnswered,
    ReliefClaimed,
    StatementIssued,
    StretchNamed,
)
from servanda.facts.figure import NoValue
from servanda.journal.chain import Journal, next_entry
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.pipeline.archive import NotABundle
from servanda.pipeline.bundling import bundle
from servanda.pipeline.casework import explain_one_case
from servanda.pipeline.explaining import explain
from servanda.pipeline.inputs import NothingKnown
from servanda.pipeline.issuing import restate
from servanda.pipeline.measuring import measure
from servanda.pipeline.moment import Moment
from servanda.pipeline.record import Record, attach
from servanda.pipeline.settling import settle, settle_measured
from servanda.pipeline.submitting import NothingNew, submit
from servanda.pipeline.verifying import Verified, verify
from servanda.pipeline.workspace import Workspace
from servanda.settlement.semantics import SEMANTICS, Semantics
from tests.flow.kept import attest, begin, everything, hand_over, noon, relieve, say, speaker

BUNDLES = Path(__file__).parent / "bundles"


def failed(verified: Verified) -> list[str]:
    return [wrong for check in verified.checks for wrong in check.wrong]


def test_a_figure_entered_by_hand_counts_once_it_is_countersigned(tmp_path: Path) -> None:
    workspace = begin(tmp_path)
    paper = tmp_path / "savings.txt"
    paper.write_text("Savings\n", "utf-8")
    figure = FigureAttested(
        measure="savings", period="2026-01", value="1250.50 EUR", documents=attach([paper])
    )
    entered = say(workspace, "provider", "2026-02-02", figure, paper)
    before = measure(workspace).value
    assert before is not None
    (found,) = (each for each in before.measurements.figures if each.measure == "savings")
    assert isinstance(found.value, NoValue)
    assert [(each.reason, each.records) for each in found.left_out] == [
        ("it is not countersigned", 1)
    ]

    say(workspace, "client", "2026-02-03", FigureCountersigned(figure=entered.sha256))
    answer = settle(workspace)
    assert answer.value is not None
    (statement,) = answer.value.statements
    (shared,) = (line for line in statement.lines if line.name == "shared")
    # 10% of 1,250.50 EUR, to the cent.
    assert shared.payable == Quantity.money("125.05", "EUR")
    assert statement.sources.decisions_sha256
    assert (workspace.record / "documents" / attach([paper])[0].sha256).read_text() == "Savings\n"


def test_settling_says_what_would_be_restated(tmp_path: Path) -> None:
    workspace = begin(tmp_path)
    attest(workspace, tmp_path)
    assert hand_over(workspace, "2026-01", "2026-02-04") == Quantity.money("9125.05", "EUR").amount
    first = settle(workspace)
    assert not [each for each in first.diagnostics if each.code == "A193"]
    relieve(workspace)
    (said,) = (each for each in settle(workspace).diagnostics if each.code == "A193")
    assert said.message == (
        "2026-01 was issued as edition 1 and would be restated by +1,000.00 EUR because of relief"
        " granted (claimed in entry 4)"
    )


def test_relief_of_another_period_is_no_reason(tmp_path: Path) -> None:
    workspace = everything(tmp_path)
    claim = ReliefClaimed(
        relief="carrier",
        subject=RecordsNamed(table="tickets", keys=("6",), period="2026-03"),
        reason="The line was cut.",
    )
    entered = say(workspace, "provider", "2026-04-06", claim)
    said = ReliefAnswered(claim=entered.sha256, answer=Answer.ACCEPTED, reason="")
    say(workspace, "client", "2026-04-07", said)
    tickets = workspace.evidence / "tickets.csv"
    tickets.write_text(tickets.read_text().replace("06T20:00", "06T13:00"), "utf-8")
    answer = restate(workspace, speaker("provider"), noon("2026-04-08"))
    assert answer.value is not None
    told = {each.statement.period.label: each.reasons for each in answer.value}
    assert told == {
        "2026-01": ("later evidence",),
        "2026-03": ("later evidence", "relief granted (claimed in entry 13)"),
    }


def test_evidence_between_statements_is_known_from_its_entry_on(tmp_path: Path) -> None:
    workspace = begin(tmp_path)
    tickets = workspace.evidence / "tickets.csv"
    submit(workspace, speaker("provider"), noon("2026-02-01"), note="As exported.")
    before = Record(workspace.record).content()
    with pytest.raises(NothingNew, match="as entry 1 of"):
        submit(workspace, speaker("provider"), noon("2026-02-02"))
    assert Record(workspace.record).content() == before
    tickets.write_text(tickets.read_text().replace("2026-01-06T20", "2026-01-06T13"), "utf-8")
    submit(workspace, speaker("client"), noon("2026-02-03"), note="Ticket 2 corrected.")

    def share(day: str) -> object:
        answer = measure(workspace, moment=Moment(at=noon(day), as_known=True)).value
        assert answer is not None
        (found,) = (each for each in answer.measurements.figures if each.measure == "restored")
        return found.value

    assert share("2026-02-02") == Quantity.share(Fraction(2, 3))
    assert share("2026-02-03") == Quantity.share(1)
    with pytest.raises(NothingKnown):
        share("2026-01-31")


def test_a_bundle_carries_accounts_and_documents_and_both_are_looked_at(tmp_path: Path) -> None:
    workspace = everything(tmp_path / "ours")
    whole = tmp_path / "whole.servanda"
    bundle(Record(workspace.record), whole)
    verified = verify(whole)
    assert verified.holds, failed(verified)
    said = [each.what for each in verified.checks]
    assert "1 of 1 documents are carried" in said
    assert [each for each in said if each.startswith("the ledger: ")] == [
        "the ledger: 18 postings, which sum to zero"
    ]
    assert said[-1] == "statement 2026-03, edition 2"
    (paper,) = (workspace.record / "documents").iterdir()
    paper.write_text("Savings of January: 9,999.00 EUR\n", "utf-8")
    assert failed(verify(workspace.record)) == [
        "'savings.txt' is not the document that entry 1 names"
    ]


@pytest.mark.parametrize("semantics", range(1, SEMANTICS + 1))
def test_bundles_of_every_version_of_the_semantics_hold(semantics: int) -> None:
    """Bundles are kept as they were packed; what they say comes out again."""
    verified = verify(BUNDLES / f"semantics-{semantics}.servanda")
    assert verified.holds, failed(verified)
    assert (verified.entries, verified.unsigned) == (12, 0)


def test_a_statement_is_computed_by_the_rules_that_it_is_given(tmp_path: Path) -> None:
    workspace = begin(tmp_path)
    measured = measure(workspace).value
    assert measured is not None
    later = settle_measured(replace(measured, semantics=Semantics(version=7))).statements[0]
    now = settle_measured(measured).statements[0]
    assert (now.sources.semantics, later.sources.semantics) == (SEMANTICS, 7)
    assert replace(later, sources=now.sources) == now


def test_a_statement_of_rules_that_are_not_known_is_named_and_not_judged(tmp_path: Path) -> None:
    workspace = begin(tmp_path)
    hand_over(workspace, "2026-01", "2026-02-04")
    _forge(workspace, b'"semantics":1', b'"semantics":9')
    (wrong,) = failed(verify(workspace.record))
    assert wrong == (
        "it was settled under version 9 of the settlement semantics; this program computes"
        " version 1"
    )


def test_credit_notes_are_made_again_and_held_against_their_statements(tmp_path: Path) -> None:
    workspace = begin(tmp_path)
    hand_over(workspace, "2026-01", "2026-02-04")
    held = "the credit notes: 1, which come to what their statements say"
    assert held in [each.what for each in verify(workspace.record).checks]
    credited = b'"service_credits":{"amount":"1000","unit":"EUR"}'
    _forge(workspace, credited, credited.replace(b"1000", b"1100"))
    assert (
        "the credit note of 2026-01 comes to 1000 EUR, and its statement says otherwise"
        in failed(verify(workspace.record))
    )


def _forge(workspace: Workspace, old: bytes, new: bytes) -> None:
    """Change the only statement handed over, and everything that names its digest."""
    record = Record(workspace.record)
    (entry,) = record.journal().entries
    assert isinstance(entry.act, StatementIssued)
    path = record.statement_path("2026-01.1")
    assert old in path.read_bytes()
    content = path.read_bytes().replace(old, new)
    path.write_bytes(content)
    act = replace(entry.act, statement_sha256=hashlib.sha256(content).hexdigest())
    again = next_entry(Journal(), entry.agreement, entry.at, speaker("provider"), act)
    record.path.write_bytes(Journal(entries=(again,)).to_bytes())


def test_every_part_of_a_kept_bundle_counts(tmp_path: Path) -> None:
    whole = (BUNDLES / f"semantics-{SEMANTICS}.servanda").read_bytes()
    changed = tmp_path / "changed.servanda"
    for place in range(0, len(whole), max(1, len(whole) // 40)):
        content = bytearray(whole)
        content[place] ^= 0x01
        changed.write_bytes(content)
        try:
            verified = verify(changed)
        except NotABundle:
            continue
        assert not verified.holds, place


def test_relief_shows_in_the_figure_and_in_the_clock_of_its_case(tmp_path: Path) -> None:
    workspace = begin(tmp_path)
    relieve(workspace)
    opened = explain(workspace, "restored").value
    assert opened is not None
    (taken,) = opened.taken
    assert (taken.measurement.value, taken.before_relief) == (
        Quantity.share(1),
        Quantity.share(Fraction(2, 3)),
    )
    assert [(each.reason, each.keys) for each in taken.records.left_out] == [
        ("relief 1: carrier", ("2",))
    ]
    case = explain_one_case(workspace, "restored", "2").value
    assert case is not None
    assert (case.timeline.reason, case.timeline.period) == ("relief 1: carrier", None)


def test_relief_for_time_stops_the_clock_that_explains_a_case(tmp_path: Path) -> None:
    workspace = begin(tmp_path)
    start = Instant.parse("2026-01-06T11:00:00Z")
    subject = StretchNamed(start=start, end=start.plus_seconds(7 * 3600))
    act = ReliefClaimed(relief="carrier", subject=subject, reason="The line was cut.")
    claim = say(workspace, "provider", "2026-02-10", act)
    said = ReliefAnswered(claim=claim.sha256, answer=Answer.ACCEPTED, reason="")
    say(workspace, "client", "2026-02-11", said)
    case = explain_one_case(workspace, "restored", "2").value
    assert case is not None
    # Ten hours, of which seven stand still: three of the four allowed.
    assert case.timeline.met is True
    assert case.timeline.due == Instant.parse("2026-01-06T21:00:00Z")
    assert [each.because for each in case.timeline.stretches] == ["", "relief 1: carrier", ""]
    answer = settle(workspace).value
    assert answer is not None
    (restored,) = (line for line in answer.statements[0].lines if line.name == "restored")
    assert restored.payable.amount == 0
    assert restored.before_relief == Quantity.money(1000, "EUR")


def test_a_disputed_line_pays_what_was_settled_on(tmp_path: Path) -> None:
    workspace = everything(tmp_path)
    standing = measure(workspace).value
    assert standing is not None
    editions = standing.standing.issued["2026-03"].editions
    paid = [
        line.payable.amount
        for edition in editions
        for line in edition.lines
        if line.name == "restored"
    ]
    assert paid == [1000, 500]
