"""A book's folder: its settings, its secrets, and where each agreement's files lie."""

from __future__ import annotations

import os
import re
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from servanda.journal.signing import NotAKey, SigningKey
from servanda.pipeline.files import write_all
from servanda.pipeline.refusals import CannotRead, CannotWrite, MisusedCommand
from servanda.record.identities import Identity, WrongIdentity, read_identities

__all__ = [
    "BookFolder",
    "BookSettings",
    "MistakenBook",
    "create_folder",
    "database_of",
    "open_folder",
]

_BOOK = "book.toml"
_SECRET = "secret.key"  # noqa: S105 - a file's name
_HOST_KEY = "host.pem"
_METRICS = "metrics.key"
_PRIVATE = 0o600
_KEY = re.compile(r"[a-z0-9]{8,40}")
_IDENTITY = "identity"
_MAIL_SCHEMES = {"smtp", "smtps", "smtp+starttls"}
_SETTINGS = {"address": str, "database": str, "mail": str, "mail_from": str}
_SAMPLE = """\
# The settings of this shared book. Change them while it is not being served.

# Where people reach it; links in invitations begin with this.
address = "{address}"

# "sqlite" keeps everything in this folder; for many people at once name a PostgreSQL database:
# "postgresql://name:password@host:5432/database?sslmode=verify-full".
database = "{database}"

# Where mail is handed over: "smtp://host:25", with encryption "smtps://name:password@host:465" or
# "smtp+starttls://name:password@host:587"; empty writes it into the folder "mail".
mail = ""
mail_from = "servanda@localhost"

# Whose people sign in with their own organisation's identity provider (OpenID Connect). Register
# "<address>/sign-in/oidc/acme/login/callback/" there.
# [identity.acme]
# organisation = "the key that 'GET /api/v1/organisation' tells"
# title = "Acme Bank"
# issuer = "https://login.acme.example"
# client_id = "servanda"
# client_secret = "..."
# only = true
"""


class MistakenBook(MisusedCommand):
    """A book's settings cannot be used; the message says what to change."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"'{path}' cannot be used: {why}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSettings:
    """Say how a book is run.

    Args:
        address: Where people reach it: ``https://example.com``, without a slash at the end.
        database: ``sqlite``, or the address of a PostgreSQL database.
        mail: Where mail is handed over: ``smtp://name:password@host:25``, ``smtps://`` or
            ``smtp+starttls://``; empty for a folder of files.
        mail_from: Sender of mail.
        identities: The identity providers of organisations.
    """

    address: str = "http://127.0.0.1:8000"
    database: str = "sqlite"
    mail: str = ""
    mail_from: str = "servanda@localhost"
    identities: tuple[Identity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFolder:
    """Name what lies in a book's folder.

    Args:
        path: The folder.
        settings: What its ``book.toml`` says.
    """

    path: Path
    settings: BookSettings

    @property
    def database(self) -> Path:
        """Return where SQLite keeps everything."""
        return self.path / "book.sqlite3"

    @property
    def mail(self) -> Path:
        """Return where mail lies that is handed to nobody."""
        return self.path / "mail"

    def agreement(self, key: str) -> Path:
        """Return the folder of an agreement by its key in the book.

        Raises:
            ValueError: It is no such key.
        """
        return self.path / "agreements" / _sound(key)

    def operating_model(self, key: str) -> Path:
        """Return the folder of an operating model by its key in the book; raises as above."""
        return self.path / "operating-models" / _sound(key)

    def secret(self) -> str:
        """Return the secret with which sessions are signed, made when it is first needed."""
        return _kept(self.path / _SECRET, lambda: secrets.token_urlsafe(50).encode()).decode()

    def metrics_word(self) -> str:
        """Return the word for which the book's figures are shown; a book that is served has it."""
        return _kept(self.path / _METRICS, lambda: secrets.token_urlsafe(32).encode()).decode()

    def host_key(self) -> SigningKey:
        """Return the key with which the host vouches for what it took in, made at first need.

        Raises:
            CannotRead: The file holds no key.
        """
        path = self.path / _HOST_KEY
        try:
            return SigningKey.from_pem(_kept(path, lambda: SigningKey.new().to_pem()))
        except NotAKey as problem:
            raise CannotRead(path, str(problem)) from None


