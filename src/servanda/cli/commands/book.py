"""``servanda book``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.exit_codes import ExitCode
from servanda.cli.terminal import Terminal, open_terminal
from servanda.pipeline.refusals import MisusedCommand

if TYPE_CHECKING:
    from servanda.record.folder import BookFolder

__all__ = ["book_command"]

Doing = Literal["begin", "examine", "rebuild", "backup", "restore"]
_WITH_FILE = ("backup", "restore")


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class BookOptions:
    """Say more of what is done; most is for one thing to do alone."""

    heads: Annotated[
        Path | None,
        Parameter(
            help="For examine: a file with the last entries that were seen; journals have to go"
            " on from them, and if all is well it is brought up to date."
        ),
    ] = None
    first: Annotated[
        str,
        Parameter(help="For begin: mail address of the first person.", show_default=False),
    ] = ""
    address: Annotated[
        str,
        Parameter(
            help="For begin: where people will reach the book, like https://example.com.",
            show_default=False,
        ),
    ] = ""
    database: Annotated[
        str,
        Parameter(
            help="For begin and restore: the database that will keep the book, 'sqlite' or"
            " postgresql://host/name; a restored one as it was if not said.",
            show_default=False,
        ),
    ] = ""
    journals_alone: Annotated[
        bool,
        Parameter(
            negative="",
            help="For restore: make everything anew from the journals, and say where the backup's"
            " tables differ from it.",
        ),
    ] = False

    def see_that_they_fit(self, doing: Doing) -> None:
        """Refuse what is for something else to do; raises ``MisusedCommand``."""
        if self.heads is not None and doing != "examine":
            raise MisusedCommand("--heads is for 'examine'")
        if self.journals_alone and doing != "restore":
            raise MisusedCommand("--journals-alone is for 'restore'")
        if self.database and doing not in {"begin", "restore"}:
            raise MisusedCommand("--database is for 'begin' and 'restore'")
        if (bool(self.first), bool(self.address)) != (doing == "begin",) * 2:
            raise MisusedCommand("'begin' needs --first and --address, and nothing else does")


_PLAIN = BookOptions()


def book_command(
    doing: Annotated[Doing, Parameter(help="What to do.")],
    folder: Annotated[Path, Parameter(help="Folder of the shared book.")],
    file: Annotated[
        Path | None, Parameter(help="The backup: to be written, or to be restored.")
    ] = None,
    *,
    options: BookOptions = _PLAIN,
) -> int:
    """Look after a shared book: begin one, examine it, rebuild its lists, back it up, restore it.

    `begin` makes a book in an empty folder without serving it, and prints where the first person
    comes in; `servanda serve` does so too, for a book on one machine.

    `examine` looks at every journal, the host's own journal of people and roles among them, and at
    everything that follows from them. `rebuild` makes the lists of every agreement again from its
    journal. `backup` writes everything into one file while people work, and reads it again.
    `restore` makes a book of it in an empty folder, and examines that; with `--journals-alone` it
    takes nothing but the journals, without passwords, tokens and second factors.

    A backup holds the book's secrets: keep it as safe as the book.

    For example:

    ```
    servanda book begin book --first c.jones@example.com --address https://example.com
    servanda book examine book --heads seen.json
    servanda book backup book monday.backup
    servanda book restore tried monday.backup
    ```
    """
    if (file is not None) != (doing in _WITH_FILE):
        raise MisusedCommand("'backup' and 'restore' need the backup's file, and nothing else does")
    options.see_that_they_fit(doing)
    terminal = open_terminal()
    match doing:
        case "begin":
            return _begin(terminal, folder, options)
        case "restore":
            assert file is not None
            return _restore(terminal, folder, file, options)
        case "backup":
            assert file is not None
            return _back_up(terminal, folder, file)
        case "rebuild":
            return _rebuild(terminal, folder)
        case "examine":
            return _examine(terminal, folder, options.heads)


def _begin(terminal: Terminal, folder: Path, options: BookOptions) -> int:
    from servanda.record.folder import open_folder  # noqa: PLC0415 - few commands need it
    from servanda.web.serving import open_for_serving  # noqa: PLC0415 - loads the framework

    first, address, database = options.first, options.address, options.database or "sqlite"
    if (folder / "book.toml").exists():
        settings = open_folder(folder).settings
        if (settings.address, settings.database) != (address, database):
            raise MisusedCommand(f"'{folder}' is a book already, and its book.toml says otherwise")
    begun = open_for_serving(folder, first=first, address=address, database=database)
    said = f"begun: a book in {folder}; the first person comes in at {begun.link}"
    terminal.out.print(Text(said), soft_wrap=True)
    return ExitCode.FINE


def _open(folder: Path) -> BookFolder:
    """Open a book that this version can work in."""
    # The web framework is loaded by few commands.
    from servanda.record.opening import open_book, see_current  # noqa: PLC0415 - as said above

    book = open_book(folder)
    see_current()
    return book


def _back_up(terminal: Terminal, folder: Path, file: Path) -> int:
    book = _open(folder)
    from servanda.record.backup.taking import back_up  # noqa: PLC0415 - the book is open first

    kept = back_up(book, file)
    counted = f"{kept.agreements} agreements, {kept.rows} rows, {kept.files} files"
    return _said(terminal, f"kept in {file}: {counted}", kept.faults)


def _rebuild(terminal: Terminal, folder: Path) -> int:
    _open(folder)
    from servanda.desk.keeping import rebuild_book  # noqa: PLC0415 - the book is open first

    return _said(terminal, f"rebuilt: the lists of {rebuild_book()} agreements", ())


def _examine(terminal: Terminal, folder: Path, seen: Path | None) -> int:
    book = _open(folder)
    # The book is open first.
    from servanda.desk.keeping import faults_of_book  # noqa: PLC0415 - as said above
    from servanda.pipeline.heads import read_heads, write_heads  # noqa: PLC0415 - as said above
    from servanda.record.heads import heads_now, rewritten  # noqa: PLC0415 - as said above

    before = read_heads(seen) if seen is not None else None
    faults = [*faults_of_book(), *(rewritten(before, book) if before is not None else ())]
    now = heads_now(book)
    if seen is not None and not faults:
        write_heads(seen, now)
    entries = sum(each.number for each in now.journals.values())
    return _said(
        terminal, f"examined: {len(now.journals) - 1} agreements, {entries} entries", faults
    )


def _restore(terminal: Terminal, folder: Path, file: Path, options: BookOptions) -> int:
    from servanda.desk.restoring import restore  # noqa: PLC0415 - loads what restoring needs

    made = restore(file, folder, database=options.database, journals_alone=options.journals_alone)
    said = f"restored to {folder} as of {made.at}: {made.agreements} agreements, {made.rows} rows"
    return _said(terminal, said, made.faults)


def _said(terminal: Terminal, done: str, faults: Iterable[str]) -> int:
    found = list(faults)
    well = "" if found else "; everything is as it has to be"
    terminal.out.print(Text(f"{done}{well}"), soft_wrap=True)
    for each in found:
        terminal.err.print(Text(f"  {each}"), soft_wrap=True)
    return ExitCode.MISTAKES if found else ExitCode.FINE
