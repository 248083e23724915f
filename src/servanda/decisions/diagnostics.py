"""Why something that a party says does not count."""

from __future__ import annotations

from servanda.kernel.diagnostic import DiagnosticKind

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
SHARE_OUTSIDE = DiagnosticKind(
    code="D020",
    title="Share that is not allowed",
    message="{share} is not allowed here: {allowed}",
    hint="{advice}",
    reason="The agreement says how much of something may be relieved.",
)
BACKWARD = DiagnosticKind(
    code="D021",
    title="Stretch of time without length",
    message="the stretch ends {end}, not after it begins {start}",
    hint="give the instant after its last one as its end",
    reason="Only time that passed can be left out.",
)
NO_RECORDS = DiagnosticKind(
    code="D022",
    title="Claim about nothing",
    message="no record is named",
    hint="name records by their keys, or a stretch of time",
    reason="A claim that names nothing would leave nothing out.",
)
NO_PERIOD = DiagnosticKind(
    code="D023",
    title="Records without a period",
    message="nothing says in which period the records count",
    hint="name the period",
    reason="Whether a claim comes in time, and whether its period is closed, depends on the "
    "period.",
)
OTHER_MEASURE = DiagnosticKind(
    code="D024",
    title="Relief that is not for this measure",
    message="the relief '{relief}' is not for the measure '{measure}'",
    hint="it is for: {measures}",
    reason="The agreement says which measures a relief can touch.",
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
NO_ACCOUNT = DiagnosticKind(
    code="D030",
    title="No holding account",
    message="the agreement has no holding account",
    hint="describe it under 'holding account', by an amendment",
    reason="Where nothing waits, nothing can be spent.",
)
BAD_AMOUNT = DiagnosticKind(
    code="D031",
    title="Amount that cannot be",
    message="{amount} cannot be {what}: {why}",
    hint="write an amount above zero in the agreement's currency",
    reason="All money of an agreement is of its currency, and nobody spends less than nothing.",
)
BEYOND_BALANCE = DiagnosticKind(
    code="D032",
    title="More than the holding account has",
    message="{amount} is more than is free in the holding account: {free}",
    hint="propose at most {free}, or wait for further credits",
    reason="The holding account is never below zero.",
)
BEYOND_APPROVAL = DiagnosticKind(
    code="D033",
    title="Cost beyond what was approved",
    message="it cost {cost}, and {approved} was approved in entry {number}",
    hint="propose the difference as a spending of its own",
    reason="Whoever decides on a spending decides on an amount.",
)
NOT_APPROVED = DiagnosticKind(
    code="D034",
    title="Spending that is not approved",
    message="the spending of entry {number} is {state}, not approved",
    hint="'servanda record' shows how each spending stands",
    reason="Only what was approved is paid for from the holding account, and only once.",
)
WRONG_DAY = DiagnosticKind(
    code="D035",
    title="Day that does not fit",
    message="{what} {day} is {why}",
    hint="correct the day",
    reason="One looks whether something helped after it was bought, and pays for what was "
    "delivered.",
)
ENDED = DiagnosticKind(
    code="D036",
    title="Agreement that has ended",
    message="the agreement ended on {day}, and the rest of the holding account is the {party}'s",
    hint="agree on it outside this account, or prolong the agreement by an amendment",
    reason="The agreement says who has what is left at its end.",
)
WRONG_EDITION = DiagnosticKind(
    code="D040",
    title="Edition that does not follow",
    message="this is edition {edition} of {period}, and edition {expected} is due",
    hint="read the journal again: a statement may have been handed over meanwhile",
    reason="Each restatement stands beside the statement before it; none replaces another.",
)
NO_DIFFERENCE_REASON = DiagnosticKind(
    code="D041",
    title="Restatement without reasons",
    message="a restatement says what brought it about",
    hint="name the later evidence, the correction, or what was agreed",
    reason="A changed figure without a reason looks like a mistake.",
)
ADJUSTED = DiagnosticKind(
    code="D042",
    title="Difference that is not open",
    message="the difference of entry {number} {why}",
    hint="name restatements that no statement has paid so far",
    reason="The difference that a restatement makes is paid once, on the first statement of a "
    "later period.",
)
LINE_SETTLED = DiagnosticKind(
    code="D043",
    title="Line that is settled",
    message="the line '{line}' {how}",
    hint="'servanda record' shows which lines are open",
    reason="A line is disputed before it is agreed, and once.",
)
AMOUNT_UNSAID = DiagnosticKind(
    code="D044",
    title="Answer and amount do not fit",
    message="{message}",
    hint="{advice}",
    reason="After an answer it must be certain what is paid, or what does not count.",
)
NEWER_EDITION = DiagnosticKind(
    code="D045",
    title="Statement that was restated",
    message="{period} was restated by entry {number}",
    hint="look at that edition",
    reason="What counts of a period is its last edition.",
)
NOT_ATTESTED = DiagnosticKind(
    code="D050",
    title="Measure that is not attested",
    message="'{measure}' comes out of evidence, and is not entered by hand",
    hint="attested measures are: {measures}",
    reason="Figures that can be measured are measured.",
)
BAD_FIGURE = DiagnosticKind(
    code="D051",
    title="Figure that does not fit its measure",
    message="'{value}' is no figure of '{measure}'",
    hint="write it as the agreement would, like {example}",
    reason="A figure without its unit, or in another one, cannot be compared with what was agreed.",
)
BAD_SEGMENT = DiagnosticKind(
    code="D052",
    title="Segment that does not fit",
    message="'{measure}' is divided by {expected}, and this names {got}",
    hint="name a value for each column that divides the measure, and no other",
    reason="A figure belongs to one segment of a divided measure.",
)
NO_DOCUMENT = DiagnosticKind(
    code="D053",
    title="Figure without a document",
    message="nothing says where this figure of '{measure}' can be looked up",
    hint="attach the document that it was taken from",
    reason="Whoever countersigns a figure has to see where it comes from.",
)
REACHES_NOTHING = DiagnosticKind(
    code="D029",
    title="Relief that would change nothing",
    message="{message}",
    hint="{advice}",
    reason="Relief takes records or time out of what is measured. Granted for what nothing "
    "measures, it would look like relief and be none.",
)
NOT_FAVOURED = DiagnosticKind(
    code="D060",
    title="Waiving what is not one's own",
    message="the line '{line}' is in the {right}'s favour; only it can waive it",
    hint="let the {right} enter it",
    reason="One can give up one's own right, and nobody else's.",
)
WRINKLE_OPEN = DiagnosticKind(
    code="D070",
    title="Wrinkle that is not worked off",
    message="stabilization of '{commitment}' does not end while entry {number} is open: {what}",
    hint="say how it was worked off, then end stabilization",
    reason="Stabilization is there to work off what was found.",
)
NO_STABILIZATION = DiagnosticKind(
    code="D071",
    title="No stabilization to end",
    message="{message}",
    hint="{advice}",
    reason="Money moves for a commitment from the first period after its stabilization.",
)
WORKED_OFF = DiagnosticKind(
    code="D072",
    title="Wrinkle worked off already",
    message="entry {number} is worked off already",
    hint="'servanda record' shows which wrinkles are open",
    reason="What was worked off leaves the list.",
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
NO_TEXTS = DiagnosticKind(
    code="D110",
    title="Proposal without a text",
    message="nothing is proposed: no text is named",
    hint="name the agreement's text, or an amendment, or a change",
    reason="What is signed is a text.",
)
NOT_ON_SIGNED = DiagnosticKind(
    code="D111",
    title="Proposal that changes what was signed",
    message="the texts do not begin with those that both parties signed as entry {number}",
    hint="write what shall be otherwise as an amendment of the signed version",
    reason="A version never changes once both parties have signed it; whoever relied on it has to "
    "find it as it was.",
)
NOT_OPEN = DiagnosticKind(
    code="D112",
    title="Proposal that is not open",
    message="the proposal of entry {number} is {state}",
    hint="{advice}",
    reason="Only a version that is still on the table can be commented, declined or signed.",
)
OTHER_VERSION = DiagnosticKind(
    code="D113",
    title="Signature under another text",
    message="what is signed is not the version that entry {number} proposes",
    hint="read the journal again, and sign the proposal by its number",
    reason="Both parties are bound only by the same text, to the byte.",
)
BAD_LINES = DiagnosticKind(
    code="D114",
    title="Lines that are not there",
    message="there are no lines {first} to {last} in '{text}'{length}",
    hint="name the first line and the last, counted from 1",
    reason="A comment is about lines that both parties can find.",
)
THREAD_OPEN = DiagnosticKind(
    code="D115",
    title="Signing what one still questions",
    message="entry {number}, a comment of the {party} itself, is not resolved: {words}",
    hint="say that it is resolved, or propose another text",
    reason="Whoever signs agrees to all of it.",
)
NOT_FROZEN = DiagnosticKind(
    code="D116",
    title="Text whose holidays are not fixed",
    message="the holidays of {regions} are looked up, and their days do not stand in the text",
    hint="write them in with 'servanda format --freeze'",
    reason="What is signed has to say by itself on which days work rests; lists of holidays change "
    "from one year's software to the next.",
)
OTHER_DAY = DiagnosticKind(
    code="D117",
    title="Another day than the text says",
    message="the proposal says that it governs from {said}, and its text says {right}",
    hint="propose the text again",
    reason="Both parties have to know from when a version governs before they sign it.",
)
KEYS_TOO_EARLY = DiagnosticKind(
    code="D123",
    title="Keys changed for days that are over",
    message="the {party} would sign with other keys from {day} on, and has spoken since then",
    hint="let the version govern from a later day",
    reason="An entry counts if it is signed with a key that the version of its own day names. "
    "Other keys for days that are over would make what was said on them count no longer.",
)
EVIDENCE_DECIDED = DiagnosticKind(
    code="D120",
    title="Evidence that is not waiting",
    message="the evidence of entry {number} is {state}",
    hint="{advice}",
    reason="Evidence is accepted once, and what is known last is what is settled on.",
)
NO_TABLE = DiagnosticKind(
    code="D121",
    title="Records of no table",
    message="records are named, and not the table that they stand in",
    hint="name the table",
    reason="The same key can stand in more than one table.",
)
NO_NOTICE = DiagnosticKind(
    code="D118",
    title="No notice to give",
    message="no notice can be given: {why}",
    hint="agree on an amendment of 'in force'",
    reason="One party alone ends an agreement only where the agreement lets it.",
)
OTHER_END = DiagnosticKind(
    code="D119",
    title="Notice for another day",
    message="notice given on {day} does not end the agreement on {ends}",
    hint="it can end on {earliest} at the earliest",
    reason="The other party has the whole notice, and the term that was agreed.",
)
AFTER_END = DiagnosticKind(
    code="D122",
    title="Statement of a period after the end",
    message="{period} begins after the agreement has ended, on {ends}",
    hint="agree on an amendment if it goes on",
    reason="What was given notice of ends; nothing is owed for days on which it is not in force.",
)
OTHER_MODEL = DiagnosticKind(
    code="D130",
    title="Entry about another operating model",
    message="this is about '{name}', and the operating model is called '{expected}'",
    hint="use the folder of the operating model that it is about",
    reason="What was said about one organisation decides nothing in another.",
)
SIDE_THAT_PERFORMS = DiagnosticKind(
    code="D131",
    title="Word of who only performs",
    message="'{role}' belongs to '{party}', a {side}, which performs and answers for nothing here",
    hint="let a role of IT or of the business say it",
    reason="A risk is borne, and a gate agreed, by who answers for the service: operation can be "
    "bought, answering for it cannot.",
)
GATE_OF_OTHERS = DiagnosticKind(
    code="D132",
    title="Gate that another role agrees to",
    message="the gate of {process} is for '{right}' to agree to, not for '{role}'",
    hint="say it with --role {right}, or change 'agreed by' in the text first",
    reason="Who agrees was settled before anybody knew how it would turn out.",
)
SO_ALREADY = DiagnosticKind(
    code="D133",
    title="Said of what is over",
    message="{what} {how}",
    hint="nothing has to be said; 'servanda model show {service}' shows how it stands",
    reason="What is over is not decided again: a second word would hide the first.",
)
NOBODY_ASKED = DiagnosticKind(
    code="D134",
    title="Stepping in that nobody asked for",
    message="no task of '{service}' asks to step in for {process}{which}",
    hint="write the task under 'step in' first; 'servanda model step-in' finds what was missed",
    reason="What was done is only worth something beside what was to be done, and by when.",
)
NOTHING_SHOWN = DiagnosticKind(
    code="D135",
    title="Word without evidence",
    message="nothing shows that {what}",
    hint="say where it can be looked up, with --evidence",
    reason="Who reviews it in a year was not there.",
)
