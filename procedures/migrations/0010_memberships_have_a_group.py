import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0009_make_the_roles"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="departmentmembership",
            name="role",
        ),
        migrations.AlterField(
            model_name="departmentmembership",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="procedures.role",
                verbose_name="rôle",
            ),
        ),
    ]
