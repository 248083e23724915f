"""Signing in: by invitation only, and with the identity of one's own organisation."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

__all__ = ["InvitedOnly", "OwnOrganisation"]

_SECURITY = logging.getLogger("servanda.security")


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc] # the framework is not typed
    """Nobody signs up; people are invited."""

    def is_open_for_signup(self, _: HttpRequest) -> bool:
        """Return that the door is shut."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 - the framework's own
        """Note that somebody could not sign in; who it claimed to be is nobody's business."""
        _SECURITY.warning("sign-in failed")
        super().authentication_failed(request, **credentials)

    def post_login(self, request: HttpRequest, user: Any, **about: Any) -> Any:  # noqa: ANN401 - as above
        """Note who signed in, by the key that tells nothing outside."""
        _SECURITY.info("signed in: %s", user.key)
        return super().post_login(request, user, **about)


class OwnOrganisation(DefaultSocialAccountAdapter):  # type: ignore[misc] # not typed
    """An organisation's identity provider lets its own people in."""

    def is_open_for_signup(self, _: HttpRequest, __: object) -> bool:
        """Return that nobody comes in without an invitation."""
        return False
