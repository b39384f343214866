"""Playbooks, their versions and checklists; the database refuses to change what was published."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REFUSE = """
CREATE FUNCTION responses_published_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published version of a playbook never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION responses_item_of_published_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM responses_playbookversion
        WHERE published_at IS NOT NULL AND (
            (TG_OP <> 'INSERT' AND id = OLD.version_id) OR (TG_OP <> 'DELETE' AND id = NEW.version_id)
        )
    ) THEN
        RAISE EXCEPTION 'a published version of a playbook never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER published_playbook_version_stays BEFORE UPDATE OR DELETE ON responses_playbookversion
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION responses_published_stays();
CREATE TRIGGER items_of_published_playbook_stay BEFORE INSERT OR UPDATE OR DELETE ON responses_playbookitem
    FOR EACH ROW EXECUTE FUNCTION responses_item_of_published_stays();
"""
ALLOW = """
DROP TRIGGER items_of_published_playbook_stay ON responses_playbookitem;
DROP TRIGGER published_playbook_version_stays ON responses_playbookversion;
DROP FUNCTION responses_item_of_published_stays();
DROP FUNCTION responses_published_stays();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('alerts', '0012_debts_are_chased'),
        ('responses', '0007_responses_come_back_and_are_sent_once'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Playbook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', models.CharField(max_length=120)),
                ('name_fr', models.CharField(max_length=120)),
                ('code', models.SlugField(max_length=40)),
                ('threat_types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('levels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('starts_itself', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='playbooks', to='alerts.office')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Checklist',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('joining', models.PositiveBigIntegerField(blank=True, null=True)),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alerts.alert')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('playbook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='responses.playbook')),
            ],
        ),
        migrations.CreateModel(
            name='PlaybookItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('text_en', models.CharField(max_length=300)),
                ('text_fr', models.CharField(max_length=300)),
                ('due_after_min', models.PositiveIntegerField()),
                ('duty', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alerts.duty')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ChecklistItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('skipped_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('checklist', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='responses.checklist')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('duty', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alerts.duty')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('skipped_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='responses.playbookitem')),
            ],
            options={
                'ordering': ['item__position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PlaybookVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('playbook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='responses.playbook')),
            ],
        ),
        migrations.AddField(
            model_name='playbookitem',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='responses.playbookversion'),
        ),
        migrations.AddField(
            model_name='checklist',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='responses.playbookversion'),
        ),
        migrations.AddConstraint(
            model_name='playbook',
            constraint=models.UniqueConstraint(fields=('office', 'code'), name='playbook_code_once_per_office'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.UniqueConstraint(fields=('checklist', 'item'), name='checklist_item_once'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.CheckConstraint(condition=models.Q(('duty__isnull', False), ('person__isnull', False), _connector='XOR'), name='checklist_item_has_one_owner'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.CheckConstraint(condition=models.Q(('done_at__isnull', True), ('skipped_at__isnull', True), _connector='OR'), name='checklist_item_ends_in_one_way'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.CheckConstraint(condition=models.Q(('skipped_at__isnull', True), models.Q(('reason', ''), _negated=True), _connector='XOR'), name='skipped_item_and_only_it_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='playbookversion',
            constraint=models.UniqueConstraint(fields=('playbook', 'number'), name='playbook_version_once'),
        ),
        migrations.AddConstraint(
            model_name='playbookversion',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('playbook',), name='one_draft_per_playbook'),
        ),
        migrations.AddConstraint(
            model_name='playbookitem',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='playbook_item_place_once'),
        ),
        migrations.AddConstraint(
            model_name='checklist',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('alert', 'playbook'), name='playbook_runs_once_on_an_alert'),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
