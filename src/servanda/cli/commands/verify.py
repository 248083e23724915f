"""``servanda verify``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.documents.common import as_json
from servanda.cli.documents.verify import verify_document
from servanda.cli.exit_codes import ExitCode
from servanda.cli.options import FormatOption
from servanda.cli.progress import telling
from servanda.cli.terminal import Terminal, open_terminal
from servanda.pipeline.verifying import Verified, verify
from servanda.reports.clean import one_line
from servanda.reports.spelling import plural

__all__ = ["verify_command"]


def verify_command(
    bundle: Annotated[Path, Parameter(help="A bundle's file, or the folder of a record.")],
    *,
    head: Annotated[
        str,
        Parameter(
            help="Digest of an entry that one has seen: the journal has to hold it still.",
            show_default=False,
        ),
    ] = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Compute a bundle anew, offline: every byte, signature, text, table and statement.

    Exit code 0 says that everything holds, 1 that something does not; each finding names the
    file, the entry or the statement.

    For example:

    ```
    servanda verify record.servanda
    servanda verify northwind-acme/record --head 3f6a...
    ```
    """
    terminal = open_terminal()
    with telling(terminal.err) as progress:
        found = verify(bundle, head=head, progress=progress)
    if format == "json":
        terminal.print_json(as_json(verify_document(found)))
    else:
        _show(terminal, found)
    return ExitCode.FINE if found.holds else ExitCode.MISTAKES


def _show(terminal: Terminal, found: Verified) -> None:
    for check in found.checks:
        sign = Text("✓ ", style="green") if check.holds else Text("✗ ", style="bold red")
        terminal.out.print(sign + Text(one_line(check.what)), soft_wrap=True)
        for wrong in check.wrong:
            terminal.out.print(Text(f"    {one_line(wrong)}"), soft_wrap=True)
    terminal.out.print()
    entries = f"{found.entries} {plural(found.entries, 'entry')}"
    if not found.holds:
        failed = sum(not each.holds for each in found.checks)
        said = f"{failed} of {len(found.checks)} checks failed; do not pay by this bundle."
        terminal.out.print(Text(said, style="bold red"), soft_wrap=True)
        return
    terminal.out.print(
        Text(f"Everything holds: {found.agreement}, {entries}, last one {found.head}"),
        soft_wrap=True,
    )
    if found.unsigned:
        said = (
            f"{found.unsigned} of them without a signature rest on the word of who keeps the file."
        )
        terminal.out.print(Text(said, style="yellow"), soft_wrap=True)
