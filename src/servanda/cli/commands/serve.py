"""``servanda serve``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.exit_codes import ExitCode
from servanda.cli.terminal import open_terminal

__all__ = ["serve_command"]


def serve_command(
    folder: Annotated[Path, Parameter(help="Folder of the shared book; a new one if it is empty.")],
    *,
    first: Annotated[
        str,
        Parameter(
            name="--first",
            help="Mail address of the first person, for a book that has nobody yet.",
            show_default=False,
        ),
    ] = "",
    host: Annotated[str, Parameter(name="--host", help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, Parameter(name="--port", help="Port to listen at.")] = 8000,
    works: Annotated[
        bool,
        Parameter(
            name="--work",
            negative="--no-work",
            help="Do in this process too what waits in the background.",
        ),
    ] = True,
) -> int:
    """Open a shared book, in which both parties work: pages for people, an API for programs.

    One process and one folder are enough. Settings lie in the folder's `book.toml`: where people
    reach it, and which database it uses. Stop it with Ctrl-C.

    Letters and long work are done in the background, in this process unless told `--no-work`;
    `servanda work` does them in others.

    For example:

    ```
    servanda serve book --first c.jones@example.com
    ```
    """
    # The web framework is loaded by nothing else on the command line.
    from servanda.web.serving import open_for_serving, serve  # noqa: PLC0415 - as said above

    terminal = open_terminal()
    opened = open_for_serving(folder, first=first, address=f"http://{host}:{port}")

    def ready() -> None:
        terminal.out.print(Text(f"the book is open at {opened.address}"), soft_wrap=True)
        if opened.link:
            terminal.out.print(Text(f"the first person comes in at {opened.link}"), soft_wrap=True)

    serve(host, port, ready=ready, works=works)
    return ExitCode.FINE
