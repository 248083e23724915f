"""Run the tests of the shared book on PostgreSQL: a server of their own, gone afterwards.

Run as ``python -m tests.postgresql [arguments of pytest]``. Named files are run in place of all;
of requests that are made up for the API there are fewer, as on SQLite there are enough.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servanda.record.folder import BookSettings, create_folder

__all__ = ["Server", "is_here", "new_database", "server"]

ROOMS = ("tests/record", "tests/desk", "tests/web")
_WITHOUT = (
    "languages",
    "test_act_forms.py",
    "test_browsing.py",
    "test_by_outcome.py",
    "test_choosing.py",
    "test_corrections.py",
    "test_deployment.py",
    "test_empty_pages.py",
    "test_forgery.py",
    "test_glossary.py",
    "test_hardening.py",
    "test_hints.py",
    "test_learning_pages.py",
    "test_locales.py",
    "test_model_rights.py",
    "test_pages.py",
    "test_partnership_pages.py",
    "test_pointing.py",
    "test_prometheus.py",
    "test_quarter.py",
    "test_rights.py",
    "test_secrecy.py",
    "test_serving.py",
    "test_session_browsers.py",
    "test_sheets_said.py",
    "test_signing_with_passkeys.py",
    "test_stopping.py",
    "test_stored_scripts.py",
    "test_uploads.py",
    "test_writing_pages.py",
)
"""What asks nothing of a database that could be different, or has a server of its own.

Every page is opened and every form filled in by ``test_page_queries`` and ``test_wrong_input``,
and every operation is asked by ``test_fuzzing``, ``test_queries`` and ``test_replaying``.
"""
_NOBODY = 65534


class Server:
    """A server that listens on this machine alone, and writes to a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()

    @property
    def address(self) -> str:
        """Return the address of its database."""
        return f"postgresql://servanda@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        """Lay out its files."""
        self.folder.mkdir()
        if os.geteuid() == 0:
            os.chown(self.folder, _NOBODY, _NOBODY)
        self._run("initdb", "--username=servanda", "--auth=trust", "--encoding=UTF8", "-D", ".")

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        self._run("pg_ctl", "-D", ".", "-l", "log", "-w", "-o", options, "start")

    def stop(self, *, mode: str = "fast") -> None:
        """Stop it; ``immediate`` is what a loss of power would be."""
        self._run("pg_ctl", "-D", ".", "-m", mode, "-w", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        # The server refuses to run as root, so that it runs as nobody there.
        nobody = _NOBODY if os.geteuid() == 0 else None
        subprocess.run(
            [_program(program), *arguments],
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
            user=nobody,
            group=nobody,
            extra_groups=None if nobody is None else [],
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )


@contextmanager
def server() -> Iterator[Server]:
    """Start a server, and stop it afterwards."""
    with tempfile.TemporaryDirectory(prefix="servanda-postgresql-") as scratch:
        Path(scratch).chmod(0o755)
        started = Server(Path(scratch) / "data")
        started.make()
        started.start()
        try:
            yield started
        finally:
            started.stop()


def new_database(address: str) -> str:
    """Make another database on a server, and return its address."""
    import psycopg

    name = f"book_{secrets.token_hex(6)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return f"{address.rpartition('/')[0]}/{name}"


def is_here() -> bool:
    """Return whether PostgreSQL's server is installed."""
    return bool(_found("initdb"))


def _program(name: str) -> str:
    found = _found(name)
    if not found:
        raise SystemExit(f"'{name}' is not here; install PostgreSQL's server first")
    return found


def _found(name: str) -> str:
    places = sorted(map(str, Path("/").glob(f"usr/lib/postgresql/*/bin/{name}")))
    return shutil.which(name) or (places[-1] if places else "")


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def main(arguments: list[str]) -> int:
    """Run pytest on a server of its own."""
    with server() as running, tempfile.TemporaryDirectory(prefix="servanda-book-") as scratch:
        book = create_folder(Path(scratch) / "book", BookSettings(database=running.address))
        rooms = (*ROOMS, *(f"--ignore=tests/web/{each}" for each in _WITHOUT))
        asked = any(not each.startswith("-") and "/" in each for each in arguments)
        return subprocess.run(
            [sys.executable, "-m", "pytest", *(() if asked else rooms), *arguments],
            env={"SERVANDA_FUZZ": "2", **os.environ, "SERVANDA_BOOK": str(book.path)},
            check=False,
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
