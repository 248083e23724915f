"""Amendments laid over the text that they amend."""

from datetime import date
from pathlib import Path

import pytest

from servanda.agreement.read import read_agreement
from servanda.agreement.read.versions import Reading, read_texts
from servanda.agreement.text.compose import BYTES_MAX
from tests.agreement.samples import BASE, CASES

COMMITTED = f"""{BASE}{CASES}\
terms: {{fee: {{2026-01-01: 1000 EUR}}}}
commitments:
  restored: {{expected: at least 95%, minimum: at least 90%}}
penalties:
  restored: {{of: fee, below expected: 5%}}
  slow: 5 EUR
limits: [penalties at most 100 EUR each month]
"""


def amendment(number: int, day: str, changes: str = "") -> str:
    return f"servanda: 1\nagreement: sample\namends: {{number: {number}, from: {day}}}\n{changes}"


def read(*amendments: str) -> Reading:
    texts = [("agreement.yaml", COMMITTED.encode())]
    texts += [
        (f"amendment-{number}.yaml", text.encode())
        for number, text in enumerate(amendments, start=1)
    ]
    return read_texts(texts)


def found(reading: Reading) -> list[tuple[str, str]]:
    return [(each.code, str(each.span)) for each in reading.diagnostics]


def test_mappings_merge_and_all_else_replaces() -> None:
    reading = read(
        amendment(
            1,
            "2026-07-01",
            "commitments: {restored: {expected: at least 97%}}\n"
            "terms: {fee: {2026-07-01: 1100 EUR}}\n",
        )
    )
    assert found(reading) == []
    assert reading.history is not None
    first, second = reading.history.versions
    assert [each.text for _, each in first.commitments["restored"].expected.steps] == [
        "at least 95%"
    ]
    amended = second.commitments["restored"]
    assert [each.text for _, each in amended.expected.steps] == ["at least 97%"]
    assert amended.minimum is not None
    assert len(second.terms["fee"].values.steps) == 2
    assert (second.amendment, second.effective_from) == (1, date(2026, 7, 1))
    assert second.source_name == "amendment-1.yaml"
    assert first.sha256 != second.sha256


def test_places_stay_those_of_the_file_they_came_from() -> None:
    reading = read(
        amendment(1, "2026-07-01", "commitments: {restored: {expected: at least 97%}}\n")
    )
    assert reading.history is not None
    restored = reading.history.latest.commitments["restored"]
    assert restored.expected.steps[0][1].span.file == "amendment-1.yaml"
    assert restored.minimum is not None
    assert restored.minimum.steps[0][1].span.file == "agreement.yaml"


def test_remove_takes_a_part_out() -> None:
    reading = read(amendment(1, "2026-07-01", "penalties: {slow: remove}\n"))
    assert reading.history is not None
    assert "slow" in reading.history.versions[0].figures
    assert "slow" not in reading.history.latest.figures


def test_removing_what_is_still_used_is_a_mistake() -> None:
    reading = read(amendment(1, "2026-07-01", "terms: {fee: remove}\n"))
    assert found(reading) == [("F020", "agreement.yaml:30:18")]


def test_each_mistake_is_told_once() -> None:
    reading = read_texts(
        [
            ("agreement.yaml", COMMITTED.replace("slow: 5 EUR", "slow: 5 USD").encode()),
            ("amendment-1.yaml", amendment(1, "2026-07-01", "title: New\n").encode()),
        ]
    )
    assert found(reading) == [("F045", "agreement.yaml:31:9")]


