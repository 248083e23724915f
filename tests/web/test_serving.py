"""What serving says in the terminal that it runs in."""

from __future__ import annotations

import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest

_PROGRAM = """
import socket, sys
from pathlib import Path
from servanda.web.serving import open_for_serving, serve

with socket.socket() as asked:
    asked.bind(("127.0.0.1", 0))
    port = asked.getsockname()[1]
opened = open_for_serving(Path(sys.argv[1]), first="a@example.com", address="http://127.0.0.1")
serve("127.0.0.1", port, ready=lambda: print(port, flush=True), logs_from=int(sys.argv[2]))
"""


@pytest.mark.parametrize(("level", "says"), [(20, True), (30, False)])
def test_what_was_answered_well_is_logged_where_it_is_wanted(
    tmp_path: Path, level: int, says: bool
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(tmp_path / "book"), str(level)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as served:
        assert served.stdout is not None
        line = HTTPConnection("127.0.0.1", int(served.stdout.readline()), timeout=60)
        line.request("GET", "/", headers={"Host": "127.0.0.1"})
        assert line.getresponse().status < 400
        line.close()
        served.terminate()
        _, logged = served.communicate(timeout=60)
    assert ("servanda.requests" in logged) == says, logged
