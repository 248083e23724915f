"""Acts by which an agreement comes about and ends, in sentences."""

from __future__ import annotations

from servanda.facts import decision as said
from servanda.reports.act_words import ActWords, because

__all__ = ["AgreeingAct", "agreeing_sentence"]

AgreeingAct = (
    said.DraftProposed
    | said.CommentMade
    | said.CommentAnswered
    | said.DraftDeclined
    | said.VersionSigned
    | said.NoticeGiven
)


def agreeing_sentence(act: AgreeingAct, wording: ActWords) -> str:
    """Say in a sentence what an act says.

    Args:
        act: The act.
        wording: Spells what it names.
    """
    match act:
        case said.DraftProposed():
            return f"proposes {_draft(act, wording)}{because(act.note)}"
        case said.CommentMade():
            return f"comments {_lines(act)} of {wording.cited(act.proposal)}: {act.words}"
        case said.CommentAnswered():
            verb = "resolves" if act.resolved else "answers"
            return f"{verb} the comment of {wording.cited(act.comment)}{because(act.words)}"
        case said.DraftDeclined():
            return f"declines the proposal of {wording.cited(act.proposal)}{because(act.reason)}"
        case said.VersionSigned():
            return (
                f"signs the proposal of {wording.cited(act.proposal)} (version"
                f" {act.version_sha256[:12]})"
            )
        case said.NoticeGiven():
            return (
                f"gives notice: the agreement ends on {wording.day(act.ends)}{because(act.reason)}"
            )


def _draft(act: said.DraftProposed, wording: ActWords) -> str:
    names = ", ".join(each.name for each in act.texts)
    instead = f" instead of {wording.cited(act.instead_of)}" if act.instead_of else ""
    return f"{names}, to govern from {wording.day(act.governs_from)}{instead}"


def _lines(act: said.CommentMade) -> str:
    if act.first_line == act.last_line:
        return f"line {act.first_line}"
    return f"lines {act.first_line} to {act.last_line}"
