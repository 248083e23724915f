"""What a party says, as forms: one page an act, made from one table.

A form is reached by a link that names what it is about; what is wrong comes back on the same page
with what was typed. A party that signs with a key is shown what to sign first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from servanda.desk.agreeing import NewVersion, propose_version, sign_version
from servanda.desk.callers import Caller
from servanda.desk.saying import issue_statement, say, submit_evidence
from servanda.desk.working import Draft, Entered, Signature
from servanda.journal.wire import read_act
from servanda.web.pages import choosing
from servanda.web.pages.fields import Field, Sort

__all__ = ["ACT_FORMS", "ActForm"]

Said = Mapping[str, Any]
Signed = Signature | None
Enters = Callable[[Caller, str, Said, Signed], Entered | Draft]

_REASON = Field(
    name="reason",
    label="Reason",
    sort=Sort.WORDS,
    help="The other party reads it, and it stays.",
    told_by=frozenset({"D018"}),
)
_REASON_UNLESS_GRANTED = replace(
    _REASON,
    help="Needed unless you grant what was asked. The other party reads it, and it stays.",
    needed=False,
)
_REASON_IF_ANY = replace(_REASON, needed=False)
_ANSWER = Field(name="answer", label="Answer", sort=Sort.CHOICE, choices=choosing.answers)
_NOTE = Field(name="note", label="What is new about it", sort=Sort.WORDS, needed=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActForm:
    """The form of an act.

    Args:
        does: The act's name, and so its rule.
        title: What the page is called.
        button: What sending it does.
        fields: What is typed; names are those of the act.
        tab: The page of the agreement that it belongs to.
        intro: What a person should know before.
        content: Makes the act's content of what was typed.
        enters: Enters it, where it is not said as it was typed.
    """

    does: str
    title: str
    button: str
    fields: tuple[Field, ...]
    tab: str
    intro: str = ""
    content: Callable[[Said], Said] = dict
    enters: Enters | None = None

    @property
    def slug(self) -> str:
        """Return the act's name as it stands in an address."""
        return self.does.replace(" ", "-")

    def enter(
        self, caller: Caller, agreement: str, said: Said, signature: Signed
    ) -> Entered | Draft:
        """Enter what was typed; refusals as for ``say``."""
        if self.enters is not None:
            return self.enters(caller, agreement, said, signature)
        act = read_act(self.does, self.content(said))
        return say(caller, agreement, act, signature=signature)


def _hidden(name: str) -> Field:
    return Field(name=name, label=name, sort=Sort.HIDDEN)


def _line(said: Said) -> Said:
    """Return what was typed with the line as an act names it."""
    return {**said, "line": choosing.line_named(said["line"])}


def _agreed(said: Said) -> Said:
    lines = [choosing.line_named(said["line"])] if "line" in said else []
    return {"statement": said["statement"], "lines": lines}


def _claimed(said: Said) -> Said:
    rest = {name: said[name] for name in ("relief", "reason", "measures", "share") if name in said}
    if "keys" in said:
        keys = said["keys"].replace(",", " ").split()
        table, period = said.get("table", ""), said.get("period", "")
        return {**rest, "subject": {"table": table, "keys": keys, "period": period}}
    segment = said.get("segment", "")
    return {
        **rest,
        "subject": {
            "start": said.get("start", ""),
            "end": said.get("end", ""),
            "segment": choosing.segment_named(segment),
        },
    }


def _decided(said: Said) -> Said:
    return {**said, "approved": said["approved"] == "yes"}


def _queried(said: Said) -> Said:
    return {**said, "keys": said.get("keys", "").replace(",", " ").split()}


def _issue(
    caller: Caller, agreement: str, said: Said, signature: Signature | None
) -> Entered | Draft:
    return issue_statement(caller, agreement, said["period"], signature=signature)


def _submit(
    caller: Caller, agreement: str, said: Said, signature: Signature | None
) -> Entered | Draft:
    return submit_evidence(caller, agreement, note=said.get("note", ""), signature=signature)


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


