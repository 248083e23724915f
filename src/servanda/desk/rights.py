"""What each role may do: one table, for pages and programs alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

__all__ = [
    "ANSWERING",
    "APPOINTABLE",
    "FOR_PROGRAMS",
    "ON_A_MODEL",
    "ON_MODELS",
    "PREVENTING",
    "RULES",
    "Concern",
    "Role",
    "Rule",
    "Scope",
]


class Role(Enum):
    """What somebody is in an agreement or on an operating model, or for the own organisation.

    Whoever belongs to the organisation of an operating model is a colleague on it; whoever has a
    part in an agreement that covers one of its services is of another party.
    """

    OWNER = "owner"
    CONTRACT_MANAGER = "contract manager"
    RELATIONSHIP_MANAGER = "relationship manager"
    SERVICE_DELIVERY_MANAGER = "service delivery manager"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    VIEWER = "viewer"
    ADMINISTRATOR = "administrator"
    ARCHITECT = "architect"
    ROLE_HOLDER = "role holder"
    COLLEAGUE = "colleague"
    OTHER_PARTY = "other party"


class Scope(Enum):
    """What a token may be used for."""

    READ = "read"
    EVIDENCE = "evidence"
    STATEMENTS = "statements"
    DECISIONS = "decisions"
    MANAGE = "manage"
    CALENDAR = "calendar"


class Concern(Enum):
    """What an operation is about, and so where the right to it comes from."""

    AGREEMENT = "an agreement"
    OPERATING_MODEL = "an operating model"
    ORGANISATION = "one's own organisation"
    ONESELF = "oneself"
    ANYBODY = "nobody in particular"
    HOST = "the machine that the book runs on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Say who may do something.

    Args:
        does: What it is; an act of the journal by its name there.
        concern: Where the right to it comes from.
        roles: Who may; any one of them is enough. Nobody has to hold a role for what concerns
            oneself, nobody in particular or the machine.
        scope: What a token needs.
        speaks: Whether one speaks for a party by it, which third parties and guests do not.
    """

    does: str
    concern: Concern
    roles: frozenset[Role]
    scope: Scope
    speaks: bool


_OWNER, _CONTRACT, _RELATIONSHIP, _DELIVERY, _ANALYST, _AUDITOR, _VIEWER, *_others = Role
_ADMINISTRATOR, _ARCHITECT, _HOLDER, _COLLEAGUE, _OTHER_PARTY = _others
_EVERYBODY = frozenset(Role) - frozenset(_others)
_OF_THE_MODEL = frozenset({_OWNER, _ARCHITECT, _HOLDER, _COLLEAGUE})
_DRAWING = frozenset({_OWNER, _ARCHITECT})
_DECIDERS = frozenset({_OWNER, _CONTRACT})
_MANAGERS = _DECIDERS | {_RELATIONSHIP, _DELIVERY}

FOR_PROGRAMS = tuple(each for each in Scope if each is not Scope.CALENDAR)
"""What a program can do; a calendar reads one's own days by its address, and does nothing else."""

ANSWERING = _DECIDERS
"""The roles whose holders are told of what waits for their party's answer."""

PREVENTING = _DECIDERS | {_DELIVERY}
"""The roles whose holders are told of what their party is about to miss."""

APPOINTABLE = tuple(role for role in Role if role in _EVERYBODY)
"""The roles that one is appointed to in an agreement."""

ON_MODELS = (_OWNER, _ARCHITECT, _HOLDER)
"""The roles that one is appointed to on an operating model; a holder, to a role of its text."""

ON_A_MODEL = (*ON_MODELS, _COLLEAGUE, _OTHER_PARTY)
"""What somebody may be on an operating model, by appointment or by where they belong."""


def _agreement(does: str, roles: Iterable[Role], scope: Scope, *, speaks: bool = True) -> Rule:
    return Rule(
        does=does,
        concern=Concern.AGREEMENT,
        roles=frozenset(roles),
        scope=scope,
        speaks=speaks,
    )


def _model(does: str, roles: Iterable[Role], scope: Scope) -> Rule:
    return Rule(
        does=does,
        concern=Concern.OPERATING_MODEL,
        roles=frozenset(roles),
        scope=scope,
        speaks=False,
    )


def _organisation(does: str, scope: Scope) -> Rule:
    return Rule(
        does=does,
        concern=Concern.ORGANISATION,
        roles=frozenset({_ADMINISTRATOR}),
        scope=scope,
        speaks=False,
    )


def _own(does: str, concern: Concern, scope: Scope) -> Rule:
    return Rule(does=does, concern=concern, roles=frozenset(), scope=scope, speaks=False)


