"""Cards of services that everybody may read who has their address."""

from __future__ import annotations

from django.utils.crypto import constant_time_compare, salted_hmac

from servanda.decisions.rulebook import Rulebook
from servanda.desk.refusals import NotThere
from servanda.desk.seeing import stand
from servanda.kernel.time import Instant
from servanda.partnership.state import partnership_of
from servanda.pipeline.plain.card import CardTold, card_of
from servanda.record.models import Agreement

__all__ = ["card_stands", "card_word", "public_card_told"]

_SALT = "servanda.desk.cards"
_SIGNS = 40


def card_word(agreement: str, number: int) -> str:
    """Return the word by which the address of a card leads to it; nobody guesses one.

    Args:
        agreement: The agreement's key.
        number: Number of the entry that made the card public.
    """
    return f"{agreement}.{number}.{_seal(agreement, number)}"


def card_stands(word: str) -> tuple[Agreement, int]:
    """Return the agreement that a word leads to, and the entry that made its card public.

    Raises:
        NotThere: It is none of this book.
    """
    agreement, _, rest = word.partition(".")
    number, _, seal = rest.partition(".")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise NotThere
    if not constant_time_compare(seal, _seal(agreement, int(number))):
        raise NotThere
    found = Agreement.objects.filter(key=agreement).first()
    if found is None:
        raise NotThere
    return found, int(number)


def public_card_told(agreement: Agreement, number: int, at: Instant) -> CardTold:
    """Return a card that is public.

    Raises:
        NotThere: It was taken back, the text lets it be public no longer, or its service is gone.
    """
    stands = stand(agreement, at)
    together = partnership_of(stands.standing.entries.values())
    cards = together.cards.values()
    card = next((each for each in cards if each.entry.number == number), None)
    if card is None or card.taken_back_at is not None:
        raise NotThere
    day = Rulebook(stands.history).day_of(stands.at)
    service = stands.history.at(day).services.get(card.service)
    if service is None or service.card is None or not service.card.is_public:
        raise NotThere
    return card_of(stands.history, together, card.service, stands.at)


def _seal(agreement: str, number: int) -> str:
    return salted_hmac(_SALT, f"{agreement}.{number}", algorithm="sha256").hexdigest()[:_SIGNS]
