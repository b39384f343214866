"""Reports, their versions, texts and files."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('alerts', '0010_told_is_found_by_person_and_alert'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_exercise', models.BooleanField(default=False)),
                ('first_date', models.DateField()),
                ('until_date', models.DateField()),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='alerts.office')),
            ],
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('stage', models.CharField(default='draft', max_length=20)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('begun_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(null=True)),
                ('returned_at', models.DateTimeField(null=True)),
                ('returned_because', models.CharField(blank=True, max_length=1000)),
                ('approved_at', models.DateTimeField(null=True)),
                ('issuing_at', models.DateTimeField(null=True)),
                ('issued_at', models.DateTimeField(null=True)),
                ('figures', models.JSONField(null=True)),
                ('cleared', models.JSONField(null=True)),
                ('names', models.JSONField(null=True)),
                ('cases', models.BinaryField(null=True)),
                ('changes', models.JSONField(null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('begun_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issuing_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='responses.report')),
                ('returned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(max_length=20)),
                ('language', models.CharField(max_length=2)),
                ('with_restricted', models.BooleanField(default=False)),
                ('state', models.CharField(default='waiting', max_length=20)),
                ('done', models.PositiveSmallIntegerField(default=0)),
                ('asked_at', models.DateTimeField()),
                ('leased_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('failure', models.CharField(blank=True, max_length=40)),
                ('made_at', models.DateTimeField(null=True)),
                ('content', models.BinaryField(null=True)),
                ('size', models.PositiveIntegerField(default=0)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='responses.version')),
            ],
        ),
        migrations.CreateModel(
            name='Written',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passage', models.CharField(max_length=20)),
                ('language', models.CharField(max_length=2)),
                ('text', models.TextField(blank=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='responses.version')),
            ],
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('office', 'is_exercise', 'first_date', 'until_date'), name='one_report_of_a_period'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('until_date__gt', models.F('first_date'))), name='report_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('report', 'number'), name='version_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(condition=models.Q(('stage', 'issued'), _negated=True), fields=('report',), name='one_version_in_work'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(('stage', 'draft'), ('figures__isnull', False), _connector='XOR'), name='submitted_is_frozen'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(('stage', 'issued'), ('issued_at__isnull', True), _connector='XOR'), name='issued_says_when'),
        ),
        migrations.AddIndex(
            model_name='file',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'working'])), fields=['asked_at'], name='file_to_make'),
        ),
        migrations.AddConstraint(
            model_name='file',
            constraint=models.UniqueConstraint(fields=('version', 'format', 'language', 'with_restricted'), name='file_of_a_version_once'),
        ),
        migrations.AddConstraint(
            model_name='file',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'made'), ('content__isnull', True), _connector='XOR'), name='made_file_has_content'),
        ),
        migrations.AddConstraint(
            model_name='written',
            constraint=models.UniqueConstraint(fields=('version', 'passage', 'language'), name='one_text_under_a_heading'),
        ),
    ]
