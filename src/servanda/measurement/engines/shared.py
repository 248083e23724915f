"""Files that this machine and Spark's workers both reach: under the same paths, or below a URL."""

from __future__ import annotations

import hashlib
from itertools import count
from pathlib import Path
from shutil import copymode, rmtree
from tempfile import mkdtemp
from typing import Any, Protocol
from uuid import uuid4

import pyarrow.parquet as pq

__all__ = ["SamePaths", "SharedFiles", "UrlFolder"]


class SharedFiles(Protocol):
    """Bring files to Spark, and what Spark wrote back."""

    def bring(self, file: Path) -> str:
        """Return the URL at which Spark reads a file of this machine."""

    def lend(self) -> str:
        """Return the URL of a folder that is not there yet, for Spark to write."""

    def fetch(self, url: str, file: Path) -> list[Path]:
        """Return the Parquet files, in order, of a folder that Spark wrote; none if it did not.

        Args:
            url: A folder that was lent, or one below it.
            file: What they will be put together to, and is brought from the folder again.
        """

    def rows(self, url: str) -> int | None:
        """Return how many rows of a folder that was lent are seen from here.

        Unknown is said where all machines see the same by nature: what is in an object store.
        """

    def drop(self, url: str) -> None:
        """Remove a folder that was lent."""

    def close(self) -> None:
        """Remove all that was lent."""


class SamePaths:
    """Share a file system: Spark's workers see what this machine sees, under the same paths.

    Args:
        results: Folder below which Spark writes.
    """

    def __init__(self, results: Path) -> None:
        self._scratch = Path(mkdtemp(prefix=".spark-", dir=results)).absolute()
        # Workers may run as another user: who may write results may write here.
        copymode(results, self._scratch)
        self._names = count()

    def bring(self, file: Path) -> str:
        """Return the file's own place."""
        return _url_of(file.absolute())

    def lend(self) -> str:
        """Return the URL of a new folder below the scratch folder."""
        return _url_of(self._scratch / str(next(self._names)))

    def fetch(self, url: str, file: Path) -> list[Path]:  # noqa: ARG002 - the file is seen anyway
        """Return the parts where they lie."""
        return sorted(self._place(url).glob("part-*.parquet"))

    def rows(self, url: str) -> int:
        """Return how many rows of a folder are seen from here."""
        return _rows_below(self._place(url))

    def drop(self, url: str) -> None:
        """Remove a folder."""
        rmtree(self._place(url), ignore_errors=True)

    def close(self) -> None:
        """Remove the scratch folder."""
        rmtree(self._scratch, ignore_errors=True)

    def _place(self, url: str) -> Path:
        return self._scratch / url.removeprefix(f"{_url_of(self._scratch)}/")


class UrlFolder:
    """Share a folder behind a URL, of any file system that Spark knows: S3, HDFS, a mount.

    Evidence is copied there once, by its content; all else is removed when the work ends.

    Args:
        session: The session, whose file systems are used.
        url: The folder.
        results: Folder of this machine below which parts are fetched.
    """

    def __init__(self, session: Any, url: str, results: Path) -> None:  # noqa: ANN401 - the driver is untyped
        self._jvm = session._jvm.org.apache.hadoop.fs  # noqa: SLF001 - the one way to file systems
        self._url = url.rstrip("/")
        self._scratch = f"{self._url}/scratch-{uuid4().hex}"
        self._system = self._path(self._url).getFileSystem(session._jsc.hadoopConfiguration())  # noqa: SLF001 - as above
        self._results = results.absolute()
        self._here = Path(mkdtemp(prefix=".spark-", dir=results)).absolute()
        self._names = count()
        self._there: dict[Path, str] = {}

    def bring(self, file: Path) -> str:
        """Copy a file there: evidence by its content, unless it is there; results for now."""
        place = file.absolute()
        if place not in self._there:
            ours = place.is_relative_to(self._results)
            self._there[place] = self._copied(place, self.lend()) if ours else self._stored(place)
        return self._there[place]

    def _stored(self, file: Path) -> str:
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        url = f"{self._url}/tables/{digest}.parquet"
        if not self._system.exists(self._path(url)):
            beside = self._copied(file, f"{self._url}/tables/.{uuid4().hex}")
            self._system.rename(self._path(beside), self._path(url))
        return url

    def _copied(self, file: Path, url: str) -> str:
        self._system.copyFromLocalFile(False, self._path(_url_of(file)), self._path(url))  # noqa: FBT003 - Java's own
        return url

    def lend(self) -> str:
        """Return the URL of a new folder below the scratch folder there."""
        return f"{self._scratch}/{next(self._names)}"

    def fetch(self, url: str, file: Path) -> list[Path]:
        """Copy the parts here; Spark reads the file from its parts again."""
        folder = self._fetched(url)
        folder.mkdir(parents=True)
        if not self._system.exists(self._path(url)):
            return []
        for found in self._system.listStatus(self._path(url)):
            name = found.getPath().getName()
            if name.startswith("part-"):
                into = self._path(_url_of(folder / name))
                self._system.copyToLocalFile(False, found.getPath(), into, True)  # noqa: FBT003 - Java's own
        self._there[file.absolute()] = url
        return sorted(folder.glob("part-*.parquet"))

    def rows(self, url: str) -> int | None:
        """Return how many rows of a folder on a mount are seen from here."""
        scheme, _, place = url.partition(":")
        return _rows_below(Path("/" + place.lstrip("/"))) if scheme == "file" else None

    def drop(self, url: str) -> None:
        """Remove a folder, unless a file is read from it, and what was fetched of it."""
        rmtree(self._fetched(url), ignore_errors=True)
        if not any(each == url or each.startswith(f"{url}/") for each in self._there.values()):
            self._system.delete(self._path(url), True)  # noqa: FBT003 - Java's own

    def close(self) -> None:
        """Remove the scratch folder there, and what was fetched."""
        rmtree(self._here, ignore_errors=True)
        self._system.delete(self._path(self._scratch), True)  # noqa: FBT003 - Java's own

    def _fetched(self, url: str) -> Path:
        return self._here / url.removeprefix(f"{self._scratch}/")

    def _path(self, url: str) -> Any:  # noqa: ANN401 - an object of Java's
        return self._jvm.Path(url)


def _url_of(path: Path) -> str:
    # Spark takes every sign for itself, also those that a URI has to spell otherwise.
    return f"file://{path}"


def _rows_below(folder: Path) -> int:
    return sum(pq.read_metadata(part).num_rows for part in folder.rglob("part-*.parquet"))
