"""What speaks against a draft, a signature, a notice or evidence: D110 to D123."""

from servanda.kernel.diagnostic import DiagnosticKind

__all__ = [
    "AFTER_END",
    "BAD_LINES",
    "EVIDENCE_DECIDED",
    "KEYS_TOO_EARLY",
    "NOT_FROZEN",
    "NOT_ON_SIGNED",
    "NOT_OPEN",
    "NO_NOTICE",
    "NO_TABLE",
    "NO_TEXTS",
    "OTHER_DAY",
    "OTHER_END",
    "OTHER_VERSION",
    "THREAD_OPEN",
]

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
AFTER_END = DiagnosticKind(
    code="D122",
    title="Statement of a period after the end",
    message="{period} begins after the agreement has ended, on {ends}",
    hint="agree on an amendment if it goes on",
    reason="What was given notice of ends; nothing is owed for days on which it is not in force.",
)
