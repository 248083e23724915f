"""Operating models, with journals whose entries are added to and never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import servanda.record.models.key

_SQLITE = """
CREATE TRIGGER model_entry_stays_{what} BEFORE {what} ON model_entry
BEGIN SELECT RAISE(ABORT, 'an entry of the journal is never changed'); END
"""
_POSTGRESQL = """
CREATE TRIGGER model_entry_stays BEFORE UPDATE OR DELETE ON model_entry
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
        ("record", "0008_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="OperatingModel",
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
                ("identifier", models.TextField()),
                ("title", models.TextField()),
                ("founded_at", models.DateTimeField()),
                ("head_number", models.PositiveIntegerField(default=0)),
                ("head_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "founded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "operating_model",
            },
        ),
        migrations.CreateModel(
            name="ModelEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("line", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("act", models.CharField(max_length=60)),
                ("party", models.TextField()),
                ("at", models.DateTimeField()),
                ("is_signed", models.BooleanField()),
                ("received_at", models.DateTimeField()),
                ("seal", models.CharField(max_length=120)),
                (
                    "entered_by",
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
                        related_name="entries",
                        to="record.operatingmodel",
                    ),
                ),
            ],
            options={
                "db_table": "model_entry",
                "ordering": ("model_id", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("model", "number"), name="one_model_entry_a_number"
                    ),
                    models.UniqueConstraint(
                        fields=("model", "sha256"), name="one_model_entry_a_digest"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ModelCoverage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("link", models.TextField()),
                ("has_services", models.BooleanField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="record.agreement",
                    ),
                ),
                (
                    "model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coverages",
                        to="record.operatingmodel",
                    ),
                ),
            ],
            options={
                "db_table": "model_coverage",
                "constraints": [
                    models.UniqueConstraint(fields=("model", "link"), name="one_coverage_a_link")
                ],
            },
        ),
        migrations.CreateModel(
            name="ModelAppointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=40)),
                ("named", models.TextField(blank=True, default="")),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="model_appointments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="record.operatingmodel",
                    ),
                ),
            ],
            options={
                "db_table": "model_appointment",
                "indexes": [
                    models.Index(fields=["person", "model"], name="model_appointment_of_person")
                ],
            },
        ),
        migrations.RunPython(_protect, migrations.RunPython.noop, elidable=False),
    ]
