"""What became of the people in the evidence, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.text import Text

from servanda.evidence.people.forgetting import Rewritten
from servanda.pipeline.people import Erased
from servanda.pipeline.workspace import Workspace
from servanda.reports.clean import one_line
from servanda.reports.spelling import plural

__all__ = ["erased_text", "rewritten_words"]


def erased_text(erased: Erased, workspace: Workspace) -> Text:
    """Say what erasing a person did, and what it could not do."""
    return Text("\n").join(_lines(erased, workspace))


def rewritten_words(file: Rewritten) -> str:
    """Say what became of a file: ``incidents.csv: 12 cells name the pseudonym``."""
    parts = []
    if file.named:
        verb = "names" if file.named == 1 else "name"
        parts.append(f"{file.named} {plural(file.named, 'cell')} {verb} the pseudonym")
    if file.emptied:
        verb = "is" if file.emptied == 1 else "are"
        parts.append(f"{file.emptied} that no table reads {verb} empty now")
    return one_line(f"{file.path.name}: {', '.join(parts)}")


def _lines(erased: Erased, workspace: Workspace) -> Iterator[Text]:
    yield Text(f"{erased.person} is erased.", style="bold")
    if erased.before:
        again = "" if erased.files or erased.names else "; nothing was left to do"
        yield Text(f"It was erased before, at {erased.before}{again}.")
    for file in erased.files:
        if not file.is_left:
            yield Text(f"  {rewritten_words(file)}")
    if erased.names:
        yield Text("  The key of the sealed name is destroyed: nobody can read the name again.")
    yield Text("Figures, statements and digests are as before; they never held the name.")
    if erased.still:
        yield Text()
        yield Text("These files hold the name still and were not changed:", style="bold red")
        for path in erased.still:
            said = one_line(f"{_shown(path, workspace)}: {_advice(path, workspace)}")
            yield Text(f"  {said}")


def _shown(path: Path, workspace: Workspace) -> str:
    folder = workspace.texts[0].parent
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)


def _advice(path: Path, workspace: Workspace) -> str:
    if path.is_relative_to(workspace.record):
        return (
            "the record is what both parties said, and changing it would break its chain;"
            " decide together whether it may stand there"
        )
    if path.is_relative_to(workspace.evidence):
        return "ask for the export without the person, or take the name out by hand"
    return "take the name out by hand, or delete the file"
