"""What the form of an act is, and the fields that several have.

A form is reached by a link that names what it is about; what is wrong comes back on the same page
with what was typed. A party that signs with a key is shown what to sign first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from servanda.desk.callers import Caller
from servanda.desk.saying import say
from servanda.desk.seeing import Seen
from servanda.desk.working import Draft, Entered, Signature
from servanda.journal.wire import read_act
from servanda.web.languages import speaking as words
from servanda.web.pages import choosing
from servanda.web.pages.fields import Field, Sort

__all__ = [
    "ANSWER",
    "DOCUMENTS",
    "NOTE",
    "REASON",
    "REASON_IF_ANY",
    "REASON_UNLESS_GRANTED",
    "ActForm",
    "Enters",
    "Said",
    "Sent",
    "Signed",
    "hidden",
    "line_of",
]

Said = Mapping[str, Any]
Sent = Mapping[str, Sequence[str]]
Signed = Signature | None
Enters = Callable[[Caller, str, Said, Signed], Entered | Draft]

REASON = Field(
    name="reason",
    label="Reason",
    sort=Sort.WORDS,
    help="The other party reads it, and it stays.",
    told_by=frozenset({"D018"}),
)
REASON_UNLESS_GRANTED = replace(
    REASON,
    help="Needed unless you grant what was asked. The other party reads it, and it stays.",
    needed=False,
)
REASON_IF_ANY = replace(REASON, needed=False)
ANSWER = Field(name="answer", label="Answer", sort=Sort.CHOICE, choices=choosing.answers)
DOCUMENTS = Field(
    name="documents",
    label="Document",
    sort=Sort.DOCUMENT,
    help="A letter, a sheet, a report: where it can be looked up.",
    told_by=frozenset({"D053"}),
)
NOTE = Field(name="note", label="What is new about it", sort=Sort.WORDS, needed=False)


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
        called: How the form stands in an address, where an act has several.
        about: Says what the form is about, beside the entries that its link names.
        offers: Gives what fields hold before anybody typed, for what its link names.
    """

    does: str
    title: str
    button: str
    fields: tuple[Field, ...]
    tab: str
    intro: str = ""
    content: Callable[[Said], Said] = dict
    enters: Enters | None = None
    called: str = ""
    about: Callable[[Seen, Sent], Iterable[str]] | None = None
    offers: Callable[[Seen, Sent], Mapping[str, str]] | None = None

    @property
    def slug(self) -> str:
        """Return the form's name as it stands in an address."""
        return self.called or self.does.replace(" ", "-")

    @property
    def spoken(self) -> ActForm:
        """Return the form with its words in the language of who asks."""
        return replace(
            self,
            title=words.say(self.title),
            button=words.say(self.button),
            intro=words.say(self.intro),
        )

    def enter(
        self, caller: Caller, agreement: str, said: Said, signature: Signed
    ) -> Entered | Draft:
        """Enter what was typed; refusals as for ``say``."""
        if self.enters is not None:
            return self.enters(caller, agreement, said, signature)
        act = read_act(self.does, self.content(said))
        return say(caller, agreement, act, signature=signature)


def hidden(name: str) -> Field:
    """Return a field that a link has filled, and nobody sees."""
    return Field(name=name, label=name, sort=Sort.HIDDEN)


def line_of(said: Said) -> Said:
    """Return what was typed with the line as an act names it."""
    return {**said, "line": choosing.line_named(said["line"])}
