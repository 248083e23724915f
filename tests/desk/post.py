"""A mail server of its own process, which keeps what it is handed."""

from __future__ import annotations

import mailbox
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path


@dataclass(frozen=True)
class Post:
    """Where mail is handed over, and what came."""

    port: int
    folder: Path

    def letters(self) -> list[Message]:
        """Return the letters that came, by whom they are for and what they are about."""
        came: list[Message] = list(mailbox.Maildir(self.folder, create=False))
        return sorted(came, key=lambda each: (str(each["To"]), str(each["Subject"])))


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until somebody listens at a port."""
    for _ in range(300):
        assert process.poll() is None, "the server has stopped"
        with socket.socket() as asked:
            asked.settimeout(1)
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server does not listen")


@contextmanager
def running(*command: str, port: int) -> Iterator[None]:
    """Run a server, from when it listens."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def post_office(folder: Path, port: int | None = None) -> Iterator[Post]:
    """Start a mail server, and stop it afterwards."""
    listens = port or free_port()
    handler = "aiosmtpd.handlers.Mailbox"
    where = f"127.0.0.1:{listens}"
    words = ("-m", "aiosmtpd", "-n", "-l", where, "-c", handler, str(folder))
    with running(*words, port=listens):
        yield Post(port=listens, folder=folder)
