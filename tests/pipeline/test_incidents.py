"""An incident that is reviewed, as the evidence tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.kernel.time import Instant
from servanda.pipeline.incidents import NotRestored, restored_by_evidence, trace_of
from servanda.pipeline.workspace import Workspace
from tests.cli.folder import run
from tests.partnership.pair import TEXT, begin

EVIDENCE = """\
evidence:
  changes:
    each: event
    noun: ticket
    key: number
    at: changed
    order: sequence
    columns:
      number: text
      changed: instant
      sequence: whole number
      state: text
      caller: {type: text, personal: yes}
  outages:
    each: interval
    noun: outage
    key: id
    from: began
    until: ended
    columns: {id: text, service: text, began: instant, ended: instant, cause: text}
measures:
  restored:
    from: changes
    clock: {start: state = 'new', stop: state = 'done', within: 4 hours, reopened: resumes}
    counts in: stop or due
    value: share(met)
    no data: met
"""
CHANGES = """\
number,changed,sequence,state,caller
T1,2026-02-10T08:00:00Z,1,new,Anna Visser
T1,2026-02-10T08:30:00Z,2,new,Bo Berg
T1,2026-02-10T09:00:00Z,3,done,Anna Visser
T2,2026-02-11T08:00:00Z,1,new,Anna Visser
"""
OUTAGES = """\
id,service,began,ended,cause
O1,payments,2026-02-10T08:20:00Z,2026-02-10T08:50:00Z,disk
O2,desk,2026-02-10T08:20:00Z,2026-02-10T08:50:00Z,power
O3,payments,2026-02-12T08:20:00Z,,disk
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = begin(tmp_path, TEXT.replace("measures:\n", EVIDENCE, 1))
    (tmp_path / "evidence" / "changes.csv").write_text(CHANGES, "utf-8")
    (tmp_path / "evidence" / "outages.csv").write_text(OUTAGES, "utf-8")
    return made


def test_a_ticket_is_told_by_what_changed_and_what_went_on_meanwhile(workspace: Workspace) -> None:
    trace = trace_of(workspace, "T1", "payments")
    assert trace is not None
    assert trace.restored == Instant.parse("2026-02-10T09:00:00Z")
    assert [(each.what, each.is_own) for each in trace.items] == [
        ("state: new", True),
        ("outage O1, service: payments, cause: disk", False),
        ("state: done", True),
    ]
    assert (trace.stretches[0].start, trace.stretches[-1].end) == (trace.began, trace.restored)
    assert not any("Visser" in each.what for each in trace.items)


def test_an_outage_is_over_at_its_end_and_what_is_unknown_says_so(workspace: Workspace) -> None:
    assert restored_by_evidence(workspace, "O1") == Instant.parse("2026-02-10T08:50:00Z")
    for open_or_unknown in ("O3", "T2", "INC9"):
        with pytest.raises(NotRestored, match=open_or_unknown):
            restored_by_evidence(workspace, open_or_unknown)
    assert trace_of(workspace, "INC9", "payments") is None


def test_asking_for_a_review_takes_the_end_from_the_evidence(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace.texts[0].parent)
    asked = ("--what", "It stood still.", "--as", "client", "--person", "C. Jones")
    assert run("incident-review", "open", "T1", *asked, "--at", "2026-02-12") == 0
    assert "restored 2026-02-10T09:00:00Z" in capsys.readouterr().out
    assert run("incident-review", "open", "T2", *asked, "--at", "2026-02-12") == 2
    assert "does not say when 'T2' was over" in capsys.readouterr().err
