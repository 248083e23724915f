"""``servanda model``: the example's text, out as a sheet and back, wrong sheets, the register."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import python_calamine
from pypdf import PdfReader

from servanda.example import agreement_paths, operating_model_path
from servanda.pipeline.playing_model import play_operating_model
from tests.cli.folder import run

DAY = ("--on", "2026-06-30")
Rows = list[list[str]]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the example's agreement, its operating model, and what was said."""
    folder = tmp_path_factory.mktemp("played")
    contract = operating_model_path().with_name("master-services-agreement.txt")
    for path in (*agreement_paths(), operating_model_path(), contract):
        shutil.copyfile(path, folder / path.name)
    play_operating_model(folder)
    return folder


@pytest.fixture
def folder(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return such a folder to work in, the one at hand."""
    folder = tmp_path / "bank"
    shutil.copytree(played, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def unlinked(folder: Path) -> Path:
    """Return the folder with a model that names no agreement, which is read in no time."""
    text = text_of(folder)
    for part in (
        "agreements:\n  northwind: .\n",
        ", agreement: northwind, party: cardnet",
        ", agreement: northwind",
        "    agreement: northwind\n",
    ):
        assert part in text
        text = text.replace(part, "")
    (folder / "operating-model.yaml").write_text(text, encoding="utf-8")
    return folder


def text_of(folder: Path) -> str:
    return (folder / "operating-model.yaml").read_text(encoding="utf-8")


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [" ".join(each.split()) for each in capsys.readouterr().out.splitlines()]


def rows_of(sheet: Path) -> Rows:
    page = python_calamine.load_workbook(str(sheet)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in page.to_python()]


def filled(folder: Path, change: Callable[[Rows], None]) -> Path:
    """Write the matrix, change its rows, and save them as a sheet that comes back."""
    assert run("model", "matrix", "matrix.xlsx", *DAY) == 0
    rows = rows_of(folder / "matrix.xlsx")
    change(rows)
    with (folder / "back.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return folder / "back.csv"


def put(row: int, column: str, text: str) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[row - 1][rows[0].index(column)] = text

    return change


def test_the_example_is_in_order(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("model", "check", *DAY) == 0
    assert told(capsys)[-1] == (
        "Operating model of Acme Bank: 3 services; on 2026-06-30 no finding that nobody bears,"
        " 1 accepted."
    )
    assert run("model", "format", "--check") == 0


def test_an_acceptance_that_ended_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("model", "check", "--on", "2026-01-10") == 0
    out = " ".join(told(capsys))
    assert "warning O119: the acceptance of 'Nobody owns recovery" in out
    assert "warning O101: nobody is decided on for business continuity" in out


def test_a_portfolio_is_filtered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("model", "show", "--undecided", "--format", "json", *DAY) == 0
    document = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in document["services"]] == ["payments"]
    assert run("model", "show", "--party", "chatworks", "--format", "json", *DAY) == 0
    document = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in document["services"]] == ["campaign_assistant"]


def test_a_service_is_shown_with_present_and_target(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("model", "show", "campaign_assistant", "--on", "2026-02-28") == 0
    lines = told(capsys)
    assert lines[0] == "Campaign assistant: ambition B, mode 2; 2 of 28 cells undecided."
    assert "Incident management interface t.b.d. t.b.d. IT operations 15 Mar 2026" in lines
    assert run("model", "show", "campaign_assistants") == 2
    assert "did you mean 'campaign_assistant'?" in capsys.readouterr().err


def test_beside_the_matrix_stands_who_carries_the_service_and_what_keeps_it_up(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("model", "show", "payments", *DAY) == 0
    lines = told(capsys)
    assert "Contract with the provider: held by IT operations." in lines
    assert "strategic Head of Payments business" in lines
    assert "operational Lead of IT operations IT operations" in lines
    assert any(
        line.endswith("From 96.1% in January 2025 to above 97% in the autumn") for line in lines
    )
    assert any(line.endswith("northwind 3 months 4 May 2026") for line in lines)
    assert run("model", "show", "payments", "--on", "2025-12-01") == 0
    lines = told(capsys)
    assert any(line.endswith("northwind 3 months not known") for line in lines)
    assert any(line.endswith("Head of Payments nobody has looked") for line in lines)


def test_run_is_seen_against_change(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("model", "show", *DAY) == 0
    lines = told(capsys)
    assert "Payments team 1 Jan 2025 52 28 65% 60% 41,000 EUR 22,000 EUR 65%" in lines
    assert "Payments team 1 Jan 2026 44 36 55% 60% 35,000 EUR 29,000 EUR 54%" in lines
    assert run("model", "show", "--format", "json", "--on", "2025-12-31") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["teams"] == [
        {
            "name": "payments_team",
            "title": "Payments team",
            "since": "2025-01-01",
            "run_days": 52,
            "change_days": 28,
            "run_percent_most": 60,
            "currency": "EUR",
            "run_budget": 41000,
            "change_budget": 22000,
        }
    ]
    assert any(each["rule"] == "run share" for each in document["findings"])
    gates = [each["agreed"] for each in document["services"][2]["gates"]]
    assert gates == [None, None]
    (task,) = document["services"][0]["step_ins"]
    assert (task["asked"], task["done"]) == ("2025-09-08", "2025-09-18")


def test_what_people_said_since_is_a_change(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("model", "compare", "--since", "2026-04-30", *DAY) == 0
    assert told(capsys)[-1] == (
        "payments control: Access to the platform is reviewed shown on 2026-02-05 shown on"
        " 2026-05-04"
    )


def test_a_matrix_on_paper(folder: Path) -> None:
    assert run("model", "show", "payments", "--format", "pdf", *DAY) == 0
    (file,) = (folder / "statements").glob("*.pdf")
    pages = " ".join(page.extract_text() for page in PdfReader(file).pages)
    assert "Payments platform" in pages
    assert "Software licence management" in " ".join(pages.split())


def test_what_changed_since_the_last_review(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("model", "compare", "--since", "2026-03-11", "--format", "json", *DAY) == 0
    found = json.loads(capsys.readouterr().out)["differences"]
    told_ = {(each["what"], each["before"], each["after"]) for each in found}
    assert ("mode", "2", "1") in told_
    assert ("gate: Incident management", "open", "agreed") in told_
    assert ("Change management, interface: present", "t.b.d.", "IT operations") in told_
    assert not any("Incident management, interface" in each["what"] for each in found)


def test_a_sheet_that_nobody_touched_changes_nothing(
    unlinked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = text_of(unlinked)
    assert run("model", "matrix", "matrix.xlsx", *DAY) == 0
    assert run("model", "fill", "matrix.xlsx", *DAY) == 0
    assert told(capsys)[-1] == "Nothing differs between the text and the sheet."
    assert text_of(unlinked) == before


def test_a_sheet_comes_back_with_what_changed(
    unlinked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = text_of(unlinked)

    def change(rows: Rows) -> None:
        put(4, "Accountable", "business")(rows)
        put(4, "Performs", "northwind; cardnet")(rows)
        put(5, "Meant", "IT delivery")(rows)
        put(5, "Because", "its own code")(rows)
        put(5, "Accountable", "IT operations")(rows)

    sheet = filled(unlinked, change)
    assert run("model", "fill", sheet, "--format", "json", "--diff", *DAY) == 0
    assert text_of(unlinked) == before
    capsys.readouterr()
    assert run("model", "fill", sheet, "--format", "json", *DAY) == 0
    document = json.loads(capsys.readouterr().out)
    assert {(each["what"], each["before"], each["after"]) for each in document["differences"]} == {
        (
            "Situation management: present",
            "IT operations, northwind performs",
            "business, northwind, cardnet perform",
        ),
        ("Problem management: target", "IT operations", "IT delivery"),
        ("Problem management: because", "none", "its own code"),
    }
    after = text_of(unlinked)
    assert after.startswith("# Who answers for what at the bank.")
    changed = set(after.splitlines()) ^ set(before.splitlines())
    assert changed == {
        "      situation management: {performs: northwind}",
        "      situation management: {accountable: business, performs: [northwind, cardnet]}",
        "      problem management: {performs: northwind}",
        "      problem management: {accountable: IT operations, performs: northwind}",
        "    target: {problem management: {accountable: IT delivery, because: its own code}}",
    }
    assert run("model", "fill", sheet, *DAY) == 0
    assert "Nothing differs between the text and the sheet." in capsys.readouterr().out


def test_a_cell_that_a_step_changed_gets_a_further_step(
    unlinked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(rows: Rows) -> None:
        place = next(
            number for number, row in enumerate(rows, 1)
            if row[0] == "campaign_assistant" and row[2:4] == ["Incident management", "interface"]
        )  # fmt: skip
        put(place, "Accountable", "IT delivery")(rows)

    assert run("model", "fill", filled(unlinked, change), *DAY) == 0
    capsys.readouterr()
    compared = ("model", "compare", "--since", "2026-06-29", "--format", "json", *DAY)
    assert run(*compared) == 0
    found = json.loads(capsys.readouterr().out)["differences"]
    assert [each["what"] for each in found][:1] == ["Incident management, interface: present"]
    assert "      - process: incident management\n        scope: interface\n" in text_of(unlinked)


WRONG = [
    (put(1, "Performs", "Does it"), "O030", "cell F1: 'Does it' is no heading"),
    (put(3, "Process", "Incident managment"), "O032", "cell C3: there is no process called"),
    (put(3, "Service", "paymnts"), "O032", "cell A3: there is no service called 'paymnts'"),
    (put(3, "Accountable", "business; IT operations"), "O033", "cell E3: 'business; IT"),
    (put(3, "Accountable", "nobody"), "O032", "cell E3: there is no party called 'nobody'"),
    (put(3, "Meant", "northwind"), "O034", "cell G3: 'northwind' is a provider"),
    (put(3, "Process", "Request management"), "O035", "already stands in row 2"),
    (put(3, "Accountable", ""), "O036", "cell E3: 'Accountable' is empty"),
    (put(3, "Meant", "business"), "O037", "cell I3: business differs from ambition A"),
    (put(3, "Scope", "interface"), "O038", "cell D3: 'interface' is not both scopes"),
]


@pytest.mark.parametrize(("change", "code", "words"), WRONG, ids=[each[1] for each in WRONG])
def test_a_wrong_sheet_names_its_cell_and_changes_nothing(
    change: Callable[[Rows], None],
    code: str,
    words: str,
    unlinked: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = text_of(unlinked)
    assert run("model", "fill", filled(unlinked, change), *DAY) == 1
    error = capsys.readouterr().err
    assert f"error {code}: " in error
    assert words in error
    assert "nothing was changed" in error
    assert text_of(unlinked) == before


def test_a_sheet_without_a_column(unlinked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (unlinked / "bare.csv").write_text("Service,Process\npayments,Incident management\n", "utf-8")
    assert run("model", "fill", "bare.csv", *DAY) == 1
    error = capsys.readouterr().err
    assert "error O031: the sheet has no column 'Scope'; nothing was changed" in error
    assert "'Accountable'" in error


def test_a_contract_holder_that_does_not_exist(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = text_of(folder).replace("it elements: business", "it elements: procurement")
    (folder / "operating-model.yaml").write_text(text, encoding="utf-8")
    assert run("model", "check", *DAY) == 1
    out = " ".join(told(capsys))
    assert "error O002: there is no party called 'procurement'" in out


def test_an_agreement_that_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = text_of(folder).replace("northwind: .\n", "northwind: ../elsewhere\n")
    (folder / "operating-model.yaml").write_text(text, encoding="utf-8")
    assert run("model", "check", *DAY) == 1
    assert "error O024: the agreement in '../elsewhere' is not there" in capsys.readouterr().out


def test_no_operating_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("model", "check", tmp_path) == 3
    assert "the folder has no 'operating-model.yaml'" in capsys.readouterr().err


def test_a_list_is_taken_into_the_register(
    unlinked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = (
        "App name,Department,Connected to,Vendor\n"
        "Fleet planner,Facilities,,X\n"
        'Whiteboard,Legal,"Mail; Calendar",Y\n'
        "Whiteboard,HR,,Y\n"
    )
    (unlinked / "sso.csv").write_text(listed, encoding="utf-8")
    assert run("model", "register", "--take", "sso.csv", "--found-in", "single sign-on", *DAY) == 0
    error = capsys.readouterr().err
    assert "1 service added: Whiteboard" in error
    assert "there already: Fleet planner, Whiteboard" in error
    assert "columns that are not read: Vendor" in error
    assert run("model", "register", "--format", "json", *DAY) == 0
    entries = json.loads(capsys.readouterr().out)["entries"]
    assert entries[-1] | {"name": "whiteboard"} == entries[-1]
    assert entries[-1]["interfaces"] == ["Mail", "Calendar"]
    assert entries[-1]["found_in"] == "single sign-on"
    assert run("model", "format", "--check") == 0


def test_a_list_without_a_function(unlinked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = text_of(unlinked)
    (unlinked / "list.csv").write_text("App,Vendor\nWhiteboard,Y\n", encoding="utf-8")
    assert run("model", "register", "--take", "list.csv") == 1
    assert "the sheet has no column 'Function'" in capsys.readouterr().err
    (unlinked / "list.csv").write_text("App,Department\n,Legal\n", encoding="utf-8")
    assert run("model", "register", "--take", "list.csv") == 1
    assert "cell A2: 'Service' is empty" in capsys.readouterr().err
    assert text_of(unlinked) == before


def test_a_letter_asks_only_what_is_not_known(
    unlinked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("model", "letter", "fleet_planner", "--from", "the team of IT") == 0
    letter = " ".join(told(capsys))
    assert letter.startswith("To: Facilities desk About: Fleet planner")
    assert "Who holds the contract" in letter
    assert "What would it cost you" not in letter
    assert letter.endswith("With kind regards, the team of IT")
    assert run("model", "letter", "fleet") == 2
    assert "no entry of the register 'fleet'" in capsys.readouterr().err


def test_a_session_pack_asks_about_every_process_and_knows_what_stands(
    unlinked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("model", "session-pack", "campaign_assistant", *DAY) == 0
    written = "written to statements/session-pack-campaign_assistant.pdf\n"
    assert capsys.readouterr().out == written
    content = (unlinked / "statements" / "session-pack-campaign_assistant.pdf").read_bytes()
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    words = " ".join(text.split())
    assert "If it stands still at two at night, whose telephone rings" in words
    assert "business, chatworks performs" in words
    assert words.count("If it stays open:") == 14
    assert run("model", "session-pack", "campaign_assistant", *DAY, "--output", "again") == 0
    assert (unlinked / "again" / "session-pack-campaign_assistant.pdf").read_bytes() == content


def test_a_session_pack_for_a_service_that_is_new_says_so(
    unlinked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("model", "session-pack", "fleet_planner", *DAY) == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        "The operating model has no service 'fleet_planner' yet: the pack is for a new one."
    )
    assert run("model", "session-pack", "Fleet planner") == 2
    assert "'Fleet planner' cannot name a service" in capsys.readouterr().err
