"""A book served by a process of its own, as people run it."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any


class Served:
    """A book served by a process of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as asked:
            asked.bind(("127.0.0.1", 0))
            self.port: int = asked.getsockname()[1]
        # Nobody reads along: a pipe would fill up, and what logs would wait for ever.
        self._log = folder.with_suffix(".log").open("wb")
        words = ["serve", str(folder), "--first", "a@example.com", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "servanda.app.main", *words],
            stdout=self._log,
            stderr=subprocess.STDOUT,
            env={k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "SERVANDA"))},
        )
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("it does not answer")

    def peak_kilobytes(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+)", status)
        assert found
        return int(found[1])

    def send(self, head: str, chunk: bytes, times: int) -> tuple[bytes, int]:
        """Send a request's head and chunks until it is answered, and say how much was sent."""
        sent = 0
        with socket.create_connection(("127.0.0.1", self.port), 60) as line:
            line.sendall(head.encode())
            try:
                for _ in range(times):
                    line.sendall(chunk)
                    sent += len(chunk)
            except OSError:
                pass
            try:
                return line.recv(4096), sent
            except OSError:
                return b"", sent

    def ask(self, method: str, path: str, body: object, **headers: str) -> tuple[int, Any]:
        """Send a request of the API and return what was answered; 0 where nothing was."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            content = None if body is None else json.dumps(body)
            line.request(method, f"/api/v1{path}", content, headers)
            response = line.getresponse()
            return response.status, json.loads(response.read())
        except (OSError, HTTPException):
            return 0, None
        finally:
            line.close()

    def stop(self) -> None:
        """Stop it, as who runs it would."""
        self.process.terminate()
        self.process.wait()
        self._log.close()
