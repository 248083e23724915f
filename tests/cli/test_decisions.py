"""What the parties say, through the command."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from servanda.facts.decision import LinePaid, StatementIssued
from servanda.facts.statement import LinePurpose
from servanda.journal.chain import Journal, Speaker, next_entry, read_journal
from servanda.journal.signing import SigningKey
from tests.cli.folder import run
from tests.decisions.talk import TEXT, at, euros

PROVIDER = ("--as", "provider", "--person", "J. Smith")
CLIENT = ("--as", "client", "--person", "C. Jones")
CLAIM = (
    "claim", "carrier", "--table", "incidents", "--keys", "INC1,INC2", "--period", "2026-02",
    "--share", "50%", "--reason", "The line was cut.",
)  # fmt: skip

INCIDENTS = """\
number,opened,resolved,service
INC1,2026-02-05T09:00:00Z,2026-02-05T11:00:00Z,payments
INC20,2026-02-06T09:00:00Z,2026-02-06T11:00:00Z,portal
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with an agreement, made the one at hand."""
    (tmp_path / "agreement.yaml").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def journal(folder: Path) -> Journal:
    return read_journal((folder / "record" / "journal.jsonl").read_bytes())


def when(text: str) -> tuple[str, str]:
    return ("--at", f"{text.replace(' ', 'T')}+01:00")


def issue(folder: Path) -> None:
    """Enter a statement of February, as handed over by the provider."""
    lines = (
        LinePaid(name="fee", purpose=LinePurpose.CHARGE, payable=euros(1000)),
        LinePaid(name="slow", purpose=LinePurpose.SERVICE_CREDIT, payable=euros(100)),
    )
    act = StatementIssued(
        period="2026-02", edition=1, statement_sha256="ab" * 32, snapshot_sha256="cd" * 32,
        texts=(), lines=lines,
    )  # fmt: skip
    speaker = Speaker(party="provider", person="J. Smith")
    entry = next_entry(Journal(), "sample", at("2026-03-02 09:00"), speaker, act)
    (folder / "record").mkdir()
    (folder / "record" / "journal.jsonl").write_bytes(Journal(entries=(entry,)).to_bytes())


def test_a_claim_is_answered_and_the_record_tells_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*CLAIM, *PROVIDER, *when("2026-03-02 10:00")) == 0
    assert "entered as number 1: claims relief 'carrier' for 50%" in capsys.readouterr().out
    assert run("record", *when("2026-03-03 10:00")) == 0
    said = capsys.readouterr().out
    assert (
        "the client until 2026-03-09 10:00 (Europe/Amsterdam): claim 1 for relief 'carrier';"
        " silence means declined" in said
    )
    settled = ("answer", "1", "settled", "--share", "20%", "--reason", "Ours too.")
    assert run(*settled, *CLIENT, *when("2026-03-04 10:00")) == 0
    assert run("record", "--format", "json", *when("2026-03-05 10:00")) == 0
    document = json.loads(capsys.readouterr().out.split("\n", 2)[2])
    assert [each["act"] for each in document["entries"]] == ["relief claimed", "relief answered"]
    assert document["waiting"] == []
    assert run("record", "--entry", "2") == 0
    assert "it rests on the file's word" in capsys.readouterr().out


def test_what_is_not_allowed_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*CLAIM, *CLIENT, *when("2026-03-02 10:00")) == 1
    assert "is for the provider to say, not for the client" in capsys.readouterr().err
    assert not (folder / "record" / "journal.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("answer", "9", "accepted", *CLIENT), "the journal has no entry 9"),
        (("answer", "1", "maybe", *CLIENT), "'maybe' is no answer"),
        (("agree", "2026-02", *CLIENT), "no statement of '2026-02' was handed over"),
        (("claim", "works", *PROVIDER), "name records"),
        (("claim", *PROVIDER), "name the relief"),
        (("claim", "works"), "say who speaks"),
        (("spend", "approve", *CLIENT), "name the number of the proposal"),
        (("wrinkle", *CLIENT), "name the commitment"),
        (("dispute", "2026-02", "A B", *CLIENT), "'A B' is no line"),
        (("record", "take"), "'take' needs the other party's journal"),
        (("record", "--at", "soon"), "'soon' is no moment"),
        (("waive", "2026-02", "slow", "--as", "client"), "--person"),
    ],
)
def test_a_command_used_wrongly_says_how(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert run(*arguments) == 2
    assert said in capsys.readouterr().err
    assert not (folder / "record").exists()


def test_a_year_of_money_through_the_command(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issue(folder)
    spring = when("2026-03-05 10:00")
    propose = (
        "spend", "propose", "--purpose", "training", "--what", "Two days", "--helps", "restored",
        "--look-on", "2026-09-30",
    )  # fmt: skip
    assert run(*propose, "--amount", "101 EUR", *PROVIDER, *spring) == 1
    assert "more than is free in the holding account: 100.00 EUR" in capsys.readouterr().err
    assert run(*propose, "--amount", "80 EUR", *PROVIDER, *spring) == 0
    assert run("spend", "approve", "2", *PROVIDER, *spring) == 1
    assert run("spend", "approve", "2", *CLIENT, *spring) == 0
    done = ("spend", "done", "2", "--cost", "75 EUR", "--on", "2026-03-05")
    assert run(*done, *PROVIDER, *spring) == 0
    dispute = ("dispute", "2026-02", "slow", "--proposed", "40 EUR", "--reason", "It was quick.")
    assert run(*dispute, *CLIENT, *spring) == 0
    assert run("agree", "2026-02", "fee", *CLIENT, *spring) == 0
    assert run("answer", "5", "declined", "--reason", "It was not.", *PROVIDER, *spring) == 0
    assert run("waive", "2026-03", "slow", "--reason", "New team.", *CLIENT, *spring) == 0
    assert run("reverse", "8", "--reason", "A slip.", *CLIENT, *spring) == 0
    assert run("wrinkle", "restored", "--what", "A gap.", *CLIENT, *spring) == 0
    assert run("end-stabilization", "restored", "2026-03", *CLIENT, *spring) == 1
    off = ("wrinkle", "--worked-off", "10", "--how", "Closed.")
    assert run(*off, *PROVIDER, *spring) == 0
    assert run("end-stabilization", "restored", "2026-03", *CLIENT, *spring) == 0
    (folder / "savings.txt").write_text("1250.50")
    attest = ("attest", "savings", "2026-03", "1250.50 EUR", "--document", "savings.txt")
    assert run(*attest, *PROVIDER, *spring) == 0
    assert run("countersign", "13", *CLIENT, *spring) == 0
    capsys.readouterr()
    assert run("record", *spring) == 0
    said = capsys.readouterr().out
    assert "Holding account: 25.00 EUR free, 0.00 EUR set aside, 75.00 EUR spent" in said
    assert run("record", "check", *spring) == 0
    assert "sound: 14 entries, 0 signed, 14 not signed" in capsys.readouterr().out


def test_a_sheet_is_entered_whole_or_not_at_all(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("claim", "--template", "claims.csv") == 0
    heading = (folder / "claims.csv").read_text(encoding="utf-8")
    rows = [
        "carrier,incidents,INC7,2026-02,,,,,50%,Cut.",
        "carier,incidents,INC8,2026-02,,,,,50%,Cut.",
        "carrier,incidents,,2026-02,,,,,much,",
        "works,,,,2026-02-05 10:00,2026-02-05 09:00,,,,Back.",
    ]
    sheet = folder / "filled.csv"
    sheet.write_text("\n".join([heading.strip(), *rows]) + "\n", encoding="utf-8")
    entering = ("claim", "--sheet", sheet, *PROVIDER, *when("2026-03-05 10:00"))
    assert run(*entering) == 1
    said = capsys.readouterr().err
    found = [line.split(" error ")[0] for line in said.splitlines() if " error " in line]
    assert [each.removeprefix(f"{sheet}:") for each in found] == [
        "3:1:", "4:3:", "4:9:", "4:10:", "5:1:",
    ]  # fmt: skip
    assert not (folder / "record" / "journal.jsonl").exists()
    sheet.write_text("\n".join([heading.strip(), rows[0]]) + "\n", encoding="utf-8")
    assert run(*entering) == 0
    answers = folder / "answers.csv"
    answers.write_text("claim,answer,share,reason\n1,settled,20%,Ours too.\n", encoding="utf-8")
    assert run("answer", "--sheet", answers, *CLIENT, *when("2026-03-06 10:00")) == 0
    assert len(journal(folder).entries) == 2


def test_an_empty_cell_hides_nothing_else_that_is_wrong_in_its_row(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "evidence").mkdir()
    (folder / "evidence" / "incidents.csv").write_text(INCIDENTS, encoding="utf-8")
    rows = [
        "relief,table,keys,period,measures,share,reason",
        "carrier,incidents,INC1,2026-02,,95%,",
        "carrier,incidents,,2026-02,upp,95%,Cut.",
        "carrier,incidents,INC2,2026-02,,much,",
        "carrier,,,,,95%,Cut.",
    ]
    sheet = folder / "claims.csv"
    sheet.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert run("claim", "--sheet", sheet, *PROVIDER, *when("2026-03-05 10:00")) == 1
    said = capsys.readouterr().err.replace(f"{sheet}:", "")
    found = [line for line in said.splitlines() if " error " in line]
    assert [line.split(": ")[:2] for line in found] == [
        ["2:1", "error D020"], ["2:7", "error D090"],
        ["3:1", "error D017"], ["3:1", "error D020"], ["3:3", "error D090"],
        ["4:1", "error D093"], ["4:6", "error D090"], ["4:7", "error D090"],
        ["5:1", "error D020"], ["5:1", "error D090"], ["5:1", "error D090"],
    ]  # fmt: skip
    assert not (folder / "record" / "journal.jsonl").exists()


def test_a_workbook_template_can_be_filled_in(folder: Path) -> None:
    assert run("claim", "--template", "claims.xlsx") == 0
    assert run("claim", "--template", "claims.xlsx") == 2
    assert run("claim", "--template", "claims.doc") == 2
    assert run("claim", "--sheet", "claims.xlsx", *PROVIDER) == 1


def test_a_party_with_a_key_signs(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("key", "new", "provider.pem") == 2
    monkeypatch.setenv("SERVANDA_KEY_PASSPHRASE", "open sesame")
    assert run("key", "new", "provider.pem") == 0
    public = capsys.readouterr().out.strip()
    opened = SigningKey.from_pem((folder / "provider.pem").read_bytes(), passphrase="open sesame")
    assert opened.public == public
    assert run("key", "new", "provider.pem") == 2
    text = TEXT.replace("provider: Northwind", f"provider: {{name: N, keys: [{public}]}}")
    (folder / "agreement.yaml").write_text(text, encoding="utf-8")
    spring = when("2026-03-02 10:00")
    assert run(*CLAIM, *PROVIDER, *spring) == 1
    assert run(*CLAIM, *PROVIDER, "--key", "provider.pem", *spring) == 0
    assert run("record", "--entry", "1") == 0
    assert f"signed with {public}" in capsys.readouterr().out
    monkeypatch.setenv("SERVANDA_KEY_PASSPHRASE", "wrong")
    assert run(*CLAIM, *PROVIDER, "--key", "provider.pem", *spring) == 3


def test_the_other_partys_longer_journal_is_taken_over(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*CLAIM, *PROVIDER, *when("2026-03-02 10:00")) == 0
    shutil.copytree(folder / "record", folder / "theirs")
    shutil.copytree(folder / "record", folder / "old")
    assert run("answer", "1", "accepted", *CLIENT, *when("2026-03-03 10:00")) == 0
    shutil.move(folder / "record", folder / "ahead")
    shutil.move(folder / "theirs", folder / "record")
    assert run("record", "take", "ahead") == 0
    assert "1 entries taken over" in capsys.readouterr().out
    assert run("record", "take", folder / "old" / "journal.jsonl") == 0
    assert "nothing is new" in capsys.readouterr().out
    shutil.rmtree(folder / "record")
    shutil.move(folder / "old", folder / "record")
    declined = ("answer", "1", "declined", "--reason", "No.")
    assert run(*declined, *CLIENT, *when("2026-03-03 11:00")) == 0
    before = journal(folder)
    assert run("record", "take", "ahead") == 2
    assert "the two journals part at entry 2" in capsys.readouterr().err
    assert journal(folder) == before


def test_a_changed_journal_is_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*CLAIM, *PROVIDER, *when("2026-03-02 10:00")) == 0
    assert run("answer", "1", "accepted", *CLIENT, *when("2026-03-03 10:00")) == 0
    path = folder / "record" / "journal.jsonl"
    path.write_bytes(path.read_bytes().replace(b"The line was cut.", b"The line was old."))
    capsys.readouterr()
    assert run("record", "check") == 1
    assert "line 2: it does not continue the entry before it" in capsys.readouterr().err
    assert run("record") == 3


def test_an_entry_against_the_rules_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*CLAIM, *PROVIDER, *when("2026-03-02 10:00")) == 0
    text = TEXT.replace(
        "claimed by: provider\n    claimed within", "claimed by: client\n    claimed within"
    )
    (folder / "agreement.yaml").write_text(text, encoding="utf-8")
    assert run("record", "check") == 1
    assert "journal.jsonl:1:1: error D012" in capsys.readouterr().err
    assert run("record") == 0
    assert "DOES NOT COUNT" in capsys.readouterr().out


def test_relief_for_a_record_that_the_evidence_does_not_have_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "evidence").mkdir()
    (folder / "evidence" / "incidents.csv").write_text(INCIDENTS, encoding="utf-8")
    assert run(*CLAIM, *PROVIDER, *when("2026-03-02 10:00")) == 1
    said = capsys.readouterr().err
    assert "error D093: 'incidents' has no record 'INC2'" in said
    assert "did you mean" in said
    assert not (folder / "record" / "journal.jsonl").exists()
