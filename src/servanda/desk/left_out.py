"""What may be left out of an act, because the evidence in the book says it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from servanda.desk.callers import Caller
from servanda.desk.seeing import see
from servanda.pipeline.incidents import restored_by_evidence

__all__ = ["LEFT_OUT", "completed"]

_OPENED = "incident review opened"

LEFT_OUT: Mapping[str, tuple[str, ...]] = MappingProxyType({_OPENED: ("restored",)})
"""What an act need not say, by the act's name."""


def completed(
    caller: Caller, agreement: str, does: str, said: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return what an act says, with what was left out as the evidence says it.

    Args:
        caller: Who says it.
        agreement: The agreement's key.
        does: The act's name.
        said: What it says.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NotRestored: The evidence does not say when the incident was over.
    """
    if does != _OPENED or said.get("restored"):
        return said
    seen = see(caller, agreement, does)
    restored = restored_by_evidence(seen.workspace, str(said["incident"]))
    return {**said, "restored": str(restored)}
