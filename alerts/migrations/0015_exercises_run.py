"""Exercises with their scripts, injects and evaluations; what was closed stays as it is."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


REFUSE = """
CREATE FUNCTION alerts_closed_exercise_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a closed evaluation never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION alerts_part_of_closed_exercise_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM alerts_exercise
        WHERE closed_at IS NOT NULL AND (
            (TG_OP <> 'INSERT' AND id = OLD.exercise_id) OR (TG_OP <> 'DELETE' AND id = NEW.exercise_id)
        )
    ) THEN
        RAISE EXCEPTION 'a closed evaluation never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER closed_exercise_stays BEFORE UPDATE OR DELETE ON alerts_exercise
    FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION alerts_closed_exercise_stays();
CREATE TRIGGER injects_of_closed_stay BEFORE INSERT OR UPDATE OR DELETE ON alerts_inject
    FOR EACH ROW EXECUTE FUNCTION alerts_part_of_closed_exercise_stays();
CREATE TRIGGER observations_of_closed_stay BEFORE INSERT ON alerts_observation
    FOR EACH ROW EXECUTE FUNCTION alerts_part_of_closed_exercise_stays();
CREATE TRIGGER observation_is_only_added_to BEFORE UPDATE OR DELETE ON alerts_observation
    FOR EACH ROW EXECUTE FUNCTION ewrr_only_added_to();
"""
ALLOW = """
DROP TRIGGER observation_is_only_added_to ON alerts_observation;
DROP TRIGGER observations_of_closed_stay ON alerts_observation;
DROP TRIGGER injects_of_closed_stay ON alerts_inject;
DROP TRIGGER closed_exercise_stays ON alerts_exercise;
DROP FUNCTION alerts_part_of_closed_exercise_stays();
DROP FUNCTION alerts_closed_exercise_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0014_wall_counts_its_past"),
    ]

    operations = [
        migrations.CreateModel(
            name="Exercise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("objectives", models.CharField(blank=True, max_length=2000)),
                ("language", models.CharField(max_length=2)),
                ("speed", models.PositiveSmallIntegerField(default=1)),
                ("script", models.TextField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("exercised_before", models.BooleanField(default=False)),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("evaluation", models.JSONField(blank=True, null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exercises", to="alerts.office"
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stopped_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Inject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("key", models.CharField(max_length=20)),
                ("minute", models.PositiveSmallIntegerField()),
                ("cells", models.JSONField()),
                ("spot_name", models.CharField(max_length=200)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("precision", models.CharField(max_length=20)),
                ("state", models.CharField(default="waiting", max_length=20)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("late_s", models.PositiveIntegerField(default=0)),
                ("code", models.CharField(blank=True, max_length=40)),
                (
                    "alert",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="injects",
                        to="alerts.alert",
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="injects", to="alerts.exercise"
                    ),
                ),
                (
                    "filing",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inject",
                        to="alerts.filing",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(blank=True, max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="observations", to="alerts.exercise"
                    ),
                ),
                (
                    "inject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="alerts.inject",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="exercise",
            index=models.Index(
                condition=models.Q(("started_at__isnull", False), ("stopped_at__isnull", True)),
                fields=["ends_at"],
                name="exercise_forgotten",
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.UniqueConstraint(
                condition=models.Q(("started_at__isnull", False), ("stopped_at__isnull", True)),
                fields=("office",),
                name="one_exercise_runs_per_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stopped_at__isnull", True),
                    models.Q(("started_at__isnull", False), ("stopped_at__gte", models.F("started_at"))),
                    _connector="OR",
                ),
                name="exercise_stops_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paused_at__isnull", True),
                    models.Q(("started_at__isnull", False), ("stopped_at__isnull", True)),
                    _connector="OR",
                ),
                name="only_an_exercise_that_runs_is_paused",
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("evaluation__isnull", True)),
                    models.Q(
                        ("closed_at__isnull", False), ("evaluation__isnull", False), ("stopped_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="closed_exercise_has_ended_and_its_sheet",
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(("speed__gte", 1), ("speed__lte", 20)), name="exercise_speed_is_sane"
            ),
        ),
        migrations.AddIndex(
            model_name="inject",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False), ("state", "waiting")),
                fields=["due_at"],
                name="inject_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="inject",
            constraint=models.UniqueConstraint(fields=("exercise", "key"), name="inject_key_once"),
        ),
        migrations.AddConstraint(
            model_name="inject",
            constraint=models.UniqueConstraint(fields=("exercise", "place"), name="inject_place_once"),
        ),
        migrations.AddConstraint(
            model_name="inject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "filed"), models.Q(("alert__isnull", True), ("filing__isnull", True)), _connector="XOR"
                ),
                name="filed_inject_and_only_it_has_an_alert",
            ),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
