"""Evidence submitted, accepted, and queried."""

from __future__ import annotations

from servanda.desk.callers import Caller
from servanda.desk.saying import submit_evidence
from servanda.desk.working import Draft, Entered, Signature
from servanda.web.pages import choosing
from servanda.web.pages.acts.form import NOTE, REASON, ActForm, Said, hidden
from servanda.web.pages.fields import Field, Sort

__all__ = ["EVIDENCE"]


def _submit(
    caller: Caller, agreement: str, said: Said, signature: Signature | None
) -> Entered | Draft:
    return submit_evidence(caller, agreement, note=said.get("note", ""), signature=signature)


def _queried(said: Said) -> Said:
    return {**said, "keys": said.get("keys", "").replace(",", " ").split()}


EVIDENCE = (
    ActForm(
        does="evidence submitted",
        title="Submit the evidence",
        button="Submit",
        tab="evidence",
        intro="You say that from now on the files in the book are what is known.",
        fields=(NOTE,),
        enters=_submit,
    ),
    ActForm(
        does="evidence accepted",
        title="Accept evidence",
        button="Accept",
        tab="evidence",
        fields=(
            hidden("evidence"),
            Field(name="note", label="Note", sort=Sort.WORDS, needed=False),
        ),
    ),
    ActForm(
        does="evidence queried",
        title="Query evidence",
        button="Query",
        tab="evidence",
        fields=(
            hidden("evidence"),
            Field(
                name="table",
                label="Table",
                sort=Sort.CHOICE,
                choices=choosing.tables,
                needed=False,
                told_by=frozenset({"D017", "D121"}),
            ),
            Field(
                name="keys",
                label="Keys of the records",
                help="Separated by spaces or commas; empty for all of it.",
                needed=False,
            ),
            REASON,
        ),
        content=_queried,
    ),
    ActForm(
        does="query answered",
        title="Answer a query",
        button="Answer",
        tab="evidence",
        fields=(hidden("query"), REASON),
    ),
)
