import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0028_ways_in_take_three_questions")]

    operations = [
        migrations.AlterField(
            model_name="orientationcall",
            name="number",
            field=models.CharField(
                max_length=30,
                validators=[
                    django.core.validators.RegexValidator(
                        "^\\+?[0-9](?:[ \\u00a0.]?[0-9]){1,14}\\Z",
                        "Un numéro n'a que des chiffres et des espaces.",
                    )
                ],
                verbose_name="numéro",
            ),
        ),
    ]