_TABLE = (
    # The agreement as it stands.
    _agreement("agreement looked at", _EVERYBODY, Scope.READ, speaks=False),
    _agreement("record taken away", _EVERYBODY - {_VIEWER}, Scope.READ, speaks=False),
    # The agreement's life.
    _agreement("draft proposed", _DECIDERS, Scope.DECISIONS),
    _agreement("workshop answered", _MANAGERS | {_ANALYST}, Scope.DECISIONS),
    _agreement("workshop ended", _DECIDERS, Scope.DECISIONS),
    _agreement("draft declined", _DECIDERS, Scope.DECISIONS),
    _agreement("comment made", _MANAGERS | {_ANALYST}, Scope.DECISIONS),
    _agreement("comment answered", _MANAGERS | {_ANALYST}, Scope.DECISIONS),
    _agreement("version signed", (_OWNER,), Scope.DECISIONS),
    _agreement("notice given", (_OWNER,), Scope.DECISIONS),
    # Evidence.
    _agreement("evidence brought", _DECIDERS | {_DELIVERY, _ANALYST}, Scope.EVIDENCE, speaks=False),
    _agreement("document brought", _MANAGERS | {_ANALYST}, Scope.DECISIONS),
    _agreement("evidence submitted", _DECIDERS | {_DELIVERY, _ANALYST}, Scope.EVIDENCE),
    _agreement("evidence accepted", _DECIDERS | {_ANALYST}, Scope.DECISIONS),
    _agreement("evidence queried", _DECIDERS | {_ANALYST}, Scope.DECISIONS),
    _agreement("query answered", _DECIDERS | {_DELIVERY, _ANALYST}, Scope.DECISIONS),
    _agreement("figure attested", _DECIDERS | {_DELIVERY, _ANALYST}, Scope.EVIDENCE),
    _agreement("figure countersigned", _DECIDERS, Scope.DECISIONS),
    # Statements.
    _agreement("statement issued", _DECIDERS | {_DELIVERY}, Scope.STATEMENTS),
    _agreement("statement agreed", _DECIDERS, Scope.DECISIONS),
    _agreement("dispute raised", _DECIDERS, Scope.DECISIONS),
    _agreement("dispute answered", _DECIDERS, Scope.DECISIONS),
    _agreement("right waived", _DECIDERS, Scope.DECISIONS),
    # Relief.
    _agreement("relief claimed", _DECIDERS | {_DELIVERY}, Scope.DECISIONS),
    _agreement("relief answered", _DECIDERS, Scope.DECISIONS),
    # The holding account.
    _agreement("spending proposed", _DECIDERS | {_RELATIONSHIP}, Scope.DECISIONS),
    _agreement("spending decided", _DECIDERS, Scope.DECISIONS),
    _agreement("spending done", _DECIDERS | {_RELATIONSHIP}, Scope.DECISIONS),
    # Stabilization.
    _agreement("wrinkle found", _MANAGERS, Scope.DECISIONS),
    _agreement("wrinkle worked off", _MANAGERS, Scope.DECISIONS),
    _agreement("stabilization ended", _DECIDERS, Scope.DECISIONS),
    # Working together: reviews and what comes of them.
    _agreement("review planned", _MANAGERS, Scope.DECISIONS),
    _agreement("review held", _MANAGERS, Scope.DECISIONS),
    _agreement("review minuted", _MANAGERS, Scope.DECISIONS),
    _agreement("action agreed", _MANAGERS, Scope.DECISIONS),
    _agreement("action done", _MANAGERS | {_ANALYST}, Scope.DECISIONS),
    # Working together: incidents learned from.
    _agreement("incident review opened", _MANAGERS | {_ANALYST}, Scope.DECISIONS),
    _agreement("incident review published", _MANAGERS, Scope.DECISIONS),
    _agreement("case study written", _MANAGERS, Scope.DECISIONS),
    _agreement("case study agreed", _DECIDERS | {_RELATIONSHIP}, Scope.DECISIONS),
    _agreement("case study read", _MANAGERS, Scope.DECISIONS),
    # Working together: work beside the agreement's own.
    _agreement("quotation asked", _MANAGERS, Scope.DECISIONS),
    _agreement("quotation given", _MANAGERS, Scope.DECISIONS),
    _agreement("quotation decided", _DECIDERS, Scope.DECISIONS),
    _agreement("work requested", _MANAGERS, Scope.DECISIONS),
    _agreement("work delivered", _MANAGERS, Scope.DECISIONS),
    _agreement("work accepted", _DECIDERS | {_RELATIONSHIP}, Scope.DECISIONS),
    # Working together: favours.
    _agreement("goodwill given", _MANAGERS, Scope.DECISIONS),
    _agreement("goodwill acknowledged", _DECIDERS | {_RELATIONSHIP}, Scope.DECISIONS),
    _agreement("habit settled", _DECIDERS | {_RELATIONSHIP}, Scope.DECISIONS),
    # Working together: what hurts users.
    _agreement("pain point named", _MANAGERS | {_ANALYST}, Scope.DECISIONS),
    _agreement("pain point answered", _MANAGERS, Scope.DECISIONS),
    _agreement("pain point eased", _MANAGERS, Scope.DECISIONS),
    _agreement("pain point confirmed", _MANAGERS, Scope.DECISIONS),
    _agreement("pain point reopened", _MANAGERS, Scope.DECISIONS),
    # Working together: what users are told.
    _agreement("maintenance announced", _MANAGERS, Scope.DECISIONS),
    _agreement("service card made public", _DECIDERS, Scope.DECISIONS),
    _agreement("service card taken back", _DECIDERS, Scope.DECISIONS),
    # Working together: principles and circumstances.
    _agreement("example given", _MANAGERS | {_ANALYST}, Scope.DECISIONS),
    _agreement("circumstance reported", _MANAGERS, Scope.DECISIONS),
    _agreement("circumstance answered", _DECIDERS | {_RELATIONSHIP}, Scope.DECISIONS),
    # Working together: strategic issues and goals.
    _agreement("strategic issue brought", _DECIDERS | {_RELATIONSHIP}, Scope.DECISIONS),
    _agreement("strategic issue answered", _DECIDERS | {_RELATIONSHIP}, Scope.DECISIONS),
    _agreement("goal set", _DECIDERS | {_RELATIONSHIP}, Scope.DECISIONS),
    _agreement("goal looked at", _DECIDERS | {_RELATIONSHIP}, Scope.DECISIONS),
    # What one's own party said.
    _agreement("entry reversed", _DECIDERS, Scope.DECISIONS),
    # People in evidence.
    _agreement("person named", _DECIDERS, Scope.READ),
    _agreement("person erased", _DECIDERS, Scope.MANAGE),
    _agreement("retention looked at", _EVERYBODY - {_VIEWER}, Scope.READ, speaks=False),
    _agreement("records let go", _DECIDERS, Scope.MANAGE),
    _agreement("processing record looked at", _EVERYBODY - {_VIEWER}, Scope.READ, speaks=False),
    # People in the book.
    _agreement("person invited", (_OWNER,), Scope.MANAGE),
    _agreement("person appointed", (_OWNER,), Scope.MANAGE),
    _agreement("appointment ended", (_OWNER,), Scope.MANAGE),
    _agreement("role handed over", (_OWNER,), Scope.MANAGE),
    _organisation("organisation looked at", Scope.READ),
    _organisation("second factor required", Scope.MANAGE),
    _organisation("second factor cleared", Scope.MANAGE),
    _organisation("administrator named", Scope.MANAGE),
    _organisation("agreement founded", Scope.MANAGE),
    _organisation("colleague invited", Scope.MANAGE),
    _organisation("colleague left", Scope.MANAGE),
    _organisation("system made", Scope.MANAGE),
    _organisation("token of a system made", Scope.MANAGE),
    _organisation("token of a system revoked", Scope.MANAGE),
    # Operating models.
    _organisation("operating model founded", Scope.MANAGE),
    _own("operating models listed", Concern.ONESELF, Scope.READ),
    _model("operating model looked at", _OF_THE_MODEL | {_OTHER_PARTY}, Scope.READ),
    _model("whole operating model looked at", _OF_THE_MODEL, Scope.READ),
    _model("operating model taken away", _DRAWING, Scope.READ),
    _model("text changed", _DRAWING, Scope.DECISIONS),
    _model("risk accepted", {_HOLDER}, Scope.DECISIONS),
    _model("gate agreed", {_HOLDER}, Scope.DECISIONS),
    _model("stepped in", {_HOLDER}, Scope.DECISIONS),
    _model("control shown", {_HOLDER}, Scope.DECISIONS),
    _model("word taken back", {_HOLDER}, Scope.DECISIONS),
    _model("session looked at", _OF_THE_MODEL, Scope.READ),
    _model("session begun", _DRAWING, Scope.DECISIONS),
    _model("session answered", _OF_THE_MODEL, Scope.DECISIONS),
    _model("session ended", _DRAWING, Scope.DECISIONS),
    _model("role on a model given", {_OWNER}, Scope.MANAGE),
    _model("role on a model ended", {_OWNER}, Scope.MANAGE),
    # One's own account, and what is open to all.
    _own("own account looked at", Concern.ONESELF, Scope.READ),
    _own("agreements listed", Concern.ONESELF, Scope.READ),
    _own("rights looked up", Concern.ONESELF, Scope.READ),
    _own("reminders chosen", Concern.ONESELF, Scope.MANAGE),
    _own("reading chosen", Concern.ONESELF, Scope.MANAGE),
    _own("filter kept", Concern.ONESELF, Scope.MANAGE),
    _own("sessions ended", Concern.ONESELF, Scope.MANAGE),
    _own("token made", Concern.ONESELF, Scope.MANAGE),
    _own("token revoked", Concern.ONESELF, Scope.MANAGE),
    _own("invitation taken", Concern.ANYBODY, Scope.MANAGE),
    _own("own days read by a calendar", Concern.ANYBODY, Scope.CALENDAR),
    _own("health looked at", Concern.ANYBODY, Scope.READ),
    _own("signing in", Concern.ANYBODY, Scope.READ),
    _own("service card looked at", Concern.ANYBODY, Scope.READ),
    _own("style looked up", Concern.ANYBODY, Scope.READ),
    # For whoever can read the book's folder.
    _own("metrics looked at", Concern.HOST, Scope.READ),
)

RULES: Mapping[str, Rule] = MappingProxyType({each.does: each for each in _TABLE})
"""Every rule by what it allows."""
