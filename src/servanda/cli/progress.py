"""Long work, told to a person who waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from servanda.pipeline.answer import Progress, say_nothing
from servanda.reports.clean import one_line

__all__ = ["telling"]


@contextmanager
def telling(console: Console, *, always: bool = False) -> Iterator[Progress]:
    """Lend a teller of progress.

    On a terminal it is one line that changes and goes away at the end. Elsewhere nothing is
    said, so that logs stay short; with ``always``, each step is a line of its own.
    """
    if console.is_terminal:
        with _bar(console) as bar:
            yield _moving(bar)
    else:
        yield _lines(console) if always else say_nothing


def _bar(console: Console) -> Bar:
    return Bar(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )


def _moving(bar: Bar) -> Progress:
    task = bar.add_task("", total=None)

    def tell(doing: str, done: int, total: int) -> None:
        bar.update(
            task, description=f"{one_line(doing):<32.32}", completed=done, total=total or None
        )

    return tell


def _lines(console: Console) -> Progress:
    said: set[str] = set()

    def tell(doing: str, done: int, total: int) -> None:
        if doing not in said:
            said.add(doing)
            place = f" ({done + 1} of {total})" if done < total else ""
            console.print(f"{one_line(doing)}{place}", soft_wrap=True)

    return tell
