"""Files of evidence that are looked at before they are taken in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Say which uploads are set aside; none was before."""

    dependencies = [("record", "0010_design_sessions")]

    operations = [
        migrations.AddField("upload", "is_aside", models.BooleanField(default=False)),
    ]
