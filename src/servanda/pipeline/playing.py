"""The story of the shipped example: what its two parties enter into their record, and when.

Everything is said through the same calls that the commands make, and refused as they would be.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from servanda.evidence.people.keyring import KEY_FILE
from servanda.example.generate import agreement_paths, all_exports
from servanda.example.people import example_pseudonym_key
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Progress, say_nothing
from servanda.pipeline.story.behaving import BEHAVIOUR
from servanda.pipeline.story.incidents import INCIDENTS
from servanda.pipeline.story.reviews import REVIEWS
from servanda.pipeline.story.statements import STATEMENTS
from servanda.pipeline.story.steering import STEERING
from servanda.pipeline.story.table import Table, in_order
from servanda.pipeline.story.users import USERS
from servanda.pipeline.story.versions import VERSIONS
from servanda.pipeline.story.work import FAVOURS, WORK
from servanda.pipeline.workspace import Workspace, find_workspace

__all__ = ["play_example"]

_STORY: Final = in_order(
    VERSIONS, STATEMENTS, REVIEWS, INCIDENTS, WORK, FAVOURS, USERS, BEHAVIOUR, STEERING
)


def play_example(folder: Path, *, progress: Progress = say_nothing) -> Workspace:
    """Enter eighteen months into the record of the example.

    Args:
        folder: Where the example's agreement lies; its evidence is written as it grows, and ends
            whole. A record that lies there is the one of an earlier play, and is made anew.
        progress: Told before each step of the story.

    Returns:
        Where everything lies.
    """
    _clear(folder)
    table = Table(workspace=find_workspace(folder), exports=tuple(all_exports()), progress=progress)
    for step in _STORY:
        progress(f"{step.at[:10]} {step.what}", 0, 0)
        step.take(table, Instant.parse(step.at))
    return table.workspace


def _clear(folder: Path) -> None:
    """Clear the table: no record and no evidence so far, nothing signed."""
    _, *amendments = agreement_paths()
    for amendment in amendments:
        (folder / amendment.name).unlink(missing_ok=True)
    workspace = find_workspace(folder)
    shutil.rmtree(workspace.record, ignore_errors=True)
    workspace.people.mkdir(parents=True, exist_ok=True)
    (workspace.people / KEY_FILE).write_text(example_pseudonym_key(), "ascii")
