"""Serving a book from one process."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.story.workshop import PlayedWorkshop
from servanda.pipeline.workspace import Workspace
from servanda.record.folder import BookSettings, create_folder
from servanda.record.opening import current_book, open_book

if TYPE_CHECKING:
    from servanda.desk.showing import Shown

__all__ = ["CannotListen", "Opened", "open_example", "open_for_serving", "serve"]

_THREADS = 8
_ASKED_MOST = 300
_PAUSE_SECONDS = 0.1
_ANSWER_SECONDS = 10
# What the web framework reads into memory, and what a request says around it.
_REQUEST_BYTES_MAX = 5 * 1024 * 1024 + 64 * 1024


class CannotListen(MisusedCommand):
    """The address is taken, or not this machine's."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(f"cannot listen at {host}:{port}: {why}; choose another with --port")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Say what was opened.

    Args:
        address: Where people reach the book.
        link: Where the first person comes in; empty where there are people already.
    """

    address: str
    link: str


def open_for_serving(folder: Path, *, first: str, address: str, database: str = "sqlite") -> Opened:
    """Open a book, or begin one in an empty folder, and bring its database up to date.

    Args:
        folder: The book's folder.
        first: Mail address of the first person, for a book that has nobody yet.
        address: Where people will reach a new book.
        database: Which database will keep a new book.

    Raises:
        MisusedCommand: The book is new and nobody was named, or its settings cannot be used.
        CannotRead, CannotWrite: The folder cannot be read or written.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        if not first:
            raise MisusedCommand(
                f"'{folder}' will be a new book; name who comes in first:"
                " --first c.jones@example.com"
            )
        create_folder(folder, BookSettings(address=address, database=database))
    book = open_book(folder)
    from servanda.desk.keeping import bring_forward  # noqa: PLC0415 - the book has to be open first

    bring_forward()
    # It is there before anybody asks, for what watches the book reads it from the folder.
    book.metrics_word()
    return Opened(address=book.settings.address, link=_link(first))


def open_example(
    folder: Path,
    running: Workspace,
    titles: Mapping[str, str],
    *,
    address: str,
    under_way: Callable[[Path], object] | None = None,
    workshop: PlayedWorkshop | None = None,
) -> Shown:
    """Open the example's book, or make it, and say how one comes in.

    Args:
        folder: The book's folder.
        running: Where the example was played.
        titles: What its parties are called.
        address: Where people will reach a new book.
        under_way: Writes evidence of the period under way into a new book's folder of evidence.
        workshop: A workshop that its parties held, which a new book has too.

    Raises:
        NotOfTheExample: The book holds something else.
        CannotRead, CannotWrite: The folder cannot be read or written, or is no book.
    """
    if not folder.exists():
        create_folder(folder, BookSettings(address=address))
    open_book(folder)
    from servanda.desk.keeping import bring_forward  # noqa: PLC0415 - the book has to be open first
    from servanda.desk.showing import show_example  # noqa: PLC0415 - as above
    from servanda.web.clock import now  # noqa: PLC0415 - as above

    bring_forward()
    return show_example(running, titles, now(), under_way=under_way, workshop=workshop)


def serve(
    host: str,
    port: int,
    *,
    ready: Callable[[], None],
    works: bool = True,
    logs_from: int = logging.INFO,
) -> None:
    """Serve the open book until the process is stopped.

    Args:
        host: The address to listen at.
        port: The port to listen at.
        ready: Told once requests are answered.
        works: Whether to do beside it what waits in the background.
        logs_from: The least level of what the log says, as numbered by ``logging``.

    Raises:
        CannotListen: Somebody else listens there, or it is not this machine's.
    """
    from waitress.server import create_server  # noqa: PLC0415 - who serves nothing needs none

    from servanda.web.working import beside  # noqa: PLC0415 - the book has to be open first
    from servanda.web.wsgi import application  # noqa: PLC0415 - as above

    logging.getLogger("waitress").setLevel(logging.WARNING)
    # Loading the application sets levels anew, so this comes after it.
    logging.getLogger("servanda").setLevel(logs_from)
    try:
        server = create_server(
            application,
            host=host,
            port=port,
            threads=_THREADS,
            ident=None,
            # Whatever lies in between, people reach the book so.
            url_scheme=urlsplit(current_book().settings.address).scheme,
            max_request_body_size=_REQUEST_BYTES_MAX,
        )
    except OSError as problem:
        raise CannotListen(host, port, problem.strerror or str(problem)) from None
    # What is being answered is answered first.
    signal.signal(signal.SIGTERM, lambda _, __: sys.exit(0))
    threading.Thread(target=_tell, args=(host, port, ready), daemon=True).start()
    with beside() if works else nullcontext():
        server.run()


def _tell(host: str, port: int, ready: Callable[[], None]) -> None:
    """Ask until the book answers, and tell it then."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not bound to
    for _ in range(_ASKED_MOST):
        asked = HTTPConnection(reached, port, timeout=_ANSWER_SECONDS)
        try:
            asked.request("GET", "/ready", headers={"Host": "localhost"})
            if asked.getresponse().status == HTTPStatus.OK:
                ready()
                _tell_systemd()
                return
        except OSError:
            pass
        finally:
            asked.close()
        time.sleep(_PAUSE_SECONDS)
    logging.getLogger("servanda.web").error("the book was opened, and is not ready")


def _tell_systemd() -> None:
    """Tell the service manager, where there is one, that requests are answered.

    References:
        sd_notify(3).
    """
    place = os.environ.get("NOTIFY_SOCKET", "")
    if place:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
            # Names in the abstract space begin with a sign that no variable can hold.
            told.sendto(b"READY=1", "\0" + place[1:] if place[0] == "@" else place)


def _link(first: str) -> str:
    from servanda.desk.joining import invite_first  # noqa: PLC0415 - as above
    from servanda.record.models import Person  # noqa: PLC0415 - as above
    from servanda.web.clock import now  # noqa: PLC0415 - as above

    if not first or Person.objects.exists():
        return ""
    return invite_first(first, now()).link
