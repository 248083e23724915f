"""How people read: language, spelling of figures, and clock."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns of a person; empty follows the browser, and the agreement's own clock."""

    dependencies = [("record", "0011_files_aside")]
    operations = [
        migrations.AddField(
            "person", "language", models.CharField(blank=True, default="", max_length=10)
        ),
        migrations.AddField(
            "person", "locale", models.CharField(blank=True, default="", max_length=30)
        ),
        migrations.AddField(
            "person", "zone", models.CharField(blank=True, default="", max_length=64)
        ),
    ]
