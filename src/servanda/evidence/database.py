"""Tables read from PostgreSQL: a query asked once, in a transaction that only reads.

A connection is a service, by the name that whoever runs Servanda gave it in PostgreSQL's own
connection service file. An agreement names the service and says what to ask; it knows no host,
role or password, and reaches nothing that the service's role may not read.

References:
    PostgreSQL documentation, libpq: "The Connection Service File", "The Password File".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from servanda.agreement.model.evidence import EvidenceTable
from servanda.evidence.diagnostics import (
    BAD_QUERY,
    NO_DATABASE,
    NO_DRIVER,
    NOT_LET_READ,
)
from servanda.evidence.files import Found
from servanda.kernel.diagnostic import Diagnostic

if TYPE_CHECKING:
    import psycopg

__all__ = ["Databases", "open_databases"]

_ROWS_AT_ONCE: Final = 20_000
_SETTINGS: Final = "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'"
_ADVICE: Final = {
    "25006": "a query only reads",
    "42601": "say one SELECT, without a semicolon",
    "42P01": "name its schema too if it is not the role's own: desk.incidents",
}
_SERVICE_ADVICE: Final = (
    "it is named in PostgreSQL's connection service file: ~/.pg_service.conf, or the one that"
    " PGSERVICEFILE names"
)


class Databases:
    """Hold a connection per database, each in one transaction: its tables fit together.

    Args:
        scratch: Folder for what is fetched.
        stack: What closes the connections.
    """

    def __init__(self, scratch: Path, stack: ExitStack) -> None:
        self._scratch = scratch
        self._stack = stack
        self._connections: dict[str, psycopg.Connection[Any]] = {}

    def fetch(self, table: EvidenceTable) -> Found:
        """Return a file with the rows that a table's query gives, cells as texts."""
        if find_spec("psycopg") is None:
            return _wrong(NO_DRIVER.at(table.span, table=table.name, database=table.database))
        import psycopg  # noqa: PLC0415 - most evidence lies in files

        words = {"table": table.name, "database": table.database}
        try:
            connection = self._connection(table.database)
        except psycopg.Error as error:
            why = _first_line(error)
            advice = _SERVICE_ADVICE if "service" in why else "see that it runs and lets you in"
            return _wrong(NO_DATABASE.at(table.span, why=why, advice=advice, **words))
        try:
            return Found(files=(self._fetched(connection, table),))
        except psycopg.errors.InsufficientPrivilege as error:
            return _wrong(NOT_LET_READ.at(table.span, why=_first_line(error), **words))
        except psycopg.OperationalError as error:
            advice = "run it again once the database is back"
            return _wrong(
                NO_DATABASE.at(table.span, why=_first_line(error), advice=advice, **words)
            )
        except psycopg.Error as error:
            advice = _ADVICE.get(error.sqlstate or "", "try it in psql first")
            return _wrong(BAD_QUERY.at(table.span, why=_first_line(error), advice=advice, **words))

    def _connection(self, service: str) -> psycopg.Connection[Any]:
        import psycopg  # noqa: PLC0415 - as above

        if service not in self._connections:
            connection = psycopg.connect(service=service, application_name="servanda")
            self._stack.callback(connection.close)
            connection.read_only = True
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            _read_as_text(connection)
            connection.execute(_SETTINGS)
            self._connections[service] = connection
        return self._connections[service]

    def _fetched(self, connection: psycopg.Connection[Any], table: EvidenceTable) -> Path:
        import pyarrow as pa  # noqa: PLC0415 - as above
        import pyarrow.parquet as pq  # noqa: PLC0415 - as above
        from psycopg.sql import SQL, Identifier  # noqa: PLC0415 - as above

        query = SQL(table.query) if table.query else SQL("TABLE {}").format(Identifier(table.name))
        path = self._scratch / f"{table.name} from {table.database}"
        # A cursor takes one statement that reads; a mistake in it undoes no other table's.
        with connection.transaction(), connection.cursor(name="evidence") as cursor:
            cursor.execute(query)
            headings = [column.name for column in cursor.description or ()]
            schema = pa.schema([(heading, pa.string()) for heading in headings])
            with pq.ParquetWriter(path, schema) as writer:
                while rows := cursor.fetchmany(_ROWS_AT_ONCE):
                    columns = [pa.array(cells, pa.string()) for cells in zip(*rows, strict=True)]
                    writer.write_table(pa.table(columns, schema=schema))
        return path


@contextmanager
def open_databases(scratch: Path) -> Iterator[Databases]:
    """Lend databases for one taking of evidence; none is connected to before it is asked."""
    with ExitStack() as stack:
        yield Databases(scratch, stack)


def _wrong(mistake: Diagnostic) -> Found:
    return Found(diagnostics=(mistake,))


def _first_line(error: psycopg.Error) -> str:
    """Return what the database says, in a line without its own marks."""
    text = error.diag.message_primary or str(error)
    line = next(iter(text.strip().splitlines()), "it does not say why")
    return line.rpartition("FATAL:  ")[2].rstrip(".")


def _read_as_text(connection: psycopg.Connection[Any]) -> None:
    """Read every type as the text that files of evidence have."""
    from psycopg.adapt import Loader  # noqa: PLC0415 - as above

    class Plain(Loader):
        spelt: Callable[[str], str] = staticmethod(str)

        def load(self, data: Any) -> str:  # noqa: ANN401 - bytes of several kinds
            return self.spelt(bytes(data).decode())

    class Truth(Plain):
        spelt = staticmethod({"t": "true", "f": "false"}.__getitem__)

    class Instant(Plain):
        spelt = staticmethod(_instant)

    special = {"bool": Truth, "timestamptz": Instant}
    for known in connection.adapters.types:
        connection.adapters.register_loader(known.oid, special.get(known.name, Plain))


def _instant(text: str) -> str:
    """Return an instant as ISO 8601 has it; the session's zone is UTC."""
    return text.replace(" ", "T", 1).replace("+00", "Z")
