"""Screens paired to an office's wall; nobody holds the role of a wall."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('alerts', '0013_closing_in_full'),
    ]

    operations = [
        migrations.CreateModel(
            name='Display',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_digest', models.CharField(blank=True, max_length=64)),
                ('code_expires_at', models.DateTimeField(blank=True, null=True)),
                ('secret_digest', models.CharField(max_length=64, unique=True)),
                ('name', models.CharField(blank=True, max_length=60)),
                ('language', models.CharField(default='en', max_length=2)),
                ('paired_at', models.DateTimeField(blank=True, null=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('last_seen_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-paired_at', '-id'],
            },
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('role', 'wall'), _negated=True), name='nobody_is_a_wall'),
        ),
        migrations.AddField(
            model_name='display',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='display',
            name='office',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='displays', to='alerts.office'),
        ),
        migrations.AddField(
            model_name='display',
            name='paired_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='display',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('code_digest', ''), _negated=True), ('code_expires_at__isnull', False), ('ended_at__isnull', True), ('office__isnull', True), ('paired_at__isnull', True)), models.Q(models.Q(('name', ''), _negated=True), ('code_digest', ''), ('expires_at__isnull', False), ('office__isnull', False), ('paired_at__isnull', False), ('paired_by__isnull', False)), _connector='OR'), name='display_waits_or_belongs_to_an_office'),
        ),
        migrations.AddConstraint(
            model_name='display',
            constraint=models.UniqueConstraint(condition=models.Q(('code_digest', ''), _negated=True), fields=('code_digest',), name='display_code_is_shown_by_one'),
        ),
        migrations.AddConstraint(
            model_name='display',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('office', 'name'), name='display_name_once_per_office'),
        ),
    ]
