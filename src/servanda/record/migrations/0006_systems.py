from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0005_at_a_glance"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="purpose",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AlterField(
            model_name="person",
            name="email",
            field=models.EmailField(blank=True, max_length=254, null=True, unique=True),
        ),
    ]
