"""The tables of December 2026, in place of the three migrations that made them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

REPLACED = (
    "0001_associations_and_dossiers",
    "0002_short_codes",
    "0003_suspended_associations",
)


class Migration(migrations.Migration):

    replaces = [("questionnaire", name) for name in REPLACED]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MissedCodes',
            fields=[
                ('hour', models.CharField(max_length=13, primary_key=True, serialize=False, verbose_name='heure')),
                ('number', models.PositiveIntegerField(default=0, verbose_name='nombre')),
            ],
            options={
                'verbose_name': 'codes refusés',
                'verbose_name_plural': 'codes refusés',
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('departments', models.JSONField(default=list, verbose_name='départements')),
                ('wrapped_key', models.TextField(editable=False, verbose_name='clé chiffrée')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='créée le')),
                ('suspended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='suspendue le')),
            ],
            options={
                'verbose_name': 'association',
                'ordering': ('name', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='ShortCode',
            fields=[
                ('locator', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='repère')),
                ('salt', models.BinaryField(verbose_name='sel')),
                ('sealed', models.BinaryField(verbose_name='réponses chiffrées')),
                ('expires', models.DateField(db_index=True, verbose_name='dernier jour')),
            ],
            options={
                'verbose_name': 'liste gardée par un code',
                'verbose_name_plural': 'listes gardées par un code',
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='questionnaire.organisation', verbose_name='association')),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='member', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                ('role', models.CharField(choices=[('administrator', 'administration'), ('member', 'membre')], default='member', max_length=20, verbose_name='rôle')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='arrivée le')),
                ('feed_digest', models.CharField(blank=True, db_index=True, editable=False, max_length=64, verbose_name='empreinte du lien du calendrier')),
            ],
            options={
                'verbose_name': "membre d'une association",
                'verbose_name_plural': "membres d'une association",
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='questionnaire.organisation', verbose_name='association')),
                ('email', models.EmailField(max_length=254, verbose_name='adresse électronique')),
                ('role', models.CharField(choices=[('administrator', 'administration'), ('member', 'membre')], default='member', max_length=20, verbose_name='rôle')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True, verbose_name='empreinte')),
                ('expires_at', models.DateTimeField(verbose_name="valable jusqu'au")),
            ],
            options={
                'verbose_name': 'invitation',
                'ordering': ('expires_at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='LoggedAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acts', to='questionnaire.organisation', verbose_name='association')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='moment')),
                ('sealed', models.TextField(verbose_name='contenu chiffré')),
            ],
            options={
                'verbose_name': 'acte noté',
                'verbose_name_plural': 'actes notés',
                'ordering': ('-at', '-pk'),
                'indexes': [models.Index(fields=['organisation', 'at'], name='logged_act_by_time')],
            },
        ),
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dossiers', to='questionnaire.organisation', verbose_name='association')),
                ('holder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='dossiers', to='questionnaire.member', verbose_name='suivi par')),
                ('code', models.CharField(editable=False, max_length=20, unique=True, verbose_name='code')),
                ('reference_digest', models.CharField(editable=False, max_length=64, verbose_name='empreinte de la référence')),
                ('card', models.TextField(editable=False, verbose_name='fiche chiffrée')),
                ('content', models.TextField(editable=False, verbose_name='contenu chiffré')),
                ('edition', models.PositiveIntegerField(default=0, verbose_name='édition')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='enregistré le')),
                ('opened_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='ouvert le')),
            ],
            options={
                'verbose_name': 'dossier',
                'ordering': ('-saved_at', '-pk'),
                'indexes': [models.Index(fields=['edition', 'id'], name='dossier_to_review')],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'reference_digest'), name='one_dossier_a_reference')],
            },
        ),
    ]
