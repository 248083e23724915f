"""Which letters people want, and at which hour."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0012_reading")]
    operations = [
        migrations.AddField("person", "letters_off", models.JSONField(default=list)),
        migrations.AddField("person", "letters_hour", models.PositiveSmallIntegerField(default=5)),
    ]
