"""Harm to civilians counted apart, only ever added to; the review of a closing by a second person."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STAYS = """
CREATE TRIGGER harm_is_only_corrected BEFORE UPDATE ON alerts_harmrecord
    FOR EACH ROW WHEN (
        OLD.superseded_by_id IS NOT NULL
        OR (to_jsonb(OLD) - 'superseded_by_id') IS DISTINCT FROM (to_jsonb(NEW) - 'superseded_by_id')
    ) EXECUTE FUNCTION ewrr_only_added_to();
CREATE TRIGGER harm_is_not_deleted BEFORE DELETE ON alerts_harmrecord
    FOR EACH ROW EXECUTE FUNCTION ewrr_only_added_to();
"""
ALLOW = """
DROP TRIGGER harm_is_not_deleted ON alerts_harmrecord;
DROP TRIGGER harm_is_only_corrected ON alerts_harmrecord;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('alerts', '0012_debts_are_chased'),
    ]

    operations = [
        migrations.AddField(
            model_name='alert',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ending',
            name='harm',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='ending',
            name='review_for',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='ending',
            name='to_change',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='ending',
            name='went_badly',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='ending',
            name='went_well',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.CreateModel(
            name='HarmRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('what', models.CharField(max_length=20)),
                ('women', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(1000000)])),
                ('men', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(1000000)])),
                ('girls', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(1000000)])),
                ('boys', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(1000000)])),
                ('unknown', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(1000000)])),
                ('is_collective', models.BooleanField(default=False)),
                ('status', models.CharField(blank=True, max_length=20)),
                ('actor_kind', models.CharField(blank=True, max_length=20)),
                ('despite_warning', models.CharField(default='unknown', max_length=20)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='harm', to='alerts.alert')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('superseded_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='alerts.harmrecord')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('alert', 'number'), name='harm_numbered_once'), models.CheckConstraint(condition=models.Q(('what', 'sexual_violence'), _negated=True), name='sexual_violence_is_never_counted'), models.CheckConstraint(condition=models.Q(('superseded_by__isnull', True), models.Q(('superseded_by', models.F('id')), _negated=True), _connector='OR'), name='harm_corrected_by_another')],
            },
        ),
        migrations.RunSQL(STAYS, ALLOW),
    ]
