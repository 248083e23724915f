"""What users are told: maintenance announced ahead, and cards that everybody may read."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.desk.seeing import Seen
from servanda.web.pages import choosing
from servanda.web.pages.acts.form import ActForm, Sent, hidden
from servanda.web.pages.fields import Field, Sort

__all__ = ["CARDS"]


def _about(seen: Seen, sent: Sent) -> Iterator[str]:
    for name in sent.get("service", ()):
        service = seen.history.latest.services.get(name)
        if service is not None:
            yield f"Card of {service.title or name.replace('_', ' ')}"


CARDS = (
    ActForm(
        does="maintenance announced",
        title="Announce maintenance",
        button="Announce it",
        tab="partnership",
        intro="It stands on the service's card until it is over. What was announced and does not"
        " take place is taken back before it begins.",
        fields=(
            Field(
                name="service",
                label="Service",
                sort=Sort.CHOICE,
                choices=choosing.services,
                told_by=frozenset({"D017"}),
            ),
            Field(
                name="starts",
                label="Begins",
                sort=Sort.MOMENT,
                help="By the clock of the agreement's zone.",
                told_by=frozenset({"D173"}),
            ),
            Field(name="ends", label="Ends", sort=Sort.MOMENT, told_by=frozenset({"D148"})),
            Field(
                name="what",
                label="What is done",
                sort=Sort.WORDS,
                help="In words that users understand.",
                told_by=frozenset({"D145"}),
            ),
            Field(name="expect", label="What users notice", sort=Sort.WORDS, needed=False),
        ),
    ),
    ActForm(
        does="service card made public",
        title="Let everybody read a card",
        button="Make it public",
        tab="partnership",
        intro="Everybody who has its address can read it without signing in. No money stands on"
        " it, and of people the functions alone that the agreement names. Either of you can take"
        " it back.",
        about=_about,
        fields=(hidden("service"),),
    ),
    ActForm(
        does="service card taken back",
        title="Take a public card back",
        button="Take it back",
        tab="partnership",
        intro="Its address leads nowhere then. Made public again, it has another one.",
        fields=(hidden("card"),),
    ),
)