def create_folder(path: Path, settings: BookSettings | None = None) -> BookFolder:
    """Make a book's folder.

    Args:
        path: Where; the folder may exist and has to be empty then.
        settings: How it is run; can be changed in its ``book.toml`` later.

    Raises:
        MistakenBook: There is something else, or a setting cannot be used.
        CannotWrite: It cannot be written.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise MistakenBook(path, "a new book needs an empty folder")
    wanted = settings or BookSettings()
    text = _SAMPLE.format(address=wanted.address, database=wanted.database)
    _settings(path / _BOOK, tomllib.loads(text))
    write_all(path, {_BOOK: text.encode()})
    (path / _BOOK).chmod(_PRIVATE)
    return open_folder(path)


def open_folder(path: Path) -> BookFolder:
    """Read a book's settings.

    Raises:
        CannotRead: There is no book.
        MistakenBook: A setting cannot be used.
    """
    place = path / _BOOK
    try:
        said = tomllib.loads(place.read_text("utf-8"))
    except FileNotFoundError:
        raise CannotRead(path, f"there is no book here ('{_BOOK}' is missing)") from None
    except OSError as problem:
        raise CannotRead(place, problem.strerror or str(problem)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise MistakenBook(place, str(problem)) from None
    return BookFolder(path=path.resolve(), settings=_settings(place, said))


def database_of(folder: BookFolder) -> Mapping[str, Any]:
    """Return what the web framework wants to know of a book's database."""
    if folder.settings.database == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder.database),
            "OPTIONS": {
                # Who is going to write says so at once, and waits for who is writing.
                "transaction_mode": "IMMEDIATE",
                "timeout": 60,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    parts = urlsplit(folder.settings.database)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # They need a session of their own between requests, which a pool in between has not; and
        # one that is closed as the database stops says so in the driver's words, unlike all else.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def _sound(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} is no key of an agreement or operating model")
    return key


def _settings(path: Path, said: Mapping[str, Any]) -> BookSettings:
    plain = {name: value for name, value in said.items() if name != _IDENTITY}
    for name, value in plain.items():
        if name not in _SETTINGS:
            known = ", ".join((*_SETTINGS, _IDENTITY))
            raise MistakenBook(path, f"it says '{name}', and there is {known}")
        if not isinstance(value, _SETTINGS[name]):
            raise MistakenBook(path, f"'{name}' has to be a text in quotes")
    try:
        identities = read_identities(said.get(_IDENTITY, {}))
    except WrongIdentity as problem:
        raise MistakenBook(path, str(problem)) from None
    settings = BookSettings(**plain, identities=identities)
    _addresses(path, settings)
    return settings


def _addresses(path: Path, settings: BookSettings) -> None:
    address = urlsplit(settings.address)
    if address.scheme not in {"http", "https"} or not address.hostname or address.path:
        raise MistakenBook(path, "'address' has to be like https://example.com")
    if settings.database != "sqlite":
        database = urlsplit(settings.database)
        if database.scheme != "postgresql" or not database.path.strip("/"):
            raise MistakenBook(path, "'database' is \"sqlite\" or like postgresql://host/name")
    if settings.mail and urlsplit(settings.mail).scheme not in _MAIL_SCHEMES:
        raise MistakenBook(
            path, "'mail' has to be like smtp://host:25, smtps:// or smtp+starttls://, or empty"
        )


def _kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return a secret's bytes; of two processes that make it at once, one is heeded by both."""
    try:
        if not path.exists():
            beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
            beside.touch(mode=_PRIVATE)
            beside.write_bytes(make())
            try:
                os.link(beside, path)
            except FileExistsError:
                pass
            finally:
                beside.unlink()
        return path.read_bytes()
    except OSError as problem:
        raise CannotWrite(path, problem.strerror or str(problem)) from None
