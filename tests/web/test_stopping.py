"""PostgreSQL stopped at once while people write: nothing that was acknowledged is lost."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from servanda.record.folder import BookSettings, create_folder
from tests.postgresql import is_here, server
from tests.web.served import Served

_STOPS = int(os.environ.get("SERVANDA_STOPS", "4"))


def _crowd(folder: Path, *words: str) -> Any:  # noqa: ANN401 - JSON of a known shape
    done = subprocess.run(
        [sys.executable, "-m", "tests.desk.crowd", str(folder), *words],
        check=True,
        capture_output=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("DJANGO")},
    )
    return json.loads(done.stdout)


class _Writer(threading.Thread):
    """Submit evidence for both parties in turns, each until it is acknowledged."""

    def __init__(self, served: Served, made: dict[str, str]) -> None:
        super().__init__()
        self._served, self._made = served, made
        self.acknowledged: list[tuple[str, str]] = []
        self.statuses: set[int] = set()
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.is_set():
            note = f"note {len(self.acknowledged)}"
            party = ("provider", "client")[len(self.acknowledged) % 2]
            self.acknowledged.append((note, self._enter(party, note)))

    def _enter(self, party: str, note: str) -> str:
        path = f"/agreements/{self._made['key']}/submissions"
        headers = {
            "Authorization": f"Bearer {self._made[party]}",
            "Content-Type": "application/json",
            "Idempotency-Key": note.replace(" ", "-"),
        }
        while True:
            status, answer = self._served.ask("POST", path, {"note": note}, **headers)
            self.statuses.add(status)
            if status == 201:
                digest: str = answer["entries"][-1]["sha256"]
                return digest
            time.sleep(0.05)

    def acknowledges_more(self) -> bool:
        """Return whether it gets on, within a minute."""
        before = len(self.acknowledged)
        for _ in range(600):
            if len(self.acknowledged) > before:
                return True
            time.sleep(0.1)
        return False


@pytest.mark.skipif(not is_here(), reason="PostgreSQL's server is not installed")
def test_what_was_acknowledged_outlives_a_database_that_is_stopped_at_once(tmp_path: Path) -> None:
    chance, folder = random.Random(3), tmp_path / "book"
    with server() as running:
        create_folder(folder, BookSettings(database=running.address))
        made = _crowd(folder, "tokens")
        served = Served(folder)
        writer = _Writer(served, made)
        try:
            writer.start()
            for _ in range(_STOPS):
                assert writer.acknowledges_more()
                time.sleep(chance.uniform(0, 0.5))
                running.stop(mode="immediate")
                time.sleep(chance.uniform(0, 0.3))
                running.start()
            assert writer.acknowledges_more()
        finally:
            writer.over.set()
            writer.join()
            served.stop()
        state = _crowd(folder, "state", made["key"])
    notes, entries = zip(*writer.acknowledged, strict=True)
    assert set(entries) <= set(state["entries"])
    assert sorted(state["notes"]) == sorted(notes)
    assert state["faults"] == []
    # Who was not served was told to come again, and nothing else.
    assert writer.statuses <= {0, 201, 503}
