"""Entries are added to and never changed: the database itself refuses it, whoever asks."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_SQLITE = """
CREATE TRIGGER journal_entry_stays_{what} BEFORE {what} ON journal_entry
BEGIN SELECT RAISE(ABORT, 'an entry of the journal is never changed'); END
"""
_POSTGRESQL = """
CREATE FUNCTION journal_entry_stays() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'an entry of the journal is never changed'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER journal_entry_stays BEFORE UPDATE OR DELETE ON journal_entry
FOR EACH ROW EXECUTE FUNCTION journal_entry_stays();
"""


def _protect(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRESQL)
        return
    for what in ("UPDATE", "DELETE"):
        schema_editor.execute(_SQLITE.format(what=what))


class Migration(migrations.Migration):
    """Put a guard before the journal."""

    dependencies = (("record", "0001_first"),)
    operations = (migrations.RunPython(_protect, migrations.RunPython.noop, elidable=False),)
