"""Places are watched: the list, its history that is only added to, and what of it a report keeps."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

REFUSE = """
CREATE TRIGGER watched_change_is_only_added_to BEFORE UPDATE OR DELETE ON responses_watchedchange
    FOR EACH ROW EXECUTE FUNCTION ewrr_only_added_to();
"""
ALLOW = "DROP TRIGGER watched_change_is_only_added_to ON responses_watchedchange;"


class Migration(migrations.Migration):

    dependencies = [
        ('alerts', '0011_notices_are_told'),
        ('responses', '0004_handed_over_to_state_forces'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='version',
            name='watched',
            field=models.JSONField(null=True),
        ),
        migrations.CreateModel(
            name='WatchedPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('lat', models.FloatField(blank=True, null=True)),
                ('lon', models.FloatField(blank=True, null=True)),
                ('priority', models.CharField(max_length=20)),
                ('threat_types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('threat', models.CharField(max_length=300)),
                ('planned_action', models.CharField(max_length=1000)),
                ('review_date', models.DateField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
                ('state', models.CharField(default='kept', max_length=20)),
                ('taken_off_because', models.CharField(blank=True, max_length=500)),
                ('taken_off_at', models.DateTimeField(blank=True, null=True)),
                ('alerts', models.ManyToManyField(related_name='watched_places', to='alerts.alert')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alerts.area')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('duty', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alerts.duty')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='watched_places', to='alerts.office')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_off_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='WatchedChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('act', models.CharField(max_length=20)),
                ('before', models.JSONField(default=dict)),
                ('because', models.CharField(blank=True, max_length=500)),
                ('alert', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alerts.alert')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='responses.watchedplace')),
            ],
        ),
        migrations.AddIndex(
            model_name='watchedplace',
            index=models.Index(models.F('office'), models.F('review_date'), condition=models.Q(('state', 'kept')), name='watched_kept'),
        ),
        migrations.AddConstraint(
            model_name='watchedplace',
            constraint=models.UniqueConstraint(models.F('office'), django.db.models.functions.text.Lower('name'), condition=models.Q(('state', 'kept')), name='place_watched_once'),
        ),
        migrations.AddConstraint(
            model_name='watchedplace',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', True), ('duty__isnull', True), _connector='XOR'), name='watched_place_has_one_owner'),
        ),
        migrations.AddConstraint(
            model_name='watchedplace',
            constraint=models.CheckConstraint(condition=models.Q(('threat_types__len__gte', 1)), name='watched_place_has_a_threat'),
        ),
        migrations.AddConstraint(
            model_name='watchedplace',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lat__isnull', True), ('lon__isnull', True)), models.Q(('lat__gte', -90), ('lat__lte', 90), ('lon__gte', -180), ('lon__lte', 180)), _connector='OR'), name='watched_place_is_on_earth'),
        ),
        migrations.AddConstraint(
            model_name='watchedplace',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'kept'), models.Q(('taken_off_at__isnull', False), ('taken_off_because__gt', ''), ('taken_off_by__isnull', False)), _connector='XOR'), name='taken_off_says_by_whom_and_why'),
        ),
        migrations.AddIndex(
            model_name='watchedchange',
            index=models.Index(fields=['place', '-id'], name='changes_of_a_place'),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
