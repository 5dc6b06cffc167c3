from django.db import migrations, models


class Migration(migrations.Migration):
    """No page shows the picture of a question: nothing reads the column, nothing writes it.

    It stays in the table while a replica of the version before may read it, and fills itself.
    """

    dependencies = [
        ("procedures", "0052_families_filed_first"),
    ]

    operations = [
        migrations.AlterField(
            model_name="question",
            name="picture",
            field=models.CharField(
                blank=True, db_default="", max_length=100, verbose_name="dessin"
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name="question", name="picture")]
        ),
    ]