_STATEMENTS = (
    ActForm(
        does="statement issued",
        title="Hand over a statement",
        button="Hand over",
        tab="statements",
        intro="It is computed from the evidence that lies in the book. One that was handed over"
        " before is handed over again where it comes out otherwise now.",
        fields=(
            Field(
                name="period", label="Period", sort=Sort.CHOICE, choices=choosing.periods_to_issue
            ),
        ),
        enters=_issue,
    ),
    ActForm(
        does="statement agreed",
        title="Agree",
        button="Agree",
        tab="statements",
        intro="What is agreed is final, unless the statement is restated.",
        fields=(
            _hidden("statement"),
            Field(name="line", label="Line", sort=Sort.HIDDEN, needed=False),
        ),
        content=_agreed,
    ),
    ActForm(
        does="dispute raised",
        title="Dispute a line",
        button="Raise the dispute",
        tab="statements",
        fields=(
            _hidden("statement"),
            _hidden("line"),
            Field(
                name="proposed",
                label="What the line should pay",
                sort=Sort.MONEY,
                help="May be left empty. An amount like 1250.50.",
                needed=False,
                told_by=frozenset({"D031"}),
            ),
            _REASON,
        ),
        content=_line,
    ),
    ActForm(
        does="dispute answered",
        title="Answer a dispute",
        button="Answer",
        tab="statements",
        intro="Accepted pays what was proposed, declined leaves the line as it is, settled pays an"
        " amount that you both agreed on.",
        fields=(
            _hidden("dispute"),
            _ANSWER,
            Field(
                name="amount",
                label="Amount settled on",
                sort=Sort.MONEY,
                needed=False,
                told_by=frozenset({"D031"}),
            ),
            _REASON_UNLESS_GRANTED,
        ),
        content=lambda said: {"reason": "", **said},
    ),
    ActForm(
        does="right waived",
        title="Waive a line",
        button="Waive",
        tab="statements",
        intro="You give up a line in your favour for one period. The agreement stays as it is.",
        fields=(_hidden("line"), _hidden("period"), _REASON),
        content=_line,
    ),
)

_RELIEF = (
    ActForm(
        does="relief claimed",
        title="Claim relief",
        button="Claim",
        tab="decisions",
        intro="Name either records by their keys, or a stretch of time.",
        fields=(
            Field(
                name="relief",
                label="Relief",
                sort=Sort.CHOICE,
                choices=choosing.reliefs,
                told_by=frozenset({"D012", "D014", "D017", "D024"}),
            ),
            Field(
                name="table",
                label="Table of the records",
                sort=Sort.CHOICE,
                choices=choosing.tables,
                needed=False,
            ),
            Field(
                name="keys",
                label="Keys of the records",
                help="Separated by spaces or commas. Leave empty for a stretch of time.",
                needed=False,
                told_by=frozenset({"D022", "D029"}),
            ),
            Field(
                name="period",
                label="Period in which the records count",
                sort=Sort.CHOICE,
                choices=choosing.periods,
                needed=False,
                told_by=frozenset({"D016", "D023"}),
            ),
            Field(
                name="start",
                label="From",
                sort=Sort.MOMENT,
                needed=False,
                help="By the clock of the agreement's zone.",
            ),
            Field(
                name="end",
                label="Until",
                sort=Sort.MOMENT,
                needed=False,
                told_by=frozenset({"D021", "D026"}),
            ),
            Field(
                name="segment",
                label="Only for",
                help="Such as service=payments; empty for everything.",
                needed=False,
            ),
            Field(
                name="measures",
                label="Measures that it is about",
                sort=Sort.SEVERAL,
                choices=choosing.measures,
                help="None chosen: every measure that it touches.",
                needed=False,
            ),
            Field(
                name="share",
                label="Share that should not count",
                sort=Sort.SHARE,
                help="Such as 50%; empty for all of it.",
                needed=False,
                told_by=frozenset({"D020"}),
            ),
            _REASON,
        ),
        content=_claimed,
    ),
    ActForm(
        does="relief answered",
        title="Decide on a claim",
        button="Decide",
        tab="decisions",
        intro="Accepted grants the share that was claimed, declined none, settled a share that you"
        " name.",
        fields=(
            _hidden("claim"),
            _ANSWER,
            Field(
                name="share",
                label="Share granted",
                sort=Sort.SHARE,
                needed=False,
                told_by=frozenset({"D020"}),
            ),
            _REASON_UNLESS_GRANTED,
        ),
        content=lambda said: {"reason": "", **said},
    ),
)

