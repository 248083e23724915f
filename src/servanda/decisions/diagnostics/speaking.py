"""What speaks against saying anything at all: D001 to D018, D025, D026, D080, D081."""

from servanda.kernel.diagnostic import DiagnosticKind

__all__ = [
    "ANSWERED",
    "CANNOT_SPEAK",
    "CLOSED",
    "NOBODY",
    "NOT_ONES_OWN",
    "NOT_SIGNED",
    "NOT_YET",
    "NO_REASON",
    "NO_SUCH_ENTRY",
    "OTHER_AGREEMENT",
    "OTHER_KEY",
    "OTHER_SORT",
    "SAID_ALREADY",
    "STANDS",
    "TOO_LATE",
    "UNKNOWN_NAME",
    "UNKNOWN_PARTY",
    "UNKNOWN_PERIOD",
    "WRONG_PARTY",
]

OTHER_AGREEMENT = DiagnosticKind(
    code="D001",
    title="Entry about another agreement",
    message="this is about '{name}', and the agreement is called '{expected}'",
    hint="use the folder of the agreement that it is about",
    reason="What was said about one agreement decides nothing in another.",
)
UNKNOWN_PARTY = DiagnosticKind(
    code="D002",
    title="Unknown party",
    message="there is no party called '{name}'",
    hint="{advice}",
    reason="Only the parties of the agreement can decide anything about it.",
)
CANNOT_SPEAK = DiagnosticKind(
    code="D003",
    title="Third party that speaks",
    message="'{name}' is a third party, and enters nothing in the journal",
    hint="let the client or the provider enter it, with the third party's document",
    reason="The journal holds what the client and the provider say to each other.",
)
NOBODY = DiagnosticKind(
    code="D004",
    title="Nobody said it",
    message="nobody is named who says this for the {party}",
    hint="name the person with --person",
    reason="A party speaks through people, and it must be possible to ask them.",
)
NOT_SIGNED = DiagnosticKind(
    code="D005",
    title="Entry without signature",
    message="the {party} has a key, and this is not signed with it",
    hint="sign it with --key and the party's key file",
    reason="Once a party has a key, nothing counts in its name that anybody could have written.",
)
OTHER_KEY = DiagnosticKind(
    code="D006",
    title="Key that is not the party's",
    message="this is signed with a key that was not the {party}'s on {day}",
    hint="{advice}",
    reason="A signature proves who spoke only where the agreement names the key.",
)
NO_SUCH_ENTRY = DiagnosticKind(
    code="D010",
    title="Entry that is not there",
    message="there is no entry {name} that counts",
    hint="'servanda record' lists the entries with their numbers, 'servanda model journal' those "
    "of an operating model",
    reason="What was taken back or never said cannot be answered.",
)
OTHER_SORT = DiagnosticKind(
    code="D011",
    title="Answer to something else",
    message="entry {number} is no {expected}: it says '{act}'",
    hint="'servanda record' lists the entries with their numbers",
    reason="Each sort of question has answers of its own.",
)
WRONG_PARTY = DiagnosticKind(
    code="D012",
    title="Not this party's to say",
    message="{what} is for {right} to say, not for the {party}",
    hint="{advice}",
    reason="Nobody decides in their own favour: one party asks and the other answers, as the "
    "agreement says.",
)
ANSWERED = DiagnosticKind(
    code="D013",
    title="Answered already",
    message="entry {number} is answered already: {how}",
    hint="what was decided stands; 'servanda record' shows it",
    reason="An answer stands once it is given; otherwise nobody could rely on it.",
)
TOO_LATE = DiagnosticKind(
    code="D014",
    title="Too late",
    message="the time for this ran out {due}",
    hint="{advice}",
    reason="Time limits let both parties know when a period is closed.",
)
CLOSED = DiagnosticKind(
    code="D015",
    title="Period that is closed",
    message="the statement of {period} is agreed since {since}",
    hint="what both parties agreed on is changed by a restatement that both agree on",
    reason="A period that both parties agreed on is closed; otherwise no figure would ever be "
    "certain.",
)
UNKNOWN_PERIOD = DiagnosticKind(
    code="D016",
    title="Unknown period",
    message="the agreement has no period '{name}'",
    hint="{advice}",
    reason="Money moves by period, so what is said must be about one.",
)
UNKNOWN_NAME = DiagnosticKind(
    code="D017",
    title="Unknown name",
    message="there is no {what} called '{name}'",
    hint="{advice}",
    reason="What is said must be about something that the agreement describes.",
)
NO_REASON = DiagnosticKind(
    code="D018",
    title="Nothing said why",
    message="{what} needs a reason",
    hint="say in a sentence what happened",
    reason="The other party can only answer what it understands.",
)
SAID_ALREADY = DiagnosticKind(
    code="D025",
    title="Said already",
    message="entry {number} says the same",
    hint="take that one back first if this one is meant",
    reason="The same thing said twice would be asked, answered and counted twice.",
)
NOT_YET = DiagnosticKind(
    code="D026",
    title="Not over yet",
    message="{what} is not over before {end}",
    hint="say it once it is over",
    reason="What has not happened cannot be claimed or settled.",
)
NOT_ONES_OWN = DiagnosticKind(
    code="D080",
    title="Taking back what another party said",
    message="entry {number} was said by the {right}",
    hint="answer it instead",
    reason="Each party takes back its own words only.",
)
STANDS = DiagnosticKind(
    code="D081",
    title="Entry that cannot be taken back",
    message="entry {number} cannot be taken back: {why}",
    hint="{advice}",
    reason="What the other party has answered, or may rely on, stands.",
)
