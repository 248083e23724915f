"""Sessions that design a service's support; their answers are added to and never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import servanda.record.models.key

_SQLITE = """
CREATE TRIGGER session_answer_stays_{what} BEFORE {what} ON session_answer
BEGIN SELECT RAISE(ABORT, 'an answer of a session is never changed'); END
"""
_POSTGRESQL = """
CREATE FUNCTION session_answer_stays() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'an answer of a session is never changed'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER session_answer_stays BEFORE UPDATE OR DELETE ON session_answer
FOR EACH ROW EXECUTE FUNCTION session_answer_stays();
"""


def _protect(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRESQL)
        return
    for what in ("UPDATE", "DELETE"):
        schema_editor.execute(_SQLITE.format(what=what))


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0009_operating_models"),
    ]

    operations = [
        migrations.CreateModel(
            name="DesignSession",
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
                ("service", models.TextField()),
                ("title", models.TextField()),
                ("begun_at", models.DateTimeField()),
                ("last_number", models.PositiveIntegerField(default=0)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("entry_sha256", models.CharField(blank=True, default="", max_length=64)),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="record.operatingmodel",
                    ),
                ),
            ],
            options={
                "db_table": "design_session",
            },
        ),
        migrations.CreateModel(
            name="SessionAnswer",
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
                        to="record.designsession",
                    ),
                ),
            ],
            options={
                "db_table": "session_answer",
                "ordering": ("session_id", "number"),
            },
        ),
        migrations.CreateModel(
            name="SessionGuest",
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
                        to="record.designsession",
                    ),
                ),
            ],
            options={
                "db_table": "session_guest",
            },
        ),
        migrations.AddConstraint(
            model_name="designsession",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("model", "service"),
                name="one_session_a_service",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionanswer",
            constraint=models.UniqueConstraint(
                fields=("session", "number"), name="one_answer_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionguest",
            constraint=models.UniqueConstraint(
                fields=("session", "person"), name="one_guest_a_person"
            ),
        ),
        migrations.RunPython(_protect, migrations.RunPython.noop, elidable=False),
    ]