@pytest.mark.parametrize(
    ("amendments", "expected"),
    [
        ([amendment(1, "2026-07-15")], [("A078", "amendment-1.yaml:3:27")]),
        ([amendment(2, "2026-07-01")], [("A072", "amendment-1.yaml:3:18")]),
        (
            [amendment(1, "2026-07-01"), amendment(2, "2026-07-01")],
            [("A073", "amendment-2.yaml:3:27")],
        ),
        ([amendment(1, "2025-07-01")], [("A073", "amendment-1.yaml:3:27")]),
        ([amendment(1, "2027-07-01")], [("A075", "amendment-1.yaml:3:27")]),
        (
            [amendment(1, "2026-07-01").replace("sample", "simple")],
            [("A074", "amendment-1.yaml:2:12")],
        ),
        (
            [amendment(1, "2026-07-01", "penalties: {slwo: remove}\n")],
            [("A076", "amendment-1.yaml:4:13")],
        ),
        (
            [amendment(1, "2026-07-01", "settlement: {every: week}\n")],
            [("A077", "amendment-1.yaml:4:14")],
        ),
        (
            [amendment(1, "2026-07-01", "in force: {from: 2026-02-01}\n")],
            [("A079", "amendment-1.yaml:4:12")],
        ),
        (["servanda: 1\nagreement: sample\n"], [("A070", "amendment-1.yaml:1:1")]),
        ([amendment(1, "2026-02-30")], [("A007", "amendment-1.yaml:3:27")]),
        (
            ["servanda: 1\namends: {number: 1, from: 2026-07-01}\n"],
            [("A002", "amendment-1.yaml:1:1")],
        ),
        (["- a list\n"], [("A003", "amendment-1.yaml:1:1")]),
        (
            [amendment(1, "2026-07-01", "commitments: {restored: {expectd: at least 97%}}\n")],
            [("A001", "amendment-1.yaml:4:26")],
        ),
    ],
)
def test_mistakes_of_amendments(amendments: list[str], expected: list[tuple[str, str]]) -> None:
    assert found(read(*amendments)) == expected


def test_amendments_may_stand_in_any_order() -> None:
    reading = read(
        amendment(2, "2026-08-01", "title: Second\n"), amendment(1, "2026-07-01", "title: First\n")
    )
    assert reading.history is not None
    assert [each.title for each in reading.history.versions] == ["Sample", "First", "Second"]


def test_the_end_may_be_prolonged() -> None:
    reading = read(amendment(1, "2027-01-01", "in force: {until: 2027-12-31}\n"))
    assert reading.history is not None
    assert reading.history.latest.in_force.last_day == date(2027, 12, 31)


def test_a_folder_holds_the_text_and_its_amendments(tmp_path: Path) -> None:
    (tmp_path / "agreement.yaml").write_text(COMMITTED)
    for number in range(1, 11):
        text = amendment(number, f"2026-{number + 1:02}-01")
        (tmp_path / f"amendment-{number}.yaml").write_text(text)
    (tmp_path / "notes.yaml").write_text("not: read")
    reading = read_agreement([tmp_path])
    assert reading.history is not None
    assert [each.amendment for each in reading.history.versions] == list(range(11))
    assert len(reading.sources) == 11


def test_one_file_or_several(tmp_path: Path) -> None:
    base, later = tmp_path / "text.yaml", tmp_path / "change.yaml"
    base.write_text(COMMITTED)
    later.write_text(amendment(1, "2026-02-01"))
    assert read_agreement([base]).is_sound
    reading = read_agreement([base, later])
    assert reading.history is not None
    assert len(reading.history.versions) == 2


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    assert [each.code for each in read_agreement([tmp_path]).diagnostics] == ["A080"]
    missing = read_agreement([tmp_path / "none.yaml"])
    assert [each.code for each in missing.diagnostics] == ["A081"]


def test_no_more_is_read_of_a_large_file_than_is_allowed(tmp_path: Path) -> None:
    large = tmp_path / "agreement.yaml"
    large.write_bytes(b"#" * (BYTES_MAX * 2))
    reading = read_agreement([large])
    assert [each.code for each in reading.diagnostics] == ["T001"]


def test_no_file_at_all_is_a_callers_mistake() -> None:
    with pytest.raises(ValueError, match="at least one"):
        read_agreement([])
