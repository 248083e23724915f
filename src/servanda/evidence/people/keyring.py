"""What the parties keep to themselves about people: the key of the pseudonyms, and sealed names.

The folder lies beside the record and is no part of it: nothing in it goes into a bundle. A name
is sealed with a key of its own, so that destroying that key makes one name unreadable, in every
copy of the sealed names that anybody has, and leaves every digest as it is.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from servanda.evidence.people.pseudonyms import pseudonym

__all__ = ["KEY_FILE", "BadPeopleFile", "Destroyed", "Keyring"]

KEY_FILE: Final = "pseudonym.key"
"""Name of the pseudonyms' key in the folder: 64 hexadecimal digits."""

_NAMES: Final = "sealed-names.json"
_KEYS: Final = "name-keys.json"
_ERASED: Final = "erased.json"
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class BadPeopleFile(OSError):
    """A file of the folder holds something else than it should."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"cannot go on: '{path}' does not hold {what}")
        self.path = path


@dataclass(frozen=True, slots=True, kw_only=True)
class Destroyed:
    """Say what destroying keys did.

    Args:
        names: How many sealed names nobody can read any more.
        people: How many people were noted as erased who were not before.
    """

    names: int
    people: int


class Keyring:
    """Hold the folder of an agreement's people.

    Args:
        folder: ``people`` beside the record; made when something is first put in.
        before: Where the pseudonyms' key lay formerly; it is moved from there.
    """

    def __init__(self, folder: Path, *, before: Path | None = None) -> None:
        self.folder = folder
        self._before = before

    def key(self) -> bytes:
        """Return the key of the pseudonyms, empty if there is none yet.

        Raises:
            BadPeopleFile: The file holds something else than a key.
        """
        path = self.folder / KEY_FILE
        if not path.exists() and self._before is not None and (self._before / KEY_FILE).exists():
            path = self._before / KEY_FILE
        return _key_in(path) if path.exists() else b""

    def key_or_new(self) -> bytes:
        """Return the key of the pseudonyms, or a new one that `keep` would put in its place."""
        return self.key() or secrets.token_bytes(_KEY_BYTES)

    def keep(self, key: bytes, names: Mapping[str, str]) -> None:
        """Keep the key, if there is none yet, and seal names that are not sealed yet.

        Args:
            key: The key of the pseudonyms.
            names: Names by pseudonym. Those of people who were erased are left out.

        Raises:
            BadPeopleFile: A file holds something else than it should.
        """
        with self._alone():
            self._keep_key(key)
            sealed, keys = self._read(_NAMES), self._read(_KEYS)
            new = names.keys() - keys.keys() - self.erased()
            for person in sorted(new):
                own = secrets.token_bytes(_KEY_BYTES)
                keys[person] = own.hex()
                sealed[person] = _seal(names[person], person, own)
            if new:
                self._write(_NAMES, sealed)
                self._write(_KEYS, keys)

    def name(self, person: str) -> str:
        """Return the name behind a pseudonym, empty where it was never sealed or was erased.

        Raises:
            BadPeopleFile: The sealed name is not the one that was sealed under the pseudonym.
        """
        return self.names([person]).get(person, "")

    def names(self, people: Collection[str] | None = None) -> Mapping[str, str]:
        """Return the names that can be read, by pseudonym: all, or those of some people.

        Raises:
            BadPeopleFile: A sealed name is not the one that was sealed under its pseudonym.
        """
        sealed, keys = self._read(_NAMES), self._read(_KEYS)
        wanted = sealed.keys() & keys.keys()
        if people is not None:
            wanted &= set(people)
        key = self.key()
        found = {}
        for person in sorted(wanted):
            name = _open(sealed[person], person, bytes.fromhex(keys[person]))
            if name is None or (key and pseudonym(name, key) != person):
                raise BadPeopleFile(self.folder / _NAMES, f"the name that {person} stands for")
            found[person] = name
        return found

    def erased(self) -> frozenset[str]:
        """Return the pseudonyms of the people who were erased."""
        return frozenset(self._read(_ERASED))

    def erased_on(self) -> Mapping[str, str]:
        """Return the moment of each erasure, by pseudonym."""
        return self._read(_ERASED)

    def destroy(self, people: Collection[str], *, noting: str = "") -> Destroyed:
        """Destroy the keys of people's names, and what they had sealed.

        Args:
            people: Their pseudonyms.
            noting: The moment to note them as erased at, so that no later export brings their
                names back; nothing notes nothing.
        """
        with self._alone():
            sealed, keys, erased = self._read(_NAMES), self._read(_KEYS), self._read(_ERASED)
            gone = keys.keys() & set(people)
            for person in gone:
                del keys[person]
                sealed.pop(person, None)
            if gone:
                # The keys first: what is sealed may stay behind unread, never the other way.
                self._write(_KEYS, keys)
                self._write(_NAMES, sealed)
            new = set(people) - erased.keys() if noting else set[str]()
            if new:
                self._write(_ERASED, erased | dict.fromkeys(new, noting))
        return Destroyed(names=len(gone), people=len(new))

    def _keep_key(self, key: bytes) -> None:
        path = self.folder / KEY_FILE
        if path.exists():
            return
        if self._before is not None and (self._before / KEY_FILE).exists():
            shutil.move(self._before / KEY_FILE, path)
            return
        _write_secret(path, key.hex() + "\n")

    def _read(self, name: str) -> dict[str, str]:
        path = self.folder / name
        if not path.exists():
            return {}
        try:
            content = json.loads(path.read_text("utf-8"))
        except ValueError as error:
            raise BadPeopleFile(path, "JSON") from error
        if not isinstance(content, dict) or not all(
            isinstance(value, str) for value in content.values()
        ):
            raise BadPeopleFile(path, "texts by pseudonym")
        return content

    def _write(self, name: str, content: Mapping[str, str]) -> None:
        text = json.dumps(content, indent=0, sort_keys=True) + "\n"
        _write_secret(self.folder / name, text)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes from changing the folder at the same moment."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.folder / ".lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _key_in(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except ValueError as error:
        raise BadPeopleFile(path, "64 hexadecimal digits") from error
    if len(key) != _KEY_BYTES:
        raise BadPeopleFile(path, "64 hexadecimal digits")
    return key


def _write_secret(path: Path, text: str) -> None:
    """Write a file that its owner alone can read, whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)


def _seal(name: str, person: str, key: bytes) -> str:
    # Loaded here: most evidence seals no names, and checking never does.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as said above

    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, name.encode(), person.encode())
    return base64.b64encode(nonce + sealed).decode()


def _open(sealed: str, person: str, key: bytes) -> str | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as said above
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as said above

    try:
        content = base64.b64decode(sealed, validate=True)
        name = AESGCM(key).decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], person.encode())
    except (ValueError, InvalidTag):
        return None
    return name.decode()
