"""``servanda explain``: figures, lines, availability and single cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.folder import AGREEMENT, run, write_folder

SPACE = "\N{NO-BREAK SPACE}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "desk")


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.replace(SPACE, " ").split())


def test_a_measure_shows_what_counted_failures_first(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", "restored", "2026-01", "-a", folder) == 0
    out = said(capsys)
    assert "restored in January 2026: 50% Incidents restored in time" in out
    assert "restored: below minimum; expected at least 95%, minimum at least 90%" in out
    assert "Counted: 2" in out
    assert out.index("INC2") < out.index("INC1")


def test_a_line_shows_its_formula_with_values_and_its_stages(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", "penalties.restored", "2026-01", "-a", folder) == 0
    out = said(capsys)
    assert "restored in January 2026: 800.00 EUR payable" in out
    assert "asked: 1,000.00 EUR" in out
    assert "limited to 800.00 EUR (penalties at most 8% of fee each month)" in out
    assert "Counted" not in out


def test_outages_are_cut_at_the_edges_of_the_period(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", "uptime", "2026-01", "-a", folder) == 0
    out = said(capsys)
    assert "Sat 31 Jan 2026 22:00 1 Feb 2026 00:00 down 2 h OUT2" in out
    assert "Sat 10 Jan 2026 00:00 01:00 down 1 h OUT1" in out


def test_a_case_is_told_with_closed_hours_and_verdict(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", "restored", "--case", "INC2", "-a", folder) == 0
    out = said(capsys)
    assert "took 5 h 30 min open" in out
    assert "due Wed 7 Jan 2026 10:30" in out
    assert "verdict late; counts in January 2026" in out
    assert "Tue 6 Jan 2026 18:00 7 Jan 2026 08:00 closed hours" in out


def test_taking_a_record_out_changes_the_figure_and_its_explanation(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "evidence" / "incidents.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("INC2")))
    assert run("explain", "restored", "2026-01", "-a", folder, "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    taken = document["measurements"][0]
    assert taken["measurement"]["value"]["amount"] == "1"
    assert [record["key"] for record in taken["first"]] == ["INC1"]
    assert run("explain", "restored", "--case", "INC2", "-a", folder) == 2
    assert "'restored' has no case 'INC2'; its cases are like INC1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "refused"),
    [
        (["restord"], "called 'restord'; did you mean 'restored'?"),
        (["nothing.restored"], "nothing.restored"),
        (["restored", "2027-01"], "no period '2027-01'"),
        (["uptime", "--case", "OUT1"], "'uptime' has no clock for each case"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], refused: str
) -> None:
    assert run("explain", *arguments, "-a", folder) == 2
    assert refused in capsys.readouterr().err


def test_hostile_keys_do_not_reach_the_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "evidence" / "incidents.csv"
    text = path.read_text(encoding="utf-8").replace("INC2,", "\x1b[2J\u202eINC2,")
    path.write_text(text, encoding="utf-8")
    for command in (["explain", "restored", "2026-01", "-a"], ["measure"], ["settle"], ["profile"]):
        run(*command, folder)
        printed = capsys.readouterr()
        assert not set(printed.out + printed.err) & {"\x1b", "\u202e"}


def test_a_case_spelt_in_other_letters_is_offered(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", "restored", "--case", "inc-1", "-a", folder) == 2
    assert "no case 'inc-1'; did you mean 'INC1'?" in capsys.readouterr().err


def test_a_refusal_stays_on_one_line_whatever_keys_hold(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "evidence" / "incidents.csv"
    text = path.read_text(encoding="utf-8").replace("INC2,", '"INC\n2",')
    path.write_text(text, encoding="utf-8")
    assert run("explain", "restored", "--case", "none", "-a", folder) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_period_that_is_not_over_is_measured_as_far_as_the_evidence_reaches(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    incidents = folder / "evidence" / "incidents.csv"
    outages = folder / "evidence" / "outages.csv"
    with incidents.open("a", encoding="utf-8") as more:
        more.write("INC7,2026-03-11T00:00:00+01:00,2026-03-11T00:00:00+01:00,P2\n")
    with outages.open("a", encoding="utf-8") as more:
        more.write("OUT4,2026-03-10T00:00:00+01:00,\n")
    assert run("explain", "uptime", "2026-03", "-a", folder) == 0
    out = said(capsys)
    assert "uptime in March 2026: 90%" in out
    assert "agreed = 10 d" in out
    assert "Tue 10 Mar 2026 00:00 11 Mar 2026 00:00 down" in out
    assert run("explain", "uptime", "2026-04", "-a", folder) == 0
    assert "no data" in said(capsys)


def test_a_complete_period_stays_whole_where_a_later_one_is_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agreed = []
    for period in (["2026-02"], ["2026-04"]):
        assert (
            run("measure", folder, "--from", "2026-02", "--until", *period, "--format", "json") == 0
        )
        figures = json.loads(capsys.readouterr().out)["figures"]
        found = [e for e in figures if (e["measure"], e["period"]) == ("uptime", "2026-02")]
        agreed.append(found[0]["value"]["amount"])
    assert agreed[0] == agreed[1]


def test_the_time_allowed_stands_apart_from_its_formula(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = AGREEMENT.replace("within: 4 business hours", 'within: "allowed[priority]"')
    text = text.replace("terms:\n", "terms:\n  allowed: {P1: 4 business hours}\n")
    folder = write_folder(tmp_path / "keyed", text)
    assert run("explain", "restored", "--case", "INC2", "-a", folder) == 0
    assert "allowed 4 h open (allowed[priority])" in said(capsys)


def test_records_that_no_figure_tells_of_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = AGREEMENT.replace("    where: priority = 'P1'\n", "    by: {priority: [P1]}\n")
    assert run("measure", write_folder(tmp_path / "desk", text), "--period", "2026-01") == 0
    assert "restored: 2: its segment is not in the register" in said(capsys)


def test_a_diagnostic_is_explained_by_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "A228") == 0
    said = capsys.readouterr().out
    assert said.startswith("note A228  Calendar not said\n")
    assert "What to do: add 'calendar: always', or one of the calendars\n" in said
    assert "More: docs/diagnostics/A228.md" in said
    assert run("explain", "A299") == 2
    assert "no diagnostic has the code A299; did you mean A" in capsys.readouterr().err