_HOLDING = (
    ActForm(
        does="spending proposed",
        title="Propose what the holding account is spent on",
        button="Propose",
        tab="holding",
        fields=(
            Field(
                name="amount",
                label="How much at most",
                sort=Sort.MONEY,
                told_by=frozenset({"D030", "D031", "D032"}),
            ),
            Field(
                name="purpose",
                label="Purpose",
                sort=Sort.CHOICE,
                choices=choosing.purposes,
                told_by=frozenset({"D017"}),
            ),
            Field(name="what", label="What is bought", sort=Sort.WORDS),
            Field(
                name="helps",
                label="Measure that it is meant to help",
                sort=Sort.CHOICE,
                choices=choosing.measures,
            ),
            Field(
                name="looked_at",
                label="Day on which you look whether it did",
                sort=Sort.DAY,
                told_by=frozenset({"D035"}),
            ),
        ),
    ),
    ActForm(
        does="spending decided",
        title="Decide on a spending",
        button="Decide",
        tab="holding",
        fields=(
            _hidden("proposal"),
            Field(name="approved", label="Decision", sort=Sort.CHOICE, choices=choosing.yes_or_no),
            _REASON_UNLESS_GRANTED,
        ),
        content=_decided,
    ),
    ActForm(
        does="spending done",
        title="Report a spending as done",
        button="Report",
        tab="holding",
        fields=(
            _hidden("proposal"),
            Field(
                name="cost",
                label="What it cost",
                sort=Sort.MONEY,
                told_by=frozenset({"D031", "D033"}),
            ),
            Field(
                name="on",
                label="Day on which it was delivered",
                sort=Sort.DAY,
                told_by=frozenset({"D035"}),
            ),
        ),
    ),
)

_TEXTS = (
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
            _NOTE,
        ),
        enters=_propose,
    ),
    ActForm(
        does="draft declined",
        title="Decline a proposal",
        button="Decline",
        tab="text",
        fields=(_hidden("proposal"), _REASON),
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
            _hidden("proposal"),
            _hidden("text_sha256"),
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
            _hidden("comment"),
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
            _REASON_IF_ANY,
        ),
    ),
)

_EVIDENCE = (
    ActForm(
        does="evidence submitted",
        title="Submit the evidence",
        button="Submit",
        tab="evidence",
        intro="You say that from now on the files in the book are what is known.",
        fields=(_NOTE,),
        enters=_submit,
    ),
    ActForm(
        does="evidence accepted",
        title="Accept evidence",
        button="Accept",
        tab="evidence",
        fields=(
            _hidden("evidence"),
            Field(name="note", label="Note", sort=Sort.WORDS, needed=False),
        ),
    ),
    ActForm(
        does="evidence queried",
        title="Query evidence",
        button="Query",
        tab="evidence",
        fields=(
            _hidden("evidence"),
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
            _REASON,
        ),
        content=_queried,
    ),
    ActForm(
        does="query answered",
        title="Answer a query",
        button="Answer",
        tab="evidence",
        fields=(_hidden("query"), _REASON),
    ),
)

_REST = (
    ActForm(
        does="figure countersigned",
        title="Confirm a figure",
        button="Confirm",
        tab="journal",
        fields=(_hidden("figure"),),
    ),
    ActForm(
        does="entry reversed",
        title="Take back an entry",
        button="Take back",
        tab="journal",
        intro="It stays readable, and counts no longer.",
        fields=(_hidden("entry"), _REASON),
    ),
)

ACT_FORMS: Mapping[str, ActForm] = {
    each.does: each for each in (*_STATEMENTS, *_RELIEF, *_HOLDING, *_TEXTS, *_EVIDENCE, *_REST)
}
"""The forms by their act."""
