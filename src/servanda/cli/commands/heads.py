"""``servanda heads``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.asking import Book, NoAnswer, book_at
from servanda.cli.exit_codes import ExitCode
from servanda.cli.terminal import Terminal, open_terminal
from servanda.pipeline.heads import Heads, SeenHead, continued, read_heads, write_heads

__all__ = ["heads_command"]

_NOTHING = SeenHead(number=0, sha256="")
_PAGE = 200
_GONE = "you are shown nothing of it any more; if that is right, take it out of '{file}'"


def heads_command(
    book: Annotated[str, Parameter(help="Address of the shared book.")],
    file: Annotated[Path, Parameter(help="One's own file of the last entries that one has seen.")],
) -> int:
    """Keep the last entry of each journal in a shared book, and see that each goes on from it.

    Whoever runs a book could rewrite a whole journal, with all its digests. Who has kept the last
    entry that they saw finds it out: the entry has to be there still, everything after it has to
    follow from it, and the host's seal has to be by the key that was known before. The file is
    brought up to date where all is well, and stays as it is where anything is not.

    A token with the scope `read` is taken from the variable SERVANDA_TOKEN.

    For example:

    ```
    servanda heads https://example.com seen.json
    ```
    """
    asked, before = book_at(book), read_heads(file)
    try:
        return _heads(open_terminal(), asked, file, before)
    except (KeyError, TypeError):
        raise NoAnswer(asked.address, "it is no shared book, or one of another version") from None


def _heads(terminal: Terminal, asked: Book, file: Path, before: Heads | None) -> int:
    titles, places = _journals(asked)
    host = before.host if before is not None else ""
    seen = dict(before.journals) if before is not None else {}
    found, wrong = dict(seen), list[str]()
    for key, title in titles.items():
        head = asked.get(f"{places[key]}/head")
        host = host or str(head["host"])
        last = SeenHead(number=head["number"], sha256=head["sha256"], seal=head["seal"])
        known = seen.get(key, _NOTHING)
        lines = _lines(asked, places[key], known.number)
        faults = [*continued(known, last, lines, agreement=key, host=host)]
        wrong += [f"{title}: {each}" for each in faults]
        found[key] = last
        if not faults:
            _tell(terminal, title, known, last)
    gone = [key for key in seen if key not in titles]
    wrong += [f"{key}: {_GONE.format(file=file)}" for key in gone]
    for each in wrong:
        terminal.err.print(Text(each), soft_wrap=True)
    if wrong:
        return ExitCode.MISTAKES
    write_heads(file, Heads(book=asked.address, host=host, journals=found))
    return ExitCode.FINE


def _journals(asked: Book) -> tuple[dict[str, str], dict[str, str]]:
    """Return every journal that one may read by its key: what it is about, and where it lies."""
    agreements = list(asked.listed("/agreements", "agreements"))
    models = [each for each in asked.get("/operating-models")["models"] if each["is_own"]]
    titles = {each["key"]: each["title"] for each in (*agreements, *models)}
    places = {each["key"]: f"/agreements/{each['key']}" for each in agreements}
    places |= {each["key"]: f"/operating-models/{each['key']}" for each in models}
    return titles, places


def _tell(terminal: Terminal, title: str, known: SeenHead, last: SeenHead) -> None:
    goes_on = f", and goes on from entry {known.number}" if known.number else ""
    terminal.out.print(Text(f"{title}: ends with entry {last.number}{goes_on}"), soft_wrap=True)


def _lines(book: Book, place: str, number: int) -> Iterator[str]:
    """Yield a journal's lines from the one of a number on."""
    after: int | None = max(number - 1, 0)
    while after is not None:
        page = book.get(f"{place}/entries", limit=_PAGE, after=after)
        yield from (each["line"] for each in page["entries"])
        after = page["next"]
