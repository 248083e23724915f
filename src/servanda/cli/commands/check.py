"""``servanda check``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.agreement.model.agreement import History
from servanda.agreement.proof.model import Proof
from servanda.cli.diagnostic_text import diagnostics_text, notes_text, summary
from servanda.cli.documents.check import check_document
from servanda.cli.documents.common import as_json
from servanda.cli.exit_codes import ExitCode
from servanda.cli.options import AgreementPath, FormatOption
from servanda.cli.progress import telling
from servanda.cli.proof_text import proofs_text
from servanda.cli.terminal import Terminal, open_terminal
from servanda.kernel.diagnostic import Diagnostic, Severity
from servanda.pipeline.advising import advise
from servanda.pipeline.check import check
from servanda.pipeline.workspace import Workspace, find_workspace
from servanda.reports.clean import one_line
from servanda.reports.spelling import plural

__all__ = ["check_command"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    history: History | None
    diagnostics: tuple[Diagnostic, ...]
    proofs: tuple[Proof, ...] = ()


def check_command(
    agreement: AgreementPath = Path(),
    *,
    notes: Annotated[bool, Parameter(help="Show every note, not only their list.")] = False,
    proof: Annotated[bool, Parameter(help="Show what was proven of each line of money.")] = False,
    evidence: Annotated[
        bool, Parameter(help="Settle past periods too, and find levels always or never met.")
    ] = False,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Say what is wrong with an agreement, with its place and what to do.

    All mistakes are shown at once. Of a text without errors, each line of money is looked at over
    the whole range of its measure: gaps, cliffs, points where better pays less. Evidence is looked
    at only with `--evidence`; `servanda profile` says what is odd about its files.

    For example:

    ```
    servanda check
    servanda check northwind-acme --notes
    servanda check northwind-acme --proof
    servanda check --format json northwind-acme
    ```
    """
    terminal = open_terminal()
    found = _look(find_workspace(agreement), terminal, evidence=evidence)
    proofs = found.proofs if proof else ()
    if format == "json":
        document = check_document(found.history, found.diagnostics, proofs)
        terminal.print_json(as_json(document))
    else:
        _print(terminal, found, proofs, notes=notes)
    return ExitCode.FINE if found.history is not None else ExitCode.MISTAKES


def _look(workspace: Workspace, terminal: Terminal, *, evidence: bool) -> _Found:
    answer = check(workspace)
    if answer.value is None:
        return _Found(history=None, diagnostics=answer.diagnostics)
    advice = advise(answer.value)
    found = (*answer.diagnostics, *advice.diagnostics)
    history: History | None = answer.value
    if evidence:
        # Settling costs the query engine, which a text by itself does without.
        from servanda.pipeline.looking_back import look_back  # noqa: PLC0415 - as said above

        with telling(terminal.err) as progress:
            past = look_back(workspace, progress=progress)
        found = (*found, *(each for each in past.diagnostics if each not in found))
        history = history if past.value is not None else None
    return _Found(history=history, diagnostics=found, proofs=advice.proofs.proofs)


def _print(terminal: Terminal, found: _Found, proofs: tuple[Proof, ...], *, notes: bool) -> None:
    lesser = [each for each in found.diagnostics if each.severity is Severity.NOTE]
    shown = found.diagnostics if notes else [d for d in found.diagnostics if d not in lesser]
    if proofs:
        terminal.out.print(proofs_text(proofs), soft_wrap=True)
    if shown:
        terminal.out.print(diagnostics_text(shown), soft_wrap=True)
    if lesser and not notes:
        terminal.out.print(notes_text(lesser), soft_wrap=True)
    if found.history is not None:
        terminal.out.print(_fine(found.history, found.diagnostics), soft_wrap=True)
        if found.proofs:
            terminal.out.print(_proven(found.proofs), soft_wrap=True)


def _proven(proofs: tuple[Proof, ...]) -> str:
    lines = {each.line.name for each in proofs}
    open_lines = {each.line.name for each in proofs if not each.is_proven}
    word = plural(len(lines), "line")
    return (
        f"{len(lines - open_lines)} of {len(lines)} {word} of money proven over the whole range of"
        " what decides them."
    )


def _fine(history: History, diagnostics: tuple[Diagnostic, ...]) -> str:
    latest = history.latest
    commitments = f"{len(latest.commitments)} {plural(len(latest.commitments), 'commitment')}"
    amendments = len(history.versions) - 1
    amended = f", {amendments} {plural(amendments, 'amendment')}" if amendments else ""
    found = summary(diagnostics)
    if all(each.severity is Severity.NOTE for each in diagnostics):
        found = ", ".join(filter(None, ["no mistakes found", found]))
    return f"{one_line(latest.title)}: {commitments}{amended}; {found}."
