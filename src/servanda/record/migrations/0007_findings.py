import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0006_systems"),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort", models.CharField(max_length=60)),
                ("name", models.CharField(blank=True, max_length=64)),
                ("inputs_sha256", models.CharField(max_length=64)),
                ("content", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="record.agreement",
                    ),
                ),
            ],
            options={
                "db_table": "finding",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "sort", "name"), name="one_finding_a_question"
                    )
                ],
            },
        ),
    ]
