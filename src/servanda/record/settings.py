"""The web framework's settings, made of a book's folder.

The variable ``SERVANDA_BOOK`` names the folder. Without it there is a book in memory alone, for
tools that look at the code.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from servanda.record.folder import BookFolder, BookSettings, database_of, open_folder
from servanda.record.identities import providers_of

_named = os.environ.get("SERVANDA_BOOK", "")

SERVANDA_BOOK: BookFolder = (
    open_folder(Path(_named))
    if _named
    else BookFolder(path=Path("no-book"), settings=BookSettings())
)

_address = urlsplit(SERVANDA_BOOK.settings.address)
_mail = urlsplit(SERVANDA_BOOK.settings.mail)

SECRET_KEY = SERVANDA_BOOK.secret() if _named else secrets.token_urlsafe(50)
DEBUG = False
ALLOWED_HOSTS = [_address.hostname or "", "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [SERVANDA_BOOK.settings.address]
ROOT_URLCONF = "servanda.web.urls"
WSGI_APPLICATION = "servanda.web.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # the pages on passkeys say how long ago one was used
    "servanda.record",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "servanda.web.observing.Observed",
    "servanda.web.hardening.tell_browsers",
    "servanda.web.guarding.one_shape",
    "servanda.web.guarding.no_nothing_signs",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "servanda.web.hardening.sessions_end",
    "servanda.web.languages.choice.in_ones_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "servanda.web.guarding.second_factor_first",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).resolve().parent.parent / "web" / "templates"],
        "OPTIONS": {
            "builtins": [
                "servanda.web.helping",
                "servanda.web.languages.tags",
                "servanda.web.refusing",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "servanda.web.languages.loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "servanda.web.logs.JsonLines"}},
    "handlers": {
        "lines": {"class": "logging.StreamHandler", "formatter": "lines"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["lines"], "level": "WARNING"},
    "loggers": {
        "servanda": {"level": "INFO"},
        # Addresses hold the words of invitations, which are for nobody else; what was answered is
        # said by ``servanda.requests``.
        "django.request": {"handlers": ["nowhere"], "propagate": False},
        "django.server": {"handlers": ["nowhere"], "propagate": False},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}

DATABASES = {
    "default": dict(database_of(SERVANDA_BOOK))
    if _named
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
STATIC_URL = "/static/"
STATICFILES_DIRS = [
    Path(__file__).resolve().parent.parent / room / "static" for room in ("web", "reports")
]

AUTH_USER_MODEL = "record.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "servanda.record.passwords.NotOfTheBook"},
]
ACCOUNT_ADAPTER = "servanda.web.signing_in.InvitedOnly"
SOCIALACCOUNT_ADAPTER = "servanda.web.signing_in.OwnOrganisation"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
SOCIALACCOUNT_PROVIDERS = providers_of(SERVANDA_BOOK.settings.identities)
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "servanda.web.signing_in.SealedFactors"
MFA_TOTP_ISSUER = "Servanda"
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
LOGIN_URL = "/sign-in/login/"
LOGIN_REDIRECT_URL = "/"

_safe = _address.scheme == "https"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _safe
# With this beginning, browsers take a cookie from this host alone, and over TLS alone.
SESSION_COOKIE_NAME = "__Host-session" if _safe else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if _safe else "csrf"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _safe else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _safe
X_FRAME_OPTIONS = "DENY"
# Evidence is streamed to a file; nothing else is long.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if _mail.hostname
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_HOST = _mail.hostname or ""
EMAIL_PORT = _mail.port or 25
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_USE_TLS = _mail.scheme == "smtp+starttls"
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = str(SERVANDA_BOOK.mail)
DEFAULT_FROM_EMAIL = SERVANDA_BOOK.settings.mail_from
