"""Signing in: by invitation only, and with the identity of one's own organisation."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

__all__ = ["InvitedOnly", "OwnOrganisation"]


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc] # the framework is not typed
    """Nobody signs up; people are invited."""

    def is_open_for_signup(self, _: HttpRequest) -> bool:
        """Return that the door is shut."""
        return False


class OwnOrganisation(DefaultSocialAccountAdapter):  # type: ignore[misc] # not typed
    """An organisation's identity provider lets its own people in."""

    def is_open_for_signup(self, _: HttpRequest, __: object) -> bool:
        """Return that nobody comes in without an invitation."""
        return False
