"""POC meetings decide; closed minutes and what was said of a decision stay: the database refuses to change them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REFUSE = """
CREATE FUNCTION responses_minutes_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'closed minutes never change' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION responses_part_of_minutes_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint;
BEGIN
    IF TG_TABLE_NAME = 'responses_meetingdecision' THEN
        touched := CASE WHEN TG_OP = 'INSERT' THEN NEW.meeting_id ELSE OLD.meeting_id END;
    ELSIF TG_TABLE_NAME = 'responses_saying' THEN
        touched := NEW.meeting_id;
    ELSE
        SELECT meeting_id INTO touched FROM responses_meetingdecision
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.meetingdecision_id ELSE NEW.meetingdecision_id END;
    END IF;
    IF EXISTS (SELECT 1 FROM responses_meeting WHERE id = touched AND state = 'closed') THEN
        RAISE EXCEPTION 'closed minutes never change' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER closed_minutes_stay BEFORE UPDATE OR DELETE ON responses_meeting
    FOR EACH ROW WHEN (OLD.state = 'closed') EXECUTE FUNCTION responses_minutes_stay();
CREATE TRIGGER decisions_of_closed_minutes_stay BEFORE INSERT OR DELETE ON responses_meetingdecision
    FOR EACH ROW EXECUTE FUNCTION responses_part_of_minutes_stays();
CREATE TRIGGER words_of_decisions_stay BEFORE UPDATE ON responses_meetingdecision
    FOR EACH ROW WHEN (
        (OLD.meeting_id, OLD.text, OLD.person_id, OLD.duty_id, OLD.outside, OLD.due_date)
        IS DISTINCT FROM (NEW.meeting_id, NEW.text, NEW.person_id, NEW.duty_id, NEW.outside, NEW.due_date)
    ) EXECUTE FUNCTION responses_part_of_minutes_stays();
CREATE TRIGGER alerts_of_decisions_stay BEFORE INSERT OR UPDATE OR DELETE ON responses_meetingdecision_alerts
    FOR EACH ROW EXECUTE FUNCTION responses_part_of_minutes_stays();
CREATE TRIGGER sayings_stay BEFORE UPDATE OR DELETE ON responses_saying
    FOR EACH ROW EXECUTE FUNCTION responses_minutes_stay();
CREATE TRIGGER sayings_of_closed_minutes_stay BEFORE INSERT ON responses_saying
    FOR EACH ROW EXECUTE FUNCTION responses_part_of_minutes_stays();
"""
ALLOW = """
DROP TRIGGER sayings_of_closed_minutes_stay ON responses_saying;
DROP TRIGGER sayings_stay ON responses_saying;
DROP TRIGGER alerts_of_decisions_stay ON responses_meetingdecision_alerts;
DROP TRIGGER words_of_decisions_stay ON responses_meetingdecision;
DROP TRIGGER decisions_of_closed_minutes_stay ON responses_meetingdecision;
DROP TRIGGER closed_minutes_stay ON responses_meeting;
DROP FUNCTION responses_part_of_minutes_stays();
DROP FUNCTION responses_minutes_stay();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('alerts', '0011_notices_are_told'),
        ('responses', '0005_places_are_watched'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='version',
            name='meetings',
            field=models.JSONField(null=True),
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_at', models.DateTimeField()),
                ('participants', models.CharField(blank=True, max_length=500)),
                ('situation', models.TextField(blank=True, max_length=10000)),
                ('places', models.TextField(blank=True, max_length=10000)),
                ('responses', models.TextField(blank=True, max_length=10000)),
                ('decided', models.TextField(blank=True, max_length=10000)),
                ('other', models.TextField(blank=True, max_length=10000)),
                ('state', models.CharField(default='draft', max_length=20)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('kept', models.JSONField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('chair', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='alerts.office')),
            ],
        ),
        migrations.CreateModel(
            name='MeetingDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=1000)),
                ('outside', models.CharField(blank=True, max_length=120)),
                ('due_date', models.DateField()),
                ('state', models.CharField(default='open', max_length=20)),
                ('given_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('alerts', models.ManyToManyField(blank=True, related_name='+', to='alerts.alert')),
                ('duty', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alerts.duty')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='responses.meeting')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alerts.office')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Saying',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('was', models.JSONField(null=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sayings', to='responses.meetingdecision')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sayings', to='responses.meeting')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'closed'), ('closed_at__isnull', True), _connector='XOR'), name='closed_meeting_says_when'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(fields=('office', 'held_at'), name='one_meeting_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='meetingdecision',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['office', 'due_date', 'id'], name='decision_open'),
        ),
        migrations.AddIndex(
            model_name='meetingdecision',
            index=models.Index(fields=['office', 'settled_at'], name='decision_settled'),
        ),
        migrations.AddConstraint(
            model_name='meetingdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('duty__isnull', True), ('outside', ''), ('person__isnull', False)), models.Q(('duty__isnull', False), ('outside', ''), ('person__isnull', True)), models.Q(('duty__isnull', True), ('person__isnull', True), models.Q(('outside', ''), _negated=True)), _connector='OR'), name='decision_has_one_owner'),
        ),
        migrations.AddConstraint(
            model_name='meetingdecision',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'open'), ('settled_at__isnull', False), _connector='XOR'), name='settled_decision_says_when'),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
