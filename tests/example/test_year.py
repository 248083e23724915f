"""The year that the example's parties enter into their record, played once."""

from __future__ import annotations

import json
import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from beancount import loader

from servanda.example import agreement_paths
from servanda.example.exports import as_of
from servanda.example.generate import all_exports
from servanda.example.people import example_key
from servanda.facts.decision import EvidenceSubmitted, StatementIssued
from servanda.journal.chain import Journal
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.ledger.export import beancount_text
from servanda.pipeline.booking import Booked, book
from servanda.pipeline.bundling import bundle
from servanda.pipeline.deciding import open_desk
from servanda.pipeline.demonstration import play_in_folder
from servanda.pipeline.holding import Helped, look_at_holding
from servanda.pipeline.record import Record
from servanda.pipeline.refusals import CannotWrite
from servanda.pipeline.reviewing import together
from servanda.pipeline.verifying import verify
from servanda.pipeline.workspace import Workspace

END = Instant.parse("2026-07-31T12:00:00Z")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return play_in_folder(tmp_path_factory.mktemp("year") / "demo")


@pytest.fixture(scope="module")
def journal(played: Workspace) -> Journal:
    return Record(played.record).journal()


@pytest.fixture(scope="module")
def booked(played: Workspace) -> Booked:
    answer = book(played, END)
    assert answer.value is not None, answer.diagnostics
    return answer.value


def edition(played: Workspace, name: str) -> dict[str, Any]:
    content = (played.record / "statements" / f"{name}.json").read_bytes()
    found: dict[str, Any] = json.loads(content)
    return found


def paid(statement: dict[str, Any], line: str) -> Fraction:
    (found,) = (each for each in statement["lines"] if each["name"] == line)
    return Fraction(found["payable"]["amount"])


def total(statement: dict[str, Any], name: str) -> Fraction:
    return Fraction(statement["totals"][name]["amount"])


def reasons(journal: Journal, period: str) -> list[tuple[str, ...]]:
    return [
        each.act.reasons
        for each in journal.entries
        if isinstance(each.act, StatementIssued) and each.act.period == period
    ]


def test_every_month_has_its_statement_and_every_entry_its_signature(journal: Journal) -> None:
    issued = [each.act for each in journal.entries if isinstance(each.act, StatementIssued)]
    assert len({each.period for each in issued}) == 18
    assert all(each.key == example_key(each.party).public for each in journal.entries)


def test_a_disputed_month(played: Workspace, journal: Journal) -> None:
    before, after = (edition(played, f"2025-07.{number}") for number in (1, 2))
    assert paid(before, "resolve_requests") == 750
    assert paid(after, "resolve_requests") == 1000
    assert reasons(journal, "2025-07")[1] == ("an amount agreed in the dispute raised in entry 11",)
    assert total(edition(played, "2025-10.1"), "adjustments") == -250


def test_an_outage_of_a_third_party_is_relieved_in_part(
    played: Workspace, journal: Journal
) -> None:
    before, after = (edition(played, f"2025-11.{number}") for number in (1, 2))
    assert paid(before, "payments_available") == 1500
    assert paid(after, "payments_available") == 0
    (line,) = (each for each in after["lines"] if each["name"] == "payments_available")
    assert line["before_relief"] == {"amount": "1500", "unit": "EUR"}
    assert reasons(journal, "2025-11")[1] == ("relief granted (claimed in entry 17)",)
    assert total(before, "net") == 227500
    assert total(after, "net") == 229000


@pytest.mark.parametrize(
    ("period", "before", "after"),
    [
        ("2025-06", 3000, 3000),
        ("2025-08", 3000, 0),
        ("2025-09", 6000, 0),
        ("2025-12", 6000, 0),
    ],
)
def test_late_entries_restate_what_they_change(
    played: Workspace, journal: Journal, period: str, before: int, after: int
) -> None:
    assert paid(edition(played, f"{period}.1"), "restore_major") == before
    assert paid(edition(played, f"{period}.2"), "restore_major") == after
    assert reasons(journal, period)[1:] == [("later evidence",)]


