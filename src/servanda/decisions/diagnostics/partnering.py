"""What speaks against a word about working together: D140 to D149, D160, D180 and D181."""

from servanda.kernel.diagnostic import DiagnosticKind

__all__ = [
    "BAD_ADDRESS",
    "BAD_FAVOUR",
    "CALLED_BY_NOTHING",
    "DAY_OVER",
    "IN_THE_PAST",
    "NOBODY_THERE",
    "NOTHING_SAID",
    "NO_REVIEWS",
    "OUTSIDER",
    "OVER_BEFORE",
    "OVER_WITH",
    "TOOK_NO_TIME",
    "UNKNOWN_STRETCH",
]

OUTSIDER = DiagnosticKind(
    code="D140",
    title="Somebody of a third organisation",
    message="{person} comes for '{party}', and a review is a talk of the client and the provider",
    hint="invite who speaks for the client or the provider; they bring what others say",
    reason="What is said in a review is between the two parties, and so are its minutes.",
)
UNKNOWN_STRETCH = DiagnosticKind(
    code="D141",
    title="No such stretch of the calendar",
    message="the review '{review}' is due every {every}, and '{period}' is none in force",
    hint="{advice}",
    reason="Each stretch of the calendar has one review, so that everybody can see which is owed.",
)
IN_THE_PAST = DiagnosticKind(
    code="D142",
    title="Review planned in the past",
    message="the review would begin {starts}, which is over",
    hint="choose a time to come; a review that took place is entered as held",
    reason="People can only be invited to what is still to come.",
)
NOBODY_THERE = DiagnosticKind(
    code="D143",
    title="Review without anybody",
    message="nobody is named who was there",
    hint="name each person with the role in which they came",
    reason="Whether a review counts as held depends on who was there.",
)
NO_REVIEWS = DiagnosticKind(
    code="D144",
    title="No such review",
    message="the agreement has no review called '{name}'",
    hint="{advice}",
    reason="The agreement says which reviews there are, and who has to be there.",
)
NOTHING_SAID = DiagnosticKind(
    code="D145",
    title="Part that is left empty",
    message="nothing is said of {what}",
    hint="{advice}",
    reason="Who reads it later was not there.",
)
OVER_WITH = DiagnosticKind(
    code="D146",
    title="Not open for this",
    message="{what} of entry {number} {how}",
    hint="{advice}",
    reason="Each step is taken once and in its order, so that both parties know where they stand.",
)
DAY_OVER = DiagnosticKind(
    code="D147",
    title="Day that is over",
    message="{what} would be {day}, and that day is over",
    hint="name a day to come",
    reason="Nobody can promise what would have to be done already.",
)
OVER_BEFORE = DiagnosticKind(
    code="D148",
    title="End before the beginning",
    message="{what} ends {end}, before it begins {start}",
    hint="correct one of them",
    reason="What ends before it begins never is.",
)
BAD_FAVOUR = DiagnosticKind(
    code="D149",
    title="Favour without a short name",
    message="'{name}' is no short name of a favour",
    hint="write small letters, digits and underscores, like weekend_support",
    reason="A favour given again is found by its name, and the name goes into the agreement where "
    "the parties put it there.",
)
BAD_ADDRESS = DiagnosticKind(
    code="D180",
    title="Address that no mail reaches",
    message="'{address}' of {person} is no address of electronic mail",
    hint="write it like e.vos@acme.example, or leave it out; then nobody is written to",
    reason="Whoever is asked to come is written to there.",
)
CALLED_BY_NOTHING = DiagnosticKind(
    code="D160",
    title="Review that nothing calls",
    message="entry {number} reports no changed circumstance that could call a review",
    hint="report what changed first, and name the number of that entry",
    reason="Outside its stretches a review is called by a circumstance that changed, so that "
    "everybody can see why it is held.",
)
TOOK_NO_TIME = DiagnosticKind(
    code="D181",
    title="Review that took no time",
    message="the review ended {end}, and began {start}",
    hint="name a moment after its beginning, or leave the end out where nobody knows it",
    reason="What a review cost both sides is counted from its beginning to its end.",
)
