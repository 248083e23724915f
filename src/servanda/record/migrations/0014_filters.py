"""What people look for again and again in lists."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import servanda.record.models.key


class Migration(migrations.Migration):
    dependencies = [("record", "0013_letters")]
    operations = [
        migrations.CreateModel(
            name="SavedFilter",
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
                ("name", models.CharField(max_length=80)),
                ("path", models.CharField(max_length=300)),
                ("query", models.CharField(max_length=1000)),
                ("made_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"db_table": "saved_filter", "ordering": ("name", "pk")},
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                fields=("person", "path", "name"), name="one_filter_a_name"
            ),
        ),
    ]
