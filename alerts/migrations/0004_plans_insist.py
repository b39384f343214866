"""What was there before gets what is now asked of it: an office for each message, a last resort for each plan."""

from django.db import migrations

FILL = """
UPDATE alerts_delivery SET office_id = alerts_alert.office_id
    FROM alerts_alert WHERE alerts_alert.id = alerts_delivery.alert_id;
UPDATE alerts_plan SET last_resort_id = alerts_duty.id
    FROM alerts_duty WHERE alerts_duty.office_id = alerts_plan.office_id AND alerts_duty.code = 'head-of-office';
UPDATE alerts_plan SET decided_by_id = alerts_duty.id,
        decide_within_min = CASE alerts_plan.code WHEN 'critical' THEN 15 WHEN 'high' THEN 60 WHEN 'restricted' THEN 60 END
    FROM alerts_duty WHERE alerts_duty.office_id = alerts_plan.office_id
        AND alerts_duty.code = CASE alerts_plan.code WHEN 'restricted' THEN 'hub-chief' ELSE 'hub-duty-officer' END;
UPDATE alerts_plan SET insists = false WHERE code = 'low';
UPDATE alerts_escalation SET next_at = statement_timestamp()
    FROM alerts_alert WHERE alerts_alert.id = alerts_escalation.alert_id AND alerts_escalation.state = 'unanswered'
        AND alerts_alert.state IN ('received', 'decided', 'responding');
"""


class Migration(migrations.Migration):
    dependencies = [("alerts", "0003_told_until_answered")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
