"""``servanda erase``, ``servanda who`` and ``servanda explain --names``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.folder import run

TEXT = """\
servanda: 1
agreement: small-desk
title: A small service desk
parties: {client: {name: Acme Bank, zone: UTC}, provider: Northwind Services}
in force: {from: 2026-01-01, until: 2026-12-31}
settlement: {every: month, currency: EUR}
evidence:
  incidents:
    each: case
    noun: incident
    file: incidents.csv
    key: number
    keep: 6 months
    columns:
      number: text
      opened: instant
      resolved: instant
      caller: {type: text, personal: yes, sealed: yes}
measures:
  restored:
    from: incidents
    clock: {start: opened, stop: resolved, calendar: always, within: 4 hours}
    counts in: stop or due
    value: share(met)
    no data: not settled
  known:
    from: incidents
    ratio: {at: opened}
    value: share(caller is known)
    no data: not settled
"""
ROWS = """\
number,opened,resolved,caller,remarks
INC1,2026-01-05 09:00,2026-01-05 10:00,Anna Visser,"printer, third floor"
INC2,2026-01-06 09:00,2026-01-06 17:00,Bob,Anna Visser says it can wait
INC3,2026-02-06 09:00,2026-02-06 10:00,anna visser,
"""
AT = ("--at", "2026-03-02T09:30Z")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    (folder / "evidence").mkdir(parents=True)
    (folder / "agreement.yaml").write_text(TEXT, "utf-8")
    (folder / "evidence" / "incidents.csv").write_text(ROWS, "utf-8")
    return folder


def settled(desk: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    assert run("settle", desk, "--format", "json", "--until", "2026-02") == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def pseudonym_of(desk: Path, number: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert run("explain", "known", "2026-01", "--agreement", desk) == 0
    lines = capsys.readouterr().out.splitlines()
    row = next(line for line in lines if number in line)
    return next(word for word in row.split() if word.startswith("person-"))


def everything(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_person_is_erased_and_every_statement_is_as_before(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = settled(desk, capsys)
    anna = pseudonym_of(desk, "INC1", capsys)
    key = json.loads((desk / "people" / "name-keys.json").read_text("utf-8"))[anna]

    assert run("erase", "ANNA  VISSER", "--agreement", desk, *AT) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{anna} is erased.",
        "  incidents.csv: 2 cells name the pseudonym, 1 that no table reads is empty now",
        "  The key of the sealed name is destroyed: nobody can read the name again.",
        "Figures, statements and digests are as before; they never held the name.",
    ]
    kept = everything(desk)
    assert b"visser" not in kept.lower()
    assert key.encode() not in kept
    assert bytes.fromhex(key) not in kept
    assert settled(desk, capsys) == before

    assert run("erase", "Anna Visser", "--agreement", desk) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{anna} is erased.",
        "It was erased before, at 2026-03-02T09:30:00Z; nothing was left to do.",
        "Figures, statements and digests are as before; they never held the name.",
    ]


def test_a_pseudonym_erases_as_the_name_does(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settled(desk, capsys)
    anna = pseudonym_of(desk, "INC1", capsys)
    assert run("erase", anna, "--agreement", desk, "--format", "json", *AT) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == {
        "person": anna,
        "before": "",
        "files": [
            {
                "file": str(desk / "evidence" / "incidents.csv"),
                "named": 2,
                "emptied": 1,
                "left": False,
            }
        ],
        "names": 1,
        "still": [],
        "format": "servanda/erased/1",
    }
    assert b"visser" not in everything(desk).lower()


def test_what_holds_the_name_still_is_named(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "minutes.txt").write_text("Anna Visser was thanked.\n", "utf-8")
    (desk / "record").mkdir()
    (desk / "record" / "journal.jsonl").write_text("", "utf-8")
    assert run("erase", "Anna Visser", "--agreement", desk) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == [
        "These files hold the name still and were not changed:",
        "  minutes.txt: take the name out by hand, or delete the file",
    ]


def test_nobody_of_that_name_changes_nothing(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settled(desk, capsys)
    before = everything(desk)
    assert run("erase", "Anna", "--agreement", desk) == 2
    assert "nobody in the evidence is called 'Anna'" in capsys.readouterr().err
    assert run("erase", " ", "--agreement", desk) == 2
    assert "say whom" in capsys.readouterr().err
    assert everything(desk) == before


def test_names_are_shown_to_who_holds_them(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settled(desk, capsys)
    bob = pseudonym_of(desk, "INC2", capsys)
    assert run("explain", "known", "2026-01", "--agreement", desk, "--names") == 0
    said = capsys.readouterr().out
    assert "Bob" in said
    assert bob not in said
    assert run("explain", "restored", "--case", "INC2", "--agreement", desk, "--names") == 0
    assert "caller       Bob" in capsys.readouterr().out
    assert run("who", bob, "--agreement", desk) == 0
    assert capsys.readouterr().out == "Bob\n"

    assert run("erase", "bob", "--agreement", desk, *AT) == 0
    capsys.readouterr()
    assert run("explain", "known", "2026-01", "--agreement", desk, "--names") == 0
    assert bob in capsys.readouterr().out
    assert run("who", bob, "--agreement", desk) == 2
    assert "it was erased at 2026-03-02T09:30:00Z" in capsys.readouterr().err
    assert run("who", "Bob", "--agreement", desk) == 2
    assert "it is no pseudonym" in capsys.readouterr().err


def test_a_next_export_brings_nobody_back(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settled(desk, capsys)
    assert run("erase", "Anna Visser", "--agreement", desk, *AT) == 0
    (desk / "evidence" / "incidents.csv").write_text(ROWS, "utf-8")
    capsys.readouterr()
    assert run("settle", desk, "--until", "2026-02") == 0
    assert "E033" in capsys.readouterr().err
    assert b"Anna" not in everything(desk / "people") + everything(desk / ".servanda")


def test_retention_lists_and_lets_go_when_asked(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = settled(desk, capsys)
    content = everything(desk / "evidence") + everything(desk / "people")
    assert run("retention", desk, "--at", "2026-08-01") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:4] == [
        "2 records are past their time.",
        "2 records past their time name somebody in the clear.",
        "1 sealed name belongs to nobody whom a record within its time names.",
        "'servanda retention --let-go' takes them out.",
    ]
    assert "  incidents  6 months  1 Feb 2026  3        2     2" in said
    assert everything(desk / "evidence") + everything(desk / "people") == content

    arguments = ("retention", desk, "--at", "2026-08-01", "--let-go", "--format", "json")
    assert run(*arguments) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["names"], [(each["named"], each["emptied"]) for each in found["files"]]) == (
        1,
        [(2, 2)],
    )
    kept = (desk / "evidence" / "incidents.csv").read_text("utf-8")
    assert "Bob" not in kept
    assert "Anna Visser" not in kept
    assert kept.splitlines()[3] == "INC3,2026-02-06 09:00,2026-02-06 10:00,anna visser,"
    assert settled(desk, capsys) == before
    assert run(*arguments) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["names"], again["files"], again["tables"][0]["named"]) == (0, [], 0)


def test_who_was_let_go_before_anything_was_measured_is_the_same_person_afterwards(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("retention", desk, "--at", "2026-08-01", "--let-go") == 0
    kept = (desk / "evidence" / "incidents.csv").read_text("utf-8")
    assert "Anna" not in kept
    capsys.readouterr()
    settled(desk, capsys)
    first = pseudonym_of(desk, "INC1", capsys)
    assert first in kept
    assert run("explain", "known", "2026-02", "--agreement", desk) == 0
    assert first in capsys.readouterr().out


def test_nothing_is_past_where_nothing_says_how_long(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "agreement.yaml").write_text(TEXT.replace("    keep: 6 months\n", ""), "utf-8")
    before = everything(desk / "evidence")
    assert run("retention", desk, "--at", "2036-08-01", "--let-go") == 0
    assert capsys.readouterr().out.startswith("No table says how long it is kept;")
    assert everything(desk / "evidence") == before


def test_the_record_of_processing_says_what_is_used_and_what_is_not_said(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settled(desk, capsys)
    assert run("erase", "Bob", "--agreement", desk, *AT) == 0
    capsys.readouterr()
    assert run("processing-record", desk, "--at", "2026-08-01") == 0
    said = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert said[0] == "1 column of 1 table names people; none is kept in the clear."
    assert "Purpose not said; add 'purpose' under 'people'" in said
    assert "incidents caller caller pseudonym; name sealed 6 months" in said
    assert "incidents restored, known remarks" in said
    assert "names sealed 1" in said
    assert "people erased 1" in said
    assert "last erasure 2026-03-02T09:30:00Z" in said

    people = "people: {purpose: settling, contacts: {client: dpo@acme.example}}\n"
    (desk / "agreement.yaml").write_text(TEXT + people, "utf-8")
    assert run("processing-record", desk, "--format", "json", "--at", "2026-08-01") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["purpose"], found["parties"][0]["contact"]) == ("settling", "dpo@acme.example")
    assert run("processing-record", desk, "--format", "html", "--at", "2026-08-01") == 0
    page = (desk / "statements" / "processing-record-2026-08-01.html").read_text("utf-8")
    assert "Record of processing" in page
