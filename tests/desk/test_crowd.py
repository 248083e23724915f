"""Processes at work at once, and killed in the middle: nothing is done twice, nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from servanda.record.folder import BookSettings, create_folder, open_folder
from tests.desk.crowd import PERIODS
from tests.postgresql import new_database

_PROCESSES, _PERIODS, _KILLS = (
    int(os.environ.get(name, usual))
    for name, usual in (
        ("SERVANDA_CROWD", "16"),
        ("SERVANDA_CROWD_PERIODS", "2"),
        ("SERVANDA_KILLS", "50"),
    )
)


def crowd(folder: Path, *words: str) -> Any:  # noqa: ANN401 - JSON of a known shape
    """Run a crowd in a new book, in the sort of database that the tests run on."""
    served = os.environ.get("SERVANDA_BOOK", "")
    settings = BookSettings()
    if served:
        settings = BookSettings(database=new_database(open_folder(Path(served)).settings.database))
    create_folder(folder, settings)
    done = subprocess.run(
        [sys.executable, "-m", "tests.desk.crowd", str(folder), *words],
        check=False,
        capture_output=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("DJANGO")},
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_periods_that_many_close_at_once_are_issued_once(tmp_path: Path) -> None:
    came_out = crowd(tmp_path / "book", "close", str(_PROCESSES), str(_PERIODS))
    wanted = dict.fromkeys(PERIODS[:_PERIODS], 1)
    assert Counter(came_out["issued"]) == wanted
    assert Counter(came_out["periods"]) == wanted
    assert came_out["faults"] == []


def test_what_was_acknowledged_is_there_however_often_a_process_is_killed(tmp_path: Path) -> None:
    came_out = crowd(tmp_path / "book", "kill", str(_KILLS))
    assert came_out["acknowledged"] >= _KILLS
    assert came_out["lost"] == []
    assert came_out["faults"] == []
