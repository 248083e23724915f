"""Drafts talked over and signed through the command, as two parties would."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from icalendar import Calendar

from servanda.journal.chain import read_journal
from tests.cli.folder import run, write_folder

CLIENT = ("--as", "client", "--person", "C. Jones")
PROVIDER = ("--as", "provider", "--person", "J. Smith")
RAISED = ("--change", "commitments.restored.expected=at least 97%", "--from", "2026-02-01")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with an agreement and evidence, made the one at hand."""
    folder = write_folder(tmp_path / "desk")
    monkeypatch.chdir(folder)
    return folder


def day(number: int) -> tuple[str, str]:
    return ("--at", f"2026-01-{number:02}")


def sign_first_text() -> None:
    """Let both parties sign the text as it lies in the folder."""
    assert run("propose", "--note", "Our first text", *CLIENT, *day(2)) == 0
    assert run("sign", "1", *CLIENT, *day(3)) == 0
    assert run("sign", "1", *PROVIDER, *day(4)) == 0


def said(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_a_target_is_raised_countered_and_signed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_first_text()
    assert run("propose", *RAISED, "--title", "Faster", *CLIENT, *day(5)) == 0
    assert "  restored: {expected: at least 97%}\n" in said(capsys)
    assert not (folder / "amendment-1.yaml").exists()
    assert run("comment", "4", "Too much for us.", "--lines", "5", *PROVIDER, *day(6)) == 0
    assert run("comment", "5", "What is not?", *CLIENT, *day(6)) == 0
    less = ("--change", "commitments.restored.expected=at least 96%")
    assert run("propose", "--instead-of", "4", *less, *PROVIDER, *day(7)) == 0
    assert run("proposals", "4", *day(8)) == 0
    told = said(capsys)
    assert "superseded by entry 7" in told
    assert "     5 |   restored: {expected: at least 97%}\n" in told
    assert "client (C. Jones): What is not?" in told
    assert run("sign", "7", *PROVIDER, *day(8)) == 0
    assert run("sign", "7", *CLIENT, *day(9)) == 0
    assert "both parties have signed: this version governs from 2026-02-01" in said(capsys)
    assert (
        (folder / "amendment-1.yaml").read_text(encoding="utf-8")
        == """\
servanda: 1
agreement: small-desk
amends: {number: 1, from: 2026-02-01}
commitments:
  restored: {expected: at least 96%}
"""
    )
    assert run("record", "check", *day(10)) == 0


def test_proposals_that_contradict_each_other_are_told_apart_and_one_is_signed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_first_text()
    less = ("--change", "commitments.restored.expected=at least 96%", "--from", "2026-03-01")
    assert run("propose", *RAISED, *CLIENT, *day(5)) == 0
    assert "says otherwise" not in said(capsys)
    assert run("propose", *less, *PROVIDER, *day(6)) == 0
    told = said(capsys)
    assert "proposal 4 of the client, which is open too, says otherwise:\n" in told
    assert "  commitments.restored.expected: 'at least 97%' there, 'at least 96%' here\n" in told
    assert run("proposals", "4", *day(6)) == 0
    assert "proposal 5 of the provider, which is open too, says otherwise:" in said(capsys)
    assert run("sign", "4", *CLIENT, *day(7)) == run("sign", "4", *PROVIDER, *day(7)) == 0
    written = (folder / "amendment-1.yaml").read_bytes()
    said(capsys)
    assert run("sign", "5", *CLIENT, *day(8)) == 1
    told = said(capsys)
    assert "proposal of entry 5 is superseded" in told
    assert "look at entry 4, which took its place" in told
    assert (folder / "amendment-1.yaml").read_bytes() == written
    assert run("record", "check", *day(9)) == 0


def test_a_proposal_is_told_in_words_and_in_money(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_first_text()
    more = ("--change", "limits.1=penalties at most 9% of fee each month")
    assert run("propose", *more, "--from", "2026-02-01", *CLIENT, *day(5)) == 0
    said(capsys)
    assert run("proposals", "4", "--money", *day(6)) == 0
    assert "the client would have paid 100.00\xa0EUR less" in said(capsys)
    assert run("proposals", "4", "--money", "--format", "json", *day(6)) == 0
    document = json.loads(capsys.readouterr().out)
    (proposal,) = document["proposals"]
    assert (proposal["state"], proposal["governs_from"]) == ("open", "2026-02-01")
    (change,) = document["comparison"]["changes"]
    assert change["words"][0]["favour"] == "better for the client"
    assert run("proposals", "1", *day(6)) == 0
    assert "It is a first text, and changes none." in said(capsys)


def test_statements_say_whether_their_version_was_signed(folder: Path) -> None:
    assert run("settle") == 0
    statement = folder / "statements" / "2026-01.json"
    assert "signature" not in json.loads(statement.read_bytes())["sources"]
    sign_first_text()
    assert run("settle") == 0
    signed = json.loads(statement.read_bytes())["sources"]["signature"]
    assert signed == "signed by both parties"
    with (folder / "agreement.yaml").open("a", encoding="utf-8") as file:
        file.write("# nobody signed this\n")
    assert run("settle") == 0
    unsigned = json.loads(statement.read_bytes())["sources"]["signature"]
    assert unsigned == "not signed by both parties: settled under unsigned text"
    page = (folder / "statements" / "2026-01.html").read_text(encoding="utf-8")
    assert "settled under unsigned text" in page


def test_the_other_partys_folder_gets_what_both_signed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = shutil.copytree(folder, tmp_path / "theirs")
    sign_first_text()
    assert run("propose", *RAISED, *CLIENT, *day(5)) == 0
    for party in (CLIENT, PROVIDER):
        assert run("sign", "4", *party, *day(6)) == 0
    assert run("record", "take", folder / "record", "-a", theirs) == 0
    mine = (folder / "amendment-1.yaml").read_bytes()
    assert (theirs / "amendment-1.yaml").read_bytes() == mine
    said(capsys)
    other = shutil.copytree(tmp_path / "theirs", tmp_path / "other")
    shutil.rmtree(other / "record")
    (other / "amendment-1.yaml").write_bytes(mine + b"# and more\n")
    assert run("record", "take", folder / "record", "-a", other) == 0
    assert "says something else than what was signed, and was left alone" in said(capsys)
    assert (other / "amendment-1.yaml").read_bytes() == mine + b"# and more\n"


def test_what_cannot_be_signed_is_not_proposed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (folder / "agreement.yaml").read_text(encoding="utf-8")
    loose = text.replace(
        "open: {mon-fri: 08:00-18:00}", "open: {mon-fri: 08:00-18:00}\n    holidays: NL"
    )
    (folder / "agreement.yaml").write_text(loose, encoding="utf-8")
    assert run("propose", *CLIENT, *day(2)) == 1
    assert "agreement.yaml:18:15: error D116" in said(capsys)
    assert run("format", "--freeze") == 0
    assert run("propose", *CLIENT, *day(2)) == 0
    other = text.replace("agreement: small-desk", "agreement: large-desk")
    (folder / "draft.yaml").write_text(other, encoding="utf-8")
    assert run("propose", "draft.yaml", *PROVIDER, *day(3)) == 1
    assert "D001" in said(capsys)
    wrong = text.replace("at least 95%", "at least 95 EUR")
    (folder / "draft.yaml").write_text(wrong, encoding="utf-8")
    assert run("propose", "draft.yaml", *PROVIDER, *day(3)) == 1
    assert "draft.yaml:" in said(capsys)
    entries = read_journal((folder / "record" / "journal.jsonl").read_bytes()).entries
    assert len(entries) == 1


def test_keys_change_for_days_to_come_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise what was said so far, the signature itself too, would count no longer."""
    sign_first_text()
    text = (folder / "agreement.yaml").read_text(encoding="utf-8")
    assert "client: {" in text
    change = (
        "--change",
        "parties.client.keys=ed25519:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    )
    for first_day, number in (("2026-01-01", 5), ("2026-01-05", 5)):
        assert run("propose", *change, "--from", first_day, *PROVIDER, *day(number)) == 1
        assert "error D123" in said(capsys)
    assert run("propose", *change, "--from", "2026-01-08", *PROVIDER, *day(5)) == 0
    assert run("sign", "4", *PROVIDER, *day(6)) == 0
    assert run("sign", "4", *CLIENT, *day(9)) == 1
    assert "the client would sign with other keys from 2026-01-08 on" in said(capsys)
    assert run("sign", "4", *CLIENT, *day(7)) == 0


def test_a_text_that_was_tampered_with_is_not_signed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("propose", *CLIENT, *day(2)) == 0
    (kept,) = (folder / "record" / "texts").glob("*/agreement.yaml")
    kept.write_bytes(kept.read_bytes() + b"# more\n")
    assert run("sign", "1", *PROVIDER, *day(3)) == 3
    assert "it is not the text that was named" in said(capsys)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("sign", "9", *CLIENT), "entry 9 is no proposal that counts; proposals are 1"),
        (("withdraw", "9", *CLIENT), "entry 9 is no proposal"),
        (("comment", "1", "Why?", *CLIENT), "name the lines that are commented"),
        (("comment", "1", "Why?", "--lines", "two", *CLIENT), "'two' is no stretch of lines"),
        (("comment", "1", "Why?", "--lines", "2", "--text", "x.yaml", *CLIENT), "has no text"),
        (("propose", "a.yaml", "--change", "a=b", *CLIENT), "name texts or changes, not both"),
        (("propose", "--change", "title=Other", *CLIENT), "say from when the changes shall govern"),
        (("propose", *RAISED[:1], "commitment.x=1", *RAISED[2:], *CLIENT), "there is no"),
        (("proposals", "--money"), "name the proposal whose money is asked for"),
        (("answer", "1", "accepted", *PROVIDER), "servanda sign 1"),
        (("answer", "1", *PROVIDER), "name the entry and the answer"),
    ],
)
def test_a_command_used_wrongly_says_how(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert run("propose", *CLIENT, *day(2)) == 0
    before = (folder / "record" / "journal.jsonl").read_bytes()
    assert run(*arguments) == 2
    assert words in said(capsys)
    assert (folder / "record" / "journal.jsonl").read_bytes() == before


def test_a_proposal_is_withdrawn_or_declined(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("propose", *CLIENT, *day(2)) == 0
    assert run("withdraw", "1", "--reason", "Later.", *PROVIDER, *day(2)) == 1
    assert run("withdraw", "1", "--reason", "Later.", *CLIENT, *day(3)) == 0
    assert run("propose", *CLIENT, *day(4)) == 0
    assert run("answer", "3", "declined", "--reason", "Too dear.", *PROVIDER, *day(5)) == 0
    assert run("proposals", *day(6)) == 0
    told = said(capsys)
    assert "withdrawn since" in told
    assert "declined: Too dear." in told


def test_evidence_is_queried_answered_and_accepted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("submit", *PROVIDER, *day(10)) == 0
    asked = ("--table", "incidents", "--keys", "INC1, INC2", "--reason", "Reopened?")
    assert run("query", "1", *asked, *CLIENT, *day(11)) == 0
    said(capsys)
    assert run("waiting", "--party", "provider", "--reminders", *day(12)) == 0
    told = said(capsys)
    assert "the provider, without a time limit: query 2 about evidence 1: Reopened?" in told
    assert "to the provider: query 2 about evidence 1: Reopened? (asked)" in told
    assert run("waiting", "--party", "client", *day(12)) == 0
    assert said(capsys) == "Nothing waits for an answer.\n"
    assert run("answer", "2", "--reason", "They were not.", *PROVIDER, *day(12)) == 0
    assert run("accept", "1", *CLIENT, *day(13)) == 0
    assert run("record", "check", *day(14)) == 0


def test_a_bundle_carries_what_was_signed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sign_first_text()
    assert run("propose", *RAISED, *CLIENT, *day(5)) == 0
    assert run("bundle", ".") == 0
    said(capsys)
    assert run("verify", "record.servanda") == 0
    assert "the version that entry 1 proposed" in said(capsys)


def test_the_calendar_is_printed_for_people_and_for_calendars(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (folder / "agreement.yaml").read_text(encoding="utf-8")
    longer = text.replace("until: 2026-12-31", "until: 2026-12-31, notice: 3 months")
    (folder / "agreement.yaml").write_text(longer, encoding="utf-8")
    assert run("calendar", "--from", "2026-09-01", "--until", "2026-12-31") == 0
    assert said(capsys).splitlines() == [
        "2026-09-30  last day to give notice for 2026-12-31; it is not renewed by itself",
        "2026-12-31  last day of the agreement",
    ]
    assert run("calendar", "--from", "2026-09-01", "--format", "ics", *day(5)) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("BEGIN:VCALENDAR\r\n")
    assert len(Calendar.from_ical(printed).walk("VEVENT")) == 2
    assert run("calendar", "--from", "2026-09-01", "--until", "2026-08-01") == 2
    assert "write the earlier one first" in said(capsys)


def test_nothing_is_settled_after_the_end_by_notice(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (folder / "agreement.yaml").read_text(encoding="utf-8")
    opened = text.replace(", until: 2026-12-31}", ", notice: 14 calendar days}")
    (folder / "agreement.yaml").write_text(opened, encoding="utf-8")
    assert run("notice", "2026-01-20", *CLIENT, *day(10)) == 1
    assert "it can end on 2026-01-24 at the earliest" in said(capsys)
    assert run("notice", "2026-01-31", *CLIENT, *day(10)) == 0
    assert run("settle") == 0
    assert sorted(path.stem for path in (folder / "statements").glob("*.json")) == ["2026-01"]
    assert run("issue", "2026-01", *PROVIDER, "--at", "2026-03-02") == 0
    assert run("verify", "record") == 0
    assert run("calendar", *day(11)) == 0
    assert "2026-01-31  last day of the agreement, by notice of the client" in said(capsys)
