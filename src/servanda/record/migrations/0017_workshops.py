"""Workshops on a metric of an agreement; their answers are added to and never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import servanda.record.models.key

_SQLITE = """
CREATE TRIGGER workshop_answer_stays_{what} BEFORE {what} ON workshop_answer
BEGIN SELECT RAISE(ABORT, 'an answer of a workshop is never changed'); END
"""
_POSTGRESQL = """
CREATE FUNCTION workshop_answer_stays() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'an answer of a workshop is never changed'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER workshop_answer_stays BEFORE UPDATE OR DELETE ON workshop_answer
FOR EACH ROW EXECUTE FUNCTION workshop_answer_stays();
"""


def _protect(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRESQL)
        return
    for what in ("UPDATE", "DELETE"):
        schema_editor.execute(_SQLITE.format(what=what))


class Migration(migrations.Migration):
    dependencies = [("record", "0016_period_at_a_glance")]

    operations = [
        migrations.CreateModel(
            name="Workshop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=servanda.record.models.key.new_key, max_length=20, unique=True
                    ),
                ),
                ("name", models.TextField()),
                ("title", models.TextField()),
                ("begun_at", models.DateTimeField()),
                ("last_number", models.PositiveIntegerField(default=0)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workshops",
                        to="record.agreement",
                    ),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "workshop",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "name"), name="one_workshop_an_outcome"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkshopAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("place", models.TextField()),
                ("value", models.TextField(blank=True)),
                ("seen", models.PositiveIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="record.workshop",
                    ),
                ),
            ],
            options={
                "db_table": "workshop_answer",
                "ordering": ("session_id", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "number"), name="one_workshop_answer_a_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkshopGuest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("looks_at", models.TextField()),
                ("seen_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guests",
                        to="record.workshop",
                    ),
                ),
            ],
            options={
                "db_table": "workshop_guest",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "person"), name="one_workshop_guest_a_person"
                    )
                ],
            },
        ),
        migrations.RunPython(_protect, migrations.RunPython.noop, elidable=False),
    ]
