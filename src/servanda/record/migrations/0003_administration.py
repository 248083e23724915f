"""The host's journal of people and parties, whose entries are never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_SQLITE = """
CREATE TRIGGER administration_entry_stays_{what} BEFORE {what} ON administration_entry
BEGIN SELECT RAISE(ABORT, 'an entry of the journal is never changed'); END
"""
_POSTGRESQL = """
CREATE TRIGGER administration_entry_stays BEFORE UPDATE OR DELETE ON administration_entry
FOR EACH ROW EXECUTE FUNCTION journal_entry_stays();
"""


def _protect(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRESQL)
        return
    for what in ("UPDATE", "DELETE"):
        schema_editor.execute(_SQLITE.format(what=what))


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0002_entries_stay"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdministrationHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "db_table": "administration_head",
            },
        ),
        migrations.CreateModel(
            name="PersonalKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.CharField(max_length=20, unique=True)),
                ("secret", models.CharField(max_length=80)),
            ],
            options={
                "db_table": "personal_key",
            },
        ),
        migrations.AddField(
            model_name="appointment",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="AdministrationEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True)),
                ("line", models.TextField()),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("about", models.CharField(max_length=40)),
                ("key", models.TextField()),
                ("at", models.DateTimeField()),
                ("seal", models.CharField(max_length=120)),
            ],
            options={
                "db_table": "administration_entry",
                "ordering": ("number",),
                "indexes": [
                    models.Index(fields=["about", "key", "number"], name="administration_of_row")
                ],
            },
        ),
        migrations.RunPython(_protect, migrations.RunPython.noop, elidable=False),
    ]
