import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0007_findings"),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("text", models.TextField()),
                ("instead_of", models.PositiveIntegerField(default=0)),
                ("earlier", models.JSONField(default=list)),
                ("later", models.JSONField(default=list)),
                ("saved_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.agreement",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "draft_state",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "agreement"), name="one_draft_a_person"
                    )
                ],
            },
        ),
    ]
