"""Signing in: by invitation only, and with the identity of one's own organisation."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from servanda.desk.background import Sort
from servanda.desk.joining import take_by_identity
from servanda.desk.refusals import NotInvited
from servanda.record.models import Organisation, Person
from servanda.record.opening import current_book
from servanda.record.queue import put
from servanda.web.clock import now
from servanda.web.languages.speaking import say

__all__ = ["InvitedOnly", "OwnOrganisation", "SealedFactors", "has_second_factor"]

_OWN_IDENTITY = "socialaccount"
_NEW_PASSWORD = "account/email/password_reset_key"  # noqa: S105 - a template's name

_SECURITY = logging.getLogger("servanda.security")


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc] # the framework is not typed
    """Nobody signs up; people are invited."""

    def is_open_for_signup(self, _: HttpRequest) -> bool:
        """Return that the door is shut."""
        return False

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:  # noqa: ANN401 - the framework's own
        """Turn away whose organisation lets its people in by its own identity provider alone."""
        by_identity = "sociallogin" in (kwargs.get("signal_kwargs") or {})
        only = {each.organisation for each in current_book().settings.identities if each.only}
        if not by_identity and user.organisation.key in only:
            return _refused(request, say("please sign in with your own organisation's button"))
        found: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return found

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Have somebody written to who asked for a new password, as the book's own letters are.

        The link is made when the letter goes, and kept nowhere; nor is it seen from how long the
        answer takes whether there is somebody of that address.
        """
        if template_prefix == _NEW_PASSWORD:
            put(Sort.PASSWORD.value, {"person": context["user"].key}, now())
        else:
            super().send_mail(template_prefix, email, context)

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

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find whom the identity provider answers for, among its own organisation's people."""
        key = sociallogin.provider.app.settings["organisation"]
        home = Organisation.objects.filter(key=key).first()
        if home is None:
            _refuse(request, say("this identity provider belongs to no organisation of this book"))
        if request.user.is_authenticated and sociallogin.state.get("process") == "connect":
            _refuse(request, say("sign out first, then sign in with your organisation's button"))
        if sociallogin.is_existing:
            if sociallogin.user.organisation_id != home.pk or not sociallogin.user.is_active:
                _refuse(request, str(NotInvited()))
            return
        sociallogin.connect(request, _person(request, sociallogin, home))


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc] # not typed
    """Secrets of second factors are kept sealed with the book's secret, which no database holds."""

    def encrypt(self, text: str) -> str:
        """Return a secret sealed."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret; what was sealed with another secret of the book is nobody's any more."""
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # By chance, so that no code fits, not even one that somebody could compute.
            return base64.b32encode(secrets.token_bytes(20)).decode()


def has_second_factor(request: HttpRequest, person: Person) -> bool:
    """Return whether somebody has a second factor, or their own organisation has let them in."""
    if any(each["method"] == _OWN_IDENTITY for each in get_authentication_records(request, person)):
        return True
    factors = Authenticator.objects.filter(user_id=person.pk)
    return bool(factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def _person(request: HttpRequest, login: SocialLogin, home: Organisation) -> Person:
    told = login.account.extra_data
    claims = told.get("userinfo") or told.get("id_token") or told
    email = str(claims.get("email") or "").casefold()
    # Who leaves it out answers for it all the same: it is the organisation's own.
    if not email or claims.get("email_verified") is False:
        _refuse(request, say("your identity provider does not answer for your mail address"))
    person = Person.objects.filter(email=email).first()
    if person is None:
        try:
            return take_by_identity(home, email, str(claims.get("name") or ""), now())
        except NotInvited as refusal:
            _refuse(request, str(refusal))
    known = SocialAccount.objects.filter(user=person, provider=login.account.provider)
    if person.organisation_id != home.pk or not person.is_active or known.exists():
        _refuse(request, str(NotInvited()))
    return person


def _refuse(request: HttpRequest, why: str) -> NoReturn:
    raise ImmediateHttpResponse(_refused(request, why))


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "servanda/refused.html", {"why": why}, status=403)


def _seal() -> Fernet:
    secret = hashlib.sha256(b"servanda/factors/1 " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(secret))
