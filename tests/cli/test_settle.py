"""``servanda settle`` and ``measure``: from a folder to statements on disk."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.cli.folder import INCIDENTS, OUTAGES, run, write_folder

SPACE = "\N{NO-BREAK SPACE}"


def test_all_periods_so_far_are_settled_and_the_latest_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("settle", folder) == 0
    out = capsys.readouterr().out.replace(SPACE, " ")
    assert out.startswith(
        "January 2026: a watermelon (every technical level is green, experience is not);"
        " 1 of 2 commitments missed; 800.00 EUR service credits\n"
    )
    assert "\nFebruary 2026: both commitments met; no service credits or incentives" in out
    written = sorted(path.name for path in (folder / "statements").iterdir())
    assert written == ["2026-01.html", "2026-01.json", "2026-02.html", "2026-02.json"]


def test_the_limit_is_on_the_statement(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("settle", folder, "--period", "2026-01") == 0
    statement = json.loads((folder / "statements" / "2026-01.json").read_bytes())
    line = next(each for each in statement["lines"] if each["name"] == "restored")
    assert [stage["amount"]["amount"] for stage in line["stages"]] == ["1000", "800"]
    assert statement["totals"]["net"]["amount"] == "9200"


def test_one_period_writes_one_statement(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("settle", folder, "--period", "2026-02", "--output", tmp_path / "out") == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "2026-02.html",
        "2026-02.json",
    ]
    assert not (folder / "statements").exists()


def test_a_statement_has_the_same_bytes_whichever_periods_are_asked_for(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "desk")
    january = folder / "statements" / "2026-01.json"
    assert run("settle", folder) == 0
    before = january.read_bytes()
    assert run("settle", folder, "--period", "2026-01") == 0
    assert january.read_bytes() == before
    assert run("settle", folder, "--until", "2026-04", "--cache", tmp_path / "fresh") == 0
    assert january.read_bytes() == before


def test_from_and_until(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("settle", folder, "--from", "2026-02", "--until", "2026-03", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    assert [each["period"] for each in document["periods"]] == ["2026-02", "2026-03"]
    assert document["latest"]["format"] == "servanda/statement/1"


def test_shuffled_evidence_in_another_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = write_folder(tmp_path / "one"), write_folder(tmp_path / "two" / "deeper")
    for name, text in (("incidents.csv", INCIDENTS), ("outages.csv", OUTAGES)):
        heading, *rows = text.splitlines(keepends=True)
        random.Random(7).shuffle(rows)
        (second / "evidence" / name).write_text(heading + "".join(rows), encoding="utf-8")
    assert run("settle", first) == run("settle", second) == 0
    for name in ("2026-01.json", "2026-02.json", "2026-01.html"):
        before = (first / "statements" / name).read_bytes()
        after = (second / "statements" / name).read_bytes()
        assert before == after


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--period", "2026-13"], "the agreement has no period '2026-13': it has 2026-01"),
        (["--period", "march"], "the agreement has no period 'march'"),
        (["--from", "2026-02", "--until", "2026-1"], "did you mean '2026-1"),
    ],
)
def test_an_unknown_period_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("settle", folder, *arguments) == 2
    assert said in capsys.readouterr().err
    assert not (folder / "statements").exists()


def test_from_after_until_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("settle", folder, "--from", "2026-03", "--until", "2026-02") == 2
    assert "'2026-03'" in capsys.readouterr().err


def test_missing_evidence_is_a_mistake_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    (folder / "evidence" / "outages.csv").unlink()
    assert run("settle", folder) == 1
    assert "outages" in capsys.readouterr().err
    assert not (folder / "statements").exists()


def test_a_place_that_cannot_be_written_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert run("settle", folder, "--output", tmp_path / "file") == 3
    assert "cannot write" in capsys.readouterr().err


def test_figures_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("measure", write_folder(tmp_path / "desk"), "--period", "2026-01") == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Incidents restored in time 50% 2" in out
    assert "Availability of the desk" in out


def test_evidence_that_ends_before_the_first_period_does_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    for name in ("incidents.csv", "outages.csv"):
        path = folder / "evidence" / name
        path.write_text("".join(path.read_text().splitlines(keepends=True)[:2]), encoding="utf-8")
    assert run("settle", folder) == 2
    assert "no period is complete so far" in capsys.readouterr().err
    assert run("settle", folder, "--period", "2026-01") == 0


def test_a_period_that_is_not_over_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("settle", folder, "--from", "2026-02", "--until", "2026-03") == 0
    out = capsys.readouterr().out
    assert "February 2026: " in out
    assert "Not to be paid by yet: the evidence ends on 28 Feb 2026" in " ".join(out.split())
    assert run("settle", folder, "--from", "2026-03", "--until", "2026-04") == 0
    assert "March 2026, so far: " in capsys.readouterr().out
    assert run("settle", folder) == 0
    assert "so far" not in capsys.readouterr().out


def test_one_row_in_a_wrong_year_is_pointed_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    incidents = folder / "evidence" / "incidents.csv"
    with incidents.open("a", encoding="utf-8") as more:
        more.write("INC7,2026-02-10T00:00:00+01:00,2062-02-11T00:00:00+01:00,P2\n")
    assert run("settle", folder) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert "warning A191: 'incidents' has one moment, 2062-02-10T23:00:00Z" in said
    assert "which ends at 2026-02-28T22:30:00Z; it alone makes 10 periods complete" in said


def test_a_statement_carries_pictures_and_is_the_same_however_it_is_asked_for(
    tmp_path: Path,
) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("settle", folder) == 0
    assert run("settle", folder, "--period", "2026-02", "--output", tmp_path / "one") == 0
    page = (folder / "statements" / "2026-02.html").read_bytes()
    assert (tmp_path / "one" / "2026-02.html").read_bytes() == page
    text = page.decode()
    assert text.count("<svg ") == text.count("<figure ") == text.count("<figcaption>")
    for anchor in ("days-restored", "days-uptime", "durations-restored", "money"):
        assert f'<figure id="{anchor}"' in text
    assert 'id="trend-restored"' in text
    first = (folder / "statements" / "2026-01.html").read_text("utf-8")
    # One period is no trend, and later periods are nothing that January knew of.
    assert 'id="trend-restored"' not in first
    assert "Feb 2026" not in first
