"""The agreement's life: versions proposed, talked over, signed; notice."""

from __future__ import annotations

from servanda.desk.agreeing import NewVersion, propose_version, sign_version
from servanda.desk.callers import Caller
from servanda.desk.drafts import propose_draft
from servanda.desk.working import Draft, Entered, Signature
from servanda.web.pages import choosing
from servanda.web.pages.acts.form import NOTE, REASON, REASON_IF_ANY, ActForm, Said, hidden
from servanda.web.pages.fields import Field, Sort

__all__ = ["OWN_DRAFT", "TEXTS"]


def _sign(
    caller: Caller, agreement: str, said: Said, signature: Signature | None
) -> Entered | Draft:
    return sign_version(caller, agreement, said["number"], signature=signature)


def _propose(
    caller: Caller, agreement: str, said: Said, signature: Signature | None
) -> Entered | Draft:
    version = NewVersion(
        texts=choosing.texts_typed(said),
        changes=tuple(filter(None, map(str.strip, said.get("changes", "").splitlines()))),
        governs_from=choosing.day_named(said.get("governs_from", "")),
        instead_of=said.get("instead_of", 0),
        note=said.get("note", ""),
    )
    return propose_version(caller, agreement, version, signature=signature)


def _propose_draft(
    caller: Caller, agreement: str, said: Said, signature: Signature | None
) -> Entered | Draft:
    return propose_draft(caller, agreement, note=said.get("note", ""), signature=signature)


OWN_DRAFT = ActForm(
    does="draft proposed",
    called="own-draft",
    title="Propose your draft",
    button="Propose",
    tab="text",
    intro="It is checked once more. The other party is told of it, and nothing is agreed before"
    " both parties have signed.",
    fields=(NOTE,),
    enters=_propose_draft,
)
"""The form by which somebody proposes what they have written."""

TEXTS = (
    ActForm(
        does="draft proposed",
        title="Propose a version of the agreement",
        button="Propose",
        tab="text",
        intro="Write single changes, or an amendment's text. It is checked before it is proposed,"
        " and nothing is agreed before both parties have signed.",
        fields=(
            Field(
                name="changes",
                label="Single changes",
                sort=Sort.CODE,
                help="One a line: penalties.slow.pays=200 EUR",
                needed=False,
                told_by=frozenset({"D110"}),
            ),
            Field(
                name="governs_from",
                label="First day on which changes govern",
                sort=Sort.DAY,
                needed=False,
                told_by=frozenset({"D117"}),
            ),
            Field(
                name="amendment",
                label="Or the amendment's text",
                sort=Sort.CODE,
                needed=False,
            ),
            Field(
                name="instead_of",
                label="Instead of the proposal of entry",
                sort=Sort.WHOLE,
                needed=False,
                help="Its number, where this one counters another.",
                told_by=frozenset({"D112"}),
            ),
            NOTE,
        ),
        enters=_propose,
    ),
    ActForm(
        does="draft declined",
        title="Decline a proposal",
        button="Decline",
        tab="text",
        fields=(hidden("proposal"), REASON),
    ),
    ActForm(
        does="version signed",
        title="Sign a version of the agreement",
        button="Sign for your party",
        tab="text",
        intro="Once both parties have signed, it is agreed, and its texts govern.",
        fields=(Field(name="number", label="Number of the proposal", sort=Sort.WHOLE),),
        enters=_sign,
    ),
    ActForm(
        does="comment made",
        title="Comment on lines of a proposal",
        button="Comment",
        tab="text",
        fields=(
            hidden("proposal"),
            hidden("text_sha256"),
            Field(
                name="first_line",
                label="First line",
                sort=Sort.WHOLE,
                told_by=frozenset({"D114"}),
            ),
            Field(name="last_line", label="Last line", sort=Sort.WHOLE),
            Field(name="words", label="Comment", sort=Sort.WORDS),
        ),
    ),
    ActForm(
        does="comment answered",
        title="Answer a comment",
        button="Answer",
        tab="text",
        fields=(
            hidden("comment"),
            Field(name="words", label="Answer", sort=Sort.WORDS, needed=False),
            Field(
                name="resolved",
                label="This is resolved",
                sort=Sort.YES,
                help="For the party that began it.",
                needed=False,
            ),
        ),
        content=lambda said: {"words": "", **said},
    ),
    ActForm(
        does="notice given",
        title="Give notice",
        button="Give notice",
        tab="text",
        intro="Notice ends the agreement. It cannot be undone by a mistake noticed later without"
        " the other party reading both.",
        fields=(
            Field(
                name="ends",
                label="Last day of the agreement",
                sort=Sort.DAY,
                told_by=frozenset({"D118", "D119"}),
            ),
            REASON_IF_ANY,
        ),
    ),
)
