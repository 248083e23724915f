"""The way to a new password, for whoever reads the mail of the address that they sign in with."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str

from servanda.record.models import Person
from servanda.record.opening import current_book

__all__ = ["new_password_link"]


def new_password_link(person: Person) -> str:
    """Return where somebody chooses a new password, once and for a few days."""
    named = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    return f"{current_book().settings.address}/sign-in/password/reset/key/{named}/"
