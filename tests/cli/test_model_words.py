"""What people say about an operating model: risks borne, gates agreed, tasks done, controls."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from servanda.operating_model.model.words import Scope
from servanda.operating_model.standing import RiskState, risk_standing
from servanda.pipeline.operating import open_model
from tests.cli.folder import run
from tests.operating_model.texts import DAY

MODEL = """\
servanda: 1
operating model: acme
title: Acme
parties:
  desk: {title: Desk, side: vendor}
roles:
  cio: {title: Chief Information Officer, party: IT operations}
  owner: {title: Owner, party: business}
  agent: {title: Agent, party: desk}
services:
  payments:
    title: Payments
    ambition: A
    mode: {2025-01-01: 2, 2026-01-01: 1}
    gates:
      incident management:
        {needs: A person on call, agreed by: owner, by: 2025-12-01}
      change management:
        {needs: A calendar, evidence: The calendar, agreed by: cio, by: 2025-12-01}
    risks:
      unowned:
        title: Nobody owns recovery
        likelihood: Once in ten years
        consequence: No payments for a day
        owner: owner
        treatment: accept
        raised: 2025-06-01
      gone:
        title: Nobody is on call
        likelihood: Every night
        consequence: Hours are lost
        owner: owner
        treatment: reduce
        raised: 2025-06-01
        closed: 2025-07-01
    controls:
      access: {title: Access is reviewed, about: security, owner: cio, executed by: desk, every: 3}
    step in:
      - {process: incident management, scope: application, because: Late,
         asked: 2025-09-08, by: 2025-09-22}
