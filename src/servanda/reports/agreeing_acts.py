"""Acts by which an agreement comes about and ends, in sentences."""

from __future__ import annotations

from collections.abc import Callable

from servanda.facts import decision as said
from servanda.reports.act_words import because

__all__ = ["AgreeingAct", "agreeing_sentence"]

AgreeingAct = (
    said.DraftProposed
    | said.CommentMade
    | said.CommentAnswered
    | said.DraftDeclined
    | said.VersionSigned
    | said.NoticeGiven
)


def agreeing_sentence(act: AgreeingAct, cited: Callable[[str], str]) -> str:
    """Say in a sentence what an act says.

    Args:
        act: The act.
        cited: Gives the words for an entry that it refers to, by digest.
    """
    match act:
        case said.DraftProposed():
            return f"proposes {_draft(act, cited)}{because(act.note)}"
        case said.CommentMade():
            return f"comments {_lines(act)} of {cited(act.proposal)}: {act.words}"
        case said.CommentAnswered():
            verb = "resolves" if act.resolved else "answers"
            return f"{verb} the comment of {cited(act.comment)}{because(act.words)}"
        case said.DraftDeclined():
            return f"declines the proposal of {cited(act.proposal)}{because(act.reason)}"
        case said.VersionSigned():
            return (
                f"signs the proposal of {cited(act.proposal)} (version {act.version_sha256[:12]})"
            )
        case said.NoticeGiven():
            return f"gives notice: the agreement ends on {act.ends}{because(act.reason)}"


def _draft(act: said.DraftProposed, cited: Callable[[str], str]) -> str:
    names = ", ".join(each.name for each in act.texts)
    instead = f" instead of {cited(act.instead_of)}" if act.instead_of else ""
    return f"{names}, to govern from {act.governs_from}{instead}"


def _lines(act: said.CommentMade) -> str:
    if act.first_line == act.last_line:
        return f"line {act.first_line}"
    return f"lines {act.first_line} to {act.last_line}"
