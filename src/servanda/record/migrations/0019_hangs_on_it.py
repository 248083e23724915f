"""What a list of agreements shows of how much hangs on each."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0018_workshop_ends")]
    operations = [
        migrations.AddField("ataglance", "tier", models.TextField(blank=True, default="")),
        migrations.AddField("ataglance", "tier_rank", models.PositiveIntegerField(null=True)),
        migrations.AddField("ataglance", "exposure", models.TextField(blank=True, default="")),
        migrations.AddField("ataglance", "at_risk", models.TextField(blank=True, default="")),
        migrations.AddField("ataglance", "rhythm", models.TextField(blank=True, default="")),
    ]