def test_the_page_on_the_year_says_the_same(played: Workspace, journal: Journal) -> None:
    page = Path("docs/example.md").read_text("utf-8")
    rows = re.findall(
        r"^\| (\d{4}-\d\d) \| `(\w+)` \| (\S+) EUR \| (\S+) EUR \| (.+) \|$", page, re.MULTILINE
    )
    assert {row[0] for row in rows} == {
        each.act.period
        for each in journal.entries
        if isinstance(each.act, StatementIssued) and each.act.edition > 1
    }
    for period, line, before, after, reason in rows:
        assert paid(edition(played, f"{period}.1"), line) == Fraction(before), period
        assert paid(edition(played, f"{period}.2"), line) == Fraction(after), period
        assert reasons(journal, period)[1:] == [(reason,)]


def test_restatements_are_paid_once_in_the_next_statement(played: Workspace) -> None:
    adjusted = {
        f"{year}-{month:02d}": total(edition(played, f"{year}-{month:02d}.1"), "adjustments")
        for year, months in ((2025, range(1, 13)), (2026, range(1, 7)))
        for month in months
    }
    assert {label: amount for label, amount in adjusted.items() if amount} == {
        "2025-10": -250,
        "2026-01": 16500,
    }


def test_a_training_is_bought_and_the_measure_moves(played: Workspace, booked: Booked) -> None:
    answer = look_at_holding(booked, played)
    assert answer.value is not None
    (spending,) = answer.value.spendings
    (moved,) = spending.moved
    assert moved.before is not None
    assert moved.after is not None
    assert (moved.before.period.label, moved.after.period.label) == ("2026-04", "2026-06")
    assert moved.helped is Helped.BETTER
    balance = answer.value.balance
    assert balance.free.amount == Fraction("27008.90")
    assert balance.spent.amount == 11400


def test_both_parties_sign_the_amendment(journal: Journal) -> None:
    signed = [
        (each.party, tuple(text.name for text in each.act.texts))
        for each in journal.entries
        if isinstance(each.act, EvidenceSubmitted) and "signed" in each.act.note
    ]
    texts = tuple(path.name for path in agreement_paths())
    assert signed == [("provider", texts), ("client", texts)]


def test_in_july_they_learn_from_an_outage_order_work_and_do_a_favour(played: Workspace) -> None:
    desk = open_desk(played, END).value
    assert desk is not None
    found = together(desk)
    (review,) = found.incident_reviews.values()
    assert review.published is not None
    assert review.opened.incident == "OUT00127"
    assert [each.done_at is None for each in found.actions.values()] == [False, True]
    (work,) = found.work.values()
    assert work.price == Quantity.money(6500, "EUR")
    (favour,) = found.goodwill.values()
    assert favour.acknowledged_at is not None


def test_the_ledger_sums_to_zero_and_beancount_agrees(booked: Booked) -> None:
    for transaction in booked.ledger.transactions:
        assert sum(each.amount.amount for each in transaction.postings) == 0
    _, errors, _ = loader.load_string(beancount_text(booked.ledger, title="Example"))
    assert errors == []


def test_the_bundle_verifies(played: Workspace, tmp_path: Path) -> None:
    packed = bundle(Record(played.record), tmp_path / "year.servanda")
    verified = verify(packed.path, head=packed.head)
    assert verified.holds, [each for each in verified.checks if not each.holds]
    assert verified.unsigned == 0


def test_what_was_entered_since_is_not_written_over(played: Workspace) -> None:
    path = Record(played.record).path
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b"\n", 0, -1) + 1])
    with pytest.raises(CannotWrite, match="not the example's alone"):
        play_in_folder(path.parent.parent)
    path.write_bytes(content)


def test_playing_again_gives_the_same_record(played: Workspace) -> None:
    folder = played.record.parent
    before = _files(folder / "record"), _files(folder / "operating-record")
    play_in_folder(folder)
    assert (_files(folder / "record"), _files(folder / "operating-record")) == before


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def test_exports_of_a_day_know_nothing_later() -> None:
    exports = {
        each.name: each
        for each in as_of(all_exports(), date(2025, 2, 1), late_entries=date(2025, 1, 1))
    }
    assert [name for name in exports if name.startswith("incident")] == [
        "incident_changes_2025_q1.csv"
    ]
    probes = exports["page_loads.csv"].rows
    assert probes[-1][1].startswith("2025-01-31T23:")
    requests = exports["requests.csv"]
    closed = [row[requests.headings.index("closed_at")] for row in requests.rows]
    assert "" in closed
    assert {each[3:10] for each in closed if each} == {"01-2025"}


def test_exports_of_the_last_day_are_the_whole_evidence() -> None:
    last = date(2026, 7, 1)
    assert list(as_of(all_exports(), last, late_entries=last)) == list(all_exports())
