"""What happened and what was told stay as they were: the database refuses to change them."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION ewrr_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER event_is_only_added_to BEFORE UPDATE OR DELETE ON alerts_event
    FOR EACH ROW EXECUTE FUNCTION ewrr_only_added_to();
CREATE TRIGGER access_log_is_only_added_to BEFORE UPDATE OR DELETE ON alerts_accesslog
    FOR EACH ROW EXECUTE FUNCTION ewrr_only_added_to();
CREATE TRIGGER source_is_written_once BEFORE UPDATE ON alerts_source
    FOR EACH ROW EXECUTE FUNCTION ewrr_only_added_to();
CREATE TRIGGER filing_stays_word_for_word BEFORE UPDATE ON alerts_filing
    FOR EACH ROW WHEN (
        (to_jsonb(OLD) - 'alert_id') IS DISTINCT FROM (to_jsonb(NEW) - 'alert_id')
    ) EXECUTE FUNCTION ewrr_only_added_to();
"""
ALLOW = """
DROP TRIGGER filing_stays_word_for_word ON alerts_filing;
DROP TRIGGER source_is_written_once ON alerts_source;
DROP TRIGGER access_log_is_only_added_to ON alerts_accesslog;
DROP TRIGGER event_is_only_added_to ON alerts_event;
DROP FUNCTION ewrr_only_added_to();
"""


class Migration(migrations.Migration):
    dependencies = [("alerts", "0001_first_tables")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
