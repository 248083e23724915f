"""The eighteen months that the example's parties enter into their record, played once."""

from __future__ import annotations

import csv
import hashlib
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
from servanda.facts.decision import StatementIssued, Way
from servanda.facts.proposal import ProposalState
from servanda.facts.standing import Standing
from servanda.journal.chain import Journal
from servanda.kernel.time import Instant
from servanda.ledger.export import beancount_text
from servanda.pipeline.booking import Booked, book
from servanda.pipeline.bundling import bundle
from servanda.pipeline.deciding import open_desk
from servanda.pipeline.demonstration import play_in_folder
from servanda.pipeline.favours import drafted, habits_of
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


@pytest.fixture(scope="module")
def standing(played: Workspace) -> Standing:
    desk = open_desk(played, END).value
    assert desk is not None
    return desk.standing


def edition(played: Workspace, name: str) -> dict[str, Any]:
    content = (played.record / "statements" / f"{name}.json").read_bytes()
    found: dict[str, Any] = json.loads(content)
    return found


def paid(statement: dict[str, Any], line: str) -> Fraction:
    (found,) = (each for each in statement["lines"] if each["name"] == line)
    return Fraction(found["payable"]["amount"])


def total(statement: dict[str, Any], name: str) -> Fraction:
    return Fraction(statement["totals"][name]["amount"])


def judged(statement: dict[str, Any], commitment: str) -> str:
    (found,) = (each for each in statement["assessments"] if each["commitment"] == commitment)
    return str(found["level"])


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
    assert reasons(journal, "2025-07")[1] == ("an amount agreed in the dispute raised in entry 46",)
    assert total(edition(played, "2025-10.1"), "adjustments") == -250


def test_an_outage_of_a_third_party_is_relieved_in_part(
    played: Workspace, journal: Journal
) -> None:
    before, after = (edition(played, f"2025-11.{number}") for number in (1, 2))
    assert paid(before, "payments_available") == 1500
    assert paid(after, "payments_available") == 0
    (line,) = (each for each in after["lines"] if each["name"] == "payments_available")
    assert line["before_relief"] == {"amount": "1500", "unit": "EUR"}
    assert reasons(journal, "2025-11")[1] == ("relief granted (claimed in entry 69)",)
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


def test_the_agreement_grows_in_small_steps_that_both_sign(standing: Standing) -> None:
    found = [
        (each.governs_from.isoformat(), len(each.texts) - 1, each.state)
        for each in standing.proposals
    ]
    assert found == [
        ("2025-01-01", 0, ProposalState.SIGNED),
        ("2026-04-01", 1, ProposalState.SUPERSEDED),
        ("2026-04-01", 1, ProposalState.SIGNED),
        ("2026-05-01", 2, ProposalState.SIGNED),
        ("2026-10-01", 3, ProposalState.SIGNED),
    ]
    [asked] = [thread for each in standing.proposals for thread in each.threads]
    assert asked.resolved_at is not None


def test_what_was_signed_is_what_is_shipped(played: Workspace, standing: Standing) -> None:
    shipped = [path.read_bytes() for path in agreement_paths()]
    assert [path.read_bytes() for path in played.texts] == shipped
    signed = [text.sha256 for text in standing.proposals[-1].texts]
    assert signed == [hashlib.sha256(text).hexdigest() for text in shipped]


def test_a_review_without_the_cio_is_not_held_and_earns_nothing(played: Workspace) -> None:
    found = {
        period: (
            judged(edition(played, f"{period}.1"), "business_review"),
            int(paid(edition(played, f"{period}.1"), "talks")),
        )
        for period in ("2025-06", "2025-12", "2026-05", "2026-06")
    }
    assert found == {
        "2025-06": ("below expected", 0),
        "2025-12": ("met", 1000),
        "2026-05": ("met", 0),
        "2026-06": ("met", 1000),
    }


def test_from_may_a_review_counts_once_both_have_it(played: Workspace) -> None:
    """May's came within 31 hours, June's on the fourth day; April's count by the export."""
    found = {
        period: (
            judged(edition(played, f"{period}.1"), "review_speed"),
            paid(edition(played, f"{period}.1"), "quick_review"),
        )
        for period in ("2026-03", "2026-04", "2026-05", "2026-06")
    }
    assert found == {
        "2026-03": ("met", Fraction("1282.50")),
        "2026-04": ("below expected", 0),
        "2026-05": ("met", Fraction("1282.50")),
        "2026-06": ("below expected", 0),
    }


def test_success_is_shared_in_the_months_that_pass_the_target(played: Workspace) -> None:
    found = {
        period: paid(edition(played, f"{period}.1"), "fewer_repairs_shared")
        for period in ("2025-09", "2025-12", "2026-05", "2026-06")
    }
    assert found == {
        "2025-09": 0,
        "2025-12": Fraction("1608.91"),
        "2026-05": 0,
        "2026-06": Fraction("3312.08"),
    }


def test_what_hurt_users_is_gone_when_they_say_so(played: Workspace) -> None:
    desk = open_desk(played, END).value
    assert desk is not None
    found = together(desk).pain_points.values()
    assert [each.gone_at is not None for each in found] == [True, True, False]


def test_a_quotation_within_three_days_earns_and_a_later_one_does_not(played: Workspace) -> None:
    assert paid(edition(played, "2025-09.1"), "quick_quotation") == 0
    assert paid(edition(played, "2026-02.1"), "quick_quotation") == 200


def test_a_favour_given_three_times_becomes_the_amendment_that_is_signed(
    played: Workspace,
) -> None:
    desk = open_desk(played, END).value
    assert desk is not None
    [habit] = habits_of(desk)
    assert (habit.favour, len(habit.given), habit.settled) == ("weekend_support", 3, Way.AMENDED)
    drafted_price = "weekend_support_price: 1600 EUR"
    assert drafted_price in drafted(desk, "weekend_support", date(2027, 1, 1))
    assert drafted_price in played.texts[-1].read_text("utf-8")


def test_they_talk_learn_order_work_and_do_each_other_favours(played: Workspace) -> None:
    desk = open_desk(played, END).value
    assert desk is not None
    found = together(desk)
    assert sum(each.held is not None for each in found.reviews.values()) == 11
    assert [each.opened.incident for each in found.incident_reviews.values()] == [
        "OUT00003",
        "OUT00068",
        "OUT00129",
        "OUT00119",
        "OUT00127",
    ]
    assert all(each.published for each in found.incident_reviews.values())
    left = [each.agreed.role for each in found.actions.values() if each.done_at is None]
    assert (len(found.actions), left) == (9, ["CIO", "contract manager", "service manager"])
    assert [each.accepted_at is not None for each in found.work.values()] == [True, True, False]
    assert all(each.acknowledged_at for each in found.goodwill.values())
    assert {each.entry.party for each in found.goodwill.values()} == {"client", "provider"}


def test_incidents_that_were_learned_from_are_in_the_evidence(played: Workspace) -> None:
    desk = open_desk(played, END).value
    assert desk is not None
    with (played.evidence / "outages.csv").open(encoding="utf-8", newline="") as file:
        ended = {row["id"]: row["end"] for row in csv.DictReader(file)}
    for each in together(desk).incident_reviews.values():
        assert Instant.parse(ended[each.opened.incident]) == each.opened.restored


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
