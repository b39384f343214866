"""Assessing, joining, commenting and searching; what people said is only ever added to."""

import unicodedata

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ADDED_TO = ("comment", "summary", "grade", "withdrawal", "setapart")
REFUSE = "".join(
    f"CREATE TRIGGER {name}_is_only_added_to BEFORE UPDATE OR DELETE ON alerts_{name}"
    " FOR EACH ROW EXECUTE FUNCTION ewrr_only_added_to();\n"
    for name in ADDED_TO
)
ALLOW = "".join(f"DROP TRIGGER {name}_is_only_added_to ON alerts_{name};\n" for name in ADDED_TO)


def search_key(text):
    """As ewrr.common.words had it when this was written."""

    def plain(char):
        category = unicodedata.category(char)
        if category == "Pd" or char in "'\u2019\u2018\u02bc`":
            return " "
        return "" if category == "Cf" or unicodedata.combining(char) else char

    return " ".join("".join(map(plain, unicodedata.normalize("NFKD", text))).casefold().split())


def fill_search_keys(apps, schema_editor):
    Alert, Filing = apps.get_model("alerts", "Alert"), apps.get_model("alerts", "Filing")
    texts = {}
    told = Filing.objects.order_by("received_at", "id").values_list("alert_id", "place_as_told", "text")
    for alert_id, *words in told.iterator():
        texts.setdefault(alert_id, []).extend(words)
    rows = Alert.objects.only("id", "number", "place_name", "actor_name", "search_key").order_by("id")
    for alert in rows.iterator(chunk_size=500):
        told = [alert.number, alert.place_name, alert.actor_name, *texts.get(alert.pk, [])]
        Alert.objects.filter(pk=alert.pk).update(search_key="|".join(dict.fromkeys(filter(None, map(search_key, told)))))


class Migration(migrations.Migration):

    dependencies = [
        ('alerts', '0006_swaps_are_offered'),
    ]

    operations = [
        migrations.CreateModel(
            name='Actor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('aliases', models.TextField(blank=True)),
                ('kind', models.CharField(max_length=20)),
                ('search_key', models.TextField(blank=True)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=2000)),
                ('mentions', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FormerNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('until', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Grade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reliability', models.CharField(max_length=20)),
                ('credibility', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Joining',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filings', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('undone_because', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Layer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', models.CharField(max_length=120)),
                ('name_fr', models.CharField(max_length=120)),
                ('is_of_positions', models.BooleanField(default=False)),
                ('shapes', models.JSONField()),
                ('credit', models.CharField(blank=True, max_length=200)),
                ('is_shown', models.BooleanField(default=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('asks', models.JSONField(default=dict)),
                ('saved_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SetApart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Summary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=2)),
                ('text', models.CharField(max_length=2000)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='delivery',
            name='step_tells_a_person_once_by_a_channel',
        ),
        migrations.AddField(
            model_name='alert',
            name='joined_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joined', to='alerts.alert'),
        ),
        migrations.AddField(
            model_name='alert',
            name='search_key',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='assessment',
            name='changes',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='actor',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actors', to='alerts.office'),
        ),
        migrations.AddField(
            model_name='alert',
            name='actors',
            field=models.ManyToManyField(blank=True, related_name='alerts', to='alerts.actor'),
        ),
        migrations.AddIndex(
            model_name='alert',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search_key'], name='alert_search', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'joined'), ('joined_to__isnull', True), _connector='XOR'), name='joined_alert_knows_to_which'),
        ),
        migrations.AddField(
            model_name='comment',
            name='alert',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='alerts.alert'),
        ),
        migrations.AddField(
            model_name='comment',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='delivery',
            name='comment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='alerts.comment'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(condition=models.Q(('comment__isnull', True), ('owed__isnull', True)), fields=('alert', 'round', 'step', 'person', 'channel'), name='step_tells_a_person_once_by_a_channel'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('comment', 'person', 'channel'), name='mention_once_by_a_channel'),
        ),
        migrations.AddField(
            model_name='formernumber',
            name='alert',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_numbers', to='alerts.alert'),
        ),
        migrations.AddField(
            model_name='formernumber',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='grade',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='grade',
            name='filing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grades', to='alerts.filing'),
        ),
        migrations.AddField(
            model_name='joining',
            name='alert',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='joinings', to='alerts.alert'),
        ),
        migrations.AddField(
            model_name='joining',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='joining',
            name='into',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken_in', to='alerts.alert'),
        ),
        migrations.AddField(
            model_name='joining',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='layer',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='layer',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='layers', to='alerts.office'),
        ),
        migrations.AddField(
            model_name='savedview',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='alerts.office'),
        ),
        migrations.AddField(
            model_name='savedview',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='setapart',
            name='alert',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alerts.alert'),
        ),
        migrations.AddField(
            model_name='setapart',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='setapart',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alerts.alert'),
        ),
        migrations.AddField(
            model_name='summary',
            name='alert',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='summaries', to='alerts.alert'),
        ),
        migrations.AddField(
            model_name='summary',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='filing',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='alerts.filing'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('office', 'name'), name='actor_name_once_per_office'),
        ),
        migrations.AddConstraint(
            model_name='joining',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('alert',), name='joined_to_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='joining',
            constraint=models.CheckConstraint(condition=models.Q(('alert', models.F('into')), _negated=True), name='joined_to_another'),
        ),
        migrations.AddConstraint(
            model_name='layer',
            constraint=models.UniqueConstraint(fields=('office', 'name_en'), name='layer_name_once_per_office'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(fields=('person', 'office', 'name'), name='view_name_once_per_person_and_office'),
        ),
        migrations.AddConstraint(
            model_name='setapart',
            constraint=models.UniqueConstraint(fields=('alert', 'other'), name='set_apart_once'),
        ),
        migrations.AddConstraint(
            model_name='setapart',
            constraint=models.CheckConstraint(condition=models.Q(('alert__lt', models.F('other'))), name='lower_id_first'),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunPython(fill_search_keys, migrations.RunPython.noop, elidable=True),
    ]
