# A membership gets a group beside its role; the next migrations fill it and drop the role.

import django.contrib.auth.models
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("procedures", "0007_anonymous_counts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Role",
            fields=[],
            options={
                "verbose_name": "rôle",
                "verbose_name_plural": "rôles",
                "ordering": ("name",),
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("auth.group",),
            managers=[
                ("objects", django.contrib.auth.models.GroupManager()),
            ],
        ),
        migrations.AlterModelOptions(
            name="publishedpart",
            options={
                "ordering": ("-created_at", "code"),
                "permissions": (("publish", "peut publier une partie"),),
                "verbose_name": "partie publiée",
                "verbose_name_plural": "parties publiées",
            },
        ),
        migrations.AddField(
            model_name="departmentmembership",
            name="group",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="procedures.role",
                verbose_name="rôle",
            ),
        ),
    ]
