"""What a list of agreements shows of what was found out about each."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0015_outcomes")]
    operations = [migrations.AddField("finding", "at_a_glance", models.JSONField(default=dict))]
