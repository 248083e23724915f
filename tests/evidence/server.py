"""A PostgreSQL server of the tests' own: in a temporary folder, on this machine alone."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

__all__ = ["Server", "running_server"]

_NOBODY = 65534
OWNER = "owner"


class Server:
    """A server with one database.

    Args:
        folder: Its files.
    """

    def __init__(self, folder: Path) -> None:
        self.port = _free_port()
        self._folder = folder

    def services(self, **roles: str) -> str:
        """Return a connection service file: a role by the name of its service."""
        return "".join(
            f"[{name}]\nhost=127.0.0.1\nport={self.port}\ndbname=postgres\nuser={role}\n"
            for name, role in roles.items()
        )

    def do(self, *statements: str) -> None:
        """Run statements as the owner of everything."""
        import psycopg

        address = f"host=127.0.0.1 port={self.port} dbname=postgres user={OWNER}"
        with psycopg.connect(address) as connection:
            for statement in statements:
                connection.execute(statement)

    def start(self) -> None:
        """Make the server's files, start it, and wait until it answers."""
        self._run("initdb", f"--username={OWNER}", "--auth=trust", "--encoding=UTF8", "-D", ".")
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        self._run("pg_ctl", "-D", ".", "-l", "log", "-w", "-o", options, "start")

    def stop(self) -> None:
        """Stop it."""
        self._run("pg_ctl", "-D", ".", "-m", "immediate", "-w", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        # The server refuses to run as root.
        nobody = _NOBODY if os.geteuid() == 0 else None
        subprocess.run(
            [str(_program(program)), *arguments],
            cwd=self._folder,
            check=True,
            stdout=subprocess.DEVNULL,
            user=nobody,
            group=nobody,
            extra_groups=None if nobody is None else [],
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )


@contextmanager
def running_server() -> Iterator[Server]:
    """Lend a server; skips, saying so, where there is none to start."""
    missing = [
        *([] if find_spec("psycopg") else ["psycopg"]),
        *([] if _program("initdb") else ["PostgreSQL's server"]),
    ]
    if missing and os.environ.get("CI"):
        pytest.fail(f"{missing[0]} is not installed, and here it has to be")
    if missing:
        pytest.skip(f"{missing[0]} is not installed")
    with TemporaryDirectory(prefix="servanda-postgresql-") as scratch:
        Path(scratch).chmod(0o755)
        folder = Path(scratch) / "data"
        folder.mkdir()
        if os.geteuid() == 0:
            os.chown(folder, _NOBODY, _NOBODY)
        server = Server(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _program(name: str) -> Path | None:
    found = shutil.which(name)
    if found:
        return Path(found)
    # Debian keeps what only servers need out of the usual place.
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return places[-1] if places else None


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port
