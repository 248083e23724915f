"""A folder for a new agreement: made whole or not at all, and tried before anybody sees it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from servanda.facts.statement import Statement
from servanda.kernel.diagnostic import Diagnostic
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.check import check
from servanda.pipeline.refusals import CannotWrite, EngineGaveUp, NotSoFar
from servanda.pipeline.settling import settle
from servanda.pipeline.workspace import Workspace, find_workspace

__all__ = ["Started", "refuse_taken", "start"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """Say what became of a new folder.

    Args:
        workspace: Where it lies.
        statements: What its evidence settled to; none where it does not settle yet.
        in_the_way: Why not, in words; empty where it settled.
        diagnostics: What was found in its evidence.
    """

    workspace: Workspace
    statements: tuple[Statement, ...]
    in_the_way: str
    diagnostics: tuple[Diagnostic, ...]


def refuse_taken(folder: Path) -> None:
    """Refuse a folder that holds anything.

    Raises:
        CannotWrite: It does.
    """
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        raise CannotWrite(folder, "it holds something already; name a folder that is not there yet")


def start(
    folder: Path, files: Mapping[str, bytes | Path], *, progress: Progress = say_nothing
) -> Answer[Started]:
    """Write a new agreement's folder, after trying it beside its place.

    Args:
        folder: Where it goes; nothing may be there.
        files: What it holds, by name below it: contents, or files to be copied.
        progress: Told while the evidence is settled.

    Returns:
        What its evidence settled to; the text's mistakes where it has any, and nothing is
        written then.

    Raises:
        CannotWrite: Something is there already, or it cannot be written.
    """
    refuse_taken(folder)
    with _beside(folder) as draft:
        _write(draft, files)
        checked = check(find_workspace(draft))
        if checked.value is None:
            return Answer(None, checked.diagnostics)
        statements, in_the_way, found = _tried(draft, progress)
        shutil.rmtree(draft / ".servanda", ignore_errors=True)
        refuse_taken(folder)
        try:
            draft.rename(folder)
        except OSError as problem:
            raise CannotWrite(folder, problem.strerror or str(problem)) from None
    started = Started(
        workspace=find_workspace(folder),
        statements=statements,
        in_the_way=in_the_way,
        diagnostics=found,
    )
    return Answer(started, checked.diagnostics)


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    try:
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder.absolute().parent, prefix=".servanda-new-"))
        draft.chmod(0o755)
    except OSError as problem:
        raise CannotWrite(folder, problem.strerror or str(problem)) from None
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(draft: Path, files: Mapping[str, bytes | Path]) -> None:
    (draft / "evidence").mkdir()
    for name, content in files.items():
        try:
            if isinstance(content, Path):
                shutil.copyfile(content, draft / name)
            else:
                (draft / name).write_bytes(content)
        except OSError as problem:
            raise CannotWrite(Path(name), problem.strerror or str(problem)) from None


def _tried(
    draft: Path, progress: Progress
) -> tuple[tuple[Statement, ...], str, tuple[Diagnostic, ...]]:
    try:
        answer = settle(find_workspace(draft), progress=progress)
    except (NotSoFar, EngineGaveUp) as stop:
        return (), str(stop), ()
    if answer.value is None:
        return (), "the evidence needs a look first", answer.diagnostics
    return answer.value.statements, "", answer.diagnostics
