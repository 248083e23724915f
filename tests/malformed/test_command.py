"""Whatever it is given, the command answers with words, stays small and writes nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.evidence.malformed import FILES, BadFile
from tests.malformed.watched import (
    Run,
    agreements,
    run_on_agreement,
    run_on_evidence,
)

MEGABYTES_MAX = 256


def test_there_are_enough_of_them() -> None:
    assert len(agreements()) + len(FILES) >= 150


@pytest.mark.parametrize("path", agreements(), ids=lambda path: path.stem)
def test_a_malformed_agreement(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    run = run_on_agreement(path, folder)
    _holds(run)
    assert re.search(r"agreement\.yaml:\d+:\d+:", run.said)


@pytest.mark.parametrize("bad", FILES, ids=lambda bad: bad.why)
def test_a_malformed_evidence_file(bad: BadFile, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    run = run_on_evidence(bad, folder)
    _holds(run)
    assert bad.code in run.said


def _holds(run: Run) -> None:
    assert run.exit_code == 1, run.said
    assert "Traceback" not in run.said
    assert run.peak_megabytes <= MEGABYTES_MAX
    assert run.left == ()
