"""How a workshop on a metric ended; after that, there may be another one on the same outcome."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0017_workshops")]

    operations = [
        migrations.RemoveConstraint("workshop", "one_workshop_an_outcome"),
        migrations.AddField(
            "workshop",
            "ended_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("workshop", "ended_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("workshop", "is_drafted", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "workshop",
            models.UniqueConstraint(
                fields=["agreement", "name"],
                condition=models.Q(ended_at__isnull=True),
                name="one_workshop_an_outcome",
            ),
        ),
    ]