"""
CIO = ("--person", "M. de Vries", "--role", "cio")
OWNER = ("--person", "A. Brandt", "--role", "owner")
RISK = ("accept", "payments", "unowned", "--until", "2026-12-31", "--reason", "Rehearsed in summer")
GATE = ("agree", "payments", "incident management")
TASK = ("stepped-in", "payments", "incident management", "--outcome", "The bank led the calls")
PROOF = ("proof", "payments", "access", "--evidence", "Review of May")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "operating-model.yaml").write_text(MODEL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def say(*words: str, at: str = "2025-11-03") -> int:
    return run("model", *words, "--at", at)


def wrong(capsys: pytest.CaptureFixture[str], *words: str, at: str = "2025-11-03") -> list[str]:
    """Say something that does not count, and return the codes and messages of why."""
    capsys.readouterr()
    assert run("model", *words, "--at", at, "--format", "json") == 1
    document = json.loads(capsys.readouterr().out)
    return [f"{each['code']} {each['message']}" for each in document["diagnostics"]]


def test_a_word_changes_what_stands_from_its_day_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(*RISK, *CIO) == 0
    assert capsys.readouterr().out.startswith(
        "entered as number 1: M. de Vries (cio) accepts the risk 'unowned' of payments until"
        " 2026-12-31: Rehearsed in summer\n"
    )
    assert say(*GATE, "--evidence", "Roster", *OWNER, at="2025-11-04") == 0
    assert say("agree", "payments", "change management", *CIO, at="2025-11-04") == 0
    assert say(*TASK, "--done", "2025-09-20", *CIO, at="2025-11-05") == 0
    assert say(*PROOF, *CIO, at="2025-11-06") == 0
    opened = open_model(folder).value
    assert opened is not None
    heard, uncounted = opened.heard(DAY)
    service = heard.model.services["payments"]
    assert uncounted == ()
    assert risk_standing(service.risks["unowned"], DAY).state is RiskState.ACCEPTED
    gates = {name: (str(each.agreed), each.evidence) for name, each in service.gates.items()}
    assert gates == {
        "incident management": ("2025-11-04", "Roster"),
        "change management": ("2025-11-04", "The calendar"),
    }
    (task,) = service.step_ins
    assert (task.scope, str(task.done)) == (Scope.APPLICATION, "2025-09-20")
    assert task.outcome == "The bank led the calls"
    proof = service.controls["access"].proof
    assert proof is not None
    assert (str(proof.on), proof.evidence) == ("2025-11-06", "Review of May")
    before = opened.heard(opened.journal.entries[0].at.to_datetime().date())[0].model
    assert before.services["payments"].gates["change management"].agreed is None
    assert opened.model.services["payments"].step_ins[0].done is None


def test_what_was_taken_back_stays_readable_and_counts_no_longer(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(*RISK, *CIO) == 0
    assert wrong(capsys, "reverse", "1", "--reason", "", *OWNER) == [
        "D018 taking something back needs a reason",
        "D080 entry 1 was said by the cio",
    ]
    assert say("reverse", "1", "--reason", "The wrong day", *CIO) == 0
    assert wrong(capsys, "reverse", "1", "--reason", "Again", *CIO)[0].startswith("D010 ")
    assert run("model", "reverse", "9", "--reason", "x", *CIO) == 2
    assert say(*PROOF, *CIO) == 0
    capsys.readouterr()
    assert run("model", "journal") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.rsplit("  ", 1)[-1] == "TAKEN BACK" for line in lines] == [True, False, False]
    assert run("model", "risks", "--on", "2025-12-01", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["services"][0]["risks"][0]["state"] == "open"


def test_everything_that_speaks_against_a_word_is_told_at_once_and_nothing_entered(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = ("--person", " ", "--role", "ceo")
    assert wrong(capsys, *PROOF, *nobody) == [
        "D004 nobody is named who says this for the ceo",
        "D017 there is no role called 'ceo'",
    ]
    bare = ("accept", "payments", "unownd", "--until", "2025-01-01")
    agent = ("--person", "J. Smith", "--role", "agent")
    assert wrong(capsys, *bare, *agent) == [
        "D017 there is no risk of 'payments' called 'unownd'",
        "D018 an acceptance needs a reason",
        "D035 the acceptance holds until 2025-01-01 is over before it begins",
        "D131 'agent' belongs to 'Desk', a vendor, which performs and answers for nothing here",
    ]
    closed = ("accept", "payments", "gone", "--until", "2026-01-01", "--reason", "x")
    assert wrong(capsys, *closed, *CIO) == ["D133 the risk 'gone' was closed on 2025-07-01"]
    assert wrong(capsys, *RISK, *CIO, at="2025-05-01")[0].startswith("D035 ")
    assert wrong(capsys, *GATE, *CIO) == [
        "D132 the gate of incident management is for 'owner' to agree to, not for 'cio'",
        "D135 nothing shows that the gate of incident management is met",
    ]
    assert wrong(capsys, "agree", "payments", "problem management", *CIO)[0].startswith("D017 ")
    assert wrong(capsys, *TASK[:3], "--asked", "2025-09-09", *CIO) == [
        "D018 what came of stepping in needs a reason",
        "D134 no task of 'payments' asks to step in for incident management (asked on 2025-09-09)",
    ]
    assert wrong(capsys, *TASK, "--done", "2025-09-01", *CIO) == [
        "D035 it was done on 2025-09-01 is before 2025-09-08"
    ]
    assert wrong(capsys, *PROOF[:3], "--done", "2025-12-01", *CIO) == [
        "D035 it was shown on 2025-12-01 is still to come",
        "D135 nothing shows that the control 'access' works",
    ]
    assert wrong(capsys, "proof", "payment", "access", *CIO) == [
        "D017 there is no service called 'payment'"
    ]
    assert not (folder / "operating-record").exists()


def test_nothing_is_decided_twice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(*GATE, "--evidence", "Roster", *OWNER) == 0
    assert say(*TASK, *CIO) == 0
    assert say(*PROOF, *CIO) == 0
    assert wrong(capsys, *GATE, *OWNER) == [
        "D133 the gate of incident management was agreed to on 2025-11-03"
    ]
    assert wrong(capsys, *TASK, *CIO) == [
        "D133 the task of 2025-09-08 for incident management was done on 2025-11-03"
    ]
    assert wrong(capsys, *PROOF, "--done", "2025-10-01", *CIO) == [
        "D133 the control 'access' was shown to work on 2025-11-03"
    ]
    assert run("model", *PROOF, *CIO, "--at", "2025-11-01") == 2
    assert "nothing is entered before it" in capsys.readouterr().err


def test_a_text_that_changed_leaves_a_word_without_its_subject(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(*GATE, "--evidence", "Roster", *OWNER) == 0
    assert say(*PROOF, *CIO) == 0
    text = MODEL.replace("access:", "accesses:").replace(
        "owner, by: 2025-12-01}", "owner, evidence: Roster, agreed: 2025-11-03}"
    )
    (folder / "operating-model.yaml").write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert run("model", "check", "--on", "2025-12-01") == 1
    out = capsys.readouterr().out
    assert "journal.jsonl:2:1: error D017: there is no control of 'payments' called" in out
    assert "journal.jsonl:1" not in out
    assert run("model", "journal") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.rsplit("  ", 1)[-1] for line in lines] == ["IN THE TEXT BY NOW", "DOES NOT COUNT"]


def test_a_journal_of_something_else_is_not_heard(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(*PROOF, *CIO) == 0
    text = MODEL.replace("operating model: acme", "operating model: other")
    (folder / "operating-model.yaml").write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert run("model", "check", "--on", "2025-12-01") == 1
    assert "D130: this is about 'acme', and the operating model is called 'other'" in (
        " ".join(capsys.readouterr().out.split())
    )
    journal = folder / "operating-record" / "journal.jsonl"
    journal.write_bytes(b"{}\n")
    assert run("model", "check") == 3
    assert "line 1: its format is not servanda/entry/1" in capsys.readouterr().err
