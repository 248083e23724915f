"""What speaks against a word about pain points, cards or case studies: D170 to D177."""

from servanda.kernel.diagnostic import DiagnosticKind

__all__ = [
    "CARD_NOT_PUBLIC",
    "GONE_WITHOUT_USERS",
    "MAINTENANCE_OVER",
    "MORE_READ_THAN_STAFF",
    "NAMES_SOMEBODY",
    "NOT_A_SURVEY",
    "NO_USERS",
    "SMALL_GROUP_READ",
]

GONE_WITHOUT_USERS = DiagnosticKind(
    code="D170",
    title="Gone without its users",
    message="nobody says for the users whether the pain point of entry {number} is gone",
    hint="say in which role somebody speaks for them, or name the measure of a survey and its "
    "period",
    reason="What hurts users is over when they say so, and not when somebody has worked on it.",
)
NOT_A_SURVEY = DiagnosticKind(
    code="D171",
    title="Measure that asks no users",
    message="'{name}' measures no answers of users",
    hint="{advice}",
    reason="Only what users answered shows that it no longer hurts them.",
)
NO_USERS = DiagnosticKind(
    code="D172",
    title="Pain point without users",
    message="{users} users are none whom it could hurt",
    hint="say how many it hurts, or leave the number out where nobody has counted",
    reason="How many it hurts says what to ease first.",
)
MAINTENANCE_OVER = DiagnosticKind(
    code="D173",
    title="Maintenance announced afterwards",
    message="the maintenance would begin {starts}, which is over",
    hint="announce what is still to come; for what was, claim relief if the agreement has one",
    reason="An announcement is for users who can still plan around it.",
)
CARD_NOT_PUBLIC = DiagnosticKind(
    code="D174",
    title="Card that is not for everybody",
    message="the agreement does not let the card of '{service}' be public",
    hint="write 'public: yes' under the 'card' of '{service}', in an amendment that both sign",
    reason="What everybody may read is for both parties to agree on.",
)
SMALL_GROUP_READ = DiagnosticKind(
    code="D175",
    title="Group that is too small to be counted",
    message="of {staff} people nobody says how many have read",
    hint="leave the number out, or count a larger group that they are part of",
    reason="A figure of fewer than five people soon says who; reading is nobody's performance.",
)
NAMES_SOMEBODY = DiagnosticKind(
    code="D176",
    title="Case study that names somebody",
    message="it names {person}",
    hint="say what happened and what there is to learn, and nobody's name",
    reason="Others learn from what happened. Who was there did what made sense to them then.",
)
MORE_READ_THAN_STAFF = DiagnosticKind(
    code="D177",
    title="Not so many of a group",
    message="of {staff} people some have read, and how many does not fit: {read}",
    hint="say how many of the group have read it: from none to all",
    reason="The figure stands for how far what was learned has come.",
)
