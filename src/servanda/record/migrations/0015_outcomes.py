"""Which outcomes an agreement serves, for a look at several agreements by outcome."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0014_filters")]
    operations = [migrations.AddField("ataglance", "outcomes", models.JSONField(default=list))]
