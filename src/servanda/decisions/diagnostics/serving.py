"""What speaks against a word about pain points, maintenance or service cards: D170 to D174."""

from servanda.kernel.diagnostic import DiagnosticKind

__all__ = [
    "CARD_NOT_PUBLIC",
    "GONE_WITHOUT_USERS",
    "MAINTENANCE_OVER",
    "NOT_A_SURVEY",
    "NO_USERS",
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
